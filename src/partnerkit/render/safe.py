"""Make text from files, file names and git harmless wherever it is shown."""

import re
from collections.abc import Sequence
from typing import Final

from partnerkit.invisible import INVISIBLE, SPELLING
from partnerkit.phrasing import in_one_line

# A file name may hold bytes that are no UTF-8; Python hands them on as lone surrogates.
_HARMFUL: Final = f"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{INVISIBLE}]"
_HARMFUL_OR_SPELLING: Final = f"(?P<spelling>{SPELLING})|{_HARMFUL}"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

_COMMAND: Final = re.compile(r"^([^\S\n]*)(:(?=:)|#(?=#\[))", re.MULTILINE)
"""The first character of what GitHub Actions and Azure Pipelines take for a command, behind any space."""

_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec"
_MONTH: Final = rf"(?:{_MONTHS})[a-z]*\.?"
_DATE_LIKE: Final = (
    r"(?i)\s*(?:[0-9]{1,4}\s*[/:-]\s*[0-9]{1,4}|[0-9]{1,4}(?:\s*[/.:-]\s*[0-9]{1,4}){2}"
    rf"|[0-9]{{1,4}}[\s/.-]*{_MONTH}(?:[\s/.,-]*[0-9]{{1,4}})?|{_MONTH}[\s/.-]*[0-9]{{1,4}}(?:[\s/.,-]+[0-9]{{1,4}})?)\s*"
)
"""What a spreadsheet takes for a date, a fraction or a time."""

_WORD: Final = rf"(?!{_MONTHS})[a-z]"
"""The start of nearly every text: a letter, and no month. A spreadsheet takes what follows for text."""

_STARTS_WITH_WORD: Final = re.compile(_WORD, re.IGNORECASE | re.ASCII)
_NOT_PLAIN: Final = rf"(?aim)^(?!{_WORD}[ !#-+\--~]*$)"
"""A line that isn't such a text without control characters, commas and quotes."""


def visible(text: str) -> str:
    r"""Write control, bidirectional and zero-width characters as `\x1b` or `\u202e`, keeping newlines and spelling."""
    is_plain = text.isascii() and (text.isprintable() or text.replace("\n", "").isprintable())
    return text if is_plain else re.sub(_HARMFUL_OR_SPELLING, _escape, text)


def one_line(text: str) -> str:
    """The same, on one line: a list becomes part of its sentence, and other line breaks become spaces."""
    return visible(in_one_line(text) if "\n" in text else text)


def no_command(text: str) -> str:
    r"""Write `::error` and `##[error]` at the start of a line as `\x3a:error`: CI runs what it finds there."""
    if "::" not in text and "##[" not in text:
        return text
    return _COMMAND.sub(lambda match: f"{match[1]}\\x{ord(match[2]):02x}", text)


def plain_cell(text: str) -> str:
    """Keep a spreadsheet from calculating a text, and from taking it for a date or a time: 3/6, 1-2, May 4, 12:30."""
    if _STARTS_WITH_WORD.match(text):
        return text
    is_formula = text.lstrip(" \u00a0\u3000").startswith(_FORMULA) or text.startswith(_FORMULA) or _COMMAND.match(text)
    return f"'{text}" if is_formula or re.fullmatch(_DATE_LIKE, text) else text


def guarded(text: str) -> str:
    """Keep a spreadsheet from calculating a text, so that `unguarded` gives exactly the same text back."""
    return f"'{text}" if _needs_guard(text.lstrip("'")) else text


def unguarded(text: str) -> str:
    """Return a text as it was before it was `guarded`."""
    return text[1:] if text.startswith("'") and _needs_guard(text.lstrip("'")) else text


def _needs_guard(text: str) -> bool:
    return plain_cell(text) != text


def are_plain(texts: Sequence[str]) -> bool:
    """Whether many texts may all be written to a spreadsheet as they are, without a comma or a quote in any."""
    lines = "\n".join(texts)
    return lines.count("\n") == len(texts) - 1 and re.search(_NOT_PLAIN, lines) is None


def _escape(match: re.Match[str]) -> str:
    if match["spelling"] is not None:
        return match["spelling"]
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
