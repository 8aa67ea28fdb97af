"""Tables that went out and come back: what was changed in them, and nothing else, is changed in the files."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import PORTFOLIO, TODAY, Ask, examples, few
from partnerkit.documents import Grid, GridColumn, Value
from partnerkit.imports.exported import plan_of_export
from partnerkit.imports.exported_cells import NumberHabits
from partnerkit.imports.exported_files import ExportedTables
from partnerkit.imports.steps import ImportPlan
from partnerkit.imports.target import ImportTarget
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.reading.loader import load_partnership, load_workspace, names_of
from partnerkit.reading.tables import Sheet, read_sheets, read_table
from partnerkit.render import grid_csv, grid_xlsx
from partnerkit.tables.columns import TableColumn
from partnerkit.tables.rows import Row, rows_of
from partnerkit.tables.shapes import TableShape, shapes
from partnerkit.workspace.origins import blob_of
from repositories import recording

FILES = sorted((PORTFOLIO / "partners").glob("*.yaml"))
WORKSPACE = load_workspace("partnerkit.yaml", (PORTFOLIO / "partnerkit.yaml").read_bytes()).model
assert WORKSPACE is not None
KNOWN = names_of(WORKSPACE)
CURRENCY = WORKSPACE.currency
DAY = date(2026, 4, 10)


# --- One cell -------------------------------------------------------------------------------------------------------


def loaded(content: bytes) -> Partnership:
    found = load_partnership("acme.yaml", content, KNOWN).model
    assert found is not None
    return found


@cache
def tables(path: Path) -> dict[str, tuple[TableShape, list[Row]]]:
    partnership = loaded(path.read_bytes())
    found = {shape.name: (shape, list(rows_of(shape, path.stem, partnership, CURRENCY))) for shape in shapes()}
    return {name: (shape, rows) for name, (shape, rows) in found.items() if rows}


def target_of(stem: str, content: bytes) -> ImportTarget:
    assert WORKSPACE is not None
    portfolio = Portfolio(WORKSPACE, {stem: loaded(content)})
    path = f"{stem}.yaml"
    return ImportTarget(
        portfolio, {stem: path}, frozenset({stem}), KNOWN, lambda _: content, str, lambda *_: ("", b""), DAY
    )


def sheet_of(shape: TableShape, rows: Sequence[Sequence[Value]], *, as_workbook: bool) -> Sheet:
    """Write rows as export does, and read them as import does."""
    grid = Grid(shape.name, "", [GridColumn(each.name, each.kind) for each in shape.all], rows)
    if as_workbook:
        [content] = grid_xlsx.render([grid]).values()
        read = read_sheets("all.xlsx", content, lambda _: True, lambda cells: "partnership" in cells)[shape.name[:31]]
        assert read is not None
        return read
    return read_table("a.csv", grid_csv.render([grid])[shape.name].encode(), lambda cells: "partnership" in cells)


TEXTS = st.text("aB9 :#'\"-{[,&*éß漢\\%@|>!", min_size=1, max_size=12).map(str.strip).filter(bool)
DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "text": TEXTS,
    "whole": st.integers(0, 10**9) | st.integers(0, 5),
    "number": st.decimals(0, 10**6, places=3),
    "money": st.decimals(0, 10**12, places=4),
    "percent": st.decimals(0, 100, places=2),
    "date": DAYS,
    "month": DAYS.map(lambda day: f"{day:%Y-%m}"),
    "flag": st.booleans(),
    "done": st.booleans() | DAYS,
}


def new_value(column: TableColumn) -> st.SearchStrategy[Value]:
    return st.none() | (st.sampled_from(column.choices) if column.choices else VALUES[column.kind])


def plan(stem: str, content: bytes, given: ExportedTables) -> tuple[ImportPlan, bytes]:
    found = plan_of_export("tables", given, target_of(stem, content), lambda _: None, NumberHabits())
    return found.plan, found.files[f"{stem}.yaml"].after if found.files else content


@examples(1000, few=25)
@given(st.data())
def test_one_cell_that_is_changed_in_a_table_is_one_value_that_is_changed_in_the_file(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(FILES), "file")
    content = path.read_bytes()
    shape, rows = tables(path)[data.draw(st.sampled_from(sorted(tables(path))), "table")]
    line = data.draw(st.integers(0, len(rows) - 1), "row")
    at = data.draw(st.sampled_from([at for at, each in enumerate(shape.columns) if not each.counts]), "column")
    column, old = shape.columns[at], rows[line].values[at]
    value = data.draw(new_value(column), "value")
    values = [list(row.values) for row in rows]
    values[line][at] = value
    cells = [(*row.keys, *changed) for row, changed in zip(rows, values, strict=True)]
    as_workbook = data.draw(st.booleans(), "workbook")
    sheet = sheet_of(shape, cells, as_workbook=as_workbook)
    given = ExportedTables({shape.name: sheet}, {path.stem: blob_of(content)}, "xlsx" if as_workbook else "csv")
    found, after = plan(path.stem, content, given)
    if after == content:
        assert str(value) == str(old) or value is None or found.counts["error"] == 1, found
        return
    assert (found.counts["update"], found.counts["unchanged"]) == (1, len(rows) - 1)
    now = loaded(after)
    for name, (each, before) in tables(path).items():
        found_now = [list(row.values) for row in rows_of(each, path.stem, now, CURRENCY)]
        if name != shape.name:
            assert found_now == [list(row.values) for row in before]
            continue
        names = [each.name for each in shape.columns]
        if column.kind == "money" and "currency" in names:
            # The currency of an amount is that of the workspace: it comes with the first amount and goes with the last.
            values[line][names.index("currency")] = found_now[line][names.index("currency")]
        elif value is None and found_now != values:
            # What is left out has the value that the format says.
            usual = {CURRENCY, column.steps[-1].model.model_fields[column.steps[-1].name].default}
            assert found_now[line][at] in usual
            values[line][at] = found_now[line][at]
        assert found_now == values
    old_lines, new_lines = content.decode().splitlines(), after.decode().splitlines()
    changed = [code for code in SequenceMatcher(None, old_lines, new_lines).get_opcodes() if code[0] != "equal"]
    assert len(changed) == 1
    assert changed[0][2] - changed[0][1] <= 4
    assert plan(path.stem, after, given._replace(versions={}))[1] == after


# --- Rows -----------------------------------------------------------------------------------------------------------


def test_all_tables_of_a_file_make_the_file_again_from_its_name_and_type() -> None:
    path = PORTFOLIO / "partners" / "bluebird-crm.yaml"
    wanted = tables(path)
    whole = loaded(path.read_bytes())
    empty = f"# Kept\nname: {whole.name}\ntype: {whole.type}\n".encode()
    given = {
        name: sheet_of(shape, [(*row.keys, *row.values) for row in rows], as_workbook=False)
        for name, (shape, rows) in wanted.items()
    }
    found, after = plan(path.stem, empty, ExportedTables(given, {}))
    assert found.counts["error"] == 0, [step for step in found.steps if step.action == "error"]
    assert after.startswith(b"# Kept\n")
    now = loaded(after)
    for shape, rows in wanted.values():
        # Some items wait for the person that they name, so their order may be another.
        made = [(*row.keys, *row.values) for row in rows_of(shape, path.stem, now, CURRENCY)]
        assert sorted(made, key=repr) == sorted([(*row.keys, *row.values) for row in rows], key=repr)
    assert plan(path.stem, after, ExportedTables(given, {}))[1] == after


# --- On the command line ----------------------------------------------------------------------------------------------

BAKERY = """\
# Our first partner.
name: Brotwerk  # the mill
type: supply-chain
owner: ana
people:
  eli: {name: Eli Frost, side: them}
