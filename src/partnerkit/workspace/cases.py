"""Ask about every partnership while its file is read, on whichever core that is."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from partnerkit.facts.case import Case
from partnerkit.facts.filters import Traits, has_ended, traits_of
from partnerkit.model.deal import Deal
from partnerkit.model.partnership import Partnership
from partnerkit.model.workspace import Workspace
from partnerkit.reading.places import Opened
from partnerkit.workspace.paths import stem_of


class OfCase(Protocol):
    """The part of a question that is about one partnership; it and what it returns travel between processes."""

    def __call__(self, case: Case, opened: Opened, /) -> Any:
        """Return what the answer about all partnerships needs to know of one."""
        ...


class Extract(NamedTuple):
    """What the answer needs to know of one partnership, and what filters look at if there are any."""

    part: Any
    traits: Traits | None


class EachCase(NamedTuple):
    """Makes a case of each partnership that is read and asks about it.

    Those that have ended give None, but for those `asked_for` by name; None asks for all of them.
    """

    ask: OfCase
    workspace: Workspace
    today: date
    deals: Mapping[str, Sequence[Deal]]
    asked_for: Collection[str] | None
    filters: bool

    def __call__(self, partnership: Partnership, opened: Opened) -> Extract | None:
        """Return what there is to know of a partnership."""
        stem = stem_of(opened.path)
        if self.asked_for is not None and stem not in self.asked_for and has_ended(partnership, self.today):
            return None
        case = Case(stem, partnership, self.workspace, self.today, deals=self.deals.get(stem, ()))
        return Extract(self.ask(case, opened), traits_of(partnership) if self.filters else None)
