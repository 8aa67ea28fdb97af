"""From a partner's name to the name of its file."""

import re
import unicodedata
from typing import Final

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", "partnerkit", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
# Letters that do not fall apart into a plain one and its accent.
_LETTERS: Final = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "&": " and ", "+": " plus "}
)


def slug(name: str) -> str:
    """Derive a file name's stem: `Müller & Søn` becomes `muller-and-son`; empty where nothing is left."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = letters.encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:63].rstrip("-")
    return f"{stem}-partner" if stem in _RESERVED else stem


def folded(name: str) -> str:
    """Return a name as it is compared: without case, and with each accent in one form, as systems differ in theirs."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def is_slug(stem: str) -> bool:
    """Return whether a stem is safe as a file name everywhere."""
    return _SLUG.fullmatch(stem) is not None and stem not in _RESERVED
