"""What the commands about plans and dates share: whose, which partnership, which days are worked on."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from partnerkit.cli.session import Session
from partnerkit.errors import InvalidFilesError, UsageError

if TYPE_CHECKING:
    from partnerkit.model.partnership import Partnership
    from partnerkit.model.portfolio import Portfolio
    from partnerkit.model.workspace import Workspace
    from partnerkit.store.portfolio import Selection
    from partnerkit.workdays import Holidays as Calendar


class Sides(StrEnum):
    """Whose it is."""

    us = "us"
    them = "them"


Owners: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--owner", metavar="PERSON", help="Only what is theirs; repeatable.", show_default=False),
]
WhichSide: TypeAlias = Annotated[
    Sides | None, typer.Option("--side", help="Only what is ours, or the partner's.", show_default=False)
]
Holidays: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--holidays",
        metavar="COUNTRY",
        help="Public holidays of this country (DE) or region (DE-BY) are no working days; repeatable.",
        show_default="the workspace's `working_days.holidays`",
    ),
]
One: TypeAlias = Annotated[str, typer.Argument(metavar="PARTNERSHIP", help="Its file, or its file's stem.")]


def known_people(portfolio: "Portfolio", words: Sequence[str] | None) -> Sequence[str]:
    """Hold the words of --owner to the people of the portfolio."""
    if not words:
        return ()
    from partnerkit.store.translate import did_you_mean

    known = set(portfolio.workspace.people)
    known.update(*(partnership.people for partnership in portfolio.partnerships.values()))
    for word in words:
        if word not in known:
            raise UsageError(f"nobody here is called `{word}`", did_you_mean(word, known))
    return words


def working_calendar(places: Sequence[str] | None, workspace: "Workspace") -> "Calendar":
    """Answer the public holidays asked for on the command line, else by the workspace."""
    from partnerkit.workdays import public_holidays

    return public_holidays(places or workspace.working_days.holidays)


def the_one(session: Session, path: str) -> "tuple[str, str, Partnership, Selection]":
    """Read the one partnership that a command is about: its stem, its file, itself, and what selected it."""
    from partnerkit.cli.report import tell_findings
    from partnerkit.store.portfolio import collect

    selection = session.select([path])
    if len(selection.files) != 1:
        raise UsageError(f"this command is about one partnership, and {path} holds {len(selection.files)}")
    collected = collect(selection)
    tell_findings(collected.findings, sys.stderr, color=session.colors(sys.stderr))
    if not collected.portfolio.partnerships:
        raise InvalidFilesError(f"{path} cannot be answered for until its errors are mended")
    [(stem, partnership)] = collected.portfolio.partnerships.items()
    return stem, collected.paths[stem], partnership, selection
