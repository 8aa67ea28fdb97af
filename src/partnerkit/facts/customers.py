"""The customers that partners brought, as their deals files show them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from partnerkit.facts.case import Case
from partnerkit.facts.figures import added_up
from partnerkit.facts.lifetime import Life, life_of
from partnerkit.facts.positions import position_of
from partnerkit.facts.recorded import in_deals, window_before
from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.model.workspace import ExchangeRate
from partnerkit.money.deals import customers, sold
from partnerkit.money.windows import Window


class PartnerCustomers(NamedTuple):
    """The customers who bought through partners in the window before, and who of them bought again in this one.

    A customer stays one when a partner leaves, and whichever partner sells to it. `revenue` is what the `paying`
    customers of the window brought in it, refunds deducted, without those of partners whose revenue can't be converted.
    `missing` are the deals files that aren't there, and `unconverted` the exchange rates.
    """

    before: int
    kept: int
    paying: int
    revenue: Decimal
    missing: tuple[Unrecorded, ...]
    unconverted: tuple[Unrecorded, ...]
    rates: tuple[ExchangeRate, ...]


def partner_customers(cases: Iterable[Case], window: Window) -> PartnerCustomers:
    """Return who bought through partners in a window, and who of those before bought again."""
    asked, earlier = tuple(cases), window_before(window)
    with_deals = [case for case in asked if case.deals]
    now, before = (_buyers(with_deals, each) for each in (window, earlier))
    both = Window(earlier.first, window.last)
    missing = tuple(
        Unrecorded("the deals file", case.name)
        for case in asked
        if not case.deals and position_of(case.partnership) != "upstream" and _ran(case, both)
    )
    figures = [(case, in_deals(case, "revenue", window), in_deals(case, "refunds", window)) for case in with_deals]
    priced = [each for each in figures if not (each[1].unconverted or each[2].unconverted)]
    revenue = added_up(
        value for _, sales, refunds in priced for value in (sales.value or _ZERO, -(refunds.value or _ZERO))
    )
    return PartnerCustomers(
        before=len(before),
        kept=len(before & now),
        paying=len(_buyers([case for case, *_ in priced], window)),
        revenue=revenue,
        missing=missing,
        unconverted=tuple(each for _, sales, refunds in figures for each in (*sales.unconverted, *refunds.unconverted)),
        rates=tuple(rate for _, sales, refunds in priced for rate in (*sales.rates, *refunds.rates)),
    )


_ZERO: Final = Decimal(0)


def _ran(case: Case, window: Window) -> bool:
    """Whether a partnership was active on any day of a window."""
    life = life_of(case)
    return isinstance(life, Life) and (life.is_active_before(window) or life.is_new_in(window))


def _buyers(cases: Iterable[Case], window: Window) -> set[str]:
    found: set[str] = set()
    for case in cases:
        deals = sold(case.deals)
        rows = zip(deals.column("date"), deals.column("motion"), customers(deals), strict=True)
        found.update(customer for day, motion, customer in rows if day in window and motion != "influenced")
    return found
