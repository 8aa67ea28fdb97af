"""Deals that come back from a table: one cell changes one cell of a deals file, and no statement that was issued."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import TODAY, Ask, examples
from partnerkit.documents import Grid, GridColumn
from partnerkit.imports.exported import plan_of_export
from partnerkit.imports.exported_cells import NumberHabits
from partnerkit.imports.exported_files import ExportedTables
from partnerkit.imports.target import ImportTarget
from partnerkit.model.names import Names
from partnerkit.model.portfolio import Portfolio
from partnerkit.reading.deals import read_deals
from partnerkit.reading.loader import load_partnership, load_workspace
from partnerkit.reading.tables import read_sheets, read_table
from partnerkit.render import grid_csv, grid_xlsx
from partnerkit.tables.computed import DEALS, values_of
from partnerkit.workspace.origins import blob_of
from repositories import recording
from test_round_trip import change, put

PARTNERSHIP = """\
name: Hof Lindner
type: distribution
agreement:
  status: signed
  term: {starts: 2026-01-01}
  revenue:
    - {model: revenue-share, rate: 10%, base: net, from: us, to: them}
"""
AWKWARD = (
    '\ufeff"Kassenzettel";deal;account;Wert;date;currency;note;status\r\n'
    '7;"D-1";"Café; Nord";"1200.50";2026-01-05;EUR;"two\r\nlines";won\r\n'
    ";D-2;Bäckerei;80.0;2026-01-09;EUR\r\n"
    "\r\n"
    '8;=D-3;"The ""Mill""";7;;EUR;kept;approved'
).encode()

# --- One cell -------------------------------------------------------------------------------------------------------

TEXTS = st.text("aB9 :#'\"-;,=ß\n", min_size=1, max_size=8).map(str.strip).filter(bool)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXTS,
    "money": st.decimals(0, 10**6, places=2),
    "number": st.decimals(0, 99, places=1),
    "date": st.dates(date(2020, 1, 1), date(2030, 12, 31)),
}


def _workspace() -> Any:
    found = load_workspace("partnerkit.yaml", b"currency: EUR\ndeals: {columns: {amount: Wert}}\n").model
    assert found is not None
    return found


def _imported(content: bytes, tables: ExportedTables) -> tuple[Any, bytes]:
    """Return the plan of an import into a workspace with one deals file, and what that holds then."""
    workspace = _workspace()
    partnership = load_partnership("hof.yaml", PARTNERSHIP.encode(), Names()).model
    assert partnership is not None
    deals = read_deals(content, workspace.deals.columns.titles).deals
    files = {"hof.yaml": PARTNERSHIP.encode(), "deals/hof.csv": content}
    target = ImportTarget(
        Portfolio(workspace, {"hof": partnership}, deals={"hof": deals}),
        {"hof": "hof.yaml"},
        frozenset({"hof"}),
        Names(),
        files.get,
        lambda stem: f"deals/{stem}.csv",
        lambda *_: ("", b""),
        date(2026, 4, 10),
    )
    found = plan_of_export("tables", tables, target, lambda _: None, NumberHabits())
    return found.plan, found.files["deals/hof.csv"].after if found.files else content


@examples(300, few=25)
@given(st.data())
def test_one_cell_that_is_changed_is_one_cell_that_is_changed_in_the_deals_file(data: st.DataObject) -> None:
    titles = _workspace().deals.columns.titles
    deals = [["hof", *values_of(deal)] for deal in read_deals(AWKWARD, titles).deals]
    line = data.draw(st.integers(0, len(deals) - 1), "row")
    at = data.draw(st.integers(2, len(DEALS.all) - 1), "column")
    column, old = DEALS.all[at], deals[line][at]
    words = st.sampled_from(column.choices) if column.choices else VALUES[column.kind]
    value = data.draw(st.none() | words, "value")
    changed = [[*row] for row in deals]
    changed[line][at] = value
    grid = Grid("deals", "", [GridColumn(each.name, each.kind) for each in DEALS.all], changed)
    if as_workbook := data.draw(st.booleans(), "workbook"):
        [content] = grid_xlsx.render([grid]).values()
        sheet = read_sheets("all.xlsx", content, lambda _: True, lambda cells: "deal" in cells)["deals"]
        assert sheet is not None
    else:
        sheet = read_table("deals.csv", grid_csv.render([grid])["deals"].encode(), lambda cells: "deal" in cells)
    given = ExportedTables({"deals": sheet}, {}, "xlsx" if as_workbook else "csv", (), {"hof": blob_of(AWKWARD)})
    plan, after = _imported(AWKWARD, given)
    if after == AWKWARD:
        assert value == old or plan.counts["error"] == 1, plan
        return
    assert (plan.counts["update"], plan.counts["unchanged"]) == (1, len(deals) - 1)
    assert [["hof", *values_of(deal)] for deal in read_deals(after, titles).deals] == changed
    before_cells, after_cells = (_cells(content) for content in (AWKWARD, after))
    differing = [
        (row, at)
        for row, (one, other) in enumerate(zip(before_cells, after_cells, strict=True))
        for at, (cell, new) in enumerate(zip(one, other, strict=False))
        if cell != new
    ]
    assert len(differing) <= 1
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\r\n\r\n") == 1
    given = given._replace(deals_versions={})
    assert _imported(after, given)[1] == after


