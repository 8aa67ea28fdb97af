"""Tell by their content whether files are still those that an answer was worked out from."""

import hashlib
import os
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from partnerkit.store.files import read_bytes
from partnerkit.store.paths import Named
from partnerkit.store.problem import Problem

_Stamp: TypeAlias = tuple[int, ...]


class Inputs(NamedTuple):
    """All that files hold, in one digest, and what the system says of them.

    Content alone makes the key of an answer, for the time of a file says little: `git checkout` sets it anew. The
    stamps tell what content cannot: that a file was changed and changed back while an answer was worked out.
    """

    digest: str
    stamps: tuple[_Stamp, ...]


def read_inputs(named: Named) -> Inputs | None:
    """Read everything that a command line names: which files there are, and what is in each.

    Answers None where a file cannot be read, for that may pass.
    """
    paths = [*filter(None, [named.workspace_file]), *named.files]
    digest = hashlib.blake2b(digest_size=20)
    stamps = []
    _add(digest, [b"%d" % len(named.other_workspaces), b"%d" % bool(named.workspace_file)])
    _add(digest, map(os.fsencode, named.other_workspaces))
    for path in paths:
        try:
            status = os.lstat(path)
        except OSError:
            return None
        content = read_bytes(path)
        if isinstance(content, Problem):
            return None
        stamps.append((status.st_dev, status.st_ino, status.st_mode, status.st_mtime_ns, status.st_ctime_ns))
        _add(digest, [os.fsencode(path), content])
    return Inputs(digest.hexdigest(), tuple(stamps))


def _add(digest: "hashlib.blake2b", parts: Iterable[bytes]) -> None:
    """Add parts with their lengths before them, so that no two lists of parts run together into the same bytes."""
    for part in parts:
        digest.update(b"%d:" % len(part))
        digest.update(part)
