"""What is planned, who does it and when; what is late, blocked or in conflict; where does the time go?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from partnerkit.documents import Progress
from partnerkit.facts.as_of import done_on, is_open, progress
from partnerkit.facts.case import Case, cases
from partnerkit.facts.plan_conflicts import Conflict, conflicts
from partnerkit.facts.sides import lead_of, side_of
from partnerkit.facts.slips import Earlier, slips_of
from partnerkit.model.choices import Side
from partnerkit.model.plan import PlanItem
from partnerkit.model.portfolio import Portfolio
from partnerkit.periods import Unit
from partnerkit.results import Internal
from partnerkit.workdays import days_left

By: TypeAlias = Literal["bucket", "owner", "side", "partnership"]
View: TypeAlias = Literal["timeline", "board", "load", "table"]


@dataclass(frozen=True, slots=True)
class Planned:
    """One item of a plan. `effort_days` is None where no one has estimated it.

    `days_left` until its due date, on working days, is None where there is none or nothing is left to do.
    """

    partnership: str
    name: str
    id: str
    title: str
    bucket: str | None
    owner: str | None
    partner_owner: str | None
    side: Side | None
    status: Progress
    start: date | None
    due: date | None
    done: date | None
    days_left: int | None
    late: bool
    effort_days: Decimal | None
    needs: tuple[str, ...]
    slips: tuple[date, ...]
    note: str | None

    @property
    def who(self) -> str | None:
        """Who owns it, on both sides if there is one on each."""
        return f"{self.owner} and {self.partner_owner}" if self.partner_owner else self.owner

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and the last day of the work; an item with one date has that day."""
        last = self.due or self.done or self.start
        first = self.start or last
        return (min(first, last), max(first, last)) if first and last else None


@dataclass(frozen=True, slots=True)
class Load:
    """How much work someone or something has; `key` is None where no one or no bucket is named.

    `effort_days` is the estimated effort, and None where there are items and none is estimated; `open_days` is that
    of the open items. `share` is the part of all estimated effort, in percent.
    """

    key: str | None
    name: str
    items: int
    open: int
    effort_days: Decimal | None
    open_days: Decimal | None
    not_estimated: int
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Neglected:
    """A red bucket that no open item serves."""

    partnership: str
    name: str
    bucket: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How a plan is shown: in which views, with the items grouped by what, and the load counted by what.

    `unit` is what a timeline is divided into, None what suits its length; `buckets` are their names.
    """

    today: date
    views: Sequence[View]
    by: By
    load_by: Sequence[By]
    unit: Unit | None
    buckets: Mapping[str, str]


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
    layout: Internal[Layout]


def plan(
    portfolio: Portfolio,
    today: date,
    starts: date | None = None,
    ends: date | None = None,
    earlier: Mapping[str, Earlier] | None = None,
    *,
    views: Sequence[View] = ("timeline",),
    by: By | None = None,
    unit: Unit | None = None,
) -> Plan:
    """Gather the items that are worked on within a span of time, and judge them (framework).

    Without a span, all of them; with one, an item without any date is left out. `earlier` are due dates from
    git by partnership. Dropped items count nowhere but in the list. Items that are not grouped `by` something are
    grouped by partnership, or by bucket if there is only one.
    """
    grouping: By = by or ("bucket" if len(portfolio.partnerships) == 1 else "partnership")
    all_cases = list(cases(portfolio, today, earlier))
    everything = [planned(case, item) for case in all_cases for item in case.partnership.plan]
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
            for case in all_cases
            for conflict in conflicts(case)
            if any((case.stem, key) in shown for key in (conflict.item, *conflict.cycle))
        ),
        by_bucket=tuple(_loads(counted, [*names, None], names, lambda item: item.bucket)),
        by_person=tuple(_most_first(counted, lambda item: item.owner)),
        by_side=tuple(_loads(counted, ["us", "them", None], {}, lambda item: item.side)),
        by_partnership=tuple(_most_first(counted, lambda item: item.partnership)),
        neglected=tuple(_neglected(portfolio, today, names)),
        layout=Layout(today, views, grouping, (by,) if by else ("bucket", "owner"), unit, names),
    )


def planned(case: Case, item: PlanItem) -> Planned:
    """Return one item of a plan as of a day."""
    today = case.today
    left = days_left(item.due, today, case.holidays) if item.due and is_open(item, today) else None
    return Planned(
        partnership=case.stem,
        name=case.name,
        id=item.id,
        title=item.title,
        bucket=item.bucket,
        owner=lead_of(item),
        partner_owner=item.owners.them if item.owners else None,
        side=item.side or side_of(lead_of(item), case.partnership),
        status=progress(item, today),
        start=item.start,
        due=item.due,
        done=done_on(item, today),
        days_left=left,
        late=left is not None and left < 0,
        effort_days=item.effort_days,
        needs=item.needs,
        slips=slips_of(f"plan/{item.id}", item.due, item.moved, case.earlier),
        note=item.note,
    )


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
    return sorted(loads, key=lambda load: (load.key is None, -(load.open_days or 0), -load.open, load.name))


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
        still_open = [item for item in own if item.status != "done"]
        effort = _effort(own)
        yield Load(
            key=key,
            name=names.get(key, key) if key else "none named",
            items=len(own),
            open=len(still_open),
            effort_days=effort,
            open_days=_effort(still_open),
            not_estimated=sum(item.effort_days is None for item in own),
            share=Decimal(round(100 * effort / total)) if total and effort is not None else None,
        )


def _effort(items: Sequence[Planned]) -> Decimal | None:
    estimates = [item.effort_days for item in items if item.effort_days is not None]
    return sum(estimates, Decimal(0)) if estimates or not items else None


def _neglected(portfolio: Portfolio, today: date, names: Mapping[str, str]) -> Iterator[Neglected]:
    for stem, partnership in portfolio.partnerships.items():
        served = {item.bucket for item in partnership.plan if is_open(item, today)}
        for key in names:
            bucket = partnership.buckets.get(key)
            if bucket and bucket.status == "red" and key not in served:
                yield Neglected(stem, partnership.name, key)
