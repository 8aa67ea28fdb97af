"""What does a finding code mean?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from partnerkit.documents import Block, Code, Column, Document, Heading, Note, Paragraph, Table
from partnerkit.findings import Severity
from partnerkit.findings.manual import Manual


@dataclass(frozen=True, slots=True)
class Explanation:
    """One finding code, with a file that has the problem and one that doesn't."""

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


def document(explanations: Explanations) -> Document:
    """Describe a single code in full, and several in one line each.

    A spreadsheet has one row for each code, with the sentences of its manual but not its examples.
    """
    table = Table(
        [
            Column("Code"),
            Column("Name"),
            Column("Severity", optional=True),
            Column("What is wrong", wide=True),
            Column("What it finds", only="spreadsheet"),
            Column("Why it hurts", only="spreadsheet"),
        ],
        [[one.code, one.name, one.severity, one.title, one.finds, one.hurts] for one in explanations.findings],
    )
    if len(explanations.findings) == 1:
        [only] = explanations.findings
        return Document("Finding code", [*_in_full(only), table._replace(only="spreadsheet")])
    note = Note(
        "`partnerkit explain CODE` shows more about each code. Codes from PK200 on are found by `lint`, the others "
        "by every command that reads the file."
    )
    return Document("Finding codes", [table, note])


def _in_full(explanation: Explanation) -> Iterator[Block]:
    yield Heading(f"{explanation.code} {explanation.name} ({explanation.severity})")
    yield Paragraph(explanation.title)
    yield Heading("What it finds")
    yield Paragraph(explanation.finds)
    yield Heading("Why it hurts")
    yield Paragraph(explanation.hurts)
    yield Heading("Example")
    yield Code(explanation.bad)
    yield Heading("Write instead")
    yield Code(explanation.good)
