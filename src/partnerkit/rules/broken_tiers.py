"""Volume tiers that leave a volume without a rate, or give it two (guide)."""

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
    title="Volume tiers don't give every volume exactly one rate.",
    finds="Tiers whose lowest doesn't start at 0, two tiers that start at the same volume, and the model `tiered` "
    "without `tiers`.",
    hurts="Some volumes then have no rate, or two. The partner's first sale usually falls into the gap.",
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
            yield Remark((*path, "model"), "tiered, but without `tiers`", "add them, the first with `at_least: 0`")
        return
    floors = [tier.bound for tier in term.tiers]
    lowest = min(floors)
    if lowest > 0:
        yield Remark(
            _bound(path, term, floors.index(lowest)),
            f"the lowest tier starts at {plain(lowest)}, so smaller volumes have no rate",
            "start the lowest tier at 0",
        )
    seen: set[Decimal] = set()
    for position, floor in enumerate(floors):
        if floor in seen:
            yield Remark(
                _bound(path, term, position),
                f"another tier also starts at {plain(floor)}, so two rates apply",
                "keep only one of them",
            )
        seen.add(floor)


def _bound(path: KeyPath, term: RevenueTerm, position: int) -> KeyPath:
    return (*path, "tiers", position, "above" if term.tiers[position].at_least is None else "at_least")
