"""Tell by their content whether files are still those that an answer was worked out from."""

import hashlib
import os
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from partnerkit.store.files import read_bytes
from partnerkit.store.paths import Named
from partnerkit.store.problem import Problem

_Stamp: TypeAlias = tuple[int, int, int] | None


class Inputs(NamedTuple):
    """All that files hold, in one digest, and what the system said of them before they were read."""

    digest: str
    stamps: tuple[tuple[str, _Stamp], ...]

    @property
    def unchanged(self) -> bool:
        """Whether nobody has written to the files since they were read."""
        return all(_stamp(path) == stamp for path, stamp in self.stamps)


def read_inputs(named: Named) -> Inputs:
    """Read everything that a command line names: which files there are, and what is in each.

    A file that cannot be read is told by the reason. Content decides, for the time of a file says little: `git
    checkout` sets it anew, and two changes within a tick of the clock share one.
    """
    paths = [*filter(None, [named.workspace_file]), *named.files]
    stamps = tuple((path, _stamp(path)) for path in paths)
    digest = hashlib.blake2b(digest_size=20)
    for part in _parts(named, paths):
        # With their lengths before them, no two lists of parts run together into the same bytes.
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return Inputs(digest.hexdigest(), stamps)


def _parts(named: Named, paths: Iterable[str]) -> Iterable[bytes]:
    yield b"judged" if named.workspace_file else b"by default"
    for workspace in named.other_workspaces:
        yield os.fsencode(workspace)
    for path in paths:
        yield os.fsencode(path)
        content = read_bytes(path)
        yield repr(content).encode() if isinstance(content, Problem) else content


def _stamp(path: str) -> _Stamp:
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
