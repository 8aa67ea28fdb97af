"""What does each side owe the other under the revenue terms?"""

from collections.abc import Iterator, Sequence
from functools import cache

from partnerkit.columns import by_column
from partnerkit.documents import Block, Cell, Column, Described, Document, Heading, Money, Note, Paragraph, Table
from partnerkit.facts.statements import Statement
from partnerkit.money.statement import StatementLine
from partnerkit.phrasing import listed, money, percent, plural


def document(found: Statement) -> Document:
    """Describe a statement: what is owed, then every line that it is the sum of."""
    return Document(f"Statement for {found.name}", list(_blocks(found)), key="statement")


def issued_document(found: Statement) -> Document:
    """Describe a statement as it is issued: with the commit that it can be worked out from again."""
    described = document(found)
    return described._replace(blocks=[*described.blocks, Note(f"Issued as of commit {found.inputs.commit}.")])


def _blocks(found: Statement) -> Iterator[Block]:
    first, last = found.period
    yield Paragraph(f"{first} to {last}, as of {found.on}.")
    if not found.signed:
        yield Note("The agreement was not signed in this period: these are the amounts its terms would give.")
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
    yield Note(f"Worked out from deals {(inputs.deals or 'none')[:12]} and terms {inputs.terms[:12]}.")


def _sums(found: Statement) -> Iterator[Block]:
    if not found.totals:
        yield Paragraph("Nothing is owed." if not found.not_priced else "Nothing could be priced.")
    for total in found.totals:
        payer = found.name if total.from_ == "them" else found.company or "We"
        payee = found.name if total.to == "them" else found.company or "us"
        parts = [f"{money(total.payable, total.currency)} payable"]
        if total.held:
            parts.append(f"{money(total.held, total.currency)} held")
        if total.brought_forward:
            parts.append(f"{money(total.brought_forward, total.currency)} brought forward")
        if total.carried_forward:
            parts.append(f"{money(total.carried_forward, total.currency)} carried forward")
        owes = "owe" if payer == "We" else "owes"
        yield Paragraph(f"{payer} {owes} {payee} {money(total.amount, total.currency)}: {listed(parts)}.")
        if total.released:
            released = money(total.released, total.currency)
            yield Note(f"{released} from earlier periods is no longer held: pay it if their statements held it back.")
    if found.not_priced and found.totals:
        many = plural(len(found.not_priced), "item")
        yield Note(f"These totals are partial: {many} could not be priced.")


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
        rows=Described(found.lines, _cells),
    )


def _cells(lines: Sequence[StatementLine]) -> list[Sequence[Cell]]:
    """Return the cells of lines, a column at a time."""
    rows = by_column(StatementLine, lines)
    currencies, days = rows.column("currency"), rows.column("until")
    states = zip(rows.column("state"), days, strict=True)
    return [
        rows.column("date"),
        rows.column("deal"),
        rows.column("customer"),
        rows.column("rule"),
        rows.column("base"),
        [None if rate is None else _percent(rate) for rate in rows.column("rate")],
        list(map(Money, rows.column("amount"), currencies)),
        currencies,
        [f"held until {until}" if until else state for state, until in states],
        rows.column("term"),
    ]


_percent = cache(percent)
"""Few rates are on very many lines."""
