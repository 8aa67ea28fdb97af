"""What in a plan is late or blocked, and which items cannot be as their needs say?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from partnerkit.facts.as_of import is_open
from partnerkit.facts.case import Case
from partnerkit.model.plan import PlanItem
from partnerkit.phrasing import plural
from partnerkit.workdays import Holidays, days_left

ConflictKind: TypeAlias = Literal["cycle", "needs-later", "done-before-need", "needs-dropped", "late", "blocked"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that is wrong with a plan: where, and in one sentence what; `cycle` are the ids along one."""

    kind: ConflictKind
    partnership: str
    name: str
    item: str
    message: str
    cycle: tuple[str, ...] = ()


def conflicts(case: Case) -> Iterator[Conflict]:
    """Yield what is late, what is blocked, and where the order of a plan contradicts itself."""
    today, holidays = case.today, case.holidays
    items = {item.id: item for item in case.partnership.plan}
    for cycle in _cycles(items):
        words = " needs ".join(f"`{key}`" for key in (*cycle, cycle[0]))
        yield Conflict("cycle", case.stem, case.name, cycle[0], f"They wait for each other: {words}", cycle)
    for item in case.partnership.plan:
        for kind, message in (*_against_needs(item, items, today), *_late_or_blocked(item, today, holidays)):
            yield Conflict(kind, case.stem, case.name, item.id, f"{item.title}: {message}")


def _against_needs(item: PlanItem, items: Mapping[str, PlanItem], today: date) -> Iterator[tuple[ConflictKind, str]]:
    if item.status == "dropped":
        return
    begins = item.start or item.due
    for need in (items[key] for key in item.needs if key in items and key != item.id):
        if need.status == "dropped":
            yield "needs-dropped", f'needs "{need.title}", which was dropped'
        elif not is_open(item, today):
            if is_open(need, today):
                yield "done-before-need", f'done, and needs "{need.title}", which is not'
        elif is_open(need, today) and begins is not None:
            word = "begins" if item.start else "is due"
            if need.due is not None and begins < need.due:
                yield "needs-later", f'{word} on {begins}, and needs "{need.title}", due on {need.due}'
            elif need.due is None and need.start is not None and begins < need.start:
                yield "needs-later", f'{word} on {begins}, and needs "{need.title}", which begins on {need.start}'


def _late_or_blocked(item: PlanItem, today: date, holidays: Holidays) -> Iterator[tuple[ConflictKind, str]]:
    if not is_open(item, today):
        return
    if item.due is not None and (left := days_left(item.due, today, holidays)) < 0:
        yield "late", f"due on {item.due}, {plural(-left, 'day')} late"
    if item.status == "blocked":
        yield "blocked", item.note or "blocked, and no note says by what"


def _cycles(items: Mapping[str, PlanItem]) -> Iterator[tuple[str, ...]]:
    """Yield each cycle once, as the ids along it; every item is walked through once."""
    finished: set[str] = set()
    for start in items:
        trail: list[str] = []
        pending = [iter((start,))]
        while pending:
            key = next(pending[-1], None)
            if key is None:
                pending.pop()
                if trail:
                    finished.add(trail.pop())
            elif key in trail:
                yield _from_smallest(trail[trail.index(key) :])
            elif key not in finished and key in items:
                trail.append(key)
                pending.append(iter(items[key].needs))


def _from_smallest(cycle: Sequence[str]) -> tuple[str, ...]:
    at = cycle.index(min(cycle))
    return (*cycle[at:], *cycle[:at])
