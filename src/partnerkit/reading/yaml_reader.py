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
from functools import lru_cache
from typing import Any, Final, TypeAlias

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

from partnerkit.invisible import INVISIBLE, SPELLING
from partnerkit.reading.lookalikes import LOOKALIKE, quotes_around, space_in_entry, space_in_key
from partnerkit.reading.numbers import MAX_LENGTH, NUMBER, UncountableError, read_number
from partnerkit.reading.problem import Place, Problem

MAX_DEPTH: Final = 64
MAX_NODES: Final = 50_000
MAX_KEY_LENGTH: Final = 200
MAX_PROBLEMS: Final = 1_000

Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
HAS_LIBYAML: Final = yaml.__with_libyaml__

Places: TypeAlias = "dict[str | int, tuple[Any, Any, Places | None]]"
"""For each key or index: the marks of the key and of its value, and the places inside the value."""

_CONTROLS: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
_CONTROL: Final = f"[{_CONTROLS}]"
_HIDDEN: Final = f"[{_CONTROLS}{INVISIBLE}]"
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
_CUT_TEXT: Final = " #[^ \n#!]"
_REST_CUT_OFF: Final = r" +(#[^\s#!]\S*)"
_PROPERTY: Final = r"(?<!\w)(?:&\S|!)"
"""How an anchor or a tag starts; it follows no letter, unlike the signs in `R&D` and `Welcome!`."""
_CUT_NUMBER: Final = "[0-9],[0-9]"
_MAY_BE_THOUSANDS: Final = r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}"
_STARTS_NUMBER: Final = frozenset("+-.0123456789")
_FIRST_LETTERS: Final = ":"
"""The character after the digits: before it are all that a number starts with."""


