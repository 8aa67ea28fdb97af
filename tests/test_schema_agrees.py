"""The schema that editors check by accepts what `validate` accepts in form, and refuses what it refuses in form."""

import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, TypeAlias

import pytest
import yaml
from jsonschema import Draft7Validator
from jsonschema_rs import Draft7Validator as FastValidator

from conftest import PORTFOLIO, ROOT, Ask, few
from partnerkit.findings import Finding
from partnerkit.model.base import Section
from partnerkit.model.choices import RevenueModel
from partnerkit.model.json_schema import partnership_schema, workspace_schema
from partnerkit.model.partnership import Partnership
from partnerkit.model.revenue import USED_BY
from partnerkit.model.shape import annotations_at, fields_of, is_mapping
from partnerkit.model.workspace import Workspace
from partnerkit.reading.loader import load_partnership, load_workspace, names_of
from partnerkit.reading.yaml_reader import read_yaml

EXAMPLES = ROOT / "tests" / "examples"

Path: TypeAlias = "tuple[str | int, ...]"
Validate: TypeAlias = "Callable[[Any], set[str]]"

WRONG = [
    "text",
    "",
    " ",
    "2026-02-30x",
    "a\nb",
    7,
    -1,
    0,
    3.5,
    101,
    True,
    None,
    [],
    {},
    [[]],
    ["text"],
    [None],
    {"z": 1},
]
"""Each of them is wrong nearly everywhere; both sides must agree where. `make test` tries a third at each key."""


def _plain(value: Any) -> Any:
    """Read data as JSON has it."""
    match value:
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case tuple():
            return [_plain(inner) for inner in value]
        case Decimal():
            return float(value)
        case _:
            return value


def _data(path: Any) -> Any:
    return _plain(read_yaml(path.read_text(encoding="utf-8")).data)


WORKSPACE_DATA = _data(PORTFOLIO / "partnerkit.yaml")
_WORKSPACE = load_workspace("partnerkit.yaml", (PORTFOLIO / "partnerkit.yaml").read_bytes()).model
assert _WORKSPACE is not None
_KNOWN = names_of(_WORKSPACE)
PARTNERSHIPS = {path.stem: _data(path) for path in sorted((PORTFOLIO / "partners").glob("*.yaml"))}


BEYOND_FORM = {
    "PK009": "who is listed under `people`, in this file or in the workspace, is no matter of form",
    "PK016": "whether an id of the plan exists is no matter of form",
    "PK017": "whether an id of the plan is unique is no matter of form",
    "PK019": "whether buckets and bands contradict each other is only in part a matter of form",
    "PK021": "which side a person is on is no matter of form",
    "PK022": "which partnerships there are is no matter of form",
    "PK024": "what compares two values is no matter of form; keys that exclude each other are",
    "PK025": "the order and the bounds of tiers are no matter of form",
    "PK020": "that a payment goes from one side to the other compares two values, which no form does",
}
"""The findings that a JSON Schema cannot express; it may accept what only these refuse."""


def _errors(findings: Iterable[Finding]) -> set[str]:
    return {found.code for found in findings if found.severity == "error"}


def _validate_partnership(data: Any) -> set[str]:
    return _errors(load_partnership("x.yaml", json.dumps(data).encode(), _KNOWN).findings)


def _validate_workspace(data: Any) -> set[str]:
    return _errors(load_workspace("partnerkit.yaml", json.dumps(data).encode()).findings)


def _agree(schema_accepts: bool, errors: set[str]) -> bool:
    return errors <= BEYOND_FORM.keys() if schema_accepts else bool(errors)


schema_of_partnerships = FastValidator(partnership_schema(_WORKSPACE), validate_formats=False)
schema_of_default_workspace = FastValidator(partnership_schema(Workspace()), validate_formats=False)
schema_of_workspaces = FastValidator(workspace_schema(), validate_formats=False)


def _paths(data: Any, path: Path = ()) -> Iterator[Path]:
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        yield (*path, key)
        yield from _paths(value, (*path, key))


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _strings(data: Any) -> Iterator[str]:
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    yield from (data,) if isinstance(data, str) else (text for value in inside for text in _strings(value))


def _changed(data: Any, path: Path, change: Callable[[Any, Any], None]) -> Any:
    """A copy of the data, cut down to the changed section and to the people and plan items that it names."""
    named = set(_strings(data[path[0]]))
    needed = {
        "people": {key: person for key, person in data.get("people", {}).items() if key in named},
        "plan": [{"id": item["id"], "title": item["title"]} for item in data.get("plan", []) if item["id"] in named],
        **{key: data[key] for key in ("name", "type", path[0]) if key in data},
    }
    cut = json.loads(json.dumps(needed))
    change(_at(cut, path[:-1]), path[-1])
    return cut


