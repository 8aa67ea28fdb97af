"""The options that commands share, each declared once."""

import inspect
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypeAlias

import typer

from partnerkit.cli import completion
from partnerkit.cli.formats import Format
from partnerkit.phrasing import listed

Paths: TypeAlias = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]...",
        help="Files, folders or names (`acme` for acme.yaml); without any, the whole workspace.",
        show_default=False,
        autocompletion=completion.partnerships,
    ),
]


OnePartnership: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="PARTNERSHIP", help="The name or the file of a partnership.", autocompletion=completion.partnerships
    ),
]

PartnershipUnlessVerified: TypeAlias = Annotated[
    str | None,
    typer.Argument(
        metavar="[PARTNERSHIP]",
        help="The name or the file of a partnership.",
        show_default=False,
        autocompletion=completion.partnerships,
    ),
]


DryRun: TypeAlias = Annotated[
    bool, typer.Option("--dry-run", help="Show the edit as a unified diff and write nothing.")
]


DealsFile: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--deals", metavar="FILE", help="The deals file, from disk even with --at.", show_default="deals/NAME.csv"
    ),
]


def output_option(help: str, metavar: str = "FILE") -> Any:
    """Declare --output as what a command writes there."""
    return typer.Option("--output", "-o", metavar=metavar, help=help, show_default=False)


Output: TypeAlias = Annotated[str | None, output_option("Write the answer to a file.")]


def _shared(
    output: Output = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
    today: Annotated[
        str | None,
        typer.Option("--today", metavar="YYYY-MM-DD", help="Answer as of this day.", show_default="today"),
    ] = None,
    config: Annotated[
        str | None,
        typer.Option(
            "--config",
            metavar="FILE",
            help="The workspace file.",
            show_default="the nearest partnerkit.yaml, in this folder or above",
        ),
    ] = None,
    color: Annotated[
        Literal["auto", "always", "never"],
        typer.Option("--color", help="When to use colors; `auto` respects NO_COLOR."),
    ] = "auto",
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="REV|DATE",
            help="Answer from git: from a commit, branch or tag, or as of the end of a day.",
            show_default=False,
        ),
    ] = None,
    ended: Annotated[bool, typer.Option("--ended", help="Include partnerships that have ended.")] = False,
) -> None:
    """Declare the options beside --format; `Session.open` is given their values."""


def _table(
    table: Annotated[
        str | None,
        typer.Option(
            "--table", metavar="NAME", help="Write only this table of the answer, as CSV.", show_default=False
        ),
    ] = None,
) -> None:
    """Declare --table."""


TABLE: Final = inspect.signature(_table).parameters["table"]

SHARED: Final = inspect.signature(_shared).parameters


def format_option(formats: Mapping[str, Format], *, follows_output: bool) -> inspect.Parameter:
    """Declare --format with what a command can give; it may follow from the ending of --output."""
    default, *others = formats.values()
    endings = [ending for format in others for ending in format.endings]
    from_ending = f"from the ending of --output: {listed(endings, 'or')}; else " if follows_output else ""
    choices: Any = Literal
    option = typer.Option(
        None,
        "--format",
        # Not shown as choices between bars, which no line can be broken at.
        metavar="FORMAT",
        help=f"The format of the answer: {listed([*formats], 'or')}.",
        show_default=f"{from_ending}{default.name}",
    )
    annotation = choices[tuple(formats)] | None
    return inspect.Parameter("format", inspect.Parameter.KEYWORD_ONLY, default=option, annotation=annotation)
