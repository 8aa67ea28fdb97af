"""The customers that partners brought, as their deals files show them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from partnerkit.facts.case import Case
from partnerkit.facts.positions import position_of
from partnerkit.facts.recorded import in_deals, window_before
from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.model.deal import account_key
from partnerkit.money.deals import sold
from partnerkit.money.windows import Window


class PartnerCustomers(NamedTuple):
    """The customers who bought through partners in a window and in the one before, and who bought in both.

    `revenue` is what those of the window brought in it, refunds deducted; `missing` are the deals files that aren't
    there.
    """

    before: int
    now: int
    kept: int
    revenue: Decimal | None
    missing: tuple[Unrecorded, ...]


def partner_customers(cases: Iterable[Case], window: Window) -> PartnerCustomers:
    """Return who bought through partners in a window, and who of those before bought again."""
    asked = tuple(cases)
    with_deals = [case for case in asked if case.deals]
    now, before = (_buyers(with_deals, each) for each in (window, window_before(window)))
    sales, refunds = (in_deals(with_deals, metric, window).value for metric in ("revenue", "refunds"))
    missing = tuple(
        Unrecorded("the deals file", case.name)
        for case in asked
        if not case.deals and position_of(case.partnership) != "upstream"
    )
    revenue = None if sales is None else sales - (refunds or 0)
    return PartnerCustomers(len(before), len(now), len(before & now), revenue, missing)


def _buyers(cases: Iterable[Case], window: Window) -> set[tuple[str, str]]:
    return {
        (case.stem, account_key(deal.buyer))
        for case in cases
        for deal in sold(case.deals)
        if deal.motion != "influenced" and deal.date in window
    }
