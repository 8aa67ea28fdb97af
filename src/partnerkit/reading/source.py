"""From the bytes of a file to text that is safe to parse.

What a reviewer sees must be what the parser reads, so everything that is a line break to one and not to
the other, or that is not seen at all, is refused before the first event.
"""

import re
from codecs import BOM_UTF8
from typing import Final

from partnerkit.invisible import INVISIBLE, SPELLING
from partnerkit.reading.problem import Place, Problem

MAX_BYTES: Final = 1024 * 1024
"""Bytes that a file may have."""

TOO_LARGE: Final = Problem("PK102", f"this file is larger than {MAX_BYTES // 1024:,} KiB", (0, 0))

_SUSPECT: Final = f"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff{INVISIBLE}]"
_PLAIN: Final = bytes((0x0A, *range(0x20, 0x7F)))
"""The bytes that files are mostly made of, and that nothing has to be looked for in."""
_MOST: Final = 100
_LINE_BREAKS: Final = "\x85\u2028\u2029"


def decode(content: bytes) -> tuple[str, list[Problem], list[Problem]]:
    """Decode a file's bytes; answer the text, the problems that forbid parsing it, and the warnings."""
    if len(content) > MAX_BYTES:
        return "", [TOO_LARGE], []
    if b"\0" in content[:4]:
        return "", [_not_utf_8("this is not UTF-8 text but looks like UTF-16", (0, 0))], []
    content = content.removeprefix(BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        text = content.decode("utf-8", errors="replace")
        before = content[: error.start].decode("utf-8")
        return text, [_not_utf_8("this is not UTF-8 text", _place(before, len(before)))], []
    # Plain bytes are in no character beyond ASCII, so what is left is UTF-8 too.
    if re.search(_SUSPECT, content.translate(None, _PLAIN).decode("utf-8")) is None:
        return text, [], []
    return _screen(text)


def _not_utf_8(message: str, place: Place) -> Problem:
    return Problem("PK103", message, place, "save it as UTF-8 in your editor")


def _screen(text: str) -> tuple[str, list[Problem], list[Problem]]:
    problems: list[Problem] = []
    warnings: list[Problem] = []
    # Spelling is left alone; what takes its place is as long, so every place stays where it is.
    screened = re.sub(SPELLING, lambda match: "-" * len(match[0]), text)
    for match in re.finditer(_SUSPECT, screened):
        character, at = match.group(), match.start()
        if character == "\r" and text[at + 1 : at + 2] == "\n":
            continue
        if len(problems) >= _MOST:
            break
        is_unseen = re.match(f"[{INVISIBLE}]", character) is not None
        if is_unseen and len(warnings) >= _MOST:
            # However many there are, what changes the meaning of the file must not hide behind them.
            continue
        place = _place(text, at)
        shown = f"\\u{ord(character):04x}"
        if character == "\t":
            problems.append(Problem("PK114", "this is a tab", place, "use spaces"))
        elif character in _LINE_BREAKS or character == "\r":
            message = f"this is a hidden line break ({shown}): the text after it is read as a separate line"
            problems.append(Problem("PK115", message, place, "remove it"))
        elif is_unseen:
            warnings.append(Problem("PK117", f"this is an invisible character ({shown})", place, "remove it"))
        else:
            problems.append(Problem("PK115", f"this is a control character ({shown})", place, "remove it"))
    return text, problems, warnings


def _place(text: str, at: int) -> Place:
    before = text[:at]
    line = before.count("\n")
    return line, at - (before.rfind("\n") + 1)
