"""Exits without a conversation with the partner (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.checklist_items import done_items
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK291",
    name="silent-exit",
    severity="warning",
    title="The partnership is ending, but no honest conversation is recorded.",
    finds="Partnerships at `exit` without `exit.conversation` and without `honest-conversation` in the exit checklist.",
    hurts="An honest conversation is the first of the six steps of a graceful exit. A partner who finds out from a "
    "dead link will tell everyone.",
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
    if partnership.stage == "exit" and "honest-conversation" not in done_items(case, "exit"):
        yield Remark(
            ("stage",),
            "exit, but no conversation is recorded",
            "talk to them, then record the date in `exit.conversation`",
        )
