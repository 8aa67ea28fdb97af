"""What a reviewer has to decide, in sentences."""

from collections.abc import Mapping, Sequence
from typing import Final

from partnerkit.changes.consequences.color import ColorMoved
from partnerkit.changes.consequences.slip import DaysMoved
from partnerkit.changes.diff import Diff
from partnerkit.model.marks import ChangeClass
from partnerkit.phrasing import inflected, listed, plural

_MOST_NAMES: Final = 3
"""As many partnerships as the first line names."""


def decision(found: Diff) -> tuple[str, str]:
    """Return whether the changes may pass and who decides, and then what they cost and how many there are."""
    if not found.partnerships and found.workspace is None:
        nothing = "Nothing that was compared changed." if found.not_compared else "Nothing changed."
        return nothing, " ".join(_not_compared(found))
    said = [*(cost.text for cost in found.costs), *_slips(found), *_colors(found), *_effects(found), _facts(found)]
    return " ".join([*_not_compared(found), _verdict(found)]), " ".join(said)


def _facts(found: Diff) -> str:
    """Return how many changes of each class there are, and where."""
    counts = [(count, f"{count:,} {change}") for change, count in found.counts.items() if count]
    changes = f"{listed([said for _, said in counts])} {inflected(counts[-1][0], 'change')}" if counts else "No change"
    names = [one.heading for one in found.partnerships]
    where = plural(len(names), "partnership") + _of_which(found) if len(names) > _MOST_NAMES else listed(names)
    if found.workspace is not None:
        where = f"{where} and the workspace" if names else "the workspace"
    return f"{changes} in {where}."


def _of_which(found: Diff) -> str:
    """Return how many partnerships were added, removed and renamed."""
    statuses = [one.status for one in found.partnerships]
    counts = {status: statuses.count(status) for status in ("added", "removed", "renamed")}
    said = [f"{count} {status}" for status, count in counts.items() if count]
    return f" ({', '.join(said)})" if said else ""


def _slips(found: Diff) -> list[str]:
    """Return how many days dates slip by in total, or which one does."""
    slips = [
        (change.subject, consequence.days)
        for one in found.partnerships
        for change in one.changes
        for consequence in change.consequences
        if isinstance(consequence, DaysMoved) and consequence.days > 0
    ]
    days = sum(days for _, days in slips)
    if len(slips) == 1:
        subject = slips[0][0]
        return [f"{subject[:1].upper()}{subject[1:]} slips by {plural(days, 'day')}."]
    longest = max((days for _, days in slips), default=0)
    return [f"{len(slips):,} dates slip by up to {plural(longest, 'day')}, {days:,} days in total."] if slips else []


def _colors(found: Diff) -> list[str]:
    """Return whose overall color changes."""
    moves = {
        f"{one.partnership} {consequence.old} → {consequence.new}".replace("_", " "): None
        for one in found.partnerships
        for change in one.changes
        for consequence in change.consequences
        if isinstance(consequence, ColorMoved) and consequence.old != consequence.new
    }
    if len(moves) > _MOST_NAMES:
        return [f"{plural(len(moves), 'partnership')} change color."]
    return [f"Overall color: {', '.join(moves)}."] if moves else []


def _effects(found: Diff) -> list[str]:
    """Return what a new workspace means for the portfolio."""
    effects = found.workspace.consequences if found.workspace else ()
    return [f"With the new workspace, {listed([effect.text for effect in effects])}."] if effects else []


def _verdict(found: Diff) -> str:
    """Return whether the changes may pass, and who must approve them."""
    said = []
    if found.gate is not None and found.gate.shut:
        stopped = plural(found.gate.changes, "change")
        heavy = (
            "that no amendment covers"
            if found.gate.fail_on == "commercial"
            else f"of class {found.gate.fail_on} or heavier"
        )
        said.append(f"Stopped: {stopped} {heavy}.")
    elif found.gate is not None and found.gate.opened_by:
        verb = "covers" if len(found.gate.opened_by) == 1 else "cover"
        said.append(f"May pass: {listed(found.gate.opened_by)} {verb} what was changed.")
    if missing := _by_class({one.class_: one.missing for one in found.approvals if one.missing}):
        said.append(f"Approval missing: {missing}.")
    elif needed := _by_class({one.class_: one.needed for one in found.approvals}):
        said.append(f"Approved by {needed}." if found.is_approved else f"Needs approval: {needed}.")
    return " ".join(said) or _NEWS[found.worst or "editorial"]


def _by_class(names: Mapping[ChangeClass, Sequence[str]]) -> str:
    """Write who approves what: `finance (commercial), ines and dana (commitment)`; names alone if all approve alike."""
    if len({tuple(those) for those in names.values()}) <= 1:
        return listed(list(dict.fromkeys(name for those in names.values() for name in those)))
    return ", ".join(f"{listed(those)} ({change})" for change, those in names.items())


_NEWS: Final[Mapping[ChangeClass, str]] = {
    "commercial": "Commercial terms change.",
    "commitment": "Commitments change; no terms do.",
    "assessment": "Assessments change; no terms or commitments do.",
    "editorial": "Nothing to decide: only names and descriptions change.",
}


def _not_compared(found: Diff) -> list[str]:
    count = len(found.not_compared)
    verb = "was" if count == 1 else "were"
    unknown = f"{plural(count, 'partnership')} {verb} not compared, so what changed there is not known."
    return [unknown] if count else []
