"""Turn the clauses of an agreement, as their templates wrote them, into a contract.

Clauses, paragraphs and items get their numbers, cross-references the numbers they refer to, definitions that no clause
uses are left out, and each term that lawyers look for is found in the text that settles it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from partnerkit.render.escaping import MARK, REFERENCE

_TERM: Final = "\ufdd3"
_SAYS: Final = "\ufdd4"
_TERM_MARK: Final = re.compile(f"{_TERM}([^{_SAYS}]*){_SAYS}([^{_TERM}]*){_TERM}")
_REFERENCE_MARK: Final = re.compile(f"{REFERENCE}([a-z0-9.-]*){REFERENCE}")
_GAP: Final = re.compile(rf"(?<!{MARK})\[TODO: ")
_CHOICE: Final = re.compile(rf"(?<!{MARK})\[(?!TODO: )[^\[\]]*\](?!\()")
"""Text in square brackets that the template offers; a link is none."""
_ITEM: Final = re.compile(r"^- ", re.MULTILINE)
_LABEL: Final = re.compile(r"\*\*([^*]+?)\.?\*\*")
_DEFINED: Final = re.compile(r'\*\*"([^"]+)"\*\*')
_WORD: Final = re.compile(r"\w")
_END_OF_TERM: Final = re.compile(r"s?(?!\w)")
_NOTE, _DEFINITION = ">", '**"'
_NOT_A_PARAGRAPH: Final = (_NOTE, _DEFINITION, "|", "#", "```")


def term_mark(name: str, says: str = "") -> str:
    """Return the mark before the text that settles a term; `says` is what was agreed instead, such as that it is not.

    The text reaches up to the next mark, or to the end of the paragraph with its items and tables. A mark in a
    paragraph of its own is about the whole clause.
    """
    return f"{_TERM}{name}{_SAYS}{says}{_TERM}"


def reference_mark(target: str) -> str:
    """Return the mark for the number of a clause (`law`), of one of its paragraphs (`law.courts`), or this one (``).

    A paragraph is called by the bold words that it starts with.
    """
    return f"{REFERENCE}{target}{REFERENCE}"


@dataclass(slots=True)
class _Paragraph:
    """A paragraph with the items, tables and notes that belong to it; `number` is empty where it has none."""

    number: str
    blocks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What the parties agree in it, which no note does."""
        return "\n\n".join(block for block in self.blocks if not block.startswith(_NOTE))


@dataclass(slots=True)
class _Clause:
    """A clause; `marks` are about the whole of it."""

    key: str
    title: str
    number: str
    paragraphs: list[_Paragraph]
    marks: str

    @property
    def text(self) -> str:
        """What the parties agree in it."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a term is settled, what is said instead of it, and whether something is missing there."""

    number: str
    says: str
    is_open: bool


