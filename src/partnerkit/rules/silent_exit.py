"""Exits that the partner was not told of (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.as_of import done_items
from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK291",
    name="silent-exit",
    severity="warning",
    title="A partnership is being ended and there was no honest conversation.",
    finds="Partnerships at stage exit without `exit.conversation` and without `honest-conversation` in the exit "
    "checklist.",
    hurts="The first of the six steps of a graceful exit is to talk. A partner who learns it from a link that no "
    "longer works will tell the market so.",
    bad=partnership(
        """\
        name: Cascade Affiliates
        type: distribution
        stage: exit
        exit: {reason: Their audience is freelancers and our product is made for teams}
        """,
        at=(3, 8),
    ),
    good=partnership(
        """\
        name: Cascade Affiliates
        type: distribution
        stage: exit
        exit: {reason: Their audience is freelancers and our product is made for teams, conversation: 2026-03-10}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for the conversation."""
    partnership = case.partnership
    if partnership.stage == "exit" and "honest-conversation" not in done_items(partnership, "exit", case.today):
        yield Remark(("stage",), "exit, and nothing says that they were told", "talk, then write `exit.conversation`")
