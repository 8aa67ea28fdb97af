"""The files of partnerships while a plan is made: each row's edits in the text, taken back where they don't hold."""

from collections.abc import Sequence
from typing import Any

from partnerkit.imports.records import WrongCell
from partnerkit.imports.target import ImportTarget, Rewritten
from partnerkit.model.partnership import Partnership
from partnerkit.reading.loader import load_partnership
from partnerkit.reading.source import decode
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.workspace.editing.edits import CannotEditError, Edit
from partnerkit.workspace.editing.files import changed, encoded_like, keys_of_the_format
from partnerkit.workspace.paths import stem_of
from partnerkit.workspace.statements import CORRECT


class PartnershipFile:
    """One file: what it was, and what it holds so far; `partnership` is what it holds once it was edited."""

    def __init__(self, path: str, content: bytes, *, is_new: bool, before: bytes | None = None) -> None:
        self.path = path
        self.is_new = is_new
        self._before = content if before is None else before
        self._text, _, _ = decode(content)
        self._reading = read_yaml(self._text)
        self.partnership: Partnership | None = None

    @property
    def data(self) -> Any:
        """What it holds so far, as plain data."""
        return self._reading.data

    @property
    def rewritten(self) -> Rewritten:
        """Its bytes before and after."""
        return Rewritten(None if self.is_new else self._before, encoded_like(self._before, self._text))

    def edit(self, edits: Sequence[Edit], target: ImportTarget) -> tuple[WrongCell, ...]:
        """Make the edits of a row, or none of them where the file would have errors, which are returned.

        What would change an issued statement is an error too.
        """
        text, reading = self._text, self._reading
        try:
            for each in edits:
                text, reading = changed(text, reading, each, keys_of_the_format)
        except CannotEditError as error:
            return (WrongCell("", f"{self.path} cannot be edited: {error}", "change it by hand"),)
        loaded = load_partnership(self.path, encoded_like(self._before, text), target.known, reading)
        if loaded.model is None:
            return tuple(WrongCell("", finding.message, finding.help) for finding in loaded.findings)
        if not self.is_new and (issued := target.issued(stem_of(self.path), loaded.model, None)):
            return tuple(WrongCell("", each.refusal(), CORRECT) for each in issued)
        self._text, self._reading, self.partnership = text, reading, loaded.model
        return ()


class PartnershipFiles:
    """The files that a plan touches, by the name of the partnership."""

    def __init__(self, target: ImportTarget) -> None:
        self._target = target
        self._files: dict[str, PartnershipFile] = {}
        self._closed: dict[str, Rewritten] = {}

    def of(self, stem: str) -> PartnershipFile | None:
        """Return the file of a partnership; None where it is gone."""
        if stem not in self._files:
            path = self._target.paths[stem]
            closed = self._closed.pop(path, None)
            content = self._target.read(path) if closed is None else closed.after
            if content is None:
                return None
            before = None if closed is None else closed.before
            self._files[stem] = PartnershipFile(path, content, is_new=False, before=before)
        return self._files[stem]

    def close(self, file: PartnershipFile) -> None:
        """Keep nothing of a file but its bytes, if they differ: there may be very many, and rows are about one each."""
        self._files.pop(stem_of(file.path), None)
        if (rewritten := file.rewritten).before != rewritten.after:
            self._closed[file.path] = rewritten

    @property
    def rewritten(self) -> dict[str, Rewritten]:
        """The files that differ from what they were, by their paths."""
        for file in tuple(self._files.values()):
            self.close(file)
        return self._closed