def contract(text: str, clauses: Sequence[Mapping[str, Any]], terms: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Make a contract of a text in which each clause follows a heading that is its key.

    `text` is the contract; `terms` are those given, each with the `place` that settles it and its `state`: `settled`,
    `open` if something is missing there, `none` if it `says` that it was not agreed, `absent` if no text is about it,
    else the state that it had. `choices` are the paragraphs with text in square brackets that is not on file, each by
    its number and the bold words that it starts with.
    Raises `ValueError` for a reference to a clause that the agreement does not have.
    """
    written = _without_unused_definitions(_by_clause(text, [clause["key"] for clause in clauses]))
    made = [_numbered(clause, written[clause["key"]]) for clause in clauses]
    places = {clause.key: _places(clause) for clause in made}
    numbers = dict(_numbers(made))
    return {
        "text": "\n\n".join(block for clause in made for block in _blocks(clause, numbers)),
        "terms": [_located(term, places) for term in terms],
        "choices": [choice for clause in made for choice in _choices(clause)],
    }


def _by_clause(text: str, keys: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    coming = list(keys)
    for block in re.split(r"\n(?:[ \t]*\n)+", text):
        if coming and block.strip() == f"## {coming[0]}":
            found[coming.pop(0)] = []
        elif block.strip():
            found[keys[len(found) - 1]].append(block.strip("\n"))
    return found


def _without_unused_definitions(written: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Leave out each definition of a term that neither a clause nor a definition in use has, be it in the plural."""
    new = [b for blocks in written.values() for b in blocks if not b.startswith((_NOTE, _DEFINITION))]
    unused = [b for blocks in written.values() for b in blocks if b.startswith(_DEFINITION)]
    while new:
        text = "\n\n".join(new)
        new = [definition for definition in unused if _is_used(definition, text)]
        unused = [definition for definition in unused if definition not in new]
    return {key: [block for block in blocks if block not in unused] for key, blocks in written.items()}


def _is_used(definition: str, text: str) -> bool:
    # To compile an expression for each term would take longer than to look for it.
    return any(
        not _WORD.match(before[-1:]) and _END_OF_TERM.match(after)
        for term in _DEFINED.findall(definition)
        for before, after in pairwise(text.split(term))
    )


def _numbered(clause: Mapping[str, Any], blocks: Iterable[str]) -> _Clause:
    number = str(clause["number"])
    paragraphs = [_Paragraph("")]
    marks = ""
    items = count = 0
    for block in blocks:
        bare = _TERM_MARK.sub("", block)
        if not bare:
            marks += block
        elif bare.startswith("- "):
            for item in _ITEM.split(block)[1:]:
                items += 1
                called = letter(items)
                paragraphs[-1].blocks.append(f"({called if number else called.upper()}) {item.strip()}")
        elif number and not bare.startswith(_NOT_A_PARAGRAPH):
            count, items = count + 1, 0
            paragraphs.append(_Paragraph(f"{number}.{count}", [block]))
        else:
            paragraphs[-1].blocks.append(block)
    return _Clause(clause["key"], clause["title"], number, paragraphs, marks)


def letter(count: int) -> str:
    """Return a, b ... z, aa, bb ... zz, aaa ..., as word processors count."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _places(clause: _Clause) -> dict[str, _Spot]:
    """Return where each term is settled: at the first of its marks that has something missing, else at the first."""
    found: dict[str, _Spot] = {}
    for name, place in _marked(clause):
        if name not in found or (place.is_open and not found[name].is_open):
            found[name] = place
    return found


def _marked(clause: _Clause) -> Iterator[tuple[str, _Spot]]:
    for mark in _TERM_MARK.finditer(clause.marks):
        yield mark[1], _Spot(clause.number, mark[2], _has_gap(clause.text))
    for paragraph in clause.paragraphs:
        # Between the marks are their two groups and the text after them, which marks side by side share.
        _, *parts = _TERM_MARK.split(paragraph.text)
        texts = parts[2::3]
        for at, (name, says) in enumerate(zip(parts[::3], parts[1::3], strict=True)):
            text = next((text for text in texts[at:] if text.strip()), "")
            yield name, _Spot(paragraph.number or clause.number, says, _has_gap(text))
    # A clause that marks nothing, as one of a workspace's own, is about all of its terms.
    yield "", _Spot(clause.number, "", _has_gap(clause.text))


def _has_gap(text: str) -> bool:
    return _GAP.search(text) is not None or _CHOICE.search(text) is not None


def _choices(clause: _Clause) -> Iterator[tuple[str, str]]:
    for paragraph in clause.paragraphs:
        if _CHOICE.search(paragraph.text):
            label = _LABEL.match(_TERM_MARK.sub("", paragraph.text))
            yield paragraph.number, label[1] if label else clause.title


def _numbers(clauses: Iterable[_Clause]) -> Iterator[tuple[str, str]]:
    for clause in clauses:
        yield clause.key, clause.number
        for paragraph in clause.paragraphs:
            label = _LABEL.match(_TERM_MARK.sub("", paragraph.blocks[0])) if paragraph.number else None
            if label:
                yield f"{clause.key}.{_slug(label[1])}", paragraph.number


def _slug(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")


def _blocks(clause: _Clause, numbers: Mapping[str, str]) -> Iterator[str]:
    if clause.number and clause.text:
        yield f"## {clause.number}. {clause.title}"
    for paragraph in clause.paragraphs:
        for at, block in enumerate(paragraph.blocks):
            lead = f"{paragraph.number} " if paragraph.number and at == 0 else ""
            yield lead + _resolved(_TERM_MARK.sub("", block), paragraph.number, numbers)


def _resolved(block: str, own: str, numbers: Mapping[str, str]) -> str:
    def number(mark: re.Match[str]) -> str:
        target = mark[1]
        found = numbers.get(target) or numbers.get(target.partition(".")[0]) if target else own
        if not found:
            raise ValueError(f"there is no clause `{target}` to refer to in this agreement")
        return f"{REFERENCE}{found}"

    return _REFERENCE_MARK.sub(number, block)


def _located(term: Mapping[str, Any], places: Mapping[str, Mapping[str, _Spot]]) -> dict[str, Any]:
    """Return a term with where it is settled; one whose clause is off, and that no other has, stays as it is."""
    found = places.get(term["clause"]) or next((one for one in places.values() if term["name"] in one), None)
    if found is None:
        return {**term, "place": "", "says": ""}
    if place := found.get(term["name"]):
        state = "open" if place.is_open else "none" if place.says else "settled"
    elif len(found) > 1:
        return {**term, "state": "absent", "place": "", "says": ""}
    else:
        place = found[""]
        state = "open" if place.is_open or term["state"] == "open" else "settled"
    return {**term, "state": state, "place": place.number, "says": place.says}
