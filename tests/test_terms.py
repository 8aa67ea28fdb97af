"""Terms that real contracts have: notice in their own unit, ends by date, limited renewals, and every figure shown."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from conftest import TODAY, Ask
from letters import case, letters
from partnerkit.dates import add_months, months_before
from partnerkit.facts.agreements import ending_without_cause, last_day_of_term, state_of
from partnerkit.facts.notice import Notice
from partnerkit.model.agreement import Agreement, Term
from partnerkit.model.choices import RevenueModel
from partnerkit.model.revenue import USED_BY

# --- Notice in the unit of the contract -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notice", "end", "last"),
    [
        (Notice(3, "month"), "2026-12-31", "2026-09-30"),
        (Notice(90, "day"), "2026-12-31", "2026-10-02"),
        (Notice(3, "month"), "2026-12-15", "2026-09-15"),
        (Notice(3, "month"), "2026-02-28", "2025-11-30"),
        (Notice(3, "month"), "2026-05-30", "2026-02-28"),
        (Notice(1, "month"), "2024-02-29", "2024-01-31"),
        (Notice(0, "month"), "2026-12-31", "2026-12-31"),
        (Notice(3, "month", "quarter"), "2026-12-31", "2026-09-30"),
        # The last end of a quarter that is not after November 15 is September 30.
        (Notice(3, "month", "quarter"), "2026-11-15", "2026-06-30"),
        (Notice(30, "day", "month"), "2026-11-15", "2026-10-01"),
        (Notice(6, "month", "year"), "2026-11-15", "2025-06-30"),
        (Notice(12, "month"), "0001-06-30", "0001-01-01"),
    ],
)
def test_notice_is_counted_in_the_unit_of_the_contract(notice: Notice, end: str, last: str) -> None:
    assert notice.last_day_for(date.fromisoformat(end)).isoformat() == last


@given(some.dates(date(1990, 1, 1), date(2090, 1, 1)), some.integers(0, 40))
def test_so_many_months_have_passed_from_the_last_day_for_notice_and_not_from_the_day_after(
    end: date, months: int
) -> None:
    last = months_before(end, months)
    assert add_months(last, months) <= end
    assert add_months(date.fromordinal(last.toordinal() + 1), months) > end


@given(
    some.dates(date(1990, 1, 1), date(2090, 1, 1)),
    some.integers(0, 400),
    some.sampled_from(["day", "month"]),
    some.sampled_from([None, "month", "quarter", "year"]),
)
def test_notice_given_today_is_in_time_for_the_end_that_it_has(given: date, count: int, unit: Any, to: Any) -> None:
    notice = Notice(count, unit, to)
    assert notice.last_day_for(notice.takes_effect(given)) >= given


def agreement(**keys: Any) -> Agreement:
    return Agreement.model_validate({"status": "signed", **keys})


def test_a_term_to_a_date_ends_on_it_and_renews_from_the_day_after() -> None:
    term = {"starts": "2025-05-08", "ends": "2025-12-31", "renewal": "automatic", "renewal_months": 12}
    before = state_of(agreement(term={**term, "notice_days": 30}), date(2025, 10, 1))
    assert (before.ends, before.notice_by) == (date(2025, 12, 31), date(2025, 12, 1))
    after = state_of(agreement(term={**term, "notice_months": 3}), date(2026, 10, 1))
    assert (after.ends, after.notice_by, after.next_notice_by) == (
        date(2026, 12, 31),
        date(2026, 9, 30),
        date(2027, 9, 30),
    )
    assert after.next_notice_ends == date(2027, 12, 31)


def test_a_renewal_lasts_as_long_as_a_term_to_a_date_where_that_is_a_number_of_months() -> None:
    whole = Term.model_validate({"starts": "2026-01-01", "ends": "2026-12-31", "renewal": "automatic"})
    assert last_day_of_term(whole, date(2027, 3, 1)) == date(2027, 12, 31)
    odd = Term.model_validate({"starts": "2026-01-15", "ends": "2026-12-31", "renewal": "automatic"})
    assert last_day_of_term(odd, date(2026, 3, 1)) == date(2026, 12, 31)
    assert last_day_of_term(odd, date(2027, 3, 1)) is None


def test_a_term_is_renewed_no_more_often_than_agreed() -> None:
    term = {"starts": "2024-01-01", "months": 12, "renewal": "automatic", "notice_months": 3, "renewals_max": 2}
    renewable = state_of(agreement(term=term), date(2025, 6, 1))
    assert (renewable.ends, renewable.renews) == (date(2025, 12, 31), True)
    assert renewable.notice_by == date(2025, 9, 30)
    last = state_of(agreement(term=term), date(2026, 6, 1))
    assert (last.ends, last.renews, last.notice_by, last.next_notice_by) == (
        date(2026, 12, 31),
        False,
        None,
        None,
    )
    assert state_of(agreement(term=term), date(2030, 1, 1)).is_over
    never = state_of(agreement(term={**term, "renewals_max": 0}), date(2025, 6, 1))
    assert (never.ends, never.is_over) == (date(2024, 12, 31), True)


def test_notice_without_cause_has_a_last_day_and_an_end() -> None:
    agreed = agreement(termination={"convenience_months": 3, "convenience_to": "quarter"})
    way = ending_without_cause(agreed, date(2026, 6, 1))
    assert way is not None
    assert (way.by, way.ends) == (date(2026, 6, 30), date(2026, 9, 30))
    later = ending_without_cause(agreed, date(2026, 7, 1))
    assert later is not None
    assert (later.by, later.ends) == (date(2026, 9, 30), date(2026, 12, 31))
    assert ending_without_cause(agreement(termination={"cure_days": 30}), date(2026, 6, 1)) is None
    assert (
        ending_without_cause(agreement(status="ended", termination={"convenience_days": 3}), date(2026, 6, 1)) is None
    )


# --- Everything that a file has is in the words and in the draft ---------------------------------------------------


HEAD = "name: Acme\ntype: distribution\nstage: exit\n"


def written(folder: Path, keys: str) -> Path:
    (folder / "acme.yaml").write_text(HEAD + keys, encoding="utf-8")
    return folder


def test_due_shows_the_day_for_notice_in_months_and_the_one_without_cause(ask: Ask, tmp_path: Path) -> None:
    keys = """agreement:
  status: signed
  term: {starts: 2026-01-01, months: 12, renewal: automatic, notice_months: 3}
  termination: {convenience_months: 3, convenience_to: quarter}
