"""How results become JSON."""

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import Ask
from partnerkit import __version__
from partnerkit.render.json import render, write
from partnerkit.results import IfGiven, Internal, Recorded

DAY = date(2026, 4, 10)
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?(E[+-][0-9]+)?")


def read(text: str) -> object:
    value: object = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    return value


@given(st.decimals(allow_nan=False, allow_infinity=False))
@example(Decimal("12345678901234567.89"))
@example(Decimal("1E+3"))
@example(Decimal("0.10"))
@example(Decimal("-0"))
@example(Decimal("-0.00"))
@example(Decimal("1E+400"))
@example(Decimal("1E-400"))
@example(Decimal("9.99E+999999"))
@example(Decimal("1E-999999"))
@example(Decimal("-5E-7"))
def test_a_decimal_is_read_back_as_it_was(value: Decimal) -> None:
    text = write(value).strip()
    assert NUMBER.fullmatch(text)
    assert read(text) == value
    assert ("E" in text) == (value != 0 and abs(value.adjusted()) >= 400)
    assert len(text) < 2000


@pytest.mark.parametrize(
    ("value", "text"),
    [("1E+3", "1000"), ("0.10", "0.1"), ("-0", "0"), ("43.00", "43"), ("1E-7", "0.0000001"), ("-2.50", "-2.5")],
)
def test_a_number_is_written_as_people_write_it(value: str, text: str) -> None:
    assert write(Decimal(value)) == f"{text}\n"


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_not_a_number_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="no place in JSON"):
        write(Decimal(value))


def test_a_value_of_another_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="set has no place in JSON"):
        write({"a": {1}})


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_plain_data_is_written_as_the_library_writes_it_and_invisible_characters_are_escaped(value: object) -> None:
    text = write(value)
    assert json.loads(text) == value
    escaped = re.sub(r"\\u[0-9a-f]{4}", "", text)
    plain = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    assert text == plain or re.search("[\x7f-\x9f\u2028\u2029\ud800-\udfff]", escaped) is None


class Inner(NamedTuple):
    name: str
    beside: Internal[str] = "not reported"
    reason: IfGiven[str | None] = None


@dataclass(frozen=True, slots=True)
class Outer:
    day: date
    inner: tuple[Inner, ...]
    portfolio: Internal[object]


def test_a_field_is_left_out_where_its_annotation_says_so() -> None:
    result = Outer(DAY, (Inner("a"), Inner("b", reason="we just stop")), object())
    assert json.loads(render("show/1", "show", DAY, result)) == {
        "partnerkit": __version__,
        "schema": "show/1",
        "command": "show",
        "today": "2026-04-10",
        "day": "2026-04-10",
        "inner": [{"name": "a"}, {"name": "b", "reason": "we just stop"}],
    }


class Part(NamedTuple):
    from_: Decimal | None
    words: tuple[str, ...]


class Row(NamedTuple):
    name: str | None
    day: date | None
    amount: Decimal
    many: int | bool
    parts: tuple[Part, ...]


parts = st.builds(
    Part, st.none() | st.decimals(allow_nan=False, allow_infinity=False), st.just(()) | st.tuples(st.text())
)
rows = st.builds(
    Row,
    st.none() | st.text(),
    st.none() | st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.integers() | st.booleans(),
    st.lists(parts, max_size=2).map(tuple),
)


@given(st.lists(rows, max_size=6))
def test_many_results_are_written_as_each_of_them_is(results: list[Row]) -> None:
    each = [write({"a": row}).removesuffix("\n") for row in results]
    members = [text.removeprefix('{\n  "a": ').removesuffix("\n}") for text in each]
    inside = ",".join(f"\n  {member}" for member in members)
    assert write(results) == (f"[{inside}\n]\n" if results else "[]\n")


def test_the_commit_of_an_answer_follows_the_day() -> None:
    answer = json.loads(render("show/1", "show", DAY, Inner("a"), Recorded("1a2b3c4d5e6f7890", date(2026, 3, 31))))
    assert list(answer) == ["partnerkit", "schema", "command", "today", "at", "name"]
    assert answer["at"] == {"commit": "1a2b3c4d5e6f7890", "date": "2026-03-31"}


def test_a_target_keeps_all_its_digits(ask: Ask, tmp_path: Path) -> None:
    kpi = "{metric: revenue, goal: at_least, target: 12345678901234567.89}"
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\nkpis: [{kpi}]\n")
    answer = ask("health", "acme", "--format", "json")
    assert answer.status == 0
    assert '"target": 12345678901234567.89' in answer.out
