"""What terms add as time passes: fixed fees, and what is missing to a guaranteed minimum."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import MAXYEAR, date
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from partnerkit.columns import ByColumn
from partnerkit.money.caps import Cap, cap_of
from partnerkit.money.currencies import rounded
from partnerkit.money.postings import ZERO, Exchange, Kind, NotPriced, Posting, Postings
from partnerkit.money.terms import Applied
from partnerkit.money.windows import MONTHS, Window, contract_year, periods_between, windows_between
from partnerkit.phrasing import money


def fees(term: Applied, until: date, since: date) -> Iterator[Posting | NotPriced]:
    """Yield the fixed fees of a term between two days, as far as its cap leaves room, or why there are none."""
    cap = cap_of(term)
    for fee in _uncapped_fees(term, until, since if cap is None else cap.counts_from(since)):
        if cap is None or isinstance(fee, NotPriced):
            yield fee
            continue
        room = cap.room(fee.date)
        paid = fee if fee.amount <= room else fee._replace(amount=room, note=cap.reached)
        cap.use(paid.date, paid.amount)
        yield paid


def _uncapped_fees(term: Applied, until: date, since: date) -> Iterator[Posting | NotPriced]:
    first, amount, every = term.first, term.term.amount, term.term.every
    if amount is None:
        yield NotPriced(None, term.key, "the fee has no amount", None)
    elif first is None:
        yield NotPriced(None, term.key, "the file doesn't say when the agreement takes effect", None)
    elif every is None or every == "once":
        if first <= min(until, term.last or date.max):
            yield Posting(term, "fee", first, rounded(amount, term.currency, term.term.rounding), base=amount)
    else:
        last = min(until, term.last or date.max)
        for window in periods_between(max(first, since), last, every, term.fiscal_year):
            if (part := window.within(first, term.last or date.max)) and part.last <= until:
                yield _share_of(term, "fee", amount, window, part)


def _share_of(term: Applied, kind: Kind, amount: Decimal, window: Window, part: Window) -> Posting:
    """Return what is due for the part of a period in which a term is in force, by days."""
    due = amount * part.days / window.days
    days = None if part == window else (part.days, window.days)
    return Posting(term, kind, part.last, rounded(due, term.currency, term.term.rounding), base=amount, days=days)


def true_ups(
    term: Applied,
    book: Postings,
    terms: Sequence[Applied],
    exchange: Exchange,
    window: Window,
    cap: Cap | None = None,
) -> Iterator[Posting | NotPriced]:
    """Yield what is missing to the minimum of a term in each of its periods that ends in a window.

    `book` is what all terms add, and `cap` what is left of the term's own. Fees don't count: a minimum is guaranteed
    beside them.
    """
    counted = {each.key: each for each in terms if each.term.model != "fixed-fee" and _counts_for(each, term)}
    earned = _earned(book.entries, counted, term, exchange)
    days = [each.day for each in earned]
    unpriced = [one for one in book.not_priced if one.term in counted and one.deal is not None and not one.is_open]
    for found in _minimum_windows(term, window.last, window.first):
        if isinstance(found, NotPriced):
            yield found
            continue
        period, part = found
        guaranteed = _share_of(term, "true_up", term.term.minimum or ZERO, period, part)
        inside = earned[bisect_left(days, part.first) : bisect_right(days, part.last)]
        paid = sum((each.amount or ZERO for each in inside), ZERO)
        if paid >= guaranteed.amount:
            continue
        unknown = next((one.deal for one in unpriced if one.date in part), None)
        if not_exchanged := [each.currency for each in inside if each.amount is None]:
            reason = f"no exchange rate turns {not_exchanged[0]} into {term.currency}, which the minimum is in"
            yield NotPriced(None, term.key, reason, part.last)
        elif unknown:
            yield NotPriced(None, term.key, f"its minimum counts {unknown}, which could not be priced", part.last)
        else:
            yield _missing(guaranteed, paid, cap)


def _missing(guaranteed: Posting, paid: Decimal, cap: Cap | None) -> Posting:
    """Return what is missing to a guaranteed amount, as far as the cap of the term leaves room."""
    currency, missing = guaranteed.term.currency, guaranteed.amount - paid
    note = f"{money(guaranteed.amount, currency)} guaranteed, {money(paid, currency)} earned"
    if cap is not None:
        if missing > (room := cap.room(guaranteed.date)):
            missing, note = room, f"{note}, {cap.reached}"
        cap.use(guaranteed.date, missing)
    return guaranteed._replace(amount=missing, note=note)


class _Counted(NamedTuple):
    """What an entry counts toward a minimum: None where its currency can't be turned into that of the minimum."""

    day: date
    amount: Decimal | None
    currency: str
    term: Applied


def _earned(
    entries: ByColumn[Posting], counted: Mapping[str, Applied], term: Applied, exchange: Exchange
) -> list[_Counted]:
    """Return what counts toward the minimum of a term, in its currency."""
    columns = zip(*map(entries.column, ("term", "date", "amount")), strict=True)
    found = []
    for of, day, amount in columns:
        if of.key not in counted:
            continue
        if of.currency != term.currency:
            rate = exchange(of.currency, term.currency, day)
            amount = None if rate is None else rounded(rate.of(amount), term.currency, term.term.rounding)
        found.append(_Counted(day, amount, of.currency, of))
    return sorted(found, key=attrgetter("day"))


def ends_of_minimums(term: Applied, until: date) -> Iterator[date | NotPriced]:
    """Yield the last day of each period of a minimum that is over, or why that isn't known."""
    for found in _minimum_windows(term, until, date.min):
        yield found if isinstance(found, NotPriced) else found[1].last


def months_of_minimum(term: Applied) -> int:
    """Return how long the periods of a minimum are; that of a whole term is the longest."""
    match term.term.minimum_per:
        case "total":
            return MONTHS["year"] * (MAXYEAR + 1)
        case "year":
            return MONTHS["year"]
        case _:
            return MONTHS[term.term.settles or "year"]


def _counts_for(of: Applied, term: Applied) -> bool:
    """Whether what one term adds counts toward the minimum of another: its own, or any if it has no rate."""
    return of is term if term.pays_by_deal else of.sides == term.sides


def _minimum_windows(term: Applied, until: date, since: date) -> Iterator[tuple[Window, Window] | NotPriced]:
    """Yield each period of a minimum that is over, and the part of it in which the term is in force."""
    per = term.term.minimum_per or "period"
    first, last = term.first, term.last
    if first is None:
        yield NotPriced(None, term.key, "the file doesn't say when the agreement takes effect", None)
        return
    if per == "total":
        if last is None:
            reason = "the agreement has no last day on which to settle its minimum"
            yield NotPriced(None, term.key, reason, None)
        elif last <= until:
            yield Window(first, last), Window(first, last)
        return
    if per == "period" and term.term.settles is None:
        yield NotPriced(None, term.key, "the minimum has no period: add `settles` or `minimum_per`", None)
        return
    start, end = max(first, since), min(until, last or date.max)
    windows = (
        windows_between(start, end, lambda day: contract_year(day, term.starts or first))
        if per == "year"
        else periods_between(start, end, term.term.settles or "year", term.fiscal_year)
    )
    for window in windows:
        if (part := window.within(first, last or date.max)) and part.last <= until:
            yield window, part
