"""Tell which code it is that answers."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from partnerkit import __version__
from partnerkit.resources import template_folder


def installation() -> list[str]:
    """Tell this installation from every other: the interpreter, partnerkit itself, what is installed beside it.

    Raises `OSError` where that cannot be told.
    """
    own = {str(Path(__file__).parents[1]), str(template_folder())}
    beside = [told for folder in sys.path if os.path.isdir(folder) for told in _installed(folder)]
    files = sorted(stamp for folder in own for stamp in _stamps(folder))
    return [sys.version, sys.getfilesystemencoding(), __version__, *beside, *files]


def _installed(folder: str) -> list[str]:
    """Name what is installed in a folder, with its versions; the time tells of the same version installed anew."""
    names = sorted(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))
    return [folder, str(os.stat(folder).st_mtime_ns), *names]


def _stamps(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                status = entry.stat(follow_symlinks=False)
                yield f"{entry.path} {status.st_mtime_ns} {status.st_size}"
            elif entry.name != "__pycache__":
                yield from _stamps(entry.path)
