"""Whether the evidence and its date changed with a color."""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from partnerkit.changes.change import Change
from partnerkit.phrasing import listed

_ENDING: Final = ".status"


class EvidenceKept(NamedTuple):
    """Whether the evidence of a color, and the day of it, changed with the color."""

    kind: Literal["evidence"]
    text: str
    evidence: bool
    assessed: bool


def of(change: Change, changes: Sequence[Change]) -> EvidenceKept | None:
    """Return what a new color is based on; None for a change of anything else."""
    if not change.key.startswith("buckets.") or not change.key.endswith(_ENDING):
        return None
    beside = {other.place[-1] for other in changes if other.place[:-1] == change.place[:-1]}
    evidence, assessed = "evidence" in beside, "assessed" in beside
    kept = [what for what, changed in (("evidence", evidence), ("date", assessed)) if not changed]
    text = f"its {listed(kept)} did not change" if kept else "its evidence and date changed too"
    return EvidenceKept("evidence", text, evidence, assessed)
