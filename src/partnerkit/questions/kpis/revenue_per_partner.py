"""Revenue per partner."""

from decimal import Decimal
from typing import Final

from partnerkit.questions.kpis.kpi import (
    PROGRAM_WINDOW,
    KpiDefinition,
    KpiInput,
    Measured,
    ProgramInWindow,
    lacks,
    money_input,
    ratio,
)

definition: Final = KpiDefinition(
    key="revenue_per_partner",
    name="Revenue per partner",
    group="Revenue",
    unit="money",
    means="The average revenue per active partner. Partners whose revenue isn't recorded are left out and named.",
    window=PROGRAM_WINDOW,
    inputs=("`results[].revenue` or the deals file of every active partnership",),
    formula="Revenue of the active partners / number of them with recorded revenue",
)


def measure(program: ProgramInWindow) -> Measured:
    """Return the mean revenue of active partnerships."""
    found = program.of_active("revenue")
    inputs = (
        money_input("revenue of active partners", found.value, program),
        KpiInput("with recorded revenue", Decimal(len(found.known)), "partners"),
    )
    missing = lacks(found, "revenue", program.no_active)
    return Measured(ratio(found.value, len(found.known)), inputs, missing, found.rates)
