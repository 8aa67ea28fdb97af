"""Satisfaction of partner-sourced customers."""

from decimal import Decimal
from typing import Final

from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.questions.kpis.kpi import PROGRAM_WINDOW, KpiDefinition, KpiInput, Measured, ProgramInWindow, mean

definition: Final = KpiDefinition(
    key="customer_satisfaction",
    name="Satisfaction of partner-sourced customers",
    group="Quality",
    unit="points",
    means="The net promoter score of customers who came through partners, -100 to 100. Every partner counts equally, "
    "because the files don't record how many customers answered.",
    window=PROGRAM_WINDOW,
    inputs=("the latest `results[].nps` in the window of every active partnership",),
    formula="The mean over the active partners with a score",
)


def measure(program: ProgramInWindow) -> Measured:
    """Return the mean of the latest scores."""
    found = program.of_active("nps")
    scores = [part.value for part in found.known if part.value is not None]
    silent = tuple(Unrecorded("the nps", part.case.name) for part in found.parts if part.value is None and part.missing)
    inputs = (KpiInput("with a score", Decimal(len(scores)), "partners"),)
    missing = silent or (() if scores else (program.no_active or Unrecorded("a net promoter score"),))
    return Measured(mean(scores), inputs, missing)
