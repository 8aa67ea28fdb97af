"""What git records of a file in a checkout, as far as that can be said without running what a repository configures.

Line endings and the id in `$Id$` are git's own; a filter is a command, and is left alone.
"""

import re
from typing import Final

from partnerkit.store.tree import Unreadable

_IDENT: Final = re.compile(rb"\$Id:[^$\n]*\$")


def cleaned(content: bytes) -> bytes:
    """Return the content of a file with the line endings that git records, and without the id in `$Id$`."""
    return _IDENT.sub(b"$Id$", content.replace(b"\r\n", b"\n"))


def is_recorded(content: bytes | Unreadable, recorded: bytes | Unreadable) -> bool:
    """Whether the content of a file is what git recorded of it, or was checked out from that."""
    if isinstance(content, Unreadable) or isinstance(recorded, Unreadable):
        return content == recorded
    return content == recorded or cleaned(content) == cleaned(recorded)
