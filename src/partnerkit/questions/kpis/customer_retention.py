"""Retention of partner-sourced customers."""

from decimal import Decimal
from typing import Final

from partnerkit.facts.customers import partner_customers
from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.questions.kpis.kpi import PROGRAM_WINDOW, KpiDefinition, KpiInput, Measured, ProgramInWindow, ratio

definition: Final = KpiDefinition(
    key="customer_retention",
    name="Retention of partner-sourced customers",
    group="Quality",
    unit="percent",
    means="The share of customers who bought through partners in the previous window and bought again, through any "
    "partner. Customers of partners who have ended count too. With yearly contracts, a window shorter than a year "
    "shows too little.",
    window=f"{PROGRAM_WINDOW} It's compared with the same number of months before.",
    inputs=("the won deals that are not `influenced` in the deals files, by `customer` or `account`",),
    formula="Customers with a deal in both windows / customers with a deal in the previous window",
)


def measure(program: ProgramInWindow) -> Measured:
    """Return the share of customers who bought again."""
    found = partner_customers(program.cases, program.window)
    inputs = (
        KpiInput("bought again", Decimal(found.kept), "customers"),
        KpiInput("bought in the previous window", Decimal(found.before), "customers"),
    )
    missing = found.missing if found.before else (Unrecorded("deals in the previous window"), *found.missing)
    return Measured(ratio(Decimal(found.kept), found.before, 100), inputs, missing)
