"""What terms add as time passes: fixed fees, and what is missing to a guaranteed minimum."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from partnerkit.columns import ByColumn
from partnerkit.money.caps import cap_of
from partnerkit.money.currencies import rounded
from partnerkit.money.postings import ZERO, Kind, NotPriced, Posting
from partnerkit.money.terms import Applied
from partnerkit.money.windows import Window, contract_year, periods_between, windows_between
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
        if first <= until:
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


def true_ups(term: Applied, entries: ByColumn[Posting], until: date, since: date) -> Iterator[Posting | NotPriced]:
    """Yield what is missing to the minimum of a term in each of its periods that ends between two days.

    `entries` are all others. Fees don't count: a minimum is guaranteed beside them.
    """
    minimum = term.term.minimum
    assert minimum is not None
    columns = zip(*map(entries.column, ("term", "kind", "date", "amount")), strict=True)
    counted = sorted((day, amount) for of, kind, day, amount in columns if kind != "fee" and _counts_for(of, term))
    days = [day for day, _ in counted]
    for found in _minimum_windows(term, until, since):
        if isinstance(found, NotPriced):
            yield found
            continue
        window, part = found
        guaranteed = _share_of(term, "true_up", minimum, window, part)
        inside = counted[bisect_left(days, part.first) : bisect_right(days, part.last)]
        paid = sum((amount for _, amount in inside), ZERO)
        if guaranteed.amount > paid:
            note = f"{money(guaranteed.amount, term.currency)} guaranteed, {money(paid, term.currency)} earned"
            yield guaranteed._replace(amount=guaranteed.amount - paid, note=note)


def _counts_for(of: Applied, term: Applied) -> bool:
    """Whether what one term adds counts toward the minimum of another: its own, or any if it has no rate."""
    if term.pays_by_deal:
        return of is term
    return of.sides == term.sides and of.currency == term.currency


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
