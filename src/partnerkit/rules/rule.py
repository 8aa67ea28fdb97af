"""What a rule is: a manual, and a pure function from a partnership and a day to remarks."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol, TypeAlias

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual
from partnerkit.model.deal import Deal
from partnerkit.model.workspace import Workspace

KeyPath: TypeAlias = tuple[str | int, ...]
"""The way to a value in a file: `("buckets", "enable", "status")`."""


class Remark(NamedTuple):
    """What a rule says about the value at a path; the message continues after the name of the value.

    `about_key` if the key is wrong and not its value. A remark about a deal has its name for a path, and its `row` in
    the deals file.
    """

    at: KeyPath
    message: str
    help: str = ""
    about_key: bool = False
    row: int | None = None


class Rule(Protocol):
    """A module that looks at one partnership."""

    @property
    def manual(self) -> Manual:
        """What it finds, why that hurts, and an example of each kind."""
        ...

    def check(self, case: Case, /) -> Iterator[Remark]:
        """Yield what is wrong."""
        ...


class WorkspaceOnDay(NamedTuple):
    """What all partnerships share: their workspace, the day, and the deals of every deals file, by stem.

    It has no partnerships: their files are read one by one, and only a few facts about each are kept.
    """

    workspace: Workspace
    today: date
    deals: Mapping[str, Sequence[Deal]]


class PortfolioRule(Protocol):
    """A module that looks at all partnerships together, by a few facts about each."""

    @property
    def manual(self) -> Manual:
        """What it finds, why that hurts, and an example of each kind."""
        ...

    def facts_of(self, case: Case, /) -> Any:
        """Return what the rule needs to know about one partnership: little, since it travels between processes."""
        ...

    def check_all(self, facts: Mapping[str, Any], shared: WorkspaceOnDay, /) -> Iterator[tuple[str | None, Remark]]:
        """Yield what is wrong, with the partnership whose file it is in, or None for the workspace file.

        `facts` are those of every partnership, by stem.
        """
        ...
