"""Partnerships whose purpose isn't recorded (framework)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.stages import IN_TOUCH
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK212",
    name="unexplained-partnership",
    severity="warning",
    title="The file doesn't say why the two companies work together.",
    finds="Partnerships from `initiate` to `renew` without `why`.",
    hurts="Sooner or later, everyone asks why a partnership exists, and explaining it again each time wastes hours. "
    "One sentence in the file answers the question in every report and for every new colleague.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: initiate
        """,
        at=(3, 8),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: initiate
        why: Same retail buyers, and their analytics lack hours worked
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for the missing sentence."""
    if case.partnership.stage in IN_TOUCH and case.partnership.why is None:
        yield Remark(
            ("stage",),
            f"{case.partnership.stage}, but the file doesn't say why we are partners",
            "add `why`, in one sentence",
        )
