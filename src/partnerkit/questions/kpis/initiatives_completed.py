"""Joint initiatives completed."""

from typing import Final

from partnerkit.questions.kpis.kpi import PROGRAM_WINDOW, KpiDefinition, Measured, ProgramInWindow, lacks

definition: Final = KpiDefinition(
    key="initiatives_completed",
    name="Co-marketing initiatives completed",
    group="Activity",
    unit="initiatives",
    means="The joint initiatives, such as webinars and campaigns, that were completed with partners.",
    window=PROGRAM_WINDOW,
    inputs=("`results[].initiatives` of every partnership",),
    formula="The sum",
)


def measure(program: ProgramInWindow) -> Measured:
    """Return how many initiatives were completed."""
    found = program.total("initiatives")
    return Measured(found.value, (), lacks(found, "initiatives"))
