"""Every way in which a revenue term can be written has a case that was worked out by hand.

The cells follow from the models' own enumerations, so a new choice has no case until someone writes one.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import TypeAlias

import pytest

from conftest import ROOT, Ask
from partnerkit.currencies import places_of
from partnerkit.model.choices import (
    CountingFrom,
    Frequency,
    LimitPeriod,
    RevenueBase,
    RevenueModel,
    Rounding,
    Side,
    TierMethod,
    TierUnit,
    TierVolume,
    choices_of,
)
from partnerkit.model.revenue import USED_BY, RevenueTerm
from partnerkit.model.workspace import Workspace
from partnerkit.money.terms import Applied, applied
from partnerkit.reading.deals import read_deals
from partnerkit.reading.loader import load_partnership, load_workspace, names_of

Cell: TypeAlias = tuple[object, ...]
CASES = ROOT / "tests" / "examples" / "money"
MODELS = tuple(USED_BY)
BOUNDS = ("at_least", "above")
MINOR_UNITS = {places_of(currency) for currency in ("JPY", "EUR", "KWD", "CLF")}


IMPOSSIBLE = {("counts", "deal", "customers"), ("cap", "fixed-fee", "period")}
"""What `validate` refuses: one deal has one customer, and a fee has no settlement period."""


def _legal() -> Iterator[Cell]:
    with_rate = [model for model in MODELS if {"base", "rate"} <= USED_BY[model] or "tiers" in USED_BY[model]]
    by_deal = [*with_rate, "resale-discount"]
    for method, counts, unit, bound in product(*map(choices_of, (TierMethod, TierVolume, TierUnit)), BOUNDS):
        if ("counts", counts, unit) not in IMPOSSIBLE:
            yield "tiers", method, counts, unit, bound
    yield from product(["base"], with_rate, choices_of(RevenueBase))
    yield from product(["direction"], MODELS, choices_of(Side))
    yield from product(["refund"], by_deal, ["whole", "part"])
    yield from product(["minor unit"], MINOR_UNITS, choices_of(Rounding))
    yield from product(["validity"], MODELS, ["valid_from", "valid_until"])
    yield from product(["every"], choices_of(Frequency))
    for model in MODELS:
        for limit in ("cap", "minimum"):
            if limit in USED_BY[model]:
                yield from product([limit], [model], choices_of(LimitPeriod))
        if "counts_from" in USED_BY[model]:
            yield from product(["counts_from"], [model], choices_of(CountingFrom))
        yield from ((key, model) for key in ("hold_days", "clawback_days", "minimum_payout") if key in USED_BY[model])


def _cells_of(applied: Applied, places: int) -> Iterator[Cell]:
    term = applied.term
    if term.tiers:
        bound = "above" if term.tiers[0].above is not None else "at_least"
        yield "tiers", term.method or "marginal", term.counts, term.unit or "money", bound
    if term.base is not None:
        yield "base", term.model, term.base
    if applied.sides is not None:
        yield "direction", term.model, applied.sides[0]
    yield "minor unit", places, term.rounding or "half-up"
    yield from (("validity", term.model, key) for key in ("valid_from", "valid_until") if getattr(term, key))
    if term.every is not None:
        yield "every", term.every
    if term.cap is not None:
        yield "cap", term.model, term.cap_per or "total"
    if term.minimum is not None:
        yield "minimum", term.model, term.minimum_per or "period"
    if term.months is not None:
        yield "counts_from", term.model, term.counts_from or "first_purchase"
    keys = ("hold_days", "clawback_days", "minimum_payout")
    yield from ((key, term.model) for key in keys if getattr(term, key) is not None)


def _workspace_of(case: Path) -> Workspace:
    config = case / "partnerkit.yaml"
    workspace = load_workspace("partnerkit.yaml", config.read_bytes() if config.exists() else b"").model
    assert workspace is not None
    return workspace


def _terms_in(case: Path) -> tuple[RevenueTerm, ...]:
    partnership = load_partnership("acme.yaml", (case / "acme.yaml").read_bytes(), names_of(Workspace())).model
    assert partnership is not None, case.name
    assert partnership.agreement is not None
    return partnership.agreement.revenue


def _cells_in(case: Path) -> Iterator[Cell]:
    workspace = _workspace_of(case)
    deals = {deal.deal: deal for deal in read_deals((case / "deals.csv").read_bytes()).deals}
    refunds = [(-(deal.amount or Decimal(0)), deals.get(deal.refunds)) for deal in deals.values() if deal.refunds]
    for term in applied(_terms_in(case), None, None, workspace.currency):
        yield from _cells_of(term, places_of(term.currency))
        for amount, sale in refunds:
            if sale is not None and sale.amount and term.pays_by_deal:
                yield "refund", term.term.model, "whole" if amount == sale.amount else "part"


def test_it_is_known_of_every_model_which_keys_it_uses() -> None:
    assert set(MODELS) == set(choices_of(RevenueModel))


def test_every_legal_cell_has_a_case_that_was_worked_out_by_hand() -> None:
    covered = {cell for case in CASES.iterdir() for cell in _cells_in(case)}
    missing = [cell for cell in _legal() if cell not in covered | IMPOSSIBLE]
    assert missing == []


def test_every_key_of_a_term_is_in_a_case() -> None:
    written = {key for case in CASES.iterdir() for term in _terms_in(case) for key in term.model_fields_set}
    # What it is paid on in words changes nothing about the amount.
    assert set(RevenueTerm.model_fields) - {"of"} <= written


@pytest.mark.parametrize(
    ("term", "reason"),
    [
        (
            "model: tiered, base: net, counts: deal, unit: customers, tiers: [{at_least: 0, rate: 10%}]",
            "every deal has one customer, so with `counts: deal` no other tier is ever reached",
        ),
        (
            "model: fixed-fee, amount: 100, every: month, cap: 50, cap_per: period",
            "a fixed fee has no settlement period to apply a cap to",
        ),
    ],
)
def test_impossible_cells_are_refused_with_the_reason(ask: Ask, tmp_path: Path, term: str, reason: str) -> None:
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\nagreement:\n  revenue:\n    - {{{term}}}\n")
    answer = ask("validate", "acme.yaml")
    assert answer.status == 1
    assert reason in answer.out
