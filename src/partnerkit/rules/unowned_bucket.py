"""Buckets that no one is accountable for (framework)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.ownership import accountable_for
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.cases import owned_buckets
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK241",
    name="unowned-bucket",
    severity="warning",
    title="No one is accountable for a bucket.",
    finds="Buckets in the file that have no one `accountable`. Critical buckets are reported by PK240 instead, "
    "and a bucket reported by PK231, PK232 or PK233 is not reported again. Partnerships at `exit` are skipped.",
    hurts="If everyone owns it, no one does. The bucket drifts until a review asks whose it is.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        buckets:
          enable: {status: red, evidence: No training run on their side, assessed: 2026-03-31}
        """,
        at=(4, 3),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        people:
          dana: {name: Dana Lee, side: us}
        buckets:
          enable:
            status: red
            evidence: No training run on their side
            assessed: 2026-03-31
            raci: {accountable: dana, responsible: dana}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for buckets without anyone accountable."""
    for key, bucket, definition in owned_buckets(case):
        if not definition.critical and not accountable_for(bucket):
            status = f"{bucket.status}, but " if bucket.status else ""
            yield Remark(("buckets", key), f"{status}no one is accountable", "name one person: `raci.accountable`")
