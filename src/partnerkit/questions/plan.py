"""What is planned, by whom and when; what is late, blocked or in conflict; where does the time go?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from partnerkit.documents import Progress
from partnerkit.model.partnership import Partnership
from partnerkit.model.plan import PlanItem
from partnerkit.model.portfolio import Portfolio
from partnerkit.questions.conflicts import Conflict, conflicts
from partnerkit.questions.reviews import Earlier, slips_of
from partnerkit.questions.sides import Side, side_of

By: TypeAlias = Literal["bucket", "owner", "side", "partnership"]

OPEN: Final[frozenset[Progress]] = frozenset({"todo", "doing", "blocked"})


@dataclass(frozen=True, slots=True)
class Planned:
    """One item of a plan. `effort_days` is None where nobody has estimated it."""

    partnership: str
    name: str
    id: str
    title: str
    bucket: str | None
    owner: str | None
    side: Side | None
    status: Progress
    start: date | None
    due: date | None
    done: date | None
    late: bool
    effort_days: Decimal | None
    needs: tuple[str, ...]
    slips: tuple[date, ...]
    note: str | None

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and the last day of the work; an item with one date has that day."""
        last = self.due or self.done or self.start
        first = self.start or last
        return (min(first, last), max(first, last)) if first and last else None


@dataclass(frozen=True, slots=True)
class Load:
    """How much work somebody or something has; `key` is None where nobody or no bucket is named.

    `effort_days` is the estimated effort, and None where there are items and none is estimated. `share` is its
    part of all estimated effort, in percent.
    """

    key: str | None
    name: str
    items: int
    open: int
    effort_days: Decimal | None
    not_estimated: int
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Neglected:
    """A red bucket that no open item serves."""

    partnership: str
    name: str
    bucket: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The plans of a portfolio within a span of time."""

    starts: date | None
    ends: date | None
    items: tuple[Planned, ...]
    conflicts: tuple[Conflict, ...]
    by_bucket: tuple[Load, ...]
    by_person: tuple[Load, ...]
    by_side: tuple[Load, ...]
    by_partnership: tuple[Load, ...]
    neglected: tuple[Neglected, ...]


def plan(
    portfolio: Portfolio,
    today: date,
    starts: date | None = None,
    ends: date | None = None,
    earlier: Mapping[str, Earlier] | None = None,
) -> Plan:
    """Gather the items that are worked on within a span of time, and judge them (framework).

    Without a span, all of them; with one, an item without any date is left out. `earlier` are due dates from
    git by partnership. Dropped items count nowhere but in the list.
    """
    everything = [
        planned(stem, partnership, item, today, (earlier or {}).get(stem, {}))
        for stem, partnership in portfolio.partnerships.items()
        for item in partnership.plan
    ]
    items = [item for item in everything if _is_within(item, starts, ends)]
    items.sort(key=lambda item: (item.span or (date.max, date.max), item.partnership, item.id))
    shown = {(item.partnership, item.id) for item in items}
    names = {bucket.key: bucket.name for bucket in portfolio.workspace.framework.resolved}
    counted = [item for item in items if item.status != "dropped"]
    return Plan(
        starts=starts,
        ends=ends,
        items=tuple(items),
        conflicts=tuple(
            conflict
            for stem, partnership in portfolio.partnerships.items()
            for conflict in conflicts(stem, partnership, today)
            if (stem, conflict.item) in shown
        ),
        by_bucket=tuple(_loads(counted, [*names, None], names, lambda item: item.bucket)),
        by_person=tuple(_most_first(counted, lambda item: item.owner)),
        by_side=tuple(_loads(counted, ["us", "them", None], {}, lambda item: item.side)),
        by_partnership=tuple(_most_first(counted, lambda item: item.partnership)),
        neglected=tuple(_neglected(portfolio, names)),
    )


def planned(stem: str, partnership: Partnership, item: PlanItem, today: date, earlier: Earlier) -> Planned:
    """Read one item: without a status it is to do, with a day on which it was finished it is done."""
    status = progress_of(item)
    return Planned(
        partnership=stem,
        name=partnership.name,
        id=item.id,
        title=item.title,
        bucket=item.bucket,
        owner=item.owner,
        side=item.side or side_of(item.owner, partnership),
        status=status,
        start=item.start,
        due=item.due,
        done=item.done,
        late=status in OPEN and item.due is not None and item.due < today,
        effort_days=item.effort_days,
        needs=item.needs,
        slips=slips_of(f"plan/{item.id}", item.due, item.moved, earlier),
        note=item.note,
    )


def progress_of(item: PlanItem) -> Progress:
    """Answer where an item stands."""
    return item.status or ("done" if item.done else "todo")


def _is_within(item: Planned, starts: date | None, ends: date | None) -> bool:
    if starts is None and ends is None:
        return True
    if item.span is None:
        return False
    first, last = item.span
    return (ends is None or first <= ends) and (starts is None or last >= starts)


def _most_first(items: Sequence[Planned], key_of: Callable[[Planned], str | None]) -> list[Load]:
    keys = sorted({key for item in items if (key := key_of(item))})
    loads = _loads(items, [*keys, None], {item.partnership: item.name for item in items}, key_of)
    return sorted(loads, key=lambda load: (load.key is None, -(load.effort_days or 0), -load.items, load.name))


def _loads(
    items: Sequence[Planned],
    keys: Sequence[str | None],
    names: Mapping[str, str],
    key_of: Callable[[Planned], str | None],
) -> Iterator[Load]:
    total = sum((item.effort_days for item in items if item.effort_days is not None), Decimal(0))
    for key in keys:
        own = [item for item in items if key_of(item) == key]
        if not own and key is None:
            continue
        estimates = [item.effort_days for item in own if item.effort_days is not None]
        effort = sum(estimates, Decimal(0)) if estimates or not own else None
        yield Load(
            key=key,
            name=names.get(key, key) if key else "none named",
            items=len(own),
            open=sum(item.status in OPEN for item in own),
            effort_days=effort,
            not_estimated=len(own) - len(estimates),
            share=Decimal(round(100 * effort / total)) if total and effort is not None else None,
        )


def _neglected(portfolio: Portfolio, names: Mapping[str, str]) -> Iterator[Neglected]:
    for stem, partnership in portfolio.partnerships.items():
        served = {item.bucket for item in partnership.plan if progress_of(item) in OPEN}
        for key in names:
            bucket = partnership.buckets.get(key)
            if bucket and bucket.status == "red" and key not in served:
                yield Neglected(stem, partnership.name, key)
