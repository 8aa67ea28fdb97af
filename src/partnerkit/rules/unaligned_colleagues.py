"""Live partnerships that our own company isn't aligned on (guide, mistake 5)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.awareness import departments_reached
from partnerkit.facts.case import Case
from partnerkit.facts.stages import LIVE
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK253",
    name="unaligned-colleagues",
    severity="warning",
    title="The partnership is live, but our own company is not aligned.",
    finds="Partnerships at `grow`, `optimize` or `renew` with an item of `checklists.alignment` that is `false`, or "
    "with at most one of our departments informed (`reached.us` and `told` under `dynamics.awareness`).",
    hurts="The colleagues who sell with, support and invoice the partner have goals of their own. If no one told them "
    "why the partnership matters, they will work around it.",
    bad=partnership(
        """\
        name: Agency Weekly
        type: co-marketing
        stage: grow
        dynamics:
          awareness: {us: 3, them: 4, reached: {us: [marketing], them: [marketing, sales]}}
        """,
        at=(5, 41),
    ),
    good=partnership(
        """\
        name: Agency Weekly
        type: co-marketing
        stage: grow
        dynamics:
          awareness: {us: 4, them: 4, reached: {us: [marketing, sales], them: [marketing, sales]}}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for colleagues who were left out."""
    partnership = case.partnership
    if partnership.stage not in LIVE:
        return
    for item, done in (partnership.checklists.alignment if partnership.checklists else {}).items():
        if done is False:
            yield Remark(
                ("checklists", "alignment", item),
                f"still open, although the partnership is at {partnership.stage}",
                "do it now",
            )
    awareness = partnership.dynamics.awareness if partnership.dynamics else None
    if awareness and (awareness.reached or awareness.told):
        informed = list(departments_reached(awareness, "us", case.today).values())
        if len(informed) <= 1:
            yield Remark(
                ("dynamics", "awareness", *(("reached", "us") if awareness.reached else ("told",))),
                f"only {informed[0]} has been informed on our side"
                if informed
                else "none of our departments is informed",
                "inform sales, support and customer success next",
            )
