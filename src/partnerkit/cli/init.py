"""`partnerkit init`: a workspace ready for git."""

import sys
from typing import Annotated

import typer


def init(
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="Where the workspace goes.")] = ".",
    company: Annotated[
        str | None, typer.Option("--company", help="What our company is called; asked for on a terminal.")
    ] = None,
    currency: Annotated[str, typer.Option("--currency", help="The currency of amounts that name none.")] = "EUR",
) -> None:
    """Start a workspace: its file, an example, schemas, editor settings, and a check for pull requests.

    Files that are there already are kept as they are.
    """
    from partnerkit.store.scaffold import start_workspace

    if company is None:
        company = typer.prompt("What is your company called?") if sys.stdin.isatty() else "Our company"
    scaffold = start_workspace(folder, company, currency)
    for path in scaffold.written:
        typer.echo(f"wrote {path}")
    for path in scaffold.kept:
        typer.echo(f"kept {path}, which is there already", err=True)
    typer.echo('next: partnerkit new "Your first partner" --type integration', err=True)
