"""`partnerkit new`: the commented file of a new partnership."""

import sys
from collections.abc import Callable
from typing import Annotated, Any, Final

import typer

from partnerkit import shell
from partnerkit.cli import completion
from partnerkit.cli.command import command
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError

_EXAMPLE: Final = 'partnerkit new "Acme Analytics" --type integration'


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
    stage: Annotated[str | None, _choice("--stage", "Stage", "The current stage of the life cycle.")] = None,
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
            show_default="the workspace's partners/",
        ),
    ] = None,
    stem: Annotated[
        str | None,
        typer.Option("--stem", metavar="NAME", help="The file's name without .yaml.", show_default="derived from NAME"),
    ] = None,
) -> None:
    """Write the file of a new partnership.

    Comments explain every section. On a terminal, you're asked for anything missing. Existing files are never
    overwritten.
    """
    from partnerkit.cli.report import tell
    from partnerkit.model.choices import PartnershipType, choices_of
    from partnerkit.phrasing import did_you_mean, listed
    from partnerkit.render.safe import one_line
    from partnerkit.workspace.paths import root_of
    from partnerkit.workspace.scaffold import start_partnership, stem_for

    if folder == "":
        raise UsageError("--folder needs the name of a folder")
    types = choices_of(PartnershipType)

    def check_type(given: str) -> None:
        if given not in types:
            raise UsageError(f'"{given}" is not a type', did_you_mean(given, types) or f"use {listed(types, 'or')}")

    name = _asked(name, lambda given: stem_for(given, stem), "the name", "What is the partner called?", _EXAMPLE)
    question = f"What type of partnership is it? ({', '.join(types)})"
    type = _asked(type, check_type, "the type", question, f"--type {types[0]}")
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


def _asked(given: str | None, check: Callable[[str], object], what: str, question: str, example: str) -> str:
    """Return what is given once it passes `check`; a person at a terminal is asked for it, and again if it is wrong."""
    from partnerkit.cli.report import tell_error

    answer = given or _ask(what, question, example)
    while True:
        try:
            check(answer)
        except UsageError as error:
            # A terminal that sends bytes that are not text will send them again.
            if not sys.stdin.isatty() or not answer.isprintable():
                raise
            tell_error(error)
            answer = _ask(what, question, example)
        else:
            return answer


def _ask(what: str, question: str, example: str) -> str:
    if not sys.stdin.isatty():
        raise UsageError(f"{what} is missing", f"add it, for example {example}")
    answer: str = typer.prompt(question)
    return answer
