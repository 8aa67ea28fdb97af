"""Who is judged or paid otherwise when the workspace changes: score, color, tier, the next review, and money."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, TypeAlias

from partnerkit.changes.consequences import Follows, color, money, next_review, score, tier
from partnerkit.changes.consequences.before_and_after import BeforeAndAfter, Consequence
from partnerkit.phrasing import plural

_AllThatFollow: TypeAlias = Callable[[BeforeAndAfter], Sequence[Consequence]]


def _only(follows: Follows) -> _AllThatFollow:
    """Return as a list what follows at most once from a change."""

    def found(pair: BeforeAndAfter) -> Sequence[Consequence]:
        consequence = follows(pair)
        return [] if consequence is None else [consequence]

    return found


JUDGED: Final[tuple[tuple[str, str, _AllThatFollow], ...]] = (
    ("band", "band", _only(score.follows)),
    ("color", "color", _only(color.follows)),
    ("tier", "tier", _only(tier.follows)),
    ("review", "the day of the next review", _only(next_review.follows)),
    ("money", "what the last 12 months would have paid", money.follows),
)
"""In what respects partnerships are judged and paid by the workspace."""

PRICED_BY: Final = frozenset({"currency", "exchange_rates", "fiscal_year", "program"})
"""The keys of the workspace that amounts depend on."""


class PolicyMove(NamedTuple):
    """One partnership that is judged otherwise, and how."""

    partnership: str
    text: str


class PolicyEffect(NamedTuple):
    """What a change of the workspace means over the portfolio, in one respect."""

    kind: str
    text: str
    partnerships: tuple[PolicyMove, ...]


def effects_of(pairs: Sequence[BeforeAndAfter]) -> tuple[PolicyEffect, ...]:
    """Return whose band, color, tier, next review or payments are others; only the workspace differs in each pair."""
    found = []
    for kind, words, follows in JUDGED:
        moves = [
            PolicyMove(pair.after.stem, consequence.text)
            for pair in pairs
            for consequence in follows(pair)
            if _is_move(consequence)
        ]
        count = len({move.partnership for move in moves})
        verb = "changes" if count == 1 else "change"
        text = f"{count} of {plural(len(pairs), 'partnership')} {verb} {words}"
        found.append(PolicyEffect(kind, text, tuple(moves)))
    return tuple(effect for effect in found if effect.partnerships)


def _is_move(consequence: Consequence) -> bool:
    """Whether someone is in another band or color, or is paid another amount.

    Other points and other reasons are not worth a line each.
    """
    match consequence:
        case score.ScoreMoved(bands=(before, after)):
            return before != after
        case color.ColorMoved(old=old, new=new):
            return old != new
        case money.MoneyMoved(change=change):
            return bool(change)
        case _:
            return True