"""
    answer = ask("due", "acme", "--today", TODAY, "--within", "12m", "--format", "json", cwd=written(tmp_path, keys))
    assert '"2026-09-30"' in answer.out
    assert '"2026-06-30"' in answer.out


FIGURES = {
    "rate": "11%",
    "base": "net",
    "of": "sales of the north",
    "amount": 1201,
    "every": "once",
    "months": 13,
    "counts_from": "agreement",
    "tiers": "[{above: 0, rate: 14%}, {above: 1501, rate: 16%}]",
    "counts": "all",
    "unit": "customers",
    "method": "marginal",
    "minimum": 1702,
    "minimum_per": "total",
    "settles": "quarter",
    "cap": 1803,
    "cap_per": "year",
    "minimum_payout": 191,
    "hold_days": 21,
    "clawback_days": 22,
    "rounding": "half-even",
    "valid_from": "2026-02-23",
    "valid_until": "2027-02-22",
    "currency": "SEK",
}


@pytest.mark.parametrize("model", USED_BY)
def test_no_figure_of_a_revenue_term_is_missing_from_the_draft_or_from_the_page(
    ask: Ask, tmp_path: Path, model: RevenueModel
) -> None:
    given = {key: value for key, value in FIGURES.items() if key in USED_BY[model]}
    for key in ("amount",) if model == "referral-fee" else ():
        del given[key]

    def keys(given: dict[str, Any]) -> str:
        term = ", ".join(f"{key}: {value}" for key, value in given.items())
        return f"agreement: {{revenue: [{{model: {model}, {term}, from: us, to: them}}]}}\n"

    def drafted(given: dict[str, Any]) -> str:
        return letters(case(HEAD + keys(given)), ["agreement"])["agreement"]

    draft = drafted(given)
    clause = draft.partition("Fees and revenue sharing\n")[2].partition("\n## ")[0].replace(",", "")
    page = ask("show", "acme", "--today", TODAY, "--format", "json", cwd=written(tmp_path, keys(given))).out
    agreed = re.search(r'"group": "Money",\s+"agreed": "([^"]*)"', page)
    assert agreed is not None
    for text in (clause, agreed[1].replace(",", "")):
        numbers = set(re.findall(r"[0-9]+", keys(given))) - {"0"}
        dates = {"23", "22", "02"} if "valid_from" in given else set()
        assert numbers - dates <= set(re.findall(r"[0-9]+", text)), text
        for key, word in (("of", "north"), ("unit", "customers"), ("currency", "SEK"), ("every", "once")):
            assert key not in given or word in text, (key, text)
    for key in ("base", "counts", "method", "cap_per", "minimum_per", "rounding", "counts_from", "settles"):
        if key in given and not {"base", "counts"} & {key}:
            assert drafted({other: value for other, value in given.items() if other != key}) != draft, key


def test_the_draft_has_every_word_of_term_termination_exclusivity_and_amendments(ask: Ask, tmp_path: Path) -> None:
    keys = """partner: {legal_name: Acme Ltd, form: a company registered in Wales}
