"""Who to pursue first?"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from partnerkit.documents import Block, Cell, Column, Document, Note, Paragraph, Range, Table
from partnerkit.facts.as_of import parked
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.scorecard import Rung, Scorecard
from partnerkit.phrasing import NO_MATCH, listed, plural
from partnerkit.questions.rank.sensitivity import Sensitivity, sensitivity
from partnerkit.questions.score import Score, bound_in_words, score_ratings
from partnerkit.results import Internal


@dataclass(frozen=True, slots=True)
class Candidate:
    """One partner in the ranking.

    `points` is None and `range` wide where ratings are missing. `place` counts those with more points, each taken at
    its lowest possible score, and is shared by those with as many; `might_reach` is the best place that missing ratings
    could still give. `slot` is the band whose slot it takes, None where it takes none, and `tied_for_slot` says that
    fewer slots are left than there are candidates with these points. `no_slot` says why it is not pursued at all.
    """

    place: int
    partnership: str
    name: str
    stage: str | None
    points: Decimal | None
    range: tuple[Decimal, Decimal]
    complete: bool
    missing: tuple[str, ...]
    tied: bool
    might_reach: int
    band: str | None
    slot: str | None
    tied_for_slot: bool
    no_slot: str | None


@dataclass(frozen=True, slots=True)
class Slots:
    """How many partners a band has room for at a time, and how many it holds; ties may make it more."""

    band: str
    at_least: Decimal
    slots: int | None
    taken: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates, best first, and those without any rating, out of the partnerships `shown`."""

    candidates: tuple[Candidate, ...]
    slots: tuple[Slots, ...]
    unrated: tuple[str, ...]
    sensitivity: Sensitivity | None
    shown: Internal[Portfolio]


def rank(portfolio: Portfolio, today: date, shown: Portfolio | None = None, *, weigh: bool = False) -> Ranking:
    """Rank partners by fit and fill the bands' slots in order (guide): the top 5, then the next 10.

    A partner with missing ratings is placed by its lowest possible score: it is never above a complete one that it only
    might beat, and shares the place of one with just as many points. Whoever finds a band full takes a slot of the
    next. What is parked or on its way out keeps its place and takes no slot. `weigh` moves each weight by 20% both
    ways. Of all these, those that are `shown` are answered.
    """
    scorecard = portfolio.workspace.scorecard
    scores = [score_ratings(stem, found.name, found.fit, scorecard) for stem, found in portfolio.partnerships.items()]
    rated = sorted((score for score in scores if any(c.rating for c in score.criteria)), key=_best_first)
    idle = {score.partnership: _idle(portfolio.partnerships[score.partnership], today) for score in rated}
    slots = _fill([score for score in rated if idle[score.partnership] is None], scorecard)
    places = _places(rated)
    shown = portfolio if shown is None else shown
    asked = shown.partnerships
    weighed = sensitivity([score for score in rated if score.complete]) if weigh else None
    return Ranking(
        candidates=tuple(
            _candidate(score, places[score.partnership], portfolio, idle[score.partnership], slots)
            for score in rated
            if score.partnership in asked
        ),
        slots=tuple(_slots(scorecard, slots)),
        unrated=tuple(
            score.partnership
            for score in scores
            if score.partnership in asked and not any(c.rating for c in score.criteria)
        ),
        sensitivity=weighed.of(asked) if weighed else None,
        shown=shown,
    )


def _best_first(score: Score) -> tuple[object, ...]:
    low, high = score.range
    return (-low, not score.complete, -high, score.name.casefold(), score.partnership)


def _idle(partnership: Partnership, today: date) -> str | None:
    """Return why a partner is not pursued now, whatever its fit."""
    if partnership.stage == "exit":
        return "on its way out"
    let_go = parked(partnership, today)
    return f"parked until {let_go.until}" if let_go else None


@dataclass(frozen=True, slots=True)
class _Place:
    """A place, how many share it, and the best that missing ratings could still give."""

    place: int
    sharing: int
    might_reach: int


def _places(rated: Sequence[Score]) -> dict[str, _Place]:
    """Give each score, best first, its place; those with equal points share theirs, missing ratings taken as lowest."""
    lows = [-score.range[0] for score in rated]
    sharing = Counter(lows)
    return {
        score.partnership: _Place(
            place=1 + bisect_left(lows, low), sharing=sharing[low], might_reach=1 + bisect_left(lows, -score.range[1])
        )
        for score, low in zip(rated, lows, strict=True)
    }


