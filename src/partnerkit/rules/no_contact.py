"""Partners of whom we know nobody (guide)."""

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
    title="Nobody of theirs is named.",
    finds="Partnerships from the first contact to the renewal whose `people` hold nobody on their side.",
    hurts="A partnership is between people. Without a name there is nobody to write to, nobody to be responsible on "
    "their side, and nobody who would notice that it has gone quiet.",
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
    """Look for somebody on their side."""
    if case.partnership.stage in IN_TOUCH and not theirs(case.partnership):
        yield Remark(
            ("stage",), f"{case.partnership.stage}, and `people` names nobody of theirs", "add them with `side: them`"
        )
