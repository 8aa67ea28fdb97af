"""A cycle of reviews: anchored, so no weekend, late review or order of entries makes it drift."""

import json
from datetime import date, timedelta
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as some

from partnerkit.dates import add_months
from partnerkit.facts.case import Case
from partnerkit.facts.cycles import LISTED, Cycles, Lapses
from partnerkit.facts.review_dates import next_reviews, not_recorded
from partnerkit.model.cadence import MONTHS_BETWEEN
from partnerkit.model.partnership import Partnership
from partnerkit.model.workspace import Workspace

TODAY = date(2026, 4, 10)
KINDS = list(MONTHS_BETWEEN)
DAYS = some.dates(date(2023, 1, 1), date(2027, 12, 31))
ENDS_OF_MONTHS = some.builds(add_months, some.just(date(2023, 1, 31)), some.integers(0, 60))
ENTRIES = some.lists(some.tuples(DAYS | ENDS_OF_MONTHS, some.sampled_from(KINDS)), max_size=8)
CYCLES = some.builds(Cycles, DAYS | ENDS_OF_MONTHS, some.sampled_from([1, 3, 6, 12]), some.integers(0, 1))


def case(entries: list[tuple[date, Any]], today: date = TODAY, workspace: Workspace | None = None, **keys: Any) -> Case:
    """Return a partnership with these reviews, which has every kind of them."""
    reviews = [{"date": day.isoformat(), "kind": kind} for day, kind in entries]
    whole = {"name": "It", "type": "alliance", "cadence": KINDS, "since": "2025-01-31", **keys, "reviews": reviews}
    given = {key: value for key, value in whole.items() if value is not None}
    return Case("it", Partnership.model_validate_json(json.dumps(given)), workspace or Workspace(), today)


def lapses_one_by_one(cycles: Cycles, held: list[date], today: date) -> list[date]:
    """Return the days that no review counts for and that are over, as one would find them on paper."""
    days = [add_months(cycles.anchor, number * cycles.months) for number in range(-1, 80)]
    lapses = []
    for before, day, after in zip(days, days[1:], days[2:], strict=False):
        early, too_late = day - (day - before) / 3, after - (after - day) / 3
        is_over = after <= today or any(other >= too_late for other in held)
        if is_over and not any(early <= other < too_late for other in held):
            lapses.append(day)
    return [day for day in lapses if day >= days[1 + cycles.first]]


@given(CYCLES, some.lists(DAYS, max_size=6), DAYS | ENDS_OF_MONTHS)
@example(Cycles(date(2026, 1, 31), 1), [date(2026, 1, 31)], date(2026, 3, 31))
@example(Cycles(date(2024, 2, 29), 12), [date(2025, 2, 27)], date(2026, 2, 28))
def test_what_is_not_recorded_is_what_counting_the_cycles_one_by_one_leads_to(
    cycles: Cycles, days: list[date], today: date
) -> None:
    held = [day for day in days if day <= today]
    done = {cycles.served(day) for day in held}
    found = cycles.lapses(done, max(cycles.first, cycles.number(today), *(number + 1 for number in done)))
    expected = lapses_one_by_one(cycles, held, today)
    whole = Lapses(len(expected), expected[0], expected[-1], tuple(expected[-LISTED:])) if expected else None
    assert found == whole


@given(ENTRIES, DAYS)
@example([(date(2026, 1, 31), "monthly")], date(2026, 3, 31))
def test_no_review_is_both_next_and_not_recorded(entries: list[tuple[date, Any]], today: date) -> None:
    found = case(entries, today)
    upcoming = {review.kind: review.date for review in next_reviews(found)}
    for gap in not_recorded(found):
        following = upcoming[gap.kind]
        assert following is not None
        assert gap.first <= gap.last < following
        # The next review is that of the present cycle or a later one.
        assert add_months(following, MONTHS_BETWEEN[gap.kind]) > today - timedelta(days=4)


@given(ENTRIES, some.randoms(use_true_random=False), DAYS)
def test_the_order_of_entries_makes_no_difference(entries: list[tuple[date, Any]], chance: Any, today: date) -> None:
    shuffled = [*entries]
    chance.shuffle(shuffled)
    one, other = case(entries, today), case(shuffled, today)
    assert next_reviews(one) == next_reviews(other)
    assert list(not_recorded(one)) == list(not_recorded(other))


@given(CYCLES, some.integers(0, 400))
def test_every_day_of_a_rhythm_is_the_day_of_its_anchor_or_the_last_of_a_shorter_month(
    cycles: Cycles, number: int
) -> None:
    day = cycles.day(number)
    assert day.day == cycles.anchor.day or (day.day < cycles.anchor.day and (day + timedelta(days=1)).day == 1)
    assert cycles.number(day) == number


@given(some.lists(some.integers(-9, 18), min_size=1, max_size=12))
@example([0, 2, 0])
def test_a_review_that_is_early_or_late_moves_none_after_it(shifts: list[int]) -> None:
    # Every monthly review was held, some days before its day or after it.
    anchor = date(2024, 1, 31)
    held = [anchor] + [add_months(anchor, at) + timedelta(days=days) for at, days in enumerate(shifts, start=1)]
    found = case([(day, "monthly") for day in held], max(held), cadence=["monthly"])
    assert list(not_recorded(found)) == []
    [review] = next_reviews(found)
    assert review.date == add_months(anchor, len(held))


