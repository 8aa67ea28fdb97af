"""What is true of every ledger, whatever its terms and deals are."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from conftest import examples
from partnerkit.model.deal import Deal
from partnerkit.model.revenue import RevenueTerm, RevenueTier
from partnerkit.money.ledger import ledger
from partnerkit.money.statement import Settled, settle
from partnerkit.money.terms import Applied, apply
from partnerkit.money.windows import Window, period_of

START = date(2025, 1, 1)
END = date(2026, 12, 31)
BOUNDS = ("at_least", "above")

amounts = st.decimals(min_value=Decimal("0.01"), max_value=5000, places=2)
days = st.dates(START, END)
sales = st.lists(st.tuples(days, amounts, st.integers(1, 4)), min_size=1, max_size=12).map(
    lambda rows: [
        Deal(f"D{at}", f"customer {who}", day, amount, "EUR", units=Decimal(who), row=at + 2)
        for at, (day, amount, who) in enumerate(rows)
    ]
)
rates = st.lists(st.integers(1, 40), min_size=3, max_size=3).map(lambda each: [Decimal(rate) for rate in sorted(each)])


def _applied(index: int, **keys: object) -> Applied:
    term = RevenueTerm.model_construct(_fields_set={*keys}, **{"from_": "us", "to": "them", **keys})  # type: ignore[arg-type]  # the keys of any model
    return apply(index, term, "EUR", START, None)


def _tiers(bound: str, rates: Sequence[Decimal], unit: str = "money") -> tuple[RevenueTier, ...]:
    bounds = (Decimal(0), Decimal(1000), Decimal(4000)) if unit == "money" else (Decimal(0), Decimal(2), Decimal(6))
    return tuple(
        RevenueTier.model_construct(
            at_least=at if bound == "at_least" else None, above=at if bound == "above" else None, rate=rate
        )
        for at, rate in zip(bounds, rates, strict=True)
    )


@st.composite
def _tiered(draw: st.DrawFn, units: Sequence[str] = ("money",)) -> Applied:
    unit = draw(st.sampled_from(units))
    return _applied(
        0,
        model="tiered",
        base="net",
        counts=draw(st.sampled_from(["deal", "period", "year", "all"])),
        method=draw(st.sampled_from(["marginal", "retroactive"])),
        settles="month",
        unit=unit,
        tiers=_tiers(draw(st.sampled_from(BOUNDS)), draw(rates), unit),
    )


shares = st.integers(1, 50).map(
    lambda rate: _applied(0, model="revenue-share", base="net", rate=Decimal(rate), settles="month")
)
any_term = st.one_of(shares, _tiered())


def _settled(term: Applied, deals: Sequence[Deal], first: date = START, last: date = END) -> Settled:
    return settle(ledger([term], deals, last), Window(first, last), date(2030, 1, 1), "year")


def _total(term: Applied, deals: Sequence[Deal], first: date = START, last: date = END) -> Decimal:
    return sum((line.amount for line in _settled(term, deals, first, last).lines), Decimal(0))


@given(any_term, sales)
@examples(100)
def test_totals_are_the_sum_of_their_lines(term: Applied, deals: list[Deal]) -> None:
    found = _settled(term, deals)
    assert sum(total.amount for total in found.totals) == sum(line.amount for line in found.lines)
    assert all(line.amount == line.amount.quantize(Decimal("0.01")) for line in found.lines)


@given(any_term, sales, days)
@examples(100)
def test_dividing_a_period_in_two_changes_nothing(term: Applied, deals: list[Deal], day: date) -> None:
    if day < END:
        divided = _total(term, deals, START, day) + _total(term, deals, day + timedelta(days=1), END)
        assert divided == _total(term, deals)


@given(any_term, sales, st.randoms(use_true_random=False))
@examples(100)
def test_neither_the_order_of_the_rows_nor_their_names_change_what_is_owed(
    term: Applied, deals: list[Deal], random: Random
) -> None:
    names = {deal.account: f"account {len(deal.account) * 7}{deal.account[::-1]}" for deal in deals}
    renamed = [deal._replace(deal=f"Z{100 - at}", account=names[deal.account]) for at, deal in enumerate(deals)]
    random.shuffle(renamed)
    assert _total(term, renamed) == _total(term, deals)


@given(any_term, sales)
@examples(100)
def test_a_refund_after_its_sale_nets_to_zero(term: Applied, deals: list[Deal]) -> None:
    refunds = [
        Deal(f"R-{deal.deal}", deal.account, END, -(deal.amount or Decimal(0)), "EUR", refunds=deal.deal)
        for deal in deals
    ]
    assert _total(term, [*deals, *refunds]) == 0


@given(rates, st.sampled_from(BOUNDS), st.lists(st.integers(1, 6000), min_size=2, max_size=8))
@examples(60)
def test_marginal_tiers_never_jump_and_never_fall(rates: list[Decimal], bound: str, volumes: list[int]) -> None:
    term = _applied(0, model="tiered", base="net", counts="all", method="marginal", tiers=_tiers(bound, rates))

    def paid(volume: int) -> Decimal:
        return _total(term, [Deal("D", "customer", START, Decimal(volume), "EUR")])

    for low, high in pairwise(sorted(volumes)):
        # Each unit is paid at the highest rate at most, and at the lowest at least; a cent is rounded.
        assert rates[0] * (high - low) / 100 - Decimal("0.01") <= paid(high) - paid(low)
        assert paid(high) - paid(low) <= rates[-1] * (high - low) / 100 + Decimal("0.01")


@given(rates, st.sampled_from(BOUNDS), sales)
@examples(60)
def test_all_deals_of_two_periods_are_counted_as_in_one(rates: list[Decimal], bound: str, deals: list[Deal]) -> None:
    term = _applied(0, model="tiered", base="net", counts="all", method="marginal", tiers=_tiers(bound, rates))
    at_once = _total(
        term, [Deal("D", "customer", END, sum((deal.amount or Decimal(0) for deal in deals), Decimal(0)), "EUR")]
    )
    # What differs is what rounding each line makes of it.
    assert abs(_total(term, deals) - at_once) <= Decimal("0.005") * (len(deals) + 1)


fees_and_minimums = st.lists(
    st.one_of(
        st.builds(
            lambda cap, per: {
                "model": "fixed-fee",
                "amount": Decimal(100),
                "every": "month",
                **({"cap": Decimal(cap), "cap_per": per} if cap else {}),
            },
            st.sampled_from([0, 250, 5000]),
            st.sampled_from(["year", "total"]),
        ),
        st.builds(
            lambda per, payout: {
                "model": "revenue-share",
                "base": "net",
                "rate": Decimal(10),
                "settles": "quarter",
                "minimum": Decimal(300),
                "minimum_per": per,
                **({"minimum_payout": Decimal(payout)} if payout else {}),
            },
            st.sampled_from(["period", "year"]),
            st.sampled_from([0, 500]),
        ),
    ),
    min_size=1,
    max_size=3,
)


@given(fees_and_minimums, sales, st.integers(0, 7))
@examples(60)
def test_what_time_added_before_a_period_is_left_out_only_where_it_changes_nothing(
    terms: list[dict[str, object]], deals: list[Deal], quarter: int
) -> None:
    applied = [_applied(index, **keys) for index, keys in enumerate(terms)]
    first = date(2025 + quarter // 4, quarter % 4 * 3 + 1, 1)
    period = period_of(first, "quarter")
    all_of_it, part = ledger(applied, deals, period.last), ledger(applied, deals, period.last, since=first)
    statements = [settle(book, period, date(2030, 1, 1), "quarter") for book in (all_of_it, part)]
    assert statements[0] == statements[1]


def test_a_period_at_the_end_of_the_calendar_takes_no_walk_through_all_before_it() -> None:
    fee = _applied(0, model="fixed-fee", amount=Decimal(100), every="month")
    last = period_of(date(9999, 11, 1), "quarter")
    assert len(ledger([fee], (), last.last, since=last.first).entries) <= 3


@given(st.one_of(shares, _tiered(units=("money", "units", "customers"))), sales)
@examples(200)
def test_a_cap_that_is_never_reached_changes_nothing(term: Applied, deals: list[Deal]) -> None:
    limit = {"cap": Decimal(10) ** 9, "cap_per": "total"}
    capped = replace(term, term=term.term.model_copy(update=limit))
    with_cap = [entry._replace(term=term) for entry in ledger([capped], deals, END).entries]
    assert list(ledger([term], deals, END).entries) == with_cap


def test_a_deal_that_fills_a_tier_is_all_in_it() -> None:
    rates = [Decimal(1), Decimal(2), Decimal(3)]
    for method, expected in (("marginal", [1, 1, 2]), ("retroactive", [1, 2, 2, 2])):
        term = _applied(0, model="tiered", base="net", counts="all", method=method, tiers=_tiers("at_least", rates))
        deals = [Deal(f"D{at}", "x", START, Decimal(size), "EUR") for at, size in enumerate((450, 550, 600))]
        assert [entry.rate for entry in ledger([term], deals, END).entries] == expected


def test_deals_are_priced_alike_at_once_and_one_by_one() -> None:
    deals = [Deal(f"D{at}", "customer", START, Decimal(at) / 7, "EUR", row=at) for at in range(1, 50)]
    term = _applied(0, model="revenue-share", base="net", rate=Decimal("12.5"))
    lapsed = _applied(1, model="revenue-share", base="net", rate=Decimal(1), valid_until=START - timedelta(days=1))
    odd = deals[0]._replace(deal="D0", currency="USD", date=END)
    at_once, one_by_one = ledger([term], deals, END), ledger([term, lapsed], [*deals, odd], END)
    assert at_once.entries == one_by_one.entries
    assert [one.deal for one in one_by_one.not_priced] == ["D0"]
