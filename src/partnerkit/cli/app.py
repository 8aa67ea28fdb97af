"""All commands, in the order in which help lists them."""

from functools import cache
from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Any, Final

import typer
from typer.main import get_command

COMMANDS: Final = (
    "validate",
    "lint",
    "list",
    "show",
    "why",
    "score",
    "rank",
    "landscape",
    "overlap",
    "heatmap",
    "health",
    "dynamics",
    "raci",
    "tiers",
    "kpis",
    "dashboard",
    "statement",
    "revenue",
    "checklist",
    "plan",
    "due",
    "calendar",
    "reviews",
    "launch",
    "stage",
    "diff",
    "history",
    "blame",
    "export",
    "share",
    "reconcile",
    "draft",
    "check-email",
    "new",
    "set",
    "log",
    "fmt",
    "resolve",
    "import",
    "init",
    "schema",
    "explain",
)
"""Each is a function of the same name in the module of the same name, with `_` for `-` and after a word of Python."""


@cache
def build_app(asked: str = "") -> Any:
    """Return the application, ready to run; if `asked` is the name of a command, with that command only."""
    app = typer.Typer(
        name="partnerkit",
        help="Partnerships as plain YAML files in git: checked, scored and shown.",
        epilog="`partnerkit COMMAND --help` explains a command.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_partnerkit)
    for name in (asked,) if asked in COMMANDS else COMMANDS:
        function = f"{name}_" if iskeyword(name) else name.replace("-", "_")
        app.command(name)(getattr(import_module(f"partnerkit.cli.{function}"), function))
    return get_command(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        from partnerkit import __version__

        typer.echo(f"partnerkit {__version__}")
        raise typer.Exit


def _partnerkit(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Partnerships as plain YAML files in git: checked, scored and shown."""
