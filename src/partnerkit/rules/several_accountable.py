"""Buckets and boxes with more than one person accountable (framework)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.model.buckets import Raci
from partnerkit.phrasing import listed
from partnerkit.rules.cases import owned_buckets
from partnerkit.rules.rule import KeyPath, Remark

manual: Final = Manual(
    code="PK242",
    name="several-accountable",
    severity="warning",
    title="More than one person is accountable.",
    finds="Buckets and boxes with two or more people under `accountable`. Partnerships at `exit` are skipped.",
    hurts="Two accountable people each wait for the other. Many people can be responsible, but only one is "
    "accountable.",
    bad=partnership(
        """\
        name: Tindra Payroll
        type: integration
        people:
          raj: {name: Raj Patel, side: us}
          olle: {name: Olle Berg, side: them}
        buckets:
          enable: {status: red, evidence: No one trained, assessed: 2026-03-20, raci: {accountable: [raj, olle]}}
        """,
        at=(7, 80),
    ),
    good=partnership(
        """\
        name: Tindra Payroll
        type: integration
        people:
          raj: {name: Raj Patel, side: us}
          olle: {name: Olle Berg, side: them}
        buckets:
          enable:
            status: red
            evidence: No one trained
            assessed: 2026-03-20
            raci: {accountable: raj, responsible: [raj, olle]}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for more than one person."""
    for key, bucket, _ in owned_buckets(case):
        yield from _shared(("buckets", key), bucket.raci)
        for name, box in bucket.boxes.items():
            yield from _shared(("buckets", key, "boxes", name), box.raci)


def _shared(path: KeyPath, raci: Raci | None) -> Iterator[Remark]:
    if raci and len(set(raci.accountable)) > 1:
        people = listed(list(dict.fromkeys(raci.accountable)))
        yield Remark(
            (*path, "raci", "accountable"),
            f"{people} are accountable; only one person should be",
            "keep one, and make the others responsible",
        )
