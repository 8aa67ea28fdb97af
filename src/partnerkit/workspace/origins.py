"""Which content of which file something was read from, so that it can be found again and a change is noticed."""

import hashlib
import os
import re
from functools import cached_property
from typing import Final, Self

from partnerkit.reading.deals import MAX_BYTES
from partnerkit.store.checkout import cleaned
from partnerkit.store.git import GitError, Repository
from partnerkit.store.objects import Objects
from partnerkit.store.tree import Tree

_SHA1: Final = 40
_SHA256: Final = 64
"""Digits of an id, by the format of the repository."""

_ID: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def blob_of(content: bytes, digits: int = _SHA1) -> str:
    """Return what git calls a content: the id of its blob, with as many digits as the repository has in its ids."""
    blob = b"blob %d\0" % len(content) + content
    return (
        hashlib.sha256(blob).hexdigest() if digits == _SHA256 else hashlib.sha1(blob, usedforsecurity=False).hexdigest()
    )


def is_version(content: bytes, version: str) -> bool:
    """Whether a content is what `RecordedContents.version_of` calls so, whatever line endings it has today."""
    return version in (blob_of(each, len(version)) for each in (content, cleaned(content)))


class RecordedContents:
    """What the repository around a folder has recorded, by what git calls it; nothing where there is no repository.

    A context manager.
    """

    def __init__(self, folder: str) -> None:
        repository = Repository.around(folder)
        self._objects = None if repository is None else Objects(repository)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._objects is not None:
            self._objects.close()

    def recover(self, version: str) -> bytes | None:
        """Return a content; None where the repository does not have it, and where that is broken."""
        if self._objects is None or _ID.fullmatch(version) is None:
            return None
        try:
            kind, content = self._objects.read(version, MAX_BYTES)
        except GitError:
            return None
        return content if kind == "blob" else None

    def version_of(self, content: bytes) -> str:
        """Return what git calls the content of a file, which in a checkout may have other line endings than recorded.

        One that was not recorded is called what it is without them: that is how git usually records it.
        """
        version, clean = (blob_of(each, self._digits) for each in (content, cleaned(content)))
        return version if version != clean and self.recover(version) is not None else clean

    @cached_property
    def _digits(self) -> int:
        """How many digits the ids of the repository have."""
        try:
            format = self._objects and self._objects.repository.text("rev-parse", "--show-object-format")
        except GitError:
            format = None
        return _SHA256 if format == "sha256" else _SHA1


def origin_of(path: str, workspace_file: str | None, tree: Tree, contents: RecordedContents) -> tuple[str, str]:
    """Return the path of a file in its workspace, and what git calls its content; the latter is empty if it is gone."""
    root = os.path.abspath(os.path.dirname(workspace_file or ""))
    whole = os.path.abspath(path)
    inside = os.path.relpath(whole, root) if os.path.commonpath([root, whole]) == root else os.path.basename(path)
    content = tree.read(path, MAX_BYTES)
    return inside.replace(os.sep, "/"), contents.version_of(content) if isinstance(content, bytes) else ""
