"""Partners whose people we know cannot say yes (guide)."""

import re
from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.model.contacts import ALWAYS_IDEAL, IDEAL_CONTACTS
from partnerkit.rules.cases import theirs
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK217",
    name="no-ideal-contact",
    severity="warning",
    title="None of their people has the role that decides on this type of partnership.",
    finds="Partnerships whose people on the other side all have a title, none of which is that of the ideal contact "
    "for the type or of the alternative: product or engineering for an integration, marketing for co-marketing, "
    "sales for distribution, and so on. Who leads the company or its partnerships fits any type.",
    hurts="The right idea told to the wrong person goes nowhere politely. Ask your contact for an introduction to "
    "somebody who can say yes.",
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
    """Look for a title of the type among their people."""
    partnership = case.partnership
    people = theirs(partnership)
    if partnership.stage == "exit" or not people:
        return
    titles = [partnership.people[person].title for person in people]
    contact = IDEAL_CONTACTS[partnership.type]
    if all(title is not None and (contact.words | ALWAYS_IDEAL).isdisjoint(_words(title)) for title in titles):
        yield Remark(
            ("people", people[0]),
            f"none of their people decides on a partnership of type {partnership.type}",
            f"ask for an introduction to their {contact.ideal}, else {contact.alternative}",
        )


def _words(title: str) -> set[str]:
    return set(re.findall(r"[\w-]+", title.casefold()))
