"""Partnerships of which the file does not say why they exist (framework)."""

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
    title="Nothing says why the two companies work together.",
    finds="Partnerships from the first contact to the renewal without `why`.",
    hurts="Having to explain again and again why a partnership exists is one of the five pains of the framework. "
    "One sentence in the file answers it for every report and every new colleague.",
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
        yield Remark(("stage",), f"{case.partnership.stage}, and nothing says why we are partnered", "add `why: ...`")
