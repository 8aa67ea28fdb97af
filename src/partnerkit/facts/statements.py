"""What each side owes the other for a period: one partnership's terms applied to its deals."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerkit.facts.agreements import last_day_of_renewals, state_of
from partnerkit.facts.case import Case
from partnerkit.facts.exchange import rate_between, rate_in_words
from partnerkit.model.base import Section
from partnerkit.model.deal import Deal
from partnerkit.model.revenue import RevenueTerm
from partnerkit.money.ledger import ledger
from partnerkit.money.postings import Exchange, NotPriced, Rate, Unpaid
from partnerkit.money.statement import StatementLine, Total, settle
from partnerkit.money.terms import Applied, applied, starts_of
from partnerkit.money.windows import Window, span_between
from partnerkit.results import Internal


class Dates(NamedTuple):
    """The first and the last day of a period."""

    from_: date
    to: date


class Unpriced(NamedTuple):
    """What could not be worked out: the deal, the term or both, and why."""

    deal: str | None
    term: str | None
    reason: str


class Inputs(NamedTuple):
    """What a statement follows from: digests of the deals and of the terms, and the commit they are from."""

    deals: str | None
    terms: str
    commit: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """What each side owes the other for a period.

    `nothing_due` are deals that a term pays nothing for, and `not_priced` what makes the totals partial.
    """

    partnership: str
    name: Internal[str]
    company: Internal[str]
    signed: bool
    on: date
    period: Dates
    lines: Sequence[StatementLine]
    totals: tuple[Total, ...]
    not_priced: tuple[Unpriced, ...]
    nothing_due: tuple[Unpriced, ...]
    inputs: Inputs


def inputs_of(case: Case, deals: bytes | None, commit: str | None) -> Inputs:
    """Return the digests of a deals file, and of the terms that are applied to it with all that they depend on."""
    agreement = case.partnership.agreement
    terms = {
        "revenue": [_plain(term) for term in (agreement.revenue if agreement else ())],
        "agreement": [str(agreement.signed), _plain(agreement.term) if agreement.term else None] if agreement else None,
        "currency": case.workspace.currency,
        "fiscal_year": case.workspace.fiscal_year,
        "exchange_rates": [_plain(rate) for rate in case.workspace.exchange_rates],
    }
    return Inputs(
        None if deals is None else hashlib.sha256(deals).hexdigest(),
        hashlib.sha256(json.dumps(terms, sort_keys=True).encode()).hexdigest(),
        commit,
    )


def _plain(section: Section) -> dict[str, object]:
    return section.model_dump(mode="json", by_alias=True, exclude_none=True)


def statement(case: Case, deals: Sequence[Deal], period: Window, on: date, inputs: Inputs) -> Statement:
    """Return the statement of one partnership for a period, with what is held as of a day (guide, revenue models)."""
    agreement, fiscal_year = case.partnership.agreement, case.workspace.fiscal_year
    book = ledger(
        terms_of(case, agreement.revenue if agreement else (), period.last),
        deals,
        period.last,
        exchange_of(case),
        period.first,
    )
    settled = settle(book, period, on, span_between(*period), fiscal_year)
    return Statement(
        partnership=case.stem,
        name=case.name,
        company=(case.workspace.company.name if case.workspace.company else None) or "",
        signed=state_of(agreement, period.last).is_signed,
        on=on,
        period=Dates(*period),
        lines=settled.lines,
        totals=settled.totals,
        not_priced=tuple(_unpriced(settled.not_priced)),
        nothing_due=tuple(_unpriced(settled.unpaid)),
        inputs=inputs,
    )


def terms_of(case: Case, revenue: Sequence[RevenueTerm], day: date) -> tuple[Applied, ...]:
    """Return revenue terms as the agreement of a partnership applies them, as far as it has come by a day."""
    agreement = case.partnership.agreement
    term = agreement.term if agreement else None
    # Revenue terms are in force until the last renewal is over, and always if there is no last one.
    renews = term is not None and term.renewal == "automatic"
    ends = last_day_of_renewals(term) if term and renews else state_of(agreement, day).ends
    return applied(revenue, starts_of(agreement), ends, case.workspace.currency, case.workspace.fiscal_year)


def _unpriced(found: tuple[NotPriced, ...] | tuple[Unpaid, ...]) -> Iterator[Unpriced]:
    for one in found:
        yield Unpriced(one.deal, one.term, one.reason)


def exchange_of(case: Case) -> Exchange:
    """Return how amounts are converted: at the latest rate of the workspace on or before the day, either way."""

    def rate(from_: str, to: str, day: date) -> Rate | None:
        latest = rate_between(from_, to, case.workspace, day)
        if latest is None:
            return None
        words, one = rate_in_words(latest), Decimal(1)
        return Rate(latest.rate, one, words) if latest.from_ == from_ else Rate(one, latest.rate, words)

    return rate
