"""Changes as an answer has them: of a partnership and of the workspace, with what follows from each."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from partnerkit.changes.change import CLASSES, ChangeKind, heaviest
from partnerkit.changes.consequences.before_and_after import Consequence
from partnerkit.changes.policy import PolicyEffect
from partnerkit.model.marks import ChangeClass
from partnerkit.results import IfGiven, Internal

PartnershipStatus: TypeAlias = Literal["changed", "added", "removed", "renamed"]


class ReportedChange(NamedTuple):
    """One change, in words too, with what follows from it and the amendment that covers it."""

    path: str
    key: str
    item: str | None
    class_: ChangeClass
    kind: ChangeKind
    old: Any
    new: Any
    text: str
    consequences: tuple[Consequence, ...]
    subject: Internal[str]
    was: Internal[str]
    is_now: Internal[str]
    amended: Internal[bool] = False
    covered_by: IfGiven[str | None] = None


def heaviest_first(changes: Sequence[ReportedChange]) -> list[tuple[ReportedChange, str]]:
    """Return changes as they are reviewed, each with what follows from it, which is said once for all of them."""
    said: set[int] = set()
    found = []
    for change in sorted(changes, key=lambda change: CLASSES.index(change.class_)):
        new = [one for one in change.consequences if id(one) not in said]
        said.update(map(id, new))
        texts = [one.text for one in new]
        if change.amended:
            texts.append(f"covered by {change.covered_by}" if change.covered_by else "no new amendment names it")
        found.append((change, "; ".join(texts)))
    return found


class ChangedPartnership(NamedTuple):
    """A partnership that is not what it was; `was` is its name before, where that is another one."""

    partnership: str
    status: PartnershipStatus
    changes: tuple[ReportedChange, ...]
    was: IfGiven[str | None] = None

    @property
    def worst(self) -> ChangeClass | None:
        """The heaviest class of its changes."""
        return heaviest([change.class_ for change in self.changes])

    @property
    def heading(self) -> str:
        """What happened to it: `acme`, `acme (added)`, `acme (was acme-inc)`."""
        if self.status == "changed":
            return self.partnership
        return f"{self.partnership} ({f'was {self.was}' if self.was else self.status})"


class ChangedWorkspace(NamedTuple):
    """What changed in the workspace, and who is judged otherwise by it."""

    changes: tuple[ReportedChange, ...]
    consequences: tuple[PolicyEffect, ...]
