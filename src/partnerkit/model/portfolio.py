"""A folder of partnerships, read."""

from collections.abc import Mapping
from typing import NamedTuple

from partnerkit.model.partnership import Partnership
from partnerkit.model.workspace import Workspace


class Portfolio(NamedTuple):
    """The partnerships that could be read, by their stem and in its order, and the workspace they share."""

    workspace: Workspace
    partnerships: Mapping[str, Partnership]
