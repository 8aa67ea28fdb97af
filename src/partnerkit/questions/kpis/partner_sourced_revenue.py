"""Partner-sourced revenue."""

from typing import Final

from partnerkit.questions.kpis.kpi import PROGRAM_WINDOW, KpiDefinition, Measured, ProgramInWindow, lacks, money_input

definition: Final = KpiDefinition(
    key="partner_sourced_revenue",
    name="Partner-sourced revenue",
    group="Revenue",
    unit="money",
    means="The revenue that partners brought in, before refunds. Revenue they only influenced is shown next to it and "
    "never added.",
    window=PROGRAM_WINDOW,
    inputs=("`results[].revenue` of every partnership, or the won deals that are not `influenced` in its deals file",),
    formula="The sum, in the workspace's currency at its dated exchange rates.",
)


def measure(program: ProgramInWindow) -> Measured:
    """Return the revenue of all partnerships."""
    revenue = program.total("revenue")
    influenced, refunds = program.total("influenced"), program.total("refunds")
    beside = (("influenced", influenced), ("refunded", refunds))
    inputs = tuple(money_input(what, found.value, program) for what, found in beside if found.value)
    missing = (*lacks(revenue, "revenue"), *influenced.missing, *refunds.missing)
    return Measured(revenue.value, inputs, missing, (*revenue.rates, *influenced.rates, *refunds.rates))
