"""What may still come: partnerships that are being discussed, and deals that are registered."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from partnerkit.facts.case import Case
from partnerkit.facts.exchange import Exchanged, exchanged
from partnerkit.facts.figures import added_up
from partnerkit.facts.registrations import Registration, registrations_of
from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.model.deal import OPEN
from partnerkit.model.workspace import ExchangeRate

PipelineStep: TypeAlias = Literal["in discussion", "expected to close"]


class OpenDeals(NamedTuple):
    """Open registrations of all partners, and what they would bring if all were won.

    Amounts are in the workspace's currency, each at the rate of the day on which it was registered, and None where none
    is known. What is only influenced is never added to what is sourced. `missing` is what isn't known of them.
    """

    deals: int
    sourced: Decimal | None
    influenced_deals: int
    influenced: Decimal | None
    missing: tuple[Unrecorded, ...]
    rates: tuple[ExchangeRate, ...]


class InPipeline(NamedTuple):
    """One step of the pipeline: partnerships that are not launched, and open registrations."""

    step: PipelineStep
    partnerships: tuple[Case, ...]
    open: OpenDeals


class Pipeline(NamedTuple):
    """Its steps, and the registrations that are open in all of them."""

    steps: tuple[InPipeline, InPipeline]
    open: OpenDeals


def pipeline(cases: Iterable[Case]) -> Pipeline:
    """Return both steps of the pipeline: being talked about, and written or approved and not closed yet (guide)."""
    talks: list[Case] = []
    written: list[Case] = []
    waiting: list[tuple[Case, Registration]] = []
    approved: list[tuple[Case, Registration]] = []
    for case in cases:
        if case.partnership.stage == "initiate":
            (written if case.agreed.is_drafted else talks).append(case)
        for found in registrations_of(case):
            if found.is_open:
                (approved if found.state == "approved" else waiting).append((case, found))
    steps = (
        InPipeline("in discussion", tuple(talks), _open_deals(waiting)),
        InPipeline("expected to close", tuple(written), _open_deals(approved)),
    )
    return Pipeline(steps, _open_deals([*waiting, *approved]))


def was_open(cases: Iterable[Case]) -> OpenDeals:
    """Return the registrations that were open on a past day, that of the cases, whatever has become of them since.

    What was won later was open until then, and so was what expired when its protection was over. On which day a
    registration was lost or rejected is in no file.
    """
    found: list[tuple[Case, Registration]] = []
    unknown: list[Unrecorded] = []
    for case in cases:
        for each in registrations_of(case):
            deal = each.deal
            if deal.protected_until is not None and deal.protected_until < case.today:
                continue
            if deal.is_won:
                was: bool | None = deal.date is not None and deal.date > case.today
            else:
                was = True if deal.status in OPEN or (deal.status == "expired" and deal.protected_until) else None
            if was and deal.registered is None:
                unknown.append(Unrecorded(f"the day of registration of deal {deal.deal}", case.name))
            elif was is None:
                unknown.append(Unrecorded(f"the closing day of deal {deal.deal} ({deal.status})", case.name))
            elif was:
                found.append((case, each))
    open_deals = _open_deals(found)
    return open_deals._replace(missing=(*open_deals.missing, *unknown))


def _open_deals(registered: Sequence[tuple[Case, Registration]]) -> OpenDeals:
    sourced: list[Decimal] = []
    influenced: list[Decimal] = []
    missing: list[Unrecorded] = []
    rates: list[ExchangeRate] = []
    for case, found in registered:
        amount = _amount(case, found)
        if isinstance(amount, Unrecorded):
            missing.append(amount)
            continue
        (influenced if found.deal.motion == "influenced" else sourced).append(amount.value)
        rates.extend([amount.rate] if amount.rate else [])
    only_influenced = sum(found.deal.motion == "influenced" for _, found in registered)
    return OpenDeals(
        deals=len(registered) - only_influenced,
        sourced=added_up(sourced) if sourced else None,
        influenced_deals=only_influenced,
        influenced=added_up(influenced) if influenced else None,
        missing=tuple(missing),
        rates=tuple(rates),
    )


def _amount(case: Case, found: Registration) -> Exchanged | Unrecorded:
    """Return the amount of a registration at the rate of the day it was registered, or what is missing."""
    deal, own = found.deal, case.workspace.currency
    if deal.amount is None:
        return Unrecorded(f"the amount of deal {deal.deal}", case.name)
    at = exchanged(deal.amount, deal.currency, own, case.workspace, deal.registered or case.today)
    if at is None:
        on = f"on {deal.registered}" if deal.registered else ""
        return Unrecorded(f"an exchange rate from {deal.currency} to {own} for deal {deal.deal}", case.name, on)
    return at
