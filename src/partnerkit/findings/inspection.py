"""What formats of findings are given: what was checked, and what was found."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, Protocol

from partnerkit.findings import Finding
from partnerkit.findings.manual import Manual
from partnerkit.results import Recorded


class Inspected(Protocol):
    """A result that consists of findings in files."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that were checked."""
        ...

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings to show, sorted."""
        ...

    @property
    def summary(self) -> str:
        """The outcome in a sentence."""
        ...


class Inspection(NamedTuple):
    """The files that a command checked, and what it found in them; `manuals` are those of the codes found.

    On a terminal, paths are those of the command line. Elsewhere they start at the root of the repository, and are
    absolute outside it; folders are separated by `/`.
    """

    command: str
    today: date
    paths: tuple[str, ...]
    findings: tuple[Finding, ...]
    manuals: Mapping[str, Manual]
    at: Recorded | None = None
