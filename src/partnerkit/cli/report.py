"""What is said about answers: errors, warnings and hints."""

import sys
from typing import TYPE_CHECKING

from partnerkit.errors import PartnerkitError
from partnerkit.render.safe import one_line

if TYPE_CHECKING:
    from partnerkit.workspace.portfolio import Selection


def tell_error(error: PartnerkitError) -> None:
    """Say on standard error why a command is impossible and what to type next."""
    sys.stderr.write(f"error: {one_line(error.message)}\n")
    if error.help:
        sys.stderr.write(f"help: {one_line(error.help)}\n")


def tell_selection(selection: "Selection") -> None:
    """Say on standard error what a command line left out, and what makes reading slow."""
    from partnerkit.reading.yaml_reader import HAS_LIBYAML

    if not HAS_LIBYAML:
        warn("PyYAML has come without libyaml, so that reading takes ten times as long")
    for folder in selection.other_workspaces:
        hint(f"{folder} is a workspace of its own and was left out; name it to ask about it")
    if not selection.files:
        hint("there are no partnership files here; `partnerkit new` writes one")


def warn(text: str) -> None:
    """Say that something is amiss which does not change the answer."""
    sys.stderr.write(f"warning: {one_line(text)}\n")


def hint(text: str) -> None:
    """Say something beside the answer."""
    sys.stderr.write(f"hint: {one_line(text)}\n")


def tell(text: str) -> None:
    """Say on standard error what was done."""
    sys.stderr.write(f"{one_line(text)}\n")
