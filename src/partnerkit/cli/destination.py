"""Where an answer goes: in which format, to a terminal, a file or a folder."""

import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from partnerkit.cli import streams
from partnerkit.cli.formats import Format, format_of
from partnerkit.errors import UsageError

if TYPE_CHECKING:
    from partnerkit.render.screen import Screen

_WIDTH_OF_A_FILE = 100
_WIDEST: Final = 500
"""No reader follows a longer line, and COLUMNS may say anything."""


@dataclass(frozen=True, slots=True)
class Destination:
    """What the shared options say of where an answer goes, checked; without a `path`, that is standard output."""

    format: Format | None
    path: str | None
    table: str | None
    force: bool
    color: str

    @classmethod
    def chosen(
        cls,
        formats: Mapping[str, Format],
        format: str | None,
        output: str | None,
        table: str | None,
        *,
        force: bool,
        color: str,
    ) -> "Destination":
        """Check the options before anything is read; the format is one of `formats`, if there are any."""
        if output == "":
            raise UsageError("--output needs the name of a file")
        if output == "-":
            output = None
        if output is not None and not force and os.path.lexists(output) and not os.path.isdir(output):
            raise UsageError(f"{output} exists", "--force overwrites it")
        chosen = (formats[format] if format else format_of(output or "", formats)) if formats else None
        if chosen is not None and chosen.name == "xlsx" and output is None:
            raise UsageError("an Excel file is written to a file", "add -o FILE.xlsx")
        if table is not None and (chosen is None or not chosen.tables):
            raise UsageError("--table is only for CSV", "add --format csv")
        return cls(chosen, output, table, force, color)

    @property
    def is_for_people(self) -> bool:
        """Whether the answer is to be read, and may be shortened for that."""
        return self.format is not None and self.format.takes == "document" and not self.format.tables

    @property
    def names_commit(self) -> bool:
        """Whether the answer says which commit it is from."""
        return self.format is None or self.format.names_commit

    def check(self) -> None:
        """Raise what writing the file would raise, before anything else is written."""
        if self.path is not None:
            from partnerkit.store.writing import check_target

            check_target(self.path, replace=self.force)

    def check_apart_from(self, files: Iterable[str]) -> None:
        """Raise `UsageError` if the answer would replace one of the files that it is about."""
        if self.path is None or not os.path.exists(self.path):
            return
        if any(os.path.exists(file) and os.path.samefile(file, self.path) for file in files):
            raise UsageError(f"{self.path} is a file that this answer is about", "choose another file for the answer")

    def write(self, text: str) -> None:
        """Write text to standard output, or whole to the file asked for."""
        if self.path is None:
            streams.write(text, commands=self.format is not None and self.format.commands)
            return
        from partnerkit.store.writing import write_file

        write_file(self.path, self._encoded(text), replace=self.force)

    def write_bytes(self, content: bytes) -> None:
        """Write bytes whole to the file asked for."""
        from partnerkit.store.writing import write_file

        assert self.path is not None  # a binary format has a file
        write_file(self.path, content, replace=self.force)

    def write_tables(self, texts: Mapping[str, str]) -> None:
        """Write the table asked for, else each to a file of a folder, else the first with a hint about the others.

        Raises `UsageError` for a table that the answer does not have.
        """
        from partnerkit.cli.report import hint, tell
        from partnerkit.phrasing import did_you_mean

        if self.table is not None and self.table not in texts:
            help = did_you_mean(self.table, texts) or f"there are {', '.join(texts)}"
            raise UsageError(f"this answer has no table `{self.table}`", help)
        wanted = {name: text for name, text in texts.items() if self.table in (None, name)}
        if self.path is None or not (os.path.isdir(self.path) or self.path.endswith((os.sep, "/"))):
            self.write(next(iter(wanted.values()), ""))
            if len(wanted) > 1:
                first, *others = wanted
                hint(
                    f"this is the table `{first}`; `--table` gives another ({', '.join(others)}), "
                    "and `-o FOLDER/` a file for each"
                )
            return
        assert self.format is not None
        for path in self.write_folder({f"{name}{self.format.endings[0]}": text for name, text in wanted.items()}):
            tell(f"wrote {path}")

    def write_folder(self, contents: Mapping[str, str | bytes]) -> Sequence[str]:
        """Write files to the folder asked for, all or none, and return their paths."""
        from partnerkit.store.writing import write_files

        assert self.path is not None
        paths = {
            os.path.join(self.path, name): each if isinstance(each, bytes) else self._encoded(each)
            for name, each in contents.items()
        }
        write_files(paths, replace=self.force)
        return list(paths)

    def _encoded(self, text: str) -> bytes:
        mark = self.format.mark if self.format is not None else ""
        return (mark + text).encode("utf-8", errors="backslashreplace")

    def colors(self, stream: object) -> bool:
        """Whether to color what goes to `stream`."""
        if self.color != "auto":
            return self.color == "always"
        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            return False
        return bool(getattr(stream, "isatty", lambda: False)())

    @property
    def screen(self) -> "Screen":
        """What a terminal answer is shown on."""
        from partnerkit.render.screen import Screen

        if self.path is not None:
            return Screen(_WIDTH_OF_A_FILE, self.color == "always")
        width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
        return Screen(width, self.colors(sys.stdout))
