"""How well does a partner fit?"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from partnerkit.documents import Bar, Block, Column, Document, Heading, Note, Paragraph, Range, Table
from partnerkit.model.fit import RatedCriterion
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.scorecard import HIGHEST_RATING, LOWEST_RATING, Rung, Scorecard
from partnerkit.phrasing import listed, number, plural
from partnerkit.results import Internal


class CriterionScore(NamedTuple):
    """What one criterion adds; rating and points are None where it is not assessed."""

    key: str
    name: str
    weight: Decimal
    rating: int | None
    points: Decimal | None
    evidence: str | None


class RatingChange(NamedTuple):
    """One rating and what it would have to become."""

    key: str
    name: str
    rating: int
    becomes: int


class NextBand(NamedTuple):
    """The band above, the points it is away, and the rating changes that reach it.

    `single_changes` reach it alone; `together` is the fewest changes that reach it where no single one does,
    and empty where even the best ratings would not.
    """

    name: str
    at_least: Decimal
    missing: Decimal
    single_changes: tuple[RatingChange, ...]
    together: tuple[RatingChange, ...]


class Score(NamedTuple):
    """The fit of one partner, in points; `bands` are all that it may be in."""

    partnership: str
    name: str
    points: Decimal | None
    maximum: Decimal
    minimum: Decimal
    complete: bool
    range: tuple[Decimal, Decimal]
    band: str | None
    criteria: tuple[CriterionScore, ...]
    next_band: NextBand | None
    bands: Internal[tuple[str, ...]]
    what_if: "Score | None" = None

    @property
    def rated(self) -> bool:
        """Whether any criterion is."""
        return any(criterion.rating is not None for criterion in self.criteria)


class Scores(NamedTuple):
    """The fit of each partner asked about; with `explain` the document shows how it follows from the scorecard."""

    scores: tuple[Score, ...]
    scorecard: Internal[Scorecard]
    explain: Internal[bool]


def score(portfolio: Portfolio, what_if: Mapping[str, int] | None = None, *, explain: bool = False) -> Scores:
    """Score every partner: the sum of weight x rating (guide), a range where ratings are missing.

    `what_if` gives ratings by criterion to score once more with.
    """
    scorecard = portfolio.workspace.scorecard
    return Scores(
        tuple(
            _score(stem, partnership, scorecard, what_if or {}) for stem, partnership in portfolio.partnerships.items()
        ),
        scorecard,
        explain,
    )


def _score(stem: str, partnership: Partnership, scorecard: Scorecard, what_if: Mapping[str, int]) -> Score:
    result = score_ratings(stem, partnership.name, partnership.fit, scorecard)
    if not what_if:
        return result
    supposed = {key: RatedCriterion.model_construct(rating=rating, evidence=None) for key, rating in what_if.items()}
    return result._replace(what_if=score_ratings(stem, partnership.name, {**partnership.fit, **supposed}, scorecard))


def score_ratings(stem: str, name: str, fit: Mapping[str, RatedCriterion], scorecard: Scorecard) -> Score:
    """Score one set of ratings against a scorecard."""
    criteria = tuple(
        CriterionScore(
            key=criterion.key,
            name=criterion.name,
            weight=criterion.weight,
            rating=rated.rating if rated else None,
            points=criterion.weight * rated.rating if rated else None,
            evidence=rated.evidence if rated else None,
        )
        for criterion in scorecard.resolved
        for rated in [fit.get(criterion.key)]
    )
    known = sum((criterion.points for criterion in criteria if criterion.points is not None), Decimal(0))
    open_weights = sum((criterion.weight for criterion in criteria if criterion.points is None), Decimal(0))
    low, high = known + open_weights * LOWEST_RATING, known + open_weights * HIGHEST_RATING
    complete = not open_weights
    lowest, highest = scorecard.band_of(low).at_least, scorecard.band_of(high).at_least
    bands = tuple(band.name for band in reversed(scorecard.ladder) if lowest <= band.at_least <= highest)
    return Score(
        partnership=stem,
        name=name,
        points=known if complete else None,
        maximum=scorecard.maximum,
        minimum=scorecard.minimum,
        complete=complete,
        range=(low, high),
        band=bands[0] if len(bands) == 1 else None,
        criteria=criteria,
        next_band=_next_band(scorecard, known, criteria) if complete else None,
        bands=bands,
    )


def _next_band(scorecard: Scorecard, points: Decimal, criteria: Sequence[CriterionScore]) -> NextBand | None:
    above = [band for band in scorecard.ladder if band.at_least > points]
    if not above:
        return None
    band = above[-1]
    missing = band.at_least - points
    singles = tuple(_changes_alone(criteria, missing))
    return NextBand(
        name=band.name,
        at_least=band.at_least,
        missing=missing,
        single_changes=singles,
        together=() if singles else tuple(_changes_together(criteria, missing)),
    )


def _changes_alone(criteria: Sequence[CriterionScore], missing: Decimal) -> Iterator[RatingChange]:
    for criterion in criteria:
        rating = criterion.rating or LOWEST_RATING
        for becomes in range(rating + 1, HIGHEST_RATING + 1):
            if criterion.weight * (becomes - rating) >= missing:
                yield RatingChange(criterion.key, criterion.name, rating, becomes)
                break


def _changes_together(criteria: Sequence[CriterionScore], missing: Decimal) -> list[RatingChange]:
    """The fewest changes to the best rating that close the gap: the largest gains first."""
    gains = sorted(
        (
            (criterion.weight * (HIGHEST_RATING - (criterion.rating or LOWEST_RATING)), criterion)
            for criterion in criteria
        ),
        key=lambda gain: -gain[0],
    )
    changes: list[RatingChange] = []
    for gain, criterion in gains:
        if missing <= 0 or gain == 0:
            break
        changes.append(RatingChange(criterion.key, criterion.name, criterion.rating or LOWEST_RATING, HIGHEST_RATING))
        missing -= gain
    return changes if missing <= 0 else []


def document(scores: Scores) -> Document:
    """Describe the scores, with `explain` the arithmetic too."""
    blocks: list[Block] = [_overview(scores)] if len(scores.scores) > 1 else []
    for result in scores.scores:
        blocks.append(Heading(f"{result.name} ({result.partnership})"))
        blocks.extend(tell(result))
    if scores.explain:
        blocks.extend(_explain(scores))
    return Document("Fit", blocks)


def _overview(scores: Scores) -> Table:
    return Table(
        columns=[
            Column("Partnership", wide=True),
            Column("Points", align="right"),
            Column("Of", align="right"),
            Column("Band", wide=True),
        ],
        rows=[
            [
                result.name,
                result.range[0] if result.complete else Range(*result.range),
                result.maximum,
                _band_or_bands(result),
            ]
            for result in scores.scores
        ],
    )


def tell(result: Score) -> Iterator[Block]:
    """Show one score: its bar, its criteria and the way to the next band."""
    low, high = result.range
    yield Bar(_in_a_line(result), low, high, result.maximum)
    yield Table(
        columns=[
            Column("Criterion"),
            Column("Weight", align="right"),
            Column("Rating", align="right"),
            Column("Points", align="right"),
            Column("Evidence", wide=True),
        ],
        rows=[
            [criterion.name, criterion.weight, criterion.rating, criterion.points, criterion.evidence]
            for criterion in result.criteria
        ],
    )
    if result.next_band:
        yield Paragraph(_way_up(result.next_band))
    if not result.complete:
        missing = [criterion.name for criterion in result.criteria if criterion.points is None]
        yield Paragraph(
            f"Not assessed: {listed(missing)}. The score is a range until rated, "
            "from every missing rating at 1 to every one at 5."
        )
    if result.what_if:
        yield from _compare(result, result.what_if)


def _in_a_line(result: Score) -> str:
    return f"{_points(result)} of {number(result.maximum)}: {_band_or_bands(result)}"


def _points(result: Score) -> str:
    low, high = result.range
    return number(low) if result.complete else f"{number(low)} to {number(high)}"


def _band_or_bands(result: Score) -> str:
    return listed(result.bands, "or")


def _way_up(band: NextBand) -> str:
    away = f"{plural(band.missing, 'point')} to {band.name} ({number(band.at_least)})"
    if band.single_changes:
        changes = [f"{change.name} {change.rating} to {change.becomes}" for change in band.single_changes]
        return f"{away}. One change is enough: {listed(changes, 'or')}."
    if band.together:
        changes = [f"{change.name} {change.rating} to {change.becomes}" for change in band.together]
        return f"{away}. No single rating reaches it; the fewest that do: {listed(changes)}."
    return f"{away}. Even the best ratings would not reach it."


def _compare(before: Score, after: Score) -> Iterator[Block]:
    yield Heading(f"What if, for {before.name}")
    changed = [
        [old.name, old.rating, new.rating, old.points, new.points]
        for old, new in zip(before.criteria, after.criteria, strict=True)
        if old.rating != new.rating
    ]
    yield Bar(_in_a_line(after), *after.range, after.maximum)
    if changed:
        yield Table(
            columns=[
                Column("Criterion"),
                Column("Rating", align="right"),
                Column("becomes", align="right"),
                Column("Points", align="right"),
                Column("become", align="right"),
            ],
            rows=changed,
        )
    else:
        yield Note("These are already its ratings.")


def _explain(scores: Scores) -> Iterator[Block]:
    scorecard = scores.scorecard
    weights = [criterion.weight for criterion in scorecard.resolved]
    total = sum(weights, Decimal(0))
    yield Heading("How it is worked out")
    yield Paragraph(
        "Each criterion is rated from 1 (poor) to 5 (excellent). Points are weight x rating; the score is their sum."
    )
    for result in scores.scores:
        terms = " + ".join(f"{number(criterion.weight)} x {criterion.rating or '?'}" for criterion in result.criteria)
        low, high = result.range
        answer = number(low) if result.complete else f"{number(low)} to {number(high)}, each ? being 1 to 5"
        yield Paragraph(f"{result.name}: {terms} = {answer}")
    yield Paragraph(
        f"The weights sum to {' + '.join(number(weight) for weight in weights)} = {number(total)}, so the maximum "
        f"is {number(total)} x 5 = {number(total * HIGHEST_RATING)} and the minimum {number(total)}."
    )
    if scorecard.criteria is None or total == 11:
        yield Note(
            "The guide that the scorecard comes from gives a maximum of 65, but its own weights add up to 11. The "
            "formula and the bands are used as given; the maximum shown is 55."
        )
    yield Table(
        columns=[Column("Band"), Column("From", align="right"), Column("At a time", align="right")],
        rows=[[band.name, bound_in_words(band, scorecard), band.slots] for band in scorecard.ladder],
    )


def bound_in_words(band: Rung, scorecard: Scorecard) -> str:
    """Write the points from which a band applies, and the percentage of the maximum if the workspace gives that."""
    given = next((setting.at_least for setting in scorecard.bands or () if setting.name == band.name), None)
    percentage = f" ({given} of {number(scorecard.maximum)})" if isinstance(given, str) else ""
    return number(band.at_least) + percentage
