"""`partnerkit import`: what would a table of another system change here?"""

import os
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partnerkit.imports.exported_files import ExportedTables
    from partnerkit.imports.last_import import LastImport
    from partnerkit.imports.mapping import ColumnMapping
    from partnerkit.imports.plan import PlannedImport
    from partnerkit.imports.target import ImportTarget, Rewritten
    from partnerkit.model.imports import DateOrder, DecimalMark
    from partnerkit.workspace.portfolio import Collected, Selection


@command(options=("output", "force", "today", "config", "color"))
def import_(
    session: Session,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="The table (CSV, Excel or Parquet), or a folder or JSON file that export wrote."
        ),
    ],
    apply: Annotated[bool, typer.Option("--apply", help="Carry the plan out.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the plan, as without --apply.")] = False,
    skip_errors: Annotated[
        bool, typer.Option("--skip-errors", help="With --apply, skip rows with errors and import the others.")
    ] = False,
    rows: Annotated[
        Literal["partners", "people", "deals", "results"] | None,
        typer.Option("--rows", help="What the rows are about.", show_default="from the titles"),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(
            "--key",
            metavar="KEY",
            help="The key that matches rows to existing records: name, partner.website, email ...",
            show_default="the usual one for the table",
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="TITLE=KEY",
            help="The key of a column: 'Partner since=since', or ignore; repeatable.",
            show_default="what is known about the product",
        ),
    ] = None,
    value: Annotated[
        list[str] | None,
        typer.Option(
            "--value",
            metavar="KEY:WORD=OURS",
            help="The meaning of one of their words: 'status:Verbal yes=approved', skip or ignore; repeatable.",
            show_default=False,
        ),
    ] = None,
    always: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="A key for every row without it: type=integration; repeatable.",
            show_default=False,
        ),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(
            "--keep",
            metavar="KEY",
            help="A key to fill in if it's missing, but never to replace; repeatable.",
            show_default=False,
        ),
    ] = None,
    partnership: Annotated[
        str | None,
        typer.Option(
            "--partnership", metavar="NAME", help="The partnership that all rows are about.", show_default=False
        ),
    ] = None,
    dates: Annotated[
        Literal["day-first", "month-first"] | None,
        typer.Option("--dates", help="The order of 03/04/2026.", show_default="as the column shows"),
    ] = None,
    decimals: Annotated[
        Literal["comma", "point"] | None,
        typer.Option("--decimals", help="The decimal separator, as in 1.234.", show_default="as the column shows"),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(
            "--sheet",
            metavar="NAME",
            help="The sheet of an Excel file.",
            show_default="the first whose titles are known",
        ),
    ] = None,
    mapping: Annotated[
        str | None,
        typer.Option(
            "--mapping",
            metavar="NAME",
            help="The mapping to use, and to remember in partnerkit.yaml.",
            show_default="the one that fits the titles",
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show all steps, as JSON and CSV always do.")] = False,
) -> Answer:
    """Import partners, people, deals and results from a table.

    Shows what every row would do: create something, update something, change nothing, or be skipped, with the reason.
    --apply carries it out, and remembers the mapping under `imports` in partnerkit.yaml. Exports from HubSpot,
    Salesforce, Pipedrive, PartnerStack, Crossbeam and AWS Partner Central need no mapping. A row only updates what it
    matches exactly by its key; empty cells change nothing, and comments and other keys stay as they are. From the
    second import of a table on, a value is only replaced if it is still what the table said: what you changed stays.

    Tables that `export` wrote come back in the same way: a changed cell is an edit of that value, an emptied one
    removes it, and a new row, whose key is empty, is a new item. Missing rows are reported, and nothing is deleted.
    Changes in the tables `workspace_...` are reported, too: what they are from, partnerkit.yaml, is edited by hand.
    With --rows, --key, --map or another option of a mapping, such a table is read as one of another system.
    """
    from partnerkit.cli.report import hint
    from partnerkit.imports.exported_files import exported_tables
    from partnerkit.imports.mapping import StatedMapping, is_title_row, mapping_of
    from partnerkit.imports.plan import plan_import
    from partnerkit.imports.reading import read_file
    from partnerkit.imports.steps import document

    if apply and dry_run:
        raise UsageError("--apply carries the plan out, and --dry-run does not", "leave one of them out")
    selection = session.select(None)
    # Who says how a table is read means one of another system, even if it looks like one of ours.
    is_stated = any((rows, key, column, value, always, keep, partnership, mapping))
    exported = None if is_stated else exported_tables(file, sheet)
    if exported is not None:
        how = None
        plan, files, last = _plan_of_export(session, selection, file, exported, dates, decimals)
    else:
        kept = selection.workspace.imports
        typed = column or ()
        table = read_file(file, lambda cells: is_title_row(cells, kept, typed), sheet)
        if table.others:
            hint(f"{file} has more sheets: {', '.join(table.others)}; --sheet takes another")
        said = StatedMapping(
            mapping, rows, key, typed, value or (), always or (), keep or (), partnership, dates, decimals
        )
        how = mapping_of(file, table.titles, kept, said)
        collected = session.read(selection)
        if how.rows == "deals":
            collected = session.with_deals(collected)
        plan, files, last = plan_import(file, table, how, _target(session, selection, collected))
    if apply and (skip_errors or not plan.counts["error"]):
        _write(session, selection, files, how, last)
        plan = plan._replace(applied=True)
    elif apply:
        hint("nothing was written, because of the errors; --skip-errors takes the other rows")
    elif files:
        hint("nothing was written; --apply carries this out")
    plan = plan._replace(everything=everything or not session.out.is_for_people)
    return Answer(plan, document, failed=bool(plan.counts["error"]))


def _plan_of_export(
    session: Session,
    selection: "Selection",
    file: str,
    exported: "ExportedTables",
    dates: "DateOrder | None",
    decimals: "DecimalMark | None",
) -> "PlannedImport":
    """Return what tables that `export` wrote would change."""
    from partnerkit.imports.exported import plan_of_export
    from partnerkit.imports.exported_cells import NumberHabits
    from partnerkit.workspace.origins import RecordedContents

    target = _target(session, selection, session.with_deals(session.read(selection)))
    habits = NumberHabits(dates, None if decimals is None else decimals == "comma")
    with RecordedContents(selection.root or ".") as contents:
        return plan_of_export(file, exported, target, contents.recover, habits)


def _target(session: Session, selection: "Selection", collected: "Collected") -> "ImportTarget":
    """Return what the plan is made on."""
    from partnerkit.imports.target import ImportTarget
    from partnerkit.workspace.deals import deals_file
    from partnerkit.workspace.paths import last_import_file, root_of, stem_of
    from partnerkit.workspace.scaffold import NewPartnerships
    from partnerkit.workspace.statements import IssuedStatements

    root = root_of(selection.root or ".")

    def read(path: str) -> bytes | None:
        from partnerkit.reading.deals import MAX_BYTES

        content = collected.tree.read(path, MAX_BYTES)
        return content if isinstance(content, bytes) else None

    return ImportTarget(
        collected.portfolio,
        collected.paths,
        frozenset(map(stem_of, selection.files)),
        selection.known,
        read,
        lambda stem: deals_file(collected.workspace_file, stem),
        NewPartnerships(root, selection.workspace, session.today, selection.files).file,
        session.today,
        IssuedStatements(
            collected.workspace_file, selection.workspace, collected.portfolio.partnerships, collected.tree
        ).changed_by,
        lambda name: last_import_file(collected.workspace_file, name),
    )


def _write(
    session: Session,
    selection: "Selection",
    files: "Mapping[str, Rewritten]",
    how: "ColumnMapping | None",
    last: "LastImport | None",
) -> None:
    """Write all files of a plan, the mapping and what the table said if there is a workspace file, or nothing."""
    from partnerkit.cli.report import hint, tell
    from partnerkit.store.tree import DISK
    from partnerkit.workspace.contents import read_contents
    from partnerkit.workspace.editing.files import rewrite_all
    from partnerkit.workspace.editing.remembering import remembered
    from partnerkit.workspace.paths import root_of

    session.out.check()
    contents: dict[str, tuple[bytes | None, bytes]] = {path: (each.before, each.after) for path, each in files.items()}
    if last is not None and last.after != last.before:
        contents[last.path] = (last.before, last.after)
    kept = selection.workspace_file
    if how is None:
        kept = None
    elif kept is None:
        hint("there is no partnerkit.yaml here that could remember the mapping; `partnerkit init` writes one")
    elif isinstance(before := read_contents(kept, DISK), bytes):
        after = remembered(kept, before, ("imports", how.name), how.remembered)
        if after != before:
            contents[kept] = (before, after)
    rewrite_all(contents, within=root_of(selection.root or "."))
    for path, (before_, _) in contents.items():
        tell(f"{'wrote' if before_ is None else 'changed'} {os.path.relpath(path)}")
