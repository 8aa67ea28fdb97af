"""The entries of a period as lines that both companies can check, and what they come to."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import Final, Literal, NamedTuple, TypeAlias

from partnerkit.dates import Day, days_after
from partnerkit.model.choices import Period, Side
from partnerkit.money.postings import NotPriced, Posting, Postings, Unpaid
from partnerkit.money.terms import Applied, in_words
from partnerkit.money.tiers import TierPart
from partnerkit.money.windows import Window, period_of
from partnerkit.phrasing import money, number

LineState: TypeAlias = Literal["payable", "held", "reversed"]
Direction: TypeAlias = tuple[Side, Side, str]
"""Who pays, who is paid, in which currency."""

ZERO: Final = Decimal(0)


class StatementLine(NamedTuple):
    """What one term pays for one deal, or without a deal, in a period; `rate` is in percent.

    A line is `held` until the day in `until`; one that takes back what a refunded deal earned is `reversed`.
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


@dataclass(frozen=True, slots=True)
class Total:
    """What one side owes the other in one currency: the sum of the lines, and what of it is payable now.

    `amount` plus `brought_forward` is `payable` plus `held` plus `carried_forward`.
    """

    from_: Side
    to: Side
    currency: str
    amount: Decimal
    payable: Decimal
    held: Decimal
    brought_forward: Decimal
    carried_forward: Decimal


@dataclass(frozen=True, slots=True)
class Settled:
    """The lines of a period and their totals; a total is partial where something could not be priced."""

    lines: tuple[StatementLine, ...]
    totals: tuple[Total, ...]
    not_priced: tuple[NotPriced, ...]
    unpaid: tuple[Unpaid, ...]


def settle(book: Postings, period: Window, on: date, span: Period, fiscal_year: int = 1) -> Settled:
    """Return the statement of a period as of a day, on which what is still held is held.

    `span` is the length of the period; amounts below a minimum payout are carried from one settlement to the next.
    """
    inside = _within(book.entries, period)
    held = _held_until(book.entries, on)
    return Settled(
        tuple(_lines(_folded(inside), held)),
        tuple(_totals(book, period, held.keys(), span, fiscal_year)),
        tuple(one for one in book.not_priced if one.date is None or one.date in period),
        tuple(one for one in book.unpaid if one.date in period),
    )


def _key(entry: Posting) -> tuple[int, str]:
    """Return what an entry is about: its term, and the deal that it pays for or takes back."""
    deal = entry.deal
    return entry.term.index, "" if deal is None else deal.refunds or deal.deal


def _held_until(entries: Iterable[Posting], on: date) -> dict[tuple[int, str], date]:
    """Return the day from which what each deal earned is payable, where a term still holds it back on a day."""
    after = cache(days_after)
    return {
        _key(entry): until
        for entry in entries
        if entry.kind == "deal" and (days := entry.term.term.hold_days) and on < (until := after(entry.date, days))
    }


def _folded(entries: Sequence[Posting]) -> Sequence[Posting]:
    """Return the entries of a period, where a deal that a higher tier re-rated is one line at the rate reached."""
    rerated = {entry.deal.deal for entry in entries if entry.kind == "rerated" and entry.deal is not None}
    if not rerated:
        return entries
    kept: dict[tuple[int, str], int] = {}
    folded: list[Posting] = []
    for entry in entries:
        if entry.deal is None or entry.deal.deal not in rerated:
            folded.append(entry)
            continue
        place = kept.get(_key(entry))
        if entry.kind == "rerated" and place is not None:
            before = folded[place]
            folded[place] = before._replace(amount=before.amount + entry.amount, rate=entry.rate, note=entry.note)
            continue
        if entry.kind == "deal":
            kept[_key(entry)] = len(folded)
        folded.append(entry)
    return folded


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


def _lines(entries: Iterable[Posting], held: Mapping[tuple[int, str], date]) -> Iterator[StatementLine]:
    # As `StatementLine._make` does, without a call of Python for each line.
    return map(tuple.__new__, repeat(StatementLine), _fields(entries, held))


