"""A table and a workspace to a plan: the steps, and the bytes of every file that they change."""

from collections.abc import Mapping
from typing import NamedTuple

from partnerkit.errors import UsageError
from partnerkit.imports.deals import DealsFilesOf, steps_of_deals
from partnerkit.imports.directory import Directory
from partnerkit.imports.entries import steps_of_months, steps_of_people
from partnerkit.imports.files import PartnershipFiles
from partnerkit.imports.last_import import LastImport
from partnerkit.imports.mapping import ColumnMapping
from partnerkit.imports.partners import steps_of_partners
from partnerkit.imports.records import records_of
from partnerkit.imports.rows import Reader
from partnerkit.imports.steps import ImportPlan, counts_of
from partnerkit.imports.sums import by_month, by_partner
from partnerkit.imports.target import ImportTarget, Rewritten
from partnerkit.phrasing import did_you_mean
from partnerkit.reading.tables import Sheet, letters_in


class PlannedImport(NamedTuple):
    """A plan, the files that carry it out, and what the next import of the same table is to know of this one."""

    plan: ImportPlan
    files: Mapping[str, Rewritten]
    last: LastImport | None = None


def plan_import(path: str, table: Sheet, mapping: ColumnMapping, target: ImportTarget) -> PlannedImport:
    """Return what a table would change.

    Raises `UsageError` where the partnership of all rows does not exist, `InvalidFilesError` where a file of the
    workspace would have errors.
    """
    records = list(records_of(table, mapping, target.workspace))
    if mapping.counted:
        records = sorted(by_partner(records), key=lambda record: record.line)
    elif mapping.rows == "results" and "date" in mapping.places:
        records = sorted(by_month(records, target.workspace.currency), key=lambda record: record.line)
    kept = target.last_import(mapping.name)
    last = LastImport(kept or "", None if kept is None else target.read(kept))
    reader = Reader(mapping, target, Directory(target.portfolio), last)
    if mapping.is_named and not reader.directory.meant(name := mapping.partnership[0]):
        raise UsageError(f"no partnership is called {name}", did_you_mean(name, target.stems))
    if mapping.rows == "deals":
        deals = DealsFilesOf(target)
        steps = tuple(steps_of_deals(records, reader, deals))
        files = deals.rewritten
    else:
        partnerships = PartnershipFiles(target)
        take = {"partners": steps_of_partners, "people": steps_of_people, "results": steps_of_months}[mapping.rows]
        steps = tuple(take(records, reader, partnerships))
        files = partnerships.rewritten
    taken = {place for places in mapping.places.values() for place in places}
    plan = ImportPlan(
        file=path,
        name=mapping.name,
        rows=mapping.rows,
        known_by=mapping.key,
        applied=False,
        counts=counts_of(steps),
        columns={key: tuple(table.titles[place] for place in places) for key, places in mapping.places.items()},
        not_taken=tuple(title for at, title in enumerate(table.titles) if title and at not in taken),
        files=tuple(files),
        steps=steps,
        encoding=None if table.encoding == "utf-8" else table.encoding,
        title=mapping.title,
        letters=letters_in([table]),
    )
    return PlannedImport(plan, files, None if kept is None else last)
