"""Account lists: which rows of two are the same account, how they are counted, and what hostile files come to."""

import csv
import io
import json
import re
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from conftest import ROOT, TODAY, Answer, Ask, examples
from partnerkit.accounts.engine import open_engine
from partnerkit.accounts.lists import read_list
from partnerkit.accounts.places import country_code
from partnerkit.accounts.spelling import ACCENTS, LATIN, prepare_spelling, spellings, without_accents
from partnerkit.cli.main import execute

LISTS = ROOT / "tests" / "examples" / "accounts"
TEA = LISTS / "tea"
TITLES = ("Name", "Website", "Country", "Group", "Population", "Value", "Owner")


def write_list(path: Path, *rows: Sequence[str], titles: Sequence[str] = TITLES) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(titles)
        writer.writerows(rows)
    return path


@pytest.fixture
def compare(ask: Ask, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Answer the JSON of two lists, each a list of rows."""

    def run(ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]], *options: str) -> dict[str, Any]:
        first, second = write_list(tmp_path / "ours.csv", *ours), write_list(tmp_path / "theirs.csv", *theirs)
        answer = ask("overlap", first, second, "--format", "json", *options)
        assert answer.status == 0, answer.err
        result: dict[str, Any] = json.loads(answer.out)
        return result

    return run


def answers(found: Mapping[str, Any]) -> dict[tuple[int, int], tuple[str, str]]:
    return {(pair["ours"], pair["theirs"]): (pair["answer"], pair["rule"]) for pair in found["pairs"]}


# --- Which rows are the same account ----------------------------------------------------------------------------------


def test_every_pair_that_people_labeled_is_answered_so_and_no_other_row_is_matched(
    compare: Callable[..., dict[str, Any]],
) -> None:
    lines = (LISTS / "pairs.txt").read_text(encoding="utf-8").splitlines()
    pairs = [[cell.strip() for cell in line.split("|")] for line in lines if not line.startswith("#")]
    assert len(pairs) > 200
    found = answers(compare([pair[1:4] for pair in pairs], [pair[4:7] for pair in pairs]))
    labels = {(row, row): pair[0] for row, pair in enumerate(pairs, 1)}
    assert {rows: found.get(rows, ("no", ""))[0] for rows in labels} == labels
    assert {rows for rows, (answer, _) in found.items() if answer == "match"} <= set(labels)


def test_countries_are_known_by_the_names_and_codes_that_people_write() -> None:
    names = (
        "Turkey Türkei Macau Palestine Bosnia PRC Großbritannien GER Kosovo UK Österreich Oesterreich 대한민국 França"
    )
    assert list(map(country_code, names.split())) == [
        "TR",
        "TR",
        "MO",
        "PS",
        "BA",
        "CN",
        "GB",
        "DE",
        "XK",
        "GB",
        "AT",
        "AT",
        "KR",
        "FR",
    ]
    assert country_code("Atlantis") is None


def test_what_is_like_several_rows_merges_nothing(compare: Callable[..., dict[str, Any]]) -> None:
    found = compare(
        [
            *(("Alder Works", "alder.example"), ("Alder Mill", "")),
            *(("Birch Inc.", "birch.example"), ("Birch GmbH", "birch.example"), ("Birch", "birch.example")),
            ("Cedarwood Mills", ""),
            *(
                (name, "village-isp.example")
                for name in ("Ash Toys", "Beech Cars", "Cherry Ink", "Dogwood Pens", "Elm Lamps")
            ),
        ],
        [
            ("Alder Mill", "alder.example"),
            *(("Cedarwood Mills", "cedar.example"), ("Cedarwood Mills", "wood.example")),
            ("Fir Films", "village-isp.example"),
        ],
    )
    assert answers(found) == {
        # The two are one account of theirs, and not one of ours.
        (1, 1): ("match", "domain"),
        (2, 1): ("match", "name"),
        (6, 2): ("ask", "candidates"),
        (6, 3): ("ask", "candidates"),
        **dict.fromkeys([(row, 4) for row in range(7, 12)], ("ask", "shared-host")),
    }
    assert (found["ours"], found["duplicates"]) == ({"rows": 11, "accounts": 11}, [])
    assert found["matrix"]["not recorded"]["not recorded"] == {"ours": 2, "theirs": 1, "value": None}


def test_what_people_write_where_a_name_is_missing_is_no_name(compare: Callable[..., dict[str, Any]]) -> None:
    rows = [("Unknown",), ("n/a",), ("Test",), ("-",), ("",), ("gmail.com", "x@gmail.com")]
    assert set(answers(compare(rows, rows))) == {(6, 6)}


def test_a_name_or_a_domain_that_very_many_rows_have_is_not_compared_by_and_that_is_said(
    ask: Ask, tmp_path: Path
) -> None:
    rows = [("Sorrel Saw", f"{row}.example") for row in range(300)] + [("", "sorrel.example")] * 300
    lists = [write_list(tmp_path / f"{side}.csv", *rows, titles=TITLES[:2]) for side in ("ours", "theirs")]
    answer = ask("overlap", *lists, "--format", "json")
    assert len(json.loads(answer.out)["pairs"]) == 300
    assert (
        'hint: 300 of our rows and 300 of theirs have the domain "sorrel.example", so they are not compared by it\n'
        'hint: 300 of our rows and 300 of theirs have the name "sorrelsaw", so they are not compared by it\n'
    ) in answer.err


def test_aliases_decide_what_no_rule_can_know(compare: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text(
        "accounts:\n  aliases:\n    same: [[IBM, International Business Machines]]\n    different: [[a.example, B]]\n"
    )
    (tmp_path / "more.yaml").write_text("same: [[Twitter, X Corp]]\n")
    ours = [("IBM GmbH",), ("Alpha B", "a.example"), ("Twitter",), ("B", "a.example")]
    theirs = [("International Business Machines",), ("B", "a.example"), ("X Corp",)]
    found = answers(compare(ours, theirs, "--aliases", "more.yaml"))
    assert found[1, 1] == ("match", "alias")
    assert found[3, 3] == ("match", "alias")
    assert (2, 2) not in found


def test_an_alias_merges_no_two_legal_forms_of_one_of_its_names(
    compare: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    (tmp_path / "partnerkit.yaml").write_text("accounts: {aliases: {same: [[IBM, Big Blue], [b.example, Beacon]]}}\n")
    ours = [("IBM GmbH",), ("Betty Inc.", "b.example"), ("IBM",)]
    theirs = [("IBM Inc.",), ("Betty Ltd", "b.example"), ("Big Blue Corp.",)]
    found = answers(compare(ours, theirs))
    assert found[1, 1] == found[2, 2] == ("ask", "legal-form")
    assert found[3, 1] == found[3, 3] == found[1, 3] == ("match", "alias")


def test_a_group_is_found_by_its_name_unless_its_members_are_paired_already(
    compare: Callable[..., dict[str, Any]],
) -> None:
    found = compare(
        [
            *(("VW Kassel", "", "DE", "Volkswagen"), ("Audi", "audi.example", "DE", "Volkswagen")),
            *(("Larch Port", "", "DE", "Sequoia"), ("Maple", "maple.example", "DE", "Sequoia")),
            *(("Poplar Port", "", "DE", "Rowan"), ("Willow", "willow.example", "DE", "Rowan")),
            *(("Bosch AG",), ("Zebra", "zebra.example", "DE", "Savanna"), ("Lion", "lion.example", "DE", "Savanna")),
        ],
        [
            ("Volkswagen AG", "", "DE", "Volkswagen"),
            ("Sequoia AG", "", "DE", ""),
            ("Linden", "", "", "Rowan AG"),
            ("Homberg Kassel", "", "DE", "Bosch"),
            ("Lion", "lion.example", "DE", "Savanna"),
        ],
    )
    assert answers(found) == {
        **dict.fromkeys(((1, 1), (3, 2), (5, 3), (7, 4)), ("ask", "group")),
        (9, 5): ("match", "domain"),
    }
    [reason] = [pair["reason"] for pair in found["pairs"] if pair["ours"] == 7]
    assert reason == "one belongs to the group Bosch, and the other is called that"


ROWS: Sequence[tuple[str | None, Sequence[Sequence[str]]]] = (
    (None, [("Delta", "delta.example"), ("Delta", "")]),
    (None, [("Gamma", "", "US"), ("Gamma", "", "")]),
    (None, [("Smith", "", "GB"), ("Smith", "", "GB")]),
    ("the same name", [("Mortonia", "mortonia.example"), ("Mortonia", "")]),
    ("the domain lentonia.example", [("Lentonia", "lentonia.example"), ("Lentonia Ltd", "www.lentonia.example")]),
    (None, [("Anna Cafe", "codehub.example/anna"), ("Bob Garage", "codehub.example/bob")]),
    (None, [("Carla Cabins", "carla@isp.example"), ("Dan Dental", "dan@isp.example")]),
    (None, [("Acme Rockets", "acme.example"), ("Acme Rockets Canada", "acme.example")]),
    (None, [("Ash Toys", "toys.example", "US"), ("Elm Toys", "toys.example", "DE")]),
    ("the domain tannery.example", [("Old Tannery", "tannery.example"), ("Gerberei Alt", "tannery.example")]),
    ("an alias says that they are the same", [("IBM",), ("Big Blue",), ("IBM GmbH",), ("IBM Inc.",)]),
)
"""Rows of one list that have to do with each other, and why the first two count as one account, if they do."""


def test_rows_of_one_list_count_once_only_if_they_would_match(
    compare: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    (tmp_path / "partnerkit.yaml").write_text("accounts: {aliases: {same: [[IBM, Big Blue]]}}\n")
    found = compare([row for _, rows in ROWS for row in rows], [("Zebra Zinc",)])
    first = accumulate((len(rows) for _, rows in ROWS), initial=1)
    once = [([at, at + 1], reason) for at, (reason, _) in zip(first, ROWS, strict=False) if reason]
    assert [(same["rows"], same["reason"]) for same in found["duplicates"]] == once
    assert found["ours"]["accounts"] == found["ours"]["rows"] - len(once)


def test_web_sites_match_without_names_and_what_email_or_a_page_share_is_a_question_with_a_reason(
    compare: Callable[..., dict[str, Any]],
) -> None:
    ours = [
        *(("", "fig.example"), ("", "anna@kale.example"), ("", "hub.example"), ("", "codes.example/a")),
        *(("Anna Cafe", "codehub.example/anna"), ("Gunda Lehm", "gunda@village-net.example")),
    ]
    theirs = [
        *(("Fig", "fig.example/about"), ("Kale", "kale.example"), ("Ann", "ann.hub.example"), ("B", "codes.example/b")),
        *(("Bob Garage", "codehub.example/bob"), ("Hauke Deich", "hauke@village-net.example")),
    ]
    found = compare(ours, theirs)
    assert answers(found) == {
        (1, 1): ("match", "domain"),
        (2, 2): ("ask", "email"),
        (3, 3): ("ask", "page"),
        (4, 4): ("ask", "page"),
        (5, 5): ("ask", "page"),
        (6, 6): ("ask", "email"),
    }
    assert [found["pairs"][at]["reason"] for at in (1, 4, 5)] == [
        "the same domain, kale.example, but a name is missing, and only an email address has it",
        "the same domain, codehub.example, but the names share no word, and the addresses have different pages",
        "the same domain, village-net.example, but the names share no word, and only an email address has it",
    ]


# --- What is counted --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def of_tea(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is answered about the lists of the tea traders, in JSON."""
    file = tmp_path_factory.mktemp("tea") / "overlap.json"
    arguments = [*map(str, (TEA / "ours.csv", TEA / "theirs.csv")), "--today", TODAY, "-o", str(file)]
    assert execute(["overlap", *arguments]) == 0
    return file.read_text(encoding="utf-8")


def test_the_answer_has_this_shape(of_tea: str) -> None:
    none = {"ours": 0, "theirs": 0, "value": None}
    found = json.loads(of_tea)
    assert list(found) == [
        "partnerkit",
        "schema",
        "command",
        "today",
        "ours",
        "theirs",
        "pairs",
        "matrix",
        "duplicates",
    ]
    assert (found["ours"], found["theirs"]) == ({"rows": 9, "accounts": 7}, {"rows": 7, "accounts": 7})
    assert found["pairs"][0] == {
        "ours": 1,
        "theirs": 1,
        "answer": "match",
        "rule": "domain",
        "reason": "the same domain, kettleandleaf.example",
    }
    assert answers(found) == {
        (1, 1): ("match", "domain"),
        (2, 1): ("match", "domain"),
        (3, 2): ("match", "domain"),
        (5, 3): ("match", "domain"),
        (6, 4): ("match", "name"),
        (8, 6): ("ask", "two-domains"),
        (9, 7): ("ask", "legal-form"),
    }
    assert found["matrix"] == {
        "customer": {
            "customer": {"ours": 2, "theirs": 2, "value": 17900},
            "opportunity": none,
            "prospect": {"ours": 1, "theirs": 1, "value": 8150.5},
        },
        "opportunity": {
            "customer": {"ours": 1, "theirs": 1, "value": 990},
            "opportunity": none,
            "prospect": none,
        },
        "prospect": {"customer": none, "opportunity": none, "prospect": none},
    }
    assert found["duplicates"] == [
        {"list": "ours", "rows": [1, 2], "rule": "domain", "reason": "the domain kettleandleaf.example"},
        {"list": "ours", "rows": [4, 5], "rule": "group", "reason": "members of the group Oolong Inns"},
    ]


@pytest.mark.parametrize("width", [80, 160])
def test_an_overlap_is_told_on_a_terminal(ask: Ask, snapshot: Any, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    answer = ask("overlap", TEA / "ours.csv", TEA / "theirs.csv", "--today", TODAY)
    assert max(map(len, answer.out.splitlines())) <= width
    assert (answer.status, answer.err) == (0, "")
    assert answer.out == snapshot


def test_a_list_without_populations_is_taken_for_customers_and_that_is_said(ask: Ask, tmp_path: Path) -> None:
    lists = [write_list(tmp_path / f"{side}.csv", ["Dahlia Kilns"], titles=["Firma"]) for side in ("ours", "theirs")]
    answer = ask("overlap", *lists, "--their-population", "prospect", "--format", "json")
    assert json.loads(answer.out)["matrix"]["customer"]["prospect"] == {"ours": 1, "theirs": 1, "value": None}
    assert answer.err == (
        f"hint: {lists[0]} has no column for populations, so its accounts count as customers; "
        f"--our-population changes that\nhint: {lists[1]} has no column for populations, so its accounts count as "
        "prospects; --their-population changes that\n"
    )


def test_amounts_that_may_mean_two_are_left_out_and_said(ask: Ask, tmp_path: Path) -> None:
    ours = write_list(
        tmp_path / "ours.csv", ("Elder", "", "", "", "customer", "1.234"), ("Fern", "", "", "", "client", "?")
    )
    answer = ask("overlap", ours, ours, "--format", "json")
    assert json.loads(answer.out)["matrix"]["customer"]["customer"]["value"] is None
    assert answer.err.startswith(f'hint: {ours}: `Value` may be thousands or a fraction in a cell, such as "1.234"\n')


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("€ 100", "$ 200", "`Value` is in EUR and USD, so its values are left out"),
        ("100 EUR", "200 JPY", "`Value` is in EUR and JPY, so its values are left out"),
        ("100 EUR", "€ 200", ""),
    ],
)
def test_amounts_in_two_currencies_are_not_added_up(
    ask: Ask, tmp_path: Path, first: str, second: str, sentence: str
) -> None:
    rows = [("Elder", "", "", "", "customer", first), ("Fern", "", "", "", "customer", second)]
    ours = write_list(tmp_path / "ours.csv", *rows)
    found = ask("overlap", ours, ours, "--format", "json")
    assert sentence in found.err
    value = json.loads(found.out)["matrix"]["customer"]["customer"]["value"]
    assert value == (None if sentence else 300)


