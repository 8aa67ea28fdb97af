"""Describe what changed, for people to read on a screen, on a page or in a spreadsheet."""

from collections.abc import Iterator, Sequence

from partnerkit.changes.decision import decision
from partnerkit.changes.diff import Diff
from partnerkit.changes.reported import ReportedChange, heaviest_first
from partnerkit.documents import Block, Column, Document, Heading, Note, Paragraph, Table
from partnerkit.phrasing import plural


def document(found: Diff) -> Document:
    """Describe a comparison: the decision, then each partnership with its changes, and what was not compared."""
    return Document(f"Changes from {found.from_.in_words} to {found.to.in_words}", list(_blocks(found)))


def _blocks(found: Diff) -> Iterator[Block]:
    yield Paragraph(" ".join(decision(found)))
    yield _for_spreadsheets(found)
    for partnership in found.partnerships:
        yield Heading(partnership.heading)
        yield _table(partnership.changes)
    if found.workspace is not None:
        yield Heading("Workspace")
        yield _table(found.workspace.changes)
        for effect in found.workspace.consequences:
            yield Paragraph(f"{effect.text}:")
            columns = [Column("Partnership"), Column("What follows", wide=True)]
            yield Table(columns, [[move.partnership, move.text] for move in effect.partnerships])
    if found.not_compared:
        yield Heading("Not compared")
        columns = [Column("Partnership"), Column("Version"), Column("Reason", wide=True)]
        versions = {"from": found.from_.in_words, "to": found.to.in_words}
        yield Table(columns, [[one.partnership, versions[one.version], one.reason] for one in found.not_compared])
    if found.unchanged:
        yield Note(f"{plural(found.unchanged, 'partnership')} unchanged.")
    yield Note(f"Compared {found.from_.with_day} with {found.to.with_day}.")


def _for_spreadsheets(found: Diff) -> Table:
    """Lay out all changes in one table, each with the place of what changed."""
    columns = [Column(title) for title in ("Partnership", "Class", "Kind", "Path", "Was", "Is now", "What follows")]
    changed = [(one.partnership, one.changes) for one in found.partnerships]
    changed += [("", found.workspace.changes)] if found.workspace is not None else []
    rows = [
        [name, change.class_, change.kind, change.path, change.was, change.is_now, follows or None]
        for name, changes in changed
        for change, follows in heaviest_first(changes)
    ]
    return Table(columns, rows, only="spreadsheet")


def _table(changes: Sequence[ReportedChange]) -> Table:
    columns = [Column("Class"), Column("Change", wide=True), Column("Was", wide=True), Column("Is now", wide=True)]
    columns.append(Column("What follows", wide=True, below=True))
    rows = [
        [change.class_, change.subject, change.was, change.is_now, follows or None]
        for change, follows in heaviest_first(changes)
    ]
    return Table(columns, rows, only="page")
