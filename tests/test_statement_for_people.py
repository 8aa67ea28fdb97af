"""What people read of a statement: enough to check every line of it on paper."""

import csv
import io
from pathlib import Path

import pytest

from conftest import Ask

TIERS = """\
    - model: tiered
      base: net
      counts: all
      tiers: [{above: 0, rate: 20%}, {above: 10000, rate: 25%}, {above: 25000, rate: 30%}]
      from: us
"""
SHARE = "    - {model: revenue-share, rate: 5%, base: net, from: them}\n"
DEALS = "deal,account,date,amount,currency\nA,North,2026-01-10,26000,EUR\nB,South,2026-02-10,500,EUR\n"
STATEMENT = ("statement", "acme", "--period", "2026-Q1", "--today", "2026-04-10")


def _put(folder: Path, terms: str, deals: str = DEALS, company: str = "company: {name: Orchard}\n") -> None:
    (folder / "partnerkit.yaml").write_text(f"currency: EUR\n{company}")
    agreement = f"agreement:\n  signed: 2026-01-01\n  term: {{starts: 2026-01-01}}\n  revenue:\n{terms}"
    (folder / "acme.yaml").write_text(f"name: Acme\ntype: distribution\n{agreement}")
    (folder / "deals").mkdir(exist_ok=True)
    (folder / "deals" / "acme.csv").write_text(deals)


def _rows(ask: Ask) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ask(*STATEMENT, "--format", "csv").out)))


@pytest.mark.parametrize("format", ["terminal", "markdown", "csv", "html"])
def test_every_format_gives_the_parts_of_a_deal_in_its_tiers_with_bounds_and_rates(
    ask: Ask, tmp_path: Path, format: str
) -> None:
    _put(tmp_path, TIERS)
    said = " ".join(ask(*STATEMENT, "--format", format).out.split())
    assert "10,000 at 20% (0 to 10,000); 15,000 at 25% (10,000 to 25,000); 1,000 at 30% (above 25,000)" in said
    assert "by tier" in said


def test_the_parts_are_under_their_line_on_a_narrow_terminal(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    _put(tmp_path, TIERS)
    lines = ask(*STATEMENT).out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "            10,000 at 20% (0 to 10,000); 15,000 at 25% (10,000 to 25,000); 1,000" in lines


def test_long_names_of_both_companies_leave_rule_and_amounts_whole_on_a_narrow_terminal(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    held = SHARE.replace("5%", "5%, hold_days: 90")
    _put(tmp_path, TIERS + held, company="company: {name: Orchard Software Distribution of Northern Europe}\n")
    lines = ask(*STATEMENT).out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "            marginal tiers of net, by money of all deals" in lines
    assert any("EUR 6,050" in line and "Orchard" in line for line in lines)


def test_tiers_that_count_units_give_the_volume_of_each_part_beside_its_base(ask: Ask, tmp_path: Path) -> None:
    tiers = "[{at_least: 0, rate: 1%}, {at_least: 11, rate: 2%}]"
    terms = f"    - {{model: tiered, base: net, counts: all, unit: units, tiers: {tiers}, from: us}}\n"
    _put(tmp_path, terms, "deal,account,date,amount,currency,units\nA,North,2026-01-10,3000,EUR,15\n")
    [row] = _rows(ask)
    assert row["Tiers"] == ("2,000 (volume 10) at 1% (0 to 10); 1,000 (volume 5) at 2% (from 11)")


def test_a_spreadsheet_always_has_payer_and_payee(ask: Ask, tmp_path: Path) -> None:
    _put(tmp_path, SHARE)
    assert {(row["Payer"], row["Payee"]) for row in _rows(ask)} == {("Acme", "Orchard")}
    _put(tmp_path, SHARE, company="")
    assert {(row["Payer"], row["Payee"]) for row in _rows(ask)} == {("Acme", "us")}


def test_who_pays_is_a_column_where_both_sides_pay(ask: Ask, tmp_path: Path) -> None:
    _put(tmp_path, TIERS + SHARE)
    page = ask(*STATEMENT, "--format", "markdown").out
    assert "| Date | Deal | Customer | Payer | Rule |" in page
    assert "| 2026-01-10 | A | North | Acme | 5% of net |" in page
    _put(tmp_path, TIERS)
    assert "Payer" not in ask(*STATEMENT, "--format", "markdown").out


def test_a_line_is_not_called_payable_while_what_it_comes_to_is_carried_forward(ask: Ask, tmp_path: Path) -> None:
    share = "    - {model: revenue-share, rate: 5%, base: net, minimum_payout: 2000, settles: month, from: us}\n"
    _put(tmp_path, share)
    assert [row["State"] for row in _rows(ask)] == ["carried forward", "carried forward"]
    _put(tmp_path, share.replace("2000", "1000"))
    # January's 1,300 was paid out, and February's 25 is carried forward: the totals give both.
    assert [row["State"] for row in _rows(ask)] == ["earned", "earned"]
    _put(tmp_path, share.replace("2000", "10"))
    assert [row["State"] for row in _rows(ask)] == ["payable", "payable"]


def test_a_base_that_was_converted_is_not_shown_with_digits_without_end(ask: Ask, tmp_path: Path) -> None:
    _put(tmp_path, SHARE, DEALS.replace("26000,EUR", "26000,USD"))
    with (tmp_path / "partnerkit.yaml").open("a") as file:
        file.write("exchange_rates:\n  - {from: EUR, to: USD, rate: 1.1, date: 2026-01-01}\n")
    assert [row["Base"] for row in _rows(ask)] == ["23636.3636", "500"]
