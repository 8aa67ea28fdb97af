"""Write the headers of an email so that a value never gets out of its own (RFC 5322, RFC 2047).

Python's own writer is not used: it decodes words such as `=?utf-8?q?=0ABcc:?=` that a value holds, and writes what they
hide; and where it folds a long name it drops the quotes around it, which turns the name into a recipient.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from typing import Final

_WIDTH: Final = 76
_LONGEST_WORD: Final = 400
"""Far below the 998 characters that a line may have, whatever is written before it."""

_ENCODED_BYTES: Final = 45
_ATOMS: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+( [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOTTED: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")


def header(name: str, value: str) -> bytes:
    """Return a header, folded where a single space allows it; `value` is one that this module has written."""
    lines = [f"{name}:"]
    for word in re.split(r" (?=[^ ])", value):
        if len(lines[-1]) + len(word) >= _WIDTH and len(lines[-1]) > len(name) + 1:
            lines.append("")
        lines[-1] += f" {word}"
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def unstructured(text: str) -> str:
    """Write text such as a subject: as it is where every reader takes it for that, else in encoded words."""
    return text if _is_plain(text) else _encoded(text)


def mailbox(name: str, local: str, domain: str) -> str | None:
    """Write a person and their address, the domain in ASCII; None where no header can hold the address."""
    if not _is_plain(local) or len(f"{local}@{domain}") > _LONGEST_WORD:
        return None
    address = f"{local if _DOTTED.fullmatch(local) else _quoted(local)}@{domain}"
    return f"{_phrase(name)} <{address}>" if name.strip() else address


def _phrase(name: str) -> str:
    if not _is_plain(name):
        return _encoded(name)
    return name if _ATOMS.fullmatch(name) else _quoted(name)


def _is_plain(text: str) -> bool:
    """Whether text can be written as it is: nothing in it is, or becomes, an encoded word."""
    is_text = text.isascii() and text.isprintable() and "=?" not in text
    return is_text and max(map(len, text.split(" "))) <= _LONGEST_WORD


def _quoted(text: str) -> str:
    inside = re.sub(r'(["\\])', r"\\\1", text)
    return f'"{inside}"'


def _encoded(text: str) -> str:
    return " ".join(f"=?utf-8?b?{b64encode(part).decode()}?=" for part in _parts(text))


def _parts(text: str) -> Iterator[bytes]:
    """Take text apart between characters, each part short enough for one encoded word."""
    part = b""
    for character in text:
        encoded = character.encode("utf-8", "replace")
        if len(part) + len(encoded) > _ENCODED_BYTES:
            yield part
            part = b""
        part += encoded
    yield part
