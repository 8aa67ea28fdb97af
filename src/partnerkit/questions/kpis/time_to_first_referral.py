"""Time to first referral."""

from decimal import Decimal
from typing import Final

from partnerkit.dates import first_day, month_of, months_between
from partnerkit.facts.as_of import complete_months
from partnerkit.facts.case import Case
from partnerkit.facts.lifetime import is_launched
from partnerkit.facts.positions import position_of
from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.questions.kpis.kpi import KpiDefinition, KpiInput, Measured, ProgramInWindow, mean

definition: Final = KpiDefinition(
    key="time_to_first_referral",
    name="Time to first referral",
    group="Efficiency",
    unit="months",
    means="The average number of months from the start of a partnership to its first referral. A partnership counts "
    "once it has referred someone, and only if its referrals are recorded from the month after its start at the "
    "latest; otherwise an earlier one may be missing.",
    window="All time.",
    inputs=(
        "`since` and `results[].referrals` of every partnership past the stages prospect and initiate",
        "`agreement` of a file without a stage",
    ),
    formula="The mean of (month of the first referral - month of `since`), 0 at least",
)


def measure(program: ProgramInWindow) -> Measured:
    """Return the mean of the months to the first referral."""
    found = [_months(case) for case in program.cases if is_launched(case.partnership, case.today)]
    known = [months for months in found if isinstance(months, Decimal)]
    missing = tuple(reason for reason in found if isinstance(reason, Unrecorded))
    inputs = (KpiInput("with a first referral", Decimal(len(known)), "partners"),)
    return Measured(mean(known), inputs, missing or (() if known else (Unrecorded("a first referral"),)), always=True)


def _months(case: Case) -> Decimal | Unrecorded | None:
    """Return the months to the first referral, None where there was none yet, or what is missing."""
    since = case.partnership.since
    if since is None:
        return Unrecorded("the start (`since`)", case.name)
    rows = [row for row in complete_months(case.partnership, case.today) if row.referrals is not None]
    if not rows:
        # A supplier is not expected to refer anyone.
        return None if position_of(case.partnership) == "upstream" else Unrecorded("the referrals", case.name)
    if months_between(since, first_day(rows[0].month)) > 1:
        return Unrecorded("the referrals", case.name, f"from {month_of(since)} until {rows[0].month}")
    first = next((row.month for row in rows if row.referrals), None)
    return None if first is None else Decimal(max(0, months_between(since, first_day(first))))
