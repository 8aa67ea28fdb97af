"""First emails that start with half a sentence (guide)."""

import re
from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

_ENDS: Final = frozenset(".!?…。！？؟")

manual: Final = Manual(
    code="PK219",
    name="opener-fragment",
    severity="warning",
    title="The opener of the first email is not a whole sentence.",
    finds="An `outreach.opener` that starts with a lowercase letter or doesn't end with a period, a question mark or "
    "an exclamation point. Partnerships at `exit` are skipped.",
    hurts="The email opens with this text, word for word. Half a sentence in the first line looks like a mail merge "
    "gone wrong, and no one reads the rest.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        outreach: {opener: your launch of store-level cohorts in January}
        """,
        at=(3, 20),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        outreach: {opener: I saw your launch of store-level cohorts in January.}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for a capital letter at the start and a period at the end."""
    outreach = case.partnership.outreach
    if case.partnership.stage == "exit" or outreach is None or outreach.opener is None:
        return
    if not _is_a_sentence(outreach.opener):
        yield Remark(
            ("outreach", "opener"),
            "not a whole sentence",
            "write one, with its period: `I saw your launch of store-level cohorts in January.`",
        )


def _is_a_sentence(text: str) -> bool:
    """Return whether a text starts and ends like a sentence; quotes, brackets and emoji around it don't count."""
    first = re.search(r"\w+", text)
    last = next((letter for letter in reversed(text) if letter.isalnum() or letter in _ENDS), "")
    return first is not None and not first[0].islower() and last in _ENDS
