"""Answers worked out a second time from the plain data of random files, by nothing that the product uses."""

import random
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

import pytest

from partnerkit.facts.case import Case
from partnerkit.facts.verdict import verdict
from partnerkit.model.framework import DEFAULT_BUCKETS
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.questions.health import health_of
from partnerkit.questions.raci import raci

TODAY: Final = date(2026, 4, 10)
FILES: Final = 150
BUCKETS: Final = tuple(bucket.key for bucket in DEFAULT_BUCKETS)
BETTER: Final = ("red", "amber", "not_assessed", "green")
FLAGS: Final = ("declining-engagement", "missed-commitments", "poor-communication")
RATINGS: Final = ("communication", "alignment", "trust", "ease", "potential")
PEOPLE: Final = {"dana": "us", "raj": "us", "jo": "them", "kim": "them"}


def partnership(data: dict[str, Any]) -> Partnership:
    return Partnership.model_validate(as_read({"name": "It", "type": "alliance", "stage": "grow", **data}))


def as_read(value: Any) -> Any:
    """Return data as the reader of files gives it: lists are tuples."""
    if isinstance(value, dict):
        return {key: as_read(inside) for key, inside in value.items()}
    return tuple(map(as_read, value)) if isinstance(value, list) else value


def some_of(chance: random.Random, values: tuple[str, ...]) -> list[str]:
    return [value for value in values if chance.random() < 0.35]


# --- Health -------------------------------------------------------------------------------------------------------


def random_health(chance: random.Random) -> dict[str, Any]:
    def ratings() -> dict[str, int]:
        low = chance.choice([1, 2, 3, 4])
        return {key: chance.randint(low, 5) for key in some_of(chance, RATINGS)}

    checks = []
    for at in chance.sample(range(-40, 400), chance.randint(0, 5)):
        check: dict[str, Any] = {"date": (TODAY - timedelta(days=at)).isoformat()}
        kind = chance.choice(["joint", "sided", "one side", "none"])
        if kind == "joint":
            check["ratings"] = ratings()
        elif kind != "none":
            sides = ["us", "them"] if kind == "sided" else [chance.choice(["us", "them"])]
            check["ratings"] = {side: ratings() for side in sides}
        if chance.random() < 0.5:
            check["flags"] = some_of(chance, FLAGS)
        checks.append(check)
    actuals = [chance.choice([10, 49, 50, 79, 80, 120]) for _ in range(chance.randint(0, 2))]
    kpis = [{"metric": f"m{at}", "target": 100, "actual": actual} for at, actual in enumerate(actuals)]
    return {"health": checks, "kpis": kpis}


def expected_health(data: dict[str, Any]) -> tuple[str, list[str]]:
    past = sorted((check for check in data["health"] if check["date"] <= TODAY.isoformat()), key=lambda c: c["date"])
    flags: list[str] = []
    means: list[Fraction] = []
    is_checked = False
    for check in past:
        if "flags" in check:
            flags, is_checked = check["flags"], True
        given = check.get("ratings", {})
        sides = [given[side] for side in ("us", "them") if side in given] or [given]
        rated = [Fraction(sum(side.values()), len(side)) for side in sides if side]
        if rated:
            means, is_checked = rated, True
    shares = [min(kpi["actual"], 100) for kpi in data["kpis"]]
    attained = Fraction(sum(shares), len(shares)) if shares else None
    for status, mean, count, least in (("red", Fraction(5, 2), 2, 50), ("amber", Fraction(7, 2), 1, 80)):
        if any(value < mean for value in means) or len(flags) >= count or (attained is not None and attained < least):
            return status, flags
    return ("green" if is_checked else "not_assessed"), flags


@pytest.mark.parametrize("seed", range(3))
def test_health_is_what_it_is_worked_out_to_be_by_other_means(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(FILES):
        data = random_health(chance)
        found = health_of(Case("it", partnership(data), Workspace(), TODAY))
        assert (found.status, list(found.flags)) == expected_health(data), data
        overall = verdict(Case("it", partnership(data), Workspace(), TODAY))
        assert BETTER.index(overall.status) <= BETTER.index(found.status)


# --- Who owns what ------------------------------------------------------------------------------------------------


def random_raci(chance: random.Random) -> dict[str, list[str]]:
    roles = some_of(chance, ("responsible", "accountable", "consulted", "informed"))
    return {role: chance.sample(sorted(PEOPLE), chance.choice([0, 1, 1, 2])) for role in roles}


def random_buckets(chance: random.Random) -> dict[str, Any]:
    buckets: dict[str, Any] = {}
    for key in some_of(chance, BUCKETS):
        bucket: dict[str, Any] = {"boxes": {}}
        if chance.random() < 0.7:
            bucket["raci"] = random_raci(chance)
        for name in some_of(chance, ("plan", "pitch")):
            box: dict[str, Any] = {}
            if chance.random() < 0.4:
                box["raci"] = random_raci(chance)
            if chance.random() < 0.3:
                box["owner"] = chance.choice(sorted(PEOPLE))
            bucket["boxes"][name] = box
        buckets[key] = bucket
    return buckets


def expected_gaps(buckets: dict[str, Any]) -> set[tuple[str, str | None, str]]:
    gaps: set[tuple[str, str | None, str]] = set()
    for key in BUCKETS:
        own = buckets.get(key, {})
        people = own.get("raci", {})
        if not people.get("accountable"):
            gaps.add((key, None, "no-accountable"))
        if not people.get("responsible"):
            gaps.add((key, None, "nobody-responsible"))
        if len(people.get("accountable", [])) > 1:
            gaps.add((key, None, "several-accountable"))
        if len({PEOPLE[person] for role in people.values() for person in role}) == 1:
            gaps.add((key, None, "one-side-only"))
        for name, box in own.get("boxes", {}).items():
            accountable = box.get("raci", {}).get("accountable") or ([box["owner"]] if "owner" in box else [])
            if len(accountable) > 1:
                gaps.add((key, name, "several-accountable"))
            if not accountable and any(box.get("raci", {}).values()):
                gaps.add((key, name, "no-accountable"))
    return gaps


def expected_accountable(bucket: dict[str, Any], box: dict[str, Any]) -> list[str]:
    names_no_one = "owner" not in box and not any(box.get("raci", {}).values())
    if names_no_one:
        return list(bucket.get("raci", {}).get("accountable", []))
    return list(box.get("raci", {}).get("accountable") or ([box["owner"]] if "owner" in box else []))


@pytest.mark.parametrize("seed", range(3))
def test_the_gaps_in_who_owns_what_are_those_worked_out_by_other_means(seed: int) -> None:
    chance = random.Random(seed)
    people = {key: {"name": key.title(), "side": side} for key, side in PEOPLE.items()}
    for _ in range(FILES):
        buckets = random_buckets(chance)
        file = partnership({"people": people, "buckets": buckets})
        found = raci(Portfolio(Workspace(), {"it": file}))
        gaps = [(gap.bucket, gap.box, gap.kind) for gap in found.gaps if gap.bucket is not None]
        assert len(gaps) == len(set(gaps))
        assert set(gaps) == expected_gaps(buckets), buckets
        for row in found.matrix:
            if row.box is not None:
                bucket = buckets[row.bucket]
                assert list(row.accountable) == expected_accountable(bucket, bucket["boxes"][row.box]), buckets
