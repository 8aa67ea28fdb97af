"""Characters that look like those of YAML and are none: spaces of other widths, and typographic quotes."""

import re
import unicodedata
from typing import Final

from partnerkit.reading.problem import Place, Problem

SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Everything that is as blank as a space, as the inside of a pattern's class."""

LOOKALIKE: Final = f"[{SPACES}\u201c\u201e\u201f\u2018\u201a\u201b\u00ab\u2039\u201d\u2019\u00bb\u203a]"

_KEY: Final = f"[{SPACES}]|.*?[:][{SPACES}]"
_ENTRY: Final = f"-[{SPACES}]"
_STRUCTURE: Final = rf" *(?:- +)*(?:-?[{SPACES}]|[\"']?[\w-]+[\"']?:[{SPACES}])"
_QUOTED: Final = (
    "\u201c[^\u201c\u201d]+\u201d|\u201e[^\u201e\u201c\u201d]+[\u201c\u201d]|\u2018[^\u2018\u2019]+\u2019"
    "|\u201a[^\u201a\u2018\u2019]+[\u2018\u2019]|\u00ab[^\u00ab\u00bb]+\u00bb|\u00bb[^\u00ab\u00bb]+\u00ab"
)


def space_in_key(key: str, place: Place) -> Problem | None:
    """Find a blank in a key that is part of its text, although it was typed to be a space before or behind it."""
    return _space(re.match(_KEY, key), place)


def space_in_entry(value: str, place: Place) -> Problem | None:
    """Find a blank behind the `-` of an entry, which makes both of them text."""
    return _space(re.match(_ENTRY, value), place)


def space_near(line: int, lines: list[str]) -> Problem | None:
    """Find a blank where YAML needs a space, on a line that cannot be read or on the one above it."""
    above = line - 1
    while above > 0 and not lines[above].partition("#")[0].strip(" "):
        above -= 1
    for at in (above, line):
        if 0 <= at < len(lines) and (problem := _space(re.match(_STRUCTURE, lines[at]), (at, 0))):
            return problem
    return None


def quotes_around(value: str, place: Place) -> Problem | None:
    """Warn of a text that typographic quotes surround, which are part of it."""
    if re.fullmatch(_QUOTED, value) is None:
        return None
    message = f"the typographic quotes {value[0]} and {value[-1]} are part of this text"
    return Problem("PK125", message, place, "type straight quotes, or none")


def _space(match: re.Match[str] | None, place: Place) -> Problem | None:
    """Return the problem that the last character of a match is no space."""
    if match is None:
        return None
    character = match[0][-1]
    name = unicodedata.name(character).lower()
    message = f"{'an' if name[0] in 'aeio' else 'a'} {name} (U+{ord(character):04X}) is where a space belongs"
    return Problem("PK115", message, (place[0], place[1] + match.end() - 1), "type a space in its place")
