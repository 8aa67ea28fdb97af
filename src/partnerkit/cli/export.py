"""`partnerkit export`: every section as a table."""

from collections.abc import Sequence
from os.path import dirname
from typing import TYPE_CHECKING, Annotated, Final

import typer

from partnerkit.cli.command import command
from partnerkit.cli.options import Paths, output_option
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError

if TYPE_CHECKING:
    from partnerkit.cli.formats import Format
    from partnerkit.tables.computed import Exported
    from partnerkit.tables.export import ExportedTable
    from partnerkit.tables.package import DataPackage
    from partnerkit.workspace.portfolio import Collected

_PACKAGE: Final = "datapackage.json"


def _tables(incomplete: str) -> list[str]:
    from partnerkit.tables.export import all_shapes

    return [shape.name for shape in all_shapes() if shape.name.startswith(incomplete)]


@command(
    gives=("grids", "result"),
    output=Annotated[
        str | None,
        output_option(
            "Write the tables to a folder, or to one file as .xlsx or .json; with --table also as .csv.", "FOLDER|FILE"
        ),
    ],
)
def export(
    session: Session,
    paths: Paths = None,
    table: Annotated[
        list[str] | None,
        typer.Option(
            "--table",
            metavar="NAME",
            help="Write only this table; repeatable.",
            show_default="all tables",
            autocompletion=_tables,
        ),
    ] = None,
) -> None:
    """Write every section of the files as a table.

    Each list has its own table (plan, kpis, reviews_commitments), with one row per item. Every table starts with the
    partnership, and has a key that other tables refer to. Deals, scores, dates and the workspace's buckets and criteria
    are tables too. A folder of CSV or Parquet files has a datapackage.json, which describes types, units and keys; an
    Excel file has one sheet for each table that has rows. `import` takes the changed tables back.
    """
    format, names = session.out.format, _known(table or ())
    assert format is not None
    _check_place(session, format, names)
    collected = session.with_deals(session.read(session.select(paths)))
    from partnerkit.cli.outputs import schema_name
    from partnerkit.tables.export import tables_of
    from partnerkit.tables.package import package_of

    found = tables_of(_exported(session, collected), names)
    currency = collected.portfolio.workspace.currency
    if format.takes == "result":
        head = (schema_name("export"), "export", session.today)
        session.out.write(format.render(*head, package_of(found, currency), session.recorded))
    elif format.name == "xlsx":
        [content] = format.render([each.grid for each in found], session.recorded).values()
        session.out.write_bytes(content)
    else:
        _write_each(session, format, found, currency)


def _check_place(session: Session, format: "Format", names: Sequence[str]) -> None:
    """Refuse what has no place, before anything is read: many tables in one file, and a Parquet file on a terminal."""
    from partnerkit.tables.export import all_shapes

    if format.takes == "result" or format.name == "xlsx":
        return
    tables = len(set(names)) or len(all_shapes())
    if tables > 1 and not _is_to_folder(session, format):
        raise UsageError(f"there are {tables} tables, and each is a file of its own", "add -o FOLDER, or --table NAME")
    if format.binary and session.out.path is None:
        raise UsageError("a Parquet file is written to a file", "add -o FOLDER")


def _is_to_folder(session: Session, format: "Format") -> bool:
    return session.out.path is not None and not session.out.path.lower().endswith(format.endings)


def _write_each(session: Session, format: "Format", found: "Sequence[ExportedTable]", currency: str) -> None:
    """Write each table to a file of a folder, with what describes them; one alone to a file or standard output."""
    from partnerkit.cli.report import tell
    from partnerkit.phrasing import plural
    from partnerkit.tables.package import package_of

    contents = format.render([each.grid for each in found], session.recorded)
    if _is_to_folder(session, format):
        ending = format.endings[0]
        package = _described(session, package_of(found, currency, ending))
        session.out.write_folder({**{f"{name}{ending}": each for name, each in contents.items()}, _PACKAGE: package})
        tell(f"wrote {plural(len(contents), 'table')} and {_PACKAGE} to {session.out.path}")
        return
    [content] = contents.values()
    if isinstance(content, bytes):
        session.out.write_bytes(content)
    else:
        session.out.write(content)


def _described(session: Session, package: "DataPackage") -> bytes:
    """Return the file that describes the tables; it says what they are from, too."""
    from partnerkit import __version__
    from partnerkit.render.json import write
    from partnerkit.results import reported

    at = {"at": session.recorded} if session.recorded else {}
    return write({**reported(package), "partnerkit": __version__, "today": session.today, **at}).encode()


def _known(names: Sequence[str]) -> Sequence[str]:
    from partnerkit.phrasing import did_you_mean, some
    from partnerkit.tables.export import all_shapes

    known = [shape.name for shape in all_shapes()]
    for name in names:
        if name not in known:
            help = did_you_mean(name, known) or f"there are {some(known)}"
            raise UsageError(f"there is no table `{name}`", help)
    return names


def _exported(session: Session, collected: "Collected") -> "Exported":
    from partnerkit.tables.computed import Exported, Origin
    from partnerkit.workspace.deals import deals_file
    from partnerkit.workspace.origins import RecordedContents, origin_of

    workspace, tree = collected.workspace_file, collected.tree
    with RecordedContents(dirname(workspace or "")) as contents:
        found = {stem: deals_file(workspace, stem) for stem in collected.portfolio.deals}
        deals = {stem: origin_of(path, workspace, tree, contents) for stem, path in found.items()}
        origins = {
            stem: Origin(*origin_of(path, workspace, tree, contents), *deals.get(stem, (None, None)))
            for stem, path in collected.paths.items()
        }
    return Exported(collected.portfolio, origins, session.today)
