"""Who has heard of a partnership (dynamics)?"""

from collections.abc import Mapping
from datetime import date

from partnerkit.facts.plays import SAME_DEPARTMENT
from partnerkit.model.choices import Side
from partnerkit.model.dynamics import Awareness, Told


def told(awareness: Awareness | None, side: Side, today: date) -> list[Told]:
    """Return the occasions up to `today` on which departments of one side were informed."""
    return [
        occasion
        for occasion in (awareness.told if awareness else ())
        if occasion.side == side and (occasion.date is None or occasion.date <= today)
    ]


def departments_reached(awareness: Awareness | None, side: Side, today: date) -> Mapping[str, str]:
    """Return the departments of one side that know of the partnership, each once, as the file writes them.

    A department that was informed (`told`) counts like one that is listed under `reached`.
    """
    listed = getattr(awareness.reached, side) if awareness and awareness.reached else ()
    informed = (occasion.department for occasion in told(awareness, side, today))
    return {department_key(word): word for word in (*listed, *informed)}


def department_key(word: str) -> str:
    """Return the name under which a department counts once, however it is written."""
    plain = " ".join(word.lower().split())
    return SAME_DEPARTMENT.get(plain, plain).lower()
