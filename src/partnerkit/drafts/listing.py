"""Return which kinds of draft there are, and what each needs."""

from collections.abc import Sequence

from partnerkit.documents import Column, Document, Note, Table
from partnerkit.model.template import Header, Library


def document(library: Library) -> Document:
    """Return the kinds as a table."""
    columns = [
        Column("Kind"),
        Column("What it is", wide=True),
        Column("Choices", wide=True),
        Column("Needs", wide=True, below=True),
    ]
    rows = [
        [
            kind,
            source.header.title + ("" if source.built_in else " (yours)"),
            _choices(source.header, library.languages(kind)),
            ", ".join(source.header.needs) or None,
        ]
        for kind, source in library.kinds.items()
        if isinstance(source.header, Header)
    ]
    note = Note(
        "Needs: the keys that a draft is filled from. Anything missing appears as [TODO: ...]. "
        "`partnerkit draft --eject KIND` copies a built-in template to `templates/` to edit."
    )
    return Document("Drafts", [Table(columns, rows), note])


def _choices(header: Header, languages: Sequence[str]) -> str | None:
    choices = [
        *([f"--kind {' | '.join(header.kinds)}"] if header.kinds else []),
        *([f"--subject {' | '.join(header.subjects)}"] if header.subjects else []),
        *(["--simple"] if header.simple else []),
        *(["--checklist"] if header.checklist else []),
        *([f"--language {' | '.join(languages)}"] if len(languages) > 1 else []),
    ]
    return " ".join(choices) or None
