"""What has to be done, by when, and which command helps?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from partnerkit.dates import Day, days_after
from partnerkit.facts.case import Case, cases
from partnerkit.facts.contacts import owner_of
from partnerkit.facts.filters import has_ended
from partnerkit.facts.lifetime import ended_on
from partnerkit.facts.obligations import KINDS, Kind, Obligation, obligations
from partnerkit.model.choices import Side
from partnerkit.model.portfolio import Portfolio
from partnerkit.results import Internal

DAYS_AHEAD: Final = 60
"""How far the page looks ahead, which is as early as a calendar rings for a last day for notice."""


THIS_WEEK: Final = 6
"""Days after today: on a Monday, up to Sunday."""


@dataclass(frozen=True, slots=True)
class DueEntry:
    """One thing to do.

    `date` is the working day on which it is due and `falls_on` the day of the calendar it is counted to; both,
    and `days_left`, are None if there is no day. For the last day of a term, which cannot move, the two are
    the same. For notice `date` is the last working day before; once that is past, it is the day that it `falls_on`.
    `partner_owner` is who owns it on their side too. What is `irreversible` cannot be undone or made up for once its
    day is past. `holds_up_launch` marks what is to be there before the day of a launch that is still to come.
    """

    partnership: str
    name: str
    kind: Kind
    what: str
    person: str | None
    side: Side | None
    partner_owner: str | None
    date: Day | None
    falls_on: Day | None
    days_left: int | None
    overdue: bool
    irreversible: bool
    holds_up_launch: bool
    command: str


@dataclass(frozen=True, slots=True)
class Over:
    """A partnership that has ended, and its last day where the file gives it."""

    partnership: str
    name: str
    ended: Day | None


@dataclass(frozen=True, slots=True)
class Due:
    """All that is due until a day, the most urgent first, and what comes `ahead` in the weeks after it.

    `soon` is the day until which the page names what is coming, and `over` are partnerships that have ended, which are
    here because they were asked for. A page that is not `in_full` is folded by partnership.
    """

    until: date
    overdue: int
    entries: tuple[DueEntry, ...]
    ahead: tuple[DueEntry, ...]
    over: tuple[Over, ...]
    today: Internal[date]
    soon: Internal[date]
    in_full: Internal[bool] = False


class Owned(NamedTuple):
    """An entry, and whose it is: who has to do it or see to it."""

    entry: DueEntry
    people: tuple[str, ...]


class DueOfCase(NamedTuple):
    """What has to be done in one partnership, and the partnership itself if it has ended."""

    entries: tuple[Owned, ...]
    over: Over | None


class DueInCase(NamedTuple):
    """Lists what has to be done in one partnership, as far ahead as anyone looks who asks until a day.

    `side` and `kinds` keep only what is theirs or of these kinds.
    """

    until: date | None = None
    side: Side | None = None
    kinds: Collection[Kind] = ()

    def __call__(self, case: Case, _opened: object = None) -> DueOfCase:
        """Return the entries of a partnership."""
        last = max(_last(case.today, self.until), horizon(case.today))
        entries = (
            Owned(entry_of(case, each), people_of(each, case))
            for each in obligations(case)
            if (self.side in (None, each.side) or (self.side == "them" and each.partner_owner is not None))
            and (not self.kinds or each.kind in self.kinds)
        )
        soon_enough = tuple(each for each in entries if each.entry.date is None or each.entry.date <= last)
        return DueOfCase(soon_enough, _over(case))


def _over(case: Case) -> Over | None:
    if not has_ended(case.partnership, case.today):
        return None
    last = ended_on(case.partnership, case.today)
    return Over(case.stem, case.name, last if last is not None and last <= case.today else None)


def due(portfolio: Portfolio, today: date, until: date | None = None) -> Due:
    """List what has to be done in the partnerships of a portfolio until a day."""
    in_case = DueInCase(until)
    return due_in_all([in_case(case) for case in cases(portfolio, today)], today, until)


def due_in_all(
    parts: Collection[DueOfCase],
    today: date,
    until: date | None = None,
    owners: Collection[str] = (),
    *,
    in_full: bool = False,
) -> Due:
    """List what has to be done until a day, by default today, with what has no day at the end.

    A day that falls on a weekend or a public holiday gives way to the next working day, one for notice to the last
    before it. `owners` keep only what is theirs; what names no one belongs to the owner of the partnership. `in_full`
    has people shown everything, as programs always are.
    """
    last = _last(today, until)
    entries = [
        each.entry
        for part in parts
        for each in part.entries
        if not owners or any(person in owners for person in each.people)
    ]
    entries.sort(key=lambda entry: (entry.date or date.max, KINDS.index(entry.kind), entry.partnership, entry.what))
    by_then = tuple(entry for entry in entries if entry.date is None or entry.date <= last)
    return Due(
        until=last,
        overdue=sum(entry.overdue for entry in by_then),
        entries=by_then,
        ahead=tuple(entry for entry in entries if entry.date is not None and last < entry.date <= horizon(today)),
        over=tuple(part.over for part in parts if part.over is not None),
        today=today,
        soon=days_after(today, THIS_WEEK) if until is None else until,
        in_full=in_full,
    )


def _last(today: date, until: date | None) -> date:
    return today if until is None else until


def people_of(obligation: Obligation, case: Case) -> tuple[str, ...]:
    """Return who has to do something, or to see to it as the owner of the partnership."""
    person, partner = obligation.person, obligation.partner_owner
    named = () if person is None else (person,)
    if partner is not None:
        return (*named, partner)
    owner = None if named else owner_of(case)
    return named if owner is None else (owner,)


def entry_of(case: Case, obligation: Obligation) -> DueEntry:
    """Return an obligation of a partnership, and how far it is."""
    until = obligation.until(case.today)
    left = (until - case.today).days if until is not None else None
    return DueEntry(
        partnership=case.stem,
        name=case.name,
        kind=obligation.kind,
        what=what_is_due(obligation),
        person=obligation.person,
        side=obligation.side,
        partner_owner=obligation.partner_owner,
        date=until,
        falls_on=obligation.on,
        days_left=left,
        overdue=left is not None and left < 0,
        irreversible=obligation.irreversible,
        holds_up_launch=obligation.holds_up_launch,
        command=obligation.command,
    )


def what_is_due(obligation: Obligation) -> str:
    """Return what is to be done; of a notice due on the working day before its own, also that day."""
    if obligation.kind != "notice" or obligation.on is None or obligation.on == obligation.due:
        return obligation.what
    return f"{obligation.what} (falls on {obligation.on:%A} {obligation.on}, a day off)"


def horizon(today: date) -> date:
    """Return how far the page looks ahead."""
    return days_after(today, DAYS_AHEAD)
