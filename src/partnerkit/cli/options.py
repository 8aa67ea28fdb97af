"""The options that commands share, each declared once."""

import inspect
import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypeAlias

import typer

from partnerkit.cli.formats import Format
from partnerkit.phrasing import listed


def _stems(incomplete: str) -> list[str]:
    """Complete the name of a partnership, for a shell that asks; it may take what is no plain word for a command."""
    from partnerkit.errors import PartnerkitError
    from partnerkit.workspace.paths import find_named, stem_of
    from partnerkit.workspace.portfolio import select

    try:
        files = select(find_named(())).files
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


def _shared(
    output: Output = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that exists.")] = False,
    today: Annotated[
        str | None,
        typer.Option("--today", metavar="YYYY-MM-DD", help="Answer as of this day.", show_default="the day it is"),
    ] = None,
    config: Annotated[
        str | None,
        typer.Option(
            "--config", metavar="FILE", help="The workspace file.", show_default="the nearest partnerkit.yaml upwards"
        ),
    ] = None,
    color: Annotated[
        Literal["auto", "always", "never"],
        typer.Option("--color", help="Whether to use colors; `auto` honors NO_COLOR."),
    ] = "auto",
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="REV|DATE",
            help="Answer from what git recorded: in a commit, a branch or a tag, or by the end of a day.",
            show_default=False,
        ),
    ] = None,
    ended: Annotated[bool, typer.Option("--ended", help="Include partnerships that have ended.")] = False,
) -> None:
    """Declare the options beside --format; `Session.open` is given their values."""


def _table(
    table: Annotated[
        str | None,
        typer.Option("--table", metavar="NAME", help="Which table of the answer a CSV file holds.", show_default=False),
    ] = None,
) -> None:
    """Declare --table."""


TABLE: Final = inspect.signature(_table).parameters["table"]

SHARED: Final = inspect.signature(_shared).parameters


def format_option(formats: Mapping[str, Format]) -> inspect.Parameter:
    """Declare --format with what a command can give."""
    default, *others = formats.values()
    endings = [ending for format in others for ending in format.endings]
    choices: Any = Literal
    option = typer.Option(
        None,
        "--format",
        help="How the answer is written.",
        show_default=f"what the ending of --output says: {listed(endings, 'or')}; else {default.name}",
    )
    annotation = choices[tuple(formats)] | None
    return inspect.Parameter("format", inspect.Parameter.KEYWORD_ONLY, default=option, annotation=annotation)
