"""Two lists compared without showing them: a question, a reply, and what hostile files of them come to."""

import base64
import json
import shutil
import stat
import sys
from pathlib import Path

import pytest

from conftest import ROOT, TODAY, Ask
from partnerkit import __version__

pytest.importorskip("private_set_intersection", reason="openmined-psi is made for few systems")

TEA = ROOT / "tests" / "examples" / "accounts" / "tea"
OURS, THEIRS = TEA / "ours.csv", TEA / "theirs.csv"


@pytest.fixture(scope="module")
def exchange(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for one question and its reply."""
    return tmp_path_factory.mktemp("exchange")


@pytest.fixture
def exchanged(ask: Ask, exchange: Path, tmp_path: Path) -> None:
    """Leave a question with its key and a reply in the folder."""
    if not (exchange / "reply.blind").exists():
        assert ask("overlap", "--blind", OURS, "-o", "ask.blind", cwd=exchange).status == 0
        assert ask("overlap", "--blind", THEIRS, "ask.blind", "-o", "reply.blind", cwd=exchange).status == 0
    shutil.copytree(exchange, tmp_path, dirs_exist_ok=True)


@pytest.mark.usefixtures("exchanged")
def test_who_asks_learns_which_of_their_own_accounts_the_other_side_has(ask: Ask, tmp_path: Path) -> None:
    answer = ask(
        "overlap", "--blind", OURS, "reply.blind", "--key", "ask.blind.key", "--format", "json", "--today", TODAY
    )
    assert (answer.status, answer.err) == (0, "")
    assert json.loads(answer.out) == {
        "partnerkit": __version__,
        "schema": "overlap/1",
        "command": "overlap",
        "today": TODAY,
        "ours": {"rows": 9, "accounts": 5},
        "theirs": 4,
        "without_domain": 3,
        "shared": [
            {"ours": [1, 2], "domain": "kettleandleaf.example"},
            {"ours": [3], "domain": "senchahaus.example"},
            {"ours": [5], "domain": "oolong-south.example"},
        ],
    }
    assert stat.S_IMODE((tmp_path / "ask.blind.key").stat().st_mode) == 0o600


@pytest.mark.usefixtures("exchanged")
def test_what_is_sent_holds_no_name_and_no_domain(tmp_path: Path) -> None:
    for name in ("ask.blind", "reply.blind"):
        fields = json.loads((tmp_path / name).read_text())
        sent = (tmp_path / name).read_bytes() + b"".join(
            base64.b64decode(fields[part]) for part in ("message", "list") if part in fields
        )
        assert b"example" not in sent
        assert b"kettle" not in sent.lower()


def test_both_sides_are_warned_of_what_is_revealed_and_told_what_comes_next(ask: Ask) -> None:
    asked = ask("overlap", "--blind", OURS, "-o", "ask.blind")
    replied = ask("overlap", "--blind", THEIRS, "ask.blind", "-o", "reply.blind")
    for answer, told in (asked, "send it, and keep ask.blind.key to yourself"), (replied, "send it back"):
        assert answer.out == ""
        assert answer.err.startswith("warning: a blind comparison shows the other side how many accounts you have")
        assert told in answer.err


@pytest.mark.usefixtures("exchanged")
def test_a_reply_is_read_with_its_own_key_and_the_list_that_was_asked_about(ask: Ask, tmp_path: Path) -> None:
    changed = tmp_path / "changed.csv"
    changed.write_text(OURS.read_text(encoding="utf-8") + "New,new.example,,,,,\n", encoding="utf-8")
    answer = ask("overlap", "--blind", changed, "reply.blind", "--key", "ask.blind.key")
    assert (answer.status, answer.err) == (
        1,
        "error: the domains in our list have changed since the question was written\nhelp: ask again\n",
    )
    assert ask("overlap", "--blind", OURS, "-o", "again.blind").status == 0
    other = ask("overlap", "--blind", OURS, "reply.blind", "--key", "again.blind.key")
    assert (other.status, other.err.partition("\n")[0]) == (
        1,
        "error: reply.blind replies to a different question than again.blind.key",
    )


@pytest.mark.usefixtures("exchanged")
@pytest.mark.parametrize(
    ("file", "part"), [("ask.blind.key", "message"), ("reply.blind", "list"), ("reply.blind", "message")]
)
def test_a_file_that_was_damaged_does_not_find_nothing_in_common(
    ask: Ask, tmp_path: Path, file: str, part: str
) -> None:
    fields = json.loads((tmp_path / file).read_text())
    message = bytearray(base64.b64decode(fields[part]))
    message[-3] ^= 1
    (tmp_path / file).write_text(json.dumps(fields | {part: base64.b64encode(message).decode()}))
    answer = ask("overlap", "--blind", OURS, "reply.blind", "--key", "ask.blind.key")
    kind = "key" if file.endswith(".key") else "reply"
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == (
        f"error: {file} is not a {kind} of a blind comparison\n"
        "help: it was damaged or changed after it was written; ask for the file again\n"
    )


@pytest.mark.usefixtures("exchanged")
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[" * 100_000,
        b"\xff\xfe",
        b'{"format": "partnerkit-blind/1", "kind": "reply", "number": 5}',
        b'{"format": "partnerkit-blind/1", "kind": "question", "number": "", "message": "!"}',
        b'{"format": "partnerkit-blind/1", "kind": "question", "number": "", "message": "AAAA"}',
        b'{"format": "partnerkit-blind/1", "kind": "question", "number": "", "message": null}',
    ],
)
def test_a_file_that_is_no_exchange_gets_a_sentence(ask: Ask, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.blind").write_bytes(content)
    answer = ask("overlap", "--blind", THEIRS, "bad.blind", "-o", "out.blind")
    assert answer.status == 1
    assert "error: bad.blind is not a question" in answer.err
    fields = json.loads((tmp_path / "reply.blind").read_text())
    fields["list"] = base64.b64encode(content).decode()
    (tmp_path / "worse.blind").write_text(json.dumps(fields))
    assert ask("overlap", "--blind", OURS, "worse.blind", "--key", "ask.blind.key").status == 1


def test_where_the_library_is_missing_that_is_said_with_the_command_and_another_way(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "private_set_intersection.python", None)
    answer = ask("overlap", "--blind", OURS, "-o", "ask.blind")
    assert answer.status == 2
    assert "exists for Linux on x86-64 and for Macs with Apple silicon" in answer.err
    assert "openmined-psi; elsewhere, let someone you both trust run `overlap`" in answer.err
