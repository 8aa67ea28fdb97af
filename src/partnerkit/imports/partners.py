"""Rows about partners: each updates the partnership that it matches outright, or becomes a new file."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from partnerkit.errors import UsageError
from partnerkit.imports.directory import described
from partnerkit.imports.files import PartnershipFile, PartnershipFiles
from partnerkit.imports.keys import PARTNERSHIP, host_of
from partnerkit.imports.records import Record
from partnerkit.imports.rows import (
    Outcome,
    Reader,
    agree,
    differences,
    not_taken,
    of_new,
    refused,
    repeated,
    skipped,
    updated,
    value_at,
)
from partnerkit.imports.steps import ImportStep
from partnerkit.imports.sums import SHARED, told
from partnerkit.naming import folded
from partnerkit.phrasing import plural
from partnerkit.workspace.paths import stem_of
from partnerkit.workspace.scaffold import GIVEN


def _of(key: str) -> str:
    return f"dynamics.account_mapping.{key}"


_PATH: Final = re.compile(r"(?:^|[\\/])\.\.?(?:[\\/]|$)|^[\\/~]")
"""What leads from one folder to another."""


def steps_of_partners(records: Sequence[Record], reader: Reader, files: PartnershipFiles) -> Iterator[ImportStep]:
    """Yield the step of each row, and bring the files to what they come to."""
    key = reader.mapping.key
    again = repeated(records, lambda record: _identity(record, key), "partner")
    created: dict[str, int] = {}
    for record in records:
        about = told(str(record.values.get("name") or record.values.get(key) or ""), record.rows)
        outcome = not_taken(record) or again.get(record.line)
        step = outcome or _step(record, about, reader, files, created)
        yield step.step(record, about) if isinstance(step, Outcome) else step


def _identity(record: Record, key: str) -> str | None:
    if (value := record.values.get(key)) is None:
        return None
    words = " ".join(folded(str(value)).split())
    return (host_of(words) or words) if key == "partner.website" else words


def _step(
    record: Record, about: str, reader: Reader, files: PartnershipFiles, created: dict[str, int]
) -> "ImportStep | Outcome":
    key = reader.mapping.key
    if (value := record.values.get(key)) is None:
        return skipped(f"the row has no `{key}` to match by", "choose another key with --key")
    found = reader.directory.known_by(key, str(value))
    if len(found) > 1:
        return skipped(f"several partnerships have this `{key}`: {', '.join(sorted(found))}")
    if found:
        stem = found.pop()
        step = _update(record, about, stem, reader, files)
        return step._replace(partnership=stem) if isinstance(step, ImportStep) else step
    name = record.values.get("name")
    if name is None:
        return skipped(f"no partnership has this `{key}`, and a new one needs a name", "--map 'TITLE=name'")
    website = record.values.get("partner.website")
    if near := reader.directory.may_be(str(name), None if website is None else str(website)):
        return skipped(
            described(near),
            f"to settle this, list both names under `accounts.aliases`, `same` or `different`, or match by "
            f"another key: --key {'partner.website' if key == 'name' else 'name'}",
        )
    return _create(record, about, reader, files, created)


def _update(record: Record, about: str, stem: str, reader: Reader, files: PartnershipFiles) -> "ImportStep | Outcome":
    file = files.of(stem)
    if file is None:
        return skipped(f"the file of `{stem}` cannot be read")
    known = {PARTNERSHIP, reader.mapping.key}
    values = {key: value for key, value in record.values.items() if key not in known}
    if SHARED in values and value_at(file.data, ("dynamics", "account_mapping")) is None:
        missing = [f"dynamics.account_mapping.{side}" for side in ("ours", "theirs") if _of(side) not in values]
        if missing:
            return skipped(
                f"they share {plural(int(str(values[SHARED])), 'account')}, but how many each side has is not known",
                " ".join(f"--set {key}=..." for key in missing),
            )
    found = differences(file.data, (), values, reader, record.filled, reader.last.of(stem))
    if any(each.key.startswith(_of("")) for each in found.changes):
        # Counts are as of a day, which changes with them alone.
        values = {_of("date"): reader.target.today, **values}
    step = updated(record, about, file, (), values, reader, stem)
    files.close(file)
    return step


def _create(
    record: Record, about: str, reader: Reader, files: PartnershipFiles, created: dict[str, int]
) -> "ImportStep | Outcome":
    values = {key: value for key, value in record.values.items() if key != PARTNERSHIP}
    if "type" not in values:
        return skipped("a new partnership needs a type", "--set type=integration, or --map 'TITLE=type'")
    if _PATH.search(str(values["name"])):
        return skipped("its name is a path, not a company name", "correct the name")
    given = {key: str(values[key]) if key in values else None for key in GIVEN}
    try:
        path, content = reader.target.new_file(str(values["name"]), given, record.partnership)
    except UsageError as error:
        help = error.help if "--stem" not in error.help else f"name the file in a column: --map 'TITLE={PARTNERSHIP}'"
        return skipped(error.message, help)
    stem = stem_of(path)
    if reader.last.of(stem):
        return skipped(*reader.last.was_removed(stem))
    if stem in created:
        return skipped(f"its file would be {path}, as that of line {created[stem]}", "name one of them differently")
    file = PartnershipFile(path, content, is_new=True)
    more = {key: value for key, value in values.items() if key not in ("name", *GIVEN)}
    if wrong := file.edit(differences(file.data, (), more, reader, record.filled).edits, reader.target):
        return refused(wrong)
    files.close(file)
    agree(record, stem, {key: value for key, value in values.items() if key != reader.mapping.key}, reader)
    created[stem] = record.line
    return ImportStep(record.line, "create", about, stem, path, of_new(values))
