"""What an Excel file would unpack to, counted before it is opened: a few kilobytes may be gigabytes of cells."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from partnerkit.phrasing import grouped

MAX_INFLATED: Final = 512 * 1024 * 1024
"""Bytes that an Excel file may unpack to: about a million rows."""

MAX_CELLS: Final = 6_000_000
"""Cells from the first to the last row and column of a sheet, empty ones included: all of them take memory."""

MAX_TEXT: Final = 256 * 1024
"""Bytes of one text; Excel itself has no more than 32,767 characters in a cell."""

MAX_SHARED: Final = 2_000_000
"""Texts that the sheets of a file share."""

_CHUNK: Final = 1024 * 1024
_UNREADABLE: Final = ("is not an Excel file that can be read", "save it again as .xlsx")
_OTHERS: Final = frozenset({"content.xml", "xl/workbook.bin"})
"""Parts of files in other formats, whose cells are not counted here."""

_LONGEST_TAG: Final = 400
_TAG: Final = re.compile(
    rb"<(?:[\w.-]{1,60}:)?(row|c|si)(?=[\s/>])"
    rb"(?:[^<]{0,200}?\sr\s{0,50}=\s{0,50}[\"']([A-Za-z]{0,3})([0-9]{1,7})[\"']|([^<]{200}))?"
)
"""Where a row, a cell or a shared text starts, with its reference; the last group is a tag too long to have one."""


class WorkbookError(Exception):
    """An Excel file that is not opened; `args` are what is wrong with it, and what fixes it."""


def check_workbook(content: bytes) -> None:
    """Raise `WorkbookError` for an Excel file that is broken, or would unpack to more than a table can need."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            left = MAX_INFLATED
            for entry in archive.infolist():
                if entry.filename.lower() in _OTHERS:
                    raise WorkbookError("is not an .xlsx file", "save it as .xlsx")
                extent = None
                for at, chunk in enumerate(_inflated(content, entry)):
                    left -= len(chunk)
                    if at == 0 and _may_be_xml(chunk):
                        extent = _Extent()
                    if left < 0:
                        most = MAX_INFLATED // 1024 // 1024
                        raise WorkbookError(f"unpacks to more than {most} MB", "split it, or save it as CSV")
                    if extent is not None:
                        extent.add(chunk)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise WorkbookError(*_UNREADABLE) from error


def _may_be_xml(start: bytes) -> bool:
    """Whether a part may hold cells: which one does is up to the file, but pictures and fonts start otherwise."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise WorkbookError(*_UNREADABLE)
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return not start or start.startswith(b"<")


class _Extent:
    """How far the cells of a sheet go, as its parts come in: by what they state, or by how many there are."""

    def __init__(self) -> None:
        self._rows = self._last = self._in_row = self._width = self._texts = self._without_tags = 0
        self._rest = b""

    def add(self, chunk: bytes) -> None:
        """Count what is in the next part. Raises `WorkbookError` where it is too much."""
        at = chunk.rfind(b"<")
        self._without_tags = len(chunk) - at if at >= 0 else self._without_tags + len(chunk)
        if self._without_tags > MAX_TEXT:
            raise WorkbookError(f"has a text of more than {MAX_TEXT // 1024} kB", "shorten it, or save the file as CSV")
        # A tag that the parts cut in two is counted with the next one.
        cut = at if at >= 0 and len(chunk) - at < _LONGEST_TAG else len(chunk)
        whole, self._rest = self._rest + chunk[:cut], chunk[cut:]
        for tag, letters, digits, too_long in _TAG.findall(whole):
            if too_long:
                raise WorkbookError(*_UNREADABLE)
            self._count(tag, letters.upper(), int(digits or 0))
        if self._rows_to() * max(self._width, self._in_row) > MAX_CELLS or self._texts > MAX_SHARED:
            self._refuse()

    def _count(self, tag: bytes, letters: bytes, number: int) -> None:
        if tag == b"si":
            self._texts += 1
            return
        self._last = max(self._last, number)
        if tag == b"row":
            self._rows += 1
            self._width, self._in_row = max(self._width, self._in_row), 0
            return
        self._in_row = max(self._in_row + 1, _number_of(letters))

    def _rows_to(self) -> int:
        return max(self._rows, self._last)

    def _refuse(self) -> None:
        if self._texts > MAX_SHARED:
            raise WorkbookError(f"has more than {grouped(MAX_SHARED)} texts", "split it, or save it as CSV")
        column = max(self._width, self._in_row)
        raise WorkbookError(
            f"has cells as far as row {grouped(self._rows_to())} and column {grouped(column)}",
            "delete everything outside the table, or save it as CSV",
        )


def _number_of(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _inflated(content: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what an entry unpacks to, whatever size it states."""
    header = entry.header_offset
    start = (
        header
        + 30
        + int.from_bytes(content[header + 26 : header + 28], "little")
        + int.from_bytes(content[header + 28 : header + 30], "little")
    )
    packed = memoryview(content)[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + _CHUNK]) for at in range(0, len(packed), _CHUNK))
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile
    stream = zlib.decompressobj(-15)
    for at in range(0, len(packed), _CHUNK // 16):
        rest: bytes | memoryview = packed[at : at + _CHUNK // 16]
        while rest:
            yield stream.decompress(rest, _CHUNK)
            rest = stream.unconsumed_tail
