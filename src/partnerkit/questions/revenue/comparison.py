"""What would the deals that might be won come to under several options?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from itertools import combinations, zip_longest
from typing import Literal, NamedTuple, TypeAlias

from partnerkit.dates import Day
from partnerkit.documents import Block, Column, Document, Heading, Money, Note, Paragraph, Percent, Table
from partnerkit.facts.case import Case
from partnerkit.facts.statements import exchange_of
from partnerkit.model.revenue import RevenueTerm
from partnerkit.model.scenario import RevenueScenario
from partnerkit.money.postings import NotPriced
from partnerkit.money.scenarios import Flows, cliffs, flows, leads, planned_deals, spacing, turning, turns
from partnerkit.money.terms import Applied, applied, bases_taker
from partnerkit.money.windows import Window, months_from, periods_between
from partnerkit.phrasing import grouped, money, plural
from partnerkit.results import Internal

AS_AGREED = "as agreed"
Volume: TypeAlias = Literal["low", "expected", "high"]


class RevenueOutcome(NamedTuple):
    """What an option comes to at one volume: what was sold, what each side pays, and what they get of the sales.

    The amounts are None where part of them could not be priced: what is left would compare with nothing.
    """

    option: str
    volume: Volume
    deals: int
    sales: Decimal
    we_pay: Decimal | None
    they_pay: Decimal | None
    to_them: Decimal | None
    percent_of_sales: Decimal | None
    not_priced: tuple[str, ...]


class BreakEven(NamedTuple):
    """From how many deals on one option pays them more than another, or the same; `sales` is what these deals bring."""

    option: str
    than: str
    pays: Literal["more", "the same"]
    deals: int
    sales: Decimal


class OptionCliff(NamedTuple):
    """A volume of an option at which one unit more costs `more`, or less where that is negative."""

    option: str
    term: str
    unit: str
    volume: Decimal
    pays: Decimal
    next_pays: Decimal
    more: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class RevenueComparison:
    """Options side by side, at three volumes.

    Break-even points are looked for at every `step` deals, and between them where an option doesn't grow evenly.
    """

    partnership: str
    name: Internal[str]
    currency: str
    from_: Day
    to: Day
    outcomes: tuple[RevenueOutcome, ...]
    step: int
    break_even: tuple[BreakEven, ...]
    cliffs: tuple[OptionCliff, ...]


def comparison(case: Case, scenario: RevenueScenario) -> RevenueComparison:
    """Return what the terms of an agreement and other options would pay for the deals of a scenario."""
    currency = scenario.currency or case.workspace.currency
    period = months_from(scenario.starts or case.today, scenario.months)
    exchange = exchange_of(case)
    options = _options(case, scenario, period)

    @cache
    def at(option: str, count: int) -> Flows:
        return flows(options[option], planned_deals(scenario, count, period, currency), period.last, currency, exchange)

    def to_them(option: str, count: int) -> Decimal:
        return at(option, count).to_them

    volumes: dict[Volume, int] = {
        "low": scenario.deals.low,
        "expected": scenario.deals.expected,
        "high": scenario.deals.high,
    }
    most = max(volumes.values())
    priced = [option for option in options if not at(option, most).not_priced]
    counts = {
        option: turning(partial(to_them, option), most, _turns(options[option], scenario, currency, period))
        for option in priced
    }
    return RevenueComparison(
        case.stem,
        case.name,
        currency,
        period.first,
        period.last,
        tuple(
            _outcome(option, volume, count, scenario.amount * count, at(option, count))
            for option in options
            for volume, count in volumes.items()
        ),
        spacing(most),
        tuple(
            BreakEven(
                *((other, one) if lead < 0 else (one, other)),
                "more" if lead else "the same",
                count,
                scenario.amount * count,
            )
            for one, other in combinations(priced, 2)
            for count, lead in leads(
                partial(to_them, one), partial(to_them, other), sorted(counts[one] | counts[other])
            )
        ),
        tuple(
            OptionCliff(option, *cliff[:5], cliff.more, cliff.currency)
            for option, terms in options.items()
            for cliff in cliffs(terms, lambda term: _per_unit(term, scenario, currency, period))
        ),
    )


def _options(case: Case, scenario: RevenueScenario, period: Window) -> dict[str, tuple[Applied, ...]]:
    agreement = case.partnership.agreement
    agreed = {AS_AGREED: agreement.revenue} if agreement and agreement.revenue else {}
    revenue: dict[str, tuple[RevenueTerm, ...]] = {**agreed, **{each.name: each.revenue for each in scenario.options}}
    return {
        name: applied(terms, period.first, period.last, case.workspace.currency, case.workspace.fiscal_year)
        for name, terms in revenue.items()
    }


def _turns(terms: Sequence[Applied], scenario: RevenueScenario, currency: str, period: Window) -> Iterator[int]:
    """Yield about how many deals it takes to reach the tiers of terms, in all or in each period that they count."""
    for term in terms:
        match term.term.unit:
            case "customers":
                per_deal: Decimal | None = Decimal(1)
            case "units":
                per_deal = None if scenario.units is None else Decimal(scenario.units)
            case _:
                per_deal = _base_of_one(term, scenario, currency, period)
        windows = 1
        if term.term.counts == "period" and term.term.settles is not None:
            windows = len(list(periods_between(*period, term.term.settles, term.fiscal_year)))
        yield from turns(term, per_deal, windows)


def _per_unit(term: Applied, scenario: RevenueScenario, currency: str, period: Window) -> Decimal | None:
    """Return what a percentage is taken of for one unit that a term counts, in the term's currency."""
    unit = term.term.unit or "money"
    if unit == "money":
        return Decimal(1)
    base = _base_of_one(term, scenario, currency, period)
    if base is None:
        return None
    return base if unit == "customers" else base / scenario.units if scenario.units else None


