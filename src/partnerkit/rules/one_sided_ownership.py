"""Buckets in which only one side has a role (framework)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.sides import side_of
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.cases import owned_buckets
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK244",
    name="one-sided-ownership",
    severity="warning",
    title="Everyone with a role in a bucket is on the same side.",
    finds="Buckets with someone accountable and someone responsible whose RACI names people of only one company. "
    "Partnerships at `exit` are skipped.",
    hurts="If only one company works on a bucket, it's that company's project, not the partnership's, and the two "
    "sides end up with different plans.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        people:
          dana: {name: Dana Lee, side: us}
          mia: {name: Mia Holt, side: us}
          jo: {name: Jo Park, side: them}
        buckets:
          build:
            status: amber
            evidence: Says little of the two together
            assessed: 2026-03-31
            raci: {accountable: mia, responsible: [dana]}
        """,
        at=(12, 5),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        people:
          dana: {name: Dana Lee, side: us}
          mia: {name: Mia Holt, side: us}
          jo: {name: Jo Park, side: them}
        buckets:
          build:
            status: amber
            evidence: Says little of the two together
            assessed: 2026-03-31
            raci: {accountable: mia, responsible: [dana, jo]}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for buckets in which only one company has a role."""
    for key, bucket, _ in owned_buckets(case):
        raci = bucket.raci
        if not raci or not raci.accountable or not raci.responsible:
            continue
        people = (*raci.responsible, *raci.accountable, *raci.consulted, *raci.informed)
        sides = {side_of(person, case.partnership) for person in people}
        if len(sides) == 1:
            whose, other = ("our", "their") if sides == {"us"} else ("their", "our")
            message = f"everyone named here is on {whose} side"
            yield Remark(("buckets", key, "raci"), message, f"give someone on {other} side a role")
