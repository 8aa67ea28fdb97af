"""Partner retention."""

from decimal import Decimal
from typing import Final

from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.questions.kpis.kpi import PROGRAM_WINDOW, KpiDefinition, KpiInput, Measured, ProgramInWindow, ratio

definition: Final = KpiDefinition(
    key="partner_retention",
    name="Partner retention",
    group="Efficiency",
    unit="percent",
    means="The share of partners active before the window who are still active on its last day.",
    window=PROGRAM_WINDOW,
    inputs=("`stage`, `since`, `agreement`, `exit.until`",),
    formula="Partners active before the window and on its last day / partners active before the window",
)


def measure(program: ProgramInWindow) -> Measured:
    """Return the share of partnerships that stayed."""
    found = program.movement
    stayed = sum(case in found.active for case in found.before)
    inputs = (
        KpiInput("still active", Decimal(stayed), "partners"),
        KpiInput("active before the window", Decimal(len(found.before)), "partners"),
    )
    first = program.window.first
    none_before = () if found.before else (Unrecorded(f"a partnership that was active before {first}"),)
    return Measured(ratio(Decimal(stayed), len(found.before), 100), inputs, (*none_before, *found.undated))
