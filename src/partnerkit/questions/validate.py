"""What is wrong in the files?"""

from dataclasses import dataclass

from partnerkit.documents import Column, Document, Paragraph, Table
from partnerkit.findings import Finding
from partnerkit.phrasing import plural


@dataclass(frozen=True, slots=True)
class Validation:
    """How many partnership files were checked, how many have no error, and all that was found."""

    files: int
    valid: int
    findings: tuple[Finding, ...]


def document(validation: Validation) -> Document:
    """Tell the findings as one table."""
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
    return Document("Validation", [Paragraph(summary(validation)), Table(columns, rows)])


def summary(validation: Validation) -> str:
    """Say in one sentence how it went."""
    if not validation.files:
        said = "There was no partnership file to check"
    elif validation.valid < validation.files:
        said = f"{validation.valid} of {plural(validation.files, 'file')} valid"
    else:
        said = f"{plural(validation.files, 'file')} checked, {'all ' if validation.files > 1 else ''}valid"
    warnings = sum(found.severity == "warning" for found in validation.findings)
    return f"{said}, {plural(warnings, 'warning')}." if warnings else f"{said}."
