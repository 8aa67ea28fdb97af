"""Colors without a date (framework)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.cases import owned_buckets
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK234",
    name="undated-color",
    severity="warning",
    title="A bucket has a color but no date.",
    finds="Buckets with a `status` but without `assessed`. A cell reported by PK230, PK231, PK232, PK240 or PK241 is "
    "not reported again. Partnerships at `exit` are skipped.",
    hurts="A color without a date never goes out of date, so no one is reminded to look again.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        people:
          dana: {name: Dana Lee, side: us}
        buckets:
          enable: {status: red, evidence: No training run on their side, raci: {accountable: dana}}
        """,
        at=(6, 20),
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
    """Look for colors without a date."""
    for key, bucket, _ in owned_buckets(case):
        if bucket.status is not None and bucket.assessed is None:
            yield Remark(
                ("buckets", key, "status"), f"{bucket.status}, but without a date", "add `assessed: YYYY-MM-DD`"
            )
