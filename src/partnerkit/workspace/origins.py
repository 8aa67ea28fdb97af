"""Which content of which file something was read from, so that it can be found again and a change is noticed."""

import hashlib
import os

from partnerkit.reading.source import MAX_BYTES
from partnerkit.store.tree import Tree


def blob_of(content: bytes) -> str:
    """Return what git calls a content: the id of its blob."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def origin_of(path: str, workspace_file: str | None, tree: Tree) -> tuple[str, str]:
    """Return the path of a file in its workspace, and what git calls its content; the latter is empty if it is gone."""
    root = os.path.abspath(os.path.dirname(workspace_file or ""))
    whole = os.path.abspath(path)
    inside = os.path.relpath(whole, root) if os.path.commonpath([root, whole]) == root else os.path.basename(path)
    content = tree.read(path, MAX_BYTES)
    return inside.replace(os.sep, "/"), blob_of(content) if isinstance(content, bytes) else ""
