"""Where the files that come with partnerkit are."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path


def template_folder() -> Path:
    """Answer the folder of the built-in templates: inside an installed package, beside `src` in a checkout."""
    installed = Path(__file__).parent / "templates"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "templates"


def installation() -> list[str]:
    """Tell this installation from every other: the interpreter, partnerkit itself, what is installed beside it."""
    beside = [f"{folder} {os.stat(folder).st_mtime_ns}" for folder in sys.path if os.path.exists(folder)]
    own = {str(Path(__file__).parent), str(template_folder())}
    return [sys.version, *beside, *sorted(stamp for folder in own for stamp in _stamps(folder))]


def _stamps(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir():
                status = entry.stat()
                yield f"{entry.path} {status.st_mtime_ns} {status.st_size}"
            elif entry.name != "__pycache__":
                yield from _stamps(entry.path)
