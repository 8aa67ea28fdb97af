"""Green that rests on nothing (framework)."""

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
    title="A bucket is green and nothing says why.",
    finds="Green buckets without `evidence`, and green boxes without any in a bucket that has none either.",
    hurts="Green is the one colour nobody questions. Without a fact behind it, it is a mood, and the heat map is "
    "worth no more than the most cheerful of its authors.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        buckets:
          operate: {status: green, assessed: 2026-03-31}
        """,
        at=(4, 21),
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
    """Look for green that nothing stands behind."""
    help = "add `evidence`: what can be seen or counted"
    for key, bucket, _ in owned_buckets(case):
        if bucket.evidence is not None:
            continue
        if bucket.status == "green":
            yield Remark(("buckets", key, "status"), "green without evidence", help)
            continue
        for name, box in bucket.boxes.items():
            if box.status == "green" and box.evidence is None:
                yield Remark(("buckets", key, "boxes", name, "status"), "green without evidence", help)
