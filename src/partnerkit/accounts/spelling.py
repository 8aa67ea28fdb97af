"""How a name or a host with letters beyond ASCII is compared: in one spelling, or in two where people use two."""

import re
import unicodedata
from typing import Final, NamedTuple

from partnerkit.accounts.vocabulary import CHARACTERS

SPELLED_OUT: Final = {
    " a/s": " aslash",
    "&": " and ",
    " + ": " and ",
    "+": " plus ",
    " und ": " and ",
    " et ": " and ",
}
"""Signs and words that stand for other words, in the order in which they are replaced."""

_TWO_LETTERS: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d"}
)
_ONE_LETTER: Final = str.maketrans(
    {"ä": "a", "ö": "o", "ü": "u", "ø": "o", "å": "a", "æ": "a", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d"}
)
_LETTERS: Final = str.maketrans({"ł": "l", "đ": "d", "ı": "i", "ħ": "h"})
_DROPPED: Final = re.compile(r"[.'’‘`´·・]")
_BETWEEN: Final = re.compile(r"[\W_]+")
_FORMS: Final = re.compile("|".join(CHARACTERS))
_KABUSHIKI: Final = str.maketrans({"㈱": "株式会社", "㈲": "有限会社", "㈜": "주식회사"})
_SHORT_FORMS: Final = {"(株)": "株式会社", "(有)": "有限会社", "(同)": "合同会社", "(주)": "주식회사"}
_HOST: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_LAST_LATIN: Final = 0x024F
ACCENTS: Final = re.compile("(?<=[\0-\u024f\u0370-\u03ff])[\u0300-\u034e\u0350-\u036f]+")
"""Nearly all accents that there are: those on Latin and Greek letters."""
_GREEK: Final = range(0x0370, 0x0400)


class Spellings(NamedTuple):
    """A name in small letters without accents and punctuation; `other` is how else people write its umlauts."""

    name: str
    other: str | None


def spellings(name: str) -> Spellings:
    """Return the spellings of a name: `Müller & Søn` is `mueller and soen`, and also `muller and son`."""
    text = unicodedata.normalize("NFKC", name.translate(_KABUSHIKI)).casefold()
    for short, form in _SHORT_FORMS.items():
        text = text.replace(short, form)
    text = _FORMS.sub(lambda match: f" {match.group()} ", text)
    for mark, words in SPELLED_OUT.items():
        text = text.replace(mark, words)
    text = _DROPPED.sub("", text)
    in_two, in_one = text.translate(_TWO_LETTERS), text.translate(_ONE_LETTER)
    first = _plain(in_two)
    second = first if in_one == in_two else _plain(in_one)
    return Spellings(first, None if first == second else second)


def _plain(text: str) -> str:
    bare = ACCENTS.sub("", unicodedata.normalize("NFD", text.translate(_LETTERS)))
    if not bare.isascii():
        bare = unicodedata.normalize("NFC", without_accents(bare))
    return " ".join(_BETWEEN.sub(" ", bare).split())


def without_accents(text: str) -> str:
    """Leave out the accents on Latin and Greek letters, which say little; elsewhere they make other letters."""
    letters: list[str] = []
    for letter in text:
        if unicodedata.combining(letter) and letters and _takes_accents(letters[-1]):
            continue
        letters.append(letter)
    return "".join(letters)


def _takes_accents(letter: str) -> bool:
    return ord(letter) <= _LAST_LATIN or ord(letter) in _GREEK


def ascii_host(text: str) -> str:
    """Return the host of what is left of a web address, as ASCII has it; empty where there is none."""
    if _HOST.fullmatch(text):
        return text.removeprefix("www.")
    host = re.split(r"[/?#:;,\s]", unicodedata.normalize("NFKC", text).strip().lower().rpartition("@")[2])[0]
    host = host.strip(".").removeprefix("www.")
    try:
        return ".".join(part.encode("idna").decode() for part in host.split("."))
    except UnicodeError:
        return ""
