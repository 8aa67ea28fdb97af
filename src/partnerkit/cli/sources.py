"""Give rules the sources of a portfolio, so their findings get places in the files."""

from typing import TYPE_CHECKING, NamedTuple

from partnerkit.workspace.contents import places_in
from partnerkit.workspace.deals import deals_file, spot_of_row

if TYPE_CHECKING:
    from partnerkit.reading.places import Places, Spot
    from partnerkit.store.tree import Tree


class FilesOfWorkspace(NamedTuple):
    """Where the files of a workspace are, and how to open them once more; it travels between processes."""

    workspace_file: str | None
    tree: "Tree"

    def places(self, path: str) -> "Places":
        """Open a file to find values in it."""
        return places_in(path, self.tree)

    def row(self, stem: str, row: int) -> "tuple[str, Spot]":
        """Return the deals file of a partnership, and where a row of it is."""
        path = deals_file(self.workspace_file, stem)
        return path, spot_of_row(path, row, self.tree)
