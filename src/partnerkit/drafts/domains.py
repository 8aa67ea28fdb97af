"""Write the domain of an address in ASCII (IDNA 2008, RFC 5891)."""

import re
import unicodedata
from typing import Final

from partnerkit.invisible import JOINERS

_LONGEST_LABEL: Final = 63
_ASCII: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_VALID: Final = frozenset({"Ll", "Lo", "Lm", "Mn", "Mc", "Nd"})
_ALLOWED: Final = frozenset("\u00df\u03c2\u06fd\u06fe\u0f0b\u3007-")
"""What the categories don't say (RFC 5892, 2.6): ß and ς are letters of their own, unlike in IDNA 2003."""


def ascii_domain(domain: str) -> str | None:
    """Return a domain as mail is sent to it: `faß.example` is `xn--fa-hia.example`; None if no domain can be that."""
    labels = [_ascii_label(label) for label in domain.split(".")]
    return ".".join(label for label in labels if label is not None) if None not in labels else None


def _ascii_label(label: str) -> str | None:
    label = unicodedata.normalize("NFC", label.lower())
    if label.isascii():
        return label if _ASCII.fullmatch(label) and len(label) <= _LONGEST_LABEL else None
    # A joiner between letters that join is part of a domain, and any other is not.
    letters = re.sub(JOINERS, "", label)
    if label.startswith("-") or label.endswith("-") or label[2:4] == "--":
        return None
    if unicodedata.category(label[0]).startswith("M") or not all(map(_is_valid, letters)):
        return None
    written = f"xn--{label.encode('punycode').decode()}"
    return written if len(written) <= _LONGEST_LABEL else None


def _is_valid(character: str) -> bool:
    if character in _ALLOWED:
        return True
    same = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold()) == character
    return same and unicodedata.category(character) in _VALID
