"""Colours that are too old to be trusted (framework)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from partnerkit.facts.as_of import stale_from
from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.model.buckets import Assessment
from partnerkit.phrasing import plural
from partnerkit.rules.cases import owned_buckets
from partnerkit.rules.rule import KeyPath, Remark

manual: Final = Manual(
    code="PK233",
    name="stale-colour",
    severity="warning",
    title="A colour is older than the limit of the workspace.",
    finds="Buckets and boxes that were last assessed longer ago than `assessments.stale_after_days`, 90 days where "
    "the workspace does not say otherwise.",
    hurts="People and priorities change within a quarter. An old colour is read as today's, and decisions are taken "
    "on it.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        buckets:
          operate: {status: amber, evidence: Plan lacks dates, assessed: 2025-11-02}
        """,
        at=(4, 66),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        buckets:
          operate: {status: amber, evidence: Plan lacks dates, assessed: 2026-03-31}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for old dates."""
    for key, bucket, _ in owned_buckets(case):
        yield from _age(("buckets", key), bucket, case)
        for name, box in bucket.boxes.items():
            yield from _age(("buckets", key, "boxes", name), box, case)


def _age(path: KeyPath, assessment: Assessment, case: Case) -> Iterator[Remark]:
    assessed: date | None = assessment.assessed
    if assessment.status is None or assessed is None:
        return
    if case.today >= stale_from(assessed, case.workspace):
        age = (case.today - assessed).days
        yield Remark(
            (*path, "assessed"),
            f"{assessment.status} {plural(age, 'day')} ago, and not looked at since",
            "look at it again",
        )
