"""Partnership files as tables: every section, what a data package says of them, and the formats they are written in."""

import csv
import io
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import python_calamine

from conftest import PORTFOLIO, TODAY, Ask
from partnerkit.model.classification import keys_below
from partnerkit.model.partnership import Partnership
from partnerkit.model.shape import models_in
from partnerkit.render.xlsx import sheet_name
from partnerkit.tables.columns import TableColumn
from partnerkit.tables.export import all_shapes
from partnerkit.tables.shapes import TableShape, shapes
from partnerkit.tables.steps import distinct
from repositories import recording

COMPARED = ("partnerships", "agreement_revenue", "results", "plan", "plan_moved", "agreement", "checklists", "scores")


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example portfolio, with a file that has every kind of value."""
    folder = tmp_path_factory.mktemp("export") / "portfolio"
    shutil.copytree(PORTFOLIO, folder)
    return folder


def _tables(ask: Ask, workspace: Path, *arguments: str) -> dict[str, list[dict[str, str]]]:
    shutil.rmtree(workspace / "tables", ignore_errors=True)
    answer = ask("export", "-o", "tables", "--today", TODAY, *arguments, cwd=workspace)
    assert answer.status == 0, answer.err
    found = {}
    for path in sorted((workspace / "tables").glob("*.csv")):
        found[path.stem] = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    return found


# --- Which tables there are -------------------------------------------------------------------------------------------


def _addresses(shape: TableShape) -> Iterator[str]:
    """Yield where the values of a table are in a file; a key whose name is in a column is any of these names."""
    for column in shape.columns:
        addresses = [shape.address_of(column)]
        for key in shape.keys:
            if f"{{{key.name}}}" in addresses[0]:
                addresses = [each.replace(f"{{{key.name}}}", choice) for each in addresses for choice in key.choices]
        yield from addresses


def test_no_key_of_a_partnership_file_goes_without_a_column() -> None:
    addresses = {re.sub(r"\[\]$|\.\*$", "", address) for shape in shapes() for address in _addresses(shape)}
    for path, field, _ in keys_below(Partnership):
        if not models_in(field.annotation):
            assert path in addresses, path


def test_tables_columns_and_sheets_have_names_of_their_own_and_every_column_says_what_it_is() -> None:
    names = [shape.name for shape in all_shapes()]
    assert len({sheet_name(name) for name in names}) == len(names)
    for shape in all_shapes():
        columns = [column.name for column in shape.all]
        assert len(set(columns)) == len(columns), shape.name
        assert shape.description
        assert all(column.description for column in shape.all), shape.name


def test_every_table_and_column(snapshot: Any) -> None:
    def told(column: TableColumn) -> str:
        unit = f" ({column.unit})" if column.unit else ""
        return f"{column.name}: {column.kind}{unit}{f' > {column.refers_to}' if column.refers_to else ''}"

    lines = []
    for shape in all_shapes():
        lines.append(f"{shape.name}{f' < {shape.above}' if shape.above else ''}")
        lines += [f"  * {told(key)}" for key in shape.keys]
        lines += [f"    {told(column)}" for column in shape.columns]
    assert "\n".join(lines) + "\n" == snapshot


def test_names_that_repeat_are_numbered() -> None:
    assert distinct(["a", "b", "a", "a#2", "a"]) == ["a", "b", "a#2", "a#2#2", "a#3"]


# --- What is in them --------------------------------------------------------------------------------------------------


def test_everything_that_is_exported_of_one_partnership(ask: Ask, portfolio: Path, snapshot: Any) -> None:
    _tables(ask, portfolio, "acme")
    texts = {path.stem: path.read_text("utf-8-sig") for path in sorted((portfolio / "tables").glob("*.csv"))}
    elsewhere = ("files", "dates", *(name for name in texts if name.startswith("workspace_")))
    told = "".join(
        f"# {name}\n{text}\n" for name, text in texts.items() if text.count("\n") > 1 and name not in elsewhere
    )
    assert told == snapshot


def test_the_dates_that_are_open_are_those_that_due_lists(ask: Ask, portfolio: Path) -> None:
    arguments = ("acme", "meridian-channel", "--today", TODAY)
    found = csv.DictReader(io.StringIO(ask("export", *arguments, "--table", "dates", cwd=portfolio).out))
    listed = json.loads(ask("due", *arguments, "--within", "60m", "--format", "json", cwd=portfolio).out)["entries"]
    rows = {(row["partnership"], row["what"], row["due"], row["overdue"]) for row in found if not row["ended"]}
    assert rows == {
        (each["partnership"], each["what"], each["date"] or "", str(each["overdue"]).lower()) for each in listed
    }


def test_the_tables_are_what_their_package_says(ask: Ask, portfolio: Path) -> None:
    tables = _tables(ask, portfolio)
    package = json.loads((portfolio / "tables" / "datapackage.json").read_text())
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert [*resources] == [shape.name for shape in all_shapes()]
    references = 0
    for name, resource in resources.items():
        schema, rows = resource["schema"], tables[name]
        assert resource["path"] == f"{name}.csv"
        assert all([*row] == [field["name"] for field in schema["fields"]] for row in rows)
        for field in schema["fields"]:
            for row in rows:
                _check(field, row[field["name"]])
        keys = [tuple(row[key] for key in schema["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys)
        for foreign in schema.get("foreignKeys", ()):
            reference = foreign["reference"]
            others = tables[reference["resource"] or name]
            known = {tuple(row[field] for field in reference["fields"]) for row in others}
            values = {tuple(row[field] for field in foreign["fields"]) for row in rows}
            assert {each for each in values if all(each)} <= known
            assert reference["fields"] == resources[reference["resource"] or name]["schema"]["primaryKey"]
            references += 1
    assert references > len(tables)


def _check(field: dict[str, Any], text: str) -> None:
    limits = field.get("constraints", {})
    assert text or not limits.get("required")
    if not text:
        return
    match field["type"]:
        case "integer":
            assert limits.get("minimum", -sys.maxsize) <= int(text) <= limits.get("maximum", sys.maxsize)
        case "number":
            assert Decimal(text).is_finite()
        case "date":
            assert date.fromisoformat(text)
        case "yearmonth":
            assert date.fromisoformat(f"{text}-01")
        case "boolean":
            assert text in ("true", "false")
        case kind:
            assert kind == "string"
            assert text in limits.get("enum", [text])
            assert re.fullmatch(limits.get("pattern", "(?s:.*)"), text)


def test_numbers_have_all_their_digits_texts_their_lines_and_no_cell_is_a_formula(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(
        "name: '=1+1'\ntype: alliance\nwhy: |\n  Two lines,\n  \"quoted\"\ntags: ['@sum', 3/6]\n"
        "results: [{month: 2026-01, revenue: 123456789012345678.12345678901}, {month: 2026-02, referrals: 1}]\n"
        "agreement: {revenue: [{model: revenue-share, rate: 12.25%, base: net}]}\n"
        "health: [{date: 2026-01-01, flags: []}, {date: 2026-02-01}]\n"
        "checklists: {launch: {tracking: true, launch-plan: 2026-01-05}}\n"
    )
    tables = _tables(ask, tmp_path)
    assert tables["partnerships"][0]["name"] == "'=1+1"
    assert tables["partnerships"][0]["why"] == 'Two lines,\n"quoted"'
    assert [row["value"] for row in tables["partnerships_tags"]] == ["'@sum", "'3/6"]
    assert [row["revenue"] for row in tables["results"]] == ["123456789012345678.12345678901", ""]
    assert [row["currency"] for row in tables["results"]] == ["EUR", ""]
    assert tables["agreement_revenue"][0]["rate"] == "12.25"
    assert [row["flags"] for row in tables["health"]] == ["0", ""]
    assert [tuple(row.values())[1:] for row in tables["checklists"]] == [
        ("launch", "tracking", "true"),
        ("launch", "launch-plan", "2026-01-05"),
    ]
    assert ask("export", "-o", "all.xlsx", cwd=tmp_path).status == 0
    book = python_calamine.load_workbook(tmp_path / "all.xlsx")
    row = dict(zip(*book.get_sheet_by_name("partnerships").to_python(), strict=True))
    assert (row["name"], row["why"]) == ("=1+1", 'Two lines,\n"quoted"')
    assert book.get_sheet_by_name("agreement_revenue").to_python()[1][3] == 0.1225
    assert book.get_sheet_by_name("results").to_python()[1][3] == "123456789012345678.12345678901"
    assert book.get_sheet_by_name("health").to_python()[1][2] == date(2026, 1, 1)


def test_items_that_share_their_identity_are_told_apart(ask: Ask, tmp_path: Path) -> None:
    same = "{date: 2026-01-12, kind: cold, by: us}"
    touches = same.replace(", by: us", "")
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\noutreach: {{touches: [{touches}, {touches}]}}\n")
    rows = _tables(ask, tmp_path)["outreach_touches"]
    assert [row["touch"] for row in rows] == ["2026-01-12/cold#1", "2026-01-12/cold#2"]


def test_a_partnership_that_is_not_in_the_export_is_no_foreign_key(ask: Ask, portfolio: Path) -> None:
    tables = ("--table", "partnerships", "--table", "partnerships_with")

    def foreign() -> list[list[str]]:
        package = json.loads((portfolio / "tables" / "datapackage.json").read_text())
        schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
        return [each["fields"] for each in schemas["partnerships_with"]["foreignKeys"]]

    stem = _tables(ask, portfolio, *tables)["partnerships_with"][0]["partnership"]
    assert foreign() == [["partnership"], ["value"]]
    _tables(ask, portfolio, stem, *tables)
    assert foreign() == [["partnership"]]


# --- Formats ----------------------------------------------------------------------------------------------------------


def test_all_formats_hold_the_same_values(ask: Ask, portfolio: Path) -> None:
    arguments = ("acme", "globex", "--today", TODAY, *(f"--table={name}" for name in COMPARED))
    tables = _tables(ask, portfolio, *arguments)
    for output in (["parquet", "--format", "parquet"], ["all.xlsx"], ["all.json"]):
        assert ask("export", *arguments, "-o", *output, cwd=portfolio).status == 0
    book = python_calamine.load_workbook(portfolio / "all.xlsx")
    resources = {each["name"]: each for each in json.loads((portfolio / "all.json").read_text())["resources"]}
    assert {*resources} == {*COMPARED}
    for shape in (each for each in all_shapes() if each.name in COMPARED):
        rows = [[text.removeprefix("'") for text in row.values()] for row in tables[shape.name]]
        assert [[_text(each) for each in row.values()] for row in resources[shape.name]["data"]] == rows
        path = portfolio / "parquet" / f"{shape.name}.parquet"
        found = duckdb.read_parquet(str(path)).fetchall()
        assert [[_text(each) for each in row] for row in found] == rows
        if rows:
            titles, *cells = book.get_sheet_by_name(sheet_name(shape.name)).to_python()
            assert titles == [column.name for column in shape.all]
            percents = [column.kind == "percent" for column in shape.all]
            assert [
                [_text(each, of_hundred=of_hundred) for each, of_hundred in zip(row, percents, strict=True)]
                for row in cells
            ] == rows
    assert {"tables", "columns"} <= {*book.sheet_names}


def _text(value: Any, *, of_hundred: bool = False) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float() | Decimal():
            exact = Decimal(str(value)) * (100 if of_hundred else 1)
            text = f"{exact:f}"
            return text.rstrip("0").rstrip(".") if "." in text else text
        case _:
            return str(value)


@pytest.mark.parametrize("format", ["csv", "xlsx", "parquet", "json"])
def test_the_same_files_give_the_same_bytes(ask: Ask, portfolio: Path, format: str) -> None:
    found = []
    tables = ("--table", "agreement_revenue", "--table", "results")
    for name in ("one", "two"):
        output = f"{name}.{format}" if format in ("xlsx", "json") else name
        arguments = ("--format", format, "-o", output, "--today", TODAY, "--force")
        assert ask("export", *tables, *arguments, cwd=portfolio).status == 0
        path = portfolio / output
        found.append([each.read_bytes() for each in (sorted(path.iterdir()) if path.is_dir() else [path])])
    assert found[0] == found[1]


def test_one_table_goes_to_standard_output_or_a_file_and_several_need_a_folder(ask: Ask, portfolio: Path) -> None:
    said = ask("export", "acme", "--table", "plan_needs", cwd=portfolio)
    assert said.status == 0
    assert said.out.startswith("partnership,plan_item,position,value\nacme,")
    assert ask("export", "acme", "--table", "plan_needs", "-o", "needs.csv", cwd=portfolio).status == 0
    assert (portfolio / "needs.csv").read_text("utf-8-sig") == said.out
    for arguments in ((), ("-o", "all.csv"), ("--format", "parquet")):
        refused = ask("export", *arguments, cwd=portfolio)
        assert (refused.status, refused.out) == (2, "")
        assert "add -o FOLDER" in refused.err
    for table in ("plans", "nothing"):
        assert f"there is no table `{table}`" in ask("export", "--table", table, cwd=portfolio).err


def test_nothing_is_overwritten_without_being_asked(ask: Ask, portfolio: Path) -> None:
    (portfolio / "full").mkdir()
    (portfolio / "full" / "plan.csv").write_text("mine\n")
    answer = ask("export", "-o", "full", cwd=portfolio)
    assert (answer.status, answer.out) == (2, "")
    assert "plan.csv exists" in answer.err
    assert [path.name for path in (portfolio / "full").iterdir()] == ["plan.csv"]
    assert (portfolio / "full" / "plan.csv").read_text() == "mine\n"
    (portfolio / "full.xlsx").write_text("mine\n")
    assert ask("export", "-o", "full.xlsx", cwd=portfolio).status == 2


def test_a_broken_file_is_listed_and_the_others_are_exported(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("currency: NOK\n")
    (tmp_path / "good.yaml").write_text("name: Good\ntype: alliance\nresults: [{month: 2026-01, cost: 5}]\n")
    (tmp_path / "bad.yaml").write_text("name: Bad\ntype: nothing\n")
    answer = ask("export", "--table", "results", cwd=tmp_path)
    assert answer.status == 1
    assert "bad.yaml:2:7" in answer.err
    assert answer.out.splitlines()[1] == "good,'2026-01,2026-01,,NOK,,,,,,,,,,,5"


def test_history_is_exported_as_git_recorded_it(ask: Ask, tmp_path: Path) -> None:
    repository = recording(tmp_path / "workspace")
    repository.write("acme.yaml", "name: Acme\ntype: alliance\nstage: launch\n")
    repository.commit("2026-01-05", "First")
    blob = repository.git("rev-parse", "HEAD:acme.yaml")
    repository.write("acme.yaml", "name: Acme\ntype: alliance\nstage: grow\n")
    answer = ask("export", "--at", "HEAD", "-o", "tables/", cwd=repository.folder)
    assert answer.status == 0, answer.err
    [row] = csv.DictReader(io.StringIO((repository.folder / "tables" / "partnerships.csv").read_text("utf-8-sig")))
    assert row["stage"] == "launch"
    assert (repository.folder / "tables" / "files.csv").read_text("utf-8-sig").splitlines()[
        1
    ] == f"acme,acme.yaml,{blob},,"
    assert json.loads((repository.folder / "tables" / "datapackage.json").read_text())["at"]["date"] == "2026-01-05"


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx", "json"])
def test_a_single_file_says_which_commit_it_is_from_and_its_table_stays_the_same(
    ask: Ask, tmp_path: Path, ending: str
) -> None:
    repository = recording(tmp_path / "workspace")
    repository.write("acme.yaml", "name: Acme\ntype: alliance\nstage: launch\n")
    commit = repository.commit("2026-01-05", "First")
    table, at = ("export", "--table", "partnerships"), ("--at", "HEAD")
    recorded, now = repository.folder / f"recorded.{ending}", repository.folder / f"now.{ending}"
    answer = ask(*table, *at, "-o", recorded, cwd=repository.folder)
    assert ask(*table, "-o", now, cwd=repository.folder).err == ""
    sentence = f"As recorded in commit {commit[:12]} of 2026-01-05."
    assert answer.err == (f"{sentence}\n" if ending == "csv" else "")
    match ending:
        case "csv":
            assert recorded.read_bytes() == now.read_bytes()
        case "parquet":
            metadata = duckdb.execute(f"select key, value from parquet_kv_metadata('{recorded}')").fetchall()
            assert metadata == [(b"commit", commit.encode()), (b"commit_date", b"2026-01-05")]
            rows = [duckdb.execute(f"select * from '{each}'").fetchall() for each in (recorded, now)]
            assert rows[0] == rows[1]
        case "xlsx":
            with zipfile.ZipFile(recorded) as parts:
                assert sentence in parts.read("docProps/core.xml").decode()
            sheets = [python_calamine.load_workbook(each).get_sheet_by_index(1).to_python() for each in (recorded, now)]
            assert sheets[0] == sheets[1]
        case _:
            assert json.loads(recorded.read_text())["at"] == {"commit": commit, "date": "2026-01-05"}


@pytest.mark.parametrize(("format", "package"), [("xlsx", "XlsxWriter"), ("parquet", "duckdb")])
def test_what_is_not_installed_is_one_sentence_with_the_command(
    ask: Ask, portfolio: Path, monkeypatch: pytest.MonkeyPatch, format: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package.lower(), None)
    answer = ask("export", "--format", format, "-o", "missing", cwd=portfolio)
    assert (answer.status, answer.out) == (2, "")
    assert f" {package}" in answer.err.splitlines()[1]
    assert len(answer.err.splitlines()) == 2
    assert not (portfolio / "missing").exists()


def test_a_text_that_no_cell_of_excel_can_hold_is_not_cut(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\nwhy: {'x' * 40000}\n")
    answer = ask("export", "-o", "all.xlsx", cwd=tmp_path)
    assert (answer.status, answer.out) == (2, "")
    assert "`why` in `partnerships` has one of 40,000" in answer.err
