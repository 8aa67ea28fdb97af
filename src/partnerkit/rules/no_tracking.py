"""Live partnerships whose results no one can show (guide, mistake 6)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.dates import add_months, first_day
from partnerkit.facts.case import Case
from partnerkit.facts.stages import LIVE
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

_SILENT_MONTHS: Final = 2

manual: Final = Manual(
    code="PK220",
    name="no-tracking",
    severity="warning",
    title="The results of the partnership are not tracked.",
    finds="Partnerships at `grow`, `optimize` or `renew` without `kpis` or without `results`, and those whose latest "
    "results are more than two full months old.",
    hurts="Executives only see results that are attributed to the partnership. After six months without figures they "
    "lose interest, however good the work was.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: grow
        kpis:
          - {metric: referrals, target: 40, from: 2026-01-01, by: 2026-12-31}
        """,
        at=(3, 8),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: grow
        kpis:
          - {metric: referrals, target: 40, from: 2026-01-01, by: 2026-12-31}
        results:
          - {month: 2026-03, revenue: 23100, referrals: 6}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for targets and for recent figures."""
    partnership = case.partnership
    if partnership.stage not in LIVE:
        return
    missing = " or ".join(f"`{key}`" for key in ("kpis", "results") if not getattr(partnership, key))
    if missing:
        yield Remark(
            ("stage",), f"{partnership.stage}, but without {missing}", "track one figure that both sides trust"
        )
        return
    number, row = max(enumerate(partnership.results), key=lambda numbered: numbered[1].month)
    if add_months(first_day(row.month), 1 + _SILENT_MONTHS) < case.today:
        yield Remark(
            ("results", number, "month"),
            "the latest month with results",
            "add the months since then, with 0 if there was nothing",
        )
