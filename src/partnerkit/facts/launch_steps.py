"""When are the steps of a launch due, and which are done (guide)?"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from partnerkit.dates import days_after
from partnerkit.facts.as_of import done_on, is_open, progress
from partnerkit.facts.case import Case
from partnerkit.facts.checklist_items import done_in
from partnerkit.facts.launch_plan import STEPS, LaunchStep, Phase
from partnerkit.facts.ownership import answers_for
from partnerkit.facts.sides import lead_of
from partnerkit.model.plan import PlanItem
from partnerkit.workdays import Holidays, days_left, next_working_day, previous_working_day

LAST_DAY: Final = 30
"""Days after the launch until which its plan runs."""


_ON_THE_DAY: Final = frozenset(step.id for step in STEPS if step.due == 0)
"""Steps on the day of the launch itself."""

_CHECKLISTS: Final = frozenset(checklist for step in STEPS for checklist, _ in step.proofs)

DoneItems: TypeAlias = Mapping[str, Mapping[str, date | None]]
"""For each checklist the items that are done, with the day on which they were."""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step with its dates, None while the launch has none, and whether it is done, and since when.

    `due` is the plan's day where the step is in the file's plan, and `counted` the one that the launch date asks
    for. `days_left` is None where nothing is left to do, or by no day. A dropped step is not done either.
    """

    id: str
    phase: Phase
    title: str
    starts: date | None
    due: date | None
    counted: date | None
    days_left: int | None
    bucket: str | None
    owner: str | None
    done: bool
    done_on: date | None
    dropped: bool
    in_plan: bool


def planned_steps(case: Case) -> tuple[PlannedStep, ...]:
    """Date every step from the launch and say what is done.

    A step that is in the file's plan has the plan's dates, owner and state. Else it is done when a checklist
    item proves it; the agreements when they are signed, and the first results when `results` has a month from the
    launch on. The accountable person of its bucket takes care of it. A day before the launch that is not worked on
    gives way to the working day before it, a later one to the working day after it; the day itself stays.
    """
    in_plan = {item.id: item for item in reversed(case.partnership.plan)}
    done = done_in(case, _CHECKLISTS)
    buckets = frozenset(bucket.key for bucket in case.workspace.framework.resolved)
    return tuple(_planned(step, case, in_plan.get(step.id), done, buckets) for step in STEPS)


def is_under_way(case: Case) -> bool:
    """Return whether a partnership is in its launch: at that stage, or with a launch whose plan still runs."""
    stage, launch = case.partnership.stage, case.partnership.launch
    if stage == "exit" or launch is None or launch.date is None:
        return False
    return stage == "launch" or case.today <= _day(launch.date, LAST_DAY, case.holidays)


def is_on_launch_day(step_id: str, due: date | None, case: Case) -> bool:
    """Return whether a step happens on the day of the launch itself, which cannot be repeated."""
    launch = case.partnership.launch
    return step_id in _ON_THE_DAY and due is not None and launch is not None and launch.date == due


def _planned(
    step: LaunchStep, case: Case, item: PlanItem | None, done_in: DoneItems, buckets: Container[str]
) -> PlannedStep:
    partnership, today, holidays = case.partnership, case.today, case.holidays
    launch = partnership.launch.date if partnership.launch else None
    starts, counted = (_day(launch, day, holidays) if launch else None for day in (step.starts, step.due))
    if item is not None:
        done, day, bucket, owner = progress(item, today) == "done", done_on(item, today), item.bucket, lead_of(item)
        starts, due = item.start, item.due
        left = days_left(due, today, holidays) if due and is_open(item, today) else None
    else:
        done, day = _proof(step, case, done_in)
        bucket = next((key for key in step.buckets if key in buckets), None)
        owner = answers_for(partnership, bucket) if bucket else None
        due = counted
        left = (due - today).days if due and not done else None
    dropped = item is not None and progress(item, today) == "dropped"
    in_plan = item is not None
    return PlannedStep(
        step.id,
        step.phase,
        step.title,
        starts,
        due,
        counted,
        left,
        bucket,
        owner,
        done,
        day,
        dropped,
        in_plan,
    )


def _day(launch: date, offset: int, holidays: Holidays) -> date:
    day = days_after(launch, offset)
    if offset == 0:
        return day
    return previous_working_day(day, holidays) if offset < 0 else next_working_day(day, holidays)


def _proof(step: LaunchStep, case: Case, done_in: DoneItems) -> tuple[bool, date | None]:
    """Return whether the file proves that a step is done, and since when."""
    agreement = case.partnership.agreement
    if step.id == "launch-agreements" and agreement is not None and case.agreed.is_signed:
        return True, agreement.signed
    for checklist, item in step.proofs:
        if item in done_in[checklist]:
            return True, done_in[checklist][item]
    return False, None
