import json
import os
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, ROOT, TODAY, Ask

EMAILS = ROOT / "tests" / "examples" / "emails"


@pytest.mark.parametrize("name", sorted(path.name for path in EMAILS.glob("*.txt")))
def test_an_email_is_judged_by_five_principles(ask: Ask, snapshot: Any, name: str) -> None:
    answer = ask("check-email", name, cwd=EMAILS)
    assert answer.out == snapshot
    assert answer.status == int("5 of 5" not in answer.out)


@pytest.mark.parametrize("stem", ["acme", "lumen-design-suite"])
def test_what_outreach_writes_of_a_full_file_keeps_all_five(ask: Ask, tmp_path: Path, stem: str) -> None:
    for format, name in (("markdown", "mail.md"), ("text", "mail.txt"), ("eml", "mail.eml")):
        ask("draft", "outreach", stem, "--today", TODAY, "--format", format, "-o", tmp_path / name, cwd=PORTFOLIO)
        answer = ask("check-email", tmp_path / name, "--format", "json")
        assert json.loads(answer.out)["kept"] == 5, answer.out


def test_what_falls_short_names_the_key_to_fix(ask: Ask) -> None:
    said = ask("draft", "outreach", "globex", cwd=PORTFOLIO).err
    for key in ("outreach.opener", "outreach.benefits", "outreach.proof", "outreach.ask"):
        assert f"(fix `{key}`)" in said


def test_the_words_are_the_workspaces_to_change(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "email-words.yaml").write_text(
        "them: [Sie, Ihr]\nus: [wir]\nvague: [Synergie]\nproof: [Kunden]\npressure: [dringend]\nask: [Telefonat]\n"
    )
    (tmp_path / "mail.txt").write_text(
        "Guten Tag Frau Kjeldsen,\n\nIhr Vortrag in Aarhus hat mich überzeugt: 88 Teams nutzen Lumen und Orbit.\n\n"
        "Mit Bluebird waren es 31 gemeinsame Kunden.\n\nPasst Ihnen ein Telefonat von 20 Minuten?\n",
        encoding="utf-8",
    )
    assert json.loads(ask("check-email", "mail.txt", "--format", "json", cwd=tmp_path).out)["kept"] == 5


@pytest.mark.parametrize(
    ("name", "content", "status", "said"),
    [
        ("x.txt", None, 2, "x.txt does not exist"),
        ("x.txt", b"\xff\xfe", 1, "x.txt is not UTF-8 text"),
        ("x.eml", b"Content-Type: image/png\n\nabc", 1, "x.eml has no plain text"),
        ("x.eml", b"Content-Type: text/plain; charset=nosuch\n\nabc", 1, "x.eml has text in an unknown encoding"),
    ],
)
def test_what_is_no_letter_is_told(
    ask: Ask, tmp_path: Path, name: str, content: bytes | None, status: int, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    answer = ask("check-email", name, cwd=tmp_path)
    assert (answer.status, answer.out) == (status, "")
    assert said in answer.err


def test_a_letter_on_one_line_is_more_than_its_greeting(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "mail.txt").write_text("Hi Jo, we make clocks. Buy now!\n")
    assert json.loads(ask("check-email", "mail.txt", "--format", "json", cwd=tmp_path).out)["words"] == 7


def test_an_empty_letter_keeps_nothing(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("\n")
    assert json.loads(ask("check-email", "x.txt", "--format", "json", cwd=tmp_path).out)["kept"] == 0


@pytest.mark.parametrize("text", ["1" * 300_000, "[a](b" * 60_000, "a " * 200_000, "A." * 100_000, "\n " * 150_000])
def test_a_text_of_any_length_is_judged(ask: Ask, tmp_path: Path, text: str) -> None:
    (tmp_path / "mail.txt").write_text(text)
    # Where a look ahead has no bound, this does not come to an end.
    assert ask("check-email", "mail.txt").status == 1


def test_a_message_of_parts_that_are_none_holds_no_text(ask: Ask, tmp_path: Path) -> None:
    parts = "Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: multipart/related\n\nhello\n--x--\n"
    (tmp_path / "mail.eml").write_text(parts)
    answer = ask("check-email", "mail.eml")
    assert (answer.status, answer.out) == (1, "")
    assert "mail.eml has no plain text" in answer.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes with a name")
def test_a_pipe_is_not_waited_for(ask: Ask, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mail.eml")
    answer = ask("check-email", "mail.eml")
    assert (answer.status, answer.err) == (2, "error: mail.eml is not a regular file\n")
