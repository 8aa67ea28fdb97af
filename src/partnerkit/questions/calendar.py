"""What is due, as events of a calendar."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Final, NamedTuple, TypeAlias

from partnerkit.dates import add_months, days_before, month_number
from partnerkit.documents import Cell, Column, Document, Note, Table
from partnerkit.events import Event
from partnerkit.facts.as_of import reviews_held
from partnerkit.facts.case import Case
from partnerkit.facts.cycles import Cycles
from partnerkit.facts.obligations import Obligation, obligations_with_ended
from partnerkit.model.cadence import MONTHS_BETWEEN
from partnerkit.model.choices import Side
from partnerkit.phrasing import inflected, plural
from partnerkit.questions.due import people_of, what_is_due
from partnerkit.workdays import next_working_day

NOTICE_ALARMS: Final = (60, 30, 14, 7, 1)
"""Days before the last day for notice on which a calendar rings."""

CANCELLED_FOR: Final = 60
"""Days for which what was finished or dropped is cancelled in every export: a calendar that someone imports into
forgets nothing by itself."""

REVIEWS_AHEAD: Final = 12
"""Months for which every review has a day of its own. A rule would put them on weekends, and programs read a rule for
the last day of a month in different ways."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What tells the events of a workspace from those of others, and when each partnership last changed, by stem."""

    identity: str = ""
    changed: Mapping[str, int] = field(default_factory=dict)


OwnedEvent: TypeAlias = tuple[Event, tuple[str, ...]]
"""An event, and whose it is: who has to do it or see to it. There are many, and plain tuples travel faster."""


class EventsOfCase(NamedTuple):
    """Turns all that needs someone on a day in one partnership into events; `side` keeps only what is theirs.

    What is due on a weekend or a holiday is on a working day, as in `due`. What has no day is in no calendar.
    """

    side: Side | None
    source: Provenance

    def __call__(self, case: Case, _opened: object = None) -> tuple[OwnedEvent, ...]:
        """Return the events of a partnership."""
        named, changed = f"{self.source.identity}/{case.stem}", self.source.changed.get(case.stem, 0)
        return tuple(
            (_event(case, f"{named}/{key}", obligation, changed), people_of(obligation, case))
            for key, obligation in _dated(case)
            if self.side in (None, obligation.side)
        )


@dataclass(frozen=True, slots=True)
class Calendar:
    """All that has a day, the earliest first."""

    events: tuple[Event, ...]


def calendar(parts: Iterable[Iterable[OwnedEvent]], owners: Collection[str] = ()) -> Calendar:
    """Put the events of all partnerships in order; `owners` keep only what is theirs."""
    events = [
        event for part in parts for event, people in part if not owners or any(person in owners for person in people)
    ]
    return Calendar(tuple(sorted(events, key=lambda event: (event.starts, event.ends, event.summary, event.uid))))


def _dated(case: Case) -> Iterator[tuple[str, Obligation]]:
    """Yield all that has a day and is open, or ended a short while ago, each with a key that follows it."""
    every = list(obligations_with_ended(case))
    times = Counter(obligation.key for obligation in every)
    since = days_before(case.today, CANCELLED_FOR)
    for obligation in every:
        if obligation.due is None or (obligation.ended is not None and obligation.ended < since):
            continue
        if obligation.kind == "review":
            yield from _reviews(case, obligation)
        else:
            # Two things that share an id are distinguished by what they are, because their order may change.
            again = times[obligation.key] > 1
            yield f"{obligation.key}/{obligation.what}" if again else obligation.key, obligation


def _reviews(case: Case, following: Obligation) -> Iterator[tuple[str, Obligation]]:
    """Yield the next review of a kind and those after it, then the ones that reviews held lately have done away with.

    A review is known by its month, quarter or year: held early or late, it is still the same one.
    """
    assert following.on is not None
    step = MONTHS_BETWEEN[following.key.partition("/")[2]]
    first = _period(following.on, step)
    yield f"{following.key}/{first}", following
    last = first
    for day in _days_after(following, step, case.today):
        if (period := _period(day, step)) > last:
            last = period
            yield f"{following.key}/{last}", following._replace(on=day, due=next_working_day(day, case.holidays))
    since = days_before(case.today, CANCELLED_FOR)
    held = [
        each.date
        for each in reviews_held(case.partnership, case.today)
        if each.date >= since and MONTHS_BETWEEN[each.kind] >= step
    ]
    # One that was held late belongs to the period before.
    for period in range(_period(min(held), step) - 1, first) if held else ():
        day = add_months(following.on, (period - first) * step)
        if day >= since:
            yield f"{following.key}/{period}", following._replace(on=day, due=day, ended=max(held))


def _period(day: date, months: int) -> int:
    return month_number(day) // months


def _days_after(review: Obligation, step: int, today: date) -> Iterator[date]:
    """Yield the days of the reviews that follow, in the rhythm of the anchor, for as long as a calendar looks ahead."""
    assert review.on is not None
    cycles = Cycles(review.anchor or review.on, step)
    until = add_months(today, REVIEWS_AHEAD)
    number = max(cycles.served(review.on), cycles.number(today)) + 1
    while (day := cycles.day(number)) <= until and day < date.max:
        yield day
        number += 1


def _event(case: Case, named: str, obligation: Obligation, changed: int) -> Event:
    """Return the event of an obligation, which is `named` like no other in the world."""
    day = obligation.due
    assert day is not None
    what = what_is_due(obligation)
    who = f"Who: {obligation.person}\n" if obligation.person else ""
    # A file name may hold bytes that are no UTF-8, which Python hands on as lone surrogates.
    digest = blake2b(named.encode(errors="backslashreplace"), digest_size=16).hexdigest()
    return Event(
        uid=f"{digest}@partnerkit",
        partnership=case.stem,
        kind=obligation.kind,
        summary=f"{case.name}: {what}",
        details=f"{what}\n{who}{obligation.command}",
        starts=min(obligation.starts, day) if obligation.starts else day,
        ends=day,
        alarms=NOTICE_ALARMS if obligation.kind == "notice" and obligation.ended is None else (),
        cancelled=obligation.ended is not None,
        changed=changed,
    )


def document(found: Calendar) -> Document:
    """Return the events as a table; what is cancelled is only counted."""
    columns = [
        Column("From"),
        Column("To"),
        Column("Event", wide=True),
        Column("Alarms", optional=True),
    ]
    open_events = [event for event in found.events if not event.cancelled]
    table = Table(columns, [_row(event) for event in open_events], empty="Nothing here has a date.")
    cancelled = len(found.events) - len(open_events)
    over = f" {cancelled} recently ended and {inflected(cancelled, 'is', 'are')} canceled."
    count = Note(f"{plural(len(open_events), 'event')}.{over if cancelled else ''}")
    return Document("Calendar", [table, count] if found.events else [table])


def _row(event: Event) -> list[Cell]:
    alarms = ", ".join(plural(days, "day") for days in event.alarms) or None
    return [event.starts, event.ends, event.summary, alarms]
