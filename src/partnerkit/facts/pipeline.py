"""What may still come: partnerships that are being discussed, and deals that are registered."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from partnerkit.dates import month_of
from partnerkit.facts.case import Case
from partnerkit.facts.exchange import converted
from partnerkit.facts.figures import Series, added_up
from partnerkit.facts.registrations import Registration, registrations_of
from partnerkit.facts.unrecorded import Unrecorded

PipelineStep: TypeAlias = Literal["in discussion", "expected to close"]


class InPipeline(NamedTuple):
    """One step of the pipeline: partnerships that are not launched, and open registrations of all partners.

    Amounts are in the workspace's currency, as if every deal were won, and None where none is known. What is only
    influenced is never added to what is sourced. `missing` are the amounts that aren't known.
    """

    step: PipelineStep
    partnerships: tuple[Case, ...]
    deals: int
    sourced: Decimal | None
    influenced_deals: int
    influenced: Decimal | None
    missing: tuple[Unrecorded, ...]
    rates: tuple[str, ...]


def pipeline(cases: Iterable[Case]) -> tuple[InPipeline, InPipeline]:
    """Return both steps of the pipeline: being talked about, and written or approved and not closed yet (guide)."""
    talks: list[Case] = []
    written: list[Case] = []
    waiting: list[tuple[Case, Registration]] = []
    approved: list[tuple[Case, Registration]] = []
    for case in cases:
        agreement = case.partnership.agreement
        if case.partnership.stage == "initiate":
            is_written = agreement is not None and agreement.status in ("draft", "review")
            (written if is_written else talks).append(case)
        for found in registrations_of(case):
            if found.is_open:
                (approved if found.state == "approved" else waiting).append((case, found))
    return _step("in discussion", talks, waiting), _step("expected to close", written, approved)


def _step(step: PipelineStep, partnerships: list[Case], registered: list[tuple[Case, Registration]]) -> InPipeline:
    sourced: list[Decimal] = []
    influenced: list[Decimal] = []
    missing: list[Unrecorded] = []
    rates: list[str] = []
    for case, found in registered:
        amount = _amount(case, found)
        if isinstance(amount, Unrecorded):
            missing.append(amount)
            continue
        value, at = amount
        (influenced if found.deal.motion == "influenced" else sourced).append(value)
        rates.extend(at)
    only_influenced = sum(found.deal.motion == "influenced" for _, found in registered)
    return InPipeline(
        step=step,
        partnerships=tuple(partnerships),
        deals=len(registered) - only_influenced,
        sourced=added_up(sourced) if sourced else None,
        influenced_deals=only_influenced,
        influenced=added_up(influenced) if influenced else None,
        missing=tuple(missing),
        rates=tuple(dict.fromkeys(rates)),
    )


def _amount(case: Case, found: Registration) -> tuple[Decimal, tuple[str, ...]] | Unrecorded:
    """Return the amount of a registration in the workspace's currency and the rate, or what is missing."""
    deal, own = found.deal, case.workspace.currency
    if deal.amount is None:
        return Unrecorded(f"the amount of deal {deal.deal}", case.name)
    series = Series("revenue", deal.currency or own, ((month_of(case.today), deal.amount),))
    together = converted([series], own, case)
    if together is None:
        return Unrecorded(f"an exchange rate from {deal.currency} to {own} for deal {deal.deal}", case.name)
    return together.series.total, together.rates
