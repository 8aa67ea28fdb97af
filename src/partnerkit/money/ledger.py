"""What each deal, each passing period and each refund adds to what one side owes the other.

The ledger is a list of dated entries that follows from the terms and the deals alone. A statement shows the entries
of a period, so dividing a period in two never changes what is owed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext
from functools import cached_property
from operator import attrgetter
from typing import Final, Literal, NamedTuple, TypeAlias

from partnerkit.dates import days_after
from partnerkit.model.deal import Deal
from partnerkit.money.currencies import ROUNDINGS, rounded, smallest_unit
from partnerkit.money.deals import sold
from partnerkit.money.terms import Applied, base_of
from partnerkit.money.tiers import TierPart, TierSpan, divided, rate_at, steps
from partnerkit.money.windows import Window, contract_year, months_from, period_of, periods_between, windows_between
from partnerkit.phrasing import money, plural

Kind: TypeAlias = Literal["deal", "rerated", "refund", "fee", "true_up"]

ZERO: Final = Decimal(0)
_PRECISION: Final = 60


class Posting(NamedTuple):
    """An amount that one term adds on a day; `amount` is rounded and has its sign, refunds are negative.

    `days` are those that a fee or a minimum is for, and all of its period, where it is for part of one. `note` says
    what else there is to say: a cap that was reached, a refund that came too late.
    """

    term: Applied
    kind: Kind
    date: date
    amount: Decimal
    deal: Deal | None = None
    base: Decimal | None = None
    rate: Decimal | None = None
    parts: tuple[TierPart, ...] = ()
    days: tuple[int, int] | None = None
    note: str = ""


class NotPriced(NamedTuple):
    """A deal, or a term without one, that pays an amount that cannot be told; `date` is None where it has none."""

    deal: str | None
    term: str | None
    reason: str
    date: date | None


class Unpaid(NamedTuple):
    """A deal that a term pays nothing for, and why: its months are over, or it is not the customer's first."""

    deal: str
    term: str
    reason: str
    date: date


@dataclass(frozen=True, slots=True)
class Postings:
    """All entries up to a day, in their order, and what could not be priced."""

    entries: tuple[Posting, ...]
    not_priced: tuple[NotPriced, ...]
    unpaid: tuple[Unpaid, ...]


Exchange: TypeAlias = Callable[[str, str, date], Decimal | None]
"""Returns the rate from one currency to another as of a day, where the workspace has one."""


def no_exchange(_from: str, _to: str, _day: date) -> Decimal | None:
    """Return no rate: amounts in different currencies are then never compared."""
    return None


def ledger(terms: Sequence[Applied], deals: Iterable[Deal], until: date, exchange: Exchange = no_exchange) -> Postings:
    """Return what the terms add for the deals and with time, up to a day."""
    with localcontext() as context:
        context.prec = _PRECISION
        return _Book(terms, list(deals), until, exchange).close()


@dataclass(slots=True)
class _Earned:
    """What a deal has earned under one term: its base and rate, what it comes to, and the share that was refunded."""

    deal: Deal
    base: Decimal
    rate: Decimal | None
    amount: Decimal = ZERO
    refunded: Decimal = ZERO


@dataclass(slots=True)
class _Count:
    """The volume of one window, the customers in it, and what its deals have earned."""

    volume: Decimal = ZERO
    customers: dict[str, Decimal] = field(default_factory=dict)
    earned: list[_Earned] = field(default_factory=list)
    rate: Decimal | None = None
    unknown: str = ""


class _Cap:
    """What a term may still pay before its cap is reached; `unknown` is why that cannot be told, or empty."""

    def __init__(self, cap: Decimal, applied: Applied) -> None:
        self.cap, self.applied = cap, applied
        self.start = applied.counts_years_from
        self.used: dict[object, Decimal] = defaultdict(lambda: ZERO)
        self.unknown = ""
        if applied.term.cap_per == "period" and applied.term.settles is None:
            self.unknown = (
                "the term does not say how often it is settled, and its cap is for a settlement: add `settles`"
            )
        elif applied.term.cap_per == "year" and self.start is None:
            self.unknown = "the file does not say when the agreement takes effect, and the cap is for a contract year"

    @property
    def reached(self) -> str:
        """What a line says that was cut to what was left."""
        return f"the cap of {money(self.cap, self.applied.currency)} was reached"

    def room(self, day: date) -> Decimal:
        """Return how much more may be paid on a day; never less than nothing."""
        return max(self.cap - self.used[self._window(day)], ZERO)

    def use(self, day: date, amount: Decimal) -> None:
        """Count what was paid, or taken back, on a day."""
        self.used[self._window(day)] += amount

    def _window(self, day: date) -> object:
        term = self.applied.term
        if term.cap_per == "period" and term.settles is not None:
            return period_of(day, term.settles, self.applied.fiscal_year).first
        return contract_year(day, self.start).first if term.cap_per == "year" and self.start else None


