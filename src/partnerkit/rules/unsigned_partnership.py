"""Live partnerships without an agreement in force (guide)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from partnerkit.facts.agreements import state_of
from partnerkit.facts.case import Case
from partnerkit.facts.stages import LIVE
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

_BEFORE_LAUNCH: Final = timedelta(days=14)

manual: Final = Manual(
    code="PK250",
    name="unsigned-partnership",
    severity="error",
    title="A partnership is live and no agreement is signed.",
    finds="Partnerships that grow, are optimized or renewed, or are launched within two weeks, whose "
    "`agreement.status` is not `signed`.",
    hurts="Fees, ownership and notice are then whatever each side remembers. It is cheap to sign before the first "
    "customer and dear to settle after the first dispute.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: grow
        agreement: {status: draft}
        """,
        at=(3, 8),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: grow
        agreement:
          status: signed
          signed: 2026-02-03
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for a signature."""
    partnership = case.partnership
    if state_of(partnership.agreement, case.today).is_signed:
        return
    status = partnership.agreement.status if partnership.agreement else None
    day = partnership.launch.date if partnership.launch else None
    stands = f"the agreement is at `{status}`" if status else "the file shows no agreement"
    if partnership.stage in LIVE:
        yield Remark(("stage",), f"{partnership.stage}, and {stands}", "sign it, or set the stage back to initiate")
    elif partnership.stage == "launch" and day is not None and day - case.today <= _BEFORE_LAUNCH:
        yield Remark(("launch", "date"), f"launched on this day, and {stands}", "sign first, or move the launch")
