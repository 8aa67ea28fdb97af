"""The gaps in who owns what that a change opens or closes."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from partnerkit.changes.consequences.before_and_after import BeforeAndAfter
from partnerkit.facts.case import Case
from partnerkit.phrasing import listed
from partnerkit.questions.raci import gaps_in

KEYS: Final = (("buckets.raci", "buckets.boxes.raci", "buckets.boxes.owner"), ("people", "stage"))

_WORDS: Final = {
    "no-accountable": "no one accountable for {}",
    "several-accountable": "several people accountable for {}",
    "nobody-responsible": "no one responsible for {}",
    "one-side-only": "one side alone owns {}",
}


class GapsMoved(NamedTuple):
    """The gaps that were opened and closed, in words."""

    kind: Literal["raci"]
    text: str
    opened: tuple[str, ...]
    closed: tuple[str, ...]


def follows(pair: BeforeAndAfter) -> GapsMoved | None:
    """Return which gaps were opened and closed; None where there are none of either."""
    old, new = _gaps(pair.before), _gaps(pair.after)
    opened, closed = tuple(gap for gap in new if gap not in old), tuple(gap for gap in old if gap not in new)
    if not opened and not closed:
        return None
    parts = [f"{word}: {_together(gaps)}" for word, gaps in (("gap opened", opened), ("gap closed", closed)) if gaps]
    said = (tuple(_in_words(gap) for gap in gaps) for gaps in (opened, closed))
    return GapsMoved("raci", "; ".join(parts), *said)


class _Gap(NamedTuple):
    kind: str
    where: str


def _gaps(case: Case) -> list[_Gap]:
    gaps = gaps_in(case.stem, case.partnership, case.workspace.framework.resolved)
    return [_Gap(gap.kind, f"{gap.bucket}, {gap.box}" if gap.box else gap.bucket or "") for gap in gaps]


def _together(gaps: Sequence[_Gap]) -> str:
    """Write gaps, those of one kind together: `no one accountable for enable and support`."""
    places: dict[str, list[str]] = defaultdict(list)
    for gap in gaps:
        places[gap.kind].append(gap.where)
    return listed([_in_words(_Gap(kind, listed(where))) for kind, where in places.items()])


def _in_words(gap: _Gap) -> str:
    return _WORDS.get(gap.kind, f"{gap.kind} in {{}}").format(gap.where)
