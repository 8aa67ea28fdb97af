"""How a name or a host is compared: in small letters, in one spelling, or in two where people use two for umlauts.

`spellings` does it for any name. The engine does the same for names in Latin letters, a column at a time.
"""

import re
import unicodedata
from typing import Final, NamedTuple

from partnerkit.accounts.engine import Engine, literal
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

_TWO_LETTERS: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"}
_ONE_LETTER: Final = {"ä": "a", "ö": "o", "ü": "u", "ø": "o", "å": "a", "æ": "a"}
_LETTERS: Final = {"œ": "oe", "ß": "ss", "þ": "th", "ð": "d", "ł": "l", "đ": "d", "ı": "i", "ħ": "h"}
_CYRILLIC: Final = {"ё": "е"}
_IN_TWO: Final = str.maketrans(_TWO_LETTERS | _LETTERS | _CYRILLIC)
_IN_ONE: Final = str.maketrans(_ONE_LETTER | _LETTERS | _CYRILLIC)
_DROPPED_LATIN: Final = ".'`’"
_DROPPED: Final = re.compile(f"[{_DROPPED_LATIN}‘´·・]")
_BETWEEN: Final = re.compile(r"[\W_]+")
_FORMS: Final = re.compile("|".join((*CHARACTERS, r"(?<=[\u3040-\u9fff])[kg]\.k\.$")))
_KABUSHIKI: Final = str.maketrans({"㈱": "株式会社", "㈲": "有限会社", "㈜": "주식회사"})
_SHORT_FORMS: Final = {"(株)": "株式会社", "(有)": "有限会社", "(同)": "合同会社", "(주)": "주식회사"}
_HOST: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
LATIN: Final = "[ -~À-ÖØ-öø-ıĴ-ķĹ-ľŁ-ňŌ-ťŨ-ž’]*"
"""Names that the engine spells as `spellings` does; all others pass through Python, each different one once."""
_ACCENTED: Final = "à-ãç-ïñ-õù-ûýÿāăąćĉċčďēĕėęěĝğġģĥĩīĭįĵķĺļľńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżž"
"""Letters that lose their accents and are not written in another way."""

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
    in_two, in_one = text.translate(_IN_TWO), text.translate(_IN_ONE)
    first = _plain(in_two)
    second = first if in_one == in_two else _plain(in_one)
    return Spellings(first, None if first == second else second)


def _plain(text: str) -> str:
    bare = ACCENTS.sub("", unicodedata.normalize("NFD", text))
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


def prepare_spelling(engine: Engine) -> None:
    """Load how the engine spells a name in small letters that matches `LATIN`, in the first or in the other way."""
    engine.run(f"""
        create macro first_spelling(small) as
        case when not regexp_matches(small, '{_rare("")}') then replace(small, '.', '')
             when strlen(small) = length(small) then {_written("small", {})}
             when not regexp_matches(small, '{_rare(_ACCENTED)}') then replace(strip_accents(small), '.', '')
             else {_written("small", _TWO_LETTERS | _LETTERS)} end
    """)
    engine.run(f"""
        create macro other_spelling(small) as
        case when strlen(small) = length(small) then null
             when regexp_matches(small, '[{"".join(_ONE_LETTER)}]') then {_written("small", _ONE_LETTER | _LETTERS)} end
    """)


def _rare(letters: str) -> str:
    """Write what few names in small letters have: anything to replace but full stops and the accents on letters."""
    return f"[^a-z0-9 .{letters}]|  | [.]|^[ .]| $| und | et "


def _written(name: str, letters: dict[str, str]) -> str:
    """Write a name in small letters of which some are written as others, without accents and punctuation."""
    for mark, word in (SPELLED_OUT | dict.fromkeys(_DROPPED_LATIN, "") | letters).items():
        name = f"replace({name}, {literal(mark)}, {literal(word)})"
    return f"trim(regexp_replace(strip_accents({name}), '[^a-z0-9]+', ' ', 'g'))"
