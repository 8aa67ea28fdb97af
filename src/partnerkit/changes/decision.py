"""What a reviewer has to decide, in sentences."""

from collections.abc import Mapping
from typing import Final

from partnerkit.changes.consequences.slip import DaysMoved
from partnerkit.changes.costs import costs
from partnerkit.changes.diff import Diff
from partnerkit.model.marks import ChangeClass
from partnerkit.phrasing import inflected, listed, plural


def decision(found: Diff) -> tuple[str, str]:
    """Return whether the changes may pass and who decides, and then what they cost and how many there are."""
    if not found.partnerships and found.workspace is None:
        nothing = "Nothing that was compared changed." if found.not_compared else "Nothing changed."
        return nothing, " ".join(_not_compared(found))
    return _verdict(found), " ".join([*costs(found), *_slips(found), _facts(found), *_not_compared(found)])


def _facts(found: Diff) -> str:
    """Say how many changes of each class there are, and where."""
    counts = [f"{count} {change}" for change, count in found.counts.items() if count]
    changes = f"{listed(counts)} {inflected(sum(found.counts.values()), 'change')}" if counts else "No change"
    where = plural(len(found.partnerships), "partnership") + _of_which(found)
    if found.workspace is not None:
        where = f"{where} and the workspace" if found.partnerships else "the workspace"
    return f"{changes} in {where}."


def _of_which(found: Diff) -> str:
    """Say how many partnerships were added, removed and renamed."""
    statuses = [one.status for one in found.partnerships]
    counts = {status: statuses.count(status) for status in ("added", "removed", "renamed")}
    said = [f"{count} {status}" for status, count in counts.items() if count]
    return f" ({', '.join(said)})" if said else ""


def _slips(found: Diff) -> list[str]:
    """Say by how many days due dates slip in total; one alone is beside its change."""
    slips = [
        consequence.days
        for one in found.partnerships
        for change in one.changes
        for consequence in change.consequences
        if isinstance(consequence, DaysMoved) and consequence.days > 0
    ]
    return [f"{len(slips)} due dates slip by {sum(slips)} days in total."] if len(slips) > 1 else []


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
    needed = list(dict.fromkeys(name for approval in found.approvals for name in approval.needed))
    missing = list(dict.fromkeys(name for approval in found.approvals for name in approval.missing or ()))
    if missing:
        said.append(f"Approval missing: {listed(missing)}.")
    elif found.is_approved:
        said.append(f"Approved by {listed(needed)}.")
    elif needed:
        said.append(f"Needs approval: {listed(needed)}.")
    return " ".join(said) or _NEWS[found.worst or "editorial"]


_NEWS: Final[Mapping[ChangeClass, str]] = {
    "commercial": "Commercial terms change.",
    "commitment": "Commitments change; no terms do.",
    "assessment": "Assessments change; no terms or commitments do.",
    "editorial": "Nothing to decide: only names and descriptions change.",
}


def _not_compared(found: Diff) -> list[str]:
    count = len(found.not_compared)
    return [f"{plural(count, 'partnership')} {'was' if count == 1 else 'were'} not compared."] if count else []
