"""What holds for every portfolio, whatever is in it."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from partnerkit.dates import last_day
from partnerkit.facts.case import Case
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.questions.dynamics import dynamics_of
from partnerkit.questions.health import health_of
from partnerkit.questions.rank import rank

TODAY = date(2026, 4, 10)
RATING = some.integers(1, 5)
FITS = some.lists(
    some.dictionaries(some.sampled_from(["strategic", "value", "reach", "operations", "readiness"]), RATING),
    max_size=25,
)
SIDES = some.fixed_dictionaries({}, optional={"us": RATING, "them": RATING})
DYNAMICS = some.fixed_dictionaries({}, optional=dict.fromkeys(["interest", "awareness", "encouragement"], SIDES))
FLAGS = ["declining-engagement", "missed-commitments", "poor-communication"]
BETTER = ["red", "amber", "green"]


def partnership(**sections: Any) -> Partnership:
    return Partnership.model_validate({"name": "It", "type": "alliance", **sections})


def case(today: date = TODAY, **sections: Any) -> Case:
    return Case("it", partnership(**sections), Workspace(), today)


@given(FITS)
def test_nobody_stands_above_a_complete_candidate_whom_they_only_might_beat(fits: list[dict[str, int]]) -> None:
    partners = {f"p{at}": partnership(fit=fit) for at, fit in enumerate(fits)}
    candidates = rank(Portfolio(Workspace(), partners), TODAY).candidates
    for above, below in pairwise(candidates):
        if below.complete:
            assert above.range[0] >= below.range[0]
            assert above.complete or above.range[0] > below.range[0]
            assert (above.place == below.place) == (above.complete and above.points == below.points)


@given(FITS)
def test_no_band_gives_more_slots_than_it_has_but_for_a_tie(fits: list[dict[str, int]]) -> None:
    partners = {f"p{at}": partnership(fit=fit) for at, fit in enumerate(fits)}
    ranking = rank(Portfolio(Workspace(), partners), TODAY)
    for slots in ranking.slots:
        sure = [one for one in ranking.candidates if one.slot == slots.band and not one.tied_for_slot]
        assert slots.slots is None or len(sure) <= slots.slots
        assert all(one.range[0] >= slots.at_least for one in sure)


@given(some.dictionaries(some.sampled_from(["communication", "trust", "ease"]), RATING, min_size=1))
def test_another_open_flag_never_makes_a_partnership_healthier(ratings: dict[str, int]) -> None:
    verdicts = [
        health_of(case(health=({"date": "2026-03-01", "ratings": ratings, "flags": tuple(FLAGS[:count])},))).status
        for count in range(4)
    ]
    ranks = [BETTER.index(verdict) for verdict in verdicts]
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[2] == 0


@given(DYNAMICS)
def test_no_dynamic_makes_up_for_a_weak_one(given_dynamics: dict[str, dict[str, int]]) -> None:
    found = dynamics_of(case(dynamics=given_dynamics))
    ratings = [strength.rating for strength in found.strengths]
    known = [rating for rating in ratings if rating is not None]
    if known and min(known) <= 2:
        assert found.status == "red"
        assert found.plays
    elif None in ratings:
        assert found.status == "not_assessed"
    else:
        assert found.status == ("green" if min(known) >= 4 else "amber")


@given(some.lists(some.integers(0, 99), min_size=1, max_size=12), some.integers(1, 500))
def test_a_target_is_fully_attained_when_its_share_of_the_year_is_reached(counts: list[int], target: int) -> None:
    months: list[dict[str, Any]] = [
        {"month": f"2025-{at + 1:02}", "referrals": count} for at, count in enumerate(counts)
    ]
    kpi = {"metric": "referrals", "target": target, "from": "2025-01-01", "by": "2025-12-31"}
    today = last_day(months[-1]["month"])
    [found] = health_of(case(today, kpis=(kpi,), results=tuple(months))).kpis
    days = sum([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][: len(counts)])
    assert found.attainment is not None
    assert (found.attainment >= 100) == (Decimal(sum(counts)) * 365 * 1000 >= Decimal("999.5") * target * days)
