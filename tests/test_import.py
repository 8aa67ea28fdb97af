"""Tables of other systems: what they would change here, and what they do."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Ask

EXAMPLES = ROOT / "tests" / "examples" / "imports"
TODAY = ("--today", "2026-04-10")
TABLES = sorted(path.stem for path in EXAMPLES.glob("*.csv"))


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A workspace of a company that leases cargo bikes, with four partners and a deals file."""
    folder = tmp_path / "shop"
    shutil.copytree(EXAMPLES / "workspace", folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files in a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", TABLES)
def test_a_known_table_has_the_plan_of_its_example(ask: Ask, shop: Path, snapshot: Any, name: str) -> None:
    table = shop / f"{name}.csv"
    shutil.copy(EXAMPLES / table.name, table)
    before = contents(shop)
    answer = ask("import", table.name, "--all", *TODAY, cwd=shop)
    assert answer.out + answer.err == snapshot
    assert contents(shop) == before


@pytest.mark.parametrize("name", TABLES)
def test_a_second_import_changes_no_byte(ask: Ask, shop: Path, name: str) -> None:
    arguments = ("import", EXAMPLES / f"{name}.csv", "--apply", "--skip-errors", *TODAY)
    first = ask(*arguments, cwd=shop)
    after = contents(shop)
    assert after != contents(EXAMPLES / "workspace"), first.out + first.err
    second = ask(*arguments, cwd=shop)
    assert contents(shop) == after
    assert ("created" in second.out, "updated" in second.out) == (False, False)
    assert ask("validate", cwd=shop).status == 0
