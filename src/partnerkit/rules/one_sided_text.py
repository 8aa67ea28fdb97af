"""Terms of an agreement that say `us` or `our` (our decision)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.one_sided import one_sided_texts
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK276",
    name="one-sided-text",
    severity="warning",
    title='A term of the agreement says "us" or "our".',
    finds="Any text under `agreement` with the words we, us, our or ours. Partnerships whose agreement has ended are "
    "skipped.",
    hurts="A draft of the agreement uses the text as it is, and both sides sign it: for each reader, "
    '"owned by us" then means their own company.',
    bad=partnership(
        """\
        name: Bluebird CRM
        type: integration
        agreement:
          status: draft
          ip: {joint: Sync code owned by us and licensed to them}
        """,
        at=(5, 15),
    ),
    good=partnership(
        """\
        name: Bluebird CRM
        type: integration
        agreement:
          status: draft
          ip: {joint: Sync code owned by Orbit and licensed to Bluebird}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for the first person in the terms."""
    agreement = case.partnership.agreement
    if case.agreed.status == "ended":
        return
    for text in one_sided_texts(agreement):
        yield Remark(text.path, f'says "{text.word}", and both sides read it', "write the name of the company")