agreement:
  term: {starts: 2026-01-01, ends: 2026-12-31, renewal: automatic, renewal_months: 7, renewals_max: 2,
         notice_months: 3, notice_to: quarter}
  termination: {convenience_months: 4, convenience_to: month, cure_days: 15}
  exclusivity: {kind: full, side: them, subject: sell competing apps, scope: Norway, carve_outs: [Own shops],
    return: A minimum}
  amendments: [{date: 2026-06-15, what: The share is 22%, why: They support customers, ref: Amendment 1}]
"""
    (tmp_path / "partnerkit.yaml").write_text("company: {name: Orbit}\n", encoding="utf-8")
    draft = ask("draft", "agreement", "acme", "--today", TODAY, cwd=written(tmp_path, keys)).out
    for said in (
        "**Acme Ltd**, a company registered in Wales, with its address",
        "continues until the end of December 31, 2026",
        "for successive periods of 7 months, 2 times at most,",
        "3 months before the end of the last calendar quarter that ends no later than the then-current term.",
        "4 months' written notice, with effect only at the end of a calendar month",
        "does not cure within 15 days",
        "Acme shall not sell competing apps, to the following extent: Norway.",
        "Section 5.1 does not restrict:\n\n(a) Own shops.",
        "June 15, 2026: The share is 22%, for this reason: they support customers; see Amendment 1.",
    ):
        assert said in draft, said


def test_exclusivity_that_binds_no_named_side_is_a_visible_gap(ask: Ask, tmp_path: Path) -> None:
    folder = written(tmp_path, "agreement: {exclusivity: {kind: category, scope: time tracking, return: x}}\n")
    draft = ask("draft", "agreement", "acme", "--today", TODAY, cwd=folder)
    assert "[TODO: who is bound by it] shall not do the following with anyone other than the other Party:" in draft.out
    assert ", in the following category: time tracking." in draft.out


def test_volume_is_not_money(ask: Ask, tmp_path: Path) -> None:
    keys = """agreement:
  revenue:
    - model: tiered
      base: gross
      counts: period
      unit: customers
      tiers: [{at_least: 0, rate: 6.25%}, {at_least: 5001, rate: 6.75%}]
"""
    draft = ask("draft", "agreement", "acme", "--today", TODAY, cwd=written(tmp_path, keys)).out
    assert "| from 5,001 customers | 6.75% |" in draft


@pytest.mark.parametrize(
    ("agreement", "status"),
    [
        ("{status: signed, signed: 2026-12-01}", "to be signed on 2026-12-01"),
        ("{status: review, signed: 2026-12-01}", "to be signed on 2026-12-01"),
        ("{signed: 2026-12-01}", "to be signed on 2026-12-01"),
        ("{status: signed, signed: 2026-04-10}", "signed on 2026-04-10"),
        ("{signed: 2026-04-09}", "signed on 2026-04-09"),
        ("{status: signed}", "signed"),
        ("{status: draft, signed: 2026-04-09}", "draft"),
        ("{status: ended, signed: 2026-04-09}", "ended"),
        ("{law: Sweden}", None),
    ],
)
def test_the_page_says_signed_from_the_day_of_the_signature_on(
    ask: Ask, tmp_path: Path, agreement: str, status: str | None
) -> None:
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\nagreement: {agreement}\n")
    page = json.loads(ask("show", "acme", "--today", "2026-04-10", "--format", "json").out)
    assert {line["group"]: line["agreed"] for line in page["terms"]}["Status"] == status
