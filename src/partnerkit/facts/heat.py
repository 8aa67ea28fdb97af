"""What color is each bucket of a partnership, and the partnership overall (framework)?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from partnerkit.facts.as_of import stale_from
from partnerkit.facts.case import Case
from partnerkit.model.buckets import Assessment, Bucket
from partnerkit.model.framework import BucketDefinition
from partnerkit.model.statuses import Status
from partnerkit.phrasing import listed, plural

Rule: TypeAlias = Literal[
    "critical-bucket-red",
    "two-buckets-red",
    "one-bucket-red",
    "two-buckets-amber",
    "fewer-than-half-assessed",
    "nothing-against-it",
]


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One bucket of one partnership."""

    status: Status
    stale: bool = False
    assessed: date | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One partnership: its cells, its overall status, the rule that decided it and why that rule fired."""

    partnership: str
    name: str
    overall: Status
    rule: Rule
    reason: str
    stage: str | None
    priority: str | None
    cells: Mapping[str, HeatCell]


def assess(assessment: Assessment | None, case: Case) -> HeatCell:
    """Return one assessment as of the day; what has no color is not assessed, what is too old is stale."""
    if assessment is None:
        return HeatCell("not_assessed")
    assessed = assessment.assessed
    if assessment.status is None:
        return HeatCell("not_assessed", assessed=assessed, evidence=assessment.evidence)
    stale = assessed is not None and case.today >= stale_from(assessed, case.workspace)
    return HeatCell(assessment.status, stale, assessed, assessment.evidence)


def heat_of(case: Case) -> HeatRow:
    """Color every bucket of one partnership, and the partnership overall."""
    partnership, definitions = case.partnership, case.workspace.framework.resolved
    buckets: Mapping[str, Bucket] = partnership.buckets
    cells = {definition.key: assess(buckets.get(definition.key), case) for definition in definitions}
    overall, rule, reason = decide(definitions, cells)
    return HeatRow(case.stem, case.name, overall, rule, reason, partnership.stage, partnership.priority, cells)


def decide(definitions: Sequence[BucketDefinition], cells: Mapping[str, HeatCell]) -> tuple[Status, Rule, str]:
    """Return the overall status of a partnership, the rule that fired and the sentence that says so.

    The rules are partnerkit's own, tried from the top: red when a critical bucket is red or two buckets are;
    amber when one is red or two are amber; not assessed when fewer than half are assessed; else green.
    """
    red = [definition for definition in definitions if cells[definition.key].status == "red"]
    amber = [definition for definition in definitions if cells[definition.key].status == "amber"]
    critical = [definition for definition in red if definition.critical]
    if critical:
        return "red", "critical-bucket-red", f"{_names(critical)}, critical here, {_is(critical)} red"
    if len(red) >= 2:
        return "red", "two-buckets-red", f"{_names(red)} are red"
    if red:
        return "amber", "one-bucket-red", f"{_names(red)} is red"
    if len(amber) >= 2:
        return "amber", "two-buckets-amber", f"{_names(amber)} are amber"
    assessed = sum(cells[definition.key].status != "not_assessed" for definition in definitions)
    if assessed * 2 < len(definitions):
        return (
            "not_assessed",
            "fewer-than-half-assessed",
            f"{assessed} of {plural(len(definitions), 'bucket')} assessed",
        )
    return "green", "nothing-against-it", f"{_names(amber)} is amber, none is red" if amber else "none is amber or red"


def _names(definitions: Sequence[BucketDefinition]) -> str:
    return listed([definition.name for definition in definitions])


def _is(definitions: Sequence[BucketDefinition]) -> str:
    return "is" if len(definitions) == 1 else "are"
