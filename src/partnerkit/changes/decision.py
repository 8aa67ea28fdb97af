"""What a reviewer has to decide, in sentences."""

from partnerkit.changes.change import CLASSES
from partnerkit.changes.consequences.money import MoneyMoved
from partnerkit.changes.diff import Diff
from partnerkit.phrasing import listed, plural


def decision(found: Diff) -> tuple[str, str]:
    """Return whether the changes may pass and who decides, and then what they are and what they cost."""
    counts = [plural(count, f"{change} change") for change, count in found.counts.items() if count]
    renamed = sum(not one.changes for one in found.partnerships)
    counts += [plural(renamed, "renamed file")] if renamed else []
    if not counts:
        nothing = "Nothing that was compared changed." if found.not_compared else "Nothing changed."
        return nothing, " ".join(_not_compared(found))
    where = plural(len(found.partnerships), "partnership")
    if found.workspace is not None:
        where = f"{where} and the workspace" if found.partnerships else "the workspace"
    return _verdict(found), " ".join([f"{listed(counts)} in {where}.", *_costs(found), *_not_compared(found)])


def _verdict(found: Diff) -> str:
    """Return whether the changes may pass, and who must approve them."""
    said = []
    if found.gate is not None and found.gate.shut:
        said.append(f"Stopped: {plural(found.gate.changes, 'change')} without an amendment.")
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
    heaviest = "a " + (found.worst or CLASSES[-1]) if found.worst != "assessment" else "an assessment"
    return " ".join(said) or {
        "commercial": "Commercial terms change.",
        "commitment": "Commitments change.",
        "assessment": "Assessments change; no terms or commitments do.",
        "editorial": "Nothing to decide: only names and descriptions change.",
    }.get(found.worst or "", heaviest)


def _costs(found: Diff) -> list[str]:
    """Say what terms cost where that is one amount; several are beside the changes that they follow from."""
    amounts = {
        f"{consequence.text[:1].upper()}{consequence.text[1:]}."
        for one in found.partnerships
        for change in one.changes
        for consequence in change.consequences
        if isinstance(consequence, MoneyMoved) and consequence.change is not None
    }
    return [*amounts] if len(amounts) == 1 else []


def _not_compared(found: Diff) -> list[str]:
    count = len(found.not_compared)
    return [f"{plural(count, 'partnership')} {'was' if count == 1 else 'were'} not compared."] if count else []
