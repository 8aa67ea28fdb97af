"""Partner revenue growth."""

from typing import Final

from partnerkit.facts.recorded import growth, months_in, span_in_words, window_before
from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.questions.kpis.kpi import PROGRAM_WINDOW, KpiDefinition, Measured, ProgramInWindow, lacks, money_input

definition: Final = KpiDefinition(
    key="revenue_growth",
    name="Partner revenue growth",
    group="Revenue",
    unit="percent",
    means="How much more partners brought in than in the previous window. It isn't worked out if months are missing "
    "in that window, because growth would then look too high.",
    window=f"{PROGRAM_WINDOW} It's compared with the same number of months before.",
    inputs=("`results[].revenue` or the deals file of every partnership, in both windows",),
    formula="(revenue in the window - revenue in the previous window) / revenue in the previous window",
)


def measure(program: ProgramInWindow) -> Measured:
    """Return the change in percent."""
    earlier = window_before(program.window)
    now, before = program.total("revenue"), program.total("revenue", earlier)
    inputs = (
        money_input("revenue", now.value, program),
        money_input("revenue in the previous window", before.value, program),
    )
    rates = (*now.rates, *before.rates)
    if before.value is None or before.missing:
        none_at_all = Unrecorded("the revenue of any partnership", when=span_in_words(months_in(earlier)))
        return Measured(None, inputs, (*lacks(before, "revenue", none_at_all), *now.missing), rates)
    if not before.value:
        return Measured(None, inputs, (Unrecorded("revenue in the previous window: it was 0"), *now.missing), rates)
    return Measured(growth(now, before), inputs, lacks(now, "revenue"), rates)
