"""Buckets in which only one side has a part (framework)."""

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
    title="Everybody with a part in a bucket is on the same side.",
    finds="Buckets with somebody accountable and somebody responsible where all the people of the RACI belong to one "
    "company.",
    hurts="One side working to another plan than the other is what the framework exists to end. A bucket that only one "
    "company works on is that company's project and not the partnership's.",
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
    """Look for buckets in which only one company has a part."""
    for key, bucket, _ in owned_buckets(case):
        raci = bucket.raci
        if not raci or not raci.accountable or not raci.responsible:
            continue
        people = (*raci.responsible, *raci.accountable, *raci.consulted, *raci.informed)
        sides = {side_of(person, case.partnership) for person in people}
        if len(sides) == 1:
            whose, other = ("ours", "theirs") if sides == {"us"} else ("theirs", "ours")
            yield Remark(
                ("buckets", key, "raci"), f"all of these people are {whose}", f"give somebody of {other} a part in it"
            )
