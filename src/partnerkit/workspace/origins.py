"""Which content of which file something was read from, so that it can be found again and a change is noticed."""

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from partnerkit.reading.deals import MAX_BYTES
from partnerkit.store.git import GitError, Repository
from partnerkit.store.objects import Objects
from partnerkit.store.tree import Tree


def blob_of(content: bytes) -> str:
    """Return what git calls a content: the id of its blob."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


@contextmanager
def recovering(folder: str) -> "Iterator[Callable[[str], bytes | None]]":
    """Yield a function from what git calls a content to its bytes.

    It returns None where the repository around a folder does not have the content, and where that is broken.
    """
    repository = Repository.around(folder)
    if repository is None:
        yield lambda _: None
        return
    with Objects(repository) as objects:

        def recover(blob: str) -> bytes | None:
            if re.fullmatch("[0-9a-f]{40}", blob) is None:
                return None
            try:
                kind, content = objects.read(blob, MAX_BYTES)
            except GitError:
                return None
            return content if kind == "blob" else None

        yield recover


def origin_of(path: str, workspace_file: str | None, tree: Tree) -> tuple[str, str]:
    """Return the path of a file in its workspace, and what git calls its content; the latter is empty if it is gone."""
    root = os.path.abspath(os.path.dirname(workspace_file or ""))
    whole = os.path.abspath(path)
    inside = os.path.relpath(whole, root) if os.path.commonpath([root, whole]) == root else os.path.basename(path)
    content = tree.read(path, MAX_BYTES)
    return inside.replace(os.sep, "/"), blob_of(content) if isinstance(content, bytes) else ""
