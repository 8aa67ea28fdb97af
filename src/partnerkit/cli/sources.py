"""Tell rules where a portfolio is from, so what they find gets its place in the files."""

from typing import TYPE_CHECKING

from partnerkit.rules.lint import Sources
from partnerkit.workspace.contents import places_in
from partnerkit.workspace.deals import deals_file, spot_of_row

if TYPE_CHECKING:
    from partnerkit.reading.places import Places, Spot
    from partnerkit.workspace.portfolio import Collected


def sources_of(collected: "Collected") -> Sources:
    """Return where the files of a portfolio are, and how to open them once more."""

    def places(path: str) -> "Places":
        return places_in(path, collected.tree)

    def row(stem: str, row: int) -> "tuple[str, Spot]":
        path = deals_file(collected.workspace_file, stem)
        return path, spot_of_row(path, row, collected.tree)

    return Sources(collected.paths, collected.workspace_file, places, row, collected.files)
