"""What the recorded deals of the last 12 months would have paid under other terms."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from partnerkit.changes.consequences.pair import Pair
from partnerkit.dates import add_months, days_after
from partnerkit.facts.case import Case
from partnerkit.facts.statements import exchange_of, terms_of
from partnerkit.model.agreement import RevenueTerm
from partnerkit.model.choices import Side
from partnerkit.model.deal import Deal
from partnerkit.money.currencies import places_of
from partnerkit.money.ledger import ledger
from partnerkit.phrasing import number, plural, rounded

KEYS: Final = (("agreement.revenue",),)
_MONTHS: Final = 12


class MoneyMoved(NamedTuple):
    """What one side would have paid, in one currency; `not_priced` are the deals and terms that could not be priced."""

    kind: str
    text: str
    payer: Side | None
    currency: str | None
    old: Decimal | None
    new: Decimal | None
    change: Decimal | None
    percent: Decimal | None
    not_priced: int
    from_: date
    to: date


def follows(pair: Pair) -> tuple[MoneyMoved, ...]:
    """Return what the last 12 months would have paid under both terms, by payer and currency.

    Terms that are in force for a time apply to all of these months, as if they had been in force: those that are on the
    day, or that start later.
    """
    to = pair.after.today
    since = days_after(add_months(to, -_MONTHS), 1)
    if pair.deals is None:
        return (_unknown("not priced: the deals file has errors", 0, since, to),)
    before, after = (_paid(case, pair.deals, since) for case in (pair.before, pair.after))
    not_priced = max(before.not_priced, after.not_priced)
    keys = sorted({*before.totals, *after.totals})
    if not keys:
        nothing = "the last 12 months would have paid nothing under either terms"
        return (_unknown(nothing if pair.deals else "not priced: no deals are on record", not_priced, since, to),)
    zero = Decimal(0)
    return tuple(
        _moved(key, before.totals.get(key, zero), after.totals.get(key, zero), not_priced, since, to) for key in keys
    )


class _Paid(NamedTuple):
    """What was paid since a day, by who pays and the currency, and how much could not be priced."""

    totals: dict[tuple[Side, str], Decimal]
    not_priced: int


def _paid(case: Case, deals: Sequence[Deal], since: date) -> _Paid:
    book = ledger(terms_of(case, _in_force(case, case.today), case.today), deals, case.today, exchange_of(case))
    totals: dict[tuple[Side, str], Decimal] = {}
    for entry in book.entries:
        if entry.date >= since and entry.term.sides is not None:
            key = entry.term.sides[0], entry.term.currency
            totals[key] = totals.get(key, Decimal(0)) + entry.amount
    return _Paid(totals, sum(one.date is None or one.date >= since for one in book.not_priced))


def _in_force(case: Case, day: date) -> Sequence[RevenueTerm]:
    """Return the terms that are in force on a day or later, without the days that limit them.

    Of terms that follow one another, the last ones count.
    """
    agreement = case.partnership.agreement
    revenue = agreement.revenue if agreement else ()
    starts = max((term.valid_from for term in revenue if term.valid_from), default=day)
    on = max(day, starts)
    lasting = [term for term in revenue if term.valid_until is None or term.valid_until >= on]
    return tuple(term.model_copy(update={"valid_from": None, "valid_until": None}) for term in lasting)


def _moved(key: tuple[Side, str], old: Decimal, new: Decimal, not_priced: int, since: date, to: date) -> MoneyMoved:
    payer, currency = key
    change = new - old
    percent = rounded(change * 100 / abs(old)) if old else None
    text = "the last 12 months would have paid "
    if change:
        text += f"{exact_money(abs(change), currency)} {'more' if change > 0 else 'less'}"
        text += f", {'+' if change > 0 else '-'}{number(abs(percent))}%" if percent is not None else ""
    else:
        text += f"the same, {exact_money(new, currency)}"
    text += " (us to them)" if payer == "us" else " (them to us)"
    text += _without(not_priced)
    return MoneyMoved("money", text, payer, currency, old, new, change, percent, not_priced, since, to)


def _unknown(text: str, not_priced: int, since: date, to: date) -> MoneyMoved:
    text += _without(not_priced)
    return MoneyMoved("money", text, None, None, None, None, None, None, not_priced, since, to)


def _without(not_priced: int) -> str:
    return f"; {plural(not_priced, 'deal or term', 'deals or terms')} could not be priced" if not_priced else ""


def exact_money(amount: Decimal, currency: str) -> str:
    """Write an amount with all places of its currency: EUR 1,750.00, JPY 1,750."""
    return f"{currency} {amount:,.{places_of(currency)}f}"
