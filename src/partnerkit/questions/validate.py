"""What is wrong in the files?"""

from collections.abc import Sequence
from dataclasses import dataclass

from partnerkit.documents import Column, Document, Paragraph, Table
from partnerkit.findings import Finding
from partnerkit.phrasing import plural
from partnerkit.results import Internal


@dataclass(frozen=True, slots=True)
class Validation:
    """How many partnership files were checked, how many have no error, and all that was found.

    `paths` are the files that were checked; none are where the workspace file has errors.
    """

    files: int
    valid: int
    findings: tuple[Finding, ...]
    paths: Internal[tuple[str, ...]]

    @property
    def shown(self) -> tuple[Finding, ...]:
        """All findings."""
        return self.findings

    @property
    def summary(self) -> str:
        """A sentence that says how it went."""
        if not self.files:
            said = "There were no partnership files to check"
        elif self.valid < self.files:
            said = f"{self.valid} of {plural(self.files, 'file')} valid"
        elif errors := self._errors:
            said = f"{plural(self.files, 'file')} checked, {plural(errors, 'error')}"
        else:
            said = f"{plural(self.files, 'file')} checked, {'all ' if self.files > 1 else ''}valid"
        warnings = sum(found.severity == "warning" for found in self.findings)
        return f"{said}, {plural(warnings, 'warning')}." if warnings else f"{said}."

    @property
    def _errors(self) -> int:
        """How many errors there are, of files and of what is beside them: deals, statements, the workspace."""
        return sum(found.severity == "error" for found in self.findings)


def validation(files: int, valid: int, findings: Sequence[Finding], paths: tuple[str, ...] = ()) -> Validation:
    """Return what a check of files found, with the names of the findings."""
    from partnerkit.findings.catalogue import named

    return Validation(files, valid, named(findings) if findings else (), paths)


def document(validation: Validation) -> Document:
    """Describe the findings as one table."""
    columns = [
        Column("Path", wide=True),
        Column("Line", align="right"),
        Column("Column", align="right"),
        Column("Code"),
        Column("Severity", optional=True),
        Column("Message", wide=True),
        Column("Help", wide=True),
    ]
    rows = [
        [found.path, found.line, found.column, found.code, found.severity, found.message, found.help or None]
        for found in validation.findings
    ]
    return Document("Validation", [Paragraph(validation.summary), Table(columns, rows)])