def _cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_cell_in_quotes_stays_in_quotes(ask: Ask, tmp_path: Path) -> None:
    repository = _workspace_in(tmp_path, AWKWARD)
    _exported(ask, repository)
    change(repository.folder, "deals", put(1, "amount", "1300"))
    assert ask("import", "tables", "--apply", cwd=repository.folder).status == 0
    assert (repository.folder / "deals" / "hof.csv").read_bytes() == AWKWARD.replace(b'"1200.50"', b'"1300"')


# --- Rows and versions ----------------------------------------------------------------------------------------------

PLAIN = b"deal,account,date,amount,currency\nD-1,Nord,2026-01-05,100,EUR\nD-2,Sud,2026-05-06,50,EUR\n"


def _workspace_in(folder: Path, deals: bytes) -> Any:
    repository = recording(folder / "farm")
    repository.write("partnerkit.yaml", "currency: EUR\ndeals: {columns: {amount: Wert}}\n")
    if deals == PLAIN:
        repository.write("partnerkit.yaml", "currency: EUR\n")
    repository.write("partners/hof.yaml", PARTNERSHIP)
    repository.write("partners/muhle.yaml", "name: Muhle\ntype: alliance\n")
    (repository.folder / "deals").mkdir()
    (repository.folder / "deals" / "hof.csv").write_bytes(deals)
    repository.commit("2026-02-02", "First")
    return repository


def _exported(ask: Ask, repository: Any) -> None:
    tables = [word for name in ("partnerships", "agreement_revenue", "deals", "files") for word in ("--table", name)]
    answer = ask("export", "-o", "tables", "--today", TODAY, *tables, cwd=repository.folder)
    assert answer.status == 0, answer.err


def _steps(answer: Any) -> list[tuple[str, str, str]]:
    steps = json.loads(answer.out)["steps"]
    return [
        (each["action"], each["about"], each.get("reason", ""))
        for each in steps
        if each["action"] != "unchanged" and each["about"].startswith("deals")
    ]


@pytest.fixture
def farm(ask: Ask, tmp_path: Path) -> Any:
    repository = _workspace_in(tmp_path, PLAIN)
    _exported(ask, repository)
    return repository


def _import(ask: Ask, repository: Any, *more: str) -> tuple[list[tuple[str, str, str]], bytes]:
    answer = ask("import", "tables", "--apply", "--format", "json", *more, cwd=repository.folder)
    return _steps(answer), (repository.folder / "deals" / "hof.csv").read_bytes()


def _row(*cells: str) -> Any:
    return lambda rows: rows.append([*cells, *[""] * (len(rows[0]) - len(cells))])


def test_a_new_row_is_a_new_deal_and_a_missing_one_stays(ask: Ask, farm: Any) -> None:
    change(farm.folder, "deals", lambda rows: rows.pop(1))
    change(farm.folder, "deals", _row("hof", "D-3", "Ost", "2026-03-01", "7.50", "EUR"))
    steps, after = _import(ask, farm)
    assert steps == [
        ("create", "deals hof/D-3", ""),
        ("skipped", "deals hof/D-1", "it is not in the table, and nothing is deleted"),
    ]
    assert after == PLAIN + b"D-3,Ost,2026-03-01,7.5,EUR\n"


