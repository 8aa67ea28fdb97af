"""Buckets in trouble that no one works on (framework)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.cases import owned_buckets
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK243",
    name="nobody-responsible",
    severity="warning",
    title="A bucket needs work, but no one is responsible for it.",
    finds="Amber and red buckets with someone accountable but no one `responsible`. Partnerships at `exit` are "
    "skipped.",
    hurts="The accountable person owns the result; the responsible person does the work. If no one is responsible, "
    "the problem is explained at every review and nothing changes.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        people:
          dana: {name: Dana Lee, side: us}
        buckets:
          monetize: {status: amber, evidence: No campaign yet, assessed: 2026-03-31, raci: {accountable: dana}}
        """,
        at=(6, 78),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        people:
          dana: {name: Dana Lee, side: us}
          jo: {name: Jo Park, side: them}
        buckets:
          monetize:
            status: amber
            evidence: No campaign yet
            assessed: 2026-03-31
            raci: {accountable: dana, responsible: [dana, jo]}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for someone who does the work."""
    for key, bucket, _ in owned_buckets(case):
        raci = bucket.raci
        if raci and raci.accountable and not raci.responsible and bucket.status in {"amber", "red"}:
            yield Remark(
                ("buckets", key, "raci"),
                f"{bucket.status}, but no one is responsible for fixing it",
                "name who does the work, on both sides: `responsible`",
            )
