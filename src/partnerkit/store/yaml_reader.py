"""Read YAML in one pass over the parser's events into plain data that knows where everything stands.

Scalars follow YAML 1.2's core schema without octal and hexadecimal numbers: `no`, `on`, `012` and `1:30`
are text, only `true` and `false` are booleans, and numbers with a fraction are `Decimal`, never binary
floating point. Sequences become tuples. What plain data does not need (anchors, aliases, tags, merge keys,
second documents) is refused where it stands, since each of them lets a file mean something else than
what its reader sees.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from partnerkit.model.values import UNSEEN

MAX_DEPTH: Final = 64
MAX_NODES: Final = 50_000
MAX_NUMBER_LENGTH: Final = 32
MAX_PROBLEMS: Final = 200

Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
HAS_LIBYAML: Final = yaml.__with_libyaml__

Place: TypeAlias = tuple[int, int]
"""A line and a column, counted from 0."""

Places: TypeAlias = "dict[str | int, tuple[Any, Any, Places | None]]"
"""For each key or index: the marks of the key and of its value, and the places inside the value."""

_NUMBER = re.compile(
    r"(?P<int>[-+]?(?:0|[1-9][0-9]*))|(?P<float>[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
)
_HIDDEN: Final = f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{UNSEEN}]"
_NOT_FINITE: Final = r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
_WORDS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_STARTS_NUMBER: Final = frozenset("+-.0123456789")


class Problem(NamedTuple):
    """Something that a file may not hold, with its code, its sentence and its place."""

    code: str
    message: str
    place: Place
    help: str = ""


@dataclass(slots=True)
class Reading:
    """Plain data, the place of everything in it, and what was refused.

    Places know a key whose value was refused too; the data does not hold it.
    `whole` is false where reading had to stop, so that what follows a problem was not seen.
    """

    data: Any = None
    places: Places = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    whole: bool = True

    def locate(self, path: tuple[str | int, ...], *, key: bool = False) -> tuple[Place, tuple[str | int, ...]]:
        """Find where `path` stands, and the part of it that the file really has.

        With `key`, the place of the last key and not of its value.
        """
        place: Place = (0, 0)
        real: list[str | int] = []
        inside: Places | None = self.places
        for part in path:
            if inside is None or part not in inside:
                continue
            key_mark, value_mark, inside = inside[part]
            mark = key_mark if key and key_mark is not None else value_mark
            place = (mark.line, mark.column)
            real.append(part)
        return place, tuple(real)

    def holds(self, path: tuple[str | int, ...]) -> bool:
        """Whether the last key of `path` stands in the file, with or without a value that was accepted."""
        inside: Places | None = self.places
        found = False
        for part in path:
            found = inside is not None and part in inside
            if found:
                inside = inside[part][2]  # type: ignore[index]  # not None where it was found
        return found


class _StopReadingError(Exception):
    """Reading cannot go on."""


def read_yaml(text: str) -> Reading:
    """Read one document of `text`; problems are values of the result, never exceptions."""
    reading = Reading()
    parser = Parser(text)
    try:
        _Walk(reading, text, parser).run()
    except _StopReadingError:
        reading.whole = False
    except yaml.MarkedYAMLError as error:
        reading.whole = False
        mark = error.problem_mark or error.context_mark
        reading.problems.append(Problem("PK101", _in_users_words(error), (mark.line, mark.column) if mark else (0, 0)))
    except yaml.YAMLError:
        reading.whole = False
        reading.problems.append(Problem("PK101", "this is not YAML", (0, 0)))
    finally:
        parser.dispose()
    return reading


class _Walk:
    """Builds the data of one document from the parser's events."""

    def __init__(self, reading: Reading, text: str, parser: Any) -> None:
        self.reading = reading
        self.text = text
        self.next_event = parser.get_event

    def problem(self, code: str, message: str, mark: Any, help: str = "") -> None:
        self.reading.problems.append(Problem(code, message, (mark.line, mark.column), help))
        if len(self.reading.problems) >= MAX_PROBLEMS:
            raise _StopReadingError

    def run(self) -> None:
        reading = self.reading
        next_event = self.next_event
        stack: list[tuple[Any, Any, Any, bool]] = []
        container: Any = None  # the mapping (dict) or sequence (list) being filled
        places: Any = reading.places  # the places of its values
        key: str | None = None  # the key whose value is awaited
        key_mark: Any = None
        drop = False  # the value awaited belongs to a key that was refused
        in_mapping = False
        nodes = 0
        while True:
            event = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                nodes += 1
                if event.anchor is not None or event.tag is not None:
                    self.refuse_properties(event)
                text = event.value
                if in_mapping and key is None:
                    key, drop = self.read_key(text, event, container)
                    key_mark = event.start_mark
                    continue
                if not event.style and (text in _WORDS or text[0] in _STARTS_NUMBER):
                    if not text and in_mapping and self.is_rest_of_text(key, key_mark, event, container, places):
                        key = None
                        continue
                    value = self.resolve(text, event.start_mark, key_mark if in_mapping else None)
                else:
                    value = text
                    if event.style == '"' and re.search(_HIDDEN, text):
                        self.refuse_hidden(event)
                if in_mapping:
                    if not drop:
                        places[key] = (key_mark, event.start_mark, None)
                        if value is not None:
                            container[key] = value
                    key = None
                elif value is not None and container is not None:
                    places[len(container)] = (None, event.start_mark, None)
                    container.append(value)
                elif container is None:
                    reading.data = value
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                nodes += 1
                if event.anchor is not None or event.tag is not None:
                    self.refuse_properties(event)
                if in_mapping and key is None:
                    self.problem("PK112", "a key is a word, not a mapping or a list", event.start_mark)
                    key, drop, key_mark = "", True, event.start_mark
                    self.skip_nested()
                    continue
                if len(stack) >= MAX_DEPTH:
                    self.problem("PK110", f"this is nested more than {MAX_DEPTH} levels deep", event.start_mark)
                    raise _StopReadingError
                stack.append((container, places, (key, key_mark, event.start_mark, drop), in_mapping))
                in_mapping = kind is MappingStartEvent
                container = {} if in_mapping else []
                places = {}
                key, drop = None, False
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value, inner = container if in_mapping else tuple(container), places
                container, places, (key, key_mark, start, drop), in_mapping = stack.pop()
                if in_mapping:
                    if not drop:
                        container[key] = value
                        places[key] = (key_mark, start, inner)
                    key = None
                elif container is not None:
                    places[len(container)] = (None, start, inner)
                    container.append(value)
                else:
                    reading.data = value
                    reading.places = inner
            elif kind is StreamEndEvent:
                return
            elif kind is AliasEvent:
                self.problem("PK106", f"`*{event.anchor}` is an alias; write the value out", event.start_mark)
                if in_mapping and key is None:
                    key, drop, key_mark = "", True, event.start_mark
                elif in_mapping:
                    if not drop:
                        places[key] = (key_mark, event.start_mark, None)
                    key = None
            elif kind is DocumentStartEvent:
                self.start_document(event, seen=reading.data is not None or nodes > 0)
            else:
                assert kind is StreamStartEvent or kind is DocumentEndEvent
            if nodes > MAX_NODES:
                self.problem("PK111", f"this file holds more than {MAX_NODES:,} values", event.start_mark)
                raise _StopReadingError

    def start_document(self, event: Any, *, seen: bool) -> None:
        if seen:
            self.problem("PK109", "a second document begins here; keep one partnership in a file", event.start_mark)
            raise _StopReadingError
        if event.version is not None or event.tags:
            self.problem("PK109", "a `%` directive stands before the document", event.start_mark, "remove it")

    def skip_nested(self) -> None:
        """Pass over the rest of a collection that has begun."""
        depth = 1
        for kind in self.event_kinds():
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                depth += 1
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                depth -= 1
            if depth == 0:
                return
            if depth > MAX_DEPTH:
                raise _StopReadingError

    def event_kinds(self) -> Iterator[type]:
        while True:
            yield self.next_event().__class__

    def refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self.problem(
                "PK106", f"`&{event.anchor}` is an anchor; write the value out where it is needed", event.start_mark
            )
        if event.tag is not None:
            self.problem("PK107", f"`{event.tag}` is a tag; values need none here", event.start_mark, "remove it")

    def refuse_hidden(self, event: Any) -> None:
        hidden = ord(re.search(_HIDDEN, event.value).group())  # type: ignore[union-attr]  # called on a match only
        self.problem("PK115", f"this text holds a hidden character (\\u{hidden:04x})", event.start_mark, "remove it")

    def read_key(self, text: str, event: Any, mapping: dict[str, Any]) -> tuple[str, bool]:
        """Answer the key and whether its value is to be dropped."""
        mark = event.start_mark
        if not event.style:
            if text == "<<":
                self.problem("PK108", "`<<` merges another mapping in; write its keys out", mark)
                return text, True
            if text in _WORDS or (text[0] in _STARTS_NUMBER and _NUMBER.fullmatch(text)):
                self.problem(
                    "PK112",
                    f"`{text}` is not text, and a key is" if text else "there is no key before this colon",
                    mark,
                    f'write "{text}"' if text else "",
                )
                return text, True
        if text in mapping:
            self.problem("PK105", f"`{text}` stands twice here", mark, "keep one of the two")
            return text, True
        return text, False

    def is_rest_of_text(self, key: Any, key_mark: Any, event: Any, mapping: Any, places: Any) -> bool:
        """Join `{purpose: Co-sell, resale and attribution}`, where YAML sees a key with no value.

        A key never holds a space, so the words can only be the rest of the unquoted text before them.
        """
        if " " not in key or ":" in self.text[key_mark.index : event.start_mark.index] or not mapping:
            return False
        before = next(reversed(mapping))
        start = places[before][1].index
        if type(mapping[before]) is not str or self.text[start] in "\"'":
            return False
        mapping[before] += f", {key}"
        message = f"`{before}` holds a comma outside quotes; other tools end the text there"
        self.reading.warnings.append(
            Problem("PK118", message, (key_mark.line, key_mark.column), f'write {before}: "{mapping[before]}"')
        )
        return True

    def resolve(self, text: str, mark: Any, key_mark: Any) -> Any:
        """Give a plain scalar its type; None where it was refused."""
        if text in _WORDS:
            value = _WORDS[text]
            if value is None:
                self.problem(
                    "PK104",
                    "this key has no value" if key_mark is not None else "there is no value here",
                    key_mark or mark,
                    "give it one, or remove it: what is left out is not assessed",
                )
            return value
        match = _NUMBER.fullmatch(text)
        if match is None:
            if re.fullmatch(_NOT_FINITE, text):
                self.problem("PK113", f"`{text}` is not a number that can be counted with", mark)
                return None
            return text
        if len(text) > MAX_NUMBER_LENGTH:
            self.problem("PK113", f"a number has at most {MAX_NUMBER_LENGTH} characters", mark)
            return None
        if match.lastgroup == "int":
            return int(text)
        number = Decimal(text)
        if abs(number.adjusted()) > MAX_NUMBER_LENGTH:
            self.problem("PK113", f"`{text}` is too large or too small to be counted with", mark)
            return None
        return number


