"""One partnership before and after, on the same day: what consequences follow from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from partnerkit.facts.case import Case
from partnerkit.model.deal import Deal


@dataclass(frozen=True, slots=True)
class BeforeAndAfter:
    """A partnership before and after a change of its file or of its workspace, and the deals on record.

    `deals` are None where the deals file has errors, so nothing can be priced.
    """

    before: Case
    after: Case
    deals: Sequence[Deal] | None = ()


class Consequence(Protocol):
    """Something that follows from changes; JSON has its fields."""

    @property
    def kind(self) -> str:
        """What it is about."""
        ...

    @property
    def text(self) -> str:
        """What it is, in a sentence without its period."""
        ...
