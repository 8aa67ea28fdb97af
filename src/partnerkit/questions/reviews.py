"""What was promised in reviews and what became of it, which reviews were missed, and when is the next?"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from partnerkit.dates import Day, add_months
from partnerkit.documents import Block, Cell, Column, Document, Heading, Note, Paragraph, Table
from partnerkit.model.cadence import MONTHS_BETWEEN, Cadence
from partnerkit.model.partnership import Partnership
from partnerkit.model.reviews import Commitment
from partnerkit.model.workspace import Workspace
from partnerkit.questions.dated import parked
from partnerkit.questions.sides import Side, side_of
from partnerkit.wording import listed, plural
from partnerkit.workdays import Holidays, days_left, holidays_of

Outcome: TypeAlias = Literal["kept", "late", "broken", "open"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("kept", "late", "broken", "open")

_NAMED: Final = 6
"""How many missed reviews are named by their day."""

Earlier: TypeAlias = Mapping[str, Sequence[date]]
"""Due dates that git remembers, by `plan/ID`, `commitment/REVIEW/ID`, and `commitment/ID` where that is one only."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One commitment and what became of it; `slips` are the due dates it had before."""

    id: str
    what: str
    owner: str | None
    side: Side | None
    review: date
    due: date | None
    done: date | None
    outcome: Outcome
    slips: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class SideCount:
    """How one side keeps its word; `side` is None where nobody is named."""

    side: Side | None
    kept: int
    late: int
    broken: int
    open: int
    slips: int


@dataclass(frozen=True, slots=True)
class HeldReview:
    """A review that was held."""

    date: date
    kind: str
    summary: str | None
    commitments: int


@dataclass(frozen=True, slots=True)
class MissedReview:
    """A review that should have been held by the cadence and was not before the next one was due."""

    kind: str
    date: date


@dataclass(frozen=True, slots=True)
class NextReview:
    """When a kind of review is due next, and the day it is counted from; None where there is none to count from.

    `days_left` are those until that day, and once it is past those until the working day that it gives way to.
    """

    kind: str
    date: Day | None
    days_left: int | None
    counted_from: Day | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """What reviews remember of one partnership; `parked` is the day until which it is let go and has none."""

    partnership: str
    name: str
    stage: str | None
    parked: Day | None
    cadence: Cadence
    commitments: tuple[Promise, ...]
    sides: tuple[SideCount, ...]
    reviews: tuple[HeldReview, ...]
    missed: tuple[MissedReview, ...]
    next: tuple[NextReview, ...]


def ledger(
    stem: str, partnership: Partnership, workspace: Workspace, today: date, earlier: Earlier | None = None
) -> Ledger:
    """Look back on the reviews of a partnership and forward to the next ones.

    A commitment is kept when it was done by its due date, late when after it, broken when the date has passed,
    else open. `earlier` are due dates from git, counted as slips beside those that the file names.
    """
    holidays = holidays_of(workspace)
    ids = Counter(commitment.id for review in partnership.reviews for commitment in review.commitments)
    promises = tuple(
        _promise(
            commitment,
            review.date,
            partnership,
            _outcome(commitment, today, holidays),
            _slips(commitment, review.date, earlier or {}, alone=ids[commitment.id] == 1),
        )
        for review in partnership.reviews
        for commitment in review.commitments
    )
    cadence = cadence_of(partnership, workspace, today)
    let_go = parked(partnership, today)
    return Ledger(
        partnership=stem,
        name=partnership.name,
        stage=partnership.stage,
        parked=let_go.until if let_go else None,
        cadence=cadence,
        commitments=tuple(sorted(promises, key=lambda promise: (promise.due or date.max, promise.id))),
        sides=tuple(_counts(promises)),
        reviews=tuple(
            HeldReview(review.date, review.kind, review.summary, len(review.commitments))
            for review in sorted(partnership.reviews, key=lambda review: review.date, reverse=True)
            if review.date <= today
        ),
        missed=tuple(
            sorted(
                (review for kind in cadence for review in missed_reviews(partnership, kind, today)),
                key=lambda review: review.date,
            )
        ),
        next=next_reviews(partnership, workspace, today),
    )