def _candidate(
    score: Score, at: _Place, portfolio: Portfolio, idle: str | None, slots: "dict[str, tuple[Rung, bool]]"
) -> Candidate:
    band, tied_for_slot = slots.get(score.partnership, (None, False))
    return Candidate(
        place=at.place,
        partnership=score.partnership,
        name=score.name,
        stage=portfolio.partnerships[score.partnership].stage,
        points=score.points,
        range=score.range,
        complete=score.complete,
        missing=tuple(criterion.name for criterion in score.criteria if criterion.rating is None),
        tied=at.sharing > 1,
        might_reach=at.might_reach,
        band=score.band,
        slot=band.name if band else None,
        tied_for_slot=tied_for_slot,
        no_slot=idle,
    )


def _fill(scores: Sequence[Score], scorecard: Scorecard) -> dict[str, tuple[Rung, bool]]:
    """Give the candidates, best first, the slots of the best band they reach that has room.

    Those with equal points are given slots together: where fewer are left than they are, all of them are tied for
    those, and the ones that there is no room for count in the next band.
    """
    given: dict[str, tuple[Rung, bool]] = {}
    room = {band.name: band.slots for band in scorecard.ladder}
    for points, equals in groupby(scores, key=lambda score: score.range[0]):
        group = list(equals)
        waiting = len(group)
        for band in (band for band in scorecard.ladder if band.at_least <= points):
            free = room[band.name]
            taking = waiting if free is None else min(waiting, free)
            if taking:
                for score in group:
                    given.setdefault(score.partnership, (band, taking < len(group)))
                waiting -= taking
                room[band.name] = None if free is None else free - taking
            if not waiting:
                break
    return given


def _slots(scorecard: Scorecard, given: "dict[str, tuple[Rung, bool]]") -> Iterator[Slots]:
    for band in scorecard.ladder:
        yield Slots(band.name, band.at_least, band.slots, sum(taken is band for taken, _ in given.values()))


def document(ranking: Ranking) -> Document:
    """Describe the ranking under its slots, and with sensitivity which places hold."""
    if not ranking.shown.partnerships:
        return Document("Ranking", [_table([])])
    rows = [_row(candidate) for candidate in ranking.candidates]
    for stem in ranking.unrated:
        unrated = ranking.shown.partnerships[stem]
        rows.append([None, None, unrated.name, None, None, unrated.stage, "nothing rated"])
    scorecard = ranking.shown.workspace.scorecard
    blocks: list[Block] = [
        _table(rows),
        Paragraph(" ".join(_room(*pair, scorecard) for pair in zip(ranking.slots, scorecard.ladder, strict=True))),
        Note(
            "= marks a tie. Partners with missing ratings are placed by their lowest possible score. "
            "When a band is full, the next partner takes a slot in the band below."
        ),
    ]
    if ranking.sensitivity:
        from partnerkit.questions.rank.sensitivity import tell

        blocks.extend(tell(ranking.sensitivity))
    return Document("Ranking", blocks)


def _room(slots: Slots, band: Rung, scorecard: Scorecard) -> str:
    room = f"{slots.taken} of {plural(slots.slots, 'slot')}" if slots.slots else plural(slots.taken, "candidate")
    if slots.slots and slots.taken > slots.slots:
        room = f"{slots.taken} candidates, some of them tied, for {plural(slots.slots, 'slot')}"
    return f"{slots.band}, from {bound_in_words(band, scorecard)}: {room}."


def _table(rows: Sequence[Sequence[Cell]]) -> Table:
    columns = [
        Column("Place", align="right", only="page"),
        Column("Place", only="spreadsheet"),
        Column("Partnership", wide=True),
        Column("Points", align="right"),
        Column("Slot", wide=True),
        Column("Stage", optional=True),
        Column("Note", wide=True),
    ]
    return Table(columns, rows, empty=NO_MATCH)


def _row(candidate: Candidate) -> list[Cell]:
    low, high = candidate.range
    place: Cell = f"={candidate.place}" if candidate.tied else candidate.place
    points = low if candidate.complete else Range(low, high)
    notes = []
    if candidate.tied_for_slot:
        notes.append("tied, with fewer slots left")
    if candidate.missing:
        notes.append(f"not rated: {listed(candidate.missing)}")
    if candidate.might_reach < candidate.place:
        notes.append(f"might be {candidate.might_reach}")
    if candidate.no_slot:
        notes.append(candidate.no_slot)
    note = "; ".join(notes) or None
    return [place, candidate.place, candidate.name, points, candidate.slot, candidate.stage, note]
