"""Whatever a file holds, reading it ends in findings or a model."""

import json
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import PORTFOLIO
from partnerkit.model.workspace import Workspace
from partnerkit.reading import yaml_reader
from partnerkit.reading.loader import Loaded, load_partnership, load_workspace, names_of
from partnerkit.reading.yaml_reader import read_yaml

KNOWN = names_of(Workspace())
ACME = (PORTFOLIO / "partners" / "acme.yaml").read_text(encoding="utf-8")

# Text that is nearly YAML reaches further than text that is not.
_SIGNS = [
    "\n",
    "  ",
    ": ",
    "- ",
    "? ",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "#",
    "&a ",
    "*a",
    "!t ",
    "|\n",
    ">-\n",
    '"',
    "'",
    "\\",
    "%",
]
_SIGNS += [
    "---\n",
    "...\n",
    "<<: ",
    "\r\n",
    "\t",
    "\u2028",
    "\u202e",
    "\ufeff",
    "\0",
    "\\u202e",
    "\\x00",
    "~",
    "1e9999999999",
]
_SIGNS += [
    "name: Acme\n",
    "type: alliance\n",
    "fit: ",
    "reach",
    "20%",
    "2026-02-30",
    "buckets:\n  align: ",
    "people: ",
    "no",
    "7",
]
nearly_yaml = st.lists(st.sampled_from(_SIGNS) | st.text(max_size=3), max_size=25).map("".join)


@st.composite
def edited(draw: st.DrawFn) -> str:
    """A real file with a piece of it replaced by something else."""
    start = draw(st.integers(0, len(ACME)))
    end = draw(st.integers(start, min(len(ACME), start + 20)))
    return ACME[:start] + draw(nearly_yaml) + ACME[end:]


@pytest.fixture(params=["libyaml", "pure Python"])
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure Python":
        monkeypatch.setattr(yaml_reader, "Parser", yaml.SafeLoader)


def _holds(loaded: Loaded[Any], content: bytes) -> None:
    """A model or an error, and every finding on a line and column that the file has."""
    assert (loaded.model is None) == any(found.severity == "error" for found in loaded.findings)
    lines = content.decode("utf-8", errors="replace").removeprefix("\ufeff").split("\n")
    for found in loaded.findings:
        assert 1 <= found.line <= len(lines)
        assert 1 <= found.column <= len(lines[found.line - 1]) + 1
        assert found.message
        assert found.source in {"", lines[found.line - 1].removesuffix("\r")}


@pytest.mark.usefixtures("_parser")
class TestWithEitherParser:
    @given(st.text())
    def test_any_text_ends_in_findings_or_a_model(self, text: str) -> None:
        content = text.encode("utf-8", errors="replace")
        _holds(load_partnership("x.yaml", content, KNOWN), content)

    @given(st.binary())
    def test_any_bytes_end_in_findings_or_a_model(self, content: bytes) -> None:
        _holds(load_partnership("x.yaml", content, KNOWN), content)

    @given(nearly_yaml)
    @example('why: "\\UFFFFFFFF"')
    @example('why: "\\ud800"')
    @example("a: 1e99999999999999999999")
    @example("{a: b, c d}")
    @example("? ")
    def test_nearly_yaml_ends_in_findings_or_a_model(self, text: str) -> None:
        content = text.encode()
        _holds(load_partnership("x.yaml", content, KNOWN), content)
        _holds(load_workspace("x.yaml", content), content)


@given(edited())
def test_a_real_file_with_a_slip_ends_in_findings_or_a_model(text: str) -> None:
    content = text.encode()
    _holds(load_partnership("x.yaml", content, KNOWN), content)


# What YAML 1.2 and PyYAML's 1.1 agree on: no look-alikes of numbers, dates and booleans among the texts.
plain_words = st.from_regex(r"[a-z]{2,8}( [a-z]{2,8}){0,3}", fullmatch=True).filter(
    lambda word: word not in {"yes", "no", "on", "off", "true", "false", "null"}
)
other_texts = st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\ufeff"), min_size=1)
texts = plain_words | other_texts.filter(lambda text: text[0] not in "+-.0123456789")
scalars = texts | st.integers(-(10**9), 10**9) | st.booleans()
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(plain_words, inner, max_size=4),
    max_leaves=20,
)


def _as_read(value: Any) -> Any:
    """The same data as our reader gives it: lists are tuples."""
    if isinstance(value, list):
        return tuple(_as_read(inner) for inner in value)
    if isinstance(value, dict):
        return {key: _as_read(inner) for key, inner in value.items()}
    return value


@given(st.dictionaries(plain_words, trees, max_size=5), st.sampled_from([None, False, True]))
def test_data_is_read_as_other_parsers_read_it(data: dict[str, Any], flow: bool | None) -> None:
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    reading = read_yaml(text)
    assert reading.problems == []
    assert reading.data == _as_read(yaml.load(text, Loader=yaml.CSafeLoader)) == _as_read(data)


@given(st.dictionaries(plain_words, trees, max_size=5))
def test_json_is_yaml(data: dict[str, Any]) -> None:
    reading = read_yaml(json.dumps(data, ensure_ascii=False))
    assert (reading.problems, reading.data) == ([], _as_read(data))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=3))
def test_a_decimal_is_read_to_the_last_digit(number: Decimal) -> None:
    assert read_yaml(f"n: {number:f}").data == {"n": number}


@given(trees.filter(lambda tree: isinstance(tree, dict | list)))
def test_every_value_stands_where_its_place_says(tree: Any) -> None:
    reading = read_yaml(json.dumps({"top": tree}, ensure_ascii=False))
    text = json.dumps({"top": tree}, ensure_ascii=False)
    for path, value in _leaves({"top": tree}):
        (line, column), real = reading.locate(path)
        assert (line, real) == (0, path)
        assert text[column:].startswith(json.dumps(value, ensure_ascii=False))


def _leaves(tree: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else None
    if inside is None:
        return [(path, tree)]
    return [leaf for key, value in inside for leaf in _leaves(value, (*path, key))]


def test_the_whole_example_reads_alike_through_both_parsers(monkeypatch: pytest.MonkeyPatch) -> None:
    with_libyaml = read_yaml(ACME)
    monkeypatch.setattr(yaml_reader, "Parser", yaml.SafeLoader)
    without = read_yaml(ACME)
    assert without.data == with_libyaml.data
    assert _marks(without.places) == _marks(with_libyaml.places)


def _marks(places: Any) -> Any:
    return places and {
        key: (key_mark and (key_mark.line, key_mark.column), value_mark.line, value_mark.column, _marks(inside))
        for key, (key_mark, value_mark, inside) in places.items()
    }


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a: !x b", ["PK107"]),
        ("a: ! b", ["PK107"]),
        ("- &x b", ["PK106"]),
        ("[!x b]", ["PK107"]),
        ("[a,!x b]", ["PK107"]),
        ("{a: b,&y c: d}", ["PK106"]),
        ('{"a":!x b}', ["PK107"]),
        ("? !x a\n: b", ["PK107"]),
        ("!x\na: b", ["PK107"]),
        ("a: |-\n  !x b", []),
        ("a: R&D and P&L, and welcome! And !important", []),
    ],
)
def test_a_tag_or_an_anchor_is_refused_wherever_it_is_and_a_sign_in_a_text_is_not(text: str, codes: list[str]) -> None:
    assert [problem.code for problem in read_yaml(text).problems] == codes
