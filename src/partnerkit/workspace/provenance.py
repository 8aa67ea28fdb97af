"""What an answer outside of the workspace says of where it is from: a name, and when its files last changed."""

import os
import unicodedata
from collections.abc import Mapping

from partnerkit.store.git import Repository
from partnerkit.workspace.paths import stem_of
from partnerkit.workspace.portfolio import Selection


def unique_name(selection: Selection) -> str:
    """Return a text that no other workspace has, and that is the same in every clone.

    It is the company and the folder of the workspace in its repository; a workspace without a company has the name
    of the folder that the repository is in.
    """
    folder = os.path.realpath(os.path.dirname(selection.workspace_file or "") or ".")
    repository = Repository.around(folder)
    root = repository.root if repository else folder
    company = selection.workspace.company
    name = (company.name if company else None) or os.path.basename(root)
    inside = os.path.relpath(folder, root).replace(os.sep, "/")
    return unicodedata.normalize("NFC", f"{name.casefold()}/{inside}")


def changed(selection: Selection) -> Mapping[str, int]:
    """Return when each partnership last changed, by stem: its own file, or that of the workspace that judges it."""
    tree, workspace_file = selection.tree, selection.workspace_file
    judged = tree.changed(workspace_file) if workspace_file is not None else 0
    # Of two files with one stem, the first is the partnership.
    return {stem_of(path): max(tree.changed(path), judged) for path in reversed(selection.files)}
