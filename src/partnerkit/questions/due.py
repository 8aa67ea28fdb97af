"""What calls for someone, by when, and which command helps?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from partnerkit.dates import Day
from partnerkit.documents import Cell, Column, Document, Note, Table
from partnerkit.facts.case import Case, cases
from partnerkit.facts.obligations import KINDS, Kind, Obligation, obligations
from partnerkit.model.choices import Side
from partnerkit.model.portfolio import Portfolio
from partnerkit.phrasing import days_away, plural
from partnerkit.results import Internal


@dataclass(frozen=True, slots=True)
class DueEntry:
    """One thing to do.

    `date` is the working day on which it is due and `falls_on` the day of the calendar it is counted to; both,
    and `days_left`, are None where nothing says by when. For the last day of a term, which cannot move, the two are
    the same. For notice `date` is the last working day before; once that is past, `days_left` counts to `falls_on`.
    """

    partnership: str
    name: str
    kind: Kind
    what: str
    person: str | None
    side: Side | None
    date: Day | None
    falls_on: Day | None
    days_left: int | None
    overdue: bool
    command: str


@dataclass(frozen=True, slots=True)
class Due:
    """All that is due until a day, the most urgent first."""

    until: date
    overdue: int
    entries: tuple[DueEntry, ...]
    today: Internal[date]


def due(
    portfolio: Portfolio,
    today: date,
    until: date,
    owners: Sequence[str] = (),
    side: Side | None = None,
) -> Due:
    """List what calls for someone until a day, with what has no day at the end.

    A day that falls on a weekend or a public holiday names the next working day, one for notice the last before it.
    `owners` and `side` keep only what is theirs; what has no person is nobody's, and is left out when an owner is
    asked for.
    """
    entries = [
        entry_of(case, obligation)
        for case in cases(portfolio, today)
        for obligation in obligations(case)
        if (not owners or obligation.person in owners) and (side is None or obligation.side == side)
    ]
    found = [entry for entry in entries if entry.date is None or entry.date <= until]
    found.sort(key=lambda entry: (entry.date or date.max, KINDS.index(entry.kind), entry.partnership, entry.what))
    return Due(until, sum(entry.overdue for entry in found), tuple(found), today)


def entry_of(case: Case, obligation: Obligation) -> DueEntry:
    """Return an obligation of a partnership, and how far it is."""
    day, today = obligation.due, case.today
    # Notice that was not given on its working day can still be given until the day itself has passed.
    until = obligation.on if obligation.kind == "notice" and day is not None and day < today else day
    left = (until - today).days if until is not None else None
    return DueEntry(
        partnership=case.stem,
        name=case.name,
        kind=obligation.kind,
        what=what_is_due(obligation),
        person=obligation.person,
        side=obligation.side,
        date=day,
        falls_on=obligation.on,
        days_left=left,
        overdue=left is not None and left < 0,
        command=obligation.command,
    )


def what_is_due(obligation: Obligation) -> str:
    """Return what is to be done; of a notice due on the working day before its own, also that day."""
    if obligation.kind != "notice" or obligation.on is None or obligation.on == obligation.due:
        return obligation.what
    return f"{obligation.what} (it falls on {obligation.on:%A} {obligation.on}, no working day)"


def document(found: Due) -> Document:
    """Describe what is due as one table."""
    columns = [
        Column("Due"),
        Column("When"),
        Column("Partnership", wide=True),
        Column("What", wide=True),
        Column("Who"),
        Column("Side", optional=True),
        Column("Command", below=True),
    ]
    table = Table(columns, list(_rows(found)), empty=f"Nothing calls for anyone until {found.until}.")
    return Document("Due", [table, Note(_summary(found))] if found.entries else [table])


def _rows(found: Due) -> Iterator[list[Cell]]:
    for entry in found.entries:
        left = "no date" if entry.days_left is None else days_away(entry.days_left)
        yield [entry.date, left, entry.name, entry.what, entry.person, entry.side, entry.command]


def _summary(found: Due) -> str:
    ahead = "" if found.until == found.today else f" on {found.today}"
    undated = sum(entry.date is None for entry in found.entries)
    without = f", {plural(undated, 'entry', 'entries')} without a date" if undated else ""
    return (
        f"{plural(len(found.entries), 'entry', 'entries')} by {found.until}: {found.overdue} overdue{ahead}{without}. "
        "A day on a weekend or public holiday names the next working day, a last day for notice the one before."
    )
