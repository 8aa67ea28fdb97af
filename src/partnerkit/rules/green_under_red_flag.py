"""Green buckets with an open red flag (framework, guide)."""

from collections.abc import Iterator, Mapping
from typing import Final

from partnerkit.facts.as_of import health_checks
from partnerkit.facts.case import Case
from partnerkit.facts.health import flagged_by
from partnerkit.findings.manual import Manual, partnership
from partnerkit.model.choices import HealthFlag
from partnerkit.phrasing import listed
from partnerkit.rules.cases import owned_buckets
from partnerkit.rules.rule import Remark

_CONCERNS: Final[Mapping[HealthFlag, str]] = {
    "declining-engagement": "align",
    "misaligned-priorities": "align",
    "poor-communication": "align",
    "missed-commitments": "operate",
    "customer-complaints": "support",
}
"""The bucket that a red flag relates to; our decision."""

manual: Final = Manual(
    code="PK232",
    name="green-under-red-flag",
    severity="warning",
    title="A bucket is green while a related red flag is open.",
    finds="Green buckets with a related red flag that is still open: declining engagement, poor communication and "
    "misaligned priorities relate to Align, missed commitments to Operate, customer complaints to Support. "
    "Partnerships at `exit` are skipped.",
    hurts="Someone raised a red flag, but the bucket is still green. Anyone who reads only the heat map finds out too "
    "late.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        buckets:
          support: {status: green, evidence: Runbook written, assessed: 2026-03-31}
        health:
          - {date: 2026-03-31, ratings: {trust: 4}, flags: [customer-complaints]}
        """,
        at=(4, 21),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        buckets:
          support: {status: amber, evidence: Three complaints in March; runbook written, assessed: 2026-03-31}
        health:
          - {date: 2026-03-31, ratings: {trust: 4}, flags: [customer-complaints]}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Compare the colors with the flags that are open."""
    flagging = flagged_by(health_checks(case.partnership, case.today))
    if flagging is None:
        return
    for key, bucket, definition in owned_buckets(case):
        if bucket.status != "green":
            continue
        flags = [flag for flag in dict.fromkeys(flagging.flags) if _CONCERNS[flag] in {key, definition.replaces}]
        if flags:
            yield Remark(
                ("buckets", key, "status"),
                f"green, while {listed(flags)} {'is' if len(flags) == 1 else 'are'} open in the health check of "
                f"{flagging.date}",
                "change the color, or close the flag in the next health check with `flags: []`",
            )
