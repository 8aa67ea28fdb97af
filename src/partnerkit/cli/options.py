"""The options that every question shares, written once."""

import functools
import inspect
import re
from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeAlias

import typer

from partnerkit.cli.session import Session


def _stems(incomplete: str) -> list[str]:
    """Complete the name of a partnership, for a shell that asks; it may take what is no plain word for a command."""
    from partnerkit.errors import PartnerkitError
    from partnerkit.workspace.paths import find_named, stem_of

    try:
        files = find_named(()).files
    except PartnerkitError:
        return []
    stems = map(stem_of, files)
    return [stem for stem in stems if stem.startswith(incomplete) and re.fullmatch(r"\w[\w.-]*", stem)]


Paths: TypeAlias = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]...",
        help="Files, folders or partnerships by name (`acme` for acme.yaml); "
        "without any, the workspace around this folder.",
        show_default=False,
        autocompletion=_stems,
    ),
]


OnePartnership: TypeAlias = Annotated[
    str,
    typer.Argument(metavar="PARTNERSHIP", help="A partnership by its name or its file.", autocompletion=_stems),
]


Output: TypeAlias = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write the answer to a file.", show_default=False)
]
Force: TypeAlias = Annotated[bool, typer.Option("--force", help="Let --output replace a file that exists.")]
Today: TypeAlias = Annotated[
    str | None,
    typer.Option("--today", metavar="YYYY-MM-DD", help="Answer as of this day.", show_default="the day it is"),
]
At: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="REV|DATE",
        help="Answer from what git recorded: in a commit, a branch or a tag, or by the end of a day.",
        show_default=False,
    ),
]
Config: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--config", metavar="FILE", help="The workspace file.", show_default="the nearest partnerkit.yaml upwards"
    ),
]


def _shared(
    format: Annotated[
        Literal["terminal", "markdown", "html", "csv", "json"] | None,
        typer.Option(
            "--format",
            help="How the answer is written.",
            show_default="what the ending of --output says: .md, .html, .htm, .csv or .json; else terminal",
        ),
    ] = None,
    output: Output = None,
    force: Force = False,
    today: Today = None,
    config: Config = None,
    color: Annotated[
        Literal["auto", "always", "never"],
        typer.Option("--color", help="Whether to use colours; `auto` honours NO_COLOR."),
    ] = "auto",
    at: At = None,
) -> Session:
    return Session.open(format=format, output=output, force=force, today=today, config=config, color=color, at=at)


def question(command: Callable[..., int]) -> Callable[..., None]:
    """Turn `command(session, ...) -> exit status` into a command that has the shared options beside its own."""
    own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]
    shared = list(inspect.signature(_shared, eval_str=True).parameters.values())

    @functools.wraps(command)
    def run(**values: Any) -> None:
        session = _shared(**{parameter.name: values.pop(parameter.name) for parameter in shared})
        raise typer.Exit(command(session, **values))

    parameters = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in (*own, *shared)]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what Typer reads
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run
