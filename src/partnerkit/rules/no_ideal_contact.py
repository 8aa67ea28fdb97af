"""Partnerships whose contacts can't say yes (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.model.contacts import IDEAL_CONTACTS, decides
from partnerkit.rules.cases import theirs
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK217",
    name="no-ideal-contact",
    severity="warning",
    title="None of their contacts has the role that decides on this type of partnership.",
    finds="Partnerships whose contacts on the partner's side, not counting those who have left, all have a `title` "
    "that doesn't fit the type: product or engineering for an integration, marketing for co-marketing, sales for "
    "distribution, and so on. Executives, founders and partner managers fit every type. Common titles in other "
    "European languages are recognized; a title in another script is never reported. Partnerships at `exit` are "
    "skipped.",
    hurts="The wrong contact will be polite and do nothing. Ask for an introduction to someone who can say yes.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: initiate
        why: Same retail buyers
        people:
          ben: {name: Ben Ode, side: them, title: Office Manager}
        """,
        at=(6, 3),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        stage: initiate
        why: Same retail buyers
        people:
          ben: {name: Ben Ode, side: them, title: Office Manager}
          jo: {name: Jo Park, side: them, title: Head of Product}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for a title that fits the type of partnership."""
    partnership = case.partnership
    people = theirs(case)
    if partnership.stage == "exit" or not people:
        return
    titles = [partnership.people[person].title for person in people]
    if all(title is not None and not decides(title, partnership.type) for title in titles):
        contact = IDEAL_CONTACTS[partnership.type]
        yield Remark(
            ("people", people[0]),
            f"none of their titles fits a partnership of type {partnership.type}",
            f"ask for an introduction to their {contact.ideal}, or else to their {contact.alternative}",
        )
