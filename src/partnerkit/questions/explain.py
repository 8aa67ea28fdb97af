"""What does a finding code mean?"""

from collections.abc import Sequence
from dataclasses import dataclass

from partnerkit.documents import Code, Column, Document, Heading, Note, Paragraph, Table
from partnerkit.findings import Severity
from partnerkit.findings.manual import Manual


@dataclass(frozen=True, slots=True)
class Explanation:
    """One finding code, with a file that has the fault and one that has not."""

    code: str
    name: str
    severity: Severity
    title: str
    finds: str
    hurts: str
    bad: str
    good: str


@dataclass(frozen=True, slots=True)
class Explanations:
    """The codes asked about."""

    findings: tuple[Explanation, ...]


def explain(manuals: Sequence[Manual]) -> Explanations:
    """Explain finding codes by their manuals."""
    return Explanations(
        tuple(
            Explanation(
                manual.code,
                manual.name,
                manual.severity,
                manual.title,
                manual.finds,
                manual.hurts,
                manual.bad.text,
                manual.good.text,
            )
            for manual in manuals
        )
    )


def document(explanation: Explanation) -> Document:
    """Tell one code in full."""
    return Document(
        "Finding code",
        [
            Heading(f"{explanation.code} {explanation.name} ({explanation.severity})"),
            Paragraph(explanation.title),
            Heading("What it finds"),
            Paragraph(explanation.finds),
            Heading("Why it hurts"),
            Paragraph(explanation.hurts),
            Heading("Example"),
            Code(explanation.bad),
            Heading("Write instead"),
            Code(explanation.good),
        ],
    )


def listing(explanations: Explanations) -> Document:
    """Tell all codes, a line for each."""
    columns = [Column("Code"), Column("Name"), Column("Severity", optional=True), Column("What is wrong", wide=True)]
    rows = [[found.code, found.name, found.severity, found.title] for found in explanations.findings]
    return Document(
        "Finding codes",
        [
            Table(columns, rows),
            Note(
                "`partnerkit explain CODE` tells more about each of them. Those from PK200 on are found by `lint`, the "
                "others by every command that reads the file."
            ),
        ],
    )


def sheet(explanations: Explanations) -> Document:
    """Tell codes for a spreadsheet, one or all: what the manual says in sentences, for an example takes lines."""
    titles = ("Code", "Name", "Severity", "What is wrong", "What it finds", "Why it hurts")
    rows = [
        [found.code, found.name, found.severity, found.title, found.finds, found.hurts]
        for found in explanations.findings
    ]
    return Document("Finding codes", [Table([Column(title) for title in titles], rows)])
