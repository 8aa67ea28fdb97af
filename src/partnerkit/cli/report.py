"""What is said about answers: errors, warnings and hints."""

from typing import TYPE_CHECKING, Final

from partnerkit.cli.streams import say
from partnerkit.errors import PartnerkitError
from partnerkit.phrasing import listed
from partnerkit.render.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partnerkit.workspace.discovery import Reason
    from partnerkit.workspace.portfolio import Selection

_SHOWN: Final = 3
"""Paths that a hint names before it counts the rest."""

_PASSED_OVER: "Final[dict[Reason, tuple[str, str]]]" = {
    "below": (
        "was skipped: there is no workspace here; start one with `partnerkit init`",
        "were skipped: there is no workspace here; start one with `partnerkit init`",
    ),
    "exclude": (
        "was skipped because of `exclude` in partnerkit.yaml",
        "were skipped because of `exclude` in partnerkit.yaml",
    ),
    "hidden": (
        "was skipped because its name starts with a dot",
        "were skipped because their names start with a dot",
    ),
    "link": ("is a link and was skipped", "are links and were skipped"),
    "template": ("was skipped: it is in `templates/`", "were skipped: they are in `templates/`"),
    "workspace": (
        "is a separate workspace and was skipped; name it to include it",
        "are separate workspaces and were skipped; name one to include it",
    ),
}
"""What is said of one path and of several, by the reason why they are not read."""


def tell_error(error: PartnerkitError) -> None:
    """Say on standard error why a command is impossible and what to type next."""
    say(f"error: {one_line(error.message)}")
    if error.help:
        say(f"help: {one_line(error.help)}")


def tell_selection(selection: "Selection") -> None:
    """Say on standard error what a command line left out, and what makes reading slow."""
    from partnerkit.reading.yaml_reader import HAS_LIBYAML

    if not HAS_LIBYAML:
        warn("PyYAML was installed without libyaml, so reading takes ten times as long")
    for reason in dict.fromkeys(passed_over.reason for passed_over in selection.passed_over):
        paths = [passed_over.path for passed_over in selection.passed_over if passed_over.reason == reason]
        one, many = _PASSED_OVER[reason]
        hint(f"{_some(paths)} {one if len(paths) == 1 else many}")
    if not selection.files:
        hint("there are no partnership files here; write one with `partnerkit new`")


def tell_foreign(paths: "Sequence[str]") -> None:
    """Say on standard error which files were read and turned out to be about something else."""
    if paths:
        verb, them = ("has", "it") if len(paths) == 1 else ("have", "them")
        hint(
            f"{_some(paths)} {verb} neither `name` nor `type` and {'was' if len(paths) == 1 else 'were'} skipped; "
            f"list {them} under `exclude` in partnerkit.yaml to silence this"
        )


def _some(paths: "Sequence[str]") -> str:
    """Name a few of many paths."""
    rest = len(paths) - _SHOWN
    return listed([*paths[:_SHOWN], f"{rest:,} more"]) if rest > 0 else listed(paths)


def warn(text: str) -> None:
    """Warn about something that does not change the answer."""
    say(f"warning: {one_line(text)}")


def hint(text: str) -> None:
    """Say something beside the answer."""
    say(f"hint: {one_line(text)}")


def tell(text: str) -> None:
    """Say on standard error what was done."""
    say(one_line(text))
