"""Live partnerships that our own company does not know (guide, mistake 5)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.stages import LIVE
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK253",
    name="unaligned-colleagues",
    severity="warning",
    title="The partnership is live and our own company is not aligned.",
    finds="Live partnerships with an item of `checklists.alignment` that is still `false`, or that no more than one of "
    "our departments has been told of (`dynamics.awareness.reached.us`).",
    hurts="A partner is sold, supported and invoiced by colleagues who have other goals. Those who were never told why "
    "will work around it.",
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
                f"still open, and the partnership is at {partnership.stage}",
                "do it now",
            )
    awareness = partnership.dynamics.awareness if partnership.dynamics else None
    if awareness and awareness.reached and len(awareness.reached.us) <= 1:
        whom = (
            f"only {awareness.reached.us[0]} was told" if awareness.reached.us else "none of our departments was told"
        )
        yield Remark(("dynamics", "awareness", "reached", "us"), whom, "tell sales, support and customer success next")
