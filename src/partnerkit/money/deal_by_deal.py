"""What a term pays deal by deal: by tiers whose volume goes up and down, within its cap, less what was refunded.

Here a deal may change what others have earned, or can't be priced; `runs.py` prices all others at once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from partnerkit.columns import by_column
from partnerkit.dates import days_after
from partnerkit.model.deal import Deal, account_key
from partnerkit.money.caps import Cap
from partnerkit.money.currencies import exact
from partnerkit.money.over_time import ends_of_minimums, true_ups
from partnerkit.money.postings import ZERO, Kind, NotPriced, Posting, Postings
from partnerkit.money.pricing import Pricing
from partnerkit.money.rows import Rows
from partnerkit.money.terms import NOT_PAID
from partnerkit.money.tiers import TierPart, divided, tier_at
from partnerkit.money.windows import Window
from partnerkit.phrasing import money, plural


@dataclass(slots=True)
class _Earned:
    """What a deal has earned under one term: its base, rate and parts, what it comes to, and how much was refunded.

    `day` is the one on which it counts, and `refunded` is in the currency of the deal. `full` is what it would come to
    without a cap, `amount` what it came to, and `paid` what of that was not taken back.
    """

    day: date
    deal: Deal
    base: Decimal
    rate: Decimal | None
    parts: tuple[TierPart, ...] = ()
    full: Decimal = ZERO
    amount: Decimal = ZERO
    paid: Decimal = ZERO
    refunded: Decimal = ZERO


@dataclass(slots=True)
class _Count:
    """The volume of one window, the customers in it, and what its deals have earned."""

    volume: Decimal = ZERO
    customers: dict[str, Decimal] = field(default_factory=dict)
    earned: list[_Earned] = field(default_factory=list)
    rate: Decimal | None = None
    unknown: str = ""


class DealByDeal:
    """What one term pays for deals that are looked at one after another, in the order in which they count."""

    def __init__(self, rows: Rows, pricing: Pricing, cap: Cap | None) -> None:
        self.rows, self.pricing, self.cap = rows, pricing, cap
        self.applied, self.term, self.steps = pricing.applied, pricing.term, pricing.steps
        self.counts: dict[date | None, _Count] = {}
        self.count_on: dict[date, _Count] = {}
        self.earned: dict[str, _Earned] = {}
        self.not_priced: set[str] = set()
        self.guarantees: list[date] = []
        if cap is not None and self.term.minimum is not None:
            ends = list(ends_of_minimums(self.applied, rows.until))
            rows.not_priced += [end for end in ends if isinstance(end, NotPriced)]
            self.guarantees = [end for end in reversed(ends) if not isinstance(end, NotPriced)]

    def postings(
        self, days: Iterable[date], deals: Iterable[Deal], bases: Iterable[Decimal | str | None]
    ) -> list[Posting]:
        """Return what each deal and each refund adds, and the minimum where a period of it ends among them."""
        posted: list[Posting] = []
        for day, deal, base in zip(days, deals, bases, strict=True):
            self._guarantee(posted, day)
            posted.extend(self._of_deal(day, deal, base))
        self._guarantee(posted, days_after(self.rows.until, 1))
        return posted

    def _of_deal(self, day: date, deal: Deal, base: Decimal | str | None) -> Iterable[Posting]:
        if deal.refunds is not None:
            return self._refund(day, deal)
        if isinstance(base, Decimal):
            return (
                self._tiered(day, deal, base)
                if self.steps
                else (self._pays(day, deal, base, self.pricing.rate, self.pricing.plain(base)),)
            )
        if base is not None:
            self._cannot(day, deal, base)
            if self.steps and base != NOT_PAID:
                self._counts_unpriced(day, deal)
        return ()

    def _guarantee(self, posted: list[Posting], before: date) -> None:
        """Add what is missing to a minimum in its periods that end before a day, as far as the cap leaves room."""
        while self.guarantees and self.guarantees[-1] < before:
            last = self.guarantees.pop()
            book = Postings(by_column(Posting, posted), tuple(self.rows.not_priced), ())
            window = Window(last, last)
            for found in true_ups(self.applied, book, [self.applied], self.rows.exchange, window, self.cap):
                if isinstance(found, NotPriced):
                    self.rows.not_priced.append(found)
                else:
                    posted.append(found)

    def _counts_unpriced(self, day: date, deal: Deal) -> None:
        """Count a deal whose base is not known: its units and its customer may be."""
        count = self._count(day)
        volume = deal.deal if self.pricing.counts_in == "money" else self._volume(deal, ZERO, count)
        if isinstance(volume, str):
            count.unknown = count.unknown or deal.deal
        else:
            self._adds(count, *volume)

    def _adds(self, count: _Count, before: Decimal, adds: Decimal) -> None:
        count.volume = len(count.customers) + ZERO if self.pricing.counts_in == "customers" else before + adds

    def _cannot(self, day: date, deal: Deal, reason: str) -> None:
        self.not_priced.add(deal.deal)
        self.rows.cannot(deal, self.applied, reason, day)

    # --- Tiers ----------------------------------------------------------------------------------------------------

    def _tiered(self, day: date, deal: Deal, base: Decimal) -> Iterable[Posting]:
        """Return what a deal earns at the rates of its tiers, and what the deals before it gain by it."""
        count = self.count_on.get(day) or self._count(day)
        volume = self._volume(deal, base, count)
        if isinstance(volume, str):
            self._cannot(day, deal, volume)
            count.unknown = count.unknown or deal.deal
            return ()
        before, adds = volume
        self._adds(count, before, adds)
        if self.pricing.is_retroactive:
            return self._retroactive(day, deal, base, adds, count)
        if not adds:
            part = tier_at(self.steps, before).part(adds, base)
            return (self._pays(day, deal, base, part.rate, part.amount, (part,)),)
        parts = divided(self.steps, before, adds, base)
        if len(parts) == 1:
            return (self._pays(day, deal, base, parts[0].rate, parts[0].amount, parts),)
        return (self._pays(day, deal, base, None, sum((part.amount for part in parts), ZERO), parts),)

    def _retroactive(self, day: date, deal: Deal, base: Decimal, adds: Decimal, count: _Count) -> Iterable[Posting]:
        """Return what a deal earns at the rate that the whole volume has now, and what the deals before it gain."""
        tier = tier_at(self.steps, count.volume)
        gains = []
        if tier.rate != count.rate:
            for earlier in count.earned:
                was, earlier.rate = earlier.rate, tier.rate
                earlier.parts = tuple(tier.part(part.volume, part.base) for part in earlier.parts)
                gain = self._earn(day, earlier, earlier.base * tier.share, "rerated")
                gains.append(gain._replace(was=was))
        count.rate = tier.rate
        record = self.earned[deal.deal] = _Earned(day, deal, base, tier.rate, (tier.part(adds, base),))
        count.earned.append(record)
        return (*gains, self._earn(day, record, base * tier.share, "deal"))

    def _count(self, day: date) -> _Count:
        """Return the volume so far in the window that picks the tier of a deal; that of a deal alone is its own."""
        if self.term.counts == "deal" or self.term.counts is None:
            return _Count()
        count = self.count_on[day] = self.counts.setdefault(self.pricing.window(day), _Count())
        return count

    def _volume(self, deal: Deal, base: Decimal, count: _Count) -> tuple[Decimal, Decimal] | str:
        """Return the volume before a deal and what it adds, or why that is not known.

        A customer who buys again is still the same customer, at the place where they came first.
        """
        if self.pricing.without_window:
            return self.pricing.without_window
        if count.unknown:
            return f"its tier depends on {count.unknown}, whose volume is not known"
        match self.pricing.counts_in:
            case "units":
                if deal.units is None:
                    return "the deal has no units"
                is_whole = not self.pricing.has_fractions([deal.units])
                return (count.volume, deal.units) if is_whole else "its tiers count whole units"
            case "customers":
                place = count.customers.setdefault(account_key(deal.buyer), Decimal(len(count.customers)))
                return place, Decimal(1)
            case _:
                return count.volume, base

    # --- What is earned, and given back ---------------------------------------------------------------------------

    def _pays(
        self,
        day: date,
        deal: Deal,
        base: Decimal,
        rate: Decimal | None,
        unrounded: Decimal,
        parts: tuple[TierPart, ...] = (),
    ) -> Posting:
        """Return what a deal adds, which is remembered: a cap or a refund may look at it again."""
        record = self.earned[deal.deal] = _Earned(day, deal, base, rate, parts)
        return self._earn(day, record, unrounded, "deal")

    def _earn(self, day: date, record: _Earned, unrounded: Decimal, kind: Kind) -> Posting:
        """Bring what a deal has earned to an amount, as far as the cap leaves room, and return what that adds."""
        amount = self.pricing.line(unrounded)
        notes = ["on what was not refunded"] if record.refunded else []
        gain = self._kept(record, amount) - self._kept(record, record.full)
        added = gain if gain > 0 else min(ZERO, self._kept(record, amount) - record.paid)
        if self.cap is not None and added > (room := self.cap.room(day)):
            added = room
            notes.append(self.cap.reached)
        record.amount = (
            amount if added == gain and record.amount == record.full else self._before_refunds(record, added)
        )
        record.full, record.paid = amount, record.paid + added
        if self.cap is not None:
            self.cap.use(day, added)
        note = ", ".join(notes)
        return Posting(self.applied, kind, day, added, record.deal, record.base, record.rate, record.parts, None, note)

    def _before_refunds(self, record: _Earned, added: Decimal) -> Decimal:
        """Return what a deal came to in all, of which it has its share that was not refunded."""
        total = record.deal.amount or Decimal(1)
        left = (total - record.refunded) / total
        return record.amount + (self.pricing.line(added / left) if left else ZERO)

    def _kept(self, record: _Earned, amount: Decimal) -> Decimal:
        """Return an amount less the share of the deal that was refunded."""
        if not record.refunded or not record.deal.amount:
            return amount
        return amount - self.pricing.line(amount * record.refunded / record.deal.amount)

    def _refund(self, day: date, refund: Deal) -> Iterator[Posting]:
        record = self.earned.get(refund.refunds or "")
        if record is None and refund.refunds in self.not_priced:
            self._cannot(day, refund, f"{refund.refunds}, which it refunds, could not be priced")
        if record is None or record.deal.date is None or not record.deal.amount or not (refund.amount and refund.date):
            return
        base = -exact(record.base * abs(refund.amount) / record.deal.amount)
        limit, left = self.term.clawback_days, record.deal.amount - record.refunded
        if limit is not None and refund.date > days_after(record.deal.date, limit):
            note = f"refunded more than {plural(limit, 'day')} after the deal, so nothing is taken back"
            yield Posting(self.applied, "refund", day, ZERO, refund, base, record.rate, (), None, note)
            return
        note = f"takes back {record.deal.deal}"
        if abs(refund.amount) > left:
            note += f", of which only {money(left, refund.currency or '')} was left"
        record.refunded += min(abs(refund.amount), left)
        taken = self._kept(record, record.amount) - record.paid
        record.paid += taken
        # What is taken back makes room where it was paid: a cap of April is not raised by it in May.
        if self.cap is not None:
            self.cap.use(record.day, taken)
        yield Posting(self.applied, "refund", day, taken, refund, base, record.rate, (), None, note)
