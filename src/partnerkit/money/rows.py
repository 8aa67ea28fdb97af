"""The rows of a deals file as a ledger counts them: in their order, up to a day, and only those that can be priced."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from partnerkit.columns import by_column
from partnerkit.model.deal import Deal
from partnerkit.money.deals import customers, sold
from partnerkit.money.postings import Exchange, NotPriced, Unpaid
from partnerkit.money.terms import NOT_PAID, Applied


class Rows:
    """Deals and refunds up to a day, with what no term can pay for; terms add to `not_priced` and `unpaid`."""

    def __init__(self, deals: Iterable[Deal], until: date, exchange: Exchange) -> None:
        rows = by_column(Deal, deals)
        self.until, self.exchange = until, exchange
        self.sales = sold(rows)
        self.days: Sequence[date] = self.sales.column("date")
        self.has_motions = rows.has("motion")
        self.currencies = set(rows.column("currency"))
        self.not_priced: list[NotPriced] = []
        self.unpaid: list[Unpaid] = []
        refunds = [deal for deal in rows if deal.refunds is not None] if rows.has("refunds") else []
        self._recorded_refunds = sorted(
            (refund for refund in refunds if refund.is_won and refund.date is not None),
            key=lambda refund: (refund.date, refund.refunds, refund.amount, refund.deal),
        )
        self.refunds: list[Deal] = []

    @cached_property
    def by_name(self) -> dict[str, Deal]:
        """The deals that were won, by their names."""
        return {deal.deal: deal for deal in self.sales}

    @cached_property
    def customers(self) -> Sequence[str]:
        """What the buyers of the sales are recognized by."""
        return customers(self.sales)

    @cached_property
    def first(self) -> dict[str, int]:
        """The place of each customer's first deal among the sales."""
        return dict(zip(reversed(self.customers), reversed(range(len(self.sales))), strict=True))

    def cannot(self, deal: Deal | None, term: Applied | None, reason: str, day: date | None = None) -> None:
        """Record that a deal, a term or a term for a deal cannot be priced; the day is that of the deal by default."""
        on = day or (deal.date if deal else None)
        key = term.key if term else None
        self.not_priced.append(NotPriced(deal.deal if deal else None, key, reason, on, is_open=reason == NOT_PAID))

    def check(self, terms: Sequence[Applied]) -> None:
        """Set apart what no term pays for: influenced deals, those outside all terms, and refunds of nothing."""
        payers = [term for term in terms if term.pays_by_deal] or terms
        dates = {day for day in set(self.days) if day <= self.until}
        outside = {day for day in dates if not any(term.in_force(day) for term in payers)}
        for deal in self.sales if outside or self.has_motions else ():
            if (deal.motion is None and deal.date not in outside) or deal.date not in dates:
                continue
            if deal.motion == "influenced" and deal.date is not None:
                reason = "influenced, not sourced: terms are paid on what the partner sourced"
                self.unpaid.append(Unpaid(deal.deal, None, reason, deal.date))
            elif deal.date in outside:
                self.cannot(deal, None, "no term was in force on its date")
        for refund in self._recorded_refunds:
            if refund.date is None or refund.date > self.until:
                continue
            if reason := self._wrong_refund(refund):
                self.cannot(refund, None, reason)
            else:
                self.refunds.append(refund)

    def _wrong_refund(self, refund: Deal) -> str:
        sale = self.by_name.get(refund.refunds or "")
        if sale is None or sale.amount is None or refund.amount is None or sale.date is None or refund.date is None:
            return f"it refunds {refund.refunds}, which is not a deal that was won"
        if refund.date < sale.date:
            return f"its date is before that of {sale.deal}, which it refunds"
        if refund.currency != sale.currency:
            return f"it is in {refund.currency}, and {sale.deal}, which it refunds, in {sale.currency}"
        if sale.amount <= 0:
            return f"{sale.deal}, which it refunds, has no amount to take a share of"
        return ""
