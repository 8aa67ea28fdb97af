"""Customer lifetime value, partner against non-partner."""

from decimal import Decimal
from typing import Final

from partnerkit.dates import months_between
from partnerkit.facts.customers import partner_customers
from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.questions.kpis.kpi import (
    PROGRAM_WINDOW,
    KpiDefinition,
    KpiInput,
    Measured,
    ProgramInWindow,
    money_input,
    ratio,
)

definition: Final = KpiDefinition(
    key="customer_lifetime_value",
    name="Customer lifetime value",
    group="Revenue",
    unit="money",
    means="The value of a customer that partners brought in, over the time they stay. The files don't record how long "
    "other customers stay, so a comparison with them is always missing.",
    window=f"{PROGRAM_WINDOW} Retention is measured against the same number of months before.",
    inputs=("the won deals and refunds in the deals files", "customer retention, as in `customer_retention`"),
    formula="Yearly revenue per customer, less refunds / (1 - share of customers who stay)",
)

_ALL_STAYED: Final = Unrecorded("a customer who left: all stayed, so it isn't known for how long")
_BOTH_WINDOWS: Final = Unrecorded("deals in both windows, to see who stayed")
_OTHERS: Final = Unrecorded("how long other customers stay, which the files don't record")


def measure(program: ProgramInWindow) -> Measured:
    """Return the lifetime value of partner-sourced customers, as far as retention is known."""
    found = partner_customers(program.cases, program.window)
    months = months_between(*program.window) + 1
    yearly = ratio(found.revenue, found.paying * months, 12)
    kept = ratio(Decimal(found.kept), found.before, 100)
    inputs = (
        money_input("a year per customer", yearly, program),
        KpiInput("of the customers stayed", kept, "percent"),
    )
    missing = (*found.missing, *found.unconverted, _OTHERS)
    left = found.before - found.kept
    if found.before and not left:
        return Measured(None, inputs, (_ALL_STAYED, *missing), found.rates)
    if yearly is None or not found.before:
        return Measured(None, inputs, (_BOTH_WINDOWS, *missing), found.rates)
    value = ratio(found.revenue * found.before, found.paying * months * left, 12)
    return Measured(value, inputs, missing, found.rates)
