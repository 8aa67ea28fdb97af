"""Goals that no one can call reached or missed (guide, mistake 1)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.phrasing import listed
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK210",
    name="vague-goal",
    severity="warning",
    title="A goal has no metric, target or date.",
    finds="Goals without a `metric`, a `target` or a due date (`by`).",
    hurts="A goal without a number and a date can be neither reached nor missed. A year later each side remembers a "
    "different goal, and the review becomes a matter of opinion.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        goals:
          - {kind: growth, outcome: More retail customers}
        """,
        at=(4, 5),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        goals:
          - kind: growth
            outcome: Win 40 retail customers through Acme referrals
            metric: referrals
            target: 40
            by: 2026-12-31
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for what each goal lacks."""
    for number, goal in enumerate(case.partnership.goals):
        missing = [
            word
            for word, value in (("metric", goal.metric), ("target", goal.target), ("date", goal.by))
            if value is None
        ]
        if missing:
            without = listed([f"no {word}" for word in missing])
            message = f"{without}, so no one can say whether it's reached"
            yield Remark(("goals", number), message, "add `metric`, `target` and `by`")
