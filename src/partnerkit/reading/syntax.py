"""Say in the user's words where a text stops being YAML."""

import re
from typing import Any, Final

import yaml

from partnerkit.reading.lookalikes import space_near
from partnerkit.reading.problem import Place, Problem

_BEHIND_A_BAR: Final = "only a comment can follow this `|` or `>`; the text starts on the next line"

_WORDS: Final = {
    "mapping values are not allowed": "a second `: ` on this line; put the text in quotes if it contains a colon",
    "could not find expected ':'": "a key without its colon, or text that should be indented",
    "did not find expected key": "this does not line up with the keys above it, or a quote or bracket is not closed",
    "expected <block end>": "this does not line up with the lines above it, or a quote or bracket is not closed",
    "did not find expected '-' indicator": "this line does not line up with the list above it",
    "',' or ']'": "a comma or the closing `]` of a list is missing",
    "',' or '}'": "a comma or the closing `}` of a mapping is missing",
    "expected node content": "something is missing before this",
    "expected the node content": "something is missing before this",
    "unexpected end of stream": "a quote is opened here and not closed before the end of the file",
    "found character that cannot start any token": "a value can't start with this character; put the text in quotes",
    "that cannot start any token": "a value can't start with this character; put the text in quotes",
    "found unknown escape character": "an unknown escape after `\\`; in single quotes a backslash is just a backslash",
    "hexdecimal number": "an escape that is cut short",
    "hexadecimal numbers": "an escape that is cut short",
    "found undefined tag handle": "a value can't start with `!`; put the text in quotes",
    "sequence entries are not allowed": "a list can't start here; start it on its own line",
    "mapping entries are not allowed": "a key can't be here",
    "mapping keys are not allowed": "a key can't be here",
    "unexpected document indicator": "a line of `---` or `...` inside a text",
    "unexpected document separator": "a line of `---` or `...` inside a text",
    "<document start>": "something is outside the document; is the first line indented?",
    "alphabetic or numeric character": "a value can't start with `&` or `*`; put it in quotes",
    "invalid Unicode character escape code": "an escape that is not a character",
    "comment or line break": _BEHIND_A_BAR,
    "comment or a line break": _BEHIND_A_BAR,
    "chomping or indentation indicators": _BEHIND_A_BAR,
}
"""What the parsers say, libyaml and the one in pure Python, and what is meant."""

_WHERE_IT_BEGAN: Final = ("could not find expected ':'", "unexpected end of stream")
"""What the parsers notice too late to be of use."""

_CONFLICT: Final = re.compile(r"(<{7}|\|{7}|>{7})( |$)|={7}$")
_CLOSED_QUOTE: Final = re.compile(r"""(?:[:,\[{-] *|^ *)("[^"]*"|'[^']*') *$""")

_OF_DIRECTIVES: Final = ("directive", "incompatible YAML document")


def in_users_words(error: yaml.MarkedYAMLError, text: str) -> Problem:
    """Return what a parser could not read in `text`."""
    code, message, mark = _told(error)
    place = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    where = error.problem_mark or mark
    told = _conflict(lines) or space_near(place[0], lines)
    if told is None and where is not None and where.line < len(lines):
        told = _behind_a_quote(where, lines[where.line]) or _second_colon(error, lines[where.line])
    if told is not None:
        return told
    if "mapping values are not allowed" in str(error.problem):
        return _from_the_line_above(place, text) or Problem(code, message, place)
    return Problem(code, message, place)


def _conflict(lines: list[str]) -> Problem | None:
    """Find the marks that git leaves where two people changed the same lines."""
    marked = [at for at, line in enumerate(lines) if _CONFLICT.match(line)]
    if not marked:
        return None
    last = next((at for at in marked if lines[at].startswith(">")), marked[-1])
    where = f"lines {marked[0] + 1} to {last + 1}" if last > marked[0] else f"line {last + 1}"
    help = "keep what is right, and remove the lines that start with `<<<<<<<`, `=======` and `>>>>>>>`"
    return Problem("PK101", f"a merge conflict was left here ({where})", (marked[0], 0), help)


def _behind_a_quote(mark: Any, line: str) -> Problem | None:
    """Find a text that goes on behind its closing quote."""
    before, behind = line[: mark.column], line[mark.column :]
    if _CLOSED_QUOTE.search(before) is None or not behind[:1].isalnum():
        return None
    message = "text follows the closing quote"
    return Problem(
        "PK101", message, (mark.line, mark.column), 'put all of it in quotes, and write a quote inside as \\"'
    )


def _second_colon(error: yaml.MarkedYAMLError, line: str) -> Problem | None:
    """Find a second `: ` where a comma or the end of a mapping in braces is awaited."""
    mark = error.problem_mark
    awaited = any(fragment in str(error.problem) for fragment in ("',' or '}'", "',' or ']'"))
    if mark is None or not awaited or line[mark.column : mark.column + 1] != ":":
        return None
    message = "a second `: ` before the next comma; put the text in quotes if it contains a colon"
    return Problem("PK101", message, (mark.line, mark.column))


def _from_the_line_above(place: Place, text: str) -> Problem | None:
    """Describe a key that the parser took for part of the value above; None if the line itself is wrong."""
    lines = text.split("\n")[: place[0] + 1]
    if re.search(": ", lines.pop()[: place[1]]):
        return None
    while lines and re.fullmatch(r"\s*(#.*)?", lines[-1]):
        lines.pop()
    above = lines[-1] if lines else ""
    joined = re.match(r"\s*(?:- )*[A-Za-z_][\w-]*:(?=[^\s:/])", above)
    if joined:
        message = "a space is missing after this colon, so this is not a key"
        return Problem("PK101", message, (len(lines) - 1, joined.end() - 1), "write `key: value`")
    if re.match(r"\s*(?:- )*[^\s:]+: +[^\s|>#]", above):
        message = "this key is indented further than the one above it, which already has a value"
        indent = len(text.split("\n")[place[0]]) - len(text.split("\n")[place[0]].lstrip(" "))
        return Problem("PK101", message, (place[0], indent), "start it in the same column, or remove that value")
    return None


def _told(error: yaml.MarkedYAMLError) -> tuple[str, str, Any]:
    """Return the code, the sentence and the mark."""
    problem = str(error.problem or "")
    mark = error.problem_mark or error.context_mark
    if any(fragment in f"{error.context} {problem}" for fragment in _OF_DIRECTIVES):
        return "PK109", "a `%` directive comes before the document", mark
    if error.context_mark is not None and any(fragment in problem for fragment in _WHERE_IT_BEGAN):
        mark = error.context_mark
    for fragment, words in _WORDS.items():
        if fragment in problem:
            return "PK101", f"{words}{_since(error, mark)}", mark
    return "PK101", f"this is not YAML: {problem}" if problem else "this is not YAML", mark


def _since(error: yaml.MarkedYAMLError, mark: Any) -> str:
    """Return the line on which a collection was opened, where it is another one."""
    began = error.context_mark
    if began is None or began.line >= mark.line or "flow" not in str(error.context):
        return ""
    return f"; it starts on line {began.line + 1}"
