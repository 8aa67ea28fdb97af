"""Live partnerships without a signed agreement (guide)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from partnerkit.facts.agreements import AgreementState
from partnerkit.facts.case import Case
from partnerkit.facts.stages import LIVE
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

_BEFORE_LAUNCH: Final = timedelta(days=14)

manual: Final = Manual(
    code="PK250",
    name="unsigned-partnership",
    severity="error",
    title="The partnership is live or about to launch, but no agreement is signed.",
    finds="Partnerships at `grow`, `optimize` or `renew` whose agreement is not signed by today, and partnerships "
    "whose launch date is past or within two weeks. An agreement counts as signed from its `signed` date on. "
    "Partnerships at `exit` are skipped.",
    hurts="Fees, ownership and notice are then whatever each side remembers. Signing is cheap before the first "
    "customer and expensive after the first dispute.",
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
    state, stage = case.agreed, partnership.stage
    if stage == "exit" or state.is_signed:
        return
    day = partnership.launch.date if partnership.launch else None
    signature = _signature(state)
    if stage in LIVE:
        yield Remark(("stage",), f"{stage}, but {signature}", "sign the agreement, or set the stage back to `initiate`")
    elif day is not None and day - case.today <= _BEFORE_LAUNCH:
        launch = "launched on this day" if day < case.today else "the launch is on this day"
        yield Remark(("launch", "date"), f"{launch}, but {signature}", "sign first, or move the launch")


def _signature(state: AgreementState) -> str:
    if state.status == "missing":
        return "the file records no agreement"
    if state.status == "ended":
        return "the agreement has ended"
    if state.to_be_signed:
        return f"the agreement is not signed until {state.to_be_signed}"
    return f"the status of the agreement is `{state.word}`" if state.word else "no signature is recorded"
