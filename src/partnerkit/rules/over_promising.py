"""Promises of ours that we do not keep (guide, mistake 3)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from partnerkit.facts.as_of import done_on, is_open
from partnerkit.facts.case import Case
from partnerkit.facts.sides import side_of
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import KeyPath, Remark
from partnerkit.workdays import days_left

_LATE: Final = 2
_MOVED: Final = 2

manual: Final = Manual(
    code="PK214",
    name="over-promising",
    severity="warning",
    title="We promise more than we keep.",
    finds="Two or more promises of ours, in the plan or in reviews, that are overdue at once, and any open one whose "
    "date was moved twice.",
    hurts="A partner forgives one late delivery. From the second on, our dates are no longer believed, and theirs "
    "become as soft as ours.",
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
    """Look for what we owe and are late with."""
    promises = list(_open_promises(case))
    late = sorted(
        (due, path) for path, due, _ in promises if due is not None and days_left(due, case.today, case.holidays) < 0
    )
    if len(late) >= _LATE:
        first, path = late[0]
        yield Remark(
            (*path, "due"),
            f"{len(late)} promises of ours are overdue, this one since {first}",
            "agree new dates before they ask, and promise less at a time",
        )
    for path, _, moved in promises:
        if len(moved) >= _MOVED:
            yield Remark(
                (*path, "moved"),
                f"this promise of ours was put off {len(moved)} times",
                "agree a date that holds, or take the promise back",
            )


def _open_promises(case: Case) -> Iterator[tuple[KeyPath, date | None, tuple[date, ...]]]:
    partnership = case.partnership
    for number, item in enumerate(partnership.plan):
        if is_open(item, case.today) and (item.side or side_of(item.owner, partnership)) == "us":
            yield ("plan", number), item.due, item.moved
    for review_number, review in enumerate(partnership.reviews):
        if review.date > case.today:
            continue
        for number, promise in enumerate(review.commitments):
            side = promise.side or side_of(promise.owner, partnership)
            if done_on(promise, case.today) is None and side == "us":
                yield ("reviews", review_number, "commitments", number), promise.due, promise.moved
