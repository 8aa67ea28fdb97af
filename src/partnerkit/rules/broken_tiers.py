"""Rates by volume that leave a volume without a rate, or give it two (guide)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.model.agreement import RevenueTerm
from partnerkit.phrasing import number as plain
from partnerkit.rules.rule import KeyPath, Remark

manual: Final = Manual(
    code="PK281",
    name="broken-tiers",
    severity="error",
    title="Rates by volume do not give each volume one rate.",
    finds="Tiers of which the lowest does not begin at 0, two tiers that begin at the same volume, and the model "
    "`tiered` without `tiers`.",
    hurts="Some volume then has no rate, or two. It is the partner's first sale that falls into the gap.",
    bad=partnership(
        """\
        name: Meridian Channel
        type: distribution
        agreement:
          revenue:
            - model: tiered
              base: settled
              of: resale revenue of the quarter
              tiers:
                - {at_least: 10000, rate: 25%}
                - {at_least: 50000, rate: 28%}
              from: us
              to: them
        """,
        at=(9, 22),
    ),
    good=partnership(
        """\
        name: Meridian Channel
        type: distribution
        agreement:
          revenue:
            - model: tiered
              base: settled
              of: resale revenue of the quarter
              tiers:
                - {at_least: 0, rate: 25%}
                - {at_least: 50000, rate: 28%}
              from: us
              to: them
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for gaps and overlaps."""
    agreement = case.partnership.agreement
    for number, term in enumerate(agreement.revenue if agreement else ()):
        yield from _tiers(("agreement", "revenue", number), term)


def _tiers(path: KeyPath, term: RevenueTerm) -> Iterator[Remark]:
    if not term.tiers:
        if term.model == "tiered":
            yield Remark((*path, "model"), "tiered, and there are no `tiers`", "add them, the first with `at_least: 0`")
        return
    floors = [tier.bound for tier in term.tiers]
    lowest = min(floors)
    if lowest > 0:
        yield Remark(
            (*path, "tiers", floors.index(lowest), "at_least"),
            f"the lowest tier begins at {plain(lowest)}, so that what is below has no rate",
            "let the lowest begin at 0",
        )
    seen: set[Decimal] = set()
    for position, floor in enumerate(floors):
        if floor in seen:
            yield Remark(
                (*path, "tiers", position, "at_least"),
                f"another tier begins at {plain(floor)} too, so that two rates hold",
                "keep one of the two",
            )
        seen.add(floor)
