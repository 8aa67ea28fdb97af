"""A folder of partnerships, read."""

from collections.abc import Mapping
from dataclasses import dataclass

from partnerkit.model.partnership import Partnership
from partnerkit.model.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The partnerships that could be read, by their stem and in its order, and the workspace they share."""

    workspace: Workspace
    partnerships: Mapping[str, Partnership]