def _base_of_one(term: Applied, scenario: RevenueScenario, currency: str, period: Window) -> Decimal | None:
    """Return what a percentage is taken of for one deal, in the term's currency."""
    [base] = bases_taker(term.term.base, term.term.model)(planned_deals(scenario, 1, period, currency))
    return None if isinstance(base, str) or term.currency != currency else base


def _outcome(option: str, volume: Volume, count: int, sales: Decimal, found: Flows) -> RevenueOutcome:
    # Deals of a scenario are alike: what keeps a term from pricing the first keeps it from pricing them all.
    first = {one.term: one for one in reversed(found.not_priced)}
    reasons = tuple(_reason(one) for one in found.not_priced if first[one.term] is one)
    if reasons:
        return RevenueOutcome(option, volume, count, sales, None, None, None, None, reasons)
    share = found.to_them * 100 / sales if sales else None
    return RevenueOutcome(option, volume, count, sales, found.we_pay, found.they_pay, found.to_them, share, ())


def _reason(one: NotPriced) -> str:
    return f"{one.term}: {one.reason}" if one.term else one.reason


def document(found: RevenueComparison) -> Document:
    """Describe a comparison."""
    return Document(f"Revenue models for {found.name}", list(_compared(found)), key="revenue")


def _compared(found: RevenueComparison) -> Iterator[Block]:
    currency = found.currency
    yield Paragraph(f"{found.from_} to {found.to}, amounts in {currency}.")
    yield Table(
        columns=[
            Column("Option", wide=True),
            Column("Volume"),
            Column("Deals", align="right"),
            Column("Sales", align="right", optional=True),
            Column("We pay", align="right"),
            Column("They pay", align="right"),
            Column("Net to them", align="right"),
            Column("Of sales", align="right"),
        ],
        rows=[
            [
                one.option,
                one.volume,
                one.deals,
                Money(one.sales, currency),
                *(
                    None if amount is None else Money(amount, currency)
                    for amount in (one.we_pay, one.they_pay, one.to_them)
                ),
                None if one.percent_of_sales is None else Percent(one.percent_of_sales, places=2),
            ]
            for one in found.outcomes
        ],
    )
    for option in dict.fromkeys(one.option for one in found.outcomes):
        reasons = dict.fromkeys(reason for one in found.outcomes if one.option == option for reason in one.not_priced)
        if reasons:
            yield Note(f"{option} can't be compared: {'; '.join(reasons)}.")
    yield Heading("Break-even points")
    yield from _break_even(found)
    yield Heading("Cliffs")
    if not found.cliffs:
        yield Paragraph("No option has a volume at which one more unit changes the rate of all earlier units.")
    for cliff in found.cliffs:
        volume = (
            money(cliff.volume, cliff.currency) if cliff.unit == "money" else f"{grouped(cliff.volume)} {cliff.unit}"
        )
        one_more = "1" if cliff.unit == "money" else f"one {cliff.unit.removesuffix('s')}"
        change = f"{money(abs(cliff.more), cliff.currency)} {'more' if cliff.more > 0 else 'less'}"
        yield Paragraph(
            f"{cliff.option}, {cliff.term}: beyond {volume}, {one_more} more pays {change}, "
            f"{money(cliff.next_pays, cliff.currency)} instead of {money(cliff.pays, cliff.currency)}."
        )


def _break_even(found: RevenueComparison) -> Iterator[Block]:
    if not found.break_even:
        priced = {one.option for one in found.outcomes} - {one.option for one in found.outcomes if one.not_priced}
        few = "Fewer than two options could be priced."
        yield Paragraph("No option overtakes another within these volumes." if len(priced) > 1 else few)
    most = max(one.deals for one in found.outcomes)
    for point, after in zip_longest(found.break_even, found.break_even[1:]):
        is_next = after is not None and {after.option, after.than} == {point.option, point.than}
        same = point.pays == "the same"
        until = after.deals - 1 if after is not None and is_next else most
        many = plural(point.deals, "deal")
        where = f"At {many}" if same and until == point.deals else f"From {many} on"
        pays = "as much as" if same else "more than"
        sales = money(point.sales, found.currency)
        yield Paragraph(f"{where} ({sales}), {point.option} pays them {pays} {point.than}.")
    if found.step > 1:
        yield Note(
            f"Not every number of deals was tried, but every {grouped(found.step)} and those where a rate changes: "
            "a lead that changes for fewer deals may be missing."
        )
