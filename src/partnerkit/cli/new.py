"""`partnerkit new`: the commented file of a new partnership."""

import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from partnerkit import shell
from partnerkit.cli import completion
from partnerkit.cli.command import command
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError


def _choice(option: str, enumeration: str, help: str) -> Any:
    """Declare an option that takes one of the choices of the format."""
    complete = completion.choices(enumeration)
    return typer.Option(option, metavar=option[2:].upper(), help=help, show_default=False, autocompletion=complete)


@command(gives=(), options=("config", "today"))
def new(
    session: Session,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="The partner's name.", show_default=False)] = None,
    type: Annotated[str | None, _choice("--type", "PartnershipType", "The type of partnership.")] = None,
    position: Annotated[str | None, _choice("--position", "Position", "upstream, parallel or downstream.")] = None,
    stage: Annotated[str | None, _choice("--stage", "Stage", "The stage in its life cycle.")] = None,
    priority: Annotated[str | None, _choice("--priority", "Priority", "high, medium or low.")] = None,
    why: Annotated[
        str | None, typer.Option("--why", metavar="TEXT", help="Why the two companies work together.")
    ] = None,
    folder: Annotated[
        str | None,
        typer.Option(
            "--folder",
            metavar="DIR",
            help="Write the file to this folder.",
            show_default="partners/ of the workspace",
        ),
    ] = None,
    stem: Annotated[
        str | None,
        typer.Option("--stem", metavar="NAME", help="The file's name without .yaml.", show_default="made from NAME"),
    ] = None,
) -> None:
    """Write the file of a new partnership.

    Every section is explained in comments. On a terminal it asks for what is missing. It never overwrites a file.
    """
    from partnerkit.cli.report import tell, tell_error
    from partnerkit.model.choices import PartnershipType, choices_of
    from partnerkit.phrasing import did_you_mean
    from partnerkit.render.safe import one_line
    from partnerkit.workspace.paths import root_of
    from partnerkit.workspace.scaffold import start_partnership

    if folder == "":
        raise UsageError("--folder needs the name of a folder")
    types = choices_of(PartnershipType)
    name = name or _ask("name", "What is the partner called?", 'partnerkit new "Acme Analytics" --type integration')
    type = type or _ask_type(types)
    while type not in types:
        error = UsageError(f'"{type}" is not a type', did_you_mean(type, types) or f"the types are {', '.join(types)}")
        # A terminal that sends bytes that are not text will send them again.
        if not sys.stdin.isatty() or not type.isprintable():
            raise error
        tell_error(error)
        type = _ask_type(types)
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
    tell(f"next: open it, then {shell.command('validate', path)}")


def _ask_type(types: Sequence[str]) -> str:
    return _ask("type", f"What type of partnership is it? ({', '.join(types)})", f"--type {types[0]}")


def _ask(what: str, question: str, example: str) -> str:
    if not sys.stdin.isatty():
        raise UsageError(f"the {what} is missing", f"give it, as in {example}")
    answer: str = typer.prompt(question)
    return answer
