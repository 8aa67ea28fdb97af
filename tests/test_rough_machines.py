"""What a poor machine, a damaged file or an end of the calendar comes to: a sentence, and no traceback."""

import io
import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from apart import Apart, needs_refusals
from conftest import PORTFOLIO, TODAY, Ask
from partnerkit.findings import Finding
from partnerkit.findings.gathered import MOST, Gathered

RUN = [sys.executable, "-m", "partnerkit"]


@pytest.mark.parametrize("arguments", [("--help",), ("plan", "--help"), ("validate", str(PORTFOLIO))])
def test_python_without_docstrings_changes_no_answer(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-OO", "-m", "partnerkit", *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, "Traceback" in run.stderr) == (0, False)
    assert len(run.stdout + run.stderr) > 10


@pytest.mark.parametrize("period", ["9999-W52", "9999-Q4", "9999-12", "9999", "0001-W01", "0001"])
def test_a_period_at_an_end_of_the_calendar_is_answered(ask: Ask, period: str) -> None:
    assert ask("plan", "--period", period, "--today", TODAY, cwd=PORTFOLIO).status == 0


@pytest.mark.parametrize("place", ["utils", "countries", "__init__", "..", "DE-XX", ""])
def test_what_is_no_country_has_no_holidays(ask: Ask, place: str) -> None:
    answer = ask("due", "--holidays", place, "--today", TODAY, cwd=PORTFOLIO)
    assert answer.status == 2
    assert answer.err.startswith(f"error: the public holidays of `{place}` are not known\n")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such limits")
@pytest.mark.parametrize("files", [5, 6])
def test_a_system_without_files_left_is_reported_in_a_sentence(files: int) -> None:
    shell = f"ulimit -n {files}; exec {sys.executable} -m partnerkit draft brief acme --today {TODAY}"
    run = subprocess.run(["sh", "-c", shell], cwd=PORTFOLIO, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr.startswith("error: the system is out of resources: too many open files\n")


@needs_refusals
def test_a_workspace_that_may_not_be_entered_is_never_passed_over(without_rights: Apart, tmp_path: Path) -> None:
    (tmp_path / "ws" / "sub").mkdir(parents=True)
    (tmp_path / "ws" / "partnerkit.yaml").write_text("{}\n")
    (tmp_path / "ws" / "sub" / "a.yaml").write_text("name: A\ntype: alliance\n")
    (tmp_path / "ws").chmod(0o600)
    try:
        for path in ("ws/partnerkit.yaml", "ws/sub/a.yaml"):
            run = without_rights.run("list", path, cwd=tmp_path)
            assert run.returncode == 2
            assert "can't be read: permission denied" in run.stderr
    finally:
        (tmp_path / "ws").chmod(0o700)


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("unshare"), reason="mounts folders"
)
def test_a_container_without_a_folder_for_temporary_files_will_do() -> None:
    script = (
        # They stay what they are, since the checkout itself may be in one, but no one can write to them.
        "for folder in /tmp /var/tmp /dev/shm; do\n"
        "mount --bind $folder $folder && mount -o remount,bind,ro $folder || exit 77\n"
        "done\n"
        "mkdir /tmp/x 2>/dev/null && exit 78\n"
        f"cd {PORTFOLIO} && {' '.join(RUN)} plan && {' '.join(RUN)} reviews acme\n"
    )
    environment = {**os.environ, "HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"}
    run = subprocess.run(["unshare", "-m", "sh", "-c", script], env=environment, capture_output=True, check=False)
    if run.returncode in (1, 77) and not run.stdout:
        pytest.skip("may not mount anything here")
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.parametrize("content", ["multipart", "header", "brackets"])
def test_a_letter_that_is_nested_without_end_is_refused_in_a_sentence(ask: Ask, tmp_path: Path, content: str) -> None:
    multipart = "".join(f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(1000))
    header = f"Content-Type: text/plain; {'(' * 300_000}\n\nHello\n"
    brackets = f"Subject: {'(' * 100_000}\nTo: {'<' * 100_000}\n\nHello\n"
    letters = {"multipart": multipart, "header": header, "brackets": brackets}
    (tmp_path / "x.eml").write_text(letters[content])
    answer = ask("check-email", "x.eml")
    assert answer.status == 1
    assert content == "brackets" or answer.err.startswith("error: x.eml h")


def _packed(size: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a>" * (size // 3))
    return buffer.getvalue()


def test_a_reference_that_is_damaged_or_a_bomb_is_refused_in_a_sentence(ask: Ask, tmp_path: Path) -> None:
    import docx

    buffer = io.BytesIO()
    docx.Document().save(buffer)
    good = buffer.getvalue()
    cases = [good[:-30], good[: len(good) // 2], good.replace(b"PK\x01\x02", b"PK\x01\x03"), b"", b"PK", _packed(300)]
    cases += [good[:at] + b"\xff" * 8 + good[at + 8 :] for at in range(0, len(good), len(good) // 4)]
    for content in cases:
        (tmp_path / "r.docx").write_bytes(content)
        asked = ("draft", "brief", "acme", "--reference", tmp_path / "r.docx", "-o", tmp_path / "o.docx", "--force")
        answer = ask(*asked, cwd=PORTFOLIO)
        assert answer.status in (0, 2)
        assert (answer.status == 0) == ("error: the reference" not in answer.err)
    (tmp_path / "r.docx").write_bytes(_packed(64 * 1024 * 1024))
    answer = ask("draft", "brief", "acme", "--reference", tmp_path / "r.docx", "-o", tmp_path / "o", cwd=PORTFOLIO)
    assert answer.status == 2


def test_templates_are_neither_deep_nor_many_nor_long(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    deep = tmp_path / "templates" / "/".join("d" * 12)
    deep.mkdir(parents=True)
    answer = ask("draft", "brief", "acme")
    assert (answer.status, "deeper than 8 folders" in answer.err) == (2, True)
    shutil.rmtree(tmp_path / "templates" / "d")
    header = "---\ntitle: T\nfile: t\n---\n"
    (tmp_path / "templates" / "t.md.j2").write_text(f"{header}{{% for at in range(5000) %}}line\n{{% endfor %}}\n")
    answer = ask("draft", "t", "acme")
    assert (answer.status, "it writes more than 3,000 lines" in answer.err) == (1, True)


def test_findings_without_end_are_summed_up() -> None:
    many = [Finding(f"{at // 500:04}.yaml", 1, 1, "PK001", "m", "warning") for at in range(MOST)]
    gathered = Gathered(many)
    gathered.add(*(Finding("z.yaml", at, 1, "PK001", "m", "warning") for at in range(7)))
    *shown, last = gathered.sorted()
    assert (len(shown), last.path, last.code, last.severity) == (MOST, "z.yaml", "PK122", "warning")
    assert last.message == "there are 7 more findings from this file on, and 10,000 is the most that are shown"
    gathered.add(Finding("z.yaml", 1, 1, "PK001", "m", "error"))
    assert gathered.sorted()[-1].severity == "error"
    assert Gathered(many[:3]).sorted() == tuple(many[:3])


@pytest.mark.parametrize("arguments", [("kpis",), ("dashboard",), ("due", "--all"), ("reviews", "acme")])
def test_the_last_day_of_the_calendar_is_no_reason_to_wait(ask: Ask, arguments: tuple[str, ...]) -> None:
    start = time.process_time()
    assert ask(*arguments, "--today", "9999-12-31", cwd=PORTFOLIO).status == 0
    assert time.process_time() - start < 5
