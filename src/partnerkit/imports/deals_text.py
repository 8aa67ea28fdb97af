"""A deals file as text: cells are replaced and rows added, and nothing else changes."""

import re
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from partnerkit.model.deal import Deal
from partnerkit.reading.deals import REQUIRED, columns_of

_BREAK: Final = re.compile(r"\r\n|\n|\r")


class _Span(NamedTuple):
    """A cell: where it is in the text, and what it holds."""

    start: int
    end: int
    text: str


class DealsText:
    """The rows of one deals file, with what is changed and added so far.

    `titles` are what its columns are called in place of our names. A file that is new gets the columns that its first
    rows need.
    """

    def __init__(self, content: bytes | None, titles: Mapping[str, str]) -> None:
        self.before = content
        self._titles = titles
        self._mark = BOM_UTF8 if content is not None and content.startswith(BOM_UTF8) else b""
        self._text = "" if content is None else content.decode("utf-8-sig")
        header = _BREAK.split(self._text, 1)[0]
        self._delimiter = ";" if header.count(";") > header.count(",") else ","
        found = _BREAK.search(self._text)
        self._newline = found[0] if found else "\n"
        records = _records(self._text, self._delimiter) if content is not None else []
        self._header, self._rows = (records[0], records[1:]) if records else ([], [])
        self._places = dict(columns_of([span.text.strip() for span in self._header], titles))
        self._by_deal = {self._cell(row, "deal"): at for at, row in enumerate(self._rows)}
        self._changed: dict[int, dict[str, str]] = {}
        self._added: list[dict[str, str]] = []
        self._columns: list[str] = []

    def row(self, deal: str) -> dict[str, str] | None:
        """Return the cells of a deal by our names of the columns; None where it has no row."""
        at = self._by_deal.get(deal)
        if at is None:
            return None
        return {name: text for name in self._places if (text := self._cell(self._rows[at], name))}

    def change(self, deal: str, cells: Mapping[str, str]) -> None:
        """Replace some cells of a deal that has a row."""
        self._need(cells)
        self._changed.setdefault(self._by_deal[deal], {}).update(cells)

    def add(self, cells: Mapping[str, str]) -> None:
        """Add the row of a deal."""
        self._need(cells)
        self._added.append(dict(cells))

    def take_back(self, deal: str) -> None:
        """Undo what was changed in the row of a deal, or its row if it was added."""
        self._changed.pop(self._by_deal.get(deal, -1), None)
        self._added = [cells for cells in self._added if cells.get("deal") != deal]

    @property
    def touched(self) -> frozenset[str]:
        """Return the deals whose rows are changed or added."""
        changed = (self._cell(self._rows[at], "deal") for at in self._changed)
        return frozenset((*changed, *(cells["deal"] for cells in self._added)))

    def has_column(self, name: str) -> bool:
        """Whether the file has a column."""
        return name in self._places or name in self._columns

    @property
    def after(self) -> bytes:
        """The bytes of the file with all changes."""
        if not self._changed and not self._added:
            return self.before or b""
        if self.before is None:
            return self._whole().encode()
        return self._mark + self._edited().encode()

    def _cell(self, row: Sequence[_Span], name: str) -> str:
        at = self._places.get(name)
        return row[at].text.strip() if at is not None and at < len(row) else ""

    def _need(self, cells: Mapping[str, str]) -> None:
        self._columns.extend(name for name in cells if not self.has_column(name))

    def _more(self) -> list[str]:
        """Return the columns that the file does not have yet, without those that were only for what was taken back."""
        needed = {name for cells in (*self._changed.values(), *self._added) for name in cells}
        return [name for name in self._columns if name in needed]

    def _whole(self) -> str:
        order = [name for field in Deal._fields if (name := field.removesuffix("_")) != "row"]
        more = self._more()
        names = [name for name in order if name in REQUIRED or name in more]
        lines = [[self._titles.get(name, name) for name in names]]
        lines += [[cells.get(name, "") for name in names] for cells in self._added]
        return "".join(self._line(line) for line in lines)

    def _edited(self) -> str:
        cuts: list[tuple[int, int, str]] = []
        more = self._more()
        if more:
            titles = "".join(self._delimiter + self._quoted(self._titles.get(name, name)) for name in more)
            cuts.append((self._header[-1].end, self._header[-1].end, titles))
        for at, row in enumerate(self._rows):
            cells = self._changed.get(at, {})
            if not cells and not more:
                continue
            width = len(self._header)
            # A row may be shorter than the titles are.
            texts = {self._places[name]: self._quoted(text) for name, text in cells.items() if name in self._places}
            cuts += [
                (*row[place][:2], self._like(row[place], text)) for place, text in texts.items() if place < len(row)
            ]
            beyond = (
                [texts.get(place, "") for place in range(len(row), width)] if more or max(texts) >= len(row) else []
            )
            beyond += [self._quoted(cells.get(name, "")) for name in more]
            if beyond:
                cuts.append((row[-1].end, row[-1].end, "".join(self._delimiter + text for text in beyond)))
        pieces: list[str] = []
        at = 0
        for start, end, new in sorted(cuts):
            pieces += [self._text[at:start], new]
            at = end
        text = "".join([*pieces, self._text[at:]])
        if self._added and not text.endswith(("\n", "\r")):
            text += self._newline
        added: list[str] = []
        for cells in self._added:
            line = [""] * len(self._header)
            for name, place in self._places.items():
                line[place] = cells.get(name, "")
            added.append(self._line([*line, *(cells.get(name, "") for name in more)]))
        return text + "".join(added)

    def _line(self, cells: Sequence[str]) -> str:
        return self._delimiter.join(map(self._quoted, cells)) + self._newline

    def _like(self, cell: _Span, text: str) -> str:
        """Return a text in the place of a quoted one in quotes; it was quoted already if it needs them."""
        is_quoted = self._text.startswith('"', cell.start)
        return text if not is_quoted or text.startswith('"') else f'"{text}"'

    def _quoted(self, text: str) -> str:
        if any(mark in text for mark in (self._delimiter, '"', "\n", "\r")) or text != text.strip():
            return '"' + text.replace('"', '""') + '"'
        return text


def _records(text: str, delimiter: str) -> list[list[_Span]]:
    """Return the cells of all rows that are not empty, with their places in the text."""
    cell = re.compile(rf'"((?:[^"]|"")*)"|([^{re.escape(delimiter)}\r\n]*)')
    records: list[list[_Span]] = []
    row: list[_Span] = []
    at = 0
    while at < len(text):
        found = cell.match(text, at)
        assert found is not None  # an empty cell matches
        held = found[2] if found[1] is None else found[1].replace('""', '"')
        row.append(_Span(found.start(), found.end(), held))
        at = found.end()
        if text.startswith(delimiter, at):
            at += 1
            if at < len(text):
                continue
            row.append(_Span(at, at, ""))
        ended = _BREAK.match(text, at)
        at = ended.end() if ended else at
        if len(row) > 1 or row[0].text:
            records.append(row)
        row = []
    return records
