"""How healthy is each partnership?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from partnerkit.documents import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Note,
    Paragraph,
    State,
    Status,
    Table,
    Trend,
)
from partnerkit.facts.as_of import complete_months, health_checks, stale_from
from partnerkit.facts.attainment import KpiAttainment, attainments, mean_attainment
from partnerkit.facts.case import Case, cases
from partnerkit.facts.figures import series_of, value_of
from partnerkit.facts.ratings import SidedRating, ratings_of
from partnerkit.facts.warning_signs import Suspicion, suspicions
from partnerkit.model.choices import HealthFlag
from partnerkit.model.health import HealthCheck
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.scorecard import HIGHEST_RATING, LOWEST_RATING
from partnerkit.model.workspace import AmberLimits, HealthLimits, RedLimits
from partnerkit.phrasing import NO_MATCH, listed, number, percent, plural, rounded
from partnerkit.results import Internal

Rule: TypeAlias = Literal["mean-rating", "open-flags", "attainment", "nothing-against-it", "nothing-to-judge-by"]

WIDE_GAP: Final = 2
"""From how many points on two sides' ratings of one thing are a gap to be named."""


@dataclass(frozen=True, slots=True)
class HealthPoint:
    """The mean rating and the open flags of one entry."""

    date: date
    mean: Decimal | None
    flags: tuple[HealthFlag, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """The health of one partnership.

    `mean` is of the latest entry's ratings; `attainment` the mean of the KPIs' in percent, each cut off at 100;
    `flags` are those people entered, and `suspected` those the data raises, which decide nothing. `figures` are
    the monthly results that have a course.
    """

    partnership: str
    name: str
    status: Status
    rule: Rule
    reason: str
    assessed: date | None
    stale: bool
    mean: Decimal | None
    mean_us: Decimal | None
    mean_them: Decimal | None
    ratings: tuple[SidedRating, ...]
    attainment: Decimal | None
    kpis: tuple[KpiAttainment, ...]
    flags: tuple[HealthFlag, ...]
    suspected: tuple[Suspicion, ...]
    history: tuple[HealthPoint, ...]
    figures: Internal[tuple[Trend, ...]]

    @property
    def gaps(self) -> list[SidedRating]:
        """The ratings on which the sides are far apart, the widest first."""
        wide = [rating for rating in self.ratings if rating.gap is not None and rating.gap >= WIDE_GAP]
        return sorted(wide, key=lambda rating: -(rating.gap or 0))


@dataclass(frozen=True, slots=True)
class HealthReport:
    """The health of each partnership asked about, judged by `limits`."""

    partnerships: tuple[Health, ...]
    limits: Internal[HealthLimits]


def health(portfolio: Portfolio, today: date) -> HealthReport:
    """Judge the health of every partnership: the worst of mean rating, open red flags and attainment (guide)."""
    return HealthReport(tuple(map(health_of, cases(portfolio, today))), portfolio.workspace.health)


def health_of(case: Case) -> Health:
    """Judge the health of one partnership by its latest ratings and flags up to the day.

    An entry with neither is a note, and one that gives only flags leaves the ratings as they were.
    """
    checks = health_checks(case.partnership, case.today)
    judged = [check for check in checks if check.ratings is not None or "flags" in check.model_fields_set]
    latest = judged[-1] if judged else None
    rated = next((check for check in reversed(judged) if check.ratings is not None), None)
    ratings = ratings_of(rated)
    kpis = attainments(case)
    mean, attainment = _mean_of(rated), mean_attainment(kpis)
    flags = tuple(dict.fromkeys(latest.flags)) if latest else ()
    status, rule, reason = _decide(mean, flags, attainment, case.workspace.health)
    return Health(
        partnership=case.stem,
        name=case.name,
        status=status,
        rule=rule,
        reason=reason,
        assessed=latest.date if latest else None,
        stale=latest is not None and case.today >= stale_from(latest.date, case.workspace),
        mean=_shown(mean),
        mean_us=_shown(_mean([rating.us for rating in ratings])),
        mean_them=_shown(_mean([rating.them for rating in ratings])),
        ratings=ratings,
        attainment=attainment,
        kpis=kpis,
        flags=flags,
        suspected=suspicions(case),
        history=tuple(
            HealthPoint(check.date, _shown(_mean_of(check)), tuple(dict.fromkeys(check.flags))) for check in checks
        ),
        figures=tuple(_figures(case)),
    )


def _mean_of(check: HealthCheck | None) -> Decimal | None:
    """The mean of all ratings of an entry, both sides' together where they are given apart."""
    ratings = ratings_of(check)
    return _mean([value for rating in ratings for value in (rating.both, rating.us, rating.them)])


def _mean(values: Sequence[int | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return Decimal(sum(known)) / len(known) if known else None


def _shown(mean: Decimal | None) -> Decimal | None:
    return None if mean is None else rounded(mean, 2)


def _decide(
    mean: Decimal | None, flags: Sequence[str], attainment: Decimal | None, limits: HealthLimits
) -> tuple[Status, Rule, str]:
    """Return the verdict, the first rule that fired, and a sentence with all that fired at that level.

    The worst of three (the limits are partnerkit's own, and the workspace's to change under `health`): red when the
    mean rating is under 2.5, two red flags are open or attainment is under 50%; amber when the mean is under 3.5,
    one flag is open or attainment is under 80%; else green. Not assessed where there is neither rating, flag nor
    attained target. A rule whose figure is missing does not fire.
    """
    levels: tuple[tuple[Status, RedLimits | AmberLimits], ...] = (("red", limits.red), ("amber", limits.amber))
    for status, limit in levels:
        fired = list(_fired(mean, flags, attainment, limit))
        if fired:
            return status, fired[0][0], "; ".join(reason for _, reason in fired)
    if mean is None and attainment is None and not flags:
        return "not_assessed", "nothing-to-judge-by", "no ratings, no flags and no target with figures yet"
    known = [
        *([f"mean rating {number(rounded(mean, 2))}"] if mean is not None else []),
        *([f"attainment {percent(attainment)}"] if attainment is not None else []),
        *([] if flags else ["no flag open"]),
    ]
    return "green", "nothing-against-it", listed(known)


def _fired(
    mean: Decimal | None, flags: Sequence[str], attainment: Decimal | None, limit: RedLimits | AmberLimits
) -> Iterator[tuple[Rule, str]]:
    if mean is not None and mean < limit.mean:
        yield "mean-rating", f"mean rating {number(rounded(mean, 2))} is under {number(limit.mean)}"
    if len(flags) >= limit.flags:
        named = listed([flag.replace("-", " ") for flag in flags])
        yield "open-flags", f"{plural(len(flags), 'red flag')} open: {named}"
    if attainment is not None and attainment < limit.attainment:
        yield "attainment", f"attainment {percent(attainment)} is under {percent(limit.attainment)}"


_LOWEST, _HIGHEST = Decimal(LOWEST_RATING), Decimal(HIGHEST_RATING)


def trend(result: Health) -> Trend:
    """The mean ratings of all entries, on the scale of ratings."""
    return Trend([point.mean for point in result.history], _LOWEST, _HIGHEST, "Mean rating")


def document(report: HealthReport) -> Document:
    """Describe the verdicts as one table; a single partnership with all that the verdict rests on."""
    if not report.partnerships:
        return Document("Health", [_overview(report)])
    blocks: list[Block] = [_overview(report), Note(rules(report.limits))]
    single = len(report.partnerships) == 1
    for result in report.partnerships:
        if single:
            blocks.append(Heading(f"What the verdict on {result.name} rests on"))
            blocks.extend(tell(result))
            blocks.extend(tell_kpis(result))
    suspected = [
        [result.name, suspicion.flag, suspicion.reason]
        for result in report.partnerships
        for suspicion in result.suspected
    ]
    if suspected and not single:
        columns = [Column("Partnership", wide=True), Column("Flag"), Column("What the data says", wide=True)]
        blocks.extend((Heading("Suspected by the data, entered by nobody"), Table(columns, suspected)))
    return Document("Health", blocks)


def _overview(report: HealthReport) -> Table:
    return Table(
        columns=[
            Column("Partnership", wide=True),
            Column("Health", align="center"),
            Column("Why", wide=True),
            Column("Mean", align="right"),
            Column("Attained %", short="Att. %", align="right"),
            Column("Flags", align="right", optional=True),
            Column("Suspected", short="Susp.", align="right", optional=True),
            Column("Trend"),
        ],
        rows=[
            [
                result.name,
                State(result.status, result.stale),
                result.reason,
                result.mean,
                result.attainment,
                len(result.flags) if result.history else None,
                len(result.suspected),
                trend(result) if result.history else None,
            ]
            for result in report.partnerships
        ],
        empty=NO_MATCH,
    )


def rules(limits: HealthLimits) -> str:
    """Say how health is judged here."""
    red, amber = limits.red, limits.amber
    return (
        "Worst of three. "
        f"Red: mean rating under {number(red.mean)}, {plural(red.flags, 'red flag')} open, "
        f"or attainment under {percent(red.attainment)}. "
        f"Amber: mean under {number(amber.mean)}, {plural(amber.flags, 'flag')} open, "
        f"or attainment under {percent(amber.attainment)}. "
        "Attainment is the mean over the targets, each cut off at 100%. Suspected flags decide nothing."
    )


def tell(result: Health) -> Iterator[Block]:
    """Tell what one verdict rests on beside its targets: ratings, flags and trends."""
    if result.history:
        yield trend(result)
    yield from result.figures
    if result.ratings:
        yield _rating_table(result)
    if result.mean_us is not None and result.mean_them is not None:
        yield Paragraph(gap_in_words(result))
    flags: list[list[Cell]] = [[flag, f"entered {result.assessed}", None] for flag in result.flags]
    flags.extend([found.flag, "suspected by the data", found.reason] for found in result.suspected)
    if flags:
        yield Table([Column("Red flag"), Column("By"), Column("What the data says", wide=True)], flags)


def tell_kpis(result: Health) -> Iterator[Block]:
    """Tell how far each target is attained."""
    if result.kpis:
        yield _kpi_table(result.kpis)


def _figures(case: Case) -> Iterator[Trend]:
    months = complete_months(case.partnership, case.today)
    for metric, label in (("revenue", "Revenue"), ("referrals", "Referrals"), ("response_hours", "Response hours")):
        given = series_of(months, metric, case.workspace.currency)
        known = [value for series in given for _, value in series.values]
        if len(given) == 1 and len(known) > 1:
            label = f"{label}, {months[0].month} to {months[-1].month}"
            yield Trend([value_of(row, metric) for row in months], min(Decimal(0), *known), max(known), label)


def _rating_table(result: Health) -> Table:
    sided = any(rating.gap is not None or rating.us or rating.them for rating in result.ratings)
    if not sided:
        rows: list[list[Cell]] = [[rating.key, rating.both] for rating in result.ratings]
        return Table([Column("Rating"), Column("1 to 5", align="right")], rows)
    columns = [Column("Rating"), *(Column(title, align="right") for title in ("Us", "Them", "Gap"))]
    return Table(columns, [[rating.key, rating.us, rating.them, rating.gap] for rating in result.ratings])


def gap_in_words(result: Health) -> str:
    """Say how far apart the two sides are, and on what."""
    us, them = result.mean_us or Decimal(0), result.mean_them or Decimal(0)
    far = plural(abs(us - them), "point")
    apart = f"We rate it {number(us)} on average and they rate it {number(them)}, {far} apart."
    if not result.gaps:
        return f"{apart} On nothing are the two sides {WIDE_GAP} points or more apart."
    named = [f"{rating.key} (us {rating.us}, them {rating.them})" for rating in result.gaps]
    return f"{apart} The gap to talk about: {listed(named)}."


def _kpi_table(kpis: Sequence[KpiAttainment]) -> Table:
    return Table(
        columns=[
            Column("Target", wide=True),
            Column("Goal", optional=True),
            Column("In all", align="right"),
            Column("By now", align="right"),
            Column("Is", align="right"),
            Column("Attained %", short="Att. %", align="right"),
            Column("How", wide=True),
        ],
        rows=[
            [
                kpi.metric,
                kpi.goal.replace("_", " "),
                kpi.target,
                kpi.expected,
                kpi.actual,
                kpi.attainment,
                kpi.how,
            ]
            for kpi in kpis
        ],
    )
