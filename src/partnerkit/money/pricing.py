"""How a term prices a deal: its rate, its amount or its tiers, the window of their volume, and its rounding."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import repeat
from operator import mul

from partnerkit.model.choices import RevenueModel
from partnerkit.money.currencies import ROUNDINGS, exact, smallest_unit
from partnerkit.money.postings import ZERO
from partnerkit.money.terms import Applied
from partnerkit.money.tiers import TierSpan, steps
from partnerkit.money.windows import contract_year, period_of


def _share(rate: Decimal, model: RevenueModel) -> Decimal:
    """Return the factor that a base is multiplied by for a rate in percent."""
    return ((100 - rate) if model == "resale-discount" else rate).scaleb(-2)


def _without_window(applied: Applied) -> str:
    """Return why there is no window that picks the tier of a deal; empty where there is."""
    if applied.term.counts == "period" and applied.term.settles is None:
        return "its tiers count by settlement period, but the term doesn't say how often it is settled: add `settles`"
    if applied.term.counts == "year" and applied.counts_years_from is None:
        return "its tiers count by contract year, but the file doesn't say when the agreement takes effect"
    return ""


class Pricing:
    """What a term says of the price of deals, worked out once for all of them.

    It pays `fee` for each deal, or a `rate` in percent, or by `steps`; `without_window` is why no tier can be picked.
    """

    def __init__(self, applied: Applied) -> None:
        self.applied, self.term = applied, applied.term
        self.counts_in, self.is_retroactive = self.term.unit or "money", self.term.method == "retroactive"
        self.steps: tuple[TierSpan, ...] = steps(self.term.tiers, counted=self.counts_in != "money")
        self.start, self.without_window = applied.counts_years_from, _without_window(applied)
        self.fee = self.term.amount if self.term.model == "referral-fee" else None
        self.rate = None if self.fee is not None else self.term.rate
        # A percentage as a factor: exact, and much faster than to divide by a hundred.
        self.share = None if self.term.rate is None else _share(self.term.rate, self.term.model)
        self.unit = smallest_unit(applied.currency)
        self.rounding = ROUNDINGS[self.term.rounding or "half-up"]

    def plain(self, base: Decimal) -> Decimal:
        """Return what a deal pays under a single rate or amount, not rounded."""
        if self.fee is not None:
            return self.fee
        return ZERO if self.share is None else base * self.share

    def window(self, day: date) -> date | None:
        """Return the first day of the window whose volume picks the tier of a deal; None where all deals count."""
        if self.term.counts == "period" and self.term.settles is not None:
            return period_of(day, self.term.settles, self.applied.fiscal_year).first
        if self.term.counts == "year" and self.start is not None:
            return contract_year(day, self.start).first
        return None

    def has_fractions(self, adds: Sequence[Decimal | None]) -> bool:
        """Whether things that tiers count are not whole."""
        return self.counts_in == "units" and any(each is not None and each % 1 for each in adds)

    def line(self, unrounded: Decimal) -> Decimal:
        """Return what a line of a statement has of an amount."""
        return exact(unrounded).quantize(self.unit, self.rounding)

    def lines(self, amounts: Iterable[Decimal]) -> list[Decimal]:
        """Return what lines of a statement have of amounts."""
        return list(map(Decimal.quantize, map(exact, amounts), repeat(self.unit), repeat(self.rounding)))

    def lines_of(self, bases: Sequence[Decimal]) -> list[Decimal]:
        """Return what lines of a statement have of what bases pay under a single rate or amount."""
        if self.share is None or self.fee is not None:
            return self.lines(map(self.plain, bases))
        return self.lines(map(mul, bases, repeat(self.share)))