def cadence_of(partnership: Partnership, workspace: Workspace, today: date) -> Cadence:
    """Answer which reviews a partnership has: its own choice, else that of its stage, and none while it is parked."""
    if parked(partnership, today):
        return ()
    if partnership.cadence is not None:
        return tuple(dict.fromkeys(partnership.cadence))
    return workspace.reviews.of_stage(partnership.stage)


def next_reviews(partnership: Partnership, workspace: Workspace, today: date) -> tuple[NextReview, ...]:
    """Answer when each review of the cadence is due next; the date may be past.

    It is counted from the last one held of its kind or of a longer one, which does its work too; else from the
    launch where that is past, else from `since`. A review that the file dates in the future is the next of its
    kind; for a shorter one it stands where that would not be due before it.
    """
    holidays = holidays_of(workspace)
    return tuple(_next(partnership, kind, today, holidays) for kind in cadence_of(partnership, workspace, today))


def _next(partnership: Partnership, kind: str, today: date, holidays: Holidays) -> NextReview:
    base = _counted_from(partnership, kind, today)
    step = MONTHS_BETWEEN[kind]
    planned = [review for review in partnership.reviews if review.date > today]
    own = [review.date for review in planned if review.kind == kind]
    due = min(own) if own else add_months(base, step) if base else None
    if due is not None:
        due = min([due, *(review.date for review in planned if MONTHS_BETWEEN[review.kind] > step)])
    if due is None:
        return NextReview(kind, None, None, base)
    left = (due - today).days
    return NextReview(kind, due, left if left >= 0 else days_left(due, today, holidays), base)


def _held(partnership: Partnership, kind: str, today: date) -> list[date]:
    step = MONTHS_BETWEEN[kind]
    return sorted(
        {review.date for review in partnership.reviews if MONTHS_BETWEEN[review.kind] >= step and review.date <= today}
    )


def _counted_from(partnership: Partnership, kind: str, today: date) -> date | None:
    held = _held(partnership, kind, today)
    return held[-1] if held else _beginning(partnership, today)


def _beginning(partnership: Partnership, today: date) -> date | None:
    launched = partnership.launch.date if partnership.launch else None
    return launched if launched is not None and launched <= today else partnership.since


def missed_reviews(partnership: Partnership, kind: str, today: date) -> Iterator[MissedReview]:
    """Yield the days on which a review was due and none was held before the day after that was due as well."""
    starts = _held(partnership, kind, today)
    beginning = _beginning(partnership, today)
    if beginning is not None and (not starts or beginning < starts[0]):
        starts.insert(0, beginning)
    step = MONTHS_BETWEEN[kind]
    for begin, end in pairwise([*starts, today]):
        months = step
        # The second half keeps the last day of the calendar from being passed for ever.
        while (after := add_months(begin, months + step)) <= end and after > add_months(begin, months):
            yield MissedReview(kind, add_months(begin, months))
            months += step


def slips_of(key: str, due: date | None, moved: Sequence[date], earlier: Earlier) -> tuple[date, ...]:
    """Gather the earlier due dates of a promise or plan item, from the file and from git, without doubles."""
    remembered = [day for day in earlier.get(key, ()) if due is None or day < due]
    return tuple(sorted({*moved, *remembered} - {due}))


def _slips(commitment: Commitment, review: date, earlier: Earlier, *, alone: bool) -> tuple[date, ...]:
    keys = [f"commitment/{review}/{commitment.id}"]
    if alone:
        # The day of its review may have been another one.
        keys.append(f"commitment/{commitment.id}")
    return tuple(sorted({day for key in keys for day in slips_of(key, commitment.due, commitment.moved, earlier)}))


def _promise(
    commitment: Commitment, review: date, partnership: Partnership, outcome: Outcome, slips: tuple[date, ...]
) -> Promise:
    return Promise(
        id=commitment.id,
        what=commitment.what,
        owner=commitment.owner,
        side=commitment.side or side_of(commitment.owner, partnership),
        review=review,
        due=commitment.due,
        done=commitment.done,
        outcome=outcome,
        slips=slips,
    )


