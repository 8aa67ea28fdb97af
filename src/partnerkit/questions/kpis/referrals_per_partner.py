"""Referrals per partner."""

from decimal import Decimal
from typing import Final

from partnerkit.questions.kpis.kpi import (
    PROGRAM_WINDOW,
    KpiDefinition,
    KpiInput,
    Measured,
    ProgramInWindow,
    lacks,
    ratio,
)

definition: Final = KpiDefinition(
    key="referrals_per_partner",
    name="Referrals per partner",
    group="Activity",
    unit="referrals",
    means="How many customers an active partner referred on average. Active partners whose referrals aren't recorded "
    "are left out and named.",
    window=PROGRAM_WINDOW,
    inputs=("`results[].referrals` of every active partnership",),
    formula="Referrals of the active partners / number of them with recorded referrals",
)


def measure(program: ProgramInWindow) -> Measured:
    """Return the mean of the referrals of active partnerships."""
    found = program.of_active("referrals")
    inputs = (
        KpiInput("referrals of active partners", found.value, ""),
        KpiInput("with recorded referrals", Decimal(len(found.known)), "partners"),
    )
    return Measured(ratio(found.value, len(found.known)), inputs, lacks(found, "referrals", program.no_active))
