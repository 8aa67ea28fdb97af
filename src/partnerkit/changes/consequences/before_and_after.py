"""One partnership before and after, on the same day: what consequences follow from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from partnerkit.facts.case import Case
from partnerkit.model.deal import Deal


class IssuedPeriod(NamedTuple):
    """A statement that was issued: its period, the first and the last day of it, and the deals in its lines."""

    period: str
    first: date
    last: date
    deals: frozenset[str]


@dataclass(frozen=True, slots=True)
class BeforeAndAfter:
    """A partnership before and after a change of its file or of its workspace, and the deals on record.

    `deals` are None where nothing is priced, because the deals file has errors or no one asks. `deals_before` are those
    of the version before, and `issued` the statements that the partner may have.
    """

    before: Case
    after: Case
    deals: Sequence[Deal] | None = ()
    deals_before: Sequence[Deal] = ()
    issued: Sequence[IssuedPeriod] = ()


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
