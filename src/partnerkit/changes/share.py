"""What does the partner get, and what not?"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from partnerkit.changes.change import Entry, ListItem, Place
from partnerkit.changes.perspective import Reason, seen_by_both, with_people
from partnerkit.documents import Cell, Column, Document, Heading, Note, Paragraph, Table
from partnerkit.errors import InvalidFilesError
from partnerkit.facts.case import Case
from partnerkit.results import IfGiven, Internal


@dataclass(frozen=True, slots=True)
class WithheldValue:
    """A value that the copy does not have, by its place, and why."""

    key: str
    item: str | None
    path: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class SharedCopy:
    """What was shared of a partnership, and what was withheld; comments are always ours."""

    partnership: str
    name: str
    file: IfGiven[str | None]
    withheld: tuple[WithheldValue, ...]
    data: Internal[dict[str, Any]]
    kinds: Internal[dict[tuple[str, Reason], int]]
    today: Internal[date]


def share(case: Case, file: str | None) -> SharedCopy:
    """Return the copy of a partnership that the partner may see, as the partner would write it.

    Raises `InvalidFilesError` where the workspace does not say what our own company is called, since the copy goes by
    that name.
    """
    company = case.workspace.company
    if company is None or not company.name:
        raise InvalidFilesError(
            "the copy goes by the name of your company, which the workspace file doesn't have",
            "add `company: {name: ...}` to partnerkit.yaml",
        )
    seen = seen_by_both(case.partnership, turned=True)
    people = with_people(seen.data, case.workspace, side="them")
    withheld = [kept for kept in seen.withheld if kept.value.place != ("name",)]
    return SharedCopy(
        partnership=case.stem,
        name=case.name,
        file=file,
        withheld=tuple(
            WithheldValue(kept.value.key, kept.value.item, kept.value.path, kept.reason) for kept in withheld
        ),
        data={"name": company.name, **people},
        kinds=Counter(
            (_kind(kept.value.place), kept.reason) for kept in withheld for _ in range(_count(kept.value.old))
        ),
        today=case.today,
    )


def _count(value: Any) -> int:
    """Count the single values that a value holds; an empty one counts too."""
    inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else ()
    return sum(map(_count, inside)) or 1


def _kind(place: Place) -> str:
    """Write the key of a place as documentation does, whatever items it is in: `buckets.*.evidence`."""
    text = ""
    for part in place:
        match part:
            case ListItem():
                text += "[]"
            case Entry():
                text += ".*"
            case _:
                text += f".{part}" if text else part
    return text


_REASONS: Final[dict[Reason, str]] = {
    "ours_alone": "for your own side only",
    "one_sided": "your own view, which the other side writes for itself",
}


def document(found: SharedCopy) -> Document:
    """List what was withheld, by key."""
    rows: list[list[Cell]] = [[key, count, _REASONS[reason]] for (key, reason), count in found.kinds.items()]
    where = f"The copy is in {found.file}." if found.file else "Nothing was written."
    return Document(
        "Withheld",
        [
            Heading(f"Withheld from {found.name}"),
            Table(
                [Column("Key", wide=True), Column("Values", align="right"), Column("Why", wide=True)],
                [*rows, ["comments", None, "for your own side only"]],
            ),
            Paragraph(f"{where} It is written as they see it: `us` is their company, and `them` is yours."),
            Note("Texts are as you wrote them. Read the copy before you send it."),
        ],
    )
