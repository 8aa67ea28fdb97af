"""What was asked before is answered as it was then, and only where nothing has changed."""

import json
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import PORTFOLIO, ROOT, TODAY, Answer, Ask
from partnerkit.cli.memory import Memory
from partnerkit.store import answers
from partnerkit.store.files import cache_folder
from partnerkit.store.installation import installation
from partnerkit.store.paths import find_named

REMEMBERED = (
    *("validate", "lint", "list", "show", "why", "score", "rank", "landscape", "heatmap", "health", "dynamics"),
    *("raci", "checklist", "due", "calendar"),
)
NOT_REMEMBERED = ("tiers", "plan", "reviews", "launch", "stage")
TOLD = "as it was told before\n"


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    """The example portfolio, to be changed."""
    return Path(shutil.copytree(PORTFOLIO, tmp_path / "portfolio"))


def kept() -> list[Path]:
    """The answers that are remembered."""
    folder = cache_folder() / "answers"
    return sorted(folder.iterdir()) if folder.exists() else []


def mark() -> None:
    """Change every answer that is remembered, so that it is known again."""
    for path in kept():
        held = json.loads(path.read_text())
        path.write_text(json.dumps({**held, "said": [["out", TOLD]]}))


@pytest.mark.parametrize("command", REMEMBERED)
def test_what_is_asked_again_is_answered_from_memory_and_word_for_word(ask: Ask, portfolio: Path, command: str) -> None:
    asked = (command, portfolio / "partners" / "acme.yaml", "--today", TODAY)
    first = ask(*asked)
    assert ask(*asked) == first
    mark()
    assert ask(*asked) == Answer(first.status, TOLD, "")


def test_what_was_said_beside_an_answer_is_said_again(ask: Ask, portfolio: Path) -> None:
    (portfolio / "partners" / "broken.yaml").write_text("name: Broken\ntype: nothing\n")
    first = ask("heatmap", portfolio, "--today", TODAY)
    assert (first.status, "broken.yaml:2:7" in first.err) == (1, True)
    assert ask("heatmap", portfolio, "--today", TODAY) == first


def _edit(portfolio: Path) -> None:
    acme = portfolio / "partners" / "acme.yaml"
    times = acme.stat()
    before = acme.read_bytes()
    acme.write_bytes(before.replace(b"Acme Analytics", b"Acme analytics"))
    assert before != acme.read_bytes()
    os.utime(acme, ns=(times.st_atime_ns, times.st_mtime_ns))  # the time of a file proves nothing


def _rename(portfolio: Path) -> None:
    (portfolio / "partners" / "acme.yaml").rename(portfolio / "partners" / "acme-analytics.yaml")


def _judge_otherwise(portfolio: Path) -> None:
    file = portfolio / "partnerkit.yaml"
    file.write_text(file.read_text() + "\n# a word more\n")


@pytest.mark.parametrize(
    "change",
    [
        _edit,
        _rename,
        _judge_otherwise,
        lambda portfolio: (portfolio / "partners" / "acme.yaml").unlink(),
        lambda portfolio: (portfolio / "partners" / "new.yaml").write_text("name: New\ntype: alliance\n"),
        lambda portfolio: os.link(portfolio / "partners" / "acme.yaml", portfolio / "partners" / "twin.yaml"),
        lambda portfolio: (portfolio / "partners" / "acme.yaml").write_bytes(b"\xff"),
        lambda portfolio: (portfolio / "inner").mkdir() or (portfolio / "inner" / "partnerkit.yaml").touch(),
    ],
    ids=["edited", "renamed", "judged otherwise", "removed", "added", "linked", "no text", "another workspace below"],
)
def test_files_that_changed_are_read_again(ask: Ask, portfolio: Path, change: Callable[[Path], object]) -> None:
    ask("heatmap", portfolio, "--today", TODAY)
    mark()
    change(portfolio)
    assert ask("heatmap", portfolio, "--today", TODAY).out != TOLD


@pytest.mark.parametrize(
    "other",
    [
        ("heatmap", ".", "--today", "2026-04-11"),
        ("heatmap", ".", "--today", TODAY, "--format", "json"),
        ("heatmap", ".", "--today", TODAY, "--stage", "launch"),
        ("heatmap", ".", "--today", TODAY, "--fail-on", "red"),
        ("heatmap", ".", "--today", TODAY, "--color", "always"),
        ("heatmap", "acme", "--today", TODAY),
        ("health", ".", "--today", TODAY),
    ],
    ids=" ".join,
)
def test_another_question_has_another_answer(ask: Ask, portfolio: Path, other: tuple[str, ...]) -> None:
    ask("heatmap", ".", "--today", TODAY, cwd=portfolio)
    mark()
    assert ask(*other, cwd=portfolio).out != TOLD


