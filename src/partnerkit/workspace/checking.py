"""Check the files of a workspace: partnerships, and the deals and the issued statements that belong to them."""

from typing import NamedTuple

from partnerkit.findings import Finding
from partnerkit.workspace.deals import check_deals
from partnerkit.workspace.paths import stem_of
from partnerkit.workspace.portfolio import Selection, Watch, inspect, nothing, unwatched
from partnerkit.workspace.statements import check_statements


class Checked(NamedTuple):
    """The files that were checked, how many have no error, all that was found, and the files about something else."""

    paths: tuple[str, ...]
    valid: int
    findings: tuple[Finding, ...]
    foreign: tuple[str, ...]

    @property
    def files(self) -> int:
        """How many were checked."""
        return len(self.paths)


def check(selection: Selection, watch: Watch = unwatched) -> Checked:
    """Check every file of a selection without keeping what is in it."""
    read = inspect(selection, nothing, watch)
    workspace_file, workspace, tree = selection.workspace_file, selection.workspace, selection.tree
    read.findings.add(*check_deals(workspace_file, workspace, {*map(stem_of, read.checked)}, tree))
    read.findings.add(*check_statements(selection, read.paths))
    return Checked(read.checked, len(read.paths), read.findings.sorted(), read.foreign)
