"""The steps of a launch, from four weeks before it to thirty days after (guide)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from partnerkit.dates import days_after, month_of
from partnerkit.facts.agreements import state_of
from partnerkit.facts.as_of import done_items, done_on, is_open, progress
from partnerkit.facts.case import Case
from partnerkit.facts.ownership import answers_for
from partnerkit.facts.sides import lead_of
from partnerkit.model.partnership import Partnership
from partnerkit.model.plan import PlanItem
from partnerkit.workdays import Holidays, days_left, next_working_day, previous_working_day

Phase: TypeAlias = Literal["pre-launch", "launch week", "first 30 days"]

LAST_DAY: Final = 30
"""Days after the launch until which its plan runs."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its days counted from the launch, the bucket it serves, and the checklist items that prove it.

    `buckets` are tried in order, for a workspace may have split or dropped one.
    """

    id: str
    phase: Phase
    title: str
    starts: int
    due: int
    buckets: tuple[str, ...]
    proofs: tuple[tuple[str, str], ...] = ()


STEPS: Final = (
    Step("launch-agreements", "pre-launch", "Make the agreements final", -28, -21, ("operate",)),
    Step(
        "launch-technical",
        "pre-launch",
        "Finish and test the technical work",
        -28,
        -14,
        ("build", "operate"),
        (("launch", "technical-work"), ("alignment", "integration-tested")),
    ),
    Step(
        "launch-assets",
        "pre-launch",
        "Make the marketing assets",
        -28,
        -14,
        ("market", "monetize"),
        (("launch", "marketing-ready"), ("alignment", "marketing-materials")),
    ),
    Step(
        "launch-training",
        "pre-launch",
        "Train our own teams",
        -28,
        -14,
        ("enable",),
        (("launch", "teams-trained"),),
    ),
    Step(
        "launch-messaging",
        "pre-launch",
        "Agree the messaging with the partner",
        -21,
        -14,
        ("build", "market", "monetize"),
        (("launch", "launch-plan"),),
    ),
    Step(
        "launch-announcement",
        "launch week",
        "Announce together: blog, social, e-mail",
        0,
        0,
        ("market", "monetize"),
        (("launch_week", "announcement"),),
    ),
    Step(
        "launch-press",
        "launch week",
        "Send a press release, if it is significant",
        0,
        0,
        ("market", "monetize"),
        (("launch_week", "press-release"),),
    ),
    Step(
        "launch-outreach",
        "launch week",
        "Write to the prospects it matters to",
        0,
        2,
        ("sell", "monetize"),
        (("launch_week", "sales-outreach"),),
    ),
    Step(
        "launch-social",
        "launch week",
        "Amplify on social media, both companies",
        0,
        3,
        ("market", "monetize"),
        (("launch_week", "social"),),
    ),
    Step(
        "launch-monitoring",
        "launch week",
        "Watch for problems and answer them",
        0,
        4,
        ("support",),
        (("launch_week", "monitoring"),),
    ),
    Step(
        "launch-results",
        "first 30 days",
        "Track the first results",
        1,
        7,
        ("operate",),
        (("first_30_days", "results-tracked"),),
    ),
    Step(
        "launch-feedback",
        "first 30 days",
        "Gather feedback from customers and both teams",
        7,
        14,
        ("support",),
        (("first_30_days", "feedback-gathered"),),
    ),
    Step(
        "launch-fixes",
        "first 30 days",
        "Fix what the feedback shows",
        14,
        21,
        ("support", "build"),
        (("first_30_days", "issues-fixed"),),
    ),
    Step(
        "launch-optimize",
        "first 30 days",
        "Improve what works",
        21,
        28,
        ("sell", "market", "monetize"),
        (("first_30_days", "optimized"),),
    ),
    Step(
        "launch-next",
        "first 30 days",
        "Plan the next phase together",
        21,
        30,
        ("align",),
        (("first_30_days", "next-phase-planned"),),
    ),
)
"""The launch plan of the guide; the days within its phases are partnerkit's own."""

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
    launch on. Whoever is accountable for its bucket sees to it. A day before the launch that is not worked on
    gives way to the working day before it, a later one to the working day after it; the day itself stays.
    """
    in_plan = {item.id: item for item in reversed(case.partnership.plan)}
    done = {name: done_items(case.partnership, name, case.today) for name in _CHECKLISTS}
    return tuple(_planned(step, case, in_plan.get(step.id), done) for step in STEPS)


def is_under_way(case: Case) -> bool:
    """Return whether a partnership is in its launch: at that stage, or with a launch whose plan still runs."""
    stage, launch = case.partnership.stage, case.partnership.launch
    if stage == "exit" or launch is None or launch.date is None:
        return False
    return stage == "launch" or case.today <= _day(launch.date, LAST_DAY, case.holidays)


def is_on_launch_day(step_id: str, due: date | None, case: Case) -> bool:
    """Return whether a step happens on the day of the launch itself, which cannot be repeated."""
    launch = case.partnership.launch
    on_the_day = {step.id for step in STEPS if step.due == 0}
    return step_id in on_the_day and due is not None and launch is not None and launch.date == due


def _planned(step: Step, case: Case, item: PlanItem | None, done_in: DoneItems) -> PlannedStep:
    partnership, today, holidays = case.partnership, case.today, case.holidays
    launch = partnership.launch.date if partnership.launch else None
    starts, counted = (_day(launch, day, holidays) if launch else None for day in (step.starts, step.due))
    if item is not None:
        done, day, bucket, owner = progress(item, today) == "done", done_on(item, today), item.bucket, lead_of(item)
        starts, due = item.start, item.due
        left = days_left(due, today, holidays) if due and is_open(item, today) else None
    else:
        done, day = _proof(step, case, done_in)
        keys = [bucket.key for bucket in case.workspace.framework.resolved]
        bucket = next((key for key in step.buckets if key in keys), None)
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


def _proof(step: Step, case: Case, done_in: DoneItems) -> tuple[bool, date | None]:
    """Return whether the file proves that a step is done, and since when."""
    agreement = case.partnership.agreement
    if step.id == "launch-agreements" and agreement is not None and state_of(agreement, case.today).is_signed:
        return True, agreement.signed
    for checklist, item in step.proofs:
        if item in done_in[checklist]:
            return True, done_in[checklist][item]
    return step.id == "launch-results" and _has_results(case.partnership, case.today), None


def _has_results(partnership: Partnership, today: date) -> bool:
    day = partnership.launch.date if partnership.launch else None
    return day is not None and day <= today and any(month_of(day) <= row.month for row in partnership.results)