def test_a_column_of_currencies_keeps_amounts_apart(ask: Ask, tmp_path: Path) -> None:
    rows = [("Elder", "100", "EUR"), ("Fern", "200", "usd"), ("Gorse", "", "GBP")]
    ours = write_list(tmp_path / "ours.csv", *rows, titles=("Name", "Amount", "Deal Currency"))
    answer = ask("overlap", ours, ours, "--format", "json")
    assert json.loads(answer.out)["matrix"]["customer"]["customer"]["value"] is None
    assert f"hint: {ours}: `Amount` is in EUR and USD, so its values are left out\n" in answer.err


# --- What is written --------------------------------------------------------------------------------------------------


def test_recording_adds_counts_with_a_date_and_no_name(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("company: {name: Orbit}\n")
    (tmp_path / "partners").mkdir()
    file = tmp_path / "partners" / "leaf.yaml"
    file.write_text("name: Leaf  # as in the contract\ntype: co-marketing\n")
    answer = ask("overlap", TEA / "ours.csv", TEA / "theirs.csv", "--record", "leaf", "--today", TODAY)
    assert (answer.status, answer.err) == (
        0,
        "partners/leaf.yaml: account mapping of 2026-04-10: 3 of our customers, 4 of theirs, 2 of both\n",
    )
    assert file.read_text() == (
        "name: Leaf  # as in the contract\ntype: co-marketing\n"
        "dynamics:\n  account_mapping: {date: 2026-04-10, ours: 3, theirs: 4, shared: 2}\n"
    )
    assert ask("overlap", TEA / "ours.csv", TEA / "theirs.csv", "--record", "leaf", "--today", "2026-01-01").status == 2


def test_an_excel_file_and_a_csv_file_of_an_overlap_calculate_nothing(ask: Ask, tmp_path: Path) -> None:
    hostile = write_list(tmp_path / "ours.csv", ("=HYPERLINK(1)", "gorse.example"), ("@SUM(A1)", "+1.example"))
    for name in ("o.xlsx", "o/"):
        assert ask("overlap", hostile, hostile, "-o", name, *(["--format", "csv"] if name == "o/" else [])).status == 0
    rows = list(csv.reader(io.StringIO((tmp_path / "o" / "overlap.csv").read_text(encoding="utf-8-sig"))))
    assert rows[1][2] == "'=HYPERLINK(1)"
    book = load_workbook(str(tmp_path / "o.xlsx"))
    assert book.sheet_names == ["By population", "Matches", "To decide"]
    assert book.get_sheet_by_name("Matches").to_python()[1][:2] == [1.0, "=HYPERLINK(1)"]
    with zipfile.ZipFile(tmp_path / "o.xlsx") as parts:
        assert all(b"<f>" not in parts.read(name) for name in parts.namelist())


def test_an_excel_file_and_a_parquet_file_are_read_as_the_csv_file_is(ask: Ask, tmp_path: Path, of_tea: str) -> None:
    import duckdb
    import xlsxwriter  # type: ignore[import-untyped]  # has none

    duckdb.connect().execute(
        f"copy (select * from read_csv('{TEA / 'ours.csv'}', all_varchar=true)) to '{tmp_path / 'ours.parquet'}'"
    )
    with xlsxwriter.Workbook(tmp_path / "theirs.xlsx") as book:
        book.add_worksheet("Cover")
        sheet = book.add_worksheet("Accounts")
        sheet.merge_range(0, 0, 0, 4, "Accounts of the tea traders")
        lines = (TEA / "theirs.csv").read_text(encoding="utf-8").splitlines()
        for at, row in enumerate(csv.reader(lines, delimiter=";"), 1):
            sheet.write_row(at, 0, row)
    answer = ask("overlap", "ours.parquet", "theirs.xlsx", "--format", "json", "--today", TODAY)
    assert (answer.status, answer.err, answer.out) == (0, "", of_tea)
    wrong = ask("overlap", "ours.parquet", "theirs.xlsx", "--their-sheet", "Acounts")
    assert (wrong.status, wrong.err) == (
        2,
        "error: theirs.xlsx has no sheet `Acounts`\nhelp: did you mean `Accounts`?\n",
    )


def test_columns_are_named_on_the_command_line_or_in_the_workspace(ask: Ask, tmp_path: Path) -> None:
    ours = write_list(tmp_path / "ours.csv", ("1", "Heath Bakery"), titles=("Id", "Wer"))
    answer = ask("overlap", ours, ours)
    refused = f"error: {ours} has no column with names or domains; its columns are Id and Wer\n"
    assert (answer.status, answer.err) == (2, f"{refused}help: name one of them: --column name=TITLE\n")
    named = ask("overlap", ours, ours, "--column", "name=Wer", "--format", "json")
    assert len(json.loads(named.out)["pairs"]) == 1
    assert 'accounts: {columns: {name: ["Wer"]}}' in named.err
    theirs = write_list(tmp_path / "theirs.csv", ["Heath Bakery"], titles=["Konto"])
    both = ask("overlap", ours, theirs, "--column", "name=Wer", "--column", "name=Konto")
    assert 'accounts: {columns: {name: ["Wer", "Konto"]}}' in both.err
    (tmp_path / "partnerkit.yaml").write_text("accounts: {columns: {name: [Wer]}}\n")
    assert ask("overlap", ours, ours, "--format", "json").out == named.out


# --- What is refused --------------------------------------------------------------------------------------------------


def _of_zeros() -> bytes:
    """Return an Excel file that unpacks to 2 GB: the same megabyte, packed once and repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b"0" * 1024 * 1024) + packer.flush(zlib.Z_FULL_FLUSH)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", block * 2048 + packer.flush())
    content = bytearray(buffer.getvalue())
    # What was stored is said to be packed.
    for at in 8, content.rindex(b"PK\x01\x02") + 10:
        content[at : at + 2] = b"\x08\0"
    return bytes(content)


def _of_cells(cells: str, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(part, f"<worksheet><sheetData>{cells}</sheetData></worksheet>")
    return buffer.getvalue()


_FAR = '<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


HOSTILE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "10 million columns": (lambda: b"Name" + b"," * 10_000_000, "the first row has more than 1,000 columns"),
    "10 million cells in a row": (lambda: b"Name,Web\nA,b\n" + b"," * 10_000_000, "line 3 is longer than a million"),
    "NULs": (lambda: b"Name\nA\nB\0\n", "line 3 contains a NUL character"),
    "a quote that is not closed": (lambda: b'Name,Web\nA,b\n"C,d\nE,f\n', "has a quote that is not closed"),
    "a title that is not closed": (
        lambda: b'"Name,Web\n' + b"A,b\n" * 400_000,
        "the first row is not CSV",
    ),
    "more cells than columns": (
        lambda: b"Name,Web\nA,b\nAcme, Inc.,c\n",
        "line 3 has more cells than there are columns",
    ),
    "UTF-16 without its mark": (lambda: "Name\nA\n".encode("utf-16-le"), "is UTF-16 text without the mark"),
    "UTF-16 with a NUL": (lambda: "Name\nA\0\n".encode("utf-16"), "is UTF-16 text"),
    "Cyrillic of Windows": (lambda: "Name\nПривет\n".encode("cp1251"), "line 2 is not UTF-8 text"),
    "nothing": (lambda: b"", "is empty"),
    "only titles": (lambda: b"Name,Web\n", "has no rows below its titles"),
    "zeros packed into an Excel file": (_of_zeros, "unpacks to more than 512 MB"),
    "two cells far apart": (lambda: _of_cells(_FAR), "has cells as far as row 1,048,576 and column 16,384"),
    "cells in a part of any name": (lambda: _of_cells(_FAR, "a/b.png"), "has cells as far as row 1,048,576"),
    "rows without numbers": (
        lambda: _of_cells("<row/>" * 300_000 + "<row>" + "<c/>" * 30 + "</row>"),
        "row 300,001 and column 30",
    ),
    "a reference cut in two": (
        lambda: _of_cells(" " * (2**16 - 48) + _FAR.replace("<row r", "<row  r")),
        "has cells as far as row 1,048,576",
    ),
    "a reference behind many spaces": (
        lambda: _of_cells(_FAR.replace(" r", " " * 500 + "r")),
        "is not an Excel file that can be read",
    ),
    "a text of a megabyte": (lambda: _of_cells("<c><is><t>" + "a" * 2**20), "has a text of more than 256 kB"),
    "an OpenDocument table": (lambda: _of_cells("", "content.xml"), "is not an .xlsx file"),
    "an archive": (lambda: b"PK\x03\x04 and no more", "is not an Excel file that can be read"),
    "an old Excel file": (lambda: b"\xd0\xcf\x11\xe0" + b"0" * 600, "is an old Excel file or has a password"),
    "no Parquet file": (lambda: b"PAR1 and no more", "is not a Parquet file that can be read"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_list_gets_a_sentence(ask: Ask, tmp_path: Path, kind: str) -> None:
    make, sentence = HOSTILE[kind]
    (tmp_path / "a list [1].csv").write_bytes(make())
    answer = ask("overlap", "a list [1].csv", TEA / "theirs.csv")
    assert (answer.status, answer.out) == (1, "")
    assert sentence in answer.err
    assert answer.err.startswith("error: a list [1].csv")
    assert answer.err.count("\n") == 2


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ('sep=;\r\nName;Website\r\n"Fig; Co";fig.example\r\n', "Fig; Co"),
        ('\ufeffName,Website\r\n"Fig ""Co""",fig.example\r\n', 'Fig "Co"'),
        ('Name,Website\n"Fig\nand Co",fig.example\n', "Fig\nand Co"),
        ('"Na\nme",Website,\nFig,fig.example,\n', None),
        ("\n\nName\tWebsite\nFig\tfig.example", "Fig"),
        ("Name,Website\rFig,fig.example\r", "Fig"),
        ("Website\nfig.example\n", None),
    ],
)
def test_a_csv_file_is_read_however_a_program_wrote_it(tmp_path: Path, text: str, called: str | None) -> None:
    (tmp_path / "ours.csv").write_bytes(text.encode())
    with open_engine() as engine:
        found = read_list(engine, "ours", str(tmp_path / "ours.csv"), {})
        [(name, website)] = engine.rows("select name, website from ours_raw")
    assert (found.rows, website) == (1, "fig.example")
    assert name == called


