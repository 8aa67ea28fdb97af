"""Partnerships with signs of an end that no one talks about (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.as_of import health_checks
from partnerkit.facts.attainment import attainments
from partnerkit.facts.case import Case
from partnerkit.facts.checklist_items import done_items
from partnerkit.facts.health import open_flags
from partnerkit.facts.ratings import ratings_of
from partnerkit.facts.stages import LIVE
from partnerkit.findings.manual import Manual, partnership
from partnerkit.phrasing import listed
from partnerkit.rules.rule import Remark

_SIGNS: Final = 2
_HALF: Final = 50
_POOR: Final = 2

manual: Final = Manual(
    code="PK290",
    name="unspoken-doubts",
    severity="warning",
    title="Several signs suggest that the partnership should be reassessed, but no conversation is recorded.",
    finds="Partnerships at `grow`, `optimize` or `renew` with two or more of five signs and without "
    "`exit.conversation`: targets are missed (more than half of the KPIs are below half of their target); the partner "
    "has other priorities (their interest is 1 or 2, or engagement is declining); the two sides want different things "
    "(misaligned priorities, or alignment rated 1 or 2); friction persists (the same flag in the last two health "
    "checks, or ease or trust rated 1 or 2 in both); and we see better opportunities elsewhere (our interest is 1 or "
    "2, or the priority is low).",
    hurts="A partnership in doubt costs both sides more each month, and the partner can feel it. An honest "
    "conversation either fixes it or ends it before that gets worse.",
    bad=partnership(
        """\
        name: Tindra Payroll
        type: integration
        stage: optimize
        dynamics:
          interest: {us: 4, them: 2, evidence: Our connector fell off their roadmap}
        health:
          - {date: 2026-03-20, ratings: {communication: 2, alignment: 2, trust: 3}}
        """,
        at=(3, 8),
    ),
    good=partnership(
        """\
        name: Tindra Payroll
        type: integration
        stage: optimize
        dynamics:
          interest: {us: 4, them: 2, evidence: Our connector fell off their roadmap}
        health:
          - {date: 2026-03-20, ratings: {communication: 2, alignment: 2, trust: 3}}
        exit:
          conversation: 2026-04-02
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Count the signs."""
    partnership = case.partnership
    signs = list(_other_signs(case)) if partnership.stage in LIVE else []
    # Targets take by far the longest to judge, and are one sign: without any other they change nothing.
    if not signs or "honest-conversation" in done_items(case, "exit"):
        return
    if _are_targets_missed(case):
        signs.insert(0, "most KPIs are below half of their target")
    if len(signs) >= _SIGNS:
        yield Remark(
            ("stage",),
            f"{partnership.stage}, but {listed(signs)}; no open conversation is recorded",
            "have the conversation, and record its date in `exit.conversation`",
        )


def _other_signs(case: Case) -> Iterator[str]:
    partnership = case.partnership
    all_checks = health_checks(partnership, case.today)
    checks = all_checks[-2:]
    flags = [set(open_flags(all_checks[: at + 1])) for at in range(len(all_checks))][-2:]
    ratings = [{rating.key: rating.lowest for rating in ratings_of(check)} for check in checks]
    interest = partnership.dynamics.interest if partnership.dynamics else None
    if (interest and _is_poor(interest.them)) or (flags and "declining-engagement" in flags[-1]):
        yield "they have other priorities"
    if ratings and (_is_poor(ratings[-1].get("alignment")) or "misaligned-priorities" in flags[-1]):
        yield "the two sides want different things"
    if len(checks) > 1 and (
        flags[0] & flags[1] or any(all(_is_poor(rated.get(key)) for rated in ratings) for key in ("ease", "trust"))
    ):
        yield "the same friction persists"
    if (interest and _is_poor(interest.us)) or partnership.priority == "low":
        yield "we see better opportunities elsewhere"


def _are_targets_missed(case: Case) -> bool:
    kpis = attainments(case)
    known = [kpi.attainment for kpi in kpis if kpi.attainment is not None]
    return bool(known) and 2 * sum(share < _HALF for share in known) > len(known)


def _is_poor(rating: int | None) -> bool:
    return rating is not None and rating <= _POOR
