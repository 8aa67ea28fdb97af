"""Green buckets with a KPI below half of its target (framework)."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from partnerkit.facts.attainment import attainment_of
from partnerkit.facts.case import Case
from partnerkit.facts.figures import figure_called
from partnerkit.findings.manual import Manual, partnership
from partnerkit.phrasing import listed, percent
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
"""The buckets that a figure relates to, the closest first; our decision."""

manual: Final = Manual(
    code="PK231",
    name="green-against-kpi",
    severity="warning",
    title="A bucket is green while a KPI is below half of its target.",
    finds="Green buckets with a KPI that has reached less than half of what is due by today. Revenue, referrals, "
    "conversions and customers relate to selling, initiatives to marketing, and response hours and net promoter score "
    "to support. A cell reported by PK232 or PK240 is not reported again. Partnerships at `exit` are skipped.",
    hurts="One of the two is wrong. If it's the color, the heat map hides what the figures have shown for months. If "
    "it's the target, renegotiate it.",
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
    """Compare the colors with the figures."""
    green = [(key, definition.replaces) for key, bucket, definition in owned_buckets(case) if bucket.status == "green"]
    behind = _far_behind({name for names in green for name in names}, case)
    for key, replaced in green:
        missed = [*behind.get(key, ()), *behind.get(replaced, ())]
        if missed:
            yield Remark(
                ("buckets", key, "status"),
                f"green, with {listed(missed)} of what is due by now",
                "change the color, or agree on another target",
            )


def _far_behind(green: Collection[str | None], case: Case) -> Mapping[str | None, list[str]]:
    """Return the KPIs below half of what is due by now, by the bucket that they relate to, which is one of `green`."""
    existing = {definition.key for definition in case.workspace.framework.resolved}
    behind: dict[str | None, list[str]] = {}
    for kpi in case.partnership.kpis:
        buckets = _SHOWS_IN.get(figure_called(kpi.metric), ())
        bucket = next((bucket for bucket in buckets if bucket in existing), "monetize")
        attained = attainment_of(kpi, case).attainment if buckets and bucket in green else None
        if attained is not None and attained < _HALF:
            behind.setdefault(bucket, []).append(f"{kpi.metric} at {percent(attained)}")
    return behind
