"""Partner NPS."""

from decimal import Decimal
from typing import Final

from partnerkit.facts.as_of import health_checks
from partnerkit.facts.case import Case
from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.questions.kpis.kpi import NO_ACTIVE, KpiDefinition, KpiInput, Measured, ProgramInWindow, ratio

definition: Final = KpiDefinition(
    key="partner_nps",
    name="Partner NPS",
    group="Quality",
    unit="points",
    means="The net promoter score of the partners themselves, -100 to 100: how likely they are to recommend working "
    "with us. The score of their customers is `customer_satisfaction`.",
    window="The latest answer up to the day.",
    inputs=("the latest `health[].recommends` (0 to 10) of every active partnership",),
    formula="Percent of partners who answered 9 or 10 - percent of those who answered 0 to 6",
)

_PROMOTERS_FROM: Final = 9
_DETRACTORS_TO: Final = 6


def measure(program: ProgramInWindow) -> Measured:
    """Return the net promoter score of the active partners who answered."""
    answers = {case.stem: _answer(case) for case in program.active}
    given = [answer for answer in answers.values() if answer is not None]
    promoters = sum(answer >= _PROMOTERS_FROM for answer in given)
    detractors = sum(answer <= _DETRACTORS_TO for answer in given)
    inputs = (
        KpiInput("promoters", Decimal(promoters), "partners"),
        KpiInput("detractors", Decimal(detractors), "partners"),
        KpiInput("answered", Decimal(len(given)), "partners"),
    )
    silent = tuple(
        Unrecorded("`health[].recommends`", case.name) for case in program.active if answers[case.stem] is None
    )
    score = ratio(Decimal(promoters - detractors), len(given), 100)
    return Measured(score, inputs, silent or (() if given else (NO_ACTIVE,)), always=True)


def _answer(case: Case) -> int | None:
    checks = reversed(health_checks(case.partnership, case.today))
    return next((check.recommends for check in checks if check.recommends is not None), None)