@pytest.mark.parametrize(("variable", "value"), [("COLUMNS", "100"), ("TERM", "xterm"), ("UNICODE_VERSION", "9.0.0")])
def test_another_terminal_has_another_answer(
    ask: Ask, portfolio: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    ask("heatmap", portfolio, "--today", TODAY)
    mark()
    monkeypatch.setenv(variable, value)
    assert ask("heatmap", portfolio, "--today", TODAY).out != TOLD


def test_paths_are_told_as_they_lead_from_here(ask: Ask, portfolio: Path) -> None:
    shutil.copytree(portfolio / "partners", portfolio / "more" / "partners")
    (portfolio / "more" / "partnerkit.yaml").write_bytes((portfolio / "partnerkit.yaml").read_bytes())
    ask("heatmap", "partners", "--today", TODAY, cwd=portfolio)
    mark()
    assert ask("heatmap", "partners", "--today", TODAY, cwd=portfolio / "more").out != TOLD


_OPENED = """
import os, sys
from partnerkit.cli.main import execute

root = sys.argv[1] + os.sep

def note(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        path = os.path.abspath(arguments[0])
        if path.startswith(root):
            print("opened", path.removeprefix(root).replace(os.sep, "/"), file=sys.__stderr__)
    if event in ("subprocess.Popen", "os.posix_spawn", "os.exec", "socket.connect"):
        print("started", event, file=sys.__stderr__)

sys.addaudithook(note)
execute(sys.argv[2:])
"""


@pytest.mark.parametrize("command", REMEMBERED)
def test_what_is_remembered_opens_the_files_it_names_and_starts_nothing(portfolio: Path, command: str) -> None:
    acme = portfolio / "partners" / "acme.yaml"
    run = subprocess.run(
        [sys.executable, "-c", _OPENED, str(portfolio), command, str(acme), "--today", TODAY],
        capture_output=True,
        text=True,
        check=True,
    )
    events = {line for line in run.stderr.splitlines() if line.startswith(("opened", "started"))}
    assert events == {"opened partnerkit.yaml", "opened partners/acme.yaml"}


def test_all_that_is_remembered_is_tested_here() -> None:
    commands = (ROOT / "src" / "partnerkit" / "cli").glob("*.py")
    assert {path.stem for path in commands if "@remembered" in path.read_text()} == set(REMEMBERED)


@pytest.mark.parametrize("command", NOT_REMEMBERED)
def test_what_reads_or_writes_more_than_the_files_named_is_not_remembered(
    ask: Ask, portfolio: Path, command: str
) -> None:
    assert ask(command, portfolio / "partners" / "acme.yaml", "--today", TODAY).status == 0
    assert kept() == []


def test_an_answer_written_to_a_file_is_worked_out_each_time(ask: Ask, portfolio: Path, tmp_path: Path) -> None:
    for number in range(2):
        assert ask("heatmap", portfolio, "--today", TODAY, "-o", tmp_path / f"{number}.txt").status == 0
    assert (tmp_path / "0.txt").read_bytes() == (tmp_path / "1.txt").read_bytes()
    assert kept() == []


def test_memory_can_be_turned_off(ask: Ask, portfolio: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTNERKIT_NO_CACHE", "1")
    assert ask("heatmap", portfolio, "--today", TODAY).status == 0
    assert kept() == []


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b'{"status": "0", "said": []}',
        b'{"status": 0, "said": [["out", 1]]}',
        b'{"status": 0, "said": [["log", ""]]}',
        b'{"status": 0, "said": 1}',
        b'{"status": 99999999999999999999, "said": []}',
    ],
)
def test_a_broken_memory_is_no_memory(ask: Ask, portfolio: Path, broken: bytes) -> None:
    first = ask("score", portfolio / "partners" / "acme.yaml", "--today", TODAY)
    [path] = kept()
    path.write_bytes(broken)
    assert ask("score", portfolio / "partners" / "acme.yaml", "--today", TODAY) == first
    assert path.read_bytes() != broken


def test_a_cache_folder_that_cannot_be_written_to_keeps_nothing_and_stops_nothing(ask: Ask, portfolio: Path) -> None:
    cache_folder().parent.mkdir(parents=True, exist_ok=True)
    cache_folder().write_text("a file stands here")
    assert ask("score", portfolio / "partners" / "acme.yaml", "--today", TODAY).status == 0
    assert cache_folder().read_text() == "a file stands here"


@pytest.mark.skipif(os.name != "posix", reason="permissions as Unix has them")
def test_nobody_else_reads_what_is_remembered(ask: Ask, portfolio: Path) -> None:
    ask("score", portfolio / "partners" / "acme.yaml", "--today", TODAY)
    [path] = kept()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="permissions as Unix has them")
