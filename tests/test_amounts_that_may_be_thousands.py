"""Cells of a deals file such as 1.234, which are thousands in many countries."""

import json
from pathlib import Path

import pytest

from conftest import Ask

HEADER = "deal,account,date,amount,currency,units\n"


def _warnings(ask: Ask, folder: Path, *amounts: str, workspace: str = "") -> list[tuple[str, int, str, str]]:
    (folder / "partnerkit.yaml").write_text(f"currency: EUR\n{workspace}")
    (folder / "acme.yaml").write_text("name: Acme\ntype: distribution\n")
    (folder / "deals").mkdir()
    rows = [f"D-{number},North,2026-01-10,{amount}\n" for number, amount in enumerate(amounts)]
    (folder / "deals" / "acme.csv").write_text(HEADER + "".join(rows))
    answer = ask("validate", "--format", "json")
    assert answer.status == 0
    return [(one["code"], one["line"], one["message"], one["help"]) for one in json.loads(answer.out)["findings"]]


def test_an_amount_that_may_be_a_thousand_is_pointed_out_once_in_each_column(ask: Ask, tmp_path: Path) -> None:
    found = _warnings(ask, tmp_path, "4800.00,EUR,3", "1.234,EUR,2.000", "12.500,JPY,1")
    said = "row 3, column `{}`: `{}` is read as a number with a fraction"
    assert found == [
        (
            "PK123",
            3,
            f"{said.format('amount', '1.234')}, and 1 more cell like it",
            "write 1234 if you mean thousands, otherwise 1.2340",
        ),
        ("PK123", 3, said.format("units", "2.000"), "write 2000 if you mean thousands, otherwise 2"),
    ]


@pytest.mark.parametrize(
    "amounts",
    [
        ("1.234,KWD,",),
        ("1.23,EUR,", "1234,EUR,", "1.2340,EUR,"),
        ("1.234,EUR,", "0.125,EUR,"),
        ("1.234,EUR,", "1234.567,EUR,"),
        ("1.234,EUR,", "12.0005,EUR,"),
        ("1234.560,EUR,",),
    ],
)
def test_what_can_only_be_a_fraction_is_not_pointed_out(ask: Ask, tmp_path: Path, amounts: tuple[str, ...]) -> None:
    assert _warnings(ask, tmp_path, *amounts) == []


def test_a_column_is_called_what_the_file_calls_it(ask: Ask, tmp_path: Path) -> None:
    mapped = "deals: {columns: {account: account, units: Units}}\n"
    [(_, _, message, _)] = _warnings(ask, tmp_path, "1,EUR,1.500", workspace=mapped)
    assert "column `Units`" in message
