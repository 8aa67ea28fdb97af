"""Is a partnership ready to launch, and what is there to do around the launch?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from partnerkit.dates import Day
from partnerkit.documents import Block, Cell, Column, Document, Heading, Note, Paragraph, Table
from partnerkit.facts.agreements import state_of
from partnerkit.facts.case import Case
from partnerkit.facts.checklist_items import done_items
from partnerkit.facts.launch_steps import PlannedStep, is_under_way, planned_steps
from partnerkit.model.checklists import ITEMS, meaning_of
from partnerkit.phrasing import days_away, listed, plural
from partnerkit.results import Internal
from partnerkit.shell import command


@dataclass(frozen=True, slots=True)
class ReadyItem:
    """One of the eight things that our own company needs before a launch (guide)."""

    key: str
    what: str
    done: bool
    since: date | None


@dataclass(frozen=True, slots=True)
class LaunchReadiness:
    """The launch of one partnership: whether it is ready, by the checklist, and its plan.

    `over` is a launch whose plan no longer runs: what is open of it is not recorded, and no longer late. `left_out`
    are the steps that a plan cannot contain, by their ids, and why.
    """

    partnership: str
    name: str
    stage: str | None
    date: Day | None
    days_left: int | None
    over: bool
    ready: bool
    checklist: tuple[ReadyItem, ...]
    steps: tuple[PlannedStep, ...]
    left_out: Internal[Mapping[str, str]]


def launch(case: Case) -> LaunchReadiness:
    """Date the launch plan, say what of it is done, and judge readiness: all eight items are done (guide)."""
    partnership, today = case.partnership, case.today
    day = partnership.launch.date if partnership.launch else None
    done = done_items(case, "alignment")
    items = [ReadyItem(key, meaning_of("alignment", key), key in done, done.get(key)) for key in ITEMS["alignment"]]
    steps = planned_steps(case)
    term_ends = state_of(partnership.agreement, today).fixed_end
    left_out = {step.id: why for step in steps if (why := _no_plan_item(step, today, term_ends))}
    return LaunchReadiness(
        partnership=case.stem,
        name=case.name,
        stage=partnership.stage,
        date=day,
        days_left=(day - today).days if day else None,
        over=day is not None and day < today and not is_under_way(case),
        ready=all(item.done for item in items),
        checklist=tuple(items),
        steps=steps,
        left_out=left_out,
    )


def _no_plan_item(step: PlannedStep, today: date, term_ends: date | None) -> str:
    """Return why a step does not belong in a plan: as an item it would be a finding from its first day."""
    if step.in_plan:
        return ""
    if step.done:
        return "" if step.done_on else "done, but the date is not recorded"
    if step.due is not None and step.due < today:
        return f"was due on {step.due}"
    return f"due after the term ends on {term_ends}" if step.due and term_ends and step.due > term_ends else ""


def plan_items(found: LaunchReadiness) -> tuple[dict[str, str | date], ...]:
    """Return the steps that are not in the file's plan yet and belong there, as its items."""
    return tuple(_item(step) for step in found.steps if not step.in_plan and step.id not in found.left_out)


def left_out_in_words(found: LaunchReadiness) -> str:
    """Return which steps a plan cannot contain, and why; those for the same reason together."""
    reasons: dict[str, list[str]] = {}
    for step, why in found.left_out.items():
        reasons.setdefault(why, []).append(step)
    return "; ".join(f"{listed(steps)} ({why})" for why, steps in reasons.items())


def _item(step: PlannedStep) -> dict[str, str | date]:
    item: dict[str, str | date | None] = {
        "id": step.id,
        "title": step.title,
        "bucket": step.bucket,
        "start": step.starts if step.starts != step.due else None,
        "due": step.due,
        "owner": step.owner,
        "side": None if step.owner else "us",
        "status": "done" if step.done else "todo",
        "done": step.done_on,
    }
    return {key: value for key, value in item.items() if value is not None}


def document(found: LaunchReadiness) -> Document:
    """Return the verdict, the checklist behind it and the plan by phase."""
    return Document(f"Launch of {found.name} ({found.partnership})", list(_blocks(found)), key="launch")


def _blocks(found: LaunchReadiness) -> Iterator[Block]:
    yield Paragraph(_verdict(found))
    yield Table(
        [Column("Ready"), Column("Internal alignment", wide=True), Column("Since"), Column("Item", optional=True)],
        [[_word(item.done, found), item.what, item.since, item.key] for item in found.checklist],
    )
    for phase, steps in groupby(found.steps, key=lambda step: step.phase):
        yield Heading(phase.capitalize())
        yield Table(
            [
                Column("Due"),
                Column("State"),
                Column("Step", wide=True),
                Column("Starts", optional=True),
                Column("Bucket", optional=True),
                Column("Who"),
            ],
            [_step_row(step, found) for step in steps],
        )
    elsewhere = [step for step in found.steps if step.days_left is not None and step.due != step.counted]
    if elsewhere and found.date is not None:
        days = [f"{step.title} on {step.due}, not {step.counted}" for step in elsewhere]
        yield Note(f"The dates in the file's plan differ from this launch: {listed(days)}.")
    missing = len(plan_items(found))
    if missing and found.date is not None:
        yield Note(
            f"{plural(missing, 'step')} not in the file's plan; `{command('launch', found.partnership, '--write')}` "
            f"adds them."
        )


def _verdict(found: LaunchReadiness) -> str:
    when = (
        "The launch has no date: add `launch: {date: YYYY-MM-DD}` to the file."
        if found.date is None or found.days_left is None
        else f"Launch on {found.date}: {_distance(found.days_left)}."
    )
    if found.ready:
        return f"Ready: all {plural(len(found.checklist), 'item')} are done. {when}"
    open_items = [item.key for item in found.checklist if not item.done]
    of = f"{len(open_items)} of {plural(len(found.checklist), 'item')}"
    if found.over:
        return f"{when} {of} {'is' if len(open_items) == 1 else 'are'} not recorded as done: {listed(open_items)}."
    return f"Not ready: {of} open, {listed(open_items)}. {when}"


def _distance(days: int) -> str:
    return f"{plural(-days, 'day')} ago" if days < 0 else days_away(days)


def _step_row(step: PlannedStep, found: LaunchReadiness) -> Sequence[Cell]:
    state = "dropped" if step.dropped else _word(step.done, found)
    if step.days_left is not None and not found.over:
        state = days_away(step.days_left)
    return [step.due, state, step.title, step.starts, step.bucket, step.owner]


def _word(done: bool, found: LaunchReadiness) -> str:
    return "done" if done else "not recorded" if found.over else "open"
