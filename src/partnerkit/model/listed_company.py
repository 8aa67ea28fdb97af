"""A company that may become a partner, as a row of a list describes it."""

from decimal import Decimal
from typing import NamedTuple


class ListedCompany(NamedTuple):
    """A company that is no partner yet, with what its list says that the landscape has a place for.

    `row` counts from 1 below the header.
    """

    row: int
    name: str
    website: str | None
    type: str | None
    position: str | None
    role: str | None
    priority: str | None
    why: str | None
    value: Decimal | None