def test_a_series_that_runs_to_the_end_of_the_calendar_is_counted_and_not_listed() -> None:
    found = case([(date(2026, 1, 31), "monthly")], date.max, cadence=["monthly"])
    [gap] = not_recorded(found)
    # From February 2026 to November 9999; December 31 is the present cycle.
    assert gap.count == (9999 - 2026) * 12 + 10
    assert (gap.first, gap.last) == (date(2026, 2, 28), date(9999, 11, 30))
    assert len(gap.latest) == LISTED


def test_a_launch_still_to_come_counts_nothing_late() -> None:
    found = case([], stage="launch", since="2025-01-01", launch={"date": "2026-05-12"}, cadence=["monthly"])
    assert list(not_recorded(found)) == []
    [review] = next_reviews(found)
    assert review.date == date(2026, 6, 12)


def test_what_is_older_than_the_record_is_unknown() -> None:
    found = case([(date(2026, 2, 12), "monthly")], cadence=["monthly", "quarterly"], since="2024-01-01")
    assert list(not_recorded(found)) == []
    assert [review.date for review in next_reviews(found)] == [date(2026, 3, 12), date(2026, 4, 1)]


def test_nothing_was_due_while_a_partnership_was_parked() -> None:
    parked = {"parked": {"until": "2026-03-20"}}
    found = case([(date(2025, 1, 12), "monthly")], cadence=["monthly"], dynamics=parked)
    assert list(not_recorded(found)) == []
    [review] = next_reviews(found)
    assert review.date == date(2026, 4, 12)


def planned(*entries: tuple[date, Any]) -> date | None:
    held = (date(2025, 10, 2), "quarterly")
    [review] = next_reviews(case([held, *entries], cadence=["quarterly"]))
    return review.date


def test_a_review_planned_months_ahead_does_not_hide_one_that_is_overdue() -> None:
    # That of 2026-01-02 was not recorded, and that of April 2 is overdue on April 10.
    assert planned() == date(2026, 4, 2)
    assert planned((date(2026, 6, 20), "quarterly")) == date(2026, 4, 2)
    assert planned((date(2026, 5, 2), "quarterly")) == date(2026, 4, 2)
    # One that was put off by less than a month is not overdue.
    assert planned((date(2026, 5, 1), "quarterly")) == date(2026, 5, 1)
    # An annual review does the work of a quarterly one.
    assert planned((date(2026, 4, 20), "annual")) == date(2026, 4, 20)


def test_a_review_planned_before_the_next_one_comes_first() -> None:
    held = [(date(2026, 4, 2), "quarterly")]
    [review] = next_reviews(case([*held, (date(2026, 5, 4), "quarterly")], cadence=["quarterly"]))
    assert review.date == date(2026, 5, 4)


def test_a_rhythm_without_anything_to_count_from_has_no_next_day() -> None:
    found = case([], cadence=["monthly"], since=None)
    assert [(review.date, review.counted_from) for review in next_reviews(found)] == [(None, None)]
    assert list(not_recorded(found)) == []


# --- The cadence ---------------------------------------------------------------------------------------------------


def test_a_cadence_that_names_its_first_day_keeps_it_whatever_was_held() -> None:
    rhythm = {"kind": "monthly", "from": "2026-01-31"}
    held = [(date(2026, 1, 15), "monthly"), (date(2026, 3, 2), "monthly")]
    found = case(held, cadence=[rhythm])
    # January 15 is no review of this rhythm; that of February 28 was held on Monday, March 2.
    assert [(gap.first, gap.count) for gap in not_recorded(found)] == [(date(2026, 1, 31), 1)]
    [review] = next_reviews(found)
    assert (review.date, review.counted_from) == (date(2026, 3, 31), date(2026, 1, 31))


def test_a_cadence_that_starts_later_counts_nothing_before() -> None:
    found = case([], cadence=[{"kind": "monthly", "from": "2026-05-31"}], since="2024-01-01")
    assert list(not_recorded(found)) == []
    [review] = next_reviews(found)
    assert (review.date, review.days_left) == (date(2026, 5, 31), 52)


def test_a_semiannual_review_does_the_work_of_a_quarterly_one() -> None:
    found = case([(date(2026, 1, 12), "semiannual")], cadence=["quarterly", "semiannual"])
    assert [(review.kind, review.date) for review in next_reviews(found)] == [
        ("quarterly", date(2026, 4, 12)),
        ("semiannual", date(2026, 7, 12)),
    ]


def test_a_tier_has_its_own_cadence_and_a_partnership_goes_before_it() -> None:
    workspace = Workspace.model_validate_json('{"cadence": {"by_tier": {"referral": ["semiannual"], "certified": []}}}')

    def kinds(**keys: Any) -> list[str]:
        found = case([], workspace=workspace, stage="grow", **{"cadence": None, **keys})
        return [review.kind for review in next_reviews(found)]

    assert kinds(tier="referral") == ["semiannual"]
    assert kinds(tier="certified") == []
    assert kinds(tier="referral", cadence=["annual"]) == ["annual"]
    assert kinds(tier="premium") == kinds() == ["monthly", "quarterly", "annual"]


def test_the_order_of_a_cadence_makes_no_difference() -> None:
    entries: list[Any] = [
        "annual",
        {"kind": "monthly", "from": "2026-02-28"},
        {"kind": "monthly", "from": "2026-01-31"},
    ]
    found = next_reviews(case([], cadence=entries))
    assert found == next_reviews(case([], cadence=entries[::-1]))
    assert [(review.kind, review.counted_from) for review in found] == [
        ("monthly", date(2026, 1, 31)),
        ("annual", date(2025, 1, 31)),
    ]
