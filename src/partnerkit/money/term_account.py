"""What one term pays for deals: on which base, from which day, and how that is worked out."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import cast

from partnerkit.columns import ByColumn, by_column
from partnerkit.model.deal import Deal
from partnerkit.money.caps import Cap, cap_of
from partnerkit.money.currencies import exact
from partnerkit.money.deal_by_deal import DealByDeal
from partnerkit.money.deals import customers
from partnerkit.money.postings import Posting, Unpaid
from partnerkit.money.pricing import Pricing
from partnerkit.money.rows import Rows
from partnerkit.money.runs import Payable, at_one_rate, by_tiers
from partnerkit.money.terms import Applied, bases_taker
from partnerkit.money.windows import months_from
from partnerkit.phrasing import money, plural


def _without_base(applied: Applied, cap: Cap | None) -> str:
    """Return why a term can pay for no deal at all; empty where it can."""
    if cap is not None and cap.unknown:
        return cap.unknown
    if applied.term.months is not None and applied.term.counts_from == "agreement" and applied.starts is None:
        return "`months` counts from the day the agreement takes effect, which the file doesn't give"
    return ""


class TermAccount:
    """What one term pays for deals: which of them count and when, and on which base."""

    def __init__(self, rows: Rows, term: Applied) -> None:
        self.rows, self.applied, self.term = rows, term, term.term
        self.pricing, self.cap = Pricing(term), cap_of(term)
        self.exchanged: dict[str, str] = {}
        self.limited = self.term.months is not None or self.term.model == "referral-fee"
        self.without_base = _without_base(term, self.cap)
        self.take = bases_taker("net" if self.pricing.fee is not None else self.term.base, self.term.model)

    def entries(self) -> ByColumn[Posting]:
        """Return what each deal and each refund adds, in the order of their days."""
        found = self._entries()
        if not self.exchanged:
            return found
        notes = [
            ", ".join(filter(None, (self.exchanged.get(deal.deal if deal else ""), note)))
            for deal, note in zip(found.column("deal"), found.column("note"), strict=True)
        ]
        return found.replaced({"note": notes, "base": [base and exact(base) for base in found.column("base")]})

    def _entries(self) -> ByColumn[Posting]:
        days, deals = self._events()
        bases = self._bases(days, deals)
        # Without a cap and refunds, nothing that a deal has earned is ever looked at again.
        is_final = self.cap is None and not self.rows.refunds
        paid = self._payable_at_once(days, deals, bases) if is_final else None
        if paid is None:
            one_by_one = DealByDeal(self.rows, self.pricing, self.cap)
            return by_column(Posting, one_by_one.postings(days, deals, bases))
        if self.pricing.steps:
            windows = {day: self.pricing.window(day) for day in set(paid.days)}
            return by_tiers(self.applied, self.pricing.steps, paid, windows, self.pricing.lines)
        return at_one_rate(self.applied, paid, self.pricing.rate, self.pricing.lines_of(paid.bases))

    def _payable_at_once(
        self, days: Sequence[date], deals: ByColumn[Deal], bases: Sequence[Decimal | str | None]
    ) -> Payable | None:
        """Return the deals that are paid for; None where any of them needs a closer look."""
        kinds = set(map(type, bases))
        if NoneType in kinds:
            places = [place for place, base in enumerate(bases) if base is not None]
            days, deals, bases = [days[place] for place in places], deals.at(places), [bases[place] for place in places]
        if not kinds <= {Decimal, NoneType}:
            return None
        known = cast("Sequence[Decimal]", bases)
        paid = Payable(days, deals, known, deals.column("units") if self.pricing.counts_in == "units" else known)
        return paid if not self.pricing.steps or self._has_plain_volumes(paid.adds) else None

    def _has_plain_volumes(self, adds: Sequence[Decimal | None]) -> bool:
        """Whether volume only grows, by every deal, in windows that are known."""
        pricing = self.pricing
        grows_by_deals = pricing.counts_in != "customers" and self.term.counts not in ("deal", None)
        if pricing.without_window or not grows_by_deals or pricing.steps[0].floor:
            return False
        are_known = set(map(type, adds)) == {Decimal}
        return are_known and min(cast("Sequence[Decimal]", adds)) > 0 and not pricing.has_fractions(adds)

    def _events(self) -> tuple[Sequence[date], ByColumn[Deal]]:
        """Return the deals with the days on which they count, and among them the refunds, which come last on a day.

        What is paid when an invoice is paid is taken back no sooner.
        """
        rows, settled = self.rows, self.term.base == "settled"
        if not (settled or rows.refunds or rows.has_motions):
            count = bisect_right(rows.days, rows.until)
            return rows.days[:count], rows.sales[:count]
        deals = [*(deal for deal in rows.sales if deal.motion != "influenced"), *rows.refunds]
        paid = {deal.deal: deal.paid for deal in deals if deal.paid is not None} if settled else {}
        days = [max(filter(None, (deal.date, paid.get(deal.refunds or deal.deal))), default=None) for deal in deals]
        events = [(day, deal) for day, deal in zip(days, deals, strict=True) if day and day <= rows.until]
        events.sort(key=lambda event: (event[0], event[1].refunds is not None))
        return [day for day, _ in events], by_column(Deal, (deal for _, deal in events))

    # --- What is paid on ------------------------------------------------------------------------------------------

    def _bases(self, days: Sequence[date], deals: ByColumn[Deal]) -> Sequence[Decimal | str | None]:
        """Return what the term pays on for each deal: None where it pays nothing, or why that isn't known."""
        bases = [self.without_base] * len(deals) if self.without_base else self._in_currency(deals)
        dates = deals.column("date")
        in_force = {day for day in set(dates) if self.applied.in_force(day)}
        outside = self._outside(deals) if self.limited else {}
        if len(in_force) == len(set(dates)) and not (outside or self.rows.refunds):
            return bases
        payable: list[Decimal | str | None] = list(bases)
        for place, (day, refunds) in enumerate(zip(dates, deals.column("refunds"), strict=True)):
            if day not in in_force or refunds is not None:
                payable[place] = None
            elif place in outside:
                payable[place] = None
                unpaid = Unpaid(deals.column("deal")[place], self.applied.key, outside[place], days[place])
                self.rows.unpaid.append(unpaid)
        return payable

    def _outside(self, deals: ByColumn[Deal]) -> Mapping[int, str]:
        """Return why the term pays nothing for deals, were they in force, by their places."""
        found: dict[int, str] = {}
        names, days, months = self.rows.sales.column("deal"), self.rows.days, self.term.months
        buyers = self.rows.customers if deals is self.rows.sales else customers(deals)
        firsts = list(map(self.rows.first.get, buyers))
        if self.term.model == "referral-fee":
            for place, (first, name) in enumerate(zip(firsts, deals.column("deal"), strict=True)):
                if first is not None and names[first] != name:
                    purchase = f"{names[first]}, the customer's first purchase"
                    found[place] = f"a referral fee is paid once, for {purchase}"
        of_agreement = self.term.counts_from == "agreement"
        if months is None or (of_agreement and self.applied.starts is None):
            return found
        last_of = cache(lambda begins: months_from(begins, months).last)
        # A refund for a customer who bought nothing has no first purchase.
        begins = {first: self.applied.starts if of_agreement else days[first] for first in firsts if first is not None}
        lasts = {first: last_of(day) for first, day in begins.items()}
        for place, (first, day) in enumerate(zip(firsts, deals.column("date"), strict=True)):
            if first is not None and day > lasts[first] and place not in found:
                found[place] = f"its {plural(months, 'month')} ended on {lasts[first]}"
        return found

    def _in_currency(self, deals: ByColumn[Deal]) -> Sequence[Decimal | str]:
        """Return what the term pays on for each deal, in its currency, or why that isn't known."""
        bases = self.take(deals)
        if self.pricing.fee is not None or self.rows.currencies <= {self.applied.currency}:
            return bases
        return list(map(self._converted, deals, bases))

    def _converted(self, deal: Deal, base: Decimal | str) -> Decimal | str:
        currency, day = deal.currency, deal.date
        if isinstance(base, str) or currency == self.applied.currency or day is None:
            return base
        rate = self.rows.exchange(currency or "", self.applied.currency, day)
        if rate is None:
            return f"there is no exchange rate from {currency} to {self.applied.currency} on or before {day}"
        self.exchanged[deal.deal] = f"{money(base, currency or '')} at {rate.words}"
        return rate.of(base)
