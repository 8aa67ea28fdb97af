"""Files outside a tree: one that the command line names, and the folder for what may be lost."""

import os
from pathlib import Path

from partnerkit.errors import UsageError, reason_of


def read_whole(path: str, most: int) -> bytes:
    """Return the bytes of a file that the command line names; raises `UsageError` where it cannot be read.

    One that has more than `most` cannot; a pipe or a device is not waited for.
    """
    try:
        if os.path.lexists(path) and not os.path.isfile(path) and not os.path.isdir(path):
            raise UsageError(f"{path} is not a regular file")
        with open(path, "rb") as file:
            content = file.read(most + 1)
    except FileNotFoundError:
        raise UsageError(f"{path} does not exist") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {reason_of(error)}") from None
    if len(content) > most:
        raise UsageError(f"{path} is larger than {most // (1024 * 1024)} MiB")
    return content


def cache_folder() -> Path:
    """Return the user's own folder for what may be lost, outside every repository; raises `UsageError` without."""
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("partnerkit", appauthor=False)
    except RuntimeError:  # the user has no home folder
        folder = Path()
    if not folder.is_absolute():
        raise UsageError("there is no cache folder here", "set HOME or XDG_CACHE_HOME to the whole path of a folder")
    return folder
