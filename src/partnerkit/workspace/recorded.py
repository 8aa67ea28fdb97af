"""What git recorded of partnership files, by content: each is read and parsed once, however many commits have it."""

import hashlib
from typing import Final

from partnerkit.model.partnership import Partnership
from partnerkit.reading.loader import load_partnership
from partnerkit.reading.source import MAX_BYTES
from partnerkit.store.revision import Revision
from partnerkit.store.tree import Unreadable

_SHA1: Final = 40
"""Digits of an id that is a SHA-1; those of a SHA-256 are more."""


class Contents:
    """Partnerships by the id that git gives to the content of their files, each loaded once.

    Whether the names that a file refers to exist is left open: the people of those days may have left since.
    """

    def __init__(self, revision: Revision) -> None:
        self._revision = revision
        self._known: dict[str, Partnership | str] = {}

    def add(self, content: bytes, partnership: Partnership) -> str:
        """Take in what is loaded already, and return the id of its content."""
        whole = b"blob %d\0" % len(content) + content
        make = hashlib.sha1 if len(self._revision.commit.id) == _SHA1 else hashlib.sha256
        id = make(whole, usedforsecurity=False).hexdigest()
        self._known[id] = partnership
        return id

    def partnership(self, id: str) -> Partnership | None:
        """Return what a content says; None where it is broken."""
        known = self._loaded(id)
        return None if isinstance(known, str) else known

    def problem(self, id: str) -> str:
        """Return what is wrong with a content, and on which line; nothing where it can be read."""
        known = self._loaded(id)
        return known if isinstance(known, str) else ""

    def _loaded(self, id: str) -> Partnership | str:
        if id not in self._known:
            content = self._revision.content(id, MAX_BYTES)
            if isinstance(content, Unreadable):
                self._known[id] = content.reason
            else:
                loaded = load_partnership("", content, None)
                errors = (finding for finding in loaded.findings if finding.severity == "error")
                self._known[id] = loaded.model or next((f"line {each.line}: {each.message}" for each in errors), "")
        return self._known[id]
