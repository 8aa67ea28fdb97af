"""Facts as of a day, where they are worked out once for every question."""

from dataclasses import replace
from datetime import MAXYEAR, date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from partnerkit.dates import add_months, periods_over
from partnerkit.facts.agreements import last_day_of_term, state_of
from partnerkit.facts.case import Case, case_of, cases
from partnerkit.facts.figures import series_of
from partnerkit.facts.one_sided import one_sided_texts
from partnerkit.model.agreement import Agreement, Term
from partnerkit.model.kpis import MonthlyResult
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace

TODAY = date(2026, 4, 10)
NEAR = some.dates(date(2000, 1, 1), date(2040, 12, 31))
ENDS_OF_MONTHS = some.builds(add_months, some.just(date(2000, 1, 31)), some.integers(0, 40 * 12))
DAYS = NEAR | ENDS_OF_MONTHS
LAST_DAYS = some.dates(date(9970, 1, 1), date.max)
SPANS = some.tuples(DAYS, DAYS) | some.tuples(LAST_DAYS, LAST_DAYS)


# --- Dates that are counted from a start ---------------------------------------------------------------------------


def last_day_period_by_period(term: Term, today: date) -> date:
    """Return the last day of a term that renews by itself, as one would count it on paper."""

    def last_day(months: int) -> date:
        assert term.starts is not None
        after = add_months(term.starts, months)
        return after if after.day < term.starts.day else after - timedelta(days=1)

    assert term.months is not None
    months = term.months
    while last_day(months) < today and last_day(months).year < MAXYEAR:
        months += term.renewal_months or term.months
    return last_day(months)


@given(SPANS, some.integers(1, 60), some.none() | some.integers(1, 60))
@example((date(2024, 2, 29), date(2027, 2, 28)), 12, None)
@example((date(2026, 8, 31), date(2027, 2, 28)), 6, 1)
@example((date(2026, 2, 10), date.max), 6, 12)
@example((date(9999, 12, 1), date.max), 1, None)
@example((date.min, date.max), 12, 12)
def test_a_term_that_renews_ends_on_the_day_that_counting_its_periods_one_by_one_leads_to(
    span: tuple[date, date], months: int, renewal_months: int | None
) -> None:
    starts, today = span
    renewal = {"renewal": "automatic", **({"renewal_months": renewal_months} if renewal_months else {})}
    term = Term.model_validate({"starts": starts.isoformat(), "months": months, **renewal})
    assert last_day_of_term(term, today) == last_day_period_by_period(term, today)


@given(SPANS, some.integers(1, 30))
def test_the_periods_that_are_over_end_by_the_day_and_the_next_after_it(span: tuple[date, date], months: int) -> None:
    begin, end = span
    count = periods_over(begin, end, months)
    if count >= 0:
        assert add_months(begin, count * months) <= end
    following = begin.year * 12 + begin.month - 1 + (count + 1) * months
    assert following >= (MAXYEAR + 1) * 12 or add_months(begin, (count + 1) * months) > end


# --- How far an agreement is ---------------------------------------------------------------------------------------

TERM: dict[str, Any] = {"starts": "2025-02-10", "months": 12, "renewal": "automatic", "notice_days": 60}


@pytest.mark.parametrize(
    ("agreement", "status", "in_force", "ends", "notice_by"),
    [
        # Signed, it was renewed on 2026-02-10 and runs to 2027-02-09; 60 days before that is 2026-12-11.
        ({"status": "signed"}, "signed", True, date(2027, 2, 9), date(2026, 12, 11)),
        ({"status": "signed", "signed": "2026-04-10"}, "signed", True, date(2027, 2, 9), date(2026, 12, 11)),
        # Where the file does not say, it is taken to bind.
        ({}, "assumed", True, date(2027, 2, 9), date(2026, 12, 11)),
        # What no one has signed has not been renewed, and no one gives notice of it.
        ({"status": "review"}, "negotiated", False, date(2026, 2, 9), None),
        ({"status": "none"}, "negotiated", False, date(2026, 2, 9), None),
        ({"status": "signed", "signed": "2026-04-11"}, "negotiated", False, date(2026, 2, 9), None),
        ({"signed": "2026-04-11"}, "negotiated", False, date(2026, 2, 9), None),
        ({"status": "ended"}, "ended", False, date(2027, 2, 9), None),
    ],
)
def test_an_agreement_is_as_far_as_its_file_says_on_the_day(
    agreement: dict[str, Any], status: str, in_force: bool, ends: date, notice_by: date | None
) -> None:
    state = state_of(Agreement.model_validate({"term": TERM, **agreement}), TODAY)
    assert (state.status, state.term is not None, state.ends, state.notice_by) == (status, in_force, ends, notice_by)
    assert state.initial_end == date(2026, 2, 9)
    assert state.is_signed == (status == "signed")
    assert state.binds == in_force


