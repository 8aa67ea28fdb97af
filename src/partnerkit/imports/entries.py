"""Rows about people and about months: entries in the files of partnerships that are there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from partnerkit.imports.files import PartnershipFile, PartnershipFiles
from partnerkit.imports.keys import PARTNERSHIP, Value
from partnerkit.imports.records import Record
from partnerkit.imports.rows import (
    Outcome,
    Reader,
    agree,
    not_taken,
    of_new,
    partnership_of,
    refused,
    repeated,
    skipped,
    updated,
    value_at,
)
from partnerkit.imports.steps import ImportStep
from partnerkit.imports.sums import told
from partnerkit.model.partnership import Partnership
from partnerkit.model.shape import keys_at
from partnerkit.naming import folded, is_slug, slug
from partnerkit.workspace.editing.edits import By, Insert, Put

_Entered = Callable[[Record, str, PartnershipFile, Reader, str], "ImportStep | Outcome"]


def steps_of_people(records: Sequence[Record], reader: Reader, files: PartnershipFiles) -> Iterator[ImportStep]:
    """Yield the step of each row about a person, and bring the files to what they come to."""
    key = reader.mapping.key
    places = _places(records, reader)
    again = repeated(records, lambda record: _known(places, record, _word(record.values.get(key))), "person")
    for record in records:
        about = str(record.values.get("name") or record.values.get("email") or "")
        yield _entered(record, about, places, again, reader, files, _person)


def steps_of_months(records: Sequence[Record], reader: Reader, files: PartnershipFiles) -> Iterator[ImportStep]:
    """Yield the step of each row about a month, and bring the files to what they come to."""
    places = _places(records, reader)
    again = repeated(records, lambda record: _known(places, record, _month(record, reader)), "month")
    for record in records:
        about = " ".join(str(record.values[key]) for key in (PARTNERSHIP, "month") if key in record.values)
        about = told(about, record.rows)
        yield _entered(record, about, places, again, reader, files, _result)


def _places(records: Sequence[Record], reader: Reader) -> Mapping[int, "str | Outcome"]:
    return {record.line: partnership_of(record, reader) for record in records if not_taken(record) is None}


def _known(places: Mapping[int, "str | Outcome"], record: Record, word: str | None) -> tuple[str, str] | None:
    stem = places.get(record.line)
    return (stem, word) if isinstance(stem, str) and word is not None else None


def _entered(
    record: Record,
    about: str,
    places: Mapping[int, "str | Outcome"],
    again: Mapping[int, Outcome],
    reader: Reader,
    files: PartnershipFiles,
    enter: _Entered,
) -> ImportStep:
    outcome = not_taken(record) or again.get(record.line)
    stem = None if outcome else places[record.line]
    if isinstance(stem, str):
        file = files.of(stem)
        found = (
            skipped(f"the file of `{stem}` cannot be read")
            if file is None
            else enter(record, about, file, reader, stem)
        )
        if isinstance(found, ImportStep):
            return found._replace(partnership=stem)
        outcome = found
    else:
        outcome = outcome or stem
    assert outcome is not None  # it has a partnership, or a reason why it has none
    return outcome.step(record, about, stem if isinstance(stem, str) else None)


def _within(step: "ImportStep | Outcome", place: str) -> "ImportStep | Outcome":
    """Return a step whose changes say where in the file they are."""
    if isinstance(step, Outcome):
        return step
    changes, kept = (
        tuple(each._replace(key=f"{place}.{each.key}") for each in values) for values in (step.changes, step.kept)
    )
    return step._replace(changes=changes, kept=kept)


# --- People -----------------------------------------------------------------------------------------------------------


def _person(record: Record, about: str, file: PartnershipFile, reader: Reader, stem: str) -> "ImportStep | Outcome":
    key = reader.mapping.key
    word = _word(record.values.get(key))
    if word is None:
        return skipped(f"the row has no `{key}` to match by", "choose another key with --key")
    ours = reader.target.workspace.people
    if any(word in (_word(person.email), _word(person.name)) for person in ours.values()):
        return skipped("this is one of our own people", "they are in partnerkit.yaml")
    people = value_at(file.data, ("people",)) or {}
    found = [short for short, person in people.items() if word == _known_by(short, person, key)]
    if len(found) > 1:
        return skipped(f"several people have this `{key}`: {', '.join(found)}")
    values = {name: value for name, value in record.values.items() if name not in (PARTNERSHIP, "person", key)}
    if found:
        step = updated(record, about, file, ("people", found[0]), values, reader, f"{stem}/people.{found[0]}")
        return _within(step, f"people.{found[0]}")
    if "name" not in record.values:
        return skipped("the row has no name")
    name = _word(record.values["name"])
    if namesakes := [short for short, person in people.items() if name == _known_by(short, person, "name")]:
        return skipped(
            f"`{namesakes[0]}` has the same name and another `{key}`",
            "correct it there if it is the same person, or match by name: --key name",
        )
    short = _short_name(record, {*people, *ours})
    if short is None:
        return skipped("no short name can be derived from the name", "provide one in a column: --map 'TITLE=person'")
    place = f"{stem}/people.{short}"
    if reader.last.of(place):
        return skipped(*reader.last.was_removed(place))
    item = {
        "side": "them",
        **{name: value for name, value in record.values.items() if name not in (PARTNERSHIP, "person")},
    }
    person = _in_order(item, ("people", short))
    if wrong := file.edit([Put(("people", short), person)], reader.target):
        return refused(wrong)
    agree(record, place, {name: value for name, value in person.items() if name != key}, reader)
    return ImportStep(record.line, "create", about, None, file.path, of_new(person, f"people.{short}"))


def _known_by(short: str, person: Any, key: str) -> str | None:
    return short if key == "person" else _word(person.get(key)) if isinstance(person, dict) else None


def _word(value: object) -> str | None:
    return None if value is None else " ".join(folded(str(value)).split())


def _short_name(record: Record, taken: set[str]) -> str | None:
    """Return a name that the file does not have yet: the first name, or else the whole."""
    if (given := record.values.get("person")) is not None:
        return str(given)
    name = str(record.values["name"])
    for candidate in (slug(name.split()[0]), slug(name)):
        if is_slug(candidate) and candidate not in taken:
            return candidate
    return None


# --- Months -----------------------------------------------------------------------------------------------------------


def _month(record: Record, reader: Reader) -> str | None:
    month = record.values.get("month")
    currency = record.values.get("currency", reader.target.workspace.currency)
    return None if month is None else f"{month} {currency}"


def _result(record: Record, about: str, file: PartnershipFile, reader: Reader, stem: str) -> "ImportStep | Outcome":
    usual = reader.target.workspace.currency
    month = record.values.get("month")
    if month is None:
        return skipped("the row has no month")
    currency = record.values.get("currency", usual)
    values = {name: value for name, value in record.values.items() if name not in (PARTNERSHIP, "month", "currency")}
    place = f"{stem}/results.{month} {currency}"
    rows = value_at(file.data, ("results",)) or ()
    found = [at for at, row in enumerate(rows) if _is_of(row, month, currency, usual)]
    if len(found) > 1:
        return skipped(f"there are several rows for {month} in {file.path}", "keep one of them")
    if found:
        step = updated(record, about, file, ("results", found[0]), values, reader, place)
        return _within(step, f"results.{month}")
    if not values:
        return skipped("the row has no figures")
    if reader.last.of(place):
        return skipped(*reader.last.was_removed(place))
    item = _in_order(
        {"month": month, **({"currency": currency} if currency != usual else {}), **values}, ("results", 0)
    )
    if wrong := file.edit([Insert(("results",), item, By("month"))], reader.target):
        return refused(wrong)
    agree(record, place, values, reader)
    shown = {name: value for name, value in item.items() if name != "month"}
    return ImportStep(record.line, "create", about, None, file.path, of_new(shown, f"results.{month}"))


def _is_of(row: Any, month: Value, currency: Value, usual: str) -> bool:
    return isinstance(row, dict) and row.get("month") == month and row.get("currency", usual) == currency


def _in_order(item: Mapping[str, Value], path: tuple[str | int, ...]) -> dict[str, Value]:
    """Return an entry with its keys in the order of the format; a person's side follows the name, as in new files."""
    keys = sorted(keys_at(Partnership, path), key=("name", "side").count, reverse=True)
    return {key: item[key] for key in sorted(item, key=keys.index)}
