"""What in a plan is late or blocked, and which items cannot be as their needs say?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from partnerkit.facts.as_of import is_open
from partnerkit.facts.case import Case
from partnerkit.model.plan import PlanItem
from partnerkit.phrasing import listed, plural
from partnerkit.workdays import days_left

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
    today = case.today
    items = {item.id: item for item in case.partnership.plan}
    for cycle in _rings(items):
        words = " needs ".join(f"`{key}`" for key in (*cycle, cycle[0]))
        yield Conflict("cycle", case.stem, case.name, cycle[0], f"They are waiting for each other: {words}", cycle)
    for item in case.partnership.plan:
        for kind, message in (*_against_needs(item, items, today), *_late_or_blocked(item, case)):
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


def waits_for(item: PlanItem, case: Case) -> list[PlanItem]:
    """Return what an item needs and what is not done yet."""
    items = {found.id: found for found in case.partnership.plan}
    needs = [items[key] for key in item.needs if key in items and key != item.id]
    return [need for need in needs if is_open(need, case.today)]


def _late_or_blocked(item: PlanItem, case: Case) -> Iterator[tuple[ConflictKind, str]]:
    if not is_open(item, case.today):
        return
    if item.due is not None and (left := days_left(item.due, case.today, case.holidays)) < 0:
        yield "late", f"due on {item.due}, {plural(-left, 'day')} late"
    if item.status == "blocked":
        yield "blocked", item.note or _waiting(waits_for(item, case))


def _waiting(needs: Sequence[PlanItem]) -> str:
    if not needs:
        return "blocked, with no note that says why"
    named = [f'"{need.title}"{f" (due on {need.due})" if need.due else ""}' for need in needs]
    return f"blocked until {listed(named)} {'is' if len(named) == 1 else 'are'} done"


def _rings(items: Mapping[str, PlanItem]) -> Iterator[tuple[str, ...]]:
    """Yield rings of needs, as the ids along them, so every item in a ring is in one of those.

    The rings do not depend on the order of the plan: the items are tried by their ids, and of the rings through one
    the shortest is taken.
    """
    needs = {key: sorted({need for need in item.needs if need in items}) for key, item in items.items()}
    # Most items are in no ring: what leads to none, or is reached from none, needs no search.
    needs = _turned(_without_ends(_turned(_without_ends(needs))))
    covered: set[str] = set()
    for key in sorted(needs):
        if key not in covered and (ring := _shortest_ring(key, needs)):
            covered.update(ring)
            yield _from_smallest(ring)


def _turned(needs: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return which items need each item."""
    needed_by: dict[str, list[str]] = {key: [] for key in needs}
    for key in sorted(needs):
        for need in needs[key]:
            needed_by[need].append(key)
    return needed_by


def _without_ends(needs: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the items from which the needs never come to an end, with those of their needs that are among them."""
    needed_by, left = _turned(needs), {key: len(found) for key, found in needs.items()}
    ends = [key for key, count in left.items() if count == 0]
    for end in ends:
        for key in needed_by[end]:
            left[key] -= 1
            if left[key] == 0:
                ends.append(key)
    return {key: [need for need in found if left[need]] for key, found in needs.items() if left[key]}


def _shortest_ring(start: str, needs: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the ids along the shortest ring through an item; none where it is in no ring."""
    came_from: dict[str, str] = {}
    reached = [start]
    for key in reached:
        for need in needs[key]:
            if need == start:
                ring = [key]
                while ring[-1] != start:
                    ring.append(came_from[ring[-1]])
                return tuple(reversed(ring))
            if need not in came_from:
                came_from[need] = key
                reached.append(need)
    return ()


def _from_smallest(cycle: Sequence[str]) -> tuple[str, ...]:
    at = cycle.index(min(cycle))
    return (*cycle[at:], *cycle[:at])
