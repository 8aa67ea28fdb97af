"""Files outside a tree: those that the command line names."""

import os

from partnerkit.errors import UsageError, reason_of


def read_whole(path: str, most: int) -> bytes:
    """Return the bytes of a file that the command line names; raises `UsageError` where it can't be read.

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
        raise UsageError(f"{path} can't be read: {reason_of(error)}") from None
    if len(content) > most:
        raise UsageError(f"{path} is larger than {most // (1024 * 1024)} MiB")
    return content
