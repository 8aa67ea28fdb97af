"""What does each side owe the other under the revenue terms?"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, partial
from typing import Final

from partnerkit.columns import ByColumn, by_column, mapped
from partnerkit.documents import (
    Block,
    Cell,
    Column,
    Described,
    Document,
    Heading,
    Money,
    Note,
    Paragraph,
    Percent,
    Table,
)
from partnerkit.facts.statements import Statement
from partnerkit.model.choices import Side
from partnerkit.money.statement import Direction, StatementLine
from partnerkit.money.tiers import TierBound, TierPart
from partnerkit.phrasing import grouped, listed, money, percent, plural, rounded


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
    names = _names(found)
    for total in found.totals:
        parts = [f"{money(total.payable, total.currency)} payable"]
        if total.held:
            parts.append(f"{money(total.held, total.currency)} held")
        if total.brought_forward:
            parts.append(f"{money(total.brought_forward, total.currency)} brought forward")
        if total.carried_forward:
            parts.append(f"{money(total.carried_forward, total.currency)} carried forward")
        payer = names[total.from_] if names[total.from_] != "us" else "We"
        owes = "owe" if payer == "We" else "owes"
        yield Paragraph(f"{payer} {owes} {names[total.to]} {money(total.amount, total.currency)}: {listed(parts)}.")
        if total.released:
            released = money(total.released, total.currency)
            yield Note(f"{released} from earlier periods is no longer held: pay it if their statements held it back.")
    if found.not_priced and found.totals:
        many = plural(len(found.not_priced), "item")
        yield Note(f"These totals are partial: {many} could not be priced.")


def _names(found: Statement) -> Mapping[Side, str]:
    """Return what each side is called; ours is `us` where the workspace doesn't name our company."""
    return {"us": found.company or "us", "them": found.name}


# --- Lines ------------------------------------------------------------------------------------------------------------


def _lines(found: Statement) -> Table:
    rows = by_column(StatementLine, found.lines)
    both_ways = len(set(rows.column("from_"))) > 1
    return Table(
        columns=[
            Column("Date"),
            Column("Deal"),
            Column("Customer", optional=True),
            Column("Payer", wide=True, clip=True, only=None if both_ways else "spreadsheet"),
            Column("Payee", only="spreadsheet"),
            Column("Rule", below=True),
            Column("Tiers", below=True, only=None if rows.has("parts") else "spreadsheet"),
            Column("Base", align="right"),
            Column("Rate", align="right"),
            Column("Amount", align="right"),
            Column("Currency", only="spreadsheet"),
            Column("State", wide=True),
            Column("Term", optional=True),
        ],
        rows=Described(rows, partial(_cells, _names(found), _carried(found))),
    )


def _carried(found: Statement) -> Mapping[Direction, str]:
    """Return how lines that aren't held are described where the minimum payout keeps back some of what they come to.

    Where another part of it was paid out, the totals give both.
    """
    return {
        (total.from_, total.to, total.currency): "earned" if total.payable else "carried forward"
        for total in found.totals
        if total.carried_forward
    }


def _cells(
    names: Mapping[Side, str], carried: Mapping[Direction, str], lines: Sequence[StatementLine]
) -> list[Sequence[Cell]]:
    """Return the cells of lines, a column at a time."""
    rows = by_column(StatementLine, lines)
    currencies, parts = rows.column("currency"), rows.column("parts")
    payers, payees = rows.column("from_"), rows.column("to")
    return [
        rows.column("date"),
        rows.column("deal"),
        rows.column("customer"),
        mapped(names.__getitem__, payers),
        mapped(names.__getitem__, payees),
        rows.column("rule"),
        mapped(in_tiers, parts),
        _bases(rows.column("base")),
        _rates(rows.column("rate"), parts),
        list(map(Money, rows.column("amount"), currencies)),
        currencies,
        _states(rows, carried),
        rows.column("term"),
    ]


def _states(rows: ByColumn[StatementLine], carried: Mapping[Direction, str]) -> Sequence[str]:
    """Return whether each line is payable; of what is payable, whether it is carried forward."""
    states, untils = rows.column("state"), rows.column("until")
    if not carried and not any(untils):
        return states
    directions = zip(*map(rows.column, ("from_", "to", "currency")), strict=True)
    return [
        f"held until {until}" if until else carried.get(direction, state) if state == "payable" else state
        for state, until, direction in zip(states, untils, directions, strict=True)
    ]


_percent = cache(percent)
"""Few rates are on very many lines."""

_MOST_DIGITS: Final = 28
_MOST_PLACES: Final = 4


def _bases(bases: Sequence[Decimal | None]) -> Sequence[Decimal | None]:
    """Return bases as people recalculate with them: one that was converted may have digits without end."""
    if max(map(len, map(str, bases)), default=0) <= _MOST_DIGITS:
        return bases
    return [base and _short(base) for base in bases]


def _short(base: Decimal) -> Decimal:
    return base if len(str(base)) <= _MOST_DIGITS else rounded(base, _MOST_PLACES)


def _rates(rates: Sequence[Decimal | None], parts: Sequence[Sequence[TierPart]]) -> Sequence[Cell]:
    return [
        Percent(rate) if rate is not None else "by tier" if tiers else None
        for rate, tiers in zip(rates, parts, strict=True)
    ]


def in_tiers(parts: Sequence[TierPart]) -> str | None:
    """Return which tier a deal is in, or what of it is in each: `10,000 at 20% (0 to 10,000); 500 at 25% (...)`."""
    if not parts:
        return None
    if len(parts) == 1:
        return _one_tier(parts[0].from_, parts[0].to, parts[0].bound)
    return "; ".join(
        f"{_of_base(part)} at {_percent(part.rate)} ({_tier(part.from_, part.to, part.bound)})" for part in parts
    )


def _of_base(part: TierPart) -> str:
    """Return the part of the base, and of the volume where tiers count something else than money."""
    base = grouped(_short(part.base), places=2)
    return base if part.volume == part.base else f"{base} (volume {grouped(part.volume)})"


@cache
def _one_tier(first: Decimal, last: Decimal | None, bound: TierBound) -> str:
    return f"tier {_tier(first, last, bound)}"


@cache
def _tier(first: Decimal, last: Decimal | None, bound: TierBound) -> str:
    if last is not None:
        return f"{grouped(first)} to {grouped(last)}"
    return f"{'above' if bound == 'above' else 'from'} {grouped(first)}"
