"""The gaps in who owns what that a change opens or closes."""

from typing import Final, NamedTuple

from partnerkit.changes.consequences.before_and_after import BeforeAndAfter
from partnerkit.facts.case import Case
from partnerkit.phrasing import listed
from partnerkit.questions.raci import OwnershipGap, gaps_in

KEYS: Final = (("buckets.raci", "buckets.boxes.raci", "buckets.boxes.owner"), ("people", "stage"))

_WORDS: Final = {
    "no-accountable": "no one accountable for {}",
    "several-accountable": "several people accountable for {}",
    "nobody-responsible": "no one responsible for {}",
    "one-side-only": "one side alone owns {}",
}


class GapsMoved(NamedTuple):
    """The gaps that were opened and closed, in words."""

    kind: str
    text: str
    opened: tuple[str, ...]
    closed: tuple[str, ...]


def follows(pair: BeforeAndAfter) -> GapsMoved | None:
    """Return which gaps were opened and closed; None where there are none of either."""
    old, new = _gaps(pair.before), _gaps(pair.after)
    opened, closed = tuple(gap for gap in new if gap not in old), tuple(gap for gap in old if gap not in new)
    if not opened and not closed:
        return None
    parts = [f"{word}: {listed(gaps)}" for word, gaps in (("gap opened", opened), ("gap closed", closed)) if gaps]
    return GapsMoved("raci", "; ".join(parts), opened, closed)


def _gaps(case: Case) -> list[str]:
    return [_in_words(gap) for gap in gaps_in(case.stem, case.partnership, case.workspace.framework.resolved)]


def _in_words(gap: OwnershipGap) -> str:
    where = f"{gap.bucket}, {gap.box}" if gap.box else gap.bucket or ""
    return _WORDS.get(gap.kind, f"{gap.kind} in {{}}").format(where)