def test_a_day_for_notice_that_is_past_is_over_and_the_next_one_is_known() -> None:
    state = state_of(Agreement.model_validate({"status": "signed", "term": TERM}), date(2026, 12, 12))
    assert (state.notice_by, state.is_notice_over) == (date(2026, 12, 11), True)
    assert state.next_notice_by == date(2027, 12, 11)
    assert not state.is_over


def test_a_copy_of_a_case_as_of_another_day_remembers_nothing_of_the_first() -> None:
    signed = Partnership.model_validate({"name": "Acme", "type": "alliance", "agreement": {"signed": "2026-04-11"}})
    before = Case("acme", signed, Workspace(), TODAY)
    assert before.agreed.status == "negotiated"
    assert replace(before, today=date(2026, 4, 11)).agreed.status == "signed"


def test_no_text_of_an_agreement_is_passed_over_however_deep_it_is() -> None:
    texts = {
        "scope": {"us": {"deliverables": ("Connector", "our listing")}},
        "revenue": ({"model": "fixed-fee", "amount": 1, "from": "us", "to": "them", "of": "sales by us"},),
        "exclusivity": {"kind": "full", "side": "us", "return": "We get a minimum"},
        "license": {"us": "Ours alone"},
        "insurance": {"kinds": ("cyber", "liability for us")},
        "amendments": ({"date": "2026-01-05", "what": "A longer term", "why": "We asked for it"},),
        "law": "Germany",
    }
    found = {text.path[1:]: text.word for text in one_sided_texts(Agreement.model_validate(texts))}
    assert found == {
        ("scope", "us", "deliverables", 1): "our",
        ("revenue", 0, "of"): "us",
        ("exclusivity", "return"): "We",
        ("license", "us"): "Ours",
        ("insurance", "kinds", 1): "us",
        ("amendments", 0, "why"): "We",
    }


def test_no_agreement_has_a_state_too() -> None:
    assert state_of(None, TODAY).status == "missing"
    assert not state_of(None, TODAY).binds


# --- Figures -------------------------------------------------------------------------------------------------------

ROWS = (
    MonthlyResult(month="2026-01", revenue=Decimal("10.50"), referrals=3, nps=Decimal(30)),
    MonthlyResult(month="2026-02", revenue=Decimal(20), currency="USD"),
    MonthlyResult(month="2026-02", revenue=Decimal(5), referrals=1),
    MonthlyResult(month="2026-03", cost=Decimal(7)),
)


def test_a_metric_has_a_series_for_each_currency_it_is_given_in() -> None:
    euros, dollars = series_of(ROWS, "revenue", "EUR")
    assert (euros.currency, euros.months, euros.total) == ("EUR", ("2026-01", "2026-02"), Decimal("15.50"))
    assert (dollars.currency, dollars.values) == ("USD", (("2026-02", Decimal(20)),))


def test_a_count_is_in_no_currency_whatever_its_row_is_in() -> None:
    [referrals] = series_of((*ROWS, MonthlyResult(month="2026-03", referrals=2, currency="USD")), "referrals", "EUR")
    assert (referrals.currency, referrals.total, referrals.latest) == (None, Decimal(6), ("2026-03", Decimal(2)))


@pytest.mark.parametrize("metric", ["conversions", "month", "model_dump", "joint case studies"])
def test_what_no_row_gives_has_no_series(metric: str) -> None:
    assert series_of(ROWS, metric, "EUR") == ()


def test_a_series_is_cut_to_the_months_that_any_day_of_a_span_is_in() -> None:
    euros = series_of(ROWS, "revenue", "EUR")[0]
    assert euros.between(date(2026, 1, 31), date(2026, 2, 1)) == euros
    assert euros.between(date(2026, 2, 28), None).months == ("2026-02",)
    assert euros.between(None, date(2026, 1, 1)).months == ("2026-01",)
    assert euros.before(date(2026, 2, 28)).months == ("2026-01",)


def test_a_total_has_every_digit() -> None:
    rows = [MonthlyResult(month="2026-01", revenue=Decimal(value)) for value in ("1" * 30, "0.01")]
    assert series_of(rows, "revenue", "EUR")[0].total == Decimal("1" * 30 + ".01")


# --- Cases ---------------------------------------------------------------------------------------------------------


def test_a_portfolio_is_gone_through_case_by_case_with_what_git_remembers_of_each() -> None:
    partners = {stem: Partnership(name=stem.upper(), type="alliance") for stem in ("b", "a")}
    portfolio = Portfolio(Workspace(), partners)
    remembered = {"a": {"plan/x": (TODAY,)}}
    found = list(cases(portfolio, TODAY, remembered))
    assert [(case.stem, case.name) for case in found] == [("b", "B"), ("a", "A")]
    assert [case.earlier for case in found] == [{}, remembered["a"]]
    assert found[1] == case_of(portfolio, "a", TODAY, remembered["a"])
