"""The commands that we show, written so that a shell runs just these, whatever a file is called."""

import re
import shlex
from functools import lru_cache
from typing import Final

from partnerkit.invisible import INVISIBLE

_UNREADABLE: Final = f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{INVISIBLE}]"


def command(words: str, name: str, *more: str) -> str:
    """Return the partnerkit command of our own `words` about a partnership or a path, with what follows it.

    A name that starts with a dash comes last, behind what ends the options.
    """
    written = [quoted(word) for word in more]
    if not name.startswith("-"):
        return " ".join(["partnerkit", words, quoted(name), *written])
    options, arguments = (written, []) if more[:1] and more[0].startswith("-") else ([], written)
    return " ".join(["partnerkit", words, *options, "--", quoted(name), *arguments])


@lru_cache
def quoted(word: str) -> str:
    """Quote a word for a shell; one that holds what no reader sees is spelled out (`$'...'`), so it can be copied."""
    if not re.search(_UNREADABLE, word):
        return shlex.quote(word)
    spelled = word.replace("\\", "\\\\").replace("'", "\\'")
    return f"$'{re.sub(_UNREADABLE, _bytes, spelled)}'"


def _bytes(match: re.Match[str]) -> str:
    return "".join(f"\\x{byte:02x}" for byte in match.group().encode("utf-8", "surrogateescape"))
