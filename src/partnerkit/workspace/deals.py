"""The deals file of a partnership: where it is in a workspace, and what is in it."""

import os
from typing import Final, NamedTuple

from partnerkit.errors import InvalidFilesError
from partnerkit.findings import Finding
from partnerkit.model.workspace import Workspace
from partnerkit.money.deals import Deal
from partnerkit.reading.deals import MAX_BYTES, read_deals
from partnerkit.store.tree import Tree, Unreadable

FOLDER: Final = "deals"


class Deals(NamedTuple):
    """The deals of a partnership, and the bytes that they were read from; `path` is None where there is no file."""

    path: str | None
    deals: tuple[Deal, ...]
    content: bytes


def deals_file(workspace_file: str | None, stem: str) -> str:
    """Return where the deals of a partnership are: in `deals/`, beside the workspace file."""
    return os.path.join(os.path.dirname(workspace_file or ""), FOLDER, f"{stem}.csv")


def load_deals(path: str, workspace: Workspace, tree: Tree) -> Deals:
    """Return the deals of a file, none where it does not exist.

    Raises `WrongDealsError` with all findings where a cell is wrong: amounts that are owed are not worked out from the
    rest of a file.
    """
    if tree.kind(path) is None:
        return Deals(None, (), b"")
    content = tree.read(path, MAX_BYTES)
    if isinstance(content, Unreadable):
        raise InvalidFilesError(f"{path}: {content.reason}")
    found = read_deals(content, workspace.deals.columns)
    if found.problems:
        raise WrongDealsError(
            path,
            tuple(
                Finding(
                    path, problem.place[0] + 1, problem.place[1] + 1, problem.code, problem.message, help=problem.help
                )
                for problem in found.problems
            ),
        )
    return Deals(path, found.deals, content)


class WrongDealsError(InvalidFilesError):
    """A deals file has wrong cells."""

    def __init__(self, path: str, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{path} has errors, so nothing is worked out from it")
        self.findings = findings
