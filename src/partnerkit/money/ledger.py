"""What each deal, each passing period and each refund adds to what one side owes the other.

The ledger is a list of dated entries that follows from the terms and the deals alone. A statement shows the entries
of a period, so dividing a period in two never changes what is owed.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import localcontext
from operator import attrgetter
from typing import Final

from partnerkit.columns import ByColumn, by_column, joined
from partnerkit.model.deal import Deal
from partnerkit.money.over_time import fees, months_of_minimum, true_ups
from partnerkit.money.postings import Exchange, NotPriced, Posting, Postings, no_exchange
from partnerkit.money.rows import Rows
from partnerkit.money.term_account import TermAccount
from partnerkit.money.terms import Applied
from partnerkit.money.windows import Window

_PRECISION: Final = 60


def ledger(
    terms: Sequence[Applied],
    deals: Iterable[Deal],
    until: date,
    exchange: Exchange = no_exchange,
    since: date = date.min,
) -> Postings:
    """Return what the terms add for the deals and with time, up to a day.

    What time alone adds before the day `since` is left out, unless an amount may be carried forward from there.
    """
    if any(term.term.minimum_payout for term in terms):
        since = date.min
    with localcontext() as context:
        context.prec = _PRECISION
        return _ledger(terms, Rows(deals, until, exchange), since)


def _ledger(terms: Sequence[Applied], rows: Rows, since: date) -> Postings:
    rows.check(terms)
    books: list[ByColumn[Posting]] = []
    payers = []
    for term in terms:
        if term.sides is None:
            rows.cannot(None, term, "the term doesn't say which side pays the other")
            continue
        payers.append(term)
        if term.pays_by_deal:
            books.append(TermAccount(rows, term).entries())
    # A minimum counts what all terms add for deals, and is never earned by a fee.
    fixed = [term for term in payers if term.term.model == "fixed-fee"]
    books += [_priced(fees(term, rows.until, since), rows) for term in fixed]
    # A minimum with a cap of its own is settled where that is: deals and true-ups take turns to use it up.
    guaranteed = [
        term for term in payers if term.term.minimum is not None and (term.term.cap is None or not term.pays_by_deal)
    ]
    # A minimum of all terms counts what those of single terms add, and one of a year those of its quarters.
    for term in sorted(guaranteed, key=lambda term: (not term.pays_by_deal, months_of_minimum(term))):
        # One of several minimums may count what the others have added.
        starts = since if len(guaranteed) == 1 else date.min
        book = Postings(joined(Posting, books), tuple(rows.not_priced), ())
        due = true_ups(term, book, payers, rows.exchange, Window(starts, rows.until))
        books.append(_priced(due, rows))
    return Postings(_in_order(books), tuple(rows.not_priced), tuple(rows.unpaid))


def _priced(found: Iterable[Posting | NotPriced], rows: Rows) -> ByColumn[Posting]:
    """Return the entries among what was found, and record what could not be priced."""
    entries = []
    for each in found:
        if isinstance(each, NotPriced):
            rows.not_priced.append(each)
        else:
            entries.append(each)
    return by_column(Posting, entries)


def _in_order(books: Sequence[ByColumn[Posting]]) -> ByColumn[Posting]:
    """Return entries by their days, and on a day in the order of their terms."""
    filled = [book for book in books if book]
    entries = joined(Posting, filled)
    if len(filled) < 2:
        return entries
    indexes, days = list(map(attrgetter("index"), entries.column("term"))), entries.column("date")
    places = sorted(range(len(entries)), key=indexes.__getitem__)
    return entries.at(sorted(places, key=days.__getitem__))
