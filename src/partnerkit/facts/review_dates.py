"""When are the reviews of a partnership, and of which is there no record (guide)?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from partnerkit.dates import Day, add_months
from partnerkit.facts.as_of import parked
from partnerkit.facts.case import Case
from partnerkit.facts.cycles import Cycles
from partnerkit.model.cadence import MONTHS_BETWEEN, Rhythm
from partnerkit.model.choices import ReviewKind
from partnerkit.model.partnership import Partnership
from partnerkit.workdays import next_working_day


@dataclass(frozen=True, slots=True)
class NotRecorded:
    """How many reviews of a kind have no record though their cycles are over; they may have been held all the same.

    `first` and `last` are the days on which the first and the last of them were due, `latest` those of a handful.
    """

    kind: ReviewKind
    count: int
    first: Day
    last: Day
    latest: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class NextReview:
    """When a kind of review is next, and the anchor of its cycles; None if there is nothing to count from.

    `due` is the working day that its date gives way to, and `days_left` are those until then.
    """

    kind: ReviewKind
    date: Day | None
    due: Day | None
    days_left: int | None
    counted_from: Day | None


def cadence_of(case: Case) -> tuple[Rhythm, ...]:
    """Return which reviews a partnership has, each kind once and the shortest first, and none while it is parked.

    It is its own choice, else that of its tier, else that of its stage.
    """
    partnership, workspace = case.partnership, case.workspace
    if parked(partnership, case.today):
        return ()
    of_tier = workspace.cadence.by_tier.get(partnership.tier) if partnership.tier else None
    chosen = next((choice for choice in (partnership.cadence, of_tier) if choice is not None), None)
    rhythms = workspace.reviews.of_stage(partnership.stage) if chosen is None else chosen
    # Of two entries for one kind, the one that starts first counts, in whatever order they are.
    latest_first = sorted(rhythms, key=lambda rhythm: rhythm.from_ or date.max, reverse=True)
    once = {rhythm.kind: rhythm for rhythm in latest_first}
    return tuple(sorted(once.values(), key=lambda rhythm: MONTHS_BETWEEN[rhythm.kind]))


def next_reviews(case: Case) -> tuple[NextReview, ...]:
    """Return when each review of the cadence is next: the one of the present cycle, or the one after the last held.

    That of the present cycle may be overdue. A planned one takes its place if it is less than a month later; a plan for
    a later day leaves it overdue. One that is planned before it comes first.
    """
    return tuple(_next(case, rhythm) for rhythm in cadence_of(case))


def not_recorded(case: Case) -> Iterator[NotRecorded]:
    """Yield, for each kind of the cadence, the reviews before the next one that have no record."""
    for rhythm in cadence_of(case):
        held = [day for day in _days(case.partnership, rhythm.kind) if day <= case.today]
        cycles = _cycles(case.partnership, rhythm, held, case.today)
        if cycles is not None:
            lapses = cycles.lapses(map(cycles.served, held), _next_number(cycles, held, case.today))
            if lapses is not None:
                yield NotRecorded(rhythm.kind, lapses.count, lapses.first, lapses.last, lapses.latest)


def _cycles(partnership: Partnership, rhythm: Rhythm, held: Sequence[date], today: date) -> Cycles | None:
    """Return the cycles of a kind of review; None if the file has nothing to count from.

    They start on the day that the cadence names, else with the first review on record, of its kind or of a longer one,
    which does its work too: `held` are the days of these. Without any, they are counted from the launch, else from
    `since`, when none is due yet; what is older than the record is unknown. Nothing was due while the partnership was
    parked.
    """
    months = MONTHS_BETWEEN[rhythm.kind]
    first = rhythm.from_ or min(held, default=None)
    if first is not None:
        cycles = Cycles(first, months)
    else:
        record = min((review.date for review in partnership.reviews if review.date <= today), default=None)
        start = (partnership.launch.date if partnership.launch else None) or partnership.since or record
        if start is None:
            return None
        cycles = Cycles(start, months, first=1).starting(record or start)
    let_go = partnership.dynamics.parked if partnership.dynamics else None
    return cycles.starting(let_go.until) if let_go else cycles


def _days(partnership: Partnership, kind: ReviewKind) -> list[date]:
    """List the days of the reviews that do the work of a kind, held and planned."""
    months = MONTHS_BETWEEN[kind]
    return [review.date for review in partnership.reviews if MONTHS_BETWEEN[review.kind] >= months]


def _next_number(cycles: Cycles, held: Sequence[date], today: date) -> int:
    """Return the number of the present cycle, or of the one after the last that a review was held for."""
    last = max(held, default=None)
    after = cycles.first if last is None else cycles.served(last) + 1
    return max(cycles.first, cycles.number(today), after)


def _next(case: Case, rhythm: Rhythm) -> NextReview:
    partnership, kind, today = case.partnership, rhythm.kind, case.today
    serving = _days(partnership, kind)
    held = [day for day in serving if day <= today]
    cycles = _cycles(partnership, rhythm, held, today)
    days = [review.date for review in partnership.reviews if review.kind == kind and review.date > today]
    if cycles is not None:
        number = _next_number(cycles, held, today)
        on = cycles.day(number)
        moved = [day for day in serving if today < day < add_months(on, 1) and cycles.served(day) == number]
        days.append(min(moved, default=on))
    day = min(days, default=None)
    anchor = cycles.anchor if cycles else None
    if day is None:
        return NextReview(kind, None, None, None, anchor)
    due = next_working_day(day, case.holidays)
    return NextReview(kind, day, due, (due - today).days, anchor)
