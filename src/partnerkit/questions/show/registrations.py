"""Which deals has a partner registered, and what has become of them?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from partnerkit.documents import Block, Cell, Column, Money, Note, Paragraph, Table
from partnerkit.facts.case import Case
from partnerkit.facts.registrations import (
    OpenAmount,
    RegistrationState,
    amounts_in_words,
    open_amounts,
    partners_of,
    registrations_of,
    rival_in_words,
    rivals,
)
from partnerkit.model.deal import Motion
from partnerkit.model.portfolio import Portfolio
from partnerkit.phrasing import days_away, plural


@dataclass(frozen=True, slots=True)
class RegisteredDeal:
    """One registered account as of a day; `rivals` says in words which other partners have it, and who was first."""

    deal: str
    account: str
    state: RegistrationState
    registered: date | None
    by: str | None
    protected_until: date | None
    days_left: int | None
    amount: Decimal | None
    currency: str | None
    motion: Motion | None
    rivals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisteredDeals:
    """The registrations of one partnership, the open ones first, and what those come to.

    Sourced and influenced amounts are never added up.
    """

    deals: tuple[RegisteredDeal, ...]
    open: tuple[OpenAmount, ...]


def registered_deals(case: Case, portfolio: Portfolio) -> RegisteredDeals:
    """Return what a partner has registered, beside the registrations of all other partners."""
    partners = {stem: partners_of(partnership) for stem, partnership in portfolio.partnerships.items()}
    contested = rivals(portfolio.deals, partners, case.today).get(case.stem, ())
    found = list(registrations_of(case))
    deals = [
        RegisteredDeal(
            deal=each.deal.deal,
            account=each.deal.account,
            state=each.state,
            registered=each.deal.registered,
            by=each.deal.by,
            protected_until=each.deal.protected_until,
            days_left=(each.deal.protected_until - case.today).days
            if each.deal.protected_until and (each.is_open or each.state == "lapsed")
            else None,
            amount=each.deal.amount,
            currency=each.deal.currency,
            motion=each.deal.motion,
            rivals=tuple(rival_in_words(rival) for rival in contested if rival.ours.deal.deal == each.deal.deal),
        )
        for each in found
    ]
    open_first = sorted(deals, key=lambda deal: (deal.days_left is None, deal.protected_until or date.max))
    return RegisteredDeals(tuple(open_first), open_amounts(found))


def tell(found: RegisteredDeals) -> Iterator[Block]:
    """Return what is open and what it comes to, then each registration, and the accounts that others have too."""
    if not found.deals:
        yield Paragraph("No registered deals.")
        return
    if found.open:
        count = sum(each.deals for each in found.open)
        yield Paragraph(f"{plural(count, 'registration')} open: {amounts_in_words(found.open)}.")
    columns = [
        Column("Account", wide=True),
        Column("Deal", optional=True),
        Column("Status"),
        Column("Registered", optional=True),
        Column("Protected until", short="Until"),
        Column("Left"),
        Column("Amount", align="right"),
        Column("Currency", only="spreadsheet"),
        Column("Motion"),
        Column("By", optional=True),
    ]
    yield Table(columns, [_row(deal) for deal in found.deals])
    for deal in found.deals:
        for said in deal.rivals:
            yield Note(f"{deal.account} ({deal.deal}): {said}.")


def _row(deal: RegisteredDeal) -> list[Cell]:
    return [
        deal.account,
        deal.deal,
        deal.state,
        deal.registered,
        deal.protected_until,
        None if deal.days_left is None else days_away(deal.days_left).replace("late", "over"),
        None if deal.amount is None or deal.currency is None else Money(deal.amount, deal.currency),
        deal.currency,
        deal.motion,
        deal.by,
    ]
