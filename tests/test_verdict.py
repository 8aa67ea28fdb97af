"""One verdict on a partnership: the worst of heat map, health and dynamics."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pytest

from partnerkit.facts.case import Case
from partnerkit.facts.verdict import verdict
from partnerkit.model.partnership import Partnership
from partnerkit.model.statuses import Status
from partnerkit.model.workspace import Workspace

TODAY: Final = date(2026, 4, 10)
KEYS: Final = ("align", "build", "enable", "monetize", "support", "operate")
SIDES: Final = {"us": 4, "them": 4}

HEAT: Final[Mapping[Status, Any]] = {
    "green": {key: {"status": "green"} for key in KEYS},
    "amber": {"enable": {"status": "red"}},
    "red": {"enable": {"status": "red"}, "operate": {"status": "red"}},
    "not_assessed": {"enable": {"status": "green"}},
}
HEALTH: Final[Mapping[Status, Any]] = {
    "green": ({"date": "2026-04-01", "ratings": {"trust": 4}},),
    "amber": ({"date": "2026-04-01", "ratings": {"trust": 3}},),
    "red": ({"date": "2026-04-01", "ratings": {"trust": 1}},),
    "not_assessed": (),
}
DYNAMICS: Final[Mapping[Status, Any]] = {
    "green": {"interest": SIDES, "awareness": SIDES, "encouragement": SIDES},
    "amber": {"interest": SIDES, "awareness": SIDES, "encouragement": {"us": 3, "them": 4}},
    "red": {"interest": {"them": 1}},
    "not_assessed": {},
}


def judged(heat: Status, health: Status, dynamics: Status) -> tuple[Status, tuple[str, ...], str]:
    sections = {"buckets": HEAT[heat], "health": HEALTH[health], "dynamics": DYNAMICS[dynamics]}
    partnership = Partnership.model_validate({"name": "It", "type": "alliance", **sections})
    found = verdict(Case("it", partnership, Workspace(), TODAY))
    return found.status, found.decided_by, found.reason


@pytest.mark.parametrize(
    ("aspects", "status", "decided_by", "reason"),
    [
        (("green", "amber", "green"), "amber", ("health",), "health: mean rating 3 is under 3.5"),
        (("amber", "green", "red"), "red", ("dynamics",), "dynamics: interest on their side: 1 of 5"),
        (
            ("red", "red", "not_assessed"),
            "red",
            ("heat", "health"),
            "heat map: Enable and Operate are red; health: mean rating 1 is under 2.5",
        ),
        (("amber", "not_assessed", "green"), "amber", ("heat",), "heat map: Enable is red"),
        (("green", "green", "not_assessed"), "not_assessed", ("dynamics",), "dynamics: none of the six has a rating"),
        (
            ("green", "green", "green"),
            "green",
            ("heat", "health", "dynamics"),
            "heat map: none is amber or red; health: mean rating 4 and no flag open; dynamics: none under 4",
        ),
    ],
)
def test_the_worst_of_heat_map_health_and_dynamics_is_the_verdict(
    aspects: tuple[Status, Status, Status], status: Status, decided_by: tuple[str, ...], reason: str
) -> None:
    assert judged(*aspects) == (status, decided_by, reason)


def test_a_verdict_is_green_only_where_all_three_are() -> None:
    statuses: tuple[Status, ...] = ("green", "amber", "red", "not_assessed")
    green = [
        aspects
        for aspects in ((a, b, c) for a in statuses for b in statuses for c in statuses)
        if judged(*aspects)[0] == "green"
    ]
    assert green == [("green", "green", "green")]