@pytest.mark.parametrize(("encoding", "told"), [("cp1252", True), ("utf-16", False)])
def test_a_csv_file_is_read_as_excel_saves_it_on_windows(ask: Ask, tmp_path: Path, encoding: str, told: bool) -> None:
    (tmp_path / "ours.csv").write_bytes("Firma;Land\r\nKräuter Müller GmbH;DE\r\n".encode(encoding))
    write_list(tmp_path / "theirs.csv", ["Kräuter Müller", "", "DE"])
    answer = ask("overlap", "ours.csv", "theirs.csv", "--format", "json")
    assert answers(json.loads(answer.out)) == {(1, 1): ("match", "name")}
    assert ("hint: ours.csv: It isn't UTF-8, so it was read as Windows-1252" in answer.err) is told
    assert ('line 2 has "Kräuter Müller GmbH"' in answer.err) is told


@pytest.mark.parametrize("path", ["nowhere.csv", "https://example.com/a.csv", ".", "*.csv"])
def test_a_list_that_is_not_a_file_is_refused(ask: Ask, tmp_path: Path, path: str) -> None:
    write_list(tmp_path / "a.csv", ["A"])
    answer = ask("overlap", path, "a.csv")
    assert (answer.status, answer.err) == (
        2,
        f"error: {path} {'is not a file' if path == '.' else 'does not exist'}\n",
    )


