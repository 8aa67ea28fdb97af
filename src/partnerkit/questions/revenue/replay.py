"""What would the recorded deals have come to under other terms?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, NamedTuple, TypeAlias

from partnerkit.dates import Day
from partnerkit.documents import Block, Column, Document, Heading, Money, Paragraph, Range, Table
from partnerkit.facts.case import Case
from partnerkit.facts.statements import exchange_of, terms_of
from partnerkit.model.choices import Side
from partnerkit.model.deal import Deal
from partnerkit.model.revenue import RevenueTerm
from partnerkit.money.ledger import ledger
from partnerkit.money.windows import Window, period_of
from partnerkit.phrasing import money, plural
from partnerkit.results import Internal

TermsApplied: TypeAlias = Literal["agreed", "other"]
_BOTH: Final[tuple[TermsApplied, ...]] = ("agreed", "other")


class ReplayedTotal(NamedTuple):
    """What one side pays the other: as agreed, under the other terms, and how much more that is."""

    payer: Side
    currency: str
    agreed: Decimal
    other: Decimal
    change: Decimal


class ReplayedPeriod(NamedTuple):
    """The same for a quarter; `payer` is who pays."""

    from_: Day
    to: Day
    payer: Side
    currency: str
    agreed: Decimal
    other: Decimal
    change: Decimal


class ReplayGap(NamedTuple):
    """What could not be priced, under which terms, and why."""

    terms: TermsApplied
    deal: str | None
    term: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class RevenueReplay:
    """The deals and refunds until a day under the terms as agreed and under others, and how many rows are later.

    `totals` are over all periods.
    """

    partnership: str
    name: Internal[str]
    company: Internal[str]
    until: Day
    deals: int
    later: int
    periods: tuple[ReplayedPeriod, ...]
    totals: tuple[ReplayedTotal, ...]
    not_priced: tuple[ReplayGap, ...]


def replay(case: Case, deals: Sequence[Deal], revenue: Sequence[RevenueTerm]) -> RevenueReplay:
    """Return what the recorded deals come to under other terms, until today."""
    agreement = case.partnership.agreement
    both = (agreement.revenue if agreement else ()), revenue
    books = [ledger(terms_of(case, terms, case.today), deals, case.today, exchange_of(case)) for terms in both]
    days = [deal.date for deal in deals if deal.is_won and deal.date is not None]
    by_quarter: dict[tuple[Window, Side, str], list[Decimal]] = {}
    overall: dict[tuple[Side, str], list[Decimal]] = {}
    for at, book in enumerate(books):
        for posting in book.entries:
            assert posting.term.sides is not None
            side = posting.term.sides[0], posting.term.currency
            quarter = period_of(posting.date, "quarter", case.workspace.fiscal_year)
            by_quarter.setdefault((quarter, *side), [Decimal(0), Decimal(0)])[at] += posting.amount
            overall.setdefault(side, [Decimal(0), Decimal(0)])[at] += posting.amount
    return RevenueReplay(
        partnership=case.stem,
        name=case.name,
        company=(case.workspace.company.name if case.workspace.company else None) or "",
        until=case.today,
        deals=sum(day <= case.today for day in days),
        later=sum(day > case.today for day in days),
        totals=tuple(
            ReplayedTotal(*side, agreed, other, other - agreed) for side, (agreed, other) in sorted(overall.items())
        ),
        periods=tuple(
            ReplayedPeriod(*window, payer, currency, agreed, other, other - agreed)
            for (window, payer, currency), (agreed, other) in sorted(by_quarter.items())
        ),
        not_priced=tuple(
            ReplayGap(name, one.deal, one.term, one.reason)
            for name, book in zip(_BOTH, books, strict=True)
            for one in book.not_priced
        ),
    )


def document(found: RevenueReplay) -> Document:
    """Describe a replay."""
    return Document(f"Other terms for {found.name}", list(_replayed(found)), key="revenue")


def _replayed(found: RevenueReplay) -> Iterator[Block]:
    later = f"; {plural(found.later, 'later one')} left out" if found.later else ""
    yield Paragraph(f"{plural(found.deals, 'recorded row')} until {found.until}{later}.")
    for total in found.totals:
        payer = (found.company or "We") if total.payer == "us" else found.name
        pay = "pay" if payer == "We" else "pays"
        agreed, other = money(total.agreed, total.currency), money(total.other, total.currency)
        change = f"{money(abs(total.change), total.currency)} {'more' if total.change > 0 else 'less'}"
        same = "the same" if not total.change else change
        yield Paragraph(f"{payer} {pay} {other} instead of {agreed}: {same}.")
    if not found.totals:
        yield Paragraph("Nothing is owed under either terms.")
    if found.periods:
        columns = [Column("Period"), Column("Payer"), Column("As agreed", align="right")]
        columns += [Column("Other terms", align="right"), Column("Change", align="right")]
        yield Table(
            columns=columns,
            rows=[
                [
                    Range(one.from_, one.to),
                    one.payer,
                    *(Money(amount, one.currency) for amount in (one.agreed, one.other, one.change)),
                ]
                for one in found.periods
            ],
        )
    if found.not_priced:
        yield Heading("Not priced")
        columns = [Column("Terms"), Column("Deal"), Column("Term"), Column("Reason", wide=True)]
        yield Table(columns=columns, rows=[list(one) for one in found.not_priced])
