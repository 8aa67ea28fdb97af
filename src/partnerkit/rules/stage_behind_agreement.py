"""Partnerships whose stage was not updated after the signature."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK254",
    name="stage-behind-agreement",
    severity="warning",
    title="The agreement is signed, but the stage is still an early one.",
    finds="Partnerships at `prospect` or `initiate` with a signed agreement.",
    hurts="No one is asked for a launch plan, a review or a result, although both sides have signed up for them.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: initiate
        agreement: {status: signed, signed: 2026-02-03}
        """,
        at=(3, 8),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: launch
        agreement: {status: signed, signed: 2026-02-03}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for a signature at an early stage."""
    stage = case.partnership.stage
    if stage in {"prospect", "initiate"} and case.agreed.is_signed:
        yield Remark(("stage",), f"{stage}, but the agreement is signed", "set `stage: launch`")
