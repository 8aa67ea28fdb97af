"""People who have left and are still named."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.contacts import everyone, is_there
from partnerkit.facts.people import parts_of_people
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK248",
    name="left-but-named",
    severity="warning",
    title="Someone who has left still has a part in the partnership.",
    finds="People with a `left` date in the past who are named as owner, contact, in a RACI, for an open plan item or "
    "commitment, or as certified. What they did before is history and stays.",
    hurts="Work waits for someone who no longer reads their email, and messages go to an address that no longer works.",
    bad=partnership(
        """\
        name: Tindra Payroll
        type: integration
        contacts: {main: olle}
        people:
          olle: {name: Olle Berg, side: them, left: 2026-01-31}
        """,
        at=(3, 18),
    ),
    good=partnership(
        """\
        name: Tindra Payroll
        type: integration
        contacts: {main: astrid}
        people:
          olle: {name: Olle Berg, side: them, left: 2026-01-31}
          astrid: {name: Astrid Nordin, side: them}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for parts of people who are no longer there."""
    gone = {key: person for key, person in everyone(case).items() if not is_there(key, case)}
    for path, person in parts_of_people(case.partnership, case.today) if gone else ():
        if person in gone:
            yield Remark(
                path,
                f"{gone[person].name} left on {gone[person].left}",
                "name the person who took over, or leave it out until there is one",
            )