def _mutations(data: Any, path: Path, number: int) -> Iterator[tuple[str, Any]]:
    def put(value: Any) -> Callable[[Any, Any], None]:
        return lambda parent, key: parent.__setitem__(key, value)

    for wrong in few(WRONG, 3, number):
        yield f"{path} becomes {wrong!r}", _changed(data, path, put(wrong))
    yield f"{path} is missing", _changed(data, path, lambda parent, key: parent.__delitem__(key))
    value = _at(data, path)
    if isinstance(value, dict):
        yield f"{path} has an unknown key", _changed(data, path, put({**value, "zzz": "text"}))
        for at, (key, inner) in enumerate(value.items()):
            others = {other: value[other] for other in value if other != key}
            for renamed in few((key.upper(), f"{key} x", "", "9" * 70), 4, number + at):
                yield f"{path} has {key!r} as {renamed!r}", _changed(data, path, put({**others, renamed: inner}))
    if isinstance(value, list):
        yield f"{path} has a wrong entry", _changed(data, path, put([*value, {"zzz": 1}]))
    if isinstance(value, str):
        yield f"{path} has a hidden character", _changed(data, path, put(value + "\u202e"))
        yield f"{path} is in capitals", _changed(data, path, put(value.upper()))


def _disagreements(cases: list[tuple[Any, Path]], schema: FastValidator, validate: Validate) -> list[str]:
    return [
        f"{said}: the schema {'accepts' if accepts else 'refuses'} it, validate finds {errors or 'nothing'}"
        for number, (data, path) in enumerate(cases)
        for said, mutated in _mutations(data, path, number)
        if not _agree(accepts := schema.is_valid(mutated), errors := validate(mutated))
    ]


def _kind(model: type[Section], path: Path) -> Path:
    """Where a path leads in the format: what is inside the entries of one list, or of one mapping by name, is alike."""
    return tuple(
        "*"
        if isinstance(part, int) or (path[at + 1 :] and any(map(is_mapping, annotations_at(model, path[:at]))))
        else part
        for at, part in enumerate(path)
    )


def _by_section(model: type[Section], *files: Any) -> dict[str, list[tuple[Any, Path]]]:
    """Every key of the format once, where a file has it, under its section."""
    seen: set[Path] = set()
    sections: dict[str, list[tuple[Any, Path]]] = {}
    for data in files:
        for path in _paths(data):
            kind = _kind(model, path)
            if kind not in seen:
                seen.add(kind)
                sections.setdefault(str(path[0]), []).append((data, path))
    return sections


_OF_PARTNERSHIPS = _by_section(Partnership, *PARTNERSHIPS.values())
_OF_WORKSPACES = _by_section(Workspace, WORKSPACE_DATA)


def test_the_example_files_have_every_section() -> None:
    assert set(fields_of(Partnership)) <= {*_OF_PARTNERSHIPS}
    assert set(fields_of(Workspace)) <= {*_OF_WORKSPACES}


@pytest.mark.searched
@pytest.mark.parametrize("cases", _OF_PARTNERSHIPS.values(), ids=_OF_PARTNERSHIPS.keys())
def test_schema_and_validate_agree_on_whatever_is_wrong_in_a_partnership(cases: list[tuple[Any, Path]]) -> None:
    assert _disagreements(cases, schema_of_partnerships, _validate_partnership) == []


@pytest.mark.searched
@pytest.mark.parametrize("cases", _OF_WORKSPACES.values(), ids=_OF_WORKSPACES.keys())
def test_schema_and_validate_agree_on_whatever_is_wrong_in_a_workspace(cases: list[tuple[Any, Path]]) -> None:
    assert _disagreements(cases, schema_of_workspaces, _validate_workspace) == []


