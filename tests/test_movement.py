"""Who was active before a window and after it, and who came and went in between."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from conftest import examples
from partnerkit.facts.case import cases
from partnerkit.facts.lifetime import movement
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.money.windows import Window, periods_between
from partnerkit.questions.dashboard import dashboard

TODAY = date(2027, 1, 1)
# The first and the last days of windows, and those beside them, are where counts go wrong.
EDGES = [
    date.fromisoformat(f"{day}") + timedelta(days=by)
    for day in ("2025-12-31", "2026-01-01", "2026-01-31", "2026-03-31", "2026-04-01", "2026-06-30", "2026-12-31")
    for by in (-1, 0, 1)
]
DAYS = (some.sampled_from(EDGES) | some.dates(date(2025, 6, 1), date(2027, 3, 1))).map(str)
AGREEMENTS = some.fixed_dictionaries(
    {"status": some.sampled_from(["draft", "signed", "ended"])},
    optional={
        "term": some.fixed_dictionaries(
            {"starts": DAYS, "months": some.integers(1, 24)},
            optional={"renewal": some.sampled_from(["automatic", "none"])},
        )
    },
)
FILES = some.fixed_dictionaries(
    {},
    optional={
        "stage": some.sampled_from(["prospect", "initiate", "launch", "grow", "renew", "exit", "exit", "exit"]),
        "since": DAYS,
        "exit": some.fixed_dictionaries({"until": DAYS}),
        "agreement": AGREEMENTS,
        "dynamics": some.fixed_dictionaries({"parked": some.fixed_dictionaries({"until": DAYS})}),
    },
)
PORTFOLIOS = some.lists(FILES, max_size=6)
SPANS = some.sampled_from(["month", "quarter", "year"])


def portfolio_of(files: list[dict[str, Any]]) -> Portfolio:
    data = ({"name": "It", "type": "alliance", **file} for file in files)
    parsed = {f"p{at}": Partnership.model_validate(each) for at, each in enumerate(data)}
    return Portfolio(Workspace.model_validate({}), parsed)


def ended_agreement(starts: str, months: int) -> dict[str, Any]:
    return {"status": "ended", "term": {"starts": starts, "months": months}}


@examples(300)
@given(PORTFOLIOS, SPANS)
def test_before_and_new_less_ended_is_active_after_and_before_the_next(files: list[dict[str, Any]], span: Any) -> None:
    portfolio = portfolio_of(files)
    earlier = None
    for window in periods_between(date(2025, 10, 1), date(2026, 12, 31), span):
        found = dashboard(portfolio, TODAY, window).partners
        assert found.before + len(found.new) - len(found.ended) == found.active
        assert earlier in (None, found.before)
        earlier = found.active
        moved = movement(cases(portfolio, TODAY), window)
        assert len(moved.retained) + sum(case in moved.before for case in moved.ended) == found.before


@examples(300)
@given(PORTFOLIOS, SPANS)
def test_a_longer_window_has_the_comings_and_goings_of_its_parts(files: list[dict[str, Any]], span: Any) -> None:
    found = tuple(cases(portfolio_of(files), TODAY))
    year = movement(found, Window(date(2026, 1, 1), date(2026, 12, 31)))
    parts = [movement(found, window) for window in periods_between(date(2026, 1, 1), date(2026, 12, 31), span)]
    assert sum(len(part.new) for part in parts) == len(year.new)
    assert sum(len(part.ended) for part in parts) == len(year.ended)
    assert (parts[0].before, parts[-1].active) == (year.before, year.active)


@pytest.mark.parametrize(
    ("file", "before", "new", "ended", "active"),
    [
        ({"since": "2026-01-01"}, 0, 1, 0, 1),
        ({"since": "2025-12-31"}, 1, 0, 0, 1),
        ({"since": "2026-03-31"}, 0, 1, 0, 1),
        ({"since": "2026-04-01"}, 0, 0, 0, 0),
        ({"since": "2025-01-01", "stage": "exit", "exit": {"until": "2025-12-31"}}, 0, 0, 0, 0),
        ({"since": "2025-01-01", "stage": "exit", "exit": {"until": "2026-01-01"}}, 1, 0, 1, 0),
        ({"since": "2025-01-01", "stage": "exit", "exit": {"until": "2026-03-31"}}, 1, 0, 1, 0),
        ({"since": "2025-01-01", "stage": "exit", "exit": {"until": "2026-04-01"}}, 1, 0, 0, 1),
        ({"since": "2026-02-01", "stage": "exit", "exit": {"until": "2026-02-01"}}, 0, 1, 1, 0),
        ({"since": "2025-01-01", "exit": {"until": "2026-03-31"}}, 1, 0, 0, 1),  # how it would end
        ({"since": "2025-01-01", "dynamics": {"parked": {"until": "2027-06-01"}}}, 0, 0, 0, 0),
        ({"since": "2025-01-01", "stage": "initiate"}, 0, 0, 0, 0),
        ({"since": "2026-02-01", "stage": "exit", "exit": {"until": "2026-01-31"}}, 0, 0, 0, 0),
        # The day on which an agreement was ended before its term is over is not in the file.
        ({"since": "2025-01-01", "agreement": ended_agreement("2025-01-01", 36)}, 0, 0, 0, 0),
        ({"since": "2025-01-01", "agreement": ended_agreement("2025-04-01", 12)}, 1, 0, 1, 0),
    ],
)
def test_the_first_and_the_last_day_of_a_window_count(
    file: dict[str, Any], before: int, new: int, ended: int, active: int
) -> None:
    portfolio = portfolio_of([{"stage": "grow", **file}])
    found = movement(cases(portfolio, TODAY), Window(date(2026, 1, 1), date(2026, 3, 31)))
    assert tuple(map(len, (found.before, found.new, found.ended, found.active))) == (before, new, ended, active)


@pytest.mark.parametrize(
    ("file", "missing"),
    [
        ({"since": "2025-01-01", "agreement": ended_agreement("2025-01-01", 36)}, "the last day (`exit.until`) of It"),
        ({"exit": {"until": "2026-06-01"}, "stage": "exit"}, "the start (`since`) of It"),
        (
            {"since": "2026-02-01", "exit": {"until": "2026-01-31"}, "stage": "exit"},
            "a last day that isn't before `since` of It",
        ),
    ],
)
def test_who_is_left_out_for_a_date_is_named(file: dict[str, Any], missing: str) -> None:
    window = Window(date(2026, 1, 1), date(2026, 3, 31))
    found = movement(cases(portfolio_of([{"stage": "grow", **file}]), TODAY), window)
    assert [each.text for each in found.undated] == [missing]
