"""Green without evidence (framework)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.cases import owned_buckets
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK230",
    name="green-without-evidence",
    severity="warning",
    title="A bucket is green without evidence.",
    finds="Green buckets without `evidence`, and green boxes without evidence in a bucket that has none either. A "
    "cell reported by PK231, PK232, PK233, PK240 or PK241 is not reported again. Partnerships at `exit` are skipped.",
    hurts="Green is the one color that no one questions. Without evidence, it's just optimism, and no one can trust "
    "the heat map.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        people:
          dana: {name: Dana Lee, side: us}
        buckets:
          operate: {status: green, assessed: 2026-03-31, raci: {accountable: dana}}
        """,
        at=(6, 21),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        buckets:
          operate: {status: green, evidence: Dashboard both sides trust since October, assessed: 2026-03-31}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for green without evidence."""
    help = "add `evidence`: something that can be seen or counted"
    for key, bucket, _ in owned_buckets(case):
        if bucket.evidence is not None:
            continue
        if bucket.status == "green":
            yield Remark(("buckets", key, "status"), "green without evidence", help)
            continue
        for name, box in bucket.boxes.items():
            if box.status == "green" and box.evidence is None:
                yield Remark(("buckets", key, "boxes", name, "status"), "green without evidence", help)
