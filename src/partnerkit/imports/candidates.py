"""Companies of a CRM export or an overlap that may become partners: those that are none yet, each once."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from partnerkit.accounts.lists import TITLES, Columns, folded
from partnerkit.accounts.spelling import ascii_host, spellings
from partnerkit.accounts.vocabulary import legal_forms
from partnerkit.errors import UsageError, refusals
from partnerkit.imports.records import not_records_in
from partnerkit.imports.source import ImportSource, Meanings, plain, recognized
from partnerkit.imports.sources import SOURCES
from partnerkit.model.choices import PartnershipType, Position, Priority, Role, choices_of
from partnerkit.model.listed_company import ListedCompany
from partnerkit.phrasing import listed
from partnerkit.reading.amounts import amount, is_ambiguous, written_with_comma
from partnerkit.reading.tables import letters_in, read_table, text_of

_TITLES: Final[Columns] = {
    "name": ("our account", *TITLES["name"]),
    "website": (*TITLES["domain"], *TITLES["website"]),
    "type": ("partner type", "partnership type", "type"),
    "position": ("position", "landscape"),
    "role": ("role", "partner role"),
    "priority": ("priority", "prio"),
    "why": ("why a fit", "why", "reason for fit", "fit"),
    "value": (*TITLES["value"], "annual revenue", "annualrevenue"),
    "answer": ("answer",),
    "ours": ("ours",),
    "theirs": ("theirs",),
}
_CHOICES: Final = {
    "type": choices_of(PartnershipType),
    "position": choices_of(Position),
    "role": choices_of(Role),
    "priority": choices_of(Priority),
}
_FORMS: Final = {tuple(spelling.split()) for spelling, _ in legal_forms()}
_LONGEST_FORM: Final = max(map(len, _FORMS))


class Companies(NamedTuple):
    """The companies of a list that are no partners yet, and how many rows are about partners or said again.

    `letters` show whether the list was read in the right encoding, if that isn't clear.
    """

    companies: tuple[ListedCompany, ...]
    partners: int
    repeated: int
    letters: str = ""


def read_companies(path: str, partners: Collection[tuple[str, str | None]], known: Columns) -> Companies:
    """Return the companies of a CSV or Excel file that are not among `partners`, known by name and web site.

    Of an overlap only the matches are taken. Raises `UsageError` where there is no such file or no column of names.
    """
    if not os.path.isfile(path):
        raise UsageError(f"{path} is not a file" if os.path.lexists(path) else f"{path} does not exist")
    with refusals(f"{path} can't be read"):
        content = Path(path).read_bytes()
    names = [folded(title) for title in (*known.get("name", ()), *_TITLES["name"])]
    table = read_table(path, content, lambda row: any(folded(cell) in names for cell in row))
    source = next((each for each in [recognized(table.titles, SOURCES)] if each and each.rows == "partners"), None)
    places = _places(table.titles, known, source)
    if "name" not in places:
        columns = listed(list(table.titles[:20]))
        help = "name it `name`, or list its title under accounts.columns.name in partnerkit.yaml"
        raise UsageError(f"{path} has no column of names; its columns are {columns}", help)
    others = not_records_in(table)
    rows = [
        {} if line in others else {column: text_of(row[at]).strip() for column, at in places.items()}
        for line, row in zip(table.lines, table.rows, strict=True)
    ]
    comma = written_with_comma([row["value"] for row in rows if row.get("value")])
    seen = {key for name, website in partners for key in known_as(name, website)}
    taken, found = set(seen), []
    partners_in_list = repeated = 0
    for number, row in enumerate(rows, 1):
        if not row.get("name") or row.get("answer", "match") != "match":
            continue
        keys = set(known_as(row["name"], row.get("website")))
        if keys & taken:
            partners_in_list += bool(keys & seen)
            repeated += not keys & seen
            continue
        taken |= keys
        found.append(_company(number, row, comma, {} if source is None else source.words.get("type", {})))
    return Companies(tuple(found), partners_in_list, repeated, letters_in([table]))


def _places(titles: Sequence[str], known: Columns, source: ImportSource | None) -> dict[str, int]:
    """Return the column of each key by its place: as the workspace says, as the product does, or by a usual title."""
    columns = {} if source is None else source.columns
    product = {"type": columns.get("type", ()), "website": columns.get("partner.website", ())}
    at = {folded(title): place for place, title in reversed(list(enumerate(titles))) if title}
    places = {}
    for column, usual in _TITLES.items():
        likely = (*known.get(column, ()), *product.get(column, ()), *usual)
        place = next((at[folded(title)] for title in likely if folded(title) in at), None)
        if place is not None:
            places[column] = place
    return places


def _company(number: int, row: Mapping[str, str], comma: bool | None, types: Meanings) -> ListedCompany:
    """Return the company of a row; `types` are what the words of a product mean."""
    stated = {column: _choice(row.get(column, ""), choices) for column, choices in _CHOICES.items()}
    if isinstance(meaning := types.get(plain(row.get("type", ""))), str):
        stated["type"] = meaning
    why = row.get("why") or None
    if why is None and row.get("answer") and row.get("ours") and row.get("theirs"):
        why = f"In both lists: {row['ours']} of ours, {row['theirs']} of theirs"
    value = row.get("value", "")
    worth = None if not value or (comma is None and is_ambiguous(value)) else amount(value, comma=bool(comma))
    return ListedCompany(number, row["name"], row.get("website") or None, **stated, why=why, value=worth)


def _choice(text: str, choices: Sequence[str]) -> str | None:
    word = "-".join(text.casefold().split())
    return word if word in choices else None


def known_as(name: str, website: str | None) -> Iterator[str]:
    """Yield what a company is known by: its name without the legal form, in each spelling, and the host of its site."""
    for spelling in spellings(name):
        if spelling:
            words = spelling.removeprefix("the ").split()
            forms = (count for count in range(_LONGEST_FORM, 0, -1) if tuple(words[-count:]) in _FORMS)
            count = next((count for count in forms if count < len(words)), 0)
            yield "".join(words[: len(words) - count])
    host = ascii_host((website or "").lower().partition("://")[2] or (website or "").lower())
    if "." in host:
        yield host
