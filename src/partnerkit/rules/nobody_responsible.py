"""Buckets in trouble that nobody works on (framework)."""

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
    title="A bucket needs work and nobody is responsible for doing it.",
    finds="Amber and red buckets with somebody accountable and nobody `responsible`. Green ones run without.",
    hurts="Who is accountable answers for the result; who is responsible brings it about. With only the first, the "
    "bucket is explained at every review and stays as it is.",
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
    """Look for somebody who does the work."""
    for key, bucket, _ in owned_buckets(case):
        raci = bucket.raci
        if raci and raci.accountable and not raci.responsible and bucket.status in {"amber", "red"}:
            yield Remark(
                ("buckets", key, "raci"),
                f"{bucket.status}, and nobody is responsible for mending it",
                "name who does the work, on both sides: `responsible`",
            )
