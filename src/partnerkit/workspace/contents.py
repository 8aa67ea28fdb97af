"""Read the files of a workspace through a tree: their bytes, or the finding that they cannot be read."""

from partnerkit.findings import Finding
from partnerkit.reading.loader import refused, unreadable
from partnerkit.reading.places import Places
from partnerkit.reading.source import MAX_BYTES, TOO_LARGE
from partnerkit.store.tree import Tree


def read_contents(path: str, tree: Tree) -> bytes | Finding:
    """Return the bytes of a file, or why it cannot be read."""
    content = tree.read(path, MAX_BYTES)
    if isinstance(content, bytes):
        return content
    return refused(path, TOO_LARGE) if content.is_too_large else unreadable(path, content.reason)


def places_in(path: str, tree: Tree) -> Places:
    """Open a file that was read before, to find values in it; one that is gone has its first line only."""
    content = read_contents(path, tree)
    return Places.of(content if isinstance(content, bytes) else b"")
