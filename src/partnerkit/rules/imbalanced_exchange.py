"""Partnerships in which one side gives and the other takes (guide, mistake 2)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.stages import IN_TOUCH
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

_POOR: Final = 2

manual: Final = Manual(
    code="PK213",
    name="imbalanced-exchange",
    severity="warning",
    title="One side gives and the other takes.",
    finds="Goals that record what one side contributes but not what the other does, agreements whose `scope` covers "
    "only one side, and partnerships from `initiate` to `renew` whose value exchange (`fit.value`) is rated 1 or 2.",
    hurts="The side that gets too little stops answering long before it says why. Partners stay engaged when the "
    "exchange is fair, or leans slightly in their favor.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        agreement:
          status: draft
          scope:
            them: {deliverables: [Listing in their app directory, Partner engineer, Launch webinar]}
        """,
        at=(5, 3),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        agreement:
          status: draft
          scope:
            us: {deliverables: [Connector, Joint one-pager]}
            them: {deliverables: [Listing in their app directory]}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for one-sided goals and scopes, and for an exchange with a poor rating."""
    yield from _goals(case)
    agreement = case.partnership.agreement
    if agreement and agreement.scope and (agreement.scope.us is None) != (agreement.scope.them is None):
        bound, free = ("we", "they") if agreement.scope.them is None else ("they", "we")
        message = f"covers what {bound} do, but not what {free} do"
        yield Remark(("agreement", "scope"), message, "add what each side does")
    rated = case.partnership.fit.get("value")
    if rated and rated.rating <= _POOR and case.partnership.stage in IN_TOUCH:
        yield Remark(
            ("fit", "value"),
            f"rated {rated.rating}: they get too little out of it",
            "find out what they would gain before you continue: `value_proposition`",
        )


def _goals(case: Case) -> Iterator[Remark]:
    for number, goal in enumerate(case.partnership.goals):
        if goal.they_contribute and not goal.we_give:
            yield Remark(
                ("goals", number, "they_contribute"),
                "they contribute this, but what we give is missing",
                "add `we_give`",
            )
        elif goal.we_give and not goal.they_contribute:
            yield Remark(
                ("goals", number, "we_give"),
                "we give this, but what they contribute is missing",
                "add `they_contribute`",
            )