@dataclass(slots=True)
class Reading:
    """Plain data, the place of everything in it, and what was refused.

    Places know a key whose value was refused too; the data does not hold it.
    `whole` is false where reading had to stop, so what follows a problem was not seen.
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
        """Whether the last key of `path` is in the file, with or without a value that was accepted."""
        inside: Places | None = self.places
        found = None
        for part in path:
            found = inside.get(part) if inside is not None else None
            if found is not None:
                inside = found[2]
        return found is not None


@lru_cache(maxsize=4096)
def _plain_key(text: str) -> str | None:
    """Return an unquoted key that needs no second look, as nearly all of them; None for others.

    The same few are in every file, so all files share them.
    """
    return text if text[:1].isalpha() and text not in _WORDS and len(text) <= MAX_KEY_LENGTH else None


@lru_cache(maxsize=4096)
def _plain_value(text: str) -> Any:
    """Return what an unquoted text stands for that needs no second look: true, false, a whole number or itself."""
    try:
        value = _WORDS[text] if text in _WORDS else read_number(text)
    except UncountableError:
        return None
    return None if type(value) is Decimal else value


class _StopReadingError(Exception):
    """Reading cannot go on."""


def read_yaml(text: str) -> Reading:
    """Read one document of `text`; problems are values of the result, never exceptions."""
    reading = Reading()
    parser: Any = None
    try:
        parser = Parser(text)
        _Walk(reading, text, parser).run()
    except _StopReadingError:
        reading.whole = False
    except yaml.MarkedYAMLError as error:
        from partnerkit.reading.syntax import in_users_words

        reading.whole = False
        reading.problems.append(in_users_words(error, text))
    except (yaml.YAMLError, OverflowError, ValueError):
        # Of the parser in pure Python, to which `chr` has refused an escape.
        reading.whole = False
        mark = parser.get_mark() if hasattr(parser, "get_mark") else None
        place = (mark.line, mark.column) if mark is not None else (0, 0)
        reading.problems.append(Problem("PK101", "an escape that is not a character", place))
    finally:
        if parser is not None:
            parser.dispose()
    return reading


class _Walk:
    """Builds the data of one document from the parser's events."""

    def __init__(self, reading: Reading, text: str, parser: Any) -> None:
        self.reading = reading
        self.text = text
        self.has_lookalikes = not text.isascii() and re.search(LOOKALIKE, text) is not None
        self.joined = -1
        self.next_event = parser.get_event

    @property
    def needs_a_close_look(self) -> bool:
        """Whether the text has anything in it that is looked for in every scalar; most texts have none of it."""
        return (
            self.has_lookalikes
            or re.search(_CUT_TEXT, self.text) is not None
            or (("&" in self.text or "!" in self.text) and re.search(_PROPERTY, self.text) is not None)
        )

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
        key: str | None = None  # the key of the value at hand
        key_mark: Any = None
        drop = False  # the value at hand belongs to a key that was refused
        in_mapping = False
        nodes = 0
        is_close = self.needs_a_close_look
        may_hide = "\\" in self.text or not self.text.isascii()
        while True:
            event = next_event()
            kind = type(event)
            if in_mapping and kind is not MappingEndEvent:
                nodes += 1
                key_mark = event.start_mark
                key = _plain_key(event.value) if kind is ScalarEvent else None
                if key is None or is_close or event.style or key in container:
                    key, drop = self.read_key(event, container, places)
                else:
                    drop = False
                event = next_event()
                kind = type(event)
            if kind is ScalarEvent:
                nodes += 1
                value = text = event.value
                if is_close:
                    self.refuse_properties(event)
                if event.style:
                    if may_hide and event.style == '"':
                        value = self.judge_hidden(event)
                elif is_close and self.is_refused(text, event):
                    value = None
                elif (text < _FIRST_LETTERS or text in _WORDS) and (value := _plain_value(text)) is None:
                    if not text and in_mapping and self.is_rest_of_text(key, key_mark, event, container, places):
                        continue
                    # An empty document is an empty file, which is reported when it is loaded.
                    nothing = container is None and _WORDS.get(text, text) is None
                    value = None if drop or nothing else self.resolve(text, event, key_mark if in_mapping else None)
                if in_mapping:
                    if not drop:
                        places[key] = (key_mark, event.start_mark, None)
                        if value is not None:
                            container[key] = value
                elif container is None:
                    reading.data = value
                elif value is not None:
                    places[len(container)] = (None, event.start_mark, None)
                    container.append(value)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                nodes += 1
                if is_close:
                    self.refuse_properties(event)
                if len(stack) >= MAX_DEPTH:
                    self.problem("PK110", f"this is nested more than {MAX_DEPTH} levels deep", event.start_mark)
                    raise _StopReadingError
                stack.append((container, places, (key, key_mark, event.start_mark, drop), in_mapping))
                in_mapping = kind is MappingStartEvent
                container = {} if in_mapping else []
                places = {}
                drop = False
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value, inner = container if in_mapping else tuple(container), places
                container, places, (key, key_mark, start, drop), in_mapping = stack.pop()
                if in_mapping:
                    if not drop:
                        container[key] = value
                        places[key] = (key_mark, start, inner)
                elif container is not None:
                    places[len(container)] = (None, start, inner)
                    container.append(value)
                else:
                    reading.data = value
                    reading.places = inner
            elif kind is StreamEndEvent:
                return
            elif kind is AliasEvent:
                self.refuse_alias(event)
                if in_mapping and not drop:
                    places[key] = (key_mark, event.start_mark, None)
            elif kind is DocumentStartEvent:
                self.start_document(event, seen=reading.data is not None or nodes > 0)
            else:
                assert kind is StreamStartEvent or kind is DocumentEndEvent
            if nodes > MAX_NODES:
                self.problem("PK111", f"this file has more than {MAX_NODES:,} values", event.start_mark)
                raise _StopReadingError

    def start_document(self, event: Any, *, seen: bool) -> None:
        if seen:
            self.problem("PK109", "a second document starts here; keep one partnership per file", event.start_mark)
            raise _StopReadingError
        if self.text.startswith("%", event.start_mark.index):
            self.problem("PK109", "a `%` directive comes before the document", event.start_mark, "remove it")

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

    def refuse_alias(self, event: Any) -> None:
        self.problem("PK106", f"`*{event.anchor}` is an alias; write the value out", event.start_mark)

    def refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self.problem("PK106", f"`&{event.anchor}` is an anchor; repeat the value instead", event.start_mark)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            help = "remove it, or put the text in quotes if it starts with `!`"
            self.problem("PK107", f"`{tag}` is a tag; values need none here", event.start_mark, help)

    def judge_hidden(self, event: Any) -> str | None:
        """Refuse a text that an escape smuggles a control character into; warn of one that cannot be seen."""
        text: str = event.value
        if re.search(_HIDDEN, text) is None:
            return text
        control = re.search(_CONTROL, text)
        if control is not None:
            message = f"an escape in this text stands for a control character (\\u{ord(control.group()):04x})"
            self.problem("PK115", message, event.start_mark, "in single quotes a backslash is just a backslash")
            return None
        unseen = re.search(_HIDDEN, re.sub(SPELLING, "", text))
        # The character itself was already found by the screening of the bytes.
        if unseen is not None and re.search(_HIDDEN, self.text[event.start_mark.index : event.end_mark.index]) is None:
            message = f"an escape in this text stands for an invisible character (\\u{ord(unseen.group()):04x})"
            place = (event.start_mark.line, event.start_mark.column)
            self.reading.warnings.append(Problem("PK117", message, place, "remove it"))
        return text

    def is_refused(self, text: str, event: Any) -> bool:
        """Refuse an unquoted text that was meant to be an entry of a list; warn of one cut short, and of odd quotes."""
        self.warn_of_cut_text(event)
        place = (event.start_mark.line, event.start_mark.column)
        entry = space_in_entry(text, place)
        if entry is not None:
            self.reading.problems.append(entry)
        elif (quotes := quotes_around(text, place)) is not None:
            self.reading.warnings.append(quotes)
        return entry is not None

    def refuse_lookalike_key(self, text: str, mark: Any, mapping: dict[str, Any], places: Any) -> bool:
        """Refuse a key whose first blank is no space, in the place of the empty value that it seems to follow."""
        problem = space_in_key(text, (mark.line, mark.column))
        if problem is None:
            return False
        before = next(reversed(places), None)
        if before is not None and before not in mapping and self.reading.problems:
            key_mark = places[before][0]
            last = self.reading.problems[-1]
            if last.code == "PK104" and last.place == (key_mark.line, key_mark.column):
                self.reading.problems.pop()
        self.reading.problems.append(problem)
        # The key that was meant is not missed once more.
        places.setdefault(text.partition(":")[0], (mark, mark, None))
        return True

    def read_key(self, event: Any, mapping: dict[str, Any], places: Any) -> tuple[str, bool]:
        """Return the key and whether its value is to be dropped."""
        mark = event.start_mark
        if type(event) is AliasEvent:
            self.refuse_alias(event)
            return "", True
        self.refuse_properties(event)
        if type(event) is not ScalarEvent:
            self.problem("PK112", "a key is a word, not a mapping or a list", mark)
            self.skip_nested()
            return "", True
        text: str = event.value
        if not event.style:
            if text[:1].isdigit() and re.fullmatch(_CUT_NUMBER, self.text[max(mark.index - 2, 0) : mark.index + 1]):
                self.refuse_cut_number(mark, mapping, places)
                return text, True
            if self.has_lookalikes and self.refuse_lookalike_key(text, mark, mapping, places):
                return text, True
            if text == "<<":
                self.problem("PK108", "`<<` merges in another mapping; write out its keys instead", mark)
                return text, True
            if text in _WORDS or (text[0] in _STARTS_NUMBER and NUMBER.fullmatch(text)):
                self.problem(
                    "PK112",
                    f"`{text}` is not text, and a key must be" if text else "there is no key before this colon",
                    mark,
                    f'write "{text}"' if text else "",
                )
                return text, True
        elif event.style == '"' and self.judge_hidden(event) is None:
            return text, True
        if len(text) > MAX_KEY_LENGTH:
            self.problem("PK112", f"a key has at most {MAX_KEY_LENGTH} characters", mark)
            return text, True
        if text in mapping:
            self.problem("PK105", f"`{text}` appears twice here", mark, "keep one of them")
            return text, True
        return text, False

    def warn_of_cut_text(self, event: Any) -> None:
        """Warn of `Fix ticket #2 for them`, which YAML ends at the space."""
        cut = re.compile(_REST_CUT_OFF).match(self.text, event.end_mark.index) if event.value else None
        if cut is None:
            return
        message = f"`{cut[1]}` starts a comment, so the text ends before it"
        place = (event.end_mark.line, event.end_mark.column + cut.start(1) - cut.start())
        help = "put the whole text in quotes, or put a space after the # of a comment"
        self.reading.warnings.append(Problem("PK119", message, place, help))

    def refuse_cut_number(self, mark: Any, mapping: dict[str, Any], places: Any) -> None:
        """Refuse `{rate: 12,5%}`, where YAML sees a rate of 12 and a key with no value."""
        from partnerkit.reading.misreadings import number_with_commas_meant

        before = next(reversed(places), None)
        if before is None or mapping.pop(before, None) is None:
            return
        value_mark = places[before][1]
        if self.reading.warnings and self.reading.warnings[-1].place == (value_mark.line, value_mark.column):
            self.reading.warnings.pop()  # `1.012` of `1.012,40` is no number to warn of
        start = value_mark.index
        number = re.split("[ {}\\n]", self.text[start : start + MAX_LENGTH], maxsplit=1)[0].rstrip(",")
        message = f"`{before}: {number}` is cut in two, because a comma ends a value in braces"
        self.problem("PK112", message, mark, number_with_commas_meant(number))

    def is_rest_of_text(self, key: Any, key_mark: Any, event: Any, mapping: Any, places: Any) -> bool:
        """Join `{purpose: Co-sell, resale and attribution}`, where YAML sees a key with no value.

        A key never holds a space, so the words can only be the rest of the unquoted text before them.
        """
        before = next(reversed(places), None)
        if " " not in key or before not in mapping or ":" in self.text[key_mark.index : event.start_mark.index]:
            return False
        start = places[before][1].index
        if type(mapping[before]) is not str or self.text[start] in "\"'":
            return False
        mapping[before] += f", {key}"
        if self.joined != start:
            message = f"`{before}` contains a comma outside quotes; other tools end the text there"
            place = (key_mark.line, key_mark.column)
            self.reading.warnings.append(Problem("PK118", message, place, "put the whole text in quotes"))
        self.joined = start
        return True

    def resolve(self, text: str, event: Any, key_mark: Any) -> Any:
        """Return the number that a plain scalar with a fraction stands for; None for no value, and what is refused."""
        mark = event.start_mark
        if text in _WORDS:
            if event.tag is None and event.anchor is None:
                help = "give it one, or remove it: a key that is left out is not assessed"
                if key_mark is None:
                    self.problem("PK104", "there is no value here", mark, help)
                elif (
                    ":" in self.text[key_mark.index : mark.index] or self.text[mark.index : mark.index + 1] not in ",}"
                ):
                    self.problem("PK104", "this key has no value", key_mark, help)
                else:
                    help = "put the text before it in quotes if the comma belongs to it"
                    self.problem("PK104", "after a comma in braces comes a key with a value", key_mark, help)
            return None
        try:
            number = read_number(text)
        except UncountableError as error:
            self.problem("PK113", str(error), mark)
            return None
        if type(number) is Decimal and re.fullmatch(_MAY_BE_THOUSANDS, text):
            from partnerkit.reading.misreadings import thousands_meant

            message = f"`{text}` is read as a number with a fraction"
            self.reading.warnings.append(Problem("PK123", message, (mark.line, mark.column), thousands_meant(text)))
        return number
