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
    means="The share of partners active before the window who have not ended in it. One whose last day is the last of "
    "the window has.",
    window=PROGRAM_WINDOW,
    inputs=("`stage`, `since`, `agreement`, `exit.until`",),
    formula="(Partners active before the window - those of them who ended in it) / partners active before the window",
)


def measure(program: ProgramInWindow) -> Measured:
    """Return the share of partnerships that stayed."""
    found = program.movement
    before, stayed = (
        sum(case.partnership.since is not None for case in cases) for cases in (found.before, found.retained)
    )
    inputs = (
        KpiInput("still active", Decimal(stayed), "partners"),
        KpiInput("active before the window", Decimal(before), "partners"),
    )
    none_before = () if before else (Unrecorded(f"a partnership that was active before {program.window.first}"),)
    return Measured(ratio(Decimal(stayed), before, 100), inputs, (*none_before, *found.undated))
