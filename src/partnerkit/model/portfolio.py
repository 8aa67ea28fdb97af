"""A folder of partnerships, read."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from partnerkit.model.deal import Deal
from partnerkit.model.partnership import Partnership
from partnerkit.model.workspace import Workspace


class Portfolio(NamedTuple):
    """The partnerships that could be read, by their stem and in its order, and the workspace they share.

    `deals` are those of every deals file in the workspace, by stem, where a question needs them.
    """

    workspace: Workspace
    partnerships: Mapping[str, Partnership]
    deals: Mapping[str, Sequence[Deal]] = MappingProxyType({})