def _outcome(commitment: Commitment, today: date, holidays: Holidays) -> Outcome:
    if commitment.due is None:
        return "open" if commitment.done is None else "kept"
    in_time = days_left(commitment.due, commitment.done or today, holidays) >= 0
    if commitment.done is not None:
        return "kept" if in_time else "late"
    return "open" if in_time else "broken"


def _counts(promises: Sequence[Promise]) -> Iterator[SideCount]:
    sides: tuple[Side | None, ...] = ("us", "them", None)
    for side in sides:
        own = [promise for promise in promises if promise.side == side]
        if own or side is not None:
            counts = {outcome: sum(promise.outcome == outcome for promise in own) for outcome in OUTCOMES}
            yield SideCount(side, **counts, slips=sum(len(promise.slips) for promise in own))


def document(found: Ledger) -> Document:
    """Tell the ledger: how each side keeps its word, what is promised, which reviews were missed and are due."""
    return Document(f"Reviews of {found.name} ({found.partnership})", list(ledger_blocks(found)))


def ledger_blocks(found: Ledger) -> Iterator[Block]:
    """Yield the blocks of the ledger, for this document or at the head of an agenda."""
    if found.commitments:
        yield Heading("How each side keeps its word")
        yield Table(
            [Column("Side"), *(Column(outcome.capitalize(), align="right") for outcome in (*OUTCOMES, "slips"))],
            [
                [side.side or "nobody named", side.kept, side.late, side.broken, side.open, side.slips]
                for side in found.sides
            ],
        )
        yield Heading("Commitments")
        yield Table(
            [
                Column("Due"),
                Column("Outcome"),
                Column("Commitment", wide=True),
                Column("Who"),
                Column("Side"),
                Column("Done", optional=True),
                Column("Slips", align="right"),
            ],
            [_promise_row(promise) for promise in found.commitments],
        )
    else:
        yield Paragraph("No commitment is written down in a review.")
    yield from _review_blocks(found)


def _promise_row(promise: Promise) -> list[Cell]:
    return [
        promise.due.isoformat() if promise.due else None,
        promise.outcome,
        promise.what,
        promise.owner,
        promise.side,
        promise.done.isoformat() if promise.done else None,
        len(promise.slips),
    ]


def _review_blocks(found: Ledger) -> Iterator[Block]:
    yield Heading("Next reviews")
    if found.next:
        yield Table(
            [Column("Review"), Column("Due"), Column("When"), Column("Counted from")],
            [
                [review.kind, _iso(review.date), _when(review.days_left), _iso(review.counted_from)]
                for review in found.next
            ],
        )
    else:
        stage = f"at stage {found.stage}" if found.stage else "at no stage"
        why = f"parked until {found.parked}" if found.parked else stage
        yield Paragraph(f"None: a partnership {why} has no reviews.")
    if found.missed:
        yield Heading("Missed")
        by_kind = {kind: [review.date for review in found.missed if review.kind == kind] for kind in found.cadence}
        yield Paragraph(
            "\n".join(
                f"{plural(len(days), f'{kind} review')} missed, {_days(days)}."
                for kind, days in by_kind.items()
                if days
            )
        )
    if found.reviews:
        yield Heading("Held")
        yield Table(
            [Column("Date"), Column("Review"), Column("What came of it", wide=True), Column("Promises", align="right")],
            [[review.date.isoformat(), review.kind, review.summary, review.commitments] for review in found.reviews],
        )
    yield Note("Late: done after its date. Broken: not done, and its date is past. Slips: earlier dates it had.")


def _days(days: Sequence[date]) -> str:
    words = listed([day.isoformat() for day in days[-_NAMED:]])
    return f"due on {words}" if len(days) <= _NAMED else f"the last of them due on {words}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _when(days: int | None) -> str:
    return "no date to count from" if days is None else days_away(days)


def days_away(days: int) -> str:
    """Write how far a day is: `3 days late`, `today`, `in 5 days`."""
    if days == 0:
        return "today"
    return f"{plural(-days, 'day')} late" if days < 0 else f"in {plural(days, 'day')}"
