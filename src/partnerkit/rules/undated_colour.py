"""Colours of which nobody knows how old they are (framework)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.cases import owned_buckets
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK234",
    name="undated-colour",
    severity="warning",
    title="A bucket has a colour and no date.",
    finds="Buckets with a `status` and without `assessed`.",
    hurts="A colour without a date never grows old, so nobody is ever reminded to look again.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        buckets:
          enable: {status: red, evidence: No training run on their side}
        """,
        at=(4, 20),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        buckets:
          enable: {status: red, evidence: No training run on their side, assessed: 2026-03-31}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for colours without a date."""
    for key, bucket, _ in owned_buckets(case):
        if bucket.status is not None and bucket.assessed is None:
            yield Remark(("buckets", key, "status"), f"{bucket.status}, and nothing says since when", "add `assessed`")