def _fields(entries: Iterable[Posting], held: Mapping[tuple[int, str], date]) -> Iterator[tuple[object, ...]]:
    """Yield the fields of each line."""
    told: dict[int, _Told] = {}
    for entry in entries:
        term, kind, day, amount, deal, base, rate, parts, _, note = entry
        key, words, currency, payer, payee = told.get(term.index) or told.setdefault(term.index, _told(term))
        until = held.get(_key(entry)) if held and deal is not None and kind != "refund" else None
        yield (
            deal.deal if deal else None,
            deal.customer or deal.account if deal else None,
            day,
            key,
            words if kind == "deal" and not note else ", ".join(_rule(entry, words)),
            base,
            rate,
            amount,
            currency,
            payer,
            payee,
            "reversed" if kind == "refund" else "held" if until else "payable",
            until,
            parts,
        )


def _rule(entry: Posting, words: str) -> Iterator[str]:
    term = entry.term.term
    match entry.kind:
        case "true_up":
            yield f"minimum of {money(term.minimum or ZERO, entry.term.currency)}"
        case "refund":
            yield "refund"
        case "rerated":
            yield f"the volume reached {number(entry.rate or ZERO)}% for a deal that was paid at another rate"
        case _:
            yield words
    if entry.days:
        yield f"for {entry.days[0]} of {entry.days[1]} days"
    if entry.note:
        yield entry.note


# --- Totals -----------------------------------------------------------------------------------------------------------


def _totals(
    book: Postings, period: Window, held: AbstractSet[tuple[int, str]], span: Period, fiscal_year: int
) -> Iterator[Total]:
    by_term = _by_term(book.entries[: bisect_right(book.entries, period.last, key=attrgetter("date"))])
    by_direction: dict[Direction, list[Posting]] = defaultdict(list)
    for of_term in by_term.values():
        if sides := of_term[0].term.sides:
            by_direction[(*sides, of_term[0].term.currency)] += of_term
    for (payer, payee, currency), entries in sorted(by_direction.items()):
        inside = _within(entries, period)
        waiting: list[Posting] = []
        free = entries
        if held:
            free = []
            for entry in entries:
                (waiting if entry.deal is not None and _key(entry) in held else free).append(entry)
        paid = _payouts(free, period, span, fiscal_year)
        if inside or paid.brought_forward:
            yield Total(
                payer,
                payee,
                currency,
                amount=_sum(inside),
                payable=paid.payable,
                held=_sum(_within(waiting, period)),
                brought_forward=paid.brought_forward,
                carried_forward=paid.carried_forward,
            )


def _by_term(entries: Sequence[Posting]) -> Mapping[int, Sequence[Posting]]:
    """Return the entries of each term."""
    indexes = list(map(attrgetter("term.index"), entries))
    if len(set(indexes)) == 1:
        return {indexes[0]: entries}
    by_term: dict[int, list[Posting]] = defaultdict(list)
    for index, entry in zip(indexes, entries, strict=True):
        by_term[index].append(entry)
    return by_term


def _sum(entries: Iterable[Posting]) -> Decimal:
    return sum(map(attrgetter("amount"), entries), ZERO)


def _within(entries: Sequence[Posting], period: Window) -> list[Posting]:
    first, last = period
    return [entry for entry in entries if first <= entry.date <= last]


class _Payouts(NamedTuple):
    """What comes into a period from those before, what is paid out in it, and what goes on to the next."""

    brought_forward: Decimal
    payable: Decimal
    carried_forward: Decimal


def _payouts(free: Sequence[Posting], period: Window, span: Period, fiscal_year: int) -> _Payouts:
    """Pay out what every settlement comes to, and carry forward what is less than the minimum payout."""
    inside = _within(free, period)
    terms = {entry.term.index: entry.term.term for entry in free}
    least = max((term.minimum_payout or ZERO for term in terms.values()), default=ZERO)
    if not least:
        return _Payouts(ZERO, _sum(inside), ZERO)
    settles = next((term.settles for term in terms.values() if term.settles), span)
    balance = brought = paid = ZERO
    by_cycle: dict[Window, list[Posting]] = defaultdict(list)
    for entry in free:
        by_cycle[period_of(entry.date, settles, fiscal_year)].append(entry)
    # Nothing changes in a settlement without entries: what may be paid out was paid out before.
    for cycle, entries in sorted(by_cycle.items()):
        earlier = _sum(entry for entry in entries if entry.date < period.first)
        if cycle.first <= period.first:
            brought = balance + earlier
        balance += _sum(entries)
        if cycle.last <= period.last and balance >= least:
            paid += balance if cycle.last in period else ZERO
            balance = ZERO
        if cycle.last < period.first:
            brought = balance
    return _Payouts(brought, paid, balance)
