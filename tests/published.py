"""Published schemas of reports: what in a report doesn't fit the schema of its format."""

import json
from collections.abc import Callable
from functools import cache

from jsonschema import Draft7Validator
from lxml import etree  # type: ignore[import-untyped]  # has none

from conftest import ROOT

_FOLDER = ROOT / "tests" / "schemas"


@cache
def _json(name: str) -> Draft7Validator:
    # Not a compiled one: a pattern in the schema of SARIF is no expression by the rules of JSON Schema.
    return Draft7Validator(json.loads((_FOLDER / name).read_text(encoding="utf-8")))


def _faults_of_json(name: str) -> Callable[[str], list[str]]:
    def faults(text: str) -> list[str]:
        return [str(error) for error in _json(name).iter_errors(json.loads(text))]

    return faults


@cache
def _xml(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(_FOLDER / name))


def _faults_of_junit(text: str) -> list[str]:
    schema = _xml("junit-10.xsd")
    schema.validate(etree.fromstring(text.encode()))
    return [str(error) for error in schema.error_log]


FAULTS: dict[str, Callable[[str], list[str]]] = {
    "sarif": _faults_of_json("sarif-2.1.0.json"),
    "junit": _faults_of_junit,
    "gitlab": _faults_of_json("gitlab-code-quality.json"),
}
"""By format, a function that returns what in a report doesn't fit."""
