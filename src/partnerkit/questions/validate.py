"""What is wrong in the files?"""

from dataclasses import dataclass

from partnerkit.documents import Block, Column, Document, Paragraph, Table
from partnerkit.findings import Severity
from partnerkit.wording import plural


@dataclass(frozen=True, slots=True)
class Complaint:
    """A finding as it is reported."""

    path: str
    line: int
    column: int
    code: str
    message: str
    severity: Severity
    help: str


@dataclass(frozen=True, slots=True)
class Validation:
    """How many partnership files were checked, how many have no error, and all that was found."""

    files: int
    valid: int
    findings: tuple[Complaint, ...]


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
    blocks: list[Block] = [Paragraph(summary(validation)), *([Table(columns, rows)] if rows else [])]
    return Document("Validation", blocks)


def summary(validation: Validation) -> str:
    """Say in one sentence how it went."""
    if validation.valid == validation.files:
        said = (
            f"{plural(validation.files, 'file')} checked, all valid"
            if validation.files != 1
            else "1 file checked, valid"
        )
    else:
        said = f"{validation.valid} of {plural(validation.files, 'file')} valid"
    warnings = sum(found.severity == "warning" for found in validation.findings)
    return f"{said}, {plural(warnings, 'warning')}." if warnings else f"{said}."
