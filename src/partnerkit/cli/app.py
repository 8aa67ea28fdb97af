"""All commands, in the order in which help lists them."""

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Final

import typer

COMMANDS: Final = (
    "validate",
    "lint",
    "list",
    "show",
    "why",
    "score",
    "rank",
    "landscape",
    "heatmap",
    "health",
    "dynamics",
    "raci",
    "tiers",
    "statement",
    "revenue",
    "checklist",
    "plan",
    "due",
    "calendar",
    "reviews",
    "launch",
    "stage",
    "draft",
    "check-email",
    "new",
    "set",
    "log",
    "init",
    "schema",
    "explain",
)
"""Each is a function of the same name in the module of the same name, with `_` for `-`."""


def build_app(arguments: Sequence[str] = ()) -> typer.Typer:
    """Build the application; where `arguments` begin with a command, with that command only."""
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
    asked = [name for name in COMMANDS if arguments and arguments[0] == name]
    for name in asked or COMMANDS:
        function = name.replace("-", "_")
        app.command(name)(getattr(import_module(f"partnerkit.cli.{function}"), function))
    return app


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
