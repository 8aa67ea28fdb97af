"""People with more work due than there are working days."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Final

from partnerkit.facts.as_of import is_open
from partnerkit.facts.case import Case
from partnerkit.facts.sides import lead_of, side_of
from partnerkit.findings.manual import Example, Manual
from partnerkit.phrasing import number
from partnerkit.rules.rule import Remark, WorkspaceOnDay

_AHEAD: Final = timedelta(days=28)
_WORKING_DAYS: Final = 20

_PEOPLE: Final = "people:\n  lars: {name: Lars Nyberg, title: Head of Product}\n"

manual: Final = Manual(
    code="PK247",
    name="overbooked",
    severity="warning",
    title="One person has more work due in the next four weeks than there are working days.",
    finds="Our people whose open plan items that are overdue or due within four weeks add up to more than 20 days of "
    "effort, across the partnerships you name. Items without `effort_days` are not counted.",
    hurts="The dates can't all be met, and you know it today. If you tell the partner now, they can plan around it. "
    "If you tell them on the due date, it's a missed commitment.",
    bad=Example(
        {
            "acme.yaml": """\
name: Acme Analytics
type: integration
plan:
  - {id: sync, title: Two-way sync, due: 2026-04-24, owner: lars, status: doing, effort_days: 14}
  - {id: audit, title: Security audit, due: 2026-04-30, owner: lars, status: todo, effort_days: 9}
""",
            "partnerkit.yaml": _PEOPLE,
        },
        at=(2, 3),
    ),
    good=Example(
        {
            "acme.yaml": """\
name: Acme Analytics
type: integration
plan:
  - {id: sync, title: Two-way sync, due: 2026-04-24, owner: lars, status: doing, effort_days: 14}
  - {id: audit, title: Security audit, due: 2026-05-29, owner: lars, status: todo, effort_days: 9}
""",
            "partnerkit.yaml": _PEOPLE,
        }
    ),
)


def facts_of(case: Case) -> Mapping[str, Decimal]:
    """Add up the effort that is due soon in a partnership for each of our people."""
    effort: dict[str, Decimal] = defaultdict(Decimal)
    for item in case.partnership.plan:
        owner = lead_of(item)
        if owner is None or item.due is None or item.effort_days is None or not is_open(item, case.today):
            continue
        if item.due - case.today <= _AHEAD and side_of(owner, case.partnership) == "us":
            effort[owner] += item.effort_days
    return dict(effort)


def check_all(
    facts: Mapping[str, Mapping[str, Decimal]], shared: WorkspaceOnDay
) -> Iterator[tuple[str | None, Remark]]:
    """Add up the effort of each person over all partnerships; people listed only in a file belong to that file."""
    effort: dict[tuple[str | None, str], Decimal] = defaultdict(Decimal)
    for stem, of_file in facts.items():
        for person, days in of_file.items():
            effort[None if person in shared.workspace.people else stem, person] += days
    for (listed_by, person), total in effort.items():
        if total > _WORKING_DAYS:
            message = f"{number(total)} days of open work are due within {_WORKING_DAYS} working days"
            yield listed_by, Remark(("people", person), message, "hand some of it over, or agree on later dates now")