def test_a_deal_that_gets_another_name_or_partnership_never_counts_twice(ask: Ask, farm: Any) -> None:
    change(farm.folder, "deals", put(1, "deal", "D-9"))
    change(farm.folder, "deals", put(2, "partnership", "muhle"))
    steps, after = _import(ask, farm)
    assert [(action, about) for action, about, _ in steps][:2] == [
        ("error", "deals hof/D-9"),
        ("error", "deals muhle/D-2"),
    ]
    assert steps[0][2] == "it is `D-1` under another name, and would count twice"
    assert steps[1][2] == "`D-2` is a deal of hof"
    assert after == PLAIN


def test_a_deal_that_was_changed_in_its_file_since_stays_and_one_changed_in_both_is_an_error(
    ask: Ask, farm: Any
) -> None:
    path = farm.folder / "deals" / "hof.csv"
    path.write_bytes(later := PLAIN.replace(b"100", b"110").replace(b"Sud", b"Sued"))
    assert _import(ask, farm) == ([], later)
    change(farm.folder, "deals", put(2, "date", "2026-05-07"))
    assert _import(ask, farm) == ([("update", "deals hof/D-2", "")], later.replace(b"05-06", b"05-07"))
    change(farm.folder, "deals", put(1, "amount", "120"))
    [step], after = _import(ask, farm)
    assert step[::2] == ("error", "amount: it was changed in deals/hof.csv too since the export, to 110")
    assert after == later.replace(b"05-06", b"05-07")
    farm.commit("2026-02-03", "Second")
    path.write_bytes(after)
    change(farm.folder, "files", put(1, "deals_version", "0" * 40))
    assert "git does not know what it was" in _import(ask, farm)[0][0][2]


def test_deals_of_a_partnership_that_is_gone_or_broken_are_left_alone(ask: Ask, farm: Any) -> None:
    change(farm.folder, "deals", put(1, "amount", "120"))
    path = farm.folder / "partners" / "hof.yaml"
    path.write_text("name: Hof Lindner\n")
    assert [step[::2] for step in _import(ask, farm)[0]] == [("skipped", "the file of `hof` has errors")] * 2
    path.unlink()
    assert [step[::2] for step in _import(ask, farm)[0]] == [("skipped", "there is no partnership `hof`")] * 2
    path.write_text(PARTNERSHIP)
    deals = farm.folder / "deals" / "hof.csv"
    deals.write_bytes(broken := PLAIN.replace(b"50,", b"fifty,"))
    steps, after = _import(ask, farm)
    assert (after, steps[0][0], steps[0][2]) == (broken, "skipped", "deals/hof.csv has errors")
    deals.unlink()
    answer = ask("import", "tables", "--apply", cwd=farm.folder)
    assert "it was removed from the file since the export" in " ".join(answer.out.split())
    assert not deals.exists()


def test_a_cell_that_a_deals_file_cannot_hold_changes_nothing(ask: Ask, farm: Any) -> None:
    table = farm.folder / "tables" / "deals.csv"
    whole = table.read_bytes()
    for column, value, said in (
        ("amount", "", "a deal that is won needs an amount"),
        ("amount", "-5", "only a refund is negative"),
        ("account", "", "this cell is empty"),
        ("currency", "Euro", '"Euro" is not a currency'),
        ("date", "31.02.2026", "is not a day of the calendar"),
        ("status", "gewonnen", '"gewonnen" is not one of'),
        ("amount", "=1+1", "amount: contains a formula instead of its value"),
        ("deal", "", "it has no `deal`"),
        ("deal", "D-2", "another row has the same key"),
    ):
        table.write_bytes(whole)
        change(farm.folder, "deals", put(1, column, value))
        steps, after = _import(ask, farm, "--skip-errors")
        assert after == PLAIN
        assert any(action == "error" and said in reason for action, _, reason in steps), steps


# --- Statements that were issued ------------------------------------------------------------------------------------


@pytest.fixture
def issued(ask: Ask, farm: Any) -> Any:
    """The farm, which has issued the statement of the first quarter, and exported its tables."""
    answer = ask("statement", "hof", "--period", "2026-Q1", "--issue", "--today", TODAY, cwd=farm.folder)
    assert answer.status == 0, answer.err
    return farm