def test_what_others_may_have_put_there_is_not_believed(ask: Ask, portfolio: Path) -> None:
    asked = ("score", portfolio / "partners" / "acme.yaml", "--today", TODAY)
    first = ask(*asked)
    mark()
    [path] = kept()
    path.chmod(0o620)
    assert ask(*asked) == first
    path.unlink()
    os.mkfifo(path, 0o600)  # must not be waited for
    assert ask(*asked) == first


def test_without_a_cache_folder_nothing_is_kept_and_nothing_is_written_elsewhere(
    ask: Ask, portfolio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    before = sorted(portfolio.rglob("*"))
    assert ask("score", "acme", "--today", TODAY, cwd=portfolio).status == 0
    edited = ask("stage", "acme", "optimize", "--today", TODAY, cwd=portfolio)
    if edited.status:  # systems that know of a cache folder without that variable go on
        assert "XDG_CACHE_HOME" in edited.err
    assert sorted(portfolio.rglob("*")) == before


def test_the_answers_asked_for_longest_ago_are_forgotten() -> None:
    now = time.time()
    for number in range(200):
        answers.keep_answer(f"{number:04}", answers.Answer(0, (("out", str(number)),)))
        os.utime(cache_folder() / "answers" / f"{number:04}", (now + number - 1000, now + number - 1000))
    assert answers.find_answer("0000") == answers.Answer(0, (("out", "0"),))  # asked for now, and young again
    answers.keep_answer("last", answers.Answer(0, ()))
    assert (len(kept()), answers.find_answer("0001")) == (200, None)
    assert answers.find_answer("0000") is not None


def test_an_answer_that_nobody_asked_for_in_a_week_goes_with_what_a_dead_run_has_left() -> None:
    for name in ("old", "old.1a2b3c4d"):
        answers.keep_answer(name, answers.Answer(0, ()))
        os.utime(cache_folder() / "answers" / name, (time.time() - 8 * 86400, time.time() - 8 * 86400))
    (cache_folder() / "answers" / "folder").mkdir()  # stands in nobody's way
    answers.keep_answer("young", answers.Answer(0, ()))
    assert [path.name for path in kept()] == ["folder", "young"]


def test_an_answer_of_a_megabyte_is_not_worth_its_room() -> None:
    answers.keep_answer("long", answers.Answer(0, (("out", "x" * 1_048_577),)))
    assert kept() == []


def test_an_answer_is_not_kept_where_somebody_wrote_to_a_file_meanwhile(portfolio: Path) -> None:
    named = find_named([str(portfolio)])
    undisturbed, disturbed = Memory("score", {}), Memory("rank", {})
    assert (undisturbed.recall((), named), disturbed.recall((), named)) == (None, None)
    undisturbed.keep(0)
    assert len(kept()) == 1
    file = portfolio / "partnerkit.yaml"
    before, times = file.read_bytes(), file.stat()
    file.write_bytes(before.swapcase())
    file.write_bytes(before)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    disturbed.keep(0)
    assert len(kept()) == 1


def test_what_could_not_be_read_is_read_again_each_time(ask: Ask, portfolio: Path) -> None:
    partners = portfolio / "partners"
    (partners / "acme.yaml").rename(partners / "acme.txt")
    (partners / "acme.yaml").symlink_to("acme.txt")
    for _ in range(2):
        answer = ask("validate", partners / "acme.yaml")
        assert (answer.status, "PK120" in answer.out) == (1, True)
    assert kept() == []


def test_a_file_that_says_what_folders_said_is_not_taken_for_them(ask: Ask, tmp_path: Path) -> None:
    for name in ("x.yaml", "y"):
        (tmp_path / "p" / name).mkdir(parents=True)
        (tmp_path / "p" / name / "partnerkit.yaml").touch()
    assert ask("validate", "p").status == 0
    shutil.rmtree(tmp_path / "p")
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "x.yaml").write_text("p/y")
    assert ask("validate", "p").status == 1


def test_another_installation_remembers_nothing_of_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = installation()
    assert any("questions/score.py" in Path(line.split(" ")[0]).as_posix() for line in before)
    assert any("document.html.j2" in line for line in before)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "another_library.py").touch()
    assert installation() != before


@pytest.mark.parametrize("command", REMEMBERED)
def test_what_is_remembered_is_told_without_the_models_and_the_parser(portfolio: Path, command: str) -> None:
    code = (
        "import sys; from partnerkit.cli.main import execute; status = execute(sys.argv[1:]);"
        "print('imported', *sys.modules, file=sys.stderr)"
    )
    acme = str(portfolio / "partners" / "acme.yaml")
    asked = [sys.executable, "-c", code, command, acme, "--today", TODAY]
    first, again = (subprocess.run(asked, capture_output=True, text=True, check=True) for _ in range(2))
    assert first.stdout == again.stdout
    assert {"pydantic", "yaml"} <= set(first.stderr.split())
    assert not {"pydantic", "yaml", "rich", "jinja2"} & set(again.stderr.split())
