"""What a new stage requires that the file does not show yet."""

from dataclasses import replace
from typing import Final, Literal, NamedTuple

from partnerkit.changes.consequences.before_and_after import BeforeAndAfter
from partnerkit.phrasing import plural
from partnerkit.questions.stage import ALLOWED, life_cycle

KEYS: Final = (("stage",),)


class StageMoved(NamedTuple):
    """The stage before and after, whether the life cycle leads there, and what it still needs."""

    kind: Literal["stage"]
    text: str
    old: str | None
    new: str | None
    allowed: bool
    missing: tuple[str, ...]


def follows(pair: BeforeAndAfter) -> StageMoved | None:
    """Return what follows from a new stage; None where it is the same, or there is none now."""
    old, new = pair.before.partnership.stage, pair.after.partnership.stage
    if old == new or new is None:
        return None
    # What a stage requires follows from the stage before.
    then = replace(pair.after, partnership=pair.after.partnership.model_copy(update={"stage": old}))
    nexts = {one.stage: one for one in life_cycle(then).allowed}
    allowed = old is None or new in ALLOWED[old]
    missing = tuple(need.what for need in nexts[new].needs if not need.met) if new in nexts else ()
    if not allowed:
        text = f"{new} does not follow {old} in the life cycle"
    elif missing:
        text = f"{plural(len(missing), 'requirement')} of {new} {'is' if len(missing) == 1 else 'are'} not met yet"
    else:
        text = f"all requirements of {new} are met"
    return StageMoved("stage", text, old, new, allowed, missing)
