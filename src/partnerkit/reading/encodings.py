"""What a text file is encoded as: UTF-8, or as Excel saves it on Windows, Windows-1252 and UTF-16."""

import codecs
import re
from typing import Final, Literal, NamedTuple, TypeAlias

Encoding: TypeAlias = Literal["utf-8", "utf-16", "windows-1252"]

UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x19\x1b-\x1f\x7f]")
_NOT_WESTERN: Final = re.compile(r"([^\x00-\x7f])(?!\1{3})[^\x00-\x7f]{3}")
"""Four characters beyond ASCII in a row, as a misread word of another alphabet has, and none of a western language."""


_WIDE_BREAK: Final = re.compile(rb"[^\n]*(?:\0\n|\n\0)", re.DOTALL)
"""The first line break of UTF-16 text: a pair with NUL."""


class DecodedText(NamedTuple):
    """A text, and what it was encoded as."""

    text: str
    encoding: Encoding


def decoded(content: bytes) -> DecodedText | None:
    """Return the text in some bytes; None if it isn't clear what they are encoded as.

    UTF-16 says what it is in its first two bytes. Windows-1252 says nothing, so it's what is not UTF-8, has no byte
    that Windows-1252 leaves out, and no word that western languages can't have.
    """
    if content.startswith(UTF16):
        text = _as(content, "utf-16")
        return None if text is None or "\0" in text else DecodedText(text, "utf-16")
    if (text := _as(content, "utf-8-sig")) is not None:
        return None if "\0" in text else DecodedText(text, "utf-8")
    text = _as(content, "cp1252")
    if text is None or _CONTROL.search(text) or _NOT_WESTERN.search(text):
        return None
    return DecodedText(text, "windows-1252")


def is_unmarked_utf16(content: bytes) -> bool:
    """Whether some bytes are UTF-16 text without its mark: NULs are on one side of their pairs, as in line breaks."""
    start = content[:4096]
    return min(start[at::2].count(0) for at in (0, 1)) == 0 and _WIDE_BREAK.match(start) is not None


def survives(text: str, other: str) -> bool:
    """Whether a text may be another one that was saved as Windows-1252, which has a sign in the place of each other."""
    return len(text) == len(other) and all(
        letter == saved or _as_windows(letter) is None for letter, saved in zip(text, other, strict=True)
    )


def _as_windows(letter: str) -> bytes | None:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return None


def _as(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