plan:
  - {id: samples, title: Send samples, due: 2026-05-04, owner: ana}  # rye only
  - id: prices
    title: Agree on prices
    due: 2026-06-01
results:
  - {month: 2026-01, revenue: 1200.50}
fit: {reach: 3}
"""


@pytest.fixture
def bakery(tmp_path: Path) -> Any:
    """A workspace of a bakery in a repository, with its tables beside it."""
    repository = recording(tmp_path / "bakery")
    repository.write("partnerkit.yaml", "company: {name: Korn & Co}\ncurrency: SEK\npeople: {ana: {name: Ana Lind}}\n")
    repository.write("partners/brotwerk.yaml", BAKERY)
    repository.write("deals/brotwerk.csv", "deal,account,date,amount,currency\nd1,Cafe Nord,2026-01-05,90,SEK\n")
    repository.commit("2026-02-02", "First")
    return repository


def change(folder: Path, table: str, edit: Any) -> None:
    """Edit the cells of a table, as a spreadsheet does."""
    path = folder / "tables" / f"{table}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    edit(rows)
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    path.write_text(buffer.getvalue(), "utf-8", newline="")


def put(line: int, column: str, value: str) -> Any:
    return lambda rows: rows[line].__setitem__(rows[0].index(column), value)


def test_what_was_changed_in_tables_is_shown_and_then_made_so(ask: Ask, bakery: Any, snapshot: Any) -> None:
    folder = bakery.folder
    assert ask("export", "-o", "tables", "--today", TODAY, cwd=folder).status == 0
    change(folder, "plan", put(1, "due", "2026-05-11"))
    change(folder, "plan", put(2, "title", "'=Agree"))
    change(folder, "plan", lambda rows: rows.append(["brotwerk", "", "oven", "Try the oven", *[""] * 11]))
    change(folder, "results", lambda rows: rows.append(["brotwerk", "", "2026-02", "1000", "SEK", *[""] * 11]))
    change(folder, "people", lambda rows: rows.append(["brotwerk", "mo", "Mo Reed", *[""] * 5, "them"]))
    change(folder, "partnerships", put(1, "tier", "gold"))
    change(folder, "fit", put(1, "evidence", "Three of ten cafes"))
    change(folder, "contacts", lambda rows: rows.append(["brotwerk", "mo", *[""] * 5]))
    change(folder, "partnerships_tags", lambda rows: rows.append(["brotwerk", "", "flour, rye"]))
    change(folder, "deals", put(1, "amount", "95"))
    change(folder, "workspace_people", put(1, "name", "Ana Lindt"))
    shown = ask("import", "tables", cwd=folder)
    assert shown.out + shown.err == snapshot
    assert bakery.git("status", "--short", "partners") == ""
    answer = ask("import", "tables", "--apply", cwd=folder)
    assert (answer.status, answer.err) == (0, "changed partners/brotwerk.yaml\nchanged deals/brotwerk.csv\n")
    assert (folder / "deals" / "brotwerk.csv").read_text().endswith("\nd1,Cafe Nord,2026-01-05,95,SEK\n")
    text = (folder / "partners" / "brotwerk.yaml").read_text()
    assert text == snapshot(name="file")
    assert "nothing to do" not in ask("import", "tables", "--apply", cwd=folder).err
    assert (folder / "partners" / "brotwerk.yaml").read_text() == text
    assert ask("validate", cwd=folder).status == 0


@pytest.mark.searched
@pytest.mark.parametrize("form", ["json", "parquet", "xlsx"])
def test_every_format_of_an_export_comes_back(ask: Ask, bakery: Any, form: str) -> None:
    folder = bakery.folder
    target = {"json": "all.json", "parquet": "tables", "xlsx": "all.xlsx"}[form]
    assert ask("export", "--format", form, "-o", target, "--today", TODAY, cwd=folder).status == 0
    if form == "parquet":
        # The engine is started for each of them.
        needed = {"files", "plan", "deals"}
        for file in {*(folder / target).glob("*.parquet")} - {*few(sorted((folder / target).glob("*.parquet")), 8)}:
            if file.stem not in needed:
                file.unlink()
    for name in ("partners/brotwerk.yaml", "deals/brotwerk.csv"):
        # What the tables still say as it was is no edit.
        path = folder / name
        path.write_text(path.read_text().replace("Agree on prices", "Fix prices").replace("Cafe Nord", "Cafe Sued"))
    later = (folder / "partners" / "brotwerk.yaml").read_text()
    unchanged = json.loads(ask("import", target, "--format", "json", cwd=folder).out)
    assert {step["action"] for step in unchanged["steps"]} == {"unchanged"}
    if form == "json":
        data = json.loads((folder / target).read_text())
        rows = {table["name"]: table["data"] for table in data["resources"]}
        rows["plan"][0]["due"], rows["deals"][0]["amount"] = "2026-05-11", 95.5
        (folder / target).write_text(json.dumps(data))
    elif form == "parquet":
        for name, edit in (("plan", "due = '2026-05-11'"), ("deals", "amount = 95.5")):
            file = folder / "tables" / f"{name}.parquet"
            where = "where plan_item = 'samples'" if name == "plan" else ""
            duckdb.sql(f"create or replace table t as from '{file}'; update t set {edit} {where}; copy t to '{file}'")
    else:
        return
    answer = ask("import", target, "--apply", cwd=folder)
    assert (answer.status, answer.err) == (0, "changed partners/brotwerk.yaml\nchanged deals/brotwerk.csv\n")
    assert (folder / "partners" / "brotwerk.yaml").read_text() == later.replace("2026-05-04", "2026-05-11")
    assert "d1,Cafe Sued,2026-01-05,95.5,SEK" in (folder / "deals" / "brotwerk.csv").read_text()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"profile": "tabular-data-package", "resources": [', "line 1 is not JSON"),
        ('{"profile": "tabular-data-package"}', "is JSON, but not tables that `export` wrote"),
        ('{"profile": "tabular-data-package", "resources": ' + "[" * 9999, "is JSON, but not tables"),
        ('{"profile": "tabular-data-package", "resources": [{"name": "plan"}]}', "only describes tables"),
        (
            (
                '{"profile": "tabular-data-package", "resources": [{"name": "plan", "data": [{"partnership": "x"}], '
                '"schema": {"fields": [{"name": "plan_item"}]}}]}'
            ),
            "row 1 of `plan` has no `plan_item`",
        ),
        (
            (
                '{"profile": "tabular-data-package", "resources": [{"name": "plan", "data": [{"plan_item": NaN}], '
                '"schema": {"fields": [{"name": "plan_item"}]}}]}'
            ),
            "is JSON, but not tables",
        ),
    ],
)
def test_json_that_export_did_not_write_is_refused_in_a_sentence(
    ask: Ask, bakery: Any, content: str, said: str
) -> None:
    (bakery.folder / "all.json").write_text(content)
    answer = ask("import", "all.json", cwd=bakery.folder)
    assert (answer.status, answer.out, len(answer.err.splitlines())) == (1, "", 2)
    assert said in answer.err


def test_a_row_that_is_missing_is_reported_and_stays(ask: Ask, bakery: Any) -> None:
    folder = bakery.folder
    assert ask("export", "-o", "tables", cwd=folder).status == 0
    change(folder, "plan", lambda rows: rows.pop(1))
    answer = ask("import", "tables", "--apply", cwd=folder)
    assert "`partnerkit set brotwerk --remove plan.samples`" in " ".join(answer.out.split())
    assert (folder / "partners" / "brotwerk.yaml").read_text() == BAKERY


def test_what_was_changed_in_the_file_since_is_no_edit_and_what_was_changed_in_both_is_an_error(
    ask: Ask, bakery: Any
) -> None:
    folder = bakery.folder
    assert ask("export", "-o", "tables", cwd=folder).status == 0
    later = BAKERY.replace("2026-05-04", "2026-05-05").replace("Agree on prices", "Fix prices")
    bakery.write("partners/brotwerk.yaml", later.replace("id: prices", "id: terms"))
    change(folder, "plan", put(1, "title", "Post samples"))
    assert ask("import", "tables", "--apply", cwd=folder).status == 0
    text = (folder / "partners" / "brotwerk.yaml").read_text()
    assert text == later.replace("id: prices", "id: terms").replace("Send samples", "Post samples")
    change(folder, "plan", put(1, "due", "2026-05-06"))
    answer = ask("import", "tables", "--apply", cwd=folder)
    assert answer.status == 1
    assert "due: it was changed in partners/brotwerk.yaml too since the export, to 2026-05-05" in " ".join(
        answer.out.split()
    )
    assert (folder / "partners" / "brotwerk.yaml").read_text() == text


def test_what_git_does_not_know_is_not_overwritten(ask: Ask, bakery: Any) -> None:
    folder = bakery.folder
    bakery.write("partners/brotwerk.yaml", BAKERY.replace("rye only", "rye"))
    assert ask("export", "-o", "tables", cwd=folder).status == 0
    bakery.write("partners/brotwerk.yaml", BAKERY.replace("Send samples", "Bring samples"))
    answer = ask("import", "tables", "--apply", cwd=folder)
    assert answer.status == 1
    assert "git does not know what it was" in " ".join(answer.out.split())
    # One table alone finds the versions beside it.
    alone = ask("import", "tables/plan.csv", cwd=folder)
    assert "git does not know what it was" in " ".join(alone.out.split())


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("plan", "due", "2026-02-30", '"2026-02-30" is not a day of the calendar'),
        ("plan", "due", "03/04/2026", "03/04/2026 may be March 4, 2026 or April 3, 2026"),
        ("plan", "owner", "nina", '"nina" is no one in this file or in the workspace'),
        ("plan", "title", "", "`title` is missing"),
        ("plan", "title", "=1+1", "title: contains a formula instead of its value"),
        ("plan", "effort_days", "much", '"much" is not a number'),
        ("plan", "plan_item", "prices", "another row has the same key"),
        ("fit", "rating", "6", "6 is not a rating"),
        ("fit", "rating", "2.5", "rating: 2.5 is not a whole number"),
        ("results", "revenue", "#REF!", "revenue: contains the error #REF!"),
        ("partnerships", "type", "friends", '"friends" is not'),
        ("partnerships", "partnership", "brotwork", "there is no partnership `brotwork`"),
        ("partnerships", "partnership", "", "it has no `partnership`"),
    ],
)
def test_a_cell_that_a_file_cannot_hold_changes_nothing(
    ask: Ask, bakery: Any, table: str, column: str, value: str, said: str
) -> None:
    folder = bakery.folder
    assert ask("export", "--table", "files", "--table", table, "-o", "tables", cwd=folder).status == 0
    change(folder, table, put(1, column, value))
    answer = ask("import", "tables", "--apply", "--format", "json", cwd=folder)
    assert said in answer.out.replace('\\"', '"')
    assert (folder / "partners" / "brotwerk.yaml").read_text() == BAKERY


def test_a_table_that_excel_has_saved_in_german_changes_only_what_was_changed(ask: Ask, bakery: Any) -> None:
    folder = bakery.folder
    text = BAKERY.replace("Send samples", "漢字 für ČSAD").replace("1200.50", "12.345")
    bakery.write("partners/brotwerk.yaml", text)
    assert ask("export", "-o", "tables", "--today", TODAY, cwd=folder).status == 0
    change(folder, "plan", put(2, "title", "Über Preise sprechen"))
    for name in ("plan", "results"):
        path = folder / "tables" / f"{name}.csv"
        rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
        buffer = io.StringIO()
        # What Windows-1252 doesn't have becomes a question mark, or a letter that looks like it.
        csv.writer(buffer, delimiter=";").writerows(rows)
        saved = buffer.getvalue().replace("Č", "C").replace("12.345", "12,345")
        path.write_bytes(saved.encode("cp1252", "replace"))
    answer = ask("import", "tables", "--apply", cwd=folder)
    assert 'line 2 has "?? für CSAD"' in " ".join(answer.out.split())
    after = (folder / "partners" / "brotwerk.yaml").read_text()
    assert after == text.replace("Agree on prices", "Über Preise sprechen")
    results = folder / "tables" / "results.csv"
    results.write_text(results.read_text().replace("12,345", "12,346"))
    refused = ask("import", "tables/results.csv", cwd=folder)
    assert "revenue: 12,346 may be thousands or a fraction" in " ".join(refused.out.split())


def test_a_list_of_people_that_export_did_not_write_is_taken_by_email_as_ever(ask: Ask, bakery: Any) -> None:
    table = "partnership,person,name,email,title\nbrotwerk,eli,Eli Frost,eli@brotwerk.example,Miller\n"
    (bakery.folder / "people.csv").write_text(table)
    assert "people matched by `email`" in ask("import", "people.csv", cwd=bakery.folder).out
    exported = ask("export", "--table", "people", "-o", "people.csv", "--force", cwd=bakery.folder)
    assert exported.status == 0
    assert "tables that `partnerkit export` wrote" in ask("import", "people.csv", cwd=bakery.folder).out
    assert "people matched by `name`" in ask("import", "people.csv", "--key", "name", cwd=bakery.folder).out
    (bakery.folder / "empty").mkdir()
    refused = ask("import", "empty", cwd=bakery.folder)
    assert (refused.status, refused.out) == (2, "")
    assert "empty is a folder that `export` did not write" in refused.err
