"""What a rule is: a manual, and a pure function from a partnership and a day to remarks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeAlias

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual
from partnerkit.model.portfolio import Portfolio

KeyPath: TypeAlias = tuple[str | int, ...]
"""The way to a value in a file: `("buckets", "enable", "status")`."""


@dataclass(frozen=True, slots=True)
class Remark:
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


class PortfolioRule(Protocol):
    """A module that looks at all partnerships together."""

    @property
    def manual(self) -> Manual:
        """What it finds, why that hurts, and an example of each kind."""
        ...

    def check_portfolio(self, portfolio: Portfolio, today: date, /) -> Iterator[tuple[str | None, Remark]]:
        """Yield what is wrong, with the partnership whose file it is in, or None for the workspace file."""
        ...
