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
    means="Partnerships that go on when the window is over: past the stages prospect and initiate, not parked and not "
    "ended. One whose last day is the last of the window has ended in it. A file without a stage is active if its "
    "agreement is in force.",
    window=f"The end of the window. {PROGRAM_WINDOW}",
    inputs=("`stage`, `since`, `agreement`, `dynamics.parked`, `exit.until`",),
    formula="Partners active before the window + those new in it (`since`) - those ended in it",
)


def measure(program: ProgramInWindow) -> Measured:
    """Return how many partnerships are active."""
    found = program.movement
    seen = {case.stem for case in (*found.before, *found.active, *found.ended)}
    inputs = (
        KpiInput("active before the window", Decimal(len(found.before)), "partners"),
        KpiInput("new in the window", Decimal(len(found.new)), "partners"),
        KpiInput("ended in the window", Decimal(len(found.ended)), "partners"),
    )
    unknown = tuple(
        Unrecorded("the stage", case.name)
        for case in program.cases
        if case.partnership.stage is None and case.stem not in seen
    )
    return Measured(Decimal(len(found.active)), inputs, (*unknown, *found.undated))
