"""What a person at a terminal reads: help that fits, words that complete, questions asked again, what to install."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import PORTFOLIO, ROOT, Ask
from partnerkit import installation
from partnerkit.cli.app import COMMANDS


def test_help_shows_every_summary_whole_at_80_columns(ask: Ask) -> None:
    shown = ask("--help").out.partition("Commands:")[2]
    assert "..." not in shown
    summaries = re.findall(r"^  [a-z-]+ {2,}(\S.*)$", shown, re.MULTILINE)
    assert len(summaries) == len(COMMANDS)
    assert all(summary.endswith(".") and summary[0].isupper() for summary in summaries)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_names_no_kind_of_value_as_programs_do(ask: Ask, command: str) -> None:
    shown = ask(command, "--help").out
    assert "<str>" not in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("score me", ["meridian-channel"]),
        ("draft out", ["outreach"]),
        ("draft outreach ac", ["acme"]),
        ("list --stage re", ["renew"]),
        ("heatmap --type al", ["alliance"]),
        ("list --tag reta", ["retail"]),
        ("due --owner dan", ["dana"]),
        ("stage acme opt", ["optimize"]),
        ("new Foo --type int", ["integration"]),
    ],
)
def test_a_shell_completes_what_there_is(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, words: str, offered: list[str]
) -> None:
    monkeypatch.setenv("_PARTNERKIT_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", f"partnerkit {words}")
    monkeypatch.setenv("COMP_CWORD", str(len(words.split())))
    assert ask(cwd=PORTFOLIO).out.split() == offered


@pytest.mark.skipif(os.name != "posix", reason="Windows has no terminals that a program can play")
def test_new_asks_again_after_a_wrong_answer(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    os.write(ours, b"Acme\nreseller\ndistribution\n")
    done = subprocess.run(
        [sys.executable, "-m", "partnerkit", "new"],
        cwd=tmp_path,
        stdin=theirs,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    os.close(ours)
    os.close(theirs)
    assert (done.returncode, (tmp_path / "acme.yaml").exists()) == (0, True)
    assert 'error: "reseller" is not a type\nhelp: did you mean `distribution`?\n' in done.stderr


def test_init_ends_with_the_next_three_things_to_type(ask: Ask, tmp_path: Path) -> None:
    steps = ['partnerkit new "Your first partner" --type integration', "partnerkit validate", "partnerkit heatmap"]
    assert ask("init", "my partners").err.splitlines() == [
        "next:",
        *(f"  {step}" for step in ["cd 'my partners'", *steps[:2]]),
    ]
    assert ask("init").err.splitlines() == ["next:", *(f"  {step}" for step in steps)]


@pytest.mark.parametrize(
    ("files", "command"),
    [
        (["pipx_metadata.json"], "pipx inject partnerkit python-docx"),
        (["uv-receipt.toml"], "uv tool install --with python-docx "),
        ([], " -m pip install python-docx"),
    ],
)
def test_a_hint_names_the_way_partnerkit_was_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[str], command: str
) -> None:
    for name in files:
        (tmp_path / name).touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert command in installation.adding("python-docx")


def test_the_workflows_that_init_writes_take_nothing_that_may_change(ask: Ask, tmp_path: Path) -> None:
    ask("init", "--company", "Orbit")
    workflows = [path.read_text() for path in sorted((tmp_path / ".github" / "workflows").iterdir())]
    action = (tmp_path / ".github" / "partnerkit" / "action.yml").read_text()
    actions = re.findall(r"uses: (\S+)", "".join((*workflows, action)))
    assert len(actions) == 5
    pinned = r"actions/[a-z-]+@[0-9a-f]{40}|\./\.github/partnerkit"
    assert all(re.fullmatch(pinned, action) for action in actions)
    assert all("timeout-minutes: " in workflow for workflow in workflows)
    [install] = [line for line in action.splitlines() if "pip install" in line]
    assert install.strip() == "python -m pip install --require-hashes -r .github/partnerkit/requirements.txt"
    requirements = (tmp_path / ".github" / "partnerkit" / "requirements.txt").read_text()
    own, *others = re.findall(r"^(?![ #])(\S+)", requirements, re.MULTILINE)
    assert (tmp_path / own).is_file()
    assert all("==" in other for other in others)


def test_an_older_wheel_stays_with_the_requirements_that_name_it(ask: Ask, tmp_path: Path) -> None:
    kept = tmp_path / ".github" / "partnerkit" / "requirements.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("./.github/partnerkit/partnerkit-0.0.1-py3-none-any.whl --hash=sha256:0\n")
    assert ask("init").status == 0
    assert [path.name for path in kept.parent.iterdir()] == ["requirements.txt"]
