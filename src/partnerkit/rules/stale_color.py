"""Colors that are too old to trust (framework)."""

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
    name="stale-color",
    severity="warning",
    title="An assessment is out of date.",
    finds="Buckets and boxes last assessed more than `assessments.stale_after_days` ago, which is 90 days unless the "
    "workspace sets another limit. A cell reported by PK231, PK232 or PK240 is not reported again. Partnerships at "
    "`exit` are skipped.",
    hurts="People and priorities change within a quarter. Readers take an old color for today's and make decisions "
    "based on it.",
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
            f"{assessment.status}, but last assessed {plural(age, 'day')} ago",
            "assess it again",
        )
