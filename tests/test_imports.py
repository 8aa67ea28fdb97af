"""A command feels instant: what it does not need it does not import."""

import subprocess
import sys

import pytest

from conftest import PORTFOLIO

ACME = str(PORTFOLIO / "partners" / "acme.yaml")

_MODULES = """
import sys
from partnerkit.cli.main import execute
status = execute(sys.argv[1:])
print(*sorted(sys.modules), file=sys.stderr)
sys.exit(status)
"""


@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        (["score", ACME], {"rich", "jinja2", "multiprocessing", "concurrent.futures", "markdown_it"}),
        (["validate", ACME], {"rich", "jinja2", "multiprocessing", "concurrent.futures"}),
        (["score", ACME, "--format", "json"], {"rich", "jinja2", "multiprocessing"}),
        (["explain", "PK002"], {"yaml", "rich", "jinja2", "json"}),
        (["explain"], {"yaml", "rich", "jinja2", "json"}),
        (["score", "--help"], {"pydantic", "yaml", "rich", "jinja2", "json"}),
    ],
)
def test_a_command_imports_only_what_it_needs(arguments: list[str], unneeded: set[str]) -> None:
    command = [sys.executable, "-c", _MODULES, *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert unneeded & set(run.stderr.splitlines()[-1].split()) == set()


def test_the_version_is_told_without_even_the_command_line_library() -> None:
    code = "import sys; sys.argv = ['partnerkit', '--version']; from partnerkit.__main__ import main; main(); "
    run = subprocess.run(
        [sys.executable, "-c", f"{code}print('typer' in sys.modules)"], capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines()[-1] == "False"
