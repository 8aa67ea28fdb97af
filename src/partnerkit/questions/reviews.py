"""What was promised in reviews and what became of it, which reviews have no record, and when is the next?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from partnerkit.dates import Day
from partnerkit.documents import Block, Cell, Column, Document, Heading, Note, Paragraph, Table
from partnerkit.facts.as_of import done_on, parked, reviews_held
from partnerkit.facts.case import Case
from partnerkit.facts.review_dates import NextReview, NotRecorded, cadence_of, next_reviews, not_recorded
from partnerkit.facts.sides import side_of
from partnerkit.facts.slips import slips_of
from partnerkit.model.choices import ReviewKind, Side
from partnerkit.model.reviews import Commitment
from partnerkit.phrasing import days_away, listed, plural
from partnerkit.workdays import Holidays, days_left

Outcome: TypeAlias = Literal["kept", "late", "overdue", "open"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("kept", "late", "overdue", "open")


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
    """How one side keeps its word; `side` is None where no one is named."""

    side: Side | None
    kept: int
    late: int
    overdue: int
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
class ReviewLedger:
    """What reviews remember of one partnership; `parked` is the day until which it is let go and has none."""

    partnership: str
    name: str
    stage: str | None
    parked: Day | None
    cadence: tuple[ReviewKind, ...]
    commitments: tuple[Promise, ...]
    sides: tuple[SideCount, ...]
    reviews: tuple[HeldReview, ...]
    not_recorded: tuple[NotRecorded, ...]
    next: tuple[NextReview, ...]


def ledger(case: Case) -> ReviewLedger:
    """Look back on the reviews of a partnership and forward to the next ones.

    A commitment is kept when it was done by its due date, late when after it, overdue when the date has passed,
    else open. Due dates from git are counted as slips beside those that the file names.
    """
    partnership, today = case.partnership, case.today
    held = reviews_held(partnership, today)
    ids = Counter(commitment.id for review in partnership.reviews for commitment in review.commitments)
    promises = tuple(
        _promise(commitment, review.date, case, alone=ids[commitment.id] == 1)
        for review in held
        for commitment in review.commitments
    )
    let_go = parked(partnership, today)
    return ReviewLedger(
        partnership=case.stem,
        name=case.name,
        stage=partnership.stage,
        parked=let_go.until if let_go else None,
        cadence=tuple(rhythm.kind for rhythm in cadence_of(case)),
        commitments=tuple(sorted(promises, key=lambda promise: (promise.due or date.max, promise.id))),
        sides=tuple(_counts(promises)),
        reviews=tuple(
            HeldReview(review.date, review.kind, review.summary, len(review.commitments)) for review in reversed(held)
        ),
        not_recorded=tuple(not_recorded(case)),
        next=next_reviews(case),
    )


def _slips(commitment: Commitment, review: date, case: Case, *, alone: bool) -> tuple[date, ...]:
    keys = [f"commitment/{review}/{commitment.id}"]
    if alone:
        # The day of its review may have been another one.
        keys.append(f"commitment/{commitment.id}")
    days = {day for key in keys for day in slips_of(key, commitment.due, commitment.moved, case.earlier)}
    return tuple(sorted(days))


def _promise(commitment: Commitment, review: date, case: Case, *, alone: bool) -> Promise:
    done = done_on(commitment, case.today)
    return Promise(
        id=commitment.id,
        what=commitment.what,
        owner=commitment.owner,
        side=commitment.side or side_of(commitment.owner, case.partnership),
        review=review,
        due=commitment.due,
        done=done,
        outcome=_outcome(commitment.due, done, case.today, case.holidays),
        slips=_slips(commitment, review, case, alone=alone),
    )


def _outcome(due: date | None, done: date | None, today: date, holidays: Holidays) -> Outcome:
    if due is None:
        return "open" if done is None else "kept"
    in_time = days_left(due, done or today, holidays) >= 0
    if done is not None:
        return "kept" if in_time else "late"
    return "open" if in_time else "overdue"


def _counts(promises: Sequence[Promise]) -> Iterator[SideCount]:
    sides: tuple[Side | None, ...] = ("us", "them", None)
    for side in sides:
        own = [promise for promise in promises if promise.side == side]
        if own or side is not None:
            counts = {outcome: sum(promise.outcome == outcome for promise in own) for outcome in OUTCOMES}
            yield SideCount(side, **counts, slips=sum(len(promise.slips) for promise in own))


def document(found: ReviewLedger) -> Document:
    """Return the ledger: commitments by side and one by one, reviews that are not recorded, and the next ones."""
    return Document(f"Reviews of {found.name} ({found.partnership})", list(ledger_blocks(found)), key="reviews")


def ledger_blocks(found: ReviewLedger) -> Iterator[Block]:
    """Yield the blocks of the ledger, for this document or at the head of an agenda."""
    if found.commitments:
        yield Heading("Commitments by side")
        yield Table(
            [Column("Side"), *(Column(outcome.capitalize(), align="right") for outcome in (*OUTCOMES, "slips"))],
            [
                [side.side or "no owner", side.kept, side.late, side.overdue, side.open, side.slips]
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
        yield Paragraph("No commitments are recorded.")
    yield from _review_blocks(found)


def _promise_row(promise: Promise) -> list[Cell]:
    return [
        promise.due,
        promise.outcome,
        promise.what,
        promise.owner,
        promise.side,
        promise.done,
        len(promise.slips),
    ]


def _review_blocks(found: ReviewLedger) -> Iterator[Block]:
    yield Heading("Next reviews")
    if found.next:
        yield Table(
            [
                Column("Review"),
                Column("Due"),
                Column("When"),
                Column("Falls on", optional=True),
                Column("Counted from", optional=True),
            ],
            [
                [
                    review.kind,
                    review.due,
                    _when(review.days_left),
                    review.date,
                    review.counted_from,
                ]
                for review in found.next
            ],
        )
    else:
        stage = f"at stage {found.stage}" if found.stage else "without a stage"
        why = f"parked until {found.parked}" if found.parked else stage
        yield Paragraph(f"None: a partnership {why} has no reviews.")
    if found.not_recorded:
        yield Heading("Not recorded")
        yield Paragraph("\n".join(_gap(gap) for gap in found.not_recorded))
        yield Table(
            [
                Column("Review"),
                Column("Not recorded", align="right"),
                Column("First was due"),
                Column("Last was due"),
            ],
            [[gap.kind, gap.count, gap.first, gap.last] for gap in found.not_recorded],
            only="spreadsheet",
        )
    if found.reviews:
        yield Heading("Held")
        yield Table(
            [Column("Date"), Column("Review"), Column("Outcome", wide=True), Column("Commitments", align="right")],
            [[review.date, review.kind, review.summary, review.commitments] for review in found.reviews],
        )
    yield Note("Late: done after the due date. Overdue: not done yet. Slips: earlier due dates.")


def _gap(gap: NotRecorded) -> str:
    reviews = plural(gap.count, f"{gap.kind} review")
    if gap.count > len(gap.latest):
        return f"{reviews} not recorded, the first due on {gap.first} and the last on {gap.last}."
    return f"{reviews} not recorded, due on {listed([str(day) for day in gap.latest])}."


def _when(days: int | None) -> str:
    return "no date to count from" if days is None else days_away(days)
