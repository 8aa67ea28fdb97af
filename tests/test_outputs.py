"""What programs can rely on: every JSON answer is what `schema --output` says of it."""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator, meta

from conftest import PORTFOLIO, ROOT, TODAY, Ask
from partnerkit import __version__
from partnerkit.cli.app import build_app
from partnerkit.cli.outputs import OUTPUTS, schema_name

LISTS = [ROOT / "tests" / "examples" / "accounts" / "tea" / f"{name}.csv" for name in ("ours", "theirs")]
IMPORTS = ROOT / "tests" / "examples" / "imports"
TERMS = "revenue: [{model: revenue-share, rate: 25%, from: us, to: them, base: gross}]\n"

ASKED: dict[str, list[tuple[str | Path, ...]]] = {
    "validate": [(), ("elsewhere/broken.yaml",)],
    "lint": [(), ("--show-ignored",)],
    "list": [("--ended",)],
    "show": [("acme",), ("bluebird-crm",), ("globex",), ("acme", "--section", "who", "--section", "targets")],
    "why": [("acme",), ("globex",)],
    "score": [(), ("acme",)],
    "rank": [("--sensitivity",)],
    "landscape": [()],
    "overlap": [(*LISTS,)],
    "heatmap": [(), ("--boxes", "acme"), ("--since", "HEAD~1"), ("--trend",)],
    "health": [()],
    "dynamics": [()],
    "raci": [()],
    "tiers": [()],
    "kpis": [(), ("--explain", "program_roi")],
    "dashboard": [("--period", "2026-Q1")],
    "statement": [("acme", "--period", "2026-Q1"), ("meridian-channel", "--period", "2025")],
    "revenue": [("replay", "acme", "--terms", "terms.yaml")],
    "checklist": [()],
    "plan": [(), ("acme",)],
    "due": [("--all",), ("--within", "3m")],
    "calendar": [()],
    "reviews": [("acme",), ("kestrel-advisory",)],
    "launch": [("acme",), ("globex",)],
    "stage": [("acme",), ("globex",)],
    "diff": [("HEAD~1..HEAD",)],
    "blame": [("acme",)],
    "history": [("acme",)],
    "export": [(), ("acme", "--table", "plan", "--at", "HEAD")],
    "share": [("acme", "-o", "copy.yaml", "--force")],
    "reconcile": [("partners/acme.yaml", "copy.yaml")],
    "import": [(IMPORTS / "hubspot-companies.csv",), (IMPORTS / "hubspot-deals.csv",)],
    "check-email": [("letter.txt",)],
    "explain": [("PK001",), ("PK230",)],
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example portfolio in a repository of two commits, with a file that is broken beside it."""
    folder = tmp_path_factory.mktemp("outputs") / "portfolio"
    shutil.copytree(PORTFOLIO, folder)
    (folder / "letter.txt").write_text("Subject: Hours\n\nHi Jo,\n\nCould we talk for 20 minutes on Tuesday?\n\nDana\n")
    (folder / "terms.yaml").write_text(TERMS)
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "broken.yaml").write_text("name: X\ntype: nothing\n")
    acme = folder / "partners" / "acme.yaml"
    text = acme.read_text(encoding="utf-8")
    acme.write_text(text.replace("due: 2026-04-24", "due: 2026-05-24"), encoding="utf-8")
    git = ["git", "-C", str(folder), "-c", "user.name=Ada", "-c", "user.email=ada@orbit.example"]
    dated = os.environ | {"GIT_AUTHOR_DATE": "2026-04-01T12:00:00Z", "GIT_COMMITTER_DATE": "2026-04-01T12:00:00Z"}
    subprocess.run([*git, "init", "--quiet", "--initial-branch=main"], check=True)
    for message in ("First", "Second"):
        subprocess.run([*git, "add", "--all"], check=True)
        subprocess.run([*git, "commit", "--quiet", "-m", message], check=True, env=dated)
        acme.write_text(text, encoding="utf-8")
    return folder


def test_every_command_that_writes_json_says_what_it_holds() -> None:
    commands: Any = build_app()
    writing = {
        name
        for name, command in commands.commands.items()
        for option in command.params
        if "--format" in option.opts and "json" in option.type.choices
    }
    assert writing == set(OUTPUTS) == set(ASKED)


@pytest.mark.parametrize("command", OUTPUTS)
def test_every_answer_is_what_its_schema_says(ask: Ask, workspace: Path, command: str) -> None:
    schema = json.loads(ask("schema", "--output", command, cwd=workspace).out)
    meta.validate(schema)
    shape = Draft202012Validator(schema)
    for arguments in ASKED[command]:
        answer = ask(command, *arguments, "--format", "json", "--today", TODAY, cwd=workspace)
        assert answer.out, answer.err
        found = json.loads(answer.out)
        shape.validate(found)
        assert (found["partnerkit"], found["schema"]) == (__version__, schema_name(command))


def test_a_shape_that_changes_has_another_number(ask: Ask, snapshot: Any) -> None:
    # Where this fails, raise the number of the command in `cli/outputs.py`, then accept the digest.
    schemas = {schema_name(command): ask("schema", "--output", command).out for command in sorted(OUTPUTS)}
    digests = [f"{name} {hashlib.sha256(schema.encode()).hexdigest()[:16]}" for name, schema in schemas.items()]
    assert "\n".join(digests) + "\n" == snapshot


def test_what_writes_no_json_has_no_schema_of_it(ask: Ask) -> None:
    answer = ask("schema", "--output", "heatmaps")
    assert (answer.status, answer.out) == (2, "")
    assert "did you mean `heatmap`?" in answer.err
