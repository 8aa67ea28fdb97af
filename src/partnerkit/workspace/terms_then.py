"""The revenue terms of partnerships as commits recorded them."""

import os
import re
from collections.abc import Sequence
from typing import Final

from partnerkit.errors import UsageError
from partnerkit.model.revenue import RevenueTerm
from partnerkit.reading.loader import load_partnership
from partnerkit.reading.source import MAX_BYTES
from partnerkit.store.git import Repository
from partnerkit.store.revision import Revision
from partnerkit.store.tree import Commit

_ID: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_AGREEMENT: Final = re.compile(rb"^agreement:.*?(?=^[^\s#]|\Z)", re.MULTILINE | re.DOTALL)


class TermsThen:
    """Reads what commits of one repository recorded, through the same processes."""

    def __init__(self) -> None:
        self._last: Revision | None = None

    def edited(self, path: str, commit: str | None, today: bytes) -> Sequence[RevenueTerm] | None:
        """Return the revenue terms that a file had in a commit; None where its agreement is the same today.

        None too where they can't be read: not every clone has every commit.
        """
        if commit is None or _ID.fullmatch(commit) is None or (then := self._revision(path, commit)) is None:
            return None
        try:
            content = then.read(path, MAX_BYTES)
        except UsageError:
            return None
        if not isinstance(content, bytes) or _is_same_agreement(content, today):
            return None
        loaded = load_partnership(path, content, None).model
        return None if loaded is None else loaded.agreement.revenue if loaded.agreement else ()

    def _revision(self, path: str, commit: str) -> Revision | None:
        only_its_id = Commit(commit, author="", day="", second=0)
        if self._last is not None:
            self._last = self._last.beside(only_its_id)
        elif repository := Repository.around(os.path.dirname(path) or os.curdir):
            self._last = Revision(repository, only_its_id)
        return self._last

    def close(self) -> None:
        """End git."""
        if self._last is not None:
            self._last.close()


def _is_same_agreement(content: bytes, other: bytes) -> bool:
    """Whether two files have the same text under `agreement`: most changes of a file are elsewhere in it."""
    one, another = _AGREEMENT.search(content), _AGREEMENT.search(other)
    return one is not None and another is not None and one[0] == another[0]
