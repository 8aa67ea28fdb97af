"""Partnerships without a contact on the partner's side (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.stages import IN_TOUCH
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.cases import theirs
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK216",
    name="no-contact",
    severity="warning",
    title="No contact on their side is recorded.",
    finds="Partnerships from `initiate` to `renew` whose `people` include no one on the partner's side who is still "
    "there.",
    hurts="Partnerships are between people. Without a name there is no one to write to, no one responsible on their "
    "side, and no one who would notice that things have gone quiet.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: launch
        """,
        at=(3, 8),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: launch
        people:
          jo: {name: Jo Park, side: them, title: Head of Product}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for a contact on their side."""
    if case.partnership.stage in IN_TOUCH and not theirs(case):
        has_left = any(person.side == "them" for person in case.partnership.people.values())
        missing = "everyone listed on their side has left" if has_left else "`people` lists no one on their side"
        yield Remark(("stage",), f"{case.partnership.stage}, but {missing}", "add a contact with `side: them`")
