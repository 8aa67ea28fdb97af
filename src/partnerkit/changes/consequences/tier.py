"""The tier of the program that a partner has earned."""

from typing import Final, Literal, NamedTuple

from partnerkit.changes.consequences.before_and_after import BeforeAndAfter
from partnerkit.questions.tiers import standing

KEYS: Final = (("program", "results", "certifications", "tier", "agreement.status", "agreement.signed"),)


class TierMoved(NamedTuple):
    """The highest tier that was earned before and after; None where none was."""

    kind: Literal["tier"]
    text: str
    old: str | None
    new: str | None


def follows(pair: BeforeAndAfter) -> TierMoved | None:
    """Return how the tier that a partner has earned moved; None where it did not."""
    old, new = (standing(case, case.workspace.program).qualifies for case in (pair.before, pair.after))
    if old == new:
        return None
    return TierMoved("tier", f"tier earned {old or 'none'} → {new or 'none'}", old, new)
