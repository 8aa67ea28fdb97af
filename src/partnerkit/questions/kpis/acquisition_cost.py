"""Acquisition cost in the partner channel."""

from typing import Final

from partnerkit.facts.unrecorded import Unrecorded
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
    key="acquisition_cost",
    name="Acquisition cost in the partner channel",
    group="Efficiency",
    unit="money",
    means="The program's cost for each customer that partners brought in. You decide whether to include commissions "
    "when you record it.",
    window=f"{PROGRAM_WINDOW} Only months with a recorded cost count, on both sides.",
    inputs=(
        "`results[].program_cost` in partnerkit.yaml; if you name partnerships, their `results[].cost`",
        "`results[].conversions` of every partnership",
    ),
    formula="Cost / conversions",
)


def measure(program: ProgramInWindow) -> Measured:
    """Return the cost of a won customer."""
    cost, won = program.cost, program.while_cost_is_known("conversions")
    inputs = (money_input("cost", cost.value, program), KpiInput("conversions", won, ""))
    none_won = (Unrecorded("a conversion: there was none"),) if won == 0 else ()
    missing = (*none_won, *cost.missing, *lacks(program.total("conversions"), "conversions"))
    return Measured(ratio(cost.value, won), inputs, missing, cost.rates)
