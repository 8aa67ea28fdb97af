"""What the recorded deals of the last 12 months would have paid under other terms."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from partnerkit.changes.consequences.before_and_after import BeforeAndAfter
from partnerkit.currencies import places_of
from partnerkit.dates import add_months, days_after
from partnerkit.facts.case import Case
from partnerkit.facts.statements import exchange_of, terms_of
from partnerkit.model.choices import Side
from partnerkit.model.deal import Deal
from partnerkit.model.revenue import RevenueTerm
from partnerkit.money.ledger import ledger
from partnerkit.money.postings import NotPriced
from partnerkit.phrasing import number, plural, rounded

KEYS: Final = (("agreement.revenue",),)
_MONTHS: Final = 12

NOT_PRICED: Final = "not priced: "
"""What starts the text of a consequence whose amount is not known."""


class MoneyMoved(NamedTuple):
    """What one side would have paid, in one currency; `not_priced` are the deals and terms that could not be priced."""

    kind: Literal["money"]
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


def follows(pair: BeforeAndAfter) -> tuple[MoneyMoved, ...]:
    """Return what the last 12 months would have paid under both terms, by payer and currency.

    Terms that are in force for a time apply to all of these months, as if they had been in force: those that are on the
    day, or that start later.
    """
    since = days_after(add_months(pair.after.today, -_MONTHS), 1)
    if pair.deals is None:
        return (_unknown(f"{NOT_PRICED}the deals file has errors", pair, since, ()),)
    before, after = (_paid(case, pair.deals, since) for case in (pair.before, pair.after))
    keys = sorted({*before.totals, *after.totals})
    if not keys:
        nothing = "the last 12 months would have paid nothing under either terms"
        text = nothing if pair.deals else f"{NOT_PRICED}no deals are on record"
        return (_unknown(text, pair, since, max(before.not_priced, after.not_priced, key=len)),)
    return tuple(_moved(key, before, after, pair, since) for key in keys)


class _Paid(NamedTuple):
    """What was paid since a day, by who pays and the currency, and what could not be priced."""

    totals: dict[tuple[Side, str], Decimal]
    not_priced: tuple[NotPriced, ...]


def _paid(case: Case, deals: Sequence[Deal], since: date) -> _Paid:
    book = ledger(terms_of(case, _in_force(case, case.today), case.today), deals, case.today, exchange_of(case))
    totals: dict[tuple[Side, str], Decimal] = {}
    for entry in book.entries:
        if entry.date >= since and entry.term.sides is not None:
            key = entry.term.sides[0], entry.term.currency
            totals[key] = totals.get(key, Decimal(0)) + entry.amount
    return _Paid(totals, tuple(one for one in book.not_priced if one.date is None or one.date >= since))


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


def _moved(key: tuple[Side, str], before: _Paid, after: _Paid, pair: BeforeAndAfter, since: date) -> MoneyMoved:
    payer, currency = key
    old, new = (paid.totals.get(key, Decimal(0)) for paid in (before, after))
    change, not_priced = new - old, max(before.not_priced, after.not_priced, key=len)
    percent = rounded(change * 100 / abs(old)) if old else None
    text = "the last 12 months would have paid "
    if change:
        text += more_or_less(change, currency)
        text += f", {'+' if change > 0 else '-'}{number(abs(percent))}%" if percent is not None else ""
    else:
        text += f"the same, {exact_money(new, currency)}"
    text += f" ({from_and_to(payer, pair.after)}){_without(not_priced)}"
    return MoneyMoved(
        "money", text, payer, currency, old, new, change, percent, len(not_priced), since, pair.after.today
    )


def from_and_to(payer: Side, case: Case) -> str:
    """Return the payer and the payee: Orbit to Acme Analytics."""
    company = case.workspace.company
    names = (company.name if company else None) or "us", case.name
    return " to ".join(names if payer == "us" else names[::-1])


def _unknown(text: str, pair: BeforeAndAfter, since: date, not_priced: Sequence[NotPriced]) -> MoneyMoved:
    text += _without(not_priced)
    return MoneyMoved("money", text, None, None, None, None, None, None, len(not_priced), since, pair.after.today)


def _without(not_priced: Sequence[NotPriced]) -> str:
    """Return how many deals and terms the amount leaves out, and why the first of them."""
    if not not_priced:
        return ""
    first = not_priced[0]
    named = f"deal {first.deal}" if first.deal else first.term
    example = f"{'for one, ' if len(not_priced) > 1 else ''}{named}: {first.reason}"
    return f"; {plural(len(not_priced), 'deal or term', 'deals or terms')} could not be priced ({example})"


def more_or_less(change: Decimal, currency: str) -> str:
    """Write a difference: `EUR 1,750.00 more`, `the same`."""
    return f"{exact_money(abs(change), currency)} {'more' if change > 0 else 'less'}" if change else "the same"


def exact_money(amount: Decimal, currency: str) -> str:
    """Write an amount with all places of its currency: EUR 1,750.00, JPY 1,750."""
    return f"{currency} {amount:,.{places_of(currency)}f}"