class _Book:
    """Works out one ledger."""

    def __init__(self, terms: Sequence[Applied], deals: Sequence[Deal], until: date, exchange: Exchange) -> None:
        self.terms, self.until, self.exchange = terms, until, exchange
        self.sales = sold(deals)
        self.refunds = sorted(
            (deal for deal in deals if deal.refunds is not None and deal.is_won and deal.date is not None),
            key=lambda deal: (deal.date, deal.refunds, deal.amount, deal.deal),
        )
        self.priced_refunds: list[Deal] = []
        self.entries: list[Posting] = []
        self.not_priced: list[NotPriced] = []
        self.unpaid: list[Unpaid] = []

    @cached_property
    def by_name(self) -> dict[str, Deal]:
        """The deals that were won, by their names."""
        return {deal.deal: deal for deal in self.sales}

    @cached_property
    def first(self) -> dict[str, Deal]:
        """The first deal of each customer."""
        return {deal.buyer: deal for deal in reversed(self.sales)}

    def close(self) -> Postings:
        """Return the ledger."""
        self._check_rows()
        for term in self.terms:
            if term.sides is None:
                self.not_priced.append(NotPriced(None, term.key, "the term does not say who pays whom", None))
            elif term.pays_by_deal:
                self.entries.extend(_Account(self, term).entries())
        for term in self.terms:
            if term.sides is not None and term.term.model == "fixed-fee":
                self.entries.extend(self._fees(term))
        for term in self.terms:
            if term.sides is not None and term.term.minimum is not None:
                self.entries.extend(list(self._true_ups(term)))
        self.entries.sort(key=lambda entry: entry.term.index)
        self.entries.sort(key=attrgetter("date"))
        return Postings(tuple(self.entries), tuple(self.not_priced), tuple(self.unpaid))

    # --- The rows themselves --------------------------------------------------------------------------------------

    def _check_rows(self) -> None:
        payers = [term for term in self.terms if term.pays_by_deal] or self.terms
        dates = {deal.date for deal in self.sales if deal.date is not None and deal.date <= self.until}
        outside = {day for day in dates if not any(term.in_force(day) for term in payers)}
        for deal in self.sales:
            if deal.motion is None and deal.date not in outside:
                continue
            if deal.date not in dates:
                continue
            if deal.motion == "influenced":
                self._cannot(deal, None, "influenced, not sourced: terms are paid on what the partner sourced")
            elif deal.date in outside:
                self._cannot(deal, None, "no term was in force on its date")
        for refund in self.refunds:
            if refund.date is None or refund.date > self.until:
                continue
            if reason := self._wrong_refund(refund):
                self._cannot(refund, None, reason)
            else:
                self.priced_refunds.append(refund)

    def _wrong_refund(self, refund: Deal) -> str:
        sale = self.by_name.get(refund.refunds or "")
        if sale is None or sale.amount is None or refund.amount is None or sale.date is None or refund.date is None:
            return f"it refunds {refund.refunds}, which is not a deal that was won"
        if refund.date < sale.date:
            return f"it is dated before {sale.deal}, which it refunds"
        if refund.currency != sale.currency:
            return f"it is in {refund.currency}, and {sale.deal}, which it refunds, in {sale.currency}"
        if sale.amount <= 0:
            return f"{sale.deal}, which it refunds, has no amount to take a share of"
        return ""

    def _cannot(self, deal: Deal | None, term: Applied | None, reason: str) -> None:
        self.not_priced.append(
            NotPriced(deal.deal if deal else None, term.key if term else None, reason, deal.date if deal else None)
        )

    # --- What time adds -------------------------------------------------------------------------------------------

    def _fees(self, term: Applied) -> Iterator[Posting]:
        cap = None if term.term.cap is None else _Cap(term.term.cap, term)
        for fee in self._uncapped_fees(term):
            if cap is None:
                yield fee
                continue
            room = cap.room(fee.date)
            paid = fee if fee.amount <= room else fee._replace(amount=room, note=cap.reached)
            cap.use(paid.date, paid.amount)
            yield paid

    def _uncapped_fees(self, term: Applied) -> Iterator[Posting]:
        first, amount, every = term.first, term.term.amount, term.term.every
        if amount is None:
            self._cannot(None, term, "the fee has no amount")
        elif first is None:
            self._cannot(None, term, "the file does not say when the agreement takes effect")
        elif every is None or every == "once":
            if first <= self.until:
                yield Posting(term, "fee", first, rounded(amount, term.currency, term.term.rounding), base=amount)
        else:
            last = min(self.until, term.last or date.max)
            for window in periods_between(first, last, every, term.fiscal_year):
                if (part := window.within(first, term.last or date.max)) and part.last <= self.until:
                    yield self._share_of(term, "fee", amount, window, part)

    def _share_of(self, term: Applied, kind: Kind, amount: Decimal, window: Window, part: Window) -> Posting:
        """Return what is due for the part of a period in which a term is in force, by days."""
        due = amount * part.days / window.days
        days = None if part == window else (part.days, window.days)
        return Posting(term, kind, part.last, rounded(due, term.currency, term.term.rounding), base=amount, days=days)

    def _true_ups(self, term: Applied) -> Iterator[Posting]:
        counted = [entry for entry in self.entries if entry.kind != "fee" and self._counts_for(entry, term)]
        minimum = term.term.minimum
        assert minimum is not None
        for window, part in self._minimum_windows(term):
            guaranteed = self._share_of(term, "true_up", minimum, window, part)
            paid = sum((entry.amount for entry in counted if entry.date in part), ZERO)
            if guaranteed.amount > paid:
                note = f"{money(guaranteed.amount, term.currency)} guaranteed, {money(paid, term.currency)} earned"
                yield guaranteed._replace(amount=guaranteed.amount - paid, note=note)

    def _counts_for(self, entry: Posting, term: Applied) -> bool:
        """Whether an entry counts toward a minimum: those of its own term, or of all others if it has no rate."""
        if term.pays_by_deal:
            return entry.term is term
        return entry.term.sides == term.sides and entry.term.currency == term.currency

    def _minimum_windows(self, term: Applied) -> Iterator[tuple[Window, Window]]:
        per = term.term.minimum_per or "period"
        first, last = term.first, term.last
        if first is None:
            return self._cannot(None, term, "the file does not say when the agreement takes effect")
        if per == "total":
            if last is None:
                return self._cannot(None, term, "the agreement has no last day at which its minimum is settled")
            if last <= self.until:
                yield Window(first, last), Window(first, last)
            return None
        if per == "period" and term.term.settles is None:
            return self._cannot(None, term, "the minimum has no period: add `settles` or `minimum_per`")
        end = min(self.until, last or date.max)
        windows = (
            windows_between(first, end, lambda day: contract_year(day, term.starts or first))
            if per == "year"
            else periods_between(first, end, term.term.settles or "year", term.fiscal_year)
        )
        for window in windows:
            if (part := window.within(first, last or date.max)) and part.last <= self.until:
                yield window, part
        return None


