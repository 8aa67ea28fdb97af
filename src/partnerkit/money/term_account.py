"""What one term pays for deals: at a single rate or by tiers, within its cap, less what was refunded."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import repeat
from operator import mul
from types import NoneType
from typing import cast

from partnerkit.columns import ByColumn, by_column
from partnerkit.dates import days_after
from partnerkit.model.choices import RevenueModel
from partnerkit.model.deal import Deal, account_key
from partnerkit.money.caps import Cap, cap_of
from partnerkit.money.currencies import ROUNDINGS, exact, smallest_unit
from partnerkit.money.deals import customers
from partnerkit.money.over_time import ends_of_minimums, true_ups
from partnerkit.money.postings import ZERO, Kind, NotPriced, Posting, Postings, Unpaid
from partnerkit.money.rows import Rows
from partnerkit.money.runs import Payable, at_one_rate, by_tiers
from partnerkit.money.terms import NOT_PAID, Applied, bases_taker
from partnerkit.money.tiers import TierPart, TierSpan, divided, steps, tier_at
from partnerkit.money.windows import Window, contract_year, months_from, period_of
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


def _share(rate: Decimal, model: RevenueModel) -> Decimal:
    """Return the factor that a base is multiplied by for a rate in percent."""
    return ((100 - rate) if model == "resale-discount" else rate).scaleb(-2)


def _without_base(applied: Applied, cap: Cap | None) -> str:
    """Return why a term can pay for no deal at all; empty where it can."""
    if cap is not None and cap.unknown:
        return cap.unknown
    if applied.term.months is not None and applied.term.counts_from == "agreement" and applied.starts is None:
        return "`months` counts from the day the agreement takes effect, which the file doesn't give"
    return ""


def _without_window(applied: Applied) -> str:
    """Return why there is no window that picks the tier of a deal; empty where there is."""
    if applied.term.counts == "period" and applied.term.settles is None:
        return "its tiers count by settlement period, but the term doesn't say how often it is settled: add `settles`"
    if applied.term.counts == "year" and applied.counts_years_from is None:
        return "its tiers count by contract year, but the file doesn't say when the agreement takes effect"
    return ""


class TermAccount:
    """What one term pays for deals."""

    def __init__(self, rows: Rows, term: Applied) -> None:
        self.rows, self.applied, self.term = rows, term, term.term
        self.counts_in, self.is_retroactive = self.term.unit or "money", self.term.method == "retroactive"
        self.steps: tuple[TierSpan, ...] = steps(self.term.tiers, counted=self.counts_in != "money")
        self.start = term.counts_years_from
        self.counts: dict[date | None, _Count] = {}
        self.count_on: dict[date, _Count] = {}
        self.earned: dict[str, _Earned] = {}
        self.not_priced: set[str] = set()
        self.guarantees: list[date] = []
        self.exchanged: dict[str, str] = {}
        self.cap = cap_of(term)
        self.limited = self.term.months is not None or self.term.model == "referral-fee"
        self.fee = self.term.amount if self.term.model == "referral-fee" else None
        self.rate = None if self.fee is not None else self.term.rate
        self.without_base, self.without_window = _without_base(term, self.cap), _without_window(term)
        self.take = bases_taker("net" if self.fee is not None else self.term.base, self.term.model)
        # A percentage as a factor: exact, and much faster than to divide by a hundred.
        self.share = None if self.term.rate is None else _share(self.term.rate, self.term.model)
        self.unit = smallest_unit(term.currency)
        self.rounding = ROUNDINGS[self.term.rounding or "half-up"]

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
        if self.cap is not None and self.term.minimum is not None:
            ends = list(ends_of_minimums(self.applied, self.rows.until))
            self.rows.not_priced += [end for end in ends if isinstance(end, NotPriced)]
            self.guarantees = [end for end in reversed(ends) if not isinstance(end, NotPriced)]
        # Without a cap and refunds, nothing that a deal has earned is ever looked at again.
        is_final = self.cap is None and not self.rows.refunds
        paid = self._payable_at_once(days, deals, bases) if is_final else None
        if paid is None:
            return by_column(Posting, self._one_by_one(days, deals, bases))
        if self.steps:
            windows = {day: self._window(day) for day in set(paid.days)}
            return by_tiers(self.applied, self.steps, paid, windows, self._rounded)
        if self.share is None or self.fee is not None:
            return at_one_rate(self.applied, paid, self.rate, self._rounded(map(self._plain, paid.bases)))
        return at_one_rate(self.applied, paid, self.rate, self._rounded(map(mul, paid.bases, repeat(self.share))))

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
        paid = Payable(days, deals, known, deals.column("units") if self.counts_in == "units" else known)
        return paid if not self.steps or self._has_plain_volumes(paid.adds) else None

    def _has_plain_volumes(self, adds: Sequence[Decimal | None]) -> bool:
        """Whether volume only grows, by every deal, in windows that are known."""
        grows_by_deals = self.counts_in != "customers" and self.term.counts not in ("deal", None)
        if self.without_window or not grows_by_deals or self.steps[0].floor:
            return False
        are_known = set(map(type, adds)) == {Decimal}
        return are_known and min(cast("Sequence[Decimal]", adds)) > 0 and not self._has_fractions(adds)

    def _has_fractions(self, adds: Sequence[Decimal | None]) -> bool:
        """Whether things that tiers count are not whole."""
        return self.counts_in == "units" and any(each is not None and each % 1 for each in adds)

    def _rounded(self, amounts: Iterable[Decimal]) -> list[Decimal]:
        return list(map(Decimal.quantize, map(exact, amounts), repeat(self.unit), repeat(self.rounding)))

    def _one_by_one(
        self, days: Iterable[date], deals: Iterable[Deal], bases: Iterable[Decimal | str | None]
    ) -> list[Posting]:
        """Return what deals add that depend on one another, or of which some can't be priced."""
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
                else (self._pays(day, deal, base, self.rate, self._plain(base)),)
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
        volume = deal.deal if self.counts_in == "money" else self._volume(deal, ZERO, count)
        if isinstance(volume, str):
            count.unknown = count.unknown or deal.deal
        else:
            self._adds(count, *volume)

    def _adds(self, count: _Count, before: Decimal, adds: Decimal) -> None:
        count.volume = len(count.customers) + ZERO if self.counts_in == "customers" else before + adds

    def _cannot(self, day: date, deal: Deal, reason: str) -> None:
        self.not_priced.add(deal.deal)
        self.rows.cannot(deal, self.applied, reason, day)

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
        if self.fee is not None or self.rows.currencies <= {self.applied.currency}:
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

    def _plain(self, base: Decimal) -> Decimal:
        """Return what a deal pays under a single rate or amount, not rounded."""
        if self.fee is not None:
            return self.fee
        return ZERO if self.share is None else base * self.share

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
        if self.is_retroactive:
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
        count = self.count_on[day] = self.counts.setdefault(self._window(day), _Count())
        return count

    def _window(self, day: date) -> date | None:
        """Return the first day of the window whose volume picks the tier of a deal; None where all deals count."""
        if self.term.counts == "period" and self.term.settles is not None:
            return period_of(day, self.term.settles, self.applied.fiscal_year).first
        if self.term.counts == "year" and self.start is not None:
            return contract_year(day, self.start).first
        return None

    def _volume(self, deal: Deal, base: Decimal, count: _Count) -> tuple[Decimal, Decimal] | str:
        """Return the volume before a deal and what it adds, or why that is not known.

        A customer who buys again is still the same customer, at the place where they came first.
        """
        if self.without_window:
            return self.without_window
        if count.unknown:
            return f"its tier depends on {count.unknown}, whose volume is not known"
        match self.counts_in:
            case "units":
                if deal.units is None:
                    return "the deal has no units"
                is_whole = not self._has_fractions([deal.units])
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
        amount = self._line(unrounded)
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
        return record.amount + (self._line(added / left) if left else ZERO)

    def _line(self, unrounded: Decimal) -> Decimal:
        return exact(unrounded).quantize(self.unit, self.rounding)

    def _kept(self, record: _Earned, amount: Decimal) -> Decimal:
        """Return an amount less the share of the deal that was refunded."""
        if not record.refunded or not record.deal.amount:
            return amount
        return amount - self._line(amount * record.refunded / record.deal.amount)

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
