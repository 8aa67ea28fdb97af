"""Does a statement that was issued follow from the deals and terms of its commit?"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from partnerkit.documents import Cell, Column, Document, Paragraph, Table
from partnerkit.facts.issued import Difference, differences
from partnerkit.facts.statements import Dates, Statement
from partnerkit.phrasing import plural
from partnerkit.questions.statement import in_tiers


@dataclass(frozen=True, slots=True)
class Verification:
    """What was verified, as of which commit, and everything that differs."""

    file: str
    partnership: str
    period: Dates
    commit: str
    lines: int
    differences: tuple[Difference, ...]


def verification(file: str, issued: Statement, derived: Statement, commit: str) -> Verification:
    """Return how an issued statement differs from the one that the files of its commit come to."""
    return Verification(
        file, issued.partnership, issued.period, commit, len(issued.lines), tuple(differences(issued, derived))
    )


def document(found: Verification) -> Document:
    """Describe what differs, line by line."""
    first, last = found.period
    about = f"{found.partnership}, {first} to {last}, as of commit {found.commit[:12]}"
    if not found.differences:
        return Document(
            "Verification", [Paragraph(f"{about}: {plural(found.lines, 'line')} and all totals are the same.")]
        )
    columns = [Column("Line", wide=True), Column("Value"), Column("Issued", wide=True), Column("Derived", wide=True)]
    rows = [
        [one.line, one.value or "the whole line", _shown(one.issued), _shown(one.derived)] for one in found.differences
    ]
    return Document(
        "Verification", [Paragraph(f"{about}: {plural(len(rows), 'difference')}."), Table(columns=columns, rows=rows)]
    )


def _shown(value: object) -> Cell:
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case Decimal() | date():
            return value
        case tuple():
            return in_tiers(value) or "none"
        case _:
            return str(value)
