"""Who is judged otherwise when the workspace changes: by score, color, tier and the day of the next review."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from partnerkit.changes.consequences import Follows, color, next_review, score, tier
from partnerkit.changes.consequences.before_and_after import BeforeAndAfter
from partnerkit.facts.case import Case
from partnerkit.model.workspace import Workspace
from partnerkit.phrasing import plural

JUDGED: Final[tuple[tuple[str, str, Follows], ...]] = (
    ("band", "band", score.follows),
    ("color", "color", color.follows),
    ("tier", "tier", tier.follows),
    ("review", "the day of the next review", next_review.follows),
)
"""In what respects partnerships are judged by the workspace."""


class PolicyMove(NamedTuple):
    """One partnership that is judged otherwise, and how."""

    partnership: str
    text: str


class PolicyEffect(NamedTuple):
    """What a change of the workspace means over the portfolio, in one respect."""

    kind: str
    text: str
    partnerships: tuple[PolicyMove, ...]


def effects_of(cases: Sequence[Case], workspace: Workspace) -> tuple[PolicyEffect, ...]:
    """Return who changes band, color, tier or the day of the next review under another workspace."""
    found = []
    for kind, words, follows in JUDGED:
        moves = []
        for case in cases:
            consequence = follows(BeforeAndAfter(case, replace(case, workspace=workspace)))
            if consequence is not None and _is_move(consequence):
                moves.append(PolicyMove(case.stem, consequence.text))
        verb = "changes" if len(moves) == 1 else "change"
        text = f"{len(moves)} of {plural(len(cases), 'partnership')} {verb} {words}"
        found.append(PolicyEffect(kind, text, tuple(moves)))
    return tuple(effect for effect in found if effect.partnerships)


def _is_move(consequence: object) -> bool:
    """Whether someone is in another band or color; other points and other reasons are not worth a line each."""
    if isinstance(consequence, score.ScoreMoved):
        return consequence.bands[0] != consequence.bands[1]
    return not isinstance(consequence, color.ColorMoved) or consequence.old != consequence.new
