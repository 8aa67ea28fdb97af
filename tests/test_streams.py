"""What a command does where its answer cannot simply be written."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from apart import MAIN, Apart
from conftest import PORTFOLIO, TODAY, Ask, few

RUN = [sys.executable, "-m", "partnerkit"]
HEATMAP = ("heatmap", PORTFOLIO, "--today", TODAY)
pytestmark = pytest.mark.skipif(os.name != "posix", reason="closes and fills streams as a Unix shell does")


@pytest.mark.parametrize(("arguments", "status"), [("", 0), ("--format json", 0), ("--fail-on red", 1)])
def test_a_reader_who_left_changes_no_exit_status(apart: Apart, arguments: str, status: int) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        assert apart.run(*HEATMAP, *arguments.split(), stdout=writer).returncode == status
    finally:
        os.close(writer)


@pytest.mark.searched
@pytest.mark.parametrize("format", few(["json", "html", "csv", "markdown"], 2))
def test_what_goes_to_a_pipe_is_utf_8_whatever_the_locale(tmp_path: Path, format: str) -> None:
    (tmp_path / "cafe.yaml").write_text("name: Café 🚀\ntype: alliance\n", encoding="utf-8")
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PATH": os.environ["PATH"]}
    arguments = [*RUN, "heatmap", "--format", format]
    answer = subprocess.run(arguments, cwd=tmp_path, env=plain, capture_output=True, check=True)
    text = answer.stdout.decode("utf-8")
    assert "Café 🚀" in text
    if format == "json":
        assert json.loads(text)["rows"][0]["name"] == "Café 🚀"


@pytest.mark.parametrize("command", ["calendar", "list"])
def test_what_goes_to_a_pipe_has_the_line_endings_of_the_answer_where_a_system_has_others(
    apart: Apart, command: str
) -> None:
    asked = (command, PORTFOLIO, "--today", TODAY)
    elsewhere = apart.run(*asked, script=f"import sys; sys.stdout.reconfigure(newline='\\r\\n'); {MAIN}")
    assert (elsewhere.returncode, elsewhere.stdout) == (0, apart.run(*asked).stdout)


def test_closed_streams_stop_nothing() -> None:
    shell = subprocess.run(["sh", "-c", f"{sys.executable} -m partnerkit heatmap nope 2>&-"], check=False)
    assert shell.returncode == 2
    shell = subprocess.run(["sh", "-c", f"{sys.executable} -m partnerkit --help >&-"], check=False)
    assert shell.returncode == 0
    shell = subprocess.run(["sh", "-c", f"{sys.executable} -m partnerkit --version >&-"], check=False)
    assert shell.returncode == 0
    shell = subprocess.run(["sh", "-c", f"{sys.executable} -m partnerkit new <&- 2>&-"], check=False)
    assert shell.returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no device that is always full")
@pytest.mark.parametrize(
    ("arguments", "unbuffered"),
    [
        (("heatmap", str(PORTFOLIO)), ""),
        (("heatmap", str(PORTFOLIO)), "1"),
        (("explain",), ""),
        (("draft", "--list"), ""),
        (("init", "ws"), ""),
        (("new", "Acme", "--type", "alliance"), "1"),
        (("--version",), ""),
        (("--version",), "1"),
        (("--help",), ""),
        (("heatmap", "--help"), "1"),
    ],
)
def test_a_full_disk_is_told_in_a_sentence(
    apart: Apart, tmp_path: Path, arguments: tuple[str, ...], unbuffered: str
) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with open("/dev/full", "w") as full:
        if unbuffered:  # which is decided where the interpreter starts
            answer = subprocess.run(
                [*RUN, *arguments],
                cwd=tmp_path,
                env=environment,
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        else:
            answer = apart.run(*arguments, cwd=tmp_path, stdout=full.fileno())
    assert answer.returncode == 2
    assert answer.stderr == "error: the answer can't be written: no space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no device that is always full")
def test_what_cannot_be_said_on_standard_error_changes_no_answer(apart: Apart, tmp_path: Path) -> None:
    with open("/dev/full", "w") as full:
        answer = apart.run("new", "Acme", "--type", "alliance", cwd=tmp_path, stderr=full.fileno())
    assert (answer.returncode, answer.stdout) == (0, "wrote acme.yaml\n")


GONE = "error: the current folder is gone\nhelp: change to one that exists\n"


@pytest.mark.parametrize("arguments", ["heatmap", "schema", "new Acme --type alliance", "init", "init ws"])
def test_a_folder_that_is_gone_is_told_in_a_sentence(apart: Apart, tmp_path: Path, arguments: str) -> None:
    answer = apart.run(*arguments.split(), cwd=tmp_path, script=f"import os; os.rmdir(os.getcwd()); {MAIN}")
    assert (answer.returncode, answer.stderr) == (2, GONE)


def test_a_command_that_starts_in_a_folder_that_is_gone_says_the_same(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    shell = f"mkdir {gone} && cd {gone} && rmdir {gone} && {sys.executable} -m partnerkit heatmap"
    answer = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stderr) == (2, GONE)


@pytest.mark.parametrize("errors", ["strict", "surrogateescape"])
@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (["new"], b"Acme\xff\nalliance\n", '"Acme\\udcff" is not UTF-8 text'),
        (["new", "Acme"], b"\xff\n", '"\\udcff" is not a type'),
        (["init"], b"\xff\n", '"\\udcff" is not UTF-8 text'),
    ],
)
def test_bytes_that_are_no_text_are_refused_where_they_are_typed(
    apart: Apart, tmp_path: Path, arguments: list[str], typed: bytes, said: str, errors: str
) -> None:
    reading = f"import sys; sys.stdin.reconfigure(encoding='utf-8', errors={errors!r}); {MAIN}"
    keyboard, terminal = os.openpty()
    try:
        os.write(keyboard, typed)
        answer = apart.run(*arguments, cwd=tmp_path, script=reading, stdin=terminal)
    finally:
        os.close(keyboard)
        os.close(terminal)
    assert answer.returncode == 2
    assert answer.stderr.startswith(f"error: {said}\n")
    assert list(tmp_path.iterdir()) == []


def test_only_regular_files_are_written(ask: Ask, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    answer = ask(*HEATMAP, "-o", pipe, "--force")
    assert answer.status == 2
    assert "is not a regular file" in answer.err
    assert pipe.is_fifo()


def test_one_file_named_in_several_ways_counts_once(ask: Ask) -> None:
    ways = ("partners", "./partners", PORTFOLIO / "partners", "../portfolio/partners")
    answer = ask("validate", *ways, "--format", "json", cwd=PORTFOLIO)
    assert (answer.status, json.loads(answer.out)["files"]) == (0, 16)


def test_a_workspace_file_that_cannot_be_read_is_never_passed_over(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "a.yaml").write_text("name: A\ntype: alliance\n")
    answer = ask("heatmap")
    assert answer.status == 1
    assert "partnerkit.yaml:1:1: PK120" in answer.err


def _reading_much(folder: Path) -> "tuple[subprocess.Popen[bytes], list[int]]":
    """Start a command that reads on all cores, and return it with its workers once there are some."""
    # The first worker has much to read, so the others are waiting by then.
    plan = "".join(f"  - {{id: item-{number}, title: Item {number}}}\n" for number in range(2000))
    for number in range(300):
        text = f"name: P\ntype: alliance\nplan:\n{plan}" if number < 20 else "name: P\ntype: alliance\n"
        (folder / f"p{number:03}.yaml").write_text(text)
    command = subprocess.Popen(
        [*RUN, "validate"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    children = Path(f"/proc/{command.pid}/task/{command.pid}/children")
    workers: list[int] = []
    while command.poll() is None and not workers:
        time.sleep(0.01)
        workers = [int(worker) for worker in children.read_text().split()]
    return command, workers


@pytest.mark.skipif(sys.platform != "linux", reason="looks for child processes in /proc")
@pytest.mark.parametrize("seconds", [0, 0.5], ids=["while the workers start", "while they work"])
def test_an_interrupted_command_ends_in_silence_with_all_its_workers(tmp_path: Path, seconds: float) -> None:
    command, _ = _reading_much(tmp_path)
    time.sleep(seconds)
    os.killpg(command.pid, signal.SIGINT)
    out, said = command.communicate(timeout=30)
    assert (command.returncode, out, said) == (130, b"", b"")


@pytest.mark.skipif(sys.platform != "linux", reason="looks for child processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGKILL])
def test_workers_end_with_the_command_however_that_is_ended(tmp_path: Path, number: signal.Signals) -> None:
    command, workers = _reading_much(tmp_path)
    time.sleep(0.2)
    os.kill(command.pid, number)
    # Whoever reads its output waits for all that hold the other end of the pipe.
    out, said = command.communicate(timeout=10)
    assert (command.returncode, out, said) == (-number, b"", b"")
    for _ in range(100):
        left = [worker for worker in workers if Path(f"/proc/{worker}").exists()]
        if not left:
            break
        time.sleep(0.05)
    assert workers
    assert left == []
