"""`partnerkit diff`: what changed in the partnerships, and what follows from it?"""

from typing import Annotated, Final, Literal

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.options import SHARED
from partnerkit.cli.session import Session

_MOST: Final = 1_000_000
"""Bytes of a list of names."""


@command(gives=("document", "result", "changes"), options=[option for option in SHARED if option != "ended"])
def diff(
    session: Session,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REV | REV..REV] [PATH]...",
            help="What to compare with: one or two revisions, or a date; then files, folders or names. "
            "Two files are compared with each other.",
            show_default="the merge base with the main branch",
        ),
    ] = None,
    fail_on: Annotated[
        Literal["editorial", "assessment", "commitment", "commercial"] | None,
        typer.Option(
            "--fail-on",
            help="Exit with 1 if there is a change of this class or a heavier one; an amendment lets the changes of an "
            "agreement pass that it covers.",
            show_default=False,
        ),
    ] = None,
    approvals: Annotated[
        str | None,
        typer.Option(
            "--approvals",
            metavar="FILE",
            help="Exit with 1 if this file, with one name per line, misses an approver from `review` in "
            "partnerkit.yaml.",
            show_default=False,
        ),
    ] = None,
) -> Answer:
    """Show what changed in partnerships, and the consequences.

    Compares the working tree with the commit where this branch left the main branch. With --at, that revision replaces
    the working tree. In Markdown the answer is the comment on a pull request.
    """
    from partnerkit.changes import document as as_document
    from partnerkit.changes.diff import Demands
    from partnerkit.changes.diff import diff as compare
    from partnerkit.cli.versions import chosen_versions

    approved = None if approvals is None else _names(approvals)
    with chosen_versions(session, words or []) as chosen:
        found = compare(
            chosen.old,
            chosen.new,
            session.today,
            unread=chosen.unread,
            same=chosen.same,
            earlier=chosen.earlier,
            demands=Demands(fail_on, approved),
            shows=chosen.shows,
            shows_workspace=chosen.shows_workspace,
        )
    return Answer(found, as_document.document, found.failed)


def _names(path: str) -> list[str]:
    """Read names, one a line; `- ` before a name, `@` and quotes are no part of it, and `#` starts a comment."""
    from partnerkit.store.files import read_whole

    lines = read_whole(path, _MOST).decode(errors="replace").lstrip("\ufeff").splitlines()
    names = (line.partition("#")[0].strip().removeprefix("-").strip(" \t,[]\"'").removeprefix("@") for line in lines)
    return [name for name in names if name]