_PROBLEMS_IN_USERS_WORDS: Final = {
    "mapping values are not allowed": "a second `: ` on this line; put the text in quotes if it holds a colon",
    "could not find expected ':'": "a key without its colon, or text that should be indented",
    "did not find expected key": "this does not line up with the keys above it, or a quote or bracket is not closed",
    "did not find expected '-' indicator": "this line does not line up with the list above it",
    "did not find expected ',' or ']'": "a list in brackets that lacks a comma or its closing `]`",
    "did not find expected ',' or '}'": "a mapping in braces that lacks a comma or its closing `}`",
    "did not find expected node content": "something is missing before this",
    "found unexpected end of stream": "a quote that was opened is not closed before the end of the file",
    "found character that cannot start any token": "a value cannot begin with this character; put the text in quotes",
    "found unknown escape character": "an unknown escape after `\\`; in single quotes a backslash is just a backslash",
    "found undefined tag handle": "a value cannot begin with `!`; put the text in quotes",
    "block sequence entries are not allowed": "a list cannot begin here; begin it on a line of its own",
    "block mapping entries are not allowed": "a key cannot stand here",
    "found unexpected document indicator": "a line of `---` or `...` inside a text",
    "did not find expected <document start>": "something stands beside the document; is the first line indented?",
    "did not find expected alphabetic or numeric character": "a value cannot begin with `&` or `*`; put it in quotes",
    "found invalid Unicode character escape code": "an escape that is no character",
}


def _in_users_words(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem or "")
    for fragment, words in _PROBLEMS_IN_USERS_WORDS.items():
        if fragment in problem:
            return words
    return f"this is not YAML: {problem}" if problem else "this is not YAML"
