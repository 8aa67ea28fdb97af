"""Engagement rate."""

from decimal import Decimal
from typing import Final

from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.questions.kpis.kpi import (
    NO_ACTIVE,
    PROGRAM_WINDOW,
    KpiDefinition,
    KpiInput,
    Measured,
    ProgramInWindow,
    ratio,
)

_SIGNS: Final = ("revenue", "influenced", "referrals", "conversions", "initiatives")

definition: Final = KpiDefinition(
    key="engagement_rate",
    name="Engagement rate",
    group="Activity",
    unit="percent",
    means="The share of active partners who did something in the window: revenue, influenced revenue, a referral, a "
    "conversion or a joint initiative. Partners with nothing recorded are left out and named.",
    window=PROGRAM_WINDOW,
    inputs=(*(f"`results[].{metric}`" for metric in _SIGNS), "the deals file"),
    formula="Active partners with a figure above 0 / active partners with any figure",
)


def measure(program: ProgramInWindow) -> Measured:
    """Return the share of active partnerships that did something."""
    engaged, known, missing = 0, 0, []
    values: dict[str, list[Decimal]] = {case.stem: [] for case in program.active}
    for metric in _SIGNS:
        for part in program.of_active(metric).parts:
            values[part.case.stem].extend([] if part.value is None else [part.value])
            # An amount without an exchange rate is more than nothing, and shows that the partner did something.
            values[part.case.stem].extend(Decimal(1) for _ in part.unconverted)
    for case in program.active:
        known += bool(values[case.stem])
        engaged += any(value > 0 for value in values[case.stem])
        if not values[case.stem]:
            missing.append(Unrecorded("any activity", case.name))
    inputs = (
        KpiInput("engaged", Decimal(engaged), "partners"),
        KpiInput("with any figure", Decimal(known), "partners"),
    )
    return Measured(ratio(Decimal(engaged), known, 100), inputs, tuple(missing) or (() if known else (NO_ACTIVE,)))