def test_a_list_may_have_any_name(ask: Ask, tmp_path: Path) -> None:
    names = "a[b]?*c.csv", "ü'b\".csv.gz"
    for name in names:
        write_list(tmp_path / name, ["Juniper Gin"])
    write_list(tmp_path / "abc.csv", ["Kelp Farm"])
    found = json.loads(ask("overlap", *names, "--format", "json").out)
    assert answers(found) == {(1, 1): ("match", "name")}
    assert found["ours"] == found["theirs"] == {"rows": 1, "accounts": 1}


@pytest.mark.parametrize(("module", "package"), [("duckdb", "DuckDB"), ("publicsuffixlist", "DuckDB")])
def test_a_missing_engine_is_one_sentence_with_the_command(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, module: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    answer: Answer = ask("overlap", TEA / "ours.csv", TEA / "theirs.csv")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(f"error: account lists need {package}\nhelp: install it: ")


@given(st.text(st.sampled_from("aZ ñé\u0301\u0302\u034f\u0345\u05b0日ば\u3099αΆй")) | st.text())
@examples(200)
def test_leaving_out_most_accents_at_once_changes_nothing(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert without_accents(ACCENTS.sub("", decomposed)) == without_accents(decomposed)


LATIN_LETTERS = "".join(letter for letter in map(chr, range(0x20, 0x180)) if re.fullmatch(LATIN, letter)) + "’"


def spelled_by_engine(names: Sequence[str]) -> list[tuple[str, str | None]]:
    with open_engine() as engine:
        prepare_spelling(engine)
        engine.create("names", ["name"], [(name,) for name in names])
        return engine.rows("""
            select first, nullif(other, first)
            from (select rowid as row, first_spelling(lower(name)) as first, other_spelling(lower(name)) as other
                  from names) order by row
        """)


def test_the_engine_spells_latin_names_as_any_others_are_spelled() -> None:
    samples = "{0}", "X{0}{0} y", "a {0}t B", "ü{0}.", " {0} & Søn A/S", "A+{0} + b", "é{0} und  {0} et.", "o'{0}-`b"
    names = [sample.format(letter) for sample in samples for letter in LATIN_LETTERS]
    assert spelled_by_engine(names) == list(map(spellings, names))


@given(st.lists(st.text(st.sampled_from("aEt .&+/-_'undßÄöŁ’éĦ") | st.sampled_from(LATIN_LETTERS)), min_size=50))
@examples(20)
def test_the_engine_spells_any_latin_name_as_any_other_is_spelled(names: list[str]) -> None:
    assert spelled_by_engine(names) == list(map(spellings, names))
