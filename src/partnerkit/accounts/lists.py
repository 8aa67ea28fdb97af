"""An account list: a CSV, Excel or Parquet file whose columns are found by name, read into the engine as texts."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from partnerkit.accounts.engine import Engine
from partnerkit.errors import UsageError, refusals
from partnerkit.phrasing import grouped, listed
from partnerkit.reading.tables import (
    MAX_COLUMNS,
    MAX_HEADER,
    NoTableError,
    check_text,
    csv_layout,
    is_workbook,
    letters_in,
    read_table,
    text_of,
)

Side: TypeAlias = Literal["ours", "theirs"]
"""Which of the two lists."""

SIDES: Final[tuple[Side, Side]] = ("ours", "theirs")

Table: TypeAlias = "Side | Literal['aliases', 'groups']"
"""What is read and compared as a list."""

Columns: TypeAlias = Mapping[str, tuple[str, ...]]
"""The titles that mean one of our columns, by its name."""

TITLES: Final[Columns] = {
    "name": (
        *("name", "account", "account name", "company", "company name", "customer", "customer name", "organization"),
        *("organisation", "organization name", "organization - name", "account: account name", "client", "client name"),
        *("firma", "firmenname", "unternehmen", "kunde", "kundenname", "société", "entreprise", "empresa", "cliente"),
        *("azienda", "bedrijf", "会社名", "企業名", "legal name", "business name"),
    ),
    "domain": ("domain", "company domain name", "company domain", "email domain", "web domain", "domain name"),
    "website": (
        "website",
        "web site",
        "url",
        "website url",
        "homepage",
        "web",
        "webseite",
        "internetseite",
        "site web",
    ),
    "email": ("email", "e-mail", "email address", "e-mail address", "mail", "contact email", "primary email"),
    "country": (
        *("country", "country/region", "country code", "billing country", "billing country/region", "land", "pays"),
        *("hq country", "account country", "país", "paese", "国"),
    ),
    "group": (
        *("group", "parent", "parent account", "parent company", "ultimate parent", "corporate group", "konzern"),
        *("gruppe", "parent account: account name", "groupe"),
    ),
    "population": (
        *("population", "lifecycle stage", "account type", "account status", "customer status", "status", "type"),
        *("stage", "relationship"),
    ),
    "value": (
        *("value", "amount", "arr", "mrr", "acv", "tcv", "contract value", "deal value", "total value", "revenue"),
        *("pipeline", "umsatz", "wert", "betrag", "open pipeline", "売上", "売上高"),
    ),
    "currency": (
        *("currency", "currency code", "account currency", "amount currency", "deal currency", "currency iso code"),
        *("annual revenue currency", "währung", "devise", "moneda", "valuta", "通貨"),
    ),
    "owner": (
        *("owner", "account owner", "company owner", "record owner", "account manager", "account executive", "ae"),
        *("sales rep", "verantwortlich", "owner name"),
    ),
}
"""What we know of an account, and how the columns are called that say so, the likeliest first."""

_IDENTIFYING: Final = ("name", "domain", "website", "email")
_LINES: Final = re.compile(r"Line:\s*([0-9]+)")


class AccountList(NamedTuple):
    """A list that was read: how many rows it has, and the title of each column that was found.

    `letters` show whether it was read in the right encoding, if that isn't clear.
    """

    path: str
    rows: int
    columns: Mapping[str, str]
    letters: str = ""


def read_list(engine: Engine, side: Side, path: str, known: Columns, sheet: str | None = None) -> AccountList:
    """Read a list into the table `SIDE_raw` with a column for each of our columns and its row, counted from 1.

    `known` are titles beyond the usual ones. Raises `UsageError` where there is no such file or no column to compare,
    `NoTableError` where it cannot be read.
    """
    if not os.path.isfile(path):
        raise UsageError(f"{path} is not a file" if os.path.lexists(path) else f"{path} does not exist")
    with refusals(f"{path} can't be read"), open(path, "rb") as file:
        start = file.read(MAX_HEADER)
    letters = ""
    if start.startswith(b"PAR1"):
        found = _read_parquet(engine, side, path, known)
    elif is_workbook(start) or not _is_utf_8(path):
        found, letters = _read_cells(engine, side, path, known, sheet)
    else:
        found = _read_csv(engine, side, path, start, known)
    rows = engine.row(f"select count(*) from {side}_raw")[0]
    if not rows:
        raise NoTableError(f"{path} has no rows below its titles", "export the accounts again")
    return AccountList(path, rows, found, letters)


def find_columns(path: str, titles: Sequence[str], known: Columns) -> dict[str, int]:
    """Return where each of our columns is. Raises `UsageError` where none identifies an account."""
    places = {folded(title): at for at, title in reversed(list(enumerate(titles))) if title}
    found: dict[str, int] = {}
    for column in TITLES:
        for title in (*known.get(column, ()), *TITLES[column]):
            at = places.get(folded(title))
            if at is not None and at not in found.values():
                found[column] = at
                break
    if not any(column in found for column in _IDENTIFYING):
        raise UsageError(
            f"{path} has no column with names or domains; its columns are {listed(list(titles[:20]))}",
            "name one of them: --column name=TITLE",
        )
    return found


def _identifying(known: Columns) -> frozenset[str]:
    """Return the titles of columns that identify an account, as they are compared."""
    return frozenset(folded(title) for column in _IDENTIFYING for title in (*known.get(column, ()), *TITLES[column]))


def folded(title: str) -> str:
    """Return a title as it is compared: without case, underscores and the star of a required field."""
    return " ".join(title.casefold().replace("_", " ").strip("* ").split())


def _is_utf_8(path: str) -> bool:
    with refusals(f"{path} can't be read"), open(path, "rb") as file:
        try:
            check_text(path, iter(lambda: file.read(MAX_HEADER), b""))
        except NoTableError:
            return False
    return True


def _read_csv(engine: Engine, side: Side, path: str, start: bytes, known: Columns) -> Mapping[str, str]:
    import duckdb

    layout = csv_layout(path, start)
    found = find_columns(path, layout.titles, known)
    names = [f"c{at}" for at in range(len(layout.titles))]
    types = ", ".join(f"'{name}': 'varchar'" for name in names)
    delimiter = layout.delimiter
    query = (
        f"create or replace table {side}_raw as select {_selected(found, names)} from read_csv(?, auto_detect=false, "
        f"header=false, skip={layout.records}, delim='{delimiter}', quote='\"', escape='\"', columns={{{types}}}, "
        "null_padding=true, strict_mode=true, compression='none', max_line_size=1000000"
    )
    try:
        try:
            engine.run(f"{query})", [literal_path(path)])
        except duckdb.Error as error:
            if "parallel" not in str(error):
                raise
            # Texts with line breaks are read by one core.
            engine.run(f"{query}, parallel=false)", [literal_path(path)])
    except duckdb.Error as error:
        raise _not_csv(path, str(error), len(layout.titles)) from error
    return {column: layout.titles[at] for column, at in found.items()}


def _not_csv(path: str, message: str, width: int) -> NoTableError:
    """Return the error for what the engine found wrong in a CSV file, in our words."""
    lines = _LINES.search(message)
    where = f"line {grouped(int(lines[1]))}" if lines else "a line"
    lower = message.lower()
    if "quote" in lower.partition("possible")[0]:
        return NoTableError(f"{path}: {where} has a quote that is not closed", "correct it, or export the file again")
    if "maximum line size" in lower:
        return NoTableError(f"{path}: {where} is longer than a million characters", "export the file again")
    if "expected number of columns" in lower:
        return NoTableError(
            f"{path}: {where} has more cells than there are columns ({width})",
            "put cells with a comma into quotes, or export the file again",
        )
    return NoTableError(f"{path}: {where} is not CSV", "export the file again as CSV UTF-8")


def _read_parquet(engine: Engine, side: Side, path: str, known: Columns) -> Mapping[str, str]:
    import duckdb

    try:
        titles = [row[0] for row in engine.rows("describe select * from read_parquet(?)", [literal_path(path)])]
        if len(titles) > MAX_COLUMNS:
            raise NoTableError(f"{path} has more than {grouped(MAX_COLUMNS)} columns", "export only those you need")
        found = find_columns(path, titles, known)
        names = [_quoted(title) for title in titles]
        engine.run(
            f"create table {side}_raw as select {_selected(found, names)} from read_parquet(?)", [literal_path(path)]
        )
    except duckdb.Error as error:
        raise NoTableError(f"{path} is not a Parquet file that can be read", "export it again") from error
    return {column: titles[at] for column, at in found.items()}


def _read_cells(
    engine: Engine, side: Side, path: str, known: Columns, sheet: str | None
) -> tuple[Mapping[str, str], str]:
    """Read what the engine can't by itself: an Excel file, and text as Excel saves it on Windows."""
    identifying = _identifying(known)
    with refusals(f"{path} can't be read"):
        content = Path(path).read_bytes()
    table = read_table(path, content, lambda row: any(folded(cell) in identifying for cell in row), sheet)
    found = find_columns(path, table.titles, known)
    rows = ([text_of(row[at]) or None for at in found.values()] for row in table.rows)
    engine.create(f"{side}_raw", list(found), rows)
    for column in TITLES:
        engine.run(f"alter table {side}_raw add column if not exists {_quoted(column)} varchar")
    return {column: table.titles[at] for column, at in found.items()}, letters_in([table])


def _selected(found: Mapping[str, int], names: Sequence[str]) -> str:
    """Write the columns of a query: those that were found as text, nothing for the others."""
    return ", ".join(
        f"nullif({names[found[column]]}::varchar, '') as {_quoted(column)}"
        if column in found
        else f"null::varchar as {_quoted(column)}"
        for column in TITLES
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal_path(path: str) -> str:
    """Write a path so that the engine takes none of its characters for a pattern, nor its start for a protocol."""
    return re.sub(r"([*?\[])", r"[\1]", os.path.abspath(path))
