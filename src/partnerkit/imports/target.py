"""What a table is imported into: a workspace with its partnerships, and the bytes of its files."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from partnerkit.model.deal import Deal
from partnerkit.model.names import Names
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.workspace.statements import IssuedStatement

Issued = Callable[[str, Partnership, "Sequence[Deal] | None"], Sequence[IssuedStatement]]
"""Returns the issued statements that a partnership as it would be contradicts, with other deals if there are any."""

NewFile = Callable[[str, Mapping[str, "str | None"], "str | None"], tuple[str, bytes]]
"""Returns the path and the text of the file for a new partnership, by its name, what is known of it, and its stem."""


class ImportTarget(NamedTuple):
    """The workspace that a table is imported into, as the plan finds it.

    `paths` are the files of the partnerships that could be read, `stems` the names of all files. `read` returns the
    bytes of a file, or None where there is none; `deals_file` where the deals of a partnership are; `issued` the issued
    statements that a change would contradict; `last_import` where it is kept what a table of this name said last time.
    """

    portfolio: Portfolio
    paths: Mapping[str, str]
    stems: frozenset[str]
    known: Names
    read: Callable[[str], bytes | None]
    deals_file: Callable[[str], str]
    new_file: NewFile
    today: date
    issued: Issued = lambda *_: ()
    last_import: Callable[[str], str | None] = lambda _: None

    @property
    def workspace(self) -> Workspace:
        """What the partnerships share."""
        return self.portfolio.workspace


class Rewritten(NamedTuple):
    """The bytes of a file before a plan and after it; None before where it is new."""

    before: bytes | None
    after: bytes
