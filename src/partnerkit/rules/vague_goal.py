"""Goals of which nobody can say that they were reached (guide, mistake 1)."""

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
    title="A goal lacks its metric, its target or its date.",
    finds="Goals of a partnership without a `metric`, a `target` or a day (`by`).",
    hurts="A goal without a number and a date can neither be reached nor missed. After a year each side remembers "
    "another one, and the review turns into a matter of opinion.",
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
    """Look for the slots of each goal that are empty."""
    for number, goal in enumerate(case.partnership.goals):
        missing = [
            word
            for word, value in (("metric", goal.metric), ("target", goal.target), ("date", goal.by))
            if value is None
        ]
        if missing:
            without = listed([f"no {word}" for word in missing])
            yield Remark(
                ("goals", number), f"{without}, so nobody can say when it is reached", "add `metric`, `target` and `by`"
            )
