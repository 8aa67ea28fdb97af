"""How healthy is each partnership?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from partnerkit.documents import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Note,
    Paragraph,
    State,
    Table,
    Trend,
)
from partnerkit.facts.as_of import complete_months, health_checks
from partnerkit.facts.attainment import KpiAttainment, attainment_limits
from partnerkit.facts.case import Case, cases
from partnerkit.facts.figures import series_of
from partnerkit.facts.health import Rule, judge_health, open_flags, shown_mean
from partnerkit.facts.ratings import MeanRating, SidedRating, mean_of
from partnerkit.facts.warning_signs import Suspicion, not_compared, suspicions
from partnerkit.model.choices import HealthFlag
from partnerkit.model.health import HealthCheck
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.scorecard import HIGHEST_RATING, LOWEST_RATING
from partnerkit.model.statuses import Status
from partnerkit.model.workspace import HealthLimits
from partnerkit.phrasing import NO_MATCH, listed, number, percent, plural, rounded_beside
from partnerkit.results import Internal

WIDE_GAP: Final = 2
"""From how many points on two sides' ratings of one thing are a gap to be named."""


@dataclass(frozen=True, slots=True)
class HealthPoint:
    """The mean rating of one entry, the lower one of two sides, and the flags that are open after it."""

    date: date
    mean: Decimal | None
    mean_us: Decimal | None
    mean_them: Decimal | None
    flags: tuple[HealthFlag, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """The health of one partnership.

    `mean` is of the latest ratings, the lower one where each side rated; `attainment` the mean of the KPIs' in
    percent, each cut off at 100; `flags` are those people entered, `flagged` is when, and `suspected` are those the
    data raises, which decide nothing. `figures` are the monthly results that have a course.
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
    flagged: date | None
    suspected: tuple[Suspicion, ...]
    not_compared: tuple[str, ...]
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
    """Judge the health of one partnership, and show what it is based on."""
    found, checks, limits = judge_health(case), health_checks(case.partnership, case.today), case.workspace.health
    mean, mean_us, mean_them = _means(found.mean, limits)
    return Health(
        partnership=case.stem,
        name=case.name,
        status=found.status,
        rule=found.rule,
        reason=found.reason,
        assessed=found.assessed,
        stale=found.stale,
        mean=mean,
        mean_us=mean_us,
        mean_them=mean_them,
        ratings=found.ratings,
        attainment=None if found.attainment is None else rounded_beside(found.attainment, attainment_limits(limits)),
        kpis=found.kpis,
        flags=found.flags,
        flagged=found.flagged,
        suspected=suspicions(case),
        not_compared=not_compared(case),
        history=tuple(_point(checks[: at + 1], limits) for at in range(len(checks))),
        figures=tuple(_figures(case)),
    )


def _point(checks: Sequence[HealthCheck], limits: HealthLimits) -> HealthPoint:
    """Return the point of the last of these checks; the flags of those before it are open until one closes them."""
    return HealthPoint(checks[-1].date, *_means(mean_of(checks[-1]), limits), open_flags(checks))


def _means(mean: MeanRating | None, limits: HealthLimits) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Return the mean that counts and each side's own, as they are shown."""
    if mean is None:
        return None, None, None
    given = (mean.value, mean.us, mean.them)
    counts, us, them = (None if value is None else shown_mean(value, limits) for value in given)
    return counts, us, them


_LOWEST, _HIGHEST = Decimal(LOWEST_RATING), Decimal(HIGHEST_RATING)


def trend(result: Health) -> Trend:
    """The mean ratings of all entries, on the scale of ratings."""
    return Trend([point.mean for point in result.history], _LOWEST, _HIGHEST, "Mean rating")


def document(report: HealthReport) -> Document:
    """Describe the verdicts as one table; a single partnership with all that the verdict is based on."""
    if not report.partnerships:
        return Document("Health", [_overview(report)])
    blocks: list[Block] = [_overview(report), Note(rules(report.limits))]
    single = len(report.partnerships) == 1
    for result in report.partnerships:
        if single:
            blocks.append(Heading(f"The facts behind the verdict on {result.name}"))
            blocks.extend(tell(result))
            blocks.extend(tell_kpis(result))
    suspected = [
        [result.name, suspicion.flag, suspicion.reason]
        for result in report.partnerships
        for suspicion in result.suspected
    ]
    if suspected and not single:
        columns = [Column("Partnership", wide=True), Column("Flag"), Column("What the data says", wide=True)]
        blocks.extend((Heading("Suggested by the data, not entered by anyone"), Table(columns, suspected)))
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
    """Return how health is judged here."""
    red, amber = limits.red, limits.amber
    return (
        "Worst of three. "
        f"Red: mean rating under {number(red.mean)}, {plural(red.flags, 'red flag')} open, "
        f"or attainment under {percent(red.attainment)}. "
        f"Amber: mean under {number(amber.mean)}, {plural(amber.flags, 'flag')} open, "
        f"or attainment under {percent(amber.attainment)}. "
        "Green requires a health check. If both sides gave ratings, the lower mean counts. "
        "Attainment is the mean over the targets, each cut off at 100%. Suspected flags don't count."
    )


def tell(result: Health) -> Iterator[Block]:
    """Return what one verdict is based on beside its targets: ratings, flags and trends."""
    if result.history:
        yield trend(result)
    yield from result.figures
    if result.ratings:
        yield _rating_table(result)
    if result.mean_us is not None and result.mean_them is not None:
        yield Paragraph(gap_in_words(result))
    flags: list[list[Cell]] = [[flag, f"entered {result.flagged}", None] for flag in result.flags]
    flags.extend([found.flag, "suggested by the data", found.reason] for found in result.suspected)
    if flags:
        yield Table([Column("Red flag"), Column("By"), Column("What the data says", wide=True)], flags)
    for remark in result.not_compared:
        yield Note(f"{remark[0].upper()}{remark[1:]}.")


def tell_kpis(result: Health) -> Iterator[Block]:
    """Return how far each target is attained."""
    if result.kpis:
        yield _kpi_table(result.kpis)


def _figures(case: Case) -> Iterator[Trend]:
    rows = complete_months(case.partnership, case.today)
    months = list(dict.fromkeys(row.month for row in rows))
    for metric, label in (("revenue", "Revenue"), ("referrals", "Referrals"), ("response_hours", "Response hours")):
        given = series_of(rows, metric, case.workspace.currency)
        for series in given:
            values = dict(series.by_month().values)
            known = values.values()
            what = f"{label} in {series.currency}" if len(given) > 1 else label
            if len(known) > 1:
                scale = min(Decimal(0), *known), max(known)
                yield Trend([values.get(month) for month in months], *scale, f"{what}, {months[0]} to {months[-1]}")


def _rating_table(result: Health) -> Table:
    sided = any(rating.gap is not None or rating.us or rating.them for rating in result.ratings)
    if not sided:
        rows: list[list[Cell]] = [[rating.key, rating.both] for rating in result.ratings]
        return Table([Column("Rating"), Column("1 to 5", align="right")], rows)
    columns = [Column("Rating"), *(Column(title, align="right") for title in ("Us", "Them", "Gap"))]
    return Table(columns, [[rating.key, rating.us, rating.them, rating.gap] for rating in result.ratings])


def gap_in_words(result: Health) -> str:
    """Return how far apart the two sides are, and on what."""
    us, them = result.mean_us or Decimal(0), result.mean_them or Decimal(0)
    far = plural(abs(us - them), "point")
    apart = f"We rate it {number(us)} on average and they rate it {number(them)}, {far} apart."
    if not result.gaps:
        return f"{apart} The two sides are never {WIDE_GAP} points or more apart."
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
                f"{kpi.metric} ({kpi.currency})" if kpi.currency else kpi.metric,
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
