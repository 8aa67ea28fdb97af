"""What the deals that changed pay under the terms, and which issued statements cover them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal, NamedTuple, TypeAlias

from partnerkit.changes.change import Change, ListItem
from partnerkit.changes.consequences.before_and_after import BeforeAndAfter, Consequence
from partnerkit.changes.consequences.money import NOT_PRICED, exact_money, from_and_to, more_or_less
from partnerkit.facts.case import Case
from partnerkit.facts.statements import exchange_of, terms_of
from partnerkit.model.choices import Side
from partnerkit.model.deal import Deal
from partnerkit.money.ledger import ledger
from partnerkit.phrasing import listed

KEYS: Final = (("deals",),)
_ZERO: Final = Decimal(0)

_Key: TypeAlias = tuple[Side, str]
"""Who pays, and in which currency."""


class DealPays(NamedTuple):
    """What a deal pays to date, before and after it changed, and the periods of issued statements that cover it.

    Amounts are None if it pays nothing; or nothing that can be `priced`. The text gives the reason.
    """

    kind: Literal["payment"]
    text: str
    payer: Side | None
    currency: str | None
    old: Decimal | None
    new: Decimal | None
    change: Decimal | None
    priced: bool
    statements: tuple[str, ...]


class DealsPay(NamedTuple):
    """What all deals on record pay one side to date, before and after some changed: one can move the tier of others."""

    kind: Literal["payments"]
    text: str
    payer: Side
    currency: str
    old: Decimal
    new: Decimal
    change: Decimal


def follows(changes: Sequence[Change], pair: BeforeAndAfter) -> list[tuple[Consequence, ...]]:
    """Return what follows from each of some changes of deals.

    Both versions of the deals are paid under the new terms, so this adds up with what follows from changes of terms.
    """
    before, after = (_book(pair.after, deals) for deals in (pair.deals_before, pair.deals or ()))
    names = [_names(change) for change in changes]
    each = {name: tuple(_payments(*name, before, after, pair)) for name in dict.fromkeys(names)}
    together = tuple(_together(before, after, pair))
    if len(each) == 1 and _sum(*each.values()) == _sum(together):
        together = ()  # one deal that moves no other says it all
    return [(*each[name], *together) for name in names]


def _sum(payments: Sequence[DealPays | DealsPay]) -> Mapping[_Key, Decimal]:
    return {(one.payer, one.currency): one.change for one in payments if one.payer and one.currency and one.change}


class _Book(NamedTuple):
    """What deals pay to date: in all, and each, with the reasons why others pay nothing."""

    deals: Mapping[str, Deal]
    totals: Mapping[_Key, Decimal]
    amounts: Mapping[str, Mapping[_Key, Decimal]]
    reasons: Mapping[str, str]


def _book(case: Case, deals: Sequence[Deal]) -> _Book:
    agreement = case.partnership.agreement
    terms = terms_of(case, agreement.revenue if agreement else (), case.today)
    book = ledger(terms, deals, case.today, exchange_of(case))
    totals: dict[_Key, Decimal] = defaultdict(Decimal)
    amounts: dict[str, dict[_Key, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for entry in book.entries:
        if entry.term.sides is not None:
            key = entry.term.sides[0], entry.term.currency
            totals[key] += entry.amount
            if entry.deal is not None:
                amounts[entry.deal.deal][key] += entry.amount
    reasons = {one.deal: f"pays nothing: {one.reason}" for one in book.unpaid}
    reasons |= {one.deal: f"{NOT_PRICED}{one.reason}" for one in book.not_priced if one.deal}
    return _Book({deal.deal: deal for deal in deals}, totals, amounts, reasons)


def _names(change: Change) -> tuple[str, str]:
    """Return what the deal of a change was called before, and what it is called now."""
    item = next(part for part in change.place if isinstance(part, ListItem))
    return str(dict(item.identity)["deal"]), item.label


def _payments(was: str, now: str, before: _Book, after: _Book, pair: BeforeAndAfter) -> Iterator[DealPays]:
    old, new = before.amounts.get(was, {}), after.amounts.get(now, {})
    statements = tuple(_statements(was, now, before, after, pair))
    covered = _covered(statements, pair)
    if not old and not new:
        deal = after.deals.get(now)
        text = after.reasons.get(now) or _why_nothing(deal, pair.after) if deal else "paid nothing"
        priced = not text.startswith(NOT_PRICED)
        yield DealPays("payment", f"{text}{covered}", None, None, None, None, None, priced, statements)
    for payer, currency in sorted({*old, *new}):
        was_paid, pays = old.get((payer, currency), _ZERO), new.get((payer, currency), _ZERO)
        text = _in_words(was_paid, pays, currency, is_there=now in after.deals)
        text = f"{text} ({from_and_to(payer, pair.after)}){covered}"
        yield DealPays("payment", text, payer, currency, was_paid, pays, pays - was_paid, True, statements)


def _in_words(old: Decimal, new: Decimal, currency: str, *, is_there: bool) -> str:
    if not is_there:
        return f"no longer pays {exact_money(old, currency)}"
    if not old:
        return f"pays {exact_money(new, currency)}"
    if old == new:
        return f"still pays {exact_money(new, currency)}"
    return f"pays {exact_money(new, currency)} instead of {exact_money(old, currency)}"


def _why_nothing(deal: Deal, case: Case) -> str:
    if deal.date is None or not deal.is_won:
        return "pays nothing: it is not won"
    if deal.date > case.today:
        return f"pays nothing yet: it is dated after {case.today}"
    agreement = case.partnership.agreement
    return "pays nothing under the terms" if agreement and agreement.revenue else f"{NOT_PRICED}no terms are on record"


def _statements(was: str, now: str, before: _Book, after: _Book, pair: BeforeAndAfter) -> Iterator[str]:
    """Yield the periods of issued statements that name a deal, or have the day of it."""
    deals = [book.deals[name] for book, name in ((before, was), (after, now)) if name in book.deals]
    days = [deal.date for deal in deals if deal.date is not None]
    for one in pair.issued:
        if {was, now} & one.deals or any(one.first <= day <= one.last for day in days):
            yield one.period


def _covered(periods: Sequence[str], pair: BeforeAndAfter) -> str:
    if periods:
        statements, cover = ("statements", "cover") if len(periods) > 1 else ("statement", "covers")
        return f"; the {statements} issued for {listed(periods)} {cover} it"
    return "; no issued statement covers it yet" if pair.issued else ""


def _together(before: _Book, after: _Book, pair: BeforeAndAfter) -> Iterator[DealsPay]:
    for payer, currency in sorted({*before.totals, *after.totals}):
        old, new = (book.totals.get((payer, currency), _ZERO) for book in (before, after))
        text = f"the deals on record pay {more_or_less(new - old, currency)} ({from_and_to(payer, pair.after)})"
        yield DealsPay("payments", text, payer, currency, old, new, new - old)
