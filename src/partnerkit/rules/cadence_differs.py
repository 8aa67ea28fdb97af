"""Reviews that the agreement requires and the cadence does not have."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.as_of import parked
from partnerkit.facts.case import Case
from partnerkit.facts.review_dates import cadence_of
from partnerkit.facts.stages import LIVE
from partnerkit.findings.manual import Manual, partnership
from partnerkit.phrasing import listed
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK269",
    name="cadence-differs",
    severity="warning",
    title="The agreement and the cadence set different reviews.",
    finds="Partnerships whose `agreement.review` isn't part of their cadence. The cadence is `cadence`, or, once the "
    "partnership is live, the one of its tier or stage. Ended agreements and parked partnerships are skipped.",
    hurts="Reminders follow the cadence. A review that only the agreement requires never shows up on anyone's list, "
    "so the contract is breached without anyone noticing.",
    bad=partnership(
        """\
        name: Tindra Payroll
        type: integration
        stage: grow
        agreement:
          status: signed
          review: quarterly
        cadence: [annual]
        """,
        at=(6, 11),
    ),
    good=partnership(
        """\
        name: Tindra Payroll
        type: integration
        stage: grow
        agreement:
          status: signed
          review: quarterly
        cadence: [quarterly, annual]
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for the review of the agreement in the cadence."""
    partnership = case.partnership
    agreement = partnership.agreement
    if agreement is None or agreement.review is None or case.agreed.status == "ended":
        return
    if parked(partnership, case.today):
        return
    if partnership.cadence is None and partnership.stage not in LIVE:
        return
    kinds = [rhythm.kind for rhythm in cadence_of(case)]
    if agreement.review not in kinds:
        yield Remark(
            ("agreement", "review"),
            f"{agreement.review}, but the cadence has {listed(kinds) if kinds else 'no'} reviews",
            "agree on one with them, and write it in both",
        )
