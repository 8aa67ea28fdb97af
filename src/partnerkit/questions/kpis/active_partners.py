"""Active partners."""

from decimal import Decimal
from typing import Final

from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.questions.kpis.kpi import PROGRAM_WINDOW, KpiDefinition, KpiInput, Measured, ProgramInWindow

definition: Final = KpiDefinition(
    key="active_partners",
    name="Active partners",
    group="Activity",
    unit="partners",
    means="Partnerships that were active on the last day of the window: past the stages prospect and initiate, not "
    "parked and not ended. A file without a stage is active if its agreement is in force.",
    window=f"The last day of the window. {PROGRAM_WINDOW}",
    inputs=("`stage`, `since`, `agreement`, `dynamics.parked`, `exit.until`",),
    formula="Their number; partners who started (`since`) or ended in the window are shown next to it",
)


def measure(program: ProgramInWindow) -> Measured:
    """Return how many partnerships are active."""
    found = program.movement
    inputs = (
        KpiInput("new in the window", Decimal(len(found.new)), "partners"),
        KpiInput("ended in the window", Decimal(len(found.ended)), "partners"),
    )
    unknown = tuple(
        Unrecorded("the stage", case.name)
        for case in program.cases
        if case.partnership.stage is None and case not in found.active and case not in found.ended
    )
    return Measured(Decimal(len(found.active)), inputs, (*unknown, *found.undated))
