"""`partnerkit new`: the commented file of a new partnership."""

import shlex
import sys
from typing import Annotated

import typer

from partnerkit.cli.command import command
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError


@command(gives=(), options=("config", "today"))
def new(
    session: Session,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="What the partner is called.", show_default=False)
    ] = None,
    type: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="What kind of partnership it is.", show_default=False)
    ] = None,
    position: Annotated[str | None, typer.Option("--position", help="upstream, parallel or downstream.")] = None,
    stage: Annotated[str | None, typer.Option("--stage", help="Where it is in its life cycle.")] = None,
    priority: Annotated[str | None, typer.Option("--priority", help="high, medium or low.")] = None,
    why: Annotated[str | None, typer.Option("--why", help="Why the two companies work together.")] = None,
    folder: Annotated[
        str | None,
        typer.Option("--folder", metavar="DIR", help="Where the file goes.", show_default="partners/ of the workspace"),
    ] = None,
    stem: Annotated[
        str | None, typer.Option("--stem", help="The file's name without .yaml.", show_default="made from NAME")
    ] = None,
) -> None:
    """Write the file of a new partnership, every section explained in comments.

    Asks for what is missing on a terminal. Never overwrites a file.
    """
    from partnerkit.cli.report import tell
    from partnerkit.model.choices import PartnershipType, choices_of
    from partnerkit.render.safe import one_line
    from partnerkit.workspace.paths import root_of
    from partnerkit.workspace.scaffold import start_partnership

    if folder == "":
        raise UsageError("--folder needs the name of a folder")
    types = choices_of(PartnershipType)
    name = name or _ask("name", "What is the partner called?", 'partnerkit new "Acme Analytics" --type integration')
    type = type or _ask("type", f"What kind of partnership is it? ({', '.join(types)})", f"--type {types[0]}")
    if type not in types:
        from partnerkit.phrasing import did_you_mean

        raise UsageError(f'"{type}" is not a type', did_you_mean(type, types) or f"they are {', '.join(types)}")
    path = start_partnership(
        name,
        {"type": type, "position": position, "stage": stage, "priority": priority, "why": why},
        root=root_of(folder or "."),
        workspace=session.workspace_of(folder or "."),
        today=session.today,
        folder=folder,
        stem=stem,
    )
    typer.echo(one_line(f"wrote {path}"))
    tell(f"next: open it, then partnerkit validate {shlex.quote(path)}")


def _ask(what: str, question: str, example: str) -> str:
    if not sys.stdin.isatty():
        raise UsageError(f"the {what} is missing", f"give it, as in {example}")
    answer: str = typer.prompt(question)
    return answer
