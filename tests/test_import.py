"""Tables of other systems: what they would change here, and what they do."""

import csv
import io
import json
import re
import shutil
import tempfile
from contextlib import chdir, redirect_stderr, redirect_stdout
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no types

from conftest import ROOT, Answer, Ask, examples
from partnerkit.cli.main import execute
from partnerkit.errors import UsageError
from partnerkit.imports.deals_text import DealsText
from partnerkit.imports.directory import Directory
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.workspace.editing.files import rewrite_all

EXAMPLES = ROOT / "tests" / "examples" / "imports"
TODAY = ("--today", "2026-04-10")
TABLES = sorted(path.stem for path in EXAMPLES.glob("*.csv"))


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A workspace of a company that leases cargo bikes, with four partners and a deals file."""
    folder = tmp_path / "shop"
    shutil.copytree(EXAMPLES / "workspace", folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files in a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", TABLES)
def test_a_known_table_has_the_plan_of_its_example(ask: Ask, shop: Path, snapshot: Any, name: str) -> None:
    table = shop / f"{name}.csv"
    shutil.copy(EXAMPLES / table.name, table)
    before = contents(shop)
    answer = ask("import", table.name, "--all", *TODAY, cwd=shop)
    assert answer.out + answer.err == snapshot
    assert contents(shop) == before


@pytest.mark.parametrize("name", TABLES)
def test_a_second_import_changes_no_byte(ask: Ask, shop: Path, name: str) -> None:
    arguments = ("import", EXAMPLES / f"{name}.csv", "--apply", "--skip-errors", *TODAY)
    first = ask(*arguments, cwd=shop)
    after = contents(shop)
    assert after != contents(EXAMPLES / "workspace"), first.out + first.err
    second = ask(*arguments, cwd=shop)
    assert contents(shop) == after
    assert not re.search(r"[0-9] (?:created|updated)\b", second.out)
    assert ask("validate", cwd=shop).status == 0


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, list[str]]:
    """Return the lines that are new in each file that differs."""
    return {
        path: [line for line in text.decode().splitlines() if line not in before.get(path, b"").decode().splitlines()]
        for path, text in after.items()
        if text != before.get(path)
    }


def table(folder: Path, name: str, *lines: str) -> Path:
    """Write a table beside a workspace."""
    path = folder.parent / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def steps(answer: Answer) -> list[tuple[int, str, str]]:
    """Return the line, the action and the reason of each step of a plan in JSON."""
    return [(step["line"], step["action"], step.get("reason", "")) for step in json.loads(answer.out)["steps"]]


def test_a_corrected_table_changes_only_what_was_corrected(ask: Ask, shop: Path) -> None:
    companies = "Record ID,Company name,Company Domain Name,Type,Country/Region"
    rows = ("1,Kystcykler,kystcykler.example,Partner,Denmark", "2,Regnbuen,regnbuen.example,Reseller,Danmark")
    ask("import", table(shop, "companies.csv", companies, *rows), "--apply", *TODAY, cwd=shop)
    deals = "Record ID,Deal Name,Deal Stage,Close Date,Amount,Associated Company,Partner"
    sold = (
        "7003,Isbar,Closed Won,2026-04-02,7450.50,Isbar Syd,Kystcykler",
        "7004,Zoo,Closed Won,2026-04-03,1,Zoo,Kystcykler",
    )
    ask("import", table(shop, "deals.csv", deals, *sold), "--apply", *TODAY, cwd=shop)
    before = contents(shop)
    ask(
        "import",
        table(shop, "companies.csv", companies, rows[0], rows[1].replace("Danmark", "NO")),
        "--apply",
        cwd=shop,
    )
    ask("import", table(shop, "deals.csv", deals, sold[0].replace("7450.50", "7455"), sold[1]), "--apply", cwd=shop)
    assert changed(before, contents(shop)) == {
        "deals/kystcykler.csv": ["7003,Isbar Syd,2026-04-02,7455,DKK"],
        "imports/hubspot-companies.last.csv": ["regnbuen,partner.country,NO"],
        "imports/hubspot-deals.last.csv": ["kystcykler/deals.7003,amount,7455"],
        "partners/regnbuen.yaml": ['partner: {website: https://regnbuen.example, country: "NO"}'],
    }


def test_what_people_wrote_stays(ask: Ask, shop: Path) -> None:
    before = contents(shop)
    for name in ("hubspot-companies", "hubspot-contacts", "crossbeam-overlaps"):
        ask("import", EXAMPLES / f"{name}.csv", "--apply", "--skip-errors", *TODAY, cwd=shop)
    assert changed(before, contents(shop))["partners/kystcykler.yaml"] == [
        "owner: ove                  # since Ove moved to operations",
        "  lone: {name: Lone Bak, side: them, title: Managing Director, email: lone@kystcykler.example}",
        "  ase: {name: Åse Dahl, side: them, title: Workshop Lead, email: aase@kystcykler.example}",
        "  account_mapping: {date: 2026-04-10, ours: 310, theirs: 54, shared: 2}   # by hand, in January",
    ]


def test_a_mapping_that_was_typed_is_remembered_with_its_key(ask: Ask, shop: Path, snapshot: Any) -> None:
    path = Path("..") / "sager.csv"
    table(
        shop, "sager.csv", "Samarbejdspartner;Kunde;Dato;Beløb;Fase;Sag", "AWS;Bageri;03/04/2026;1.200;Underskrevet;S-1"
    )
    columns = {"Samarbejdspartner": "partnership", "Kunde": "account", "Dato": "date", "Beløb": "amount", "Sag": "deal"}
    typed = [word for title, key in columns.items() for word in ("--map", f"{title}={key}")]
    typed += ["--map", "Fase=status", "--value", "status:Underskrevet=won", "--rows", "deals"]
    assert ask("import", path, *TODAY, cwd=shop).status == 2
    ambiguous = ask("import", path, *typed, *TODAY, cwd=shop)
    answer = ask("import", path, *typed, "--dates", "day-first", "--decimals", "comma", "--apply", *TODAY, cwd=shop)
    assert (shop / "deals" / "aws.csv").read_text() == (
        "deal,account,date,amount,currency\nS-1,Bageri,2026-04-03,1200,DKK\n"
    )
    again = ask("import", path, "--format", "json", *TODAY, cwd=shop)
    assert steps(again) == [(2, "unchanged", "")]
    kept = (shop / "partnerkit.yaml").read_text()
    assert ambiguous.out + ambiguous.err + answer.err + kept.partition("\nimports:")[2] == snapshot


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (("Torv,Reseller,", "Torv,Reseller,"), "it is the same as line 2"),
        (("Torv,Reseller,DK", "Torv,Reseller,NO"), "lines 2 and 3 are about the same partner and differ in"),
        (("Torv Å,Reseller,", "Torv A,Reseller,"), "its file would be partners/torv-a.yaml, as that of line 2"),
        (("Kystcykler ApS,Reseller,",), "it may be `kystcykler`: the name is the same except for spelling"),
        (("Kyst Cykler,Reseller,",), "it may be `kystcykler`: the name is the same except for spelling"),
        (("Kystcyklre,Reseller,",), "it may be `kystcykler`: the names are nearly the same"),
        (("../../torv,Reseller,",), "its name is a path, not a company name"),
        (("株式会社,Reseller,",), "no file name can be"),
        (("Torv,Prospect,",), "a new partnership needs a type"),
        ((",Reseller,DK",), "the row has no `name` to match by"),
    ],
)
def test_what_is_not_clear_is_skipped_with_the_reason(ask: Ask, shop: Path, rows: tuple[str, ...], reason: str) -> None:
    before = contents(shop)
    path = table(shop, "t.csv", "Company name,Type,Country/Region,Record ID", *(f"{row},1" for row in rows))
    answer = ask("import", path, "--format", "json", *TODAY, cwd=shop)
    line, action, told = steps(answer)[-1]
    assert (line, action, answer.status) == (len(rows) + 1, "skipped", 0)
    assert told.startswith(reason)
    assert contents(shop) == before


def test_a_key_that_is_kept_is_filled_in_and_never_replaced(ask: Ask, shop: Path) -> None:
    keep = ("--keep", "owner", "--keep", "amount", "--apply", *TODAY)
    ask("import", EXAMPLES / "salesforce-accounts.csv", *keep[:2], *keep[4:], cwd=shop)
    ask("import", EXAMPLES / "hubspot-deals.csv", *keep[2:], "--skip-errors", cwd=shop)
    before = contents(shop)
    path = table(
        shop, "t.csv", "Account: Account Name,Website,Account Owner", "Regnbuen,,Ove Krag", "Hjul og Gear,,Ove Krag"
    )
    answer = ask("import", path, "--apply", cwd=shop)
    assert changed(before, contents(shop)) == {
        "imports/salesforce-accounts.last.csv": ["regnbuen,owner,ove"],
        "partners/regnbuen.yaml": ["owner: ove"],
    }
    assert "owner stays signe," in answer.out
    assert "7002,Blomster & Co,2026-03-05,9600" in (shop / "deals" / "kystcykler.csv").read_text()
    assert "keep: [owner]" in (shop / "partnerkit.yaml").read_text()


def test_a_word_that_is_ignored_says_nothing(ask: Ask, shop: Path) -> None:
    path = table(shop, "t.csv", "name,type,owner", "Torvet,alliance,Kim Doe")
    answer = ask("import", path, "--value", "owner:Kim Doe=ignore", "--format", "json", "--apply", *TODAY, cwd=shop)
    assert steps(answer) == [(2, "create", "")]
    assert [change["key"] for change in json.loads(answer.out)["steps"][0]["changes"]] == ["name", "type"]


def test_shared_accounts_are_recorded_with_the_counts_of_both_sides(ask: Ask, shop: Path) -> None:
    before = contents(shop)
    counts = [f"dynamics.account_mapping.{side}" for side in ("ours=310", "theirs=40")]
    arguments = ("import", EXAMPLES / "crossbeam-overlaps.csv", "--set", counts[0], "--set", counts[1], "--apply")
    ask(*arguments, *TODAY, cwd=shop)
    after = contents(shop)
    assert changed(before, after)["partners/bello.yaml"] == [
        "dynamics:",
        "  account_mapping: {date: 2026-04-10, ours: 310, theirs: 40, shared: 1}",
    ]
    ask(*arguments, "--today", "2026-05-01", cwd=shop)
    assert contents(shop) == after


def test_a_key_for_all_rows_is_filled_in_and_never_replaces_another(ask: Ask, shop: Path) -> None:
    before = contents(shop)
    path = table(shop, "t.csv", "Organization - Name", "Kystcykler", "Torvet")
    ask("import", path, "--set", "type=integration", "--set", "priority=low", "--apply", *TODAY, cwd=shop)
    new = changed(before, contents(shop))
    assert new["partners/kystcykler.yaml"] == ["priority: low"]
    assert {"type: integration", "priority: low                # high | medium | low"} & {*new["partners/torvet.yaml"]}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--map", "Nmae=name"), "error: t.csv has no column `Nmae`\nhelp: did you mean `Name`?"),
        (("--map", "Name=nmae"), "error: `nmae` is not a key of partners\nhelp: did you mean `name`?"),
        (("--rows", "people"), "error: t.csv has no column for `email`\nhelp: say which it is: --map 'TITLE=email'"),
        (("--rows", "people", "--map", "Name=name", "--key", "name"), "error: t.csv does not say which partnership"),
        (("--key", "since"), "error: partners are not matched by `since`\nhelp: use --key name, partner.website,"),
        (("--set", "type"), 'error: "type" is not KEY=VALUE\nhelp: write it as --set type=integration'),
        (("--value", "Won=won"), 'error: "Won=won" is not a key, their word and ours'),
        (("--partnership", "No One"), "error: no partnership is called No One"),
        (("--mapping", "../x"), 'error: "../x" is not a valid name for a mapping'),
        (("--sheet", "X"), "error: t.csv is not an Excel file, so it has no sheets"),
        (("--apply", "--dry-run"), "error: --apply carries the plan out, and --dry-run does not"),
    ],
)
def test_a_command_line_that_does_not_fit_the_table_is_refused(
    ask: Ask, shop: Path, arguments: tuple[str, ...], message: str
) -> None:
    (shop / "t.csv").write_text("Name,Type\nTorvet,alliance\n")
    answer = ask("import", "t.csv", *arguments, cwd=shop)
    assert (answer.status, answer.err[: len(message)]) == (2, message)


def test_a_deal_of_another_partnership_is_left_there(ask: Ask, shop: Path) -> None:
    path = table(shop, "t.csv", "deal,account,date,amount,partnership", "7001,Bageri,2026-02-16,11200,bello")
    answer = ask("import", path, "--format", "json", *TODAY, cwd=shop)
    assert steps(answer) == [(2, "skipped", "`7001` is a deal of kystcykler, not of bello")]


def test_errors_keep_the_whole_plan_from_being_written(ask: Ask, shop: Path) -> None:
    before = contents(shop)
    answer = ask("import", EXAMPLES / "hubspot-companies.csv", "--apply", *TODAY, cwd=shop)
    assert answer.status == 1
    assert contents(shop) == before
    assert "nothing was written, because of the errors; --skip-errors takes the other rows" in answer.err


def test_a_file_that_was_changed_meanwhile_keeps_the_whole_plan_from_being_written(shop: Path) -> None:
    path = shop / "partners" / "aws.yaml"
    files = {str(shop / "new.yaml"): (None, b"x"), str(path): (b"name: Older\n", b"name: AWS\n")}
    with pytest.raises(UsageError, match="was changed meanwhile, so nothing was written"):
        rewrite_all(files, None)
    assert not (shop / "new.yaml").exists()


def test_excel_is_read_with_its_habits(ask: Ask, shop: Path, snapshot: Any) -> None:
    with Workbook(shop.parent / "pipeline.xlsx") as book:
        book.add_worksheet("Cover").write_row(0, 0, ["Pipeline", "as of April"])
        sheet = book.add_worksheet("Deals")
        sheet.write(0, 0, "Pipeline report")
        sheet.merge_range(2, 0, 2, 6, "Deal")
        sheet.write_row(3, 0, ["ID", "Title", "Organization", "Value", "Won time", "Partner", "Status"])
        sheet.write_row(4, 0, [5001, "Fleet", "Bageri Nord", 1200.5, 46112, "Kystcykler", "Won"])
        sheet.write_row(6, 0, ["5002", "Fleet", "Isbar Syd", "1.234,56", "31.03.2026", "Kystcykler", "Won"])
        sheet.write_row(7, 0, ["5.1E+11", "Fleet", "Zoo", "12.400", "03/04/2026", "Kystcykler", "Won"])
        sheet.write_row(8, 0, ["5004", "Fleet", "Zoo", "#N/A", "31/03/26", "Kystcykler", "Won"])
    answer = ask("import", Path("..") / "pipeline.xlsx", "--all", *TODAY, cwd=shop)
    assert answer.out + answer.err == snapshot


HOSTILE = {
    "nul": (b"Company name,Record ID\nA\0,1\n", "a NUL character, so this is not text"),
    "utf-16": ("Company name,Record ID\nA,1\n".encode("utf-16") + b"\0", "is UTF-16 text"),
    "utf-16 without a mark": ("Company name,Record ID\nA,1\n".encode("utf-16-le"), "UTF-16 text without the mark"),
    "Greek of this kind": ("Όνομα,Είδος\nΑθηνά,1\n".encode("utf-16-be"), "UTF-16 text without the mark"),
    "many NULs": (b"Company name,Record ID\nA" + b"\0" * 99, "a NUL character, so this is not text"),
    "Cyrillic": ("Company name,Record ID\nНорд,1\n".encode("cp1251"), "line 2 is not UTF-8 text"),
    "Japanese": ("Company name,Record ID\n会社名,1\n".encode("shift-jis"), "line 2 is not UTF-8 text"),
    "a PDF file": (b"%PDF-1.4 and more\n", "is a PDF file, not a table"),
    "a JSON file": (b'[{"name": "Acme"}]', "is a JSON file, not a table"),
    "a web page": (b"<html><table><tr><td>Company name</td></tr></table>", "is a web page, not a table"),
    "a text of a megabyte": (b"Company name,Record ID\n" + b"A" * 2**20, "cell with more than 131,072 characters"),
    "a comma too many": (b"Company name,Record ID\nAcme, Inc.,1\n", "line 2 has 3 cells for 2 columns"),
    "quotes": (b'Company name,Record ID\n"A,1\n', "has a quote that is not closed"),
    "columns": (b"a," * 3_000_000, "has more than 1,000 columns"),
    "empty": (b"", "is empty"),
    "parquet": (b"PAR1 and more", "is not a Parquet file that can be read"),
    "not a table": (b"a list of partners\n", "is not a table that partnerkit knows"),
}


@examples(200, few=30)
@given(st.lists(st.text("abcdeé -0", min_size=1, max_size=14), max_size=12), st.text("abcdeé -0", max_size=14))
def test_names_that_are_nearly_the_same_are_those_that_all_names_are_compared_for(names: list[str], name: str) -> None:
    kept = {str(at): Partnership(name=each, type="alliance") for at, each in enumerate(names) if each.strip()}
    directory = Directory(Portfolio(Workspace(), kept))
    assert list(directory._nearly(name)) == get_close_matches(name, directory._names, n=3, cutoff=0.88)


# --- What the table says, what people write -------------------------------------------------------------------------

KINDS = {
    "companies": (
        "Record ID,Company name,Type,Country/Region\n1,Regnbuen,Reseller,{}\n2,Bello Logistik,Reseller,SE\n",
        "partners/regnbuen.yaml",
        ("NO", "SE", "FI", "IS"),
    ),
    "contacts": (
        "Record ID,First Name,Last Name,Email,Associated Company,Job Title\n1,Ida,Ro,ida@r.example,Regnbuen,{}\n",
        "partners/regnbuen.yaml",
        ("Head", "Lead", "Chief", "Boss"),
    ),
    "deals": (
        (
            "Record ID,Deal Name,Deal Stage,Close Date,Amount,Associated Company,Partner\n"
            "9,Zoo,Closed Won,2026-04-03,{},Zoo,Regnbuen\n8,Tivoli,Closed Won,2026-04-03,5,Tivoli,Regnbuen\n"
        ),
        "deals/regnbuen.csv",
        ("1001", "1002", "1003", "1004"),
    ),
    "results": (
        "partnership,month,revenue,referrals\nregnbuen,2026-03,{},3\nregnbuen,2026-02,11,3\n",
        "partners/regnbuen.yaml",
        ("1001", "1002", "1003", "1004"),
    ),
}
"""A table, the file that its value goes to, and values."""

MOVES = st.sampled_from(["table", "person", "revert"])


@examples(60, few=10)
@given(st.sampled_from(sorted(KINDS)), st.lists(st.tuples(MOVES, st.integers(0, 3)), min_size=1, max_size=6))
def test_what_people_wrote_stays_and_all_else_follows_the_table_in_any_order_of_edits(
    kind: str, moves: list[tuple[str, int]]
) -> None:
    text, file, words = KINDS[kind]
    with tempfile.TemporaryDirectory() as folder:
        shop = Path(folder) / "shop"
        shutil.copytree(EXAMPLES / "workspace", shop)
        (shop / "partners" / "regnbuen.yaml").write_text("name: Regnbuen\ntype: distribution  # by hand\n")
        path = shop / file

        def run(said: str) -> dict[str, bytes]:
            (shop.parent / "t.csv").write_text(text.format(said))
            with chdir(shop), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                assert execute(["import", "../t.csv", "--apply", "--today", "2026-04-10"]) == 0
            return contents(shop)

        said = agreed = here = words[0]
        run(said)
        for move, at in moves:
            if move == "table":
                said = words[at]
            else:
                wanted = words[at] if move == "person" else agreed
                before = path.read_text()
                assert before.count(here) == 1
                path.write_text(before.replace(here, wanted))
                here = wanted
            before_run = contents(shop)
            after = run(said)
            here = said if here in (agreed, said) else here
            agreed = said if here == said else agreed
            differing = {name for name in after if after[name] != before_run[name]} - {
                name for name in after if name.startswith("imports")
            }
            assert differing <= {file}
            assert path.read_text().count(here) == 1
            assert b"# by hand" in after["partners/regnbuen.yaml"]
            assert run(said) == after


def test_a_record_that_people_removed_does_not_come_back(ask: Ask, shop: Path, tmp_path: Path) -> None:
    for kind, (text, file, words) in KINDS.items():
        path = tmp_path / f"{kind}.csv"
        path.write_text(text.format(words[0]))
        (shop / file).unlink(missing_ok=True) if kind == "companies" else None
        assert ask("import", path, "--apply", *TODAY, cwd=shop).status == 0
    (shop / "deals" / "regnbuen.csv").unlink()
    (shop / "partners" / "regnbuen.yaml").write_text("name: Regnbuen\ntype: distribution\n")
    before = contents(shop)
    for kind in ("contacts", "deals", "results"):
        answer = ask("import", tmp_path / f"{kind}.csv", "--apply", "--format", "json", *TODAY, cwd=shop)
        assert steps(answer)[0] == (2, "skipped", "it was removed here since the last import")
    (shop / "partners" / "regnbuen.yaml").unlink()
    answer = ask("import", tmp_path / "companies.csv", "--apply", *TODAY, cwd=shop)
    assert "delete the lines of regnbuen in imports/hubspot-companies.last.csv" in " ".join(answer.out.split())
    del before["partners/regnbuen.yaml"]
    assert contents(shop) == before


def test_what_stays_is_shown_with_the_reason(ask: Ask, shop: Path) -> None:
    text, file, _words = KINDS["companies"]
    ask("import", table(shop, "t.csv", text.format("NO")), "--apply", *TODAY, cwd=shop)
    path = shop / file
    path.write_text(path.read_text().replace('"NO"', "SE"))
    shown = " ".join(ask("import", table(shop, "t.csv", text.format("FI")), *TODAY, cwd=shop).out.split())
    assert "partner.country stays SE, not FI" in shown
    assert "What stays was changed here since the last import, or the mapping keeps it." in shown
    kept = shop / "imports" / "hubspot-companies.last.csv"
    kept.write_text("<<<<<<< ours\n" + kept.read_text())
    refused = ask("import", shop.parent / "t.csv", *TODAY, cwd=shop)
    assert (refused.status, refused.out) == (1, "")
    assert "imports/hubspot-companies.last.csv is not what an import has written" in refused.err


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_table_is_refused_in_a_sentence(ask: Ask, shop: Path, kind: str) -> None:
    content, sentence = HOSTILE[kind]
    path = shop / "hostile.csv"
    path.write_bytes(content)
    answer = ask("import", path.name, cwd=shop)
    assert answer.status in (1, 2)
    assert sentence in answer.err
    assert len(answer.err.splitlines()) == 2


def test_a_formatted_report_is_read_with_its_groups_and_without_its_totals(ask: Ask, shop: Path) -> None:
    path = shop.parent / "report.xlsx"
    with Workbook(str(path)) as book:
        book.add_worksheet("Read me").write(0, 0, "Exported by Signe")
        sheet = book.add_worksheet("Deals")
        sheet.write(0, 1, "Deals of partners")
        sheet.write(1, 1, "As of 2026-04-10 09:12:44 • Generated by Signe Holm • Sorted by Partner Account")
        titles = ("Partner Account  ↑", "Stage", "Close Date", "Account Name", "Amount", "Opportunity ID")
        rows = (
            ("", "Closed Won", "31.03.2026", "Bageri Nord", 1234.5, "0061"),
            ("", "Closed Won (Rentals)", "01.04.2026", "Isbar Syd", 99, "0062"),
            ("Subtotal", "", "", "Sum", 1333.5, ""),
            ("Total", "", "", "Sum", 1333.5, ""),
            (),
            ("Copyright © 2000-2026 salesforce.com, inc. All rights reserved.",),
            ("Havnelast",),
        )
        for at, row in enumerate((("", "Opportunity Name"), *rows)):
            sheet.write_row(5 + at, 1, row)
        sheet.write_row(5, 1, (*titles, "Opportunity Name"))
        sheet.merge_range(6, 1, 7, 1, "Kystcykler")
    answer = ask("import", path, "--format", "json", *TODAY, cwd=shop)
    assert steps(answer) == [
        (7, "create", ""),
        (8, "create", ""),
        (9, "skipped", "it is a total and not a record"),
        (10, "skipped", "it is a total and not a record"),
        (12, "skipped", "it is below the table and is not a record"),
        (13, "skipped", "it is below the table and is not a record"),
    ]


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        (("1.234,50", "1,234.50"), ("1234.5", "1234.5")),
        (("1234,567", "5"), ("1234.567", "5")),
        (("1234,567", "1.50"), ('amount: "1234,567" is not a number', "1.5")),
        (("12,34", "1.234"), ("12.34", "1234")),
        (("1.234", "5"), ("amount: 1.234 may be thousands or a fraction", "5")),
    ],
)
def test_an_amount_is_read_in_the_only_way_it_can_be_or_not_at_all(
    ask: Ask, shop: Path, amounts: tuple[str, ...], said: tuple[str, ...]
) -> None:
    rows = (f'd{at},Kystcykler,Isbar,2026-01-05,"{amount}"' for at, amount in enumerate(amounts))
    path = table(shop, "t.csv", "deal,partnership,account,date,amount", *rows)
    answer = json.loads(ask("import", path, "--format", "json", *TODAY, cwd=shop).out)
    found = [
        step.get("reason") or next(each["after"] for each in step["changes"] if each["key"] == "amount")
        for step in answer["steps"]
    ]
    assert tuple(found) == said


def test_a_company_called_total_is_no_total(ask: Ask, shop: Path) -> None:
    path = table(
        shop,
        "accounts.csv",
        "Account Name,Website,Type,Billing Country,Amount",
        "Total,total.example,Reseller,France,12",
        "Grand Totals (2 records),,,,1.234",
        "Summe:,,,EUR,12",
    )
    answer = ask("import", path, "--format", "json", *TODAY, cwd=shop)
    assert [step[1] for step in steps(answer)] == ["create", "skipped", "skipped"]


SAVED = {
    "Windows-1252": ("cp1252", ";", "windows-1252"),
    "Unicode text": ("utf-16", "\t", "utf-16"),
    "UTF-8": ("utf-8-sig", ";", None),
}


@pytest.mark.parametrize("kind", SAVED)
def test_what_excel_saves_as_text_is_read_whatever_its_encoding(ask: Ask, shop: Path, kind: str) -> None:
    encoding, delimiter, said = SAVED[kind]
    path = shop.parent / "firmen.csv"
    rows = (("Company name", "Record ID", "Type", "Country/Region"), ("Bäckerei „Größe“ – 5 €", "1", "Reseller", "DE"))
    path.write_text("\r\n".join(map(delimiter.join, rows)) + "\r\n", encoding, newline="")
    shown = ask("import", path, *TODAY, cwd=shop)
    told = " ".join(shown.out.split())
    assert ('Check the letters: line 2 has "Bäckerei „Größe“ – 5 €". If they are wrong' in told) == (kind[0] == "W")
    answer = json.loads(ask("import", path, "--apply", "--format", "json", *TODAY, cwd=shop).out)
    assert (answer.get("encoding"), answer["counts"]["create"]) == (said, 1)
    assert 'name: "Bäckerei „Größe“ – 5 €"' in (shop / answer["files"][0]).read_text("utf-8")


CELL = st.text(alphabet="ab ,;\"'\n\rÅ", max_size=6)


@examples(60)
@given(
    st.lists(st.tuples(CELL, CELL), min_size=1, max_size=4),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(",;"),
    st.booleans(),
    CELL,
)
def test_a_deals_file_changes_in_one_cell_alone(
    rows: list[tuple[str, str]], newline: str, delimiter: str, ended: bool, account: str
) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    lines = [delimiter.join(["deal", "account", "note"])]
    lines += [delimiter.join([f"d{at}", quoted(first), quoted(second)]) for at, (first, second) in enumerate(rows)]
    content = (newline.join(lines) + (newline if ended else "")).encode()
    text = DealsText(content, {})
    text.change("d0", {"account": account})
    text.add({"deal": "new", "account": account})
    before, after = (
        list(csv.reader(io.StringIO(each.decode(), newline=""), delimiter=delimiter)) for each in (content, text.after)
    )
    assert after == [before[0], ["d0", account, before[1][2]], *before[2:], ["new", account, ""]]
    assert text.after.decode().startswith(lines[0] + newline)


WORDS = st.text(alphabet="abcæøåé .&-", min_size=1, max_size=12)


@examples(30)
@given(
    name=WORDS.filter(lambda word: any(letter.isalnum() for letter in word)),
    country=st.sampled_from(["DK", "Norway", "Sverige", ""]),
    why=st.text(alphabet="ab:#'\"{}[]-\n,", max_size=10),
)
def test_a_new_partner_is_unchanged_when_imported_again(name: str, country: str, why: str) -> None:
    with tempfile.TemporaryDirectory() as place, chdir(place):
        Path("partners").mkdir()
        Path("partnerkit.yaml").write_text("currency: DKK\n")
        with open("t.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["name", "type", "country", "why"], [name, "alliance", country, why]])
        with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()):
            execute(["import", "t.csv", "--apply", "--format", "json"])
            first = json.loads(out.getvalue())["steps"][0]
        files = contents(Path())
        with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()):
            execute(["import", "t.csv", "--apply", "--format", "json"])
        again = json.loads(out.getvalue())["steps"][0]
        assert contents(Path()) == files
        assert (first["action"], again["action"]) in {
            ("create", "unchanged"),
            ("skipped", "skipped"),
            ("error", "error"),
        }


@pytest.mark.parametrize("folder", ["deals", "partners"])
def test_nothing_is_written_through_a_folder_that_leads_out_of_the_workspace(
    ask: Ask, shop: Path, tmp_path: Path, folder: str
) -> None:
    outside = (shop / folder).rename(tmp_path / "outside")
    (shop / folder).symlink_to(outside)
    before = contents(outside)
    table = EXAMPLES / ("hubspot-deals.csv" if folder == "deals" else "hubspot-companies.csv")
    answer = ask("import", table, "--apply", "--skip-errors", *TODAY, cwd=shop)
    assert answer.status == 2
    assert "leads out of the workspace through a link" in answer.err
    assert contents(outside) == before


def test_a_number_of_an_excel_file_has_the_digits_that_excel_shows(ask: Ask, shop: Path) -> None:
    with Workbook(shop.parent / "deals.xlsx") as book:
        sheet = book.add_worksheet()
        titles = ("Deal", "Account", "Date", "Amount", "Partner")
        rows = [("D-1", "Ikast", 46085.4375, 0.1 + 0.2), (9007199254740993, "Huber", 46085, 5)]
        for at, row in enumerate([titles, *rows]):
            sheet.write_row(at, 0, row)
    answer = ask("import", shop.parent / "deals.xlsx", "--partnership", "bello", "--format", "json", *TODAY, cwd=shop)
    sum_of_two, too_long = json.loads(answer.out)["steps"]
    assert {"key": "amount", "before": None, "after": "0.3"} in sum_of_two["changes"]
    assert "has lost its last digits in Excel" in too_long["reason"]


def test_a_cell_that_is_empty_is_not_answered_with_the_option_for_its_column(ask: Ask, shop: Path) -> None:
    (shop / "deals.csv").write_text("Deal,Account,Date,Amount,Partner\nD-1,Ikast,2026-03-04,5,\n")
    (step,) = json.loads(ask("import", "deals.csv", "--format", "json", *TODAY, cwd=shop).out)["steps"]
    assert (step["reason"], "help" in step) == ("the row names no partnership", False)


def test_a_population_of_another_name_is_no_population_of_customers(ask: Ask, shop: Path) -> None:
    rows = "Bello Logistics,Ikast,Customers,Customers\nBello Logistics,Huber,Suspects 2026,Customers\n"
    empty = "Bello Logistics,Museet,,Customers\n"
    (shop / "overlaps.csv").write_text(f"Partner Name,Account Name,Population,Partner Population\n{rows}{empty}")
    counts = [f"dynamics.account_mapping.{side}" for side in ("ours=310", "theirs=40")]
    arguments = ("import", "overlaps.csv", *(part for each in counts for part in ("--set", each)), *TODAY)
    plan = json.loads(ask(*arguments, "--format", "json", cwd=shop).out)
    assert (plan["counts"]["error"], plan["counts"]["skipped"], plan["files"]) == (1, 2, [])
    assert "--value 'ours:Suspects 2026=customers' counts its accounts" in plan["steps"][1]["help"]
    for meaning, number in (("skip", "1"), ("customers", "2")):
        said = ("--value", f"ours:Suspects 2026={meaning}", "--format", "json")
        (step,) = json.loads(ask(*arguments, *said, cwd=shop).out)["steps"]
        assert {"key": "dynamics.account_mapping.shared", "before": None, "after": number} in step["changes"]


CENTS = "transaction_key,partner_key,customer_key,{},created_at\ntx_1,bello,Ikast,{},1772359200000\n"


@pytest.mark.parametrize(
    ("titles", "amounts", "said"),
    [
        ("amount,currency", "49900,USD", ["2026-03-01", "499", "USD"]),
        ("amount,currency", "5,EUR", ["2026-03-01", "0.05", "EUR"]),
        ("amount_usd", "49900", ["2026-03-01", "499", "USD"]),
        ("amount,currency", "499.50,USD", "amount: 499.50 is not in cents, as the API has amounts"),
        ("amount,currency", "49900,JPY", "amount: 49900 is in cents, which JPY doesn't have"),
    ],
)
def test_amounts_that_a_product_has_in_cents_and_moments_in_milliseconds_are_what_they_mean(
    ask: Ask, shop: Path, titles: str, amounts: str, said: "list[str] | str"
) -> None:
    path = table(shop, "t.csv", CENTS.format(titles, amounts))
    (step,) = json.loads(ask("import", path, "--format", "json", *TODAY, cwd=shop).out)["steps"]
    values = {change["key"]: change["after"] for change in step["changes"]}
    assert (step.get("reason") or [values[key] for key in ("date", "amount", "currency")]) == said


def test_cents_are_cents_in_monthly_sums_and_under_any_mapping_too(ask: Ask, shop: Path) -> None:
    path = table(shop, "t.csv", CENTS.format("amount,currency", "49900,DKK"))
    for options, key in ((("--rows", "results"), "results.2026-03.revenue"), (("--map", "amount=amount"), "amount")):
        answer = ask("import", path, *options, "--mapping", "ours", "--format", "json", *TODAY, cwd=shop)
        (step,) = json.loads(answer.out)["steps"]
        assert {"key": key, "before": None, "after": "499"} in step["changes"]


@pytest.mark.parametrize(
    ("titles", "cells", "said"),
    [
        ("Amount (USD),Currency", "500,EUR", "500 is in USD, and the currency of the row is EUR"),
        ("Amount,Currency", "€ 500,USD", "€ 500 is in EUR, and the currency of the row is USD"),
        ("Amount,Currency", "$500,CAD", "CAD"),
        ("Amount,Currency", "US$ 500,CAD", "US$ 500 is in USD, and the currency of the row is CAD"),
        ("Amount,Note", "R$ 500,", "BRL"),
        ("Amount,Note", "$ 500,", "$ 500 does not say which currency it is in"),
        ("Amount,Monthly revenue", "USD 500,EUR 40", "USD"),
        ("Amount,Monthly revenue", "500,EUR 40", "DKK"),
        ("Amount,Monthly revenue", ",EUR 40", "EUR"),
        ("Amount,Audit", ",ISO 9001 audit", "DKK"),
    ],
)
def test_a_deal_is_in_the_currency_that_its_row_names_and_never_in_another(
    ask: Ask, shop: Path, titles: str, cells: str, said: str
) -> None:
    status = "won" if cells[0] != "," else "registered"
    path = table(
        shop, "t.csv", f"deal,account,partnership,date,status,{titles}", f"D,Zoo,bello,2026-03-01,{status},{cells}"
    )
    options = ("--map", "Amount (USD)=amount") if "(USD)" in titles else ()
    (step,) = json.loads(ask("import", path, *options, "--format", "json", *TODAY, cwd=shop).out)["steps"]
    values = {change["key"]: change["after"] for change in step["changes"]}
    assert (step.get("reason") or values["currency"]).endswith(said)


FOOTER = (
    "Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.",
    "Confidential Information - Do Not Distribute",
    "Generated By:  Signe Holm  4/10/2026",
    "Havnelast",
)


@pytest.mark.parametrize(
    ("titles", "rows", "partners"),
    [
        ("Account Name,Type", ("Torvet,Reseller", "Parken,", "", "Partner accounts"), 2),
        ("Account Name,Type", ("Torvet,Reseller", "Parken,", "Partner accounts"), 2),
        ("Account Name,Type", ("", "Partner accounts"), 0),
        ("Account Name", ("Torvet", "Parken", "", "Partner accounts", "Filtered by: none"), 2),
        ("Konto,Art", ("Torvet,Reseller", "", "Partner accounts"), 1),
    ],
)
def test_the_name_of_a_report_in_the_lines_below_it_is_no_partner(
    ask: Ask, shop: Path, titles: str, rows: tuple[str, ...], partners: int
) -> None:
    path = table(shop, "t.csv", titles, *rows, *(f'"{line}"' for line in FOOTER))
    own = ("--rows", "partners", "--map", "Konto=name") if titles == "Konto,Art" else ()
    answer = ask("import", path, *own, "--set", "type=alliance", "--format", "json", *TODAY, cwd=shop)
    actions = [(action, reason) for _, action, reason in steps(answer)]
    assert actions[:partners] == [("create", "")] * partners
    assert set(actions[partners:]) == {("skipped", "it is below the table and is not a record")}


def test_a_deal_that_is_won_here_and_open_in_the_table_is_an_error_until_one_of_them_changes(
    ask: Ask, shop: Path
) -> None:
    titles = "Record ID,Deal Name,Deal Stage,Close Date,Amount,Associated Company,Partner"
    row = "7001,Bageri,Contract Sent,2026-02-16,11200,Bageri Nord,Kystcykler"
    path = table(shop, "t.csv", titles, row, row.replace("7001", "7009"))
    arguments = ("import", path, "--apply", "--format", "json", *TODAY)
    answer = ask(*arguments, cwd=shop)
    still_open = "the deal is still open; it is imported once it is won or lost"
    assert steps(answer) == [
        (2, "error", "deals/kystcykler.csv has it as won, but here the deal is still open"),
        (3, "skipped", still_open),
    ]
    assert answer.status == 1
    deals = shop / "deals" / "kystcykler.csv"
    before = deals.read_text()
    deals.write_text(before.replace("7001", "7000"))
    assert [step[1] for step in steps(ask(*arguments, cwd=shop))] == ["skipped", "skipped"]
    deals.write_text(
        "deal,account,date,amount,currency,refunds\n7001,Bageri,2026-02-16,5,DKK,\nR-1,Bageri,2026-03-16,-5,DKK,7001\n"
    )
    assert [step[1] for step in steps(ask(*arguments, cwd=shop))] == ["skipped", "skipped"]


@pytest.mark.parametrize(
    ("cells", "reason", "help"),
    [
        ("x,5", 'referrals: "x" is not a number', "write it as 1234"),
        ("1.5,5", "referrals: 1.5 is not a whole number", "write it without a fraction"),
        ("7,x", 'revenue: "x" is not a number', "write it as 1234.50"),
        ("1.234,5", "referrals: 1.234 may be thousands or a fraction", "choose one: --decimals comma"),
    ],
)
def test_a_count_is_asked_for_as_one(ask: Ask, shop: Path, cells: str, reason: str, help: str) -> None:
    path = table(shop, "t.csv", "partnership,month,referrals,revenue", f"bello,2026-03,{cells}")
    (step,) = json.loads(ask("import", path, "--format", "json", *TODAY, cwd=shop).out)["steps"]
    assert (step["reason"], step["help"][: len(help)]) == (reason, help)
    assert step["help"] in (help, "choose one: --decimals comma for 1.234,56 or --decimals point for 1,234.56")


def test_each_of_several_ambiguities_has_its_option(ask: Ask, shop: Path) -> None:
    path = table(shop, "t.csv", "deal,account,partnership,date,amount", "D,Zoo,bello,03/04/2026,1.234")
    (step,) = json.loads(ask("import", path, "--format", "json", *TODAY, cwd=shop).out)["steps"]
    assert all(option in step["help"] for option in ("--dates day-first", "--decimals comma"))


@pytest.mark.parametrize(
    ("titles", "row", "why"),
    [
        ("Deal - ID,Deal - Title,Deal - Value,Deal - Status", "7001,Bageri,11200,Deleted", "the deal was deleted"),
        ("Opportunity ID,Customer Company Name,Stage", "7001,Bageri,Committed", "the row does not say what became of"),
        (
            "Opportunity Name,Opportunity ID,Stage,Close Date",
            "Bageri,7001,Qualification,2026-03-01",
            "the deal is still",
        ),
    ],
)
def test_a_deal_that_is_won_here_is_an_error_whatever_else_a_product_says_of_it(
    ask: Ask, shop: Path, titles: str, row: str, why: str
) -> None:
    path = table(shop, "t.csv", titles, row)
    answer = ask("import", path, "--partnership", "kystcykler", "--format", "json", *TODAY, cwd=shop)
    ((_, action, reason),) = steps(answer)
    assert (action, answer.status) == ("error", 1)
    assert reason.startswith(f"deals/kystcykler.csv has it as won, but here {why}")
