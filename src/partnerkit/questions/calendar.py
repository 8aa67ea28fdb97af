"""What is due, as events of a calendar."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from partnerkit.dates import add_months
from partnerkit.documents import Cell, Column, Document, Note, Table
from partnerkit.events import Event, Recurrence
from partnerkit.facts.case import Case, cases
from partnerkit.facts.obligations import Obligation, obligations
from partnerkit.model.cadence import MONTHS_BETWEEN
from partnerkit.model.choices import Side
from partnerkit.model.portfolio import Portfolio
from partnerkit.phrasing import plural
from partnerkit.questions.due import what_is_due

_NAMES: Final = UUID("c5a2c2a8-5f0f-4f0e-9d5a-3b3a3d4f6c11")
"""What event ids are made from, so that they stay the same for ever."""

NOTICE_ALARMS: Final = (60, 30, 14, 7, 1)
"""Days before the last day for notice on which a calendar rings."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """All that has a day, the earliest first."""

    events: tuple[Event, ...]


def calendar(
    portfolio: Portfolio,
    today: date,
    owners: Sequence[str] = (),
    side: Side | None = None,
) -> Calendar:
    """Turn all that calls for someone on a day into events.

    What is due on a weekend or a holiday is on a working day, as in `due`; a review recurs on its day of the month,
    whatever day of the week that is. What has no day is in no calendar.
    """
    seen: Counter[str] = Counter()
    events = []
    for case in cases(portfolio, today):
        for obligation in obligations(case):
            if (owners and obligation.person not in owners) or (side is not None and obligation.side != side):
                continue
            key = f"{case.stem}/{obligation.key}"
            seen[key] += 1
            if obligation.due is not None:
                events.append(_event(key if seen[key] == 1 else f"{key}#{seen[key]}", case, obligation, obligation.due))
    return Calendar(tuple(sorted(events, key=lambda event: (event.starts, event.ends, event.summary, event.uid))))


def _event(key: str, case: Case, obligation: Obligation, due: date) -> Event:
    recurrence = _recurrence(obligation) if obligation.kind == "review" else None
    day = obligation.on if recurrence and obligation.on else due
    what = what_is_due(obligation)
    details = [what, *([f"Who: {obligation.person}"] if obligation.person else []), obligation.command]
    return Event(
        # A file name may hold bytes that are no UTF-8, which Python hands on as lone surrogates.
        uid=f"{uuid5(_NAMES, key.encode(errors='backslashreplace').decode())}@partnerkit",
        partnership=case.stem,
        kind=obligation.kind,
        summary=f"{case.name}: {what}",
        details="\n".join(details),
        starts=min(obligation.starts, day) if obligation.starts else day,
        ends=day,
        recurrence=recurrence,
        alarms=NOTICE_ALARMS if obligation.kind == "notice" else (),
    )


def _recurrence(obligation: Obligation) -> Recurrence | None:
    """Say how a review recurs: on the day of the month that it is counted from, which may be longer than this one."""
    assert obligation.on is not None
    months = MONTHS_BETWEEN[obligation.key.partition("/")[2]]
    counted = obligation.anchor is not None and add_months(obligation.anchor, months) == obligation.on
    return Recurrence(months, obligation.anchor.day if counted and obligation.anchor else obligation.on.day)


def document(found: Calendar) -> Document:
    """Tell the events as a table."""
    columns = [
        Column("From"),
        Column("To"),
        Column("Event", wide=True),
        Column("Recurs"),
        Column("Alarms", optional=True),
    ]
    table = Table(columns, list(_rows(found)), empty="Nothing here has a day.")
    count = Note(plural(len(found.events), "event") + ".")
    return Document("Calendar", [table, count] if found.events else [table])


def _rows(found: Calendar) -> Iterator[list[Cell]]:
    for event in found.events:
        recurs = f"every {plural(event.recurrence.months, 'month')}" if event.recurrence else None
        alarms = ", ".join(plural(days, "day") for days in event.alarms) or None
        yield [event.starts, event.ends, event.summary, recurs, alarms]
