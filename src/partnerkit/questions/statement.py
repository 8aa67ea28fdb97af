"""What does each side owe the other under the revenue terms?"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerkit.documents import Block, Column, Document, Heading, Money, Note, Paragraph, Table
from partnerkit.facts.agreements import state_of
from partnerkit.facts.case import Case
from partnerkit.model.choices import Period, Side
from partnerkit.money.deals import Deal
from partnerkit.money.ledger import Exchange, NotPriced, Unpaid, ledger
from partnerkit.money.statement import Line, Total, settle
from partnerkit.money.terms import applied
from partnerkit.money.windows import Window
from partnerkit.phrasing import listed, money, number, plural
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
    lines: tuple[Line, ...]
    totals: tuple[Total, ...]
    not_priced: tuple[Unpriced, ...]
    nothing_due: tuple[Unpriced, ...]
    inputs: Inputs


def inputs_of(case: Case, deals: bytes | None, commit: str | None) -> Inputs:
    """Return the digests of a deals file and of the terms that are applied to it."""
    agreement = case.partnership.agreement
    terms = [
        term.model_dump(mode="json", by_alias=True, exclude_none=True)
        for term in (agreement.revenue if agreement else ())
    ]
    return Inputs(
        None if deals is None else hashlib.sha256(deals).hexdigest(),
        hashlib.sha256(json.dumps(terms, sort_keys=True).encode()).hexdigest(),
        commit,
    )


def statement(case: Case, deals: tuple[Deal, ...], period: Window, span: Period, on: date, inputs: Inputs) -> Statement:
    """Return the statement of one partnership for a period, with what is held as of a day (guide, revenue models)."""
    agreement = case.partnership.agreement
    state = state_of(agreement, period.last)
    # A term that renews has no last day that ends its revenue terms.
    ends = state.ends if agreement and agreement.term and agreement.term.renewal != "automatic" else None
    terms = applied(agreement, case.workspace.currency, ends, case.workspace.fiscal_year)
    book = ledger(terms, deals, period.last, _exchange(case))
    settled = settle(book, period, on, span, case.workspace.fiscal_year)
    return Statement(
        partnership=case.stem,
        name=case.name,
        company=(case.workspace.company.name if case.workspace.company else None) or "",
        signed=state.is_signed,
        on=on,
        period=Dates(*period),
        lines=settled.lines,
        totals=settled.totals,
        not_priced=tuple(_unpriced(settled.not_priced)),
        nothing_due=tuple(_unpriced(settled.unpaid)),
        inputs=inputs,
    )


def _unpriced(found: tuple[NotPriced, ...] | tuple[Unpaid, ...]) -> Iterator[Unpriced]:
    for one in found:
        yield Unpriced(one.deal, one.term, one.reason)


def _exchange(case: Case) -> Exchange:
    """Return how amounts are converted: at the latest rate of the workspace on or before the day, either way round."""

    def rate(from_: str, to: str, day: date) -> Decimal | None:
        known = [
            each for each in case.workspace.exchange_rates if {each.from_, each.to} == {from_, to} and each.date <= day
        ]
        latest = max(known, key=lambda each: each.date, default=None)
        if latest is None:
            return None
        return latest.rate if latest.from_ == from_ else 1 / latest.rate

    return rate


# --- The document -----------------------------------------------------------------------------------------------------


def document(found: Statement) -> Document:
    """Describe a statement: what is owed, then every line that it is the sum of."""
    return Document(f"Statement for {found.name}", list(_blocks(found)))


def _blocks(found: Statement) -> Iterator[Block]:
    first, last = found.period
    yield Paragraph(f"{first} to {last}, as of {found.on}.")
    if not found.signed:
        yield Note("The agreement was not signed in this period: these are the amounts that its terms would come to.")
    yield from _sums(found)
    if found.lines:
        yield Heading("Lines")
        yield _lines(found)
    for title, rows in (("Not priced", found.not_priced), ("Nothing due", found.nothing_due)):
        if rows:
            yield Heading(title)
            columns = [Column("Deal"), Column("Term"), Column("Reason", wide=True)]
            yield Table(columns=columns, rows=[[row.deal, row.term, row.reason] for row in rows])
    inputs = found.inputs
    commit = f", as of commit {inputs.commit[:12]}" if inputs.commit else ""
    yield Note(f"Worked out from deals {(inputs.deals or 'none')[:12]} and terms {inputs.terms[:12]}{commit}.")


def _sums(found: Statement) -> Iterator[Block]:
    if not found.totals:
        yield Paragraph("Nothing is owed." if not found.not_priced else "Nothing could be priced.")
    for total in found.totals:
        payer, payee = (_side(found, side) for side in (total.from_, total.to))
        parts = [f"{money(total.payable, total.currency)} payable"]
        if total.held:
            parts.append(f"{money(total.held, total.currency)} held")
        if total.brought_forward:
            parts.append(f"{money(total.brought_forward, total.currency)} brought forward")
        if total.carried_forward:
            parts.append(f"{money(total.carried_forward, total.currency)} carried forward")
        yield Paragraph(f"{payer} owes {payee} {money(total.amount, total.currency)}: {listed(parts)}.")
    if found.not_priced and found.totals:
        many = plural(len(found.not_priced), "item")
        yield Note(f"These totals are partial: {many} could not be priced.")


def _side(found: Statement, side: Side) -> str:
    return (found.company or "We") if side == "us" else found.name


def _lines(found: Statement) -> Table:
    return Table(
        columns=[
            Column("Date"),
            Column("Deal"),
            Column("Customer", optional=True),
            Column("Rule", wide=True),
            Column("Base", align="right"),
            Column("Rate", align="right"),
            Column("Amount", align="right"),
            Column("Currency", only="spreadsheet"),
            Column("State"),
            Column("Term", optional=True),
        ],
        rows=[
            [
                line.date,
                line.deal,
                line.customer,
                line.rule,
                line.base,
                f"{number(line.rate)}%" if line.rate is not None else None,
                Money(line.amount, line.currency),
                line.currency,
                f"held until {line.until}" if line.until else line.state,
                line.term,
            ]
            for line in found.lines
        ],
    )
