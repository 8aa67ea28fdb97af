"""Green beside a target that is missed by more than half (framework)."""

from collections.abc import Iterator, Mapping
from typing import Final

from partnerkit.facts.attainment import attainments
from partnerkit.facts.case import Case
from partnerkit.facts.figures import figure_called
from partnerkit.findings.manual import Manual, partnership
from partnerkit.phrasing import percent
from partnerkit.rules.cases import owned_buckets
from partnerkit.rules.rule import Remark

_HALF: Final = 50
"""Percent."""

_SHOWS_IN: Final[Mapping[str, tuple[str, ...]]] = {
    "revenue": ("sell", "monetize"),
    "referrals": ("sell", "monetize"),
    "conversions": ("sell", "monetize"),
    "customers": ("sell", "monetize"),
    "initiatives": ("market", "monetize"),
    "response_hours": ("support",),
    "nps": ("support",),
}
"""The buckets that a figure speaks of, the nearest first; our decision."""

manual: Final = Manual(
    code="PK231",
    name="green-against-kpi",
    severity="warning",
    title="A bucket is green while its KPI is under half of its target.",
    finds="Green buckets of which a KPI has attained less than half of what its target asks for by today: revenue, "
    "referrals, conversions and customers speak of selling, initiatives of marketing, response hours and net "
    "promoter score of support.",
    hurts="One of the two is wrong. If it is the colour, the heat map hides what the figures have shown for months; "
    "if it is the target, it should be agreed anew.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        buckets:
          monetize: {status: green, evidence: Sellers like it, assessed: 2026-03-31}
        kpis:
          - {metric: referrals, target: 40, from: 2026-01-01, by: 2026-12-31}
        results:
          - {month: 2026-01, referrals: 0}
          - {month: 2026-02, referrals: 1}
          - {month: 2026-03, referrals: 1}
        """,
        at=(4, 22),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        buckets:
          monetize: {status: green, evidence: 12 referrals after one quarter of 40 in the year, assessed: 2026-03-31}
        kpis:
          - {metric: referrals, target: 40, from: 2026-01-01, by: 2026-12-31}
        results:
          - {month: 2026-01, referrals: 1}
          - {month: 2026-02, referrals: 5}
          - {month: 2026-03, referrals: 6}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Hold the colours against the figures."""
    green = [
        (key, {key, definition.replaces}) for key, bucket, definition in owned_buckets(case) if bucket.status == "green"
    ]
    if not green:
        return
    there = {definition.key for definition in case.workspace.framework.resolved}
    for kpi in attainments(case):
        if kpi.attainment is None or kpi.attainment >= _HALF:
            continue
        buckets = _SHOWS_IN.get(figure_called(kpi.metric), ())
        about = next((bucket for bucket in buckets if bucket in there), "monetize")
        for key, names in green:
            if buckets and about in names:
                yield Remark(
                    ("buckets", key, "status"),
                    f"green, while {kpi.metric} stands at {percent(kpi.attainment)} of what its target asks for by now",
                    "change the colour, or agree on another target",
                )
