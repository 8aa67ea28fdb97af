"""The findings of a run, as many as anyone reads: what a thousand broken files hold would fill a disk."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from partnerkit.findings import Finding, Severity
from partnerkit.phrasing import plural

MOST: Final = 10_000


class Gathered:
    """Keeps findings up to a limit, and beyond it counts them."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._kept: list[Finding] = []
        self._beyond = Counter[str]()
        self._first: str = ""
        self.add(*findings)

    def add(self, *findings: Finding) -> None:
        """Take more findings in; what a file ignores is not counted once there are too many."""
        for finding in findings:
            if len(self._kept) < MOST:
                self._kept.append(finding)
            elif finding.reason is None:
                self._first = self._first or finding.path
                self._beyond[finding.severity] += 1

    def sorted(self) -> tuple[Finding, ...]:
        """Return them by file and place, with one that says how many more there are."""
        kept = sorted(self._kept, key=lambda finding: finding.order)
        if not self._beyond:
            return tuple(kept)
        more = plural(self._beyond.total(), "more finding")
        message = f"there are {more} from this file on, and {MOST:,} is the most that are shown"
        severity: Severity = "error" if self._beyond["error"] else "warning"
        last = Finding(self._first, 1, 1, "PK122", message, severity, "fix these first, or name fewer files")
        return (*kept, last)
