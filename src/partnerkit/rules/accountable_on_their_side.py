"""Buckets that no one in our company is accountable for."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.ownership import accountable_for
from partnerkit.facts.sides import side_of
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.cases import owned_buckets
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK245",
    name="accountable-on-their-side",
    severity="warning",
    title="Only the partner's people are accountable for a bucket.",
    finds="Buckets whose accountable people all work for the partner. Partnerships at `exit` are skipped.",
    hurts="The partner's people answer to their own boss, not to ours. When the bucket turns red, no one in our "
    "company has to explain it, so no one notices.",
    bad=partnership(
        """\
        name: Meridian Channel
        type: distribution
        people:
          ruth: {name: Ruth Keller, side: them, title: Service Director}
        buckets:
          support: {status: green, evidence: Tested in March, assessed: 2026-03-30, raci: {accountable: ruth}}
        """,
        at=(6, 97),
    ),
    good=partnership(
        """\
        name: Meridian Channel
        type: distribution
        people:
          ruth: {name: Ruth Keller, side: them, title: Service Director}
          sam: {name: Sam Ortiz, side: us, title: Support Lead}
        buckets:
          support:
            status: green
            evidence: Tested in March
            assessed: 2026-03-30
            raci: {accountable: sam, responsible: ruth}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for buckets that only they are accountable for."""
    for key, bucket, _ in owned_buckets(case):
        people = accountable_for(bucket)
        if people and all(side_of(person, case.partnership) == "them" for person in people):
            yield Remark(
                ("buckets", key, "raci", "accountable"),
                "only people on their side are accountable",
                "make one of our people accountable, and theirs responsible",
            )
