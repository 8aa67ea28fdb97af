"""Program ROI."""

from typing import Final

from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.questions.kpis.kpi import (
    PROGRAM_WINDOW,
    KpiDefinition,
    Measured,
    ProgramInWindow,
    lacks,
    money_input,
    ratio,
)

definition: Final = KpiDefinition(
    key="program_roi",
    name="Program ROI",
    group="Efficiency",
    unit="percent",
    means="The program's return on its cost. It's measured in revenue, because margin isn't recorded.",
    window=f"{PROGRAM_WINDOW} Only months with a recorded cost count, on both sides.",
    inputs=(
        "`results[].program_cost` in partnerkit.yaml; if you name partnerships, their `results[].cost`",
        "`results[].revenue` or the deals file of every partnership",
    ),
    formula="(partner-sourced revenue - cost) / cost",
)


def measure(program: ProgramInWindow) -> Measured:
    """Return the return in percent."""
    cost, revenue = program.cost, program.while_cost_is_known("revenue")
    inputs = (money_input("revenue", revenue, program), money_input("cost", cost.value, program))
    recorded = program.total("revenue")
    no_cost = (Unrecorded("a cost above 0"),) if cost.value == 0 else ()
    missing = (*no_cost, *cost.missing, *lacks(recorded, "revenue"))
    gain = None if revenue is None or cost.value is None else revenue - cost.value
    return Measured(ratio(gain, cost.value, 100), inputs, missing, (*recorded.rates, *cost.rates))
