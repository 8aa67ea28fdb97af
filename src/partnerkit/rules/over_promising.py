"""Commitments that we don't keep (guide, mistake 3)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from partnerkit.facts.as_of import done_on, is_open
from partnerkit.facts.case import Case
from partnerkit.facts.sides import lead_of, side_of
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import KeyPath, Remark
from partnerkit.workdays import days_left

_LATE: Final = 2
_MOVED: Final = 2

manual: Final = Manual(
    code="PK214",
    name="over-promising",
    severity="warning",
    title="We commit to more than we deliver.",
    finds="Two or more of our commitments, in the plan or in reviews, that are overdue at the same time, and any open "
    "commitment whose date has moved at least twice.",
    hurts="A partner forgives one late delivery. After the second they stop believing our dates, and their own dates "
    "start to slip.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        people:
          rob: {name: Rob Ash, side: us}
        plan:
          - {id: connector, title: Ship the connector, due: 2026-03-13, owner: rob, status: doing}
          - {id: sandbox, title: Open the sandbox, due: 2026-03-27, owner: rob, status: todo}
        """,
        at=(6, 53),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        people:
          rob: {name: Rob Ash, side: us}
        plan:
          - {id: connector, title: Ship the connector, due: 2026-03-13, owner: rob, status: done, done: 2026-03-12}
          - {id: sandbox, title: Open the sandbox, due: 2026-04-27, owner: rob, status: todo}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for our commitments that are overdue or keep moving."""
    commitments = list(_open_commitments(case))
    overdue = ((due, path) for path, due, _ in commitments if due is not None and due < case.today)
    late = sorted((due, path) for due, path in overdue if days_left(due, case.today, case.holidays) < 0)
    if len(late) >= _LATE:
        first, path = late[0]
        yield Remark(
            (*path, "due"),
            f"{len(late)} of our commitments are overdue, this one since {first}",
            "agree on new dates before they ask, and commit to less at a time",
        )
    for path, _, moved in commitments:
        if len(moved) >= _MOVED:
            yield Remark(
                (*path, "moved"),
                f"we have moved this date {len(moved)} times",
                "agree on a realistic date, or withdraw the commitment",
            )


def _open_commitments(case: Case) -> Iterator[tuple[KeyPath, date | None, tuple[date, ...]]]:
    partnership = case.partnership
    for number, item in enumerate(partnership.plan):
        if is_open(item, case.today) and (item.side or side_of(lead_of(item), partnership)) == "us":
            yield ("plan", number), item.due, item.moved
    for review_number, review in enumerate(partnership.reviews):
        if review.date > case.today:
            continue
        for number, commitment in enumerate(review.commitments):
            side = commitment.side or side_of(commitment.owner, partnership)
            if done_on(commitment, case.today) is None and side == "us":
                yield ("reviews", review_number, "commitments", number), commitment.due, commitment.moved
