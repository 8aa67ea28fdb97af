"""Transactions that are called partnerships (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.sides import owners_of, side_of
from partnerkit.facts.stages import LIVE
from partnerkit.findings.manual import Manual, partnership
from partnerkit.phrasing import listed
from partnerkit.rules.cases import theirs
from partnerkit.rules.rule import Remark

_SIGNS: Final = 3

manual: Final = Manual(
    code="PK215",
    name="transaction-in-disguise",
    severity="warning",
    title="This looks like a transaction rather than a partnership.",
    finds="Partnerships at `grow`, `optimize` or `renew` in which money is paid or agreed, and with at least three of "
    "four signs of a pure transaction: no plan, no review and no goal is recorded, and no one on their side has a "
    "role.",
    hurts="A partnership is ongoing, takes investment from both sides, is planned together and is hard to replace. If "
    "it's none of those, you need a purchase order, not a partner manager.",
    bad=partnership(
        """\
        name: Cascade Affiliates
        type: distribution
        stage: grow
        agreement:
          status: signed
          revenue: [{model: referral-fee, rate: 10%, base: settled, of: first order, from: us, to: them}]
        """,
        at=(3, 8),
    ),
    good=partnership(
        """\
        name: Cascade Affiliates
        type: distribution
        stage: grow
        people:
          declan: {name: Declan Roche, side: them, title: Channel Manager}
        goals:
          - {kind: growth, outcome: Win 80 studios, metric: conversions, target: 80, by: 2026-12-31}
        plan:
          - {id: landing, title: Landing page for studios, due: 2026-05-12, owner: declan, status: doing}
        reviews:
          - {date: 2026-03-30, kind: monthly, summary: First studios signed}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Count the signs of a transaction."""
    partnership = case.partnership
    paid = bool(partnership.results) or bool(partnership.agreement and partnership.agreement.revenue)
    if partnership.stage not in LIVE or not paid:
        return
    signs = [
        sign
        for sign, there in (
            ("no plan is recorded", not partnership.plan),
            ("no review is recorded", not partnership.reviews),
            ("no goal is recorded", not partnership.goals),
        )
        if there
    ]
    if len(signs) >= _SIGNS - 1 and not _they_take_part(case):
        signs.append("no one on their side has a role")
    if len(signs) >= _SIGNS:
        yield Remark(
            ("stage",),
            f"{partnership.stage}, but {listed(signs)}: this looks like a transaction",
            "plan it together, or treat it as a purchase",
        )


def _they_take_part(case: Case) -> bool:
    partnership = case.partnership
    named = {owner for item in partnership.plan for owner in owners_of(item)}
    for bucket in partnership.buckets.values():
        if bucket.raci:
            named.update((*bucket.raci.responsible, *bucket.raci.accountable))
    return bool(theirs(case)) and any(side_of(person, partnership) == "them" for person in named)
