"""What each side owes the other, worked out by hand in `tests/examples/money`: terms, deals, lines, and why."""

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Ask
from partnerkit.reading.yaml_reader import read_yaml

CASES = sorted((ROOT / "tests" / "examples" / "money").iterdir())


def _read(path: Path) -> Any:
    return read_yaml(path.read_text(encoding="utf-8")).data


def _put(case: Path, folder: Path) -> None:
    shutil.copytree(case, folder, dirs_exist_ok=True)
    (folder / "deals").mkdir()
    (folder / "deals.csv").rename(folder / "deals" / "acme.csv")
    (folder / "expected.yaml").unlink()
    (folder / "partnerkit.yaml").touch()


def _statement(ask: Ask, *options: str) -> Any:
    answer = ask("statement", "acme", "--format", "json", *options)
    assert (answer.status, answer.err) == (0, "")
    return json.loads(answer.out, parse_float=Decimal, parse_int=Decimal)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_statement_comes_to_what_was_worked_out_by_hand(ask: Ask, tmp_path: Path, case: Path) -> None:
    _put(case, tmp_path)
    for expected in _read(case / "expected.yaml")["statements"]:
        found = _statement(ask, "--period", str(expected["period"]), "--on", str(expected["on"]))
        lines = [(_given(deal), Decimal(amount), *(state or ["payable"])) for deal, amount, *state in expected["lines"]]
        assert [(line["deal"], line["amount"], line["state"]) for line in found["lines"]] == lines
        zero = {"brought_forward": 0, "carried_forward": 0, "released": 0}
        totals = [{**zero, **total} for total in expected["totals"]]
        assert [{key: _plain(value) for key, value in total.items()} for total in found["totals"]] == [
            {key: _plain(value) for key, value in total.items()} for total in totals
        ]
        unpriced = [(one["deal"], one["term"]) for one in found["not_priced"]]
        assert unpriced == [(_given(deal), _given(term)) for deal, term in expected.get("not_priced", [])]
        if "nothing_due" in expected:
            assert [one["deal"] for one in found["nothing_due"]] == list(map(str, expected["nothing_due"]))


def _given(word: str) -> str | None:
    return None if word == "none" else word


def _plain(value: Any) -> Any:
    return value if isinstance(value, str) else Decimal(str(value))
