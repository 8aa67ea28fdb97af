"""The entries of a period as lines that both companies can check, and what they come to."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import repeat
from operator import is_
from typing import Literal, NamedTuple, TypeAlias

from partnerkit.columns import ByColumn, joined
from partnerkit.dates import Day, days_after, days_before
from partnerkit.model.choices import Period, Side
from partnerkit.model.deal import Deal
from partnerkit.money.deals import buyers
from partnerkit.money.postings import ZERO, NotPriced, Posting, Postings, Unpaid
from partnerkit.money.terms import Applied, in_words
from partnerkit.money.tiers import TierPart
from partnerkit.money.windows import Window, period_of
from partnerkit.phrasing import money, number

LineState: TypeAlias = Literal["payable", "held", "reversed"]
Direction: TypeAlias = tuple[Side, Side, str]
"""Who pays, who is paid, in which currency."""


class StatementLine(NamedTuple):
    """What one term pays for one deal, or without a deal, in a period; `rate` is in percent.

    A line is `held` until the day in `until`, which may be its own date; one that takes back what a refunded deal
    earned is `reversed`.
    """

    deal: str | None
    customer: str | None
    date: Day
    term: str
    rule: str
    base: Decimal | None
    rate: Decimal | None
    amount: Decimal
    currency: str
    from_: Side
    to: Side
    state: LineState
    until: Day | None
    parts: tuple[TierPart, ...]


class Total(NamedTuple):
    """What one side owes the other in one currency: the sum of the lines, and what of it is payable now.

    `amount` plus `brought_forward` is `payable` plus `held` plus `carried_forward`. `released` is what was held in an
    earlier period and has become payable in this one: it is in the statement of that period.
    """

    from_: Side
    to: Side
    currency: str
    amount: Decimal = ZERO
    payable: Decimal = ZERO
    held: Decimal = ZERO
    brought_forward: Decimal = ZERO
    carried_forward: Decimal = ZERO
    released: Decimal = ZERO

    @property
    def amounts(self) -> tuple[Decimal, ...]:
        """What is owed, without who owes it to whom."""
        return self[3:]


@dataclass(frozen=True, slots=True)
class Settled:
    """The lines of a period and their totals; a total is partial where something could not be priced."""

    lines: Sequence[StatementLine]
    totals: tuple[Total, ...]
    not_priced: tuple[NotPriced, ...]
    unpaid: tuple[Unpaid, ...]


def settle(book: Postings, period: Window, on: date, span: Period, fiscal_year: int = 1) -> Settled:
    """Return the statement of a period as of a day, on which what is still held is held.

    `span` is the length of the period; amounts below a minimum payout are carried from one settlement to the next.
    """
    holds = Holds(book.entries, on)
    return Settled(
        _lines(_folded(_within(book.entries, period), on), holds),
        tuple(_totals(book.entries, period, holds, span, fiscal_year)),
        tuple(one for one in book.not_priced if one.date is None or one.date in period),
        tuple(one for one in book.unpaid if one.date in period),
    )


class Holds:
    """The days until which entries are not payable yet, as of a day: those that a term holds, and those still ahead.

    A refund of a deal that is held waits with it.
    """

    def __init__(self, entries: ByColumn[Posting], on: date) -> None:
        self.on = on
        longest = max((term.term.hold_days or 0 for term in _terms(entries)), default=0)
        self._payable_to = days_before(on, longest)
        self._deals = {
            _key(entry): until
            for entry in entries[self._start(entries) :]
            if entry.kind == "deal" and on < (until := _payable_from(entry))
        }

    def untils(self, entries: ByColumn[Posting]) -> list[date | None]:
        """Return the day from which each of some entries is payable; None where it is payable now."""
        start = self._start(entries)
        return [*repeat(None, start), *map(self._until, entries[start:])]

    def _start(self, entries: ByColumn[Posting]) -> int:
        """Return the place of the first entry that is so late that it may be held."""
        return bisect_right(entries.column("date"), self._payable_to)

    def _until(self, entry: Posting) -> date | None:
        held = None if entry.deal is None else self._deals.get(_key(entry))
        return max(held or entry.date, entry.date) if held or entry.date > self.on else None


def _payable_from(entry: Posting) -> date:
    """Return the day until which what a deal earned is held back, counted from the deal."""
    day = entry.deal.date if entry.deal is not None else None
    return days_after(day or entry.date, entry.term.term.hold_days or 0)


def _key(entry: Posting) -> tuple[int, str]:
    """Return what an entry is about: its term, and the deal that it pays for or takes back."""
    deal = entry.deal
    return entry.term.index, "" if deal is None else deal.refunds or deal.deal


def _folded(entries: ByColumn[Posting], on: date) -> ByColumn[Posting]:
    """Return the entries of a period, where a deal that was re-rated by a day is one line at the rate reached."""
    kinds, days = entries.column("kind"), entries.column("date")
    if "rerated" not in kinds:
        return entries
    if (end := len(kinds) - list(reversed(kinds)).index("rerated")) < len(kinds):
        return joined(Posting, [_folded(entries[:end], on), entries[end:]])
    names, _ = _bought(entries.column("deal"))
    rerated = {name for name, kind in zip(names, kinds, strict=True) if kind == "rerated"}
    columns = {name: list(entries.column(name)) for name in ("amount", "rate", "parts", "note")}
    first: dict[tuple[int, str | None], int] = {}
    folded = set()
    for place, name in enumerate(names):
        if name not in rerated:
            continue
        key = entries.column("term")[place].index, name
        if kinds[place] == "deal":
            first[key] = place
        elif kinds[place] == "rerated" and key in first and days[place] <= on:
            columns["amount"][first[key]] += columns["amount"][place]
            for name in ("rate", "parts", "note"):
                columns[name][first[key]] = columns[name][place]
            folded.add(place)
    return entries.replaced(columns).at([place for place in range(len(entries)) if place not in folded])


class _Told(NamedTuple):
    """What every line of a term says."""

    key: str
    words: str
    currency: str
    payer: Side
    payee: Side


def _told(term: Applied) -> _Told:
    assert term.sides is not None
    return _Told(term.key, in_words(term), term.currency, *term.sides)


def _terms(entries: ByColumn[Posting]) -> list[Applied]:
    """Return the terms that entries are of, each once."""
    terms = entries.column("term")
    if terms and all(map(is_, terms, repeat(terms[0]))):
        return [terms[0]]
    return list(dict(zip(map(id, terms), terms, strict=True)).values())


def _lines(entries: ByColumn[Posting], holds: Holds) -> ByColumn[StatementLine]:
    """Return the lines of entries, a field at a time."""
    told = {term.index: _told(term) for term in _terms(entries)}
    of_term = [told[term.index] for term in entries.column("term")]
    key, words, currency, payer, payee = zip(*of_term, strict=True) if of_term else [()] * len(_Told._fields)
    rule, state, until = _states(entries, words, holds)
    deal, customer = _bought(entries.column("deal"))
    columns = {name: entries.column(name) for name in ("date", "base", "rate", "amount", "parts")}
    columns |= {"deal": deal, "customer": customer, "term": key, "rule": rule, "currency": currency}
    columns |= {"from_": payer, "to": payee, "state": state, "until": until}
    return ByColumn(StatementLine, len(entries), columns)


def _bought(deals: Sequence[Deal | None]) -> tuple[Sequence[str | None], Sequence[str | None]]:
    """Return what deals are called, and who bought."""
    if isinstance(deals, ByColumn):
        return deals.column("deal"), buyers(deals)
    return [deal and deal.deal for deal in deals], [deal and deal.buyer for deal in deals]


def _states(
    entries: ByColumn[Posting], words: Sequence[str], holds: Holds
) -> tuple[Sequence[str], Sequence[LineState], Sequence[date | None]]:
    """Return the rule that each entry follows, whether it is payable, and the day until which it is not."""
    kinds, untils = entries.column("kind"), holds.untils(entries)
    if not (is_plain := set(kinds) <= {"deal"} and not entries.has("note")):
        words = [
            said if entry.kind == "deal" and not entry.note else ", ".join(_rule(entry, said))
            for entry, said in zip(entries, words, strict=True)
        ]
        untils = [None if kind == "refund" else until for kind, until in zip(kinds, untils, strict=True)]
    if is_plain and not any(untils):
        return words, ["payable"] * len(entries), untils
    states: list[LineState] = [
        "reversed" if kind == "refund" else "held" if until else "payable"
        for kind, until in zip(kinds, untils, strict=True)
    ]
    return words, states, untils


def _rule(entry: Posting, words: str) -> Iterator[str]:
    term = entry.term.term
    match entry.kind:
        case "true_up":
            yield f"minimum of {money(term.minimum or ZERO, entry.term.currency)}"
        case "refund":
            yield "refund"
        case "rerated":
            was, now = (f"{number(rate or ZERO)}%" for rate in (entry.was, entry.rate))
            yield f"the volume reached {now} for a deal that was paid at {was}"
        case _:
            yield words
    if entry.days:
        yield f"for {entry.days[0]} of {entry.days[1]} days"
    if entry.note:
        yield entry.note


# --- Totals -----------------------------------------------------------------------------------------------------------


def _totals(
    entries: ByColumn[Posting], period: Window, holds: Holds, span: Period, fiscal_year: int
) -> Iterator[Total]:
    until_then = entries[: bisect_right(entries.column("date"), period.last)]
    directions = {term.index: (*term.sides, term.currency) for term in _terms(until_then) if term.sides}
    for direction in sorted(set(directions.values())):
        of_terms = [_of(until_then, index) for index in sorted(directions) if directions[index] == direction]
        parts = [_of_term(direction, of_term, period, holds, span, fiscal_year) for of_term in of_terms]
        if any(any(part.amounts) for part in parts) or any(_within(of_term, period) for of_term in of_terms):
            yield Total(*direction, *(sum(each, ZERO) for each in zip(*(part.amounts for part in parts), strict=True)))


def _of(entries: ByColumn[Posting], index: int) -> ByColumn[Posting]:
    """Return the entries of one term."""
    places = [place for place, term in enumerate(entries.column("term")) if term.index == index]
    return entries if len(places) == len(entries) else entries.at(places)


def _of_term(
    direction: Direction, entries: ByColumn[Posting], period: Window, holds: Holds, span: Period, fiscal_year: int
) -> Total:
    """Return what one term adds to a total."""
    waiting, free, untils = entries[:0], entries, holds.untils(entries)
    if any(untils):
        waiting = entries.at([place for place, until in enumerate(untils) if until])
        free = entries.at([place for place, until in enumerate(untils) if not until])
    paid = _payouts(free, period, span, fiscal_year)
    return Total(
        *direction,
        amount=_sum(_within(entries, period)),
        payable=paid.payable,
        held=_sum(_within(waiting, period)),
        brought_forward=paid.brought_forward,
        carried_forward=paid.carried_forward,
        released=_released(free, period, holds.on),
    )


def _released(free: ByColumn[Posting], period: Window, on: date) -> Decimal:
    """Return what has become payable since the statement before, if that was made as many days after its period.

    A minimum payout brings it forward instead.
    """
    term = next((each.term for each in _terms(free)), None)
    if term is None or not term.hold_days or term.minimum_payout:
        return ZERO
    since = days_after(period.first, (on - period.last).days - 1)
    earlier = free[: bisect_left(free.column("date"), period.first)]
    earlier = earlier[bisect_right(earlier.column("date"), days_before(since, term.hold_days)) :]
    payable_from = _effective_days(earlier)
    return sum((entry.amount for entry, day in zip(earlier, payable_from, strict=True) if since < day <= on), ZERO)


def _effective_days(entries: ByColumn[Posting]) -> list[date]:
    """Return the day on which each entry counts for what is paid out: when it is no longer held."""
    deals = {_key(entry): _payable_from(entry) for entry in entries if entry.kind == "deal"}
    return [max(entry.date, deals.get(_key(entry), entry.date)) for entry in entries]


def _sum(entries: ByColumn[Posting]) -> Decimal:
    return sum(entries.column("amount"), ZERO)


def _within(entries: ByColumn[Posting], period: Window) -> ByColumn[Posting]:
    days = entries.column("date")
    return entries[bisect_left(days, period.first) : bisect_right(days, period.last)]


class _Payouts(NamedTuple):
    """What comes into a period from those before, what is paid out in it, and what goes on to the next."""

    brought_forward: Decimal
    payable: Decimal
    carried_forward: Decimal


def _payouts(free: ByColumn[Posting], period: Window, span: Period, fiscal_year: int) -> _Payouts:
    """Pay out what a term comes to in every settlement, and carry forward what is less than its minimum payout."""
    term = next((each.term for each in _terms(free)), None)
    least = (term.minimum_payout if term else None) or ZERO
    if not least:
        return _Payouts(ZERO, _sum(_within(free, period)), ZERO)
    settles, starts = (term.settles, fiscal_year) if term and term.settles else (span, 1)
    balance = brought = released = paid = later = ZERO
    by_cycle: dict[Window, list[tuple[date, Decimal]]] = defaultdict(list)
    days = _effective_days(free) if term and term.hold_days else free.column("date")
    for entered, day, amount in zip(free.column("date"), days, free.column("amount"), strict=True):
        if day <= period.last:
            by_cycle[period_of(day, settles, starts)].append((day, amount))
        else:
            later += amount
        if entered < period.first <= day:
            released += amount
    # Nothing changes in a settlement without entries: what may be paid out was paid out before.
    for cycle, entries in sorted(by_cycle.items()):
        earlier = sum((amount for day, amount in entries if day < period.first), ZERO)
        if cycle.first <= period.first:
            brought = balance + earlier
        balance += sum((amount for _, amount in entries), ZERO)
        if cycle.last <= period.last and balance >= least:
            paid += balance if cycle.last in period else ZERO
            balance = ZERO
        if cycle.last < period.first:
            brought = balance
    return _Payouts(brought + released, paid, balance + later)