def test_a_deal_in_an_issued_statement_does_not_change(ask: Ask, issued: Any) -> None:
    change(issued.folder, "deals", put(1, "amount", "130"))
    change(issued.folder, "deals", put(2, "amount", "60"))
    change(issued.folder, "deals", _row("hof", "D-3", "Ost", "2026-03-01", "40", "EUR"))
    change(issued.folder, "deals", _row("hof", "R-1", "Nord", "2026-04-02", "-30", "EUR", *[""] * 6, "D-1"))
    steps, after = _import(ask, issued)
    assert after == PLAIN
    assert steps == [
        (
            "error",
            "deals hof/D-1",
            "the statement for 2026-Q1 was issued with EUR 10 for D-1, which would then be EUR 13",
        ),
        ("update", "deals hof/D-2", ""),
        (
            "error",
            "deals hof/D-3",
            "the statement for 2026-Q1 was issued with nothing for D-3, which would then be EUR 4",
        ),
        ("create", "deals hof/R-1", ""),
    ]
    _, after = _import(ask, issued, "--skip-errors")
    assert after.splitlines()[1:] == [
        b"D-1,Nord,2026-01-05,100,EUR,",
        b"D-2,Sud,2026-05-06,60,EUR,",
        b"R-1,Nord,2026-04-02,-30,EUR,D-1",
    ]
    assert ask("validate", cwd=issued.folder).status == 0


def test_what_changes_no_line_of_an_issued_statement_is_taken(ask: Ask, issued: Any) -> None:
    change(issued.folder, "deals", put(2, "account", "Sud AG"))
    steps, after = _import(ask, issued)
    assert (steps, after) == ([("update", "deals hof/D-2", "")], PLAIN.replace(b"Sud", b"Sud AG"))


def test_the_customer_of_a_deal_in_an_issued_statement_does_not_change(ask: Ask, issued: Any) -> None:
    change(issued.folder, "deals", put(1, "account", "Nord AG"))
    [(action, _, said)], after = _import(ask, issued)
    assert (action, after) == ("error", PLAIN)
    assert said.endswith("was issued with EUR 10 of Nord for D-1, which would then be EUR 10 of Nord AG")


def test_a_term_that_an_issued_statement_follows_from_does_not_change(ask: Ask, issued: Any) -> None:
    change(issued.folder, "agreement_revenue", put(1, "rate", "12"))
    change(issued.folder, "partnerships", put(1, "why", "Bread"))
    answer = ask("import", "tables", "--apply", "--skip-errors", cwd=issued.folder)
    assert "was issued with EUR 10 for D-1, which would then be EUR 12; record a correction" in " ".join(
        answer.out.split()
    )
    text = (issued.folder / "partners" / "hof.yaml").read_text()
    assert ("rate: 10%" in text, "why: Bread" in text) == (True, True)


def test_an_import_from_a_crm_does_not_change_an_issued_statement_either(ask: Ask, issued: Any) -> None:
    table = issued.folder / "won.csv"
    table.write_text(
        "Record ID,Deal Name,Deal Stage,Close Date,Amount,Associated Company,Partner\n"
        + "\n".join(
            f"{deal},x,Closed Won,{day},{amount},{account},Hof Lindner"
            for deal, day, amount, account in [
                ("D-1", "2026-01-05", "101", "Nord"),
                ("D-2", "2026-05-06", "51", "Sud"),
                ("D-4", "2026-02-05", "9", "West"),
            ]
        )
        + "\n"
    )
    answer = ask("import", "won.csv", "--apply", "--skip-errors", "--format", "json", cwd=issued.folder)
    assert [step["action"] for step in json.loads(answer.out)["steps"]] == ["error", "update", "error"]
    after = (issued.folder / "deals" / "hof.csv").read_bytes()
    assert after == PLAIN.replace(b"50,", b"51,")


def test_a_deal_that_moves_the_tier_of_an_issued_one_does_not_change(ask: Ask, tmp_path: Path) -> None:
    repository = _workspace_in(tmp_path, PLAIN)
    tiers = "tiered, counts: all, method: marginal, tiers: [{at_least: 0, rate: 10%}, {at_least: 140, rate: 20%}]"
    terms = PARTNERSHIP.replace("revenue-share, rate: 10%", tiers)
    repository.write("partners/hof.yaml", terms)
    repository.commit("2026-02-03", "Tiers")
    _exported(ask, repository)
    issue = ("statement", "hof", "--period", "2026-Q2", "--issue", "--today", TODAY)
    assert ask(*issue, cwd=repository.folder).status == 0
    change(repository.folder, "deals", put(1, "amount", "80"))
    steps, after = _import(ask, repository)
    assert [step[:2] for step in steps] == [("error", "deals hof/D-1")]
    assert "the statement for 2026-Q2 was issued with EUR 6 for D-2" in steps[0][2]
    assert after == PLAIN
