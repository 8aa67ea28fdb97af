"""A case is contributed by adding a file: see tests/examples."""

from pathlib import Path

import pytest
import yaml

from conftest import PORTFOLIO, ROOT
from partnerkit.findings import Finding
from partnerkit.model.workspace import Workspace
from partnerkit.reading import yaml_reader
from partnerkit.reading.loader import load_partnership, load_workspace, names_of
from partnerkit.workspace.checking import check
from partnerkit.workspace.paths import find_named
from partnerkit.workspace.portfolio import select

EXAMPLES = ROOT / "tests" / "examples"


def _examples(folder: str) -> list[Path]:
    paths = [path for path in (EXAMPLES / folder).rglob("*.yaml") if path.name != "partnerkit.yaml"]
    assert paths
    return sorted(paths)


def _name(path: Path) -> str:
    return path.relative_to(EXAMPLES).with_suffix("").as_posix()


def _partnership(path: Path) -> tuple[Finding, ...]:
    """Load an example in the workspace that lies beside it, else in the default one."""
    beside = path.with_name("partnerkit.yaml")
    workspace = load_workspace(beside.name, beside.read_bytes()).model if beside.exists() else Workspace()
    assert workspace is not None
    return load_partnership(path.name, path.read_bytes(), names_of(workspace)).findings


def _workspace(path: Path) -> tuple[Finding, ...]:
    return load_workspace(path.name, path.read_bytes()).findings


def _stated(path: Path) -> list[str]:
    """What `line:column code` an example states in the text file beside it."""
    return path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


def _found(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{found.line}:{found.column} {found.code}" for found in findings]


@pytest.mark.parametrize("path", _examples("invalid"), ids=_name)
def test_an_invalid_partnership_has_the_findings_that_stand_beside_it(path: Path) -> None:
    assert _found(_partnership(path)) == _stated(path)


@pytest.mark.parametrize("path", _examples("valid"), ids=_name)
def test_a_valid_partnership_has_no_finding(path: Path) -> None:
    assert _partnership(path) == ()


@pytest.mark.parametrize("path", _examples("workspaces/invalid"), ids=_name)
def test_an_invalid_workspace_has_the_findings_that_stand_beside_it(path: Path) -> None:
    assert _found(_workspace(path)) == _stated(path)


@pytest.mark.parametrize("path", _examples("workspaces/valid"), ids=_name)
def test_a_valid_workspace_has_no_finding(path: Path) -> None:
    assert _workspace(path) == ()


def test_without_libyaml_the_same_files_are_refused_on_the_same_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [*_examples("invalid"), *_examples("valid")]
    with_libyaml = {path: _partnership(path) for path in paths}
    monkeypatch.setattr(yaml_reader, "Parser", yaml.SafeLoader)
    without = {path: _partnership(path) for path in paths}
    assert [path for path in paths if with_libyaml[path]] == [path for path in paths if without[path]]
    stated_elsewhere = {"directive-unknown", "surrogate-escape"}
    for path in paths:
        if path.stem not in stated_elsewhere:
            # If reading stops, findings about the rest may differ, and so may the column.
            lines = [[(found.line, found.code) for found in each[path]] for each in (with_libyaml, without)]
            assert lines[0] == lines[1], path.stem


def test_the_example_portfolio_has_no_finding() -> None:
    checked = check(select(find_named([str(PORTFOLIO)])))
    assert (checked.findings, checked.valid, checked.files) == ((), 16, 16)
