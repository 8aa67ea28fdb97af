"""Answers from figures, worked out a second time in the plainest way: day by day, partner by partner."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from partnerkit.facts.attainment import attainment_limits, attainments, mean_attainment
from partnerkit.facts.case import Case
from partnerkit.facts.health import judge_health
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.questions.health import health_of
from partnerkit.questions.rank import rank
from partnerkit.questions.tiers import standing

DAY = timedelta(days=1)
MONTHS = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)]
DAYS = some.dates(date(2025, 1, 1), date(2026, 12, 31))
# The last days of months are where months begin and end to count.
TODAYS = DAYS | some.sampled_from([date(2025, 12, 31), date(2026, 2, 28), date(2026, 3, 1), date(2026, 11, 30)])
FEW = settings(max_examples=60)


def last_of(month: str) -> date:
    """Return the last day of a month by going on day by day."""
    day = date.fromisoformat(f"{month}-01")
    while (day + DAY).month == day.month:
        day += DAY
    return day


def days_of(first: date, last: date) -> list[date]:
    return [first + at * DAY for at in range((last - first).days + 1)]


def case_of(today: date, workspace: dict[str, Any] | None = None, **file: Any) -> Case:
    partnership = Partnership.model_validate({"name": "It", "type": "alliance", **file})
    return Case("it", partnership, Workspace.model_validate(workspace or {}), today)


# --- Attainment ----------------------------------------------------------------------------------------------------

FIGURES = some.dictionaries(some.sampled_from(MONTHS), some.integers(0, 50), max_size=10)


def share_by_hand(
    metric: str, target: int, window: tuple[date, date], figures: dict[str, int], actual: int | None, today: date
) -> Fraction | None:
    """Return the share of a floor that is reached, in percent, counting each day of its window."""
    first, last = window
    if last < first or today < first:
        return None
    over = sorted(month for month in MONTHS if last_of(month) <= today)
    inside = [month for month in sorted(figures) if month in over and f"{first}"[:7] <= month <= f"{last}"[:7]]
    if metric == "nps":
        return Fraction(100 * figures[inside[-1]], target) if inside else None
    if metric == "referrals":
        if not inside:
            return None
        whole = days_of(first.replace(day=1), last_of(f"{last}"[:7]))
        # The month just over may still lack its figure.
        known = max(last_of(inside[-1]), last_of(over[-2]) if len(over) > 1 else date.min)
        has = sum(figures[month] for month in inside)
    else:
        assert actual is not None
        if metric == "people certified":
            return Fraction(100 * actual, target)
        whole, known, has = days_of(first, last), today, actual
    due = Fraction(target * sum(day <= known for day in whole), len(whole))
    return 100 * Fraction(has) / due


@FEW
@given(
    some.sampled_from(["referrals", "nps", "talks", "people certified"]),
    some.integers(1, 400),
    some.tuples(DAYS, DAYS),
    FIGURES,
    some.integers(0, 400),
    TODAYS,
)
def test_a_target_is_attained_as_far_as_counting_its_days_one_by_one_shows(
    metric: str, target: int, window: tuple[date, date], figures: dict[str, int], actual: int, today: date
) -> None:
    kpi: dict[str, Any] = {"metric": metric, "target": target, "from": f"{window[0]}", "by": f"{window[1]}"}
    is_own = metric not in ("referrals", "nps")
    if is_own:
        kpi["actual"] = actual
    rows = tuple({"month": month, metric: value} for month, value in figures.items()) if not is_own else ()
    case = case_of(today, kpis=(kpi,), results=rows)
    [found] = attainments(case)
    expected = share_by_hand(metric, target, window, figures, actual, today)
    if expected is None:
        assert found.share is None
    else:
        assert found.share is not None
        assert abs(Fraction(found.share) - expected) < Fraction(1, 10**15)
        assert found.attainment is not None
        assert abs(found.attainment - found.share) <= Decimal("0.05")
        for limit in attainment_limits(case.workspace.health):
            assert (found.attainment < limit) == (found.share < limit)


@FEW
@given(some.lists(some.integers(0, 12_000), min_size=1, max_size=4))
def test_the_verdict_on_targets_is_that_of_exact_fractions_and_the_figure_shown_agrees(actuals: list[int]) -> None:
    kpis = tuple({"metric": f"m{at}", "target": 10_000, "actual": actual} for at, actual in enumerate(actuals))
    case = case_of(date(2026, 4, 10), kpis=kpis, health=({"date": "2026-04-01", "flags": ()},))
    exact = sum((min(Fraction(actual, 100), Fraction(100)) for actual in actuals), Fraction(0)) / len(actuals)
    status = "red" if exact < 50 else "amber" if exact < 80 else "green"
    assert judge_health(case).status == status
    mean, shown = mean_attainment(attainments(case)), health_of(case).attainment
    assert mean is not None
    assert shown is not None
    assert abs(Fraction(mean) - exact) < Fraction(1, 10**15)
    assert status == ("red" if shown < 50 else "amber" if shown < 80 else "green")


# --- Tiers ---------------------------------------------------------------------------------------------------------

REQUIREMENT = some.fixed_dictionaries(
    {},
    optional={"referrals": some.integers(0, 40), "certification": some.just(True), "members": some.integers(1, 30)},
)
REQUIRES = some.builds(
    lambda requires, options: {**requires, **({"any": tuple(options)} if options else {})},
    REQUIREMENT,
    some.lists(REQUIREMENT, max_size=2),
)


def is_met(requires: dict[str, Any], facts: dict[str, int | bool | None]) -> bool | None:
    """Return whether a requirement is met, None where a fact that it needs is not known."""
    answers: list[bool | None] = []
    for key, wanted in requires.items():
        if key == "any":
            options = [is_met(option, facts) for option in wanted]
            answers.append(True if True in options else None if None in options else False)
        else:
            has = facts[key]
            answers.append(None if has is None else has >= wanted)
    return False if False in answers else None if None in answers else True


def highest(tiers: Sequence[dict[str, Any]], facts: dict[str, int | bool | None], *, hoping: bool) -> str | None:
    reached = None
    for at, requires in enumerate(tiers):
        met = is_met(requires, facts)
        if not (met or (hoping and met is None)):
            break
        reached = f"t{at}"
    return reached


@FEW
@given(
    some.lists(REQUIRES, min_size=1, max_size=3),
    FIGURES,
    some.none() | some.booleans(),
    some.none() | some.integers(0, 30),
    some.sampled_from([3, 12]),
    TODAYS,
)
def test_a_tier_is_earned_where_adding_up_its_months_one_by_one_earns_it(
    tiers: list[dict[str, Any]],
    figures: dict[str, int],
    certified: bool | None,
    members: int | None,
    window: int,
    today: date,
) -> None:
    rows: list[dict[str, Any]] = [{"month": month, "referrals": value} for month, value in figures.items()]
    if members is not None:
        rows.append({"month": "2024-12", "members": members})
    program = {"window_months": window, "tiers": {f"t{at}": {"requires": tier} for at, tier in enumerate(tiers)}}
    given = {} if certified is None else {"program": {"certified": certified}}
    case = case_of(today, {"program": program}, results=tuple(rows), **given)
    over = [month for month in MONTHS if last_of(month) < today]
    # On its last day, a month counts once its figure is in.
    if last_of(f"{today}"[:7]) == today and f"{today}"[:7] in figures:
        over.append(f"{today}"[:7])
    latest = [figures[month] for month in over[-window:] if month in figures]
    facts = {"referrals": sum(latest) if latest else None, "certification": certified, "members": members}
    found = standing(case, case.workspace.program)
    assert found.qualifies == highest(tiers, facts, hoping=False)
    assert found.might == highest(tiers, facts, hoping=True)
    keys = [need.key for need in found.still_takes if need.key != "any"]
    assert len(keys) == len(set(keys))


# --- Rank ----------------------------------------------------------------------------------------------------------

WEIGHTS = {"strategic": 3, "value": 3, "reach": 2, "operations": 2, "readiness": 1}


@FEW
@given(
    some.lists(
        some.dictionaries(some.sampled_from(sorted(WEIGHTS)), some.integers(4, 5), min_size=4), min_size=1, max_size=6
    )
)
def test_a_place_counts_those_who_have_more_points_for_sure(ratings: list[dict[str, int]]) -> None:
    partners = {
        f"p{at}": Partnership.model_validate({"name": f"P{at}", "type": "alliance", "fit": fit})
        for at, fit in enumerate(ratings)
    }
    points = {
        stem: sum(weight * (ratings[at].get(key) or 1) for key, weight in WEIGHTS.items())
        for at, stem in enumerate(partners)
    }
    most = {
        stem: sum(weight * (ratings[at].get(key) or 5) for key, weight in WEIGHTS.items())
        for at, stem in enumerate(partners)
    }
    found = rank(Portfolio(Workspace.model_validate({}), partners), date(2026, 4, 10)).candidates
    for candidate in found:
        own = candidate.partnership
        assert candidate.place == 1 + sum(other > points[own] for other in points.values())
        assert candidate.might_reach == 1 + sum(other > most[own] for other in points.values())
        assert candidate.tied == (list(points.values()).count(points[own]) > 1)
    by_place: dict[int, set[str | None]] = {}
    for candidate in found:
        by_place.setdefault(candidate.place, set()).add(candidate.slot)
    assert all(len(slots) == 1 for slots in by_place.values())
