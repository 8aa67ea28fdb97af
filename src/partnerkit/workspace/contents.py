"""Read the files of a workspace through a tree: their bytes, or the finding that they cannot be read."""

from partnerkit.findings import Finding
from partnerkit.reading.loader import is_about_partnership, refused, unreadable
from partnerkit.reading.places import Places
from partnerkit.reading.source import MAX_BYTES, TOO_LARGE
from partnerkit.store.tree import IS_A_LINK, Tree


def read_contents(path: str, tree: Tree) -> bytes | Finding:
    """Return the bytes of a file, or why it cannot be read."""
    content = tree.read(path, MAX_BYTES)
    if isinstance(content, bytes):
        return content
    if content.is_too_large:
        return refused(path, TOO_LARGE)
    return unreadable(
        path, content.reason, "replace the link with the file or folder itself" if content == IS_A_LINK else ""
    )


def is_partnership(path: str, tree: Tree) -> bool:
    """Whether a file can be read and is about a partnership, with errors or without."""
    content = read_contents(path, tree)
    return isinstance(content, bytes) and is_about_partnership(content)


def places_in(path: str, tree: Tree) -> Places:
    """Open a file that was read before, to find values in it; one that is gone has its first line only."""
    content = read_contents(path, tree)
    return Places.of(content if isinstance(content, bytes) else b"")
