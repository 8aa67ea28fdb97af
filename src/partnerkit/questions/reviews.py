"""What was promised in reviews and what became of it, which reviews were missed, and when is the next?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from partnerkit.dates import Day, add_months
from partnerkit.documents import Block, Cell, Column, Document, Heading, Note, Paragraph, Table
from partnerkit.model.cadence import MONTHS_BETWEEN, Cadence
from partnerkit.model.partnership import Partnership
from partnerkit.model.reviews import Commitment
from partnerkit.model.workspace import Workspace
from partnerkit.questions.sides import Side, side_of
from partnerkit.wording import listed, plural

Outcome: TypeAlias = Literal["kept", "late", "broken", "open"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("kept", "late", "broken", "open")

_NAMED: Final = 6
"""How many missed reviews are named by their day."""

Earlier: TypeAlias = Mapping[str, Sequence[date]]
"""Due dates that git remembers, by `plan/ID` and `commitment/ID`."""


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
    """When a kind of review is due next, and the day it is counted from; None where there is none to count from."""

    kind: str
    date: Day | None
    counted_from: Day | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """What reviews remember of one partnership."""

    partnership: str
    name: str
    stage: str | None
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
    promises = tuple(
        _promise(commitment, review.date, partnership, today, earlier or {})
        for review in partnership.reviews
        for commitment in review.commitments
    )
    cadence = cadence_of(partnership, workspace)
    return Ledger(
        partnership=stem,
        name=partnership.name,
        stage=partnership.stage,
        cadence=cadence,
        commitments=tuple(sorted(promises, key=lambda promise: (promise.due or date.max, promise.id))),
        sides=tuple(_counts(promises)),
        reviews=tuple(
            HeldReview(review.date, review.kind, review.summary, len(review.commitments))
            for review in sorted(partnership.reviews, key=lambda review: review.date, reverse=True)
        ),
        missed=tuple(
            sorted(
                (review for kind in cadence for review in missed_reviews(partnership, kind, today)),
                key=lambda review: review.date,
            )
        ),
        next=next_reviews(partnership, workspace, today),
    )


def cadence_of(partnership: Partnership, workspace: Workspace) -> Cadence:
    """Answer which reviews a partnership has: its own choice, else that of its stage."""
    if partnership.cadence is not None:
        return tuple(dict.fromkeys(partnership.cadence))
    return workspace.reviews.of_stage(partnership.stage)


def next_reviews(partnership: Partnership, workspace: Workspace, today: date) -> tuple[NextReview, ...]:
    """Answer when each review of the cadence is due next; the date may be past.

    It is counted from the last one held of its kind or of a longer one, which does its work too; else from the
    launch where that is past, else from `since`. A review that the file dates in the future is the next one.
    """
    return tuple(_next(partnership, kind, today) for kind in cadence_of(partnership, workspace))


def _next(partnership: Partnership, kind: str, today: date) -> NextReview:
    base = _counted_from(partnership, kind, today)
    step = MONTHS_BETWEEN[kind]
    planned = [day.date for day in partnership.reviews if MONTHS_BETWEEN[day.kind] >= step and day.date > today]
    if planned:
        return NextReview(kind, min(planned), base)
    return NextReview(kind, add_months(base, step) if base else None, base)


def _held(partnership: Partnership, kind: str, today: date) -> list[date]:
    step = MONTHS_BETWEEN[kind]
    return sorted(
        {review.date for review in partnership.reviews if MONTHS_BETWEEN[review.kind] >= step and review.date <= today}
    )


def _counted_from(partnership: Partnership, kind: str, today: date) -> date | None:
    held = _held(partnership, kind, today)
    if held:
        return held[-1]
    launched = partnership.launch.date if partnership.launch else None
    if launched is not None and launched <= today:
        return launched
    return partnership.since


def missed_reviews(partnership: Partnership, kind: str, today: date) -> Iterator[MissedReview]:
    """Yield the days on which a review was due and none was held before the day after that was due as well."""
    held = _held(partnership, kind, today)
    start = _counted_from(partnership, kind, today)
    if start is None:
        return
    step = MONTHS_BETWEEN[kind]
    starts = held or [start]
    for begin, end in zip(starts, [*starts[1:], today], strict=True):
        months = step
        # The second half keeps the last day of the calendar from being passed for ever.
        while (after := add_months(begin, months + step)) <= end and after > add_months(begin, months):
            yield MissedReview(kind, add_months(begin, months))
            months += step


def slips_of(key: str, due: date | None, moved: Sequence[date], earlier: Earlier) -> tuple[date, ...]:
    """Gather the earlier due dates of a promise or plan item, from the file and from git, without doubles."""
    remembered = [day for day in earlier.get(key, ()) if due is None or day < due]
    return tuple(sorted({*moved, *remembered} - {due}))


def _promise(commitment: Commitment, review: date, partnership: Partnership, today: date, earlier: Earlier) -> Promise:
    return Promise(
        id=commitment.id,
        what=commitment.what,
        owner=commitment.owner,
        side=commitment.side or side_of(commitment.owner, partnership),
        review=review,
        due=commitment.due,
        done=commitment.done,
        outcome=_outcome(commitment, today),
        slips=slips_of(f"commitment/{commitment.id}", commitment.due, commitment.moved, earlier),
    )


def _outcome(commitment: Commitment, today: date) -> Outcome:
    due = commitment.due or date.max
    if commitment.done is not None:
        return "kept" if commitment.done <= due else "late"
    return "broken" if due < today else "open"


def _counts(promises: Sequence[Promise]) -> Iterator[SideCount]:
    sides: tuple[Side | None, ...] = ("us", "them", None)
    for side in sides:
        own = [promise for promise in promises if promise.side == side]
        if own or side is not None:
            counts = {outcome: sum(promise.outcome == outcome for promise in own) for outcome in OUTCOMES}
            yield SideCount(side, **counts, slips=sum(len(promise.slips) for promise in own))


def document(found: Ledger, today: date) -> Document:
    """Tell the ledger: how each side keeps its word, what is promised, which reviews were missed and are due."""
    return Document(f"Reviews of {found.name} ({found.partnership})", list(ledger_blocks(found, today)))


def ledger_blocks(found: Ledger, today: date) -> Iterator[Block]:
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
    yield from _review_blocks(found, today)


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


def _review_blocks(found: Ledger, today: date) -> Iterator[Block]:
    yield Heading("Next reviews")
    if found.next:
        yield Table(
            [Column("Review"), Column("Due"), Column("When"), Column("Counted from")],
            [
                [review.kind, _iso(review.date), _when(review.date, today), _iso(review.counted_from)]
                for review in found.next
            ],
        )
    else:
        stage = f"stage {found.stage}" if found.stage else "no stage"
        yield Paragraph(f"None: a partnership at {stage} has no reviews.")
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


def _when(day: date | None, today: date) -> str:
    return "no date to count from" if day is None else days_away((day - today).days)


def days_away(days: int) -> str:
    """Write how far a day is: `3 days late`, `today`, `in 5 days`."""
    if days == 0:
        return "today"
    return f"{plural(-days, 'day')} late" if days < 0 else f"in {plural(days, 'day')}"