@pytest.mark.parametrize("path", sorted((EXAMPLES / "valid").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_schema_accepts_every_valid_example(path: Any) -> None:
    assert [error.message for error in schema_of_default_workspace.iter_errors(_data(path))] == []


@pytest.mark.parametrize("path", sorted((EXAMPLES / "workspaces" / "valid").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_schema_accepts_every_valid_workspace(path: Any) -> None:
    assert [error.message for error in schema_of_workspaces.iter_errors(_data(path) or {})] == []


@pytest.mark.parametrize("stem", PARTNERSHIPS)
def test_the_schema_accepts_the_example_portfolio(stem: str) -> None:
    assert [error.message for error in schema_of_partnerships.iter_errors(PARTNERSHIPS[stem])] == []


@pytest.mark.parametrize(
    "data",
    [
        {"framework": {"buckets": {}}},
        {"framework": {"buckets": {"sell": {"replaces": "monetise"}}}},
        {"scorecard": {"criteria": {}}},
        {"scorecard": {"bands": []}},
        {"scorecard": {"bands": [{"name": "A", "at_least": 40}]}},
    ],
    ids=str,
)
def test_the_schema_refuses_a_workspace_that_is_unsound_in_form(data: Any) -> None:
    assert not schema_of_workspaces.is_valid(data)
    assert _validate_workspace(data) == {"PK019"}


_MINIMAL = {"name": "Acme", "type": "alliance"}


@pytest.mark.parametrize(
    ("reason", "section"),
    [
        ("a pattern knows no calendar", {"since": "2026-02-30"}),
        ("a pattern knows no calendar", {"checklists": {"launch": {"tracking": "2026-02-30"}}}),
        ("reading refuses what cannot be seen", {"why": "Same\x1bbuyers"}),
        ("reading refuses numbers over 32 characters", {"kpis": [{"metric": "a", "target": int("9" * 40)}]}),
        ("a form compares no values", {"agreement": {"revenue": [{"model": "tiered", "from": "us", "to": "us"}]}}),
        ("a key without a value may be the rest of a text", {"partner": {"does": "a", "b c": None}}),
    ],
)
def test_what_form_cannot_express_is_left_to_validate(reason: str, section: Any) -> None:
    assert schema_of_partnerships.is_valid({**_MINIMAL, **section})
    assert _validate_partnership({**_MINIMAL, **section}) != set()


def test_a_text_with_a_comma_in_braces_passes_both() -> None:
    text = "name: Acme\ntype: alliance\npartner: {does: analytics, forecasts and dashboards}\n"
    assert schema_of_partnerships.is_valid(yaml.load(text, Loader=yaml.CSafeLoader))
    assert load_partnership("x.yaml", text.encode(), _KNOWN).model is not None


@pytest.mark.parametrize("kind", ["partnership", "workspace"])
def test_every_key_has_a_description_and_an_example_that_its_schema_accepts(ask: Ask, kind: str) -> None:
    schema = json.loads(ask("schema", kind, "--config", PORTFOLIO / "partnerkit.yaml").out)
    definitions = schema["definitions"]

    def keys(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        for key, inner in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
            if key in ("contains", "if"):  # a condition, which no editor shows
                continue
            if key == "properties":
                yield from inner.items()
            yield from keys(inner)

    found = list(keys(schema))
    assert len(found) > 50
    for key, value in found:
        described = value if "$ref" not in value else definitions[value["$ref"].rpartition("/")[2]]
        assert described.get("description"), key
        if "enum" in value:
            assert len(value["enumDescriptions"]) == len(value["enum"]), key
        elif value.get("type") != "boolean":
            assert value["examples"], key
        for example in value.get("examples", ()):
            Draft7Validator({**value, "definitions": definitions}).validate(example)


VALUES = {
    "rate": "5%",
    "base": "net",
    "amount": 5,
    "every": "once",
    "months": 12,
    "counts_from": "agreement",
    "tiers": [{"at_least": 0, "rate": "5%"}],
    "counts": "year",
    "unit": "units",
    "method": "marginal",
    "minimum": 5,
    "minimum_per": "year",
    "settles": "month",
    "cap": 5,
    "cap_per": "year",
    "minimum_payout": 5,
    "hold_days": 5,
    "clawback_days": 5,
}
COMPANIONS = {
    "rate": ["base"],
    "tiers": ["base", "counts"],
    "counts_from": ["months"],
    "cap_per": ["cap"],
    "minimum_per": ["minimum"],
}


@pytest.mark.parametrize("model", USED_BY)
def test_schema_and_validate_agree_on_which_keys_a_revenue_model_uses(model: RevenueModel) -> None:
    for key, value in VALUES.items():
        companions = {other: VALUES[other] for other in COMPANIONS.get(key, ()) if other in USED_BY[model]}
        term = {"model": model, key: value, **companions}
        data = {**_MINIMAL, "agreement": {"revenue": [term]}}
        errors = _validate_partnership(data)
        assert ("PK024" in errors) == (key not in USED_BY[model]), term
        assert schema_of_partnerships.is_valid(data) == (not errors), term


@pytest.mark.parametrize(("key", "companions"), COMPANIONS.items())
def test_schema_and_validate_agree_on_what_a_key_needs(key: str, companions: list[str]) -> None:
    model = "tiered" if key == "tiers" else "revenue-share"
    for missing in companions:
        given = {other: VALUES[other] for other in companions if other != missing}
        data = {**_MINIMAL, "agreement": {"revenue": [{"model": model, key: VALUES[key], **given}]}}
        assert _validate_partnership(data) == {"PK001"}
        assert not schema_of_partnerships.is_valid(data)