class _Account:
    """What one term pays for deals."""

    def __init__(self, book: _Book, term: Applied) -> None:
        self.book, self.applied, self.term = book, term, term.term
        self.counted = self.term.unit in ("customers", "units")
        self.steps: tuple[TierSpan, ...] = steps(self.term.tiers, counted=self.counted)
        self.start = term.counts_years_from
        self.counts: dict[date | None, _Count] = {}
        self.count_on: dict[date, _Count] = {}
        self.earned: dict[str, _Earned] = {}
        self.cap = None if self.term.cap is None else _Cap(self.term.cap, term)
        # Without a cap and refunds, nothing that a deal has earned is ever looked at again.
        self.is_final = self.cap is None and not book.priced_refunds
        self.limited = self.term.months is not None or self.term.model == "referral-fee"
        self.unit = smallest_unit(term.currency)
        self.rounding = ROUNDINGS[self.term.rounding or "half-up"]

    def entries(self) -> Iterator[Posting]:
        """Yield what each deal and each refund adds, in the order of their days."""
        for day, deal in self._events():
            if deal.refunds is not None:
                yield from self._refund(day, deal)
            elif (base := self._payable(day, deal)) is None:
                continue
            elif self.steps:
                yield from self._tiered(day, deal, base)
            else:
                amount, rate = self._plain(base)
                if self.is_final:
                    amount = amount.quantize(self.unit, self.rounding)
                    yield Posting(self.applied, "deal", day, amount, deal, base, rate)
                    continue
                record = self.earned[deal.deal] = _Earned(deal, base, rate)
                yield self._earn(day, record, amount, "deal")

    def _events(self) -> Iterable[tuple[date, Deal]]:
        """Return the deals on the day on which they count, and their refunds, which come last on a day."""
        until, settled = self.book.until, self.term.base == "settled"
        sold = [
            (day, deal)
            for deal in self.book.sales
            if (day := deal.paid or deal.date if settled else deal.date) and day <= until
            if deal.motion != "influenced"
        ]
        refunds = [(refund.date, refund) for refund in self.book.priced_refunds if refund.date]
        if settled or refunds:
            return sorted([*sold, *refunds], key=lambda event: (event[0], event[1].refunds is not None))
        return sold

    # --- A deal ---------------------------------------------------------------------------------------------------

    def _payable(self, day: date, deal: Deal) -> Decimal | None:
        """Return what the term pays on for a deal, None where it pays nothing or that cannot be told."""
        assert deal.date is not None
        if not self.applied.in_force(deal.date):
            return None
        if self.limited and (reason := self._outside(deal)):
            self.book.unpaid.append(Unpaid(deal.deal, self.applied.key, reason, deal.date))
            return None
        base = self._base(deal)
        if not isinstance(base, str):
            return base
        self.book._cannot(deal, self.applied, base)
        if self.steps and not isinstance(count := self._count(day), str):
            count.unknown = count.unknown or deal.deal
        return None

    def _outside(self, deal: Deal) -> str:
        """Return why a term pays nothing for a deal that is in force; empty where it pays."""
        months = self.term.months
        first = self.book.first[deal.buyer]
        if self.term.model == "referral-fee" and first is not deal:
            return f"a referral fee is paid once, for {first.deal}, the customer's first purchase"
        if months is None:
            return ""
        begins = self.applied.starts if self.term.counts_from == "agreement" else first.date
        if begins is None or deal.date is None:
            return ""
        last = months_from(begins, months).last
        return "" if deal.date <= last else f"its {plural(months, 'month')} ended on {last}"

    def _base(self, deal: Deal) -> Decimal | str:
        """Return what the term pays on, in its currency, or why that cannot be told."""
        term = self.term
        if self.cap is not None and self.cap.unknown:
            return self.cap.unknown
        if term.months is not None and term.counts_from == "agreement" and self.applied.starts is None:
            return "the file does not say when the agreement takes effect, and `months` counts from then"
        if term.model == "referral-fee" and term.amount is not None:
            return deal.amount or ZERO
        if term.model == "resale-discount":
            base: Decimal | str = "the deal has no list price" if deal.list_price is None else deal.list_price
        else:
            base = base_of(deal, term.base)
        if isinstance(base, str):
            return base
        if deal.currency == self.applied.currency:
            return base
        assert deal.date is not None
        rate = self.book.exchange(deal.currency or "", self.applied.currency, deal.date)
        if rate is None:
            return f"there is no exchange rate from {deal.currency} to {self.applied.currency} on or before {deal.date}"
        return base * rate

    def _plain(self, base: Decimal) -> tuple[Decimal, Decimal | None]:
        """Return what a deal pays under a single rate or amount, not rounded, and the rate."""
        rate = self.term.rate
        if self.term.model == "referral-fee" and self.term.amount is not None:
            return self.term.amount, None
        if rate is None:
            return ZERO, None
        if self.term.model == "resale-discount":
            return base * (100 - rate) / 100, rate
        return base * rate / 100, rate

    # --- Tiers ----------------------------------------------------------------------------------------------------

    def _tiered(self, day: date, deal: Deal, base: Decimal) -> Iterator[Posting]:
        count = self._count(day)
        if isinstance(count, str):
            self.book._cannot(deal, self.applied, count)
            return
        if count.unknown:
            reason = f"its tier depends on {count.unknown}, whose volume is not known"
            self.book._cannot(deal, self.applied, reason)
            return
        volume = self._volume(deal, base, count)
        if isinstance(volume, str):
            self.book._cannot(deal, self.applied, volume)
            count.unknown = deal.deal
            return
        before, adds = volume
        count.volume = max(count.volume, before + adds)
        record = self.earned[deal.deal] = _Earned(deal, base, None)
        if self.term.method == "retroactive":
            yield from self._retroactive(day, record, count)
            return
        if not adds:
            record.rate = rate_at(self.term.tiers, before)
            yield self._earn(day, record, base * record.rate / 100, "deal")
            return
        parts = divided(self.steps, before, adds, base)
        record.rate = parts[0].rate if len(parts) == 1 else None
        yield self._earn(day, record, sum((part.amount for part in parts), ZERO), "deal", parts)

    def _retroactive(self, day: date, record: _Earned, count: _Count) -> Iterator[Posting]:
        """Yield what a deal earns at the rate that the whole volume has now, and what the deals before it gain."""
        rate = rate_at(self.term.tiers, count.volume)
        if rate != count.rate:
            for earlier in count.earned:
                earlier.rate = rate
                yield self._earn(day, earlier, earlier.base * rate / 100, "rerated")
        count.rate = record.rate = rate
        count.earned.append(record)
        yield self._earn(day, record, record.base * rate / 100, "deal")

    def _count(self, day: date) -> _Count | str:
        """Return the volume so far in the window that picks the tier of a deal, or why there is no such window."""
        term, start = self.term, self.start
        if term.counts == "deal" or term.counts is None:
            return _Count()
        if term.counts == "period" and term.settles is None:
            return "the term does not say how often it is settled, and its tiers count by settlement: add `settles`"
        if term.counts == "year" and start is None:
            return "the file does not say when the agreement takes effect, and its tiers count by contract year"
        if (count := self.count_on.get(day)) is None:
            key = None
            if term.counts == "period" and term.settles is not None:
                key = period_of(day, term.settles, self.applied.fiscal_year).first
            elif term.counts == "year" and start is not None:
                key = contract_year(day, start).first
            count = self.count_on[day] = self.counts.setdefault(key, _Count())
        return count

    def _volume(self, deal: Deal, base: Decimal, count: _Count) -> tuple[Decimal, Decimal] | str:
        """Return the volume before a deal and what it adds, or why that is not known.

        A customer who buys again is still the same customer, at the place where they came first.
        """
        match self.term.unit:
            case "units":
                return "the deal has no units" if deal.units is None else (count.volume, deal.units)
            case "customers":
                place = count.customers.setdefault(deal.buyer, Decimal(len(count.customers)))
                return place, Decimal(1)
            case _:
                return count.volume, base

    # --- What is earned, and given back ---------------------------------------------------------------------------

    def _earn(
        self, day: date, record: _Earned, unrounded: Decimal, kind: Kind, parts: tuple[TierPart, ...] = ()
    ) -> Posting:
        """Bring what a deal has earned to an amount, as far as the cap leaves room, and return what that adds."""
        amount = unrounded.quantize(self.unit, self.rounding)
        note = ""
        if self.cap is not None and amount - record.amount > (room := self.cap.room(day)):
            amount, note = record.amount + room, self.cap.reached
        kept = self._kept(record)
        record.amount = amount
        added = self._kept(record) - kept
        if self.cap is not None:
            self.cap.use(day, added)
        return Posting(self.applied, kind, day, added, record.deal, record.base, record.rate, parts, None, note)

    def _kept(self, record: _Earned) -> Decimal:
        """Return what a deal has earned less the share that was refunded."""
        if not record.refunded:
            return record.amount
        return record.amount - (record.amount * record.refunded).quantize(self.unit, self.rounding)

    def _refund(self, day: date, refund: Deal) -> Iterator[Posting]:
        record = self.earned.get(refund.refunds or "")
        if record is None or record.deal.date is None or record.deal.amount is None or refund.amount is None:
            return
        base = -(record.base * abs(refund.amount) / record.deal.amount)
        limit = self.term.clawback_days
        if limit is not None and day > days_after(record.deal.date, limit):
            note = f"refunded more than {plural(limit, 'day')} after the deal, so nothing is taken back"
            yield Posting(self.applied, "refund", day, ZERO, refund, base, record.rate, (), None, note)
            return
        kept = self._kept(record)
        record.refunded = min(Decimal(1), record.refunded + abs(refund.amount) / record.deal.amount)
        taken = self._kept(record) - kept
        if self.cap is not None:
            self.cap.use(day, taken)
        yield Posting(
            self.applied, "refund", day, taken, refund, base, record.rate, (), None, f"takes back {record.deal.deal}"
        )
