import json
from pathlib import Path

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no types

from conftest import PORTFOLIO, ROOT, TODAY, Ask


def test_the_examples_are_counted_by_hand(ask: Ask) -> None:
    found = json.loads(ask("landscape", PORTFOLIO, "--today", TODAY, "--format", "json").out)
    # Sixteen files less Cascade, which is on its way out: 15; 20 - 15 = 5, 30 - 15 = 15.
    assert (found["counted"], found["missing"]) == (15, [5, 15])
    assert {position["position"]: position["count"] for position in found["positions"]} == {
        "upstream": 4,  # Silverline, Quorum, Atlas and Cloudharbor
        "parallel": 7,  # Acme, Bluebird, Lumen, Tindra, Agency Weekly, Fjord and Kestrel
        "downstream": 3,  # Meridian, Solstice and Hartwell
    }
    unfilled = ["affiliate", "referral", "agency", "integrator", "msp", "oem"]
    assert (found["empty_positions"], found["empty_roles"]) == ([], unfilled)
    assert found["unplaced"] == ["globex"]


def test_an_empty_position_and_a_role_at_odds_with_it_are_named(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("name: A\ntype: ecosystem\nrole: platform\n")
    (tmp_path / "b.yaml").write_text("name: B\ntype: distribution\nrole: reseller\nposition: upstream\nwhy: Reach\n")
    found = json.loads(ask("landscape", "--format", "json").out)
    # A role without a position is where that role belongs.
    assert [(partner["partnership"], partner["position"]) for partner in found["partners"]] == [
        ("a", "upstream"),
        ("b", "upstream"),
    ]
    assert found["partners"][1]["contradiction"] == "reseller is a role of downstream, not of upstream"
    assert found["empty_positions"] == ["parallel", "downstream"]
    assert [partner["lacks"] for partner in found["partners"]] == [["why", "priority"], ["priority"]]


def test_a_crm_export_fills_the_list_by_priority_and_value_with_companies_that_are_no_partners(
    ask: Ask, tmp_path: Path
) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\npartner: {website: https://www.acme.example}\n")
    (tmp_path / "crm.csv").write_text(
        "Company name,Website,Partner Type,Prio,Why a fit,Amount\n"
        "ACME GmbH,,,,,\n"
        "Shop of Acme,shop.example,,,,1\n"
        'Nord A/S,nord.example,Co-Marketing,low,Same buyers,"1.200,50"\n'
        'Süd Ltd,,unknown,,,"70,00"\n'
        "Sued,,,,,\n"
        "West,west.example,,HIGH,,\n"
        "Renamed,acme.example,,,,\n"
    )
    found = json.loads(ask("landscape", "acme.yaml", "--from", "crm.csv", "--format", "json").out)["candidates"]
    assert [company["row"] for company in found.pop("proposed")] == [6, 3, 4, 2]
    assert found == {"source": "crm.csv", "more": 0, "partners": 2, "repeated": 1}
    shown = ask("landscape", "acme.yaml", "--from", "crm.csv").out
    assert "Companies in crm.csv: 4 proposed; 2 already a partner; 1 listed again." in shown
    assert "candidates" not in json.loads(ask("landscape", "acme.yaml", "--format", "json").out)


def test_the_matches_of_an_overlap_are_candidates_too(ask: Ask, tmp_path: Path) -> None:
    tea = ROOT / "tests" / "examples" / "accounts" / "tea"
    assert ask("overlap", tea / "ours.csv", tea / "theirs.csv", "-o", "both.xlsx").status == 0
    assert ask("overlap", tea / "ours.csv", tea / "theirs.csv", "-o", "both/", "--format", "csv").status == 0
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    for overlap in ("both/overlap.csv", "both.xlsx"):
        found = json.loads(ask("landscape", "acme.yaml", "--from", overlap, "--format", "json").out)
        assert [(company["name"], company["why"]) for company in found["candidates"]["proposed"]] == [
            ("Kettle & Leaf Ltd", "In both lists: customer of ours, customer of theirs"),
            ("Sencha Haus GmbH", "In both lists: customer of ours, prospect of theirs"),
            ("Oolong Inns South", "In both lists: opportunity of ours, customer of theirs"),
            ("Teekanne Müller", "In both lists: opportunity of ours, customer of theirs"),
        ]


def test_a_list_without_names_proposes_no_one_and_says_so(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    (tmp_path / "ids.csv").write_text("Id,Size\n1,2\n")
    answer = ask("landscape", "acme.yaml", "--from", "ids.csv")
    assert (answer.status, answer.err.partition("\n")[0]) == (
        2,
        "error: ids.csv has no column of names; its columns are Id and Size",
    )


def test_a_list_that_is_not_utf_8_is_read_as_excel_saves_it_and_the_reader_is_told(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    (tmp_path / "firmen.csv").write_bytes("Firma;Website\nKäserei Öhler;oehler.example\n".encode("cp1252"))
    answer = ask("landscape", "acme.yaml", "--from", "firmen.csv", "--format", "json")
    assert "Käserei Öhler" in answer.out
    assert 'Check the letters: line 2 has "Käserei Öhler"' in answer.err


def test_a_sheet_of_figures_is_no_list_even_if_it_has_a_word_that_is_a_title(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    with Workbook(tmp_path / "crm.xlsx") as book:
        for name, rows in (
            ("Summary", (("Kind", "Number"), ("customer", 12), ("partner", "66.7%"))),
            ("Companies", (("Company", "2025", "2026"), ("Nord", 1, 2))),
        ):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    found = json.loads(ask("landscape", "acme.yaml", "--from", "crm.xlsx", "--format", "json").out)["candidates"]
    assert [company["name"] for company in found["proposed"]] == ["Nord"]


def test_a_crm_is_understood_as_by_import_and_its_totals_and_footers_are_no_candidates(
    ask: Ask, tmp_path: Path
) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    (tmp_path / "hubspot.csv").write_text(
        "Record ID,Company name,Type,Website URL,Annual Revenue\n"
        "1,Nord,RESELLER,nord.example,1200000\n2,Süd,PROSPECT,,\n3,West,Integration,,70\n"
    )
    (tmp_path / "salesforce.csv").write_text(
        '"Account Name","Account Type"\n"Ost","Channel Partner / Reseller"\n"Grand Totals (1 record)",\n""\n'
        '"Accounts"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n"Acme"\n'
    )
    proposed = {
        name: [
            (company["name"], company["type"], company["value"])
            for company in json.loads(ask("landscape", "acme.yaml", "--from", f"{name}.csv", "--format", "json").out)[
                "candidates"
            ]["proposed"]
        ]
        for name in ("hubspot", "salesforce")
    }
    assert proposed == {
        "hubspot": [("Nord", "distribution", 1200000), ("West", "integration", 70), ("Süd", None, None)],
        "salesforce": [("Ost", "distribution", None)],
    }
