"""The overall color, and the rule behind it."""

from typing import Final, Literal, NamedTuple

from partnerkit.changes.consequences.before_and_after import BeforeAndAfter
from partnerkit.facts.verdict import verdict
from partnerkit.model.statuses import Status

KEYS: Final = (
    ("buckets.status", "buckets.boxes.status", "health", "dynamics", "results", "kpis"),
    ("buckets.assessed", "stage"),
)


class ColorMoved(NamedTuple):
    """The overall color before and after, and the reason for the new one."""

    kind: Literal["color"]
    text: str
    old: Status
    new: Status
    reason: str


def follows(pair: BeforeAndAfter) -> ColorMoved | None:
    """Return how the overall color of a partnership changed, or its reason; None where neither did."""
    old, new = verdict(pair.before), verdict(pair.after)
    if (old.status, old.reason) == (new.status, new.reason):
        return None
    was, now = (found.status.replace("_", " ") for found in (old, new))
    color = f"overall still {now}" if was == now else f"overall {was} → {now}"
    return ColorMoved("color", f"{color} ({new.reason})", old.status, new.status, new.reason)
