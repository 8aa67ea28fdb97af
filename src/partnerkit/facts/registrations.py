"""Registered deals: what has become of each, when its protection ends, and who registered an account first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, Literal, NamedTuple, TypeAlias

from partnerkit.facts.case import Case
from partnerkit.facts.figures import added_up
from partnerkit.model.deal import OPEN, Deal, Motion, account_key
from partnerkit.model.partnership import Partnership
from partnerkit.phrasing import listed, money

RegistrationState: TypeAlias = Literal["registered", "approved", "lapsed", "rejected", "expired", "won", "lost"]
"""What has become of a registration; one whose protection is over while its row is still open has lapsed."""

Place: TypeAlias = Literal["first", "same day", "later", "unknown"]
"""Whether a registration was the first of its account, as far as the days in the files show."""


class Registration(NamedTuple):
    """An account that a partner registered, as of a day."""

    partnership: str
    deal: Deal
    state: RegistrationState

    @property
    def is_open(self) -> bool:
        """Whether it still protects the partner, or waits for an answer."""
        return self.state in OPEN


def registrations(stem: str, deals: Iterable[Deal], today: date) -> Iterator[Registration]:
    """Yield the registrations in the deals of a partnership, in their order; later ones are not known yet."""
    for deal in deals:
        if deal.is_registration and (deal.registered is None or deal.registered <= today):
            yield Registration(stem, deal, _state_of(deal, today))


def _state_of(deal: Deal, today: date) -> RegistrationState:
    is_over = deal.protected_until is not None and deal.protected_until < today
    return "lapsed" if is_over and deal.status in OPEN else deal.status or "won"


def registrations_of(case: Case) -> Iterator[Registration]:
    """Yield the registrations of one partnership."""
    return registrations(case.stem, case.deals, case.today)


# --- The same account at several partners -----------------------------------------------------------------------------


class Rival(NamedTuple):
    """An open registration of an account that another partner has registered too, or has sold to since."""

    ours: Registration
    theirs: Registration

    @property
    def place(self) -> Place:
        """Whether the registration was the first of the two."""
        one, other = self.ours.deal.registered, self.theirs.deal.registered
        if one is None or other is None:
            return "unknown"
        return "same day" if one == other else "first" if one < other else "later"


def partners_of(partnership: Partnership) -> frozenset[str]:
    """Return which partnerships take part in one, in all of its deals."""
    return frozenset((*partnership.with_, *([partnership.through] if partnership.through else [])))


def rivals(
    deals_of: Mapping[str, Sequence[Deal]], partners: Mapping[str, frozenset[str]], today: date
) -> Mapping[str, tuple[Rival, ...]]:
    """Return, by partnership, the open registrations of which the account is also another partner's.

    `partners` are those who take part in each partnership. Partners who sell a deal together are not rivals, and
    neither are those who registered different products.
    """
    by_account: dict[str, list[Registration]] = defaultdict(list)
    for stem, deals in deals_of.items():
        for deal in deals:
            if (found := _claim(stem, deal, today)) is not None:
                by_account[account_key(deal.account)].append(found)
    rivals: dict[str, list[Rival]] = defaultdict(list)
    for claims in by_account.values():
        for ours in claims:
            rivals[ours.partnership].extend(
                Rival(ours, theirs) for theirs in claims if _is_rival(ours, theirs, partners)
            )
    return {stem: tuple(found) for stem, found in rivals.items() if found}


def _claim(stem: str, deal: Deal, today: date) -> Registration | None:
    """Return a row that gives a partner a claim to the account: a registration that is open, or a deal that is won."""
    if deal.refunds is not None or (deal.registered or date.min) > today:
        return None
    state = _state_of(deal, today)
    is_won = state == "won" and deal.date is not None and deal.date <= today
    return Registration(stem, deal, state) if is_won or state in OPEN else None


def _is_rival(ours: Registration, theirs: Registration, partners: Mapping[str, frozenset[str]]) -> bool:
    one, other = ours.deal, theirs.deal
    if ours.partnership == theirs.partnership or not ours.is_open:
        return False
    if one.product and other.product and account_key(one.product) != account_key(other.product):
        return False
    if theirs.partnership in _partners_in(ours, partners) or ours.partnership in _partners_in(theirs, partners):
        return False
    # What was sold before this registration is no rival to it.
    return theirs.is_open or (one.registered is not None and other.date is not None and one.registered <= other.date)


def _partners_in(registration: Registration, partners: Mapping[str, frozenset[str]]) -> set[str | None]:
    """Return the partnerships that take part in a deal beside its own."""
    standing = partners.get(registration.partnership, frozenset())
    return {registration.deal.with_, registration.deal.through, *standing}


def rival_in_words(rival: Rival) -> str:
    """Return who else has the account of a registration, since when, and which of the two came first."""
    other = rival.theirs.deal
    if not rival.theirs.is_open:
        return f"{rival.theirs.partnership} sold to the account on {other.date} ({other.deal})"
    since = f" on {other.registered}" if other.registered else ""
    order = {
        "first": ", after this one",
        "later": ", before this one",
        "same day": ", on the same day as this one",
        "unknown": "; without both dates, it's not known who was first",
    }[rival.place]
    return f"{rival.theirs.partnership} registered the account{since} ({other.deal}){order}"


# --- What is sourced, and what is influenced --------------------------------------------------------------------------

MOTIONS: Final[tuple[Motion | None, ...]] = ("sourced", "influenced", None)


class OpenAmount(NamedTuple):
    """What the open registrations of one motion come to in one currency; `unknown` of them have no amount.

    Rows that don't say which motion they are stay apart, as does what is only influenced: neither is added to the rest.
    """

    motion: Motion | None
    currency: str | None
    amount: Decimal
    deals: int
    unknown: int


def open_amounts(registered: Iterable[Registration]) -> tuple[OpenAmount, ...]:
    """Return what open registrations come to, each motion and each currency apart."""
    found: dict[tuple[int, str], list[Deal]] = defaultdict(list)
    for registration in registered:
        if registration.is_open:
            deal = registration.deal
            found[MOTIONS.index(deal.motion), deal.currency or ""].append(deal)
    return tuple(
        OpenAmount(
            MOTIONS[motion],
            currency or None,
            added_up(deal.amount for deal in deals if deal.amount is not None),
            len(deals),
            sum(deal.amount is None for deal in deals),
        )
        for (motion, currency), deals in sorted(found.items())
    )


def amounts_in_words(amounts: Iterable[OpenAmount]) -> str:
    """Write amounts in a sentence, each with what it is: `EUR 20,000 sourced and EUR 5,000 influenced`."""
    return listed([_in_words(each) for each in amounts])


def _in_words(each: OpenAmount) -> str:
    motion = each.motion or "of unknown motion"
    if each.unknown == each.deals:
        return f"{each.deals} {motion} without an amount"
    more = f" and {each.unknown} without an amount" if each.unknown else ""
    return f"{money(each.amount, each.currency or '')} {motion}{more}"
