"""What strangers write into files and file names stays what it is: in mail, shells, browsers and the log of CI."""

import email.policy
import json
import re
import subprocess
import sys
from email import message_from_bytes
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import TODAY, Ask, examples
from partnerkit.drafts.headers import header, mailbox, unstructured
from partnerkit.shell import command

HIDDEN = "Acme =?utf-8?q?=0ABcc:_v@x.example?="
LONG = "Doe, Jo <x@evil.example> " * 4

MAIL_TEXT = st.text(st.sampled_from(list("ab =?_.,:;<>@()[]\"'\\qQbB0Ué\U0001f600")), max_size=120).map(str.strip)


def _headers(raw: bytes) -> list[tuple[str, str]]:
    """Read headers as the letter of RFC 5322 has it, without a parser that decodes anything."""
    lines = re.sub(rb"\r\n(?=[ \t])", b"", raw).split(b"\r\n")
    return [(name, value) for line in lines if line for name, _, value in [line.decode("ascii").partition(": ")]]


@examples(400)
@given(MAIL_TEXT.filter(bool), MAIL_TEXT)
@example(HIDDEN, HIDDEN)
@example(LONG, "=?utf-8?b?Cg==?=")
@example("é" * 100, "x" * 500)
@example("\u00e4, Jo <x@evil.example>", "a" * 70 + " =?utf-8?q?=0D=0ATo:_x@y.example?=")
def test_a_name_and_a_subject_come_back_from_any_reader_as_they_are(name: str, subject: str) -> None:
    to = mailbox(name, "jo", "acme.example")
    assert to is not None
    raw = header("Subject", unstructured(subject)) + header("To", to)
    assert [line.partition(b":")[0] for line in raw.split(b"\r\n") if line and line[:1] != b" "] == [b"Subject", b"To"]
    assert [name for name, _ in _headers(raw)] == ["Subject", "To"]
    for policy in (email.policy.default, email.policy.SMTP):
        message = message_from_bytes(raw + b"\r\nx", policy=policy)
        [address] = message["To"].addresses
        # Python leaves a space between two encoded words of a name, which RFC 2047 says is none.
        assert address.display_name.replace(" ", "") == name.replace(" ", "")
        assert address.addr_spec == "jo@acme.example"
        assert message["Subject"] == subject
        assert message.keys() == ["Subject", "To"]
    assert all(len(line) < 998 for line in raw.split(b"\r\n"))


@pytest.mark.parametrize("kind", ["outreach", "follow-up", "review", "goal-statement"])
def test_no_value_of_a_file_adds_a_header_to_a_mail(ask: Ask, tmp_path: Path, kind: str) -> None:
    # Prose is free to hold such words; names and addresses are refused, which is tested below.
    (tmp_path / "partnerkit.yaml").write_text("company: {name: 'Orbit, Inc. <a@b.example>'}\n")
    (tmp_path / "acme.yaml").write_text(
        f"name: '{LONG.strip()}'\ntype: integration\nwhy: '{HIDDEN}'\n"
        f"partner: {{does: '{HIDDEN}'}}\noutreach: {{contact: jo}}\n"
        f"people: {{jo: {{name: '{LONG.strip()}', side: them, email: jo@acme.example}}}}\n"
    )
    answer = ask("draft", kind, "acme", "--today", TODAY, "-o", "mail.eml")
    assert answer.status == 0, answer.err
    head = (tmp_path / "mail.eml").read_bytes().partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if line[:1] not in b" \t"]
    assert {*names} <= {b"Subject", b"From", b"To", b"Date", b"X-Unsent", b"MIME-Version", b"Content-Type"}
    message = message_from_bytes((tmp_path / "mail.eml").read_bytes(), policy=email.policy.default)
    recipients = message["To"].addresses if message["To"] else ()
    assert [address.addr_spec for address in recipients] in ([], ["jo@acme.example"])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (f"name: '{HIDDEN}'", "PK012"),
        (f"people: {{jo: {{name: '{HIDDEN}', side: them}}}}", "PK012"),
        ("people: {jo: {name: Jo, side: them, email: '=?utf-8?q?=0ABcc=3Av?=@x.example'}}", "PK014"),
        (f"tags: ['{HIDDEN}']", "PK012"),
        (f"tags: ['{'x' * 251}']", "PK012"),
        (f"partner: {{website: 'https://x.example/{'x' * 2_000}'}}", "PK014"),
    ],
)
def test_a_name_or_address_that_mail_would_decode_or_that_has_no_end_is_a_finding(
    ask: Ask, tmp_path: Path, line: str, code: str
) -> None:
    name = "" if line.startswith("name") else "name: Acme\n"
    (tmp_path / "acme.yaml").write_text(f"{name}type: alliance\n{line}\n")
    answer = ask("validate")
    assert answer.status == 1
    assert code in answer.out
    assert max(map(len, answer.out.splitlines())) < 250


ODD = [
    "$(touch pwned)",
    "`touch pwned`",
    "Acme Corp",
    "a;touch pwned",
    "a|b&c",
    "it's",
    'a"b',
    "-x",
    "--help",
    "a*b",
    "~root",
    "#x",
    "a\nb",
    "a\tb",
    "a\\b",
    "x=1",
    "$HOME",
    "!!",
    "\u202egpj",
    "Größe",
    "a{b,c}",
]
FULL = """\
name: Acme
type: integration
stage: launch
buckets: {align: {status: red, assessed: 2025-01-01}}
people: {jo: {name: Jo, side: them}, dana: {name: Dana, side: us}}
plan: [{id: a, title: A, due: 2026-04-01}]
kpis: [{metric: referrals, target: 4, by: 2026-05-01}]
reviews: [{date: 2026-01-02, kind: monthly, commitments: [{id: c, what: W, side: us, due: 2026-02-01}]}]
launch: {date: 2026-05-05}
"""


def _words(commands: list[str]) -> list[list[str]]:
    """Return the words of commands as a shell reads them."""
    script = "partnerkit() { printf '%s\\0' \"$@\"; printf '\\0'; }\n" + "\n".join(commands)
    run = subprocess.run(["bash", "-c", script], capture_output=True, check=True, timeout=10)
    return [words.split("\0") for words in run.stdout.decode().split("\0\0")[:-1]]


@pytest.mark.skipif(not Path("/bin/bash").exists(), reason="commands are shown for a Unix shell")
def test_every_command_that_is_shown_names_the_very_file(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    (tmp_path / "partnerkit.yaml").write_text("{}\n")
    for stem in ODD:
        (tmp_path / f"{stem}.yaml").write_text(FULL)
    due = json.loads(ask("due", "--all", "--format", "json", "--today", TODAY).out)
    shown = [(entry["partnership"], entry["command"]) for entry in due["entries"]]
    for stem in ODD:
        for asked in ("launch", "stage"):
            note = re.search("`(partnerkit .*)` (adds|writes)", ask(asked, f"./{stem}.yaml", "--today", TODAY).out)
            assert note, stem
            shown.append((stem, note[1]))
    assert len(shown) > 6 * len(ODD)
    read = _words([command for _, command in shown])
    assert len(read) == len(shown)
    for (stem, _), words in zip(shown, read, strict=True):
        assert stem in words
        assert not stem.startswith("-") or words[words.index(stem) - 1] == "--"
    assert not (tmp_path / "pwned").exists()


def test_a_command_for_a_name_that_starts_with_a_dash_has_its_options_first() -> None:
    assert command("launch", "-x", "--write") == "partnerkit launch --write -- -x"
    assert command("stage", "--help", "STAGE") == "partnerkit stage -- --help STAGE"
    assert command("plan", "acme") == "partnerkit plan acme"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no colon in the name of a file")
@pytest.mark.parametrize(
    "arguments",
    [
        ("validate",),
        ("validate", "--format", "github"),
        ("lint",),
        ("list",),
        ("list", "--format", "markdown"),
        ("list", "--format", "csv"),
        ("heatmap",),
        ("due",),
        ("show", "./::error::x.yaml"),
        ("draft", "brief", "./::error::x.yaml", "--format", "text"),
    ],
)
def test_no_file_name_and_no_name_becomes_a_command_of_ci(
    ask: Ask, tmp_path: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    for stem, name in (("::error::x", "::warning::stolen"), ("##[group]x", "##[error]stolen")):
        (tmp_path / f"{stem}.yaml").write_text(f'name: "{name}"\ntype: alliance\nwhy: "{name}"\n')
        (tmp_path / f"{stem}-broken.yaml").write_text("name: x\n")
    answer = ask(*arguments, "--today", TODAY)
    commands = [line for line in f"{answer.out}\n{answer.err}".split("\n") if re.match(r"\s*(::|##\[)", line)]
    written = r"::(error|warning) file=[^:,\s]*,line=\d+,col=\d+,title=[^:,]*::[^\n]+"
    assert all("github" in arguments and re.fullmatch(written, line) for line in commands)


def test_what_no_one_sees_is_escaped_in_a_schema(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text(
        'framework: {buckets: {grow: {name: Grow, purpose: "a\\u202egpj\\u2066b\\u200bc"}}}\n'
    )
    text = ask("schema", "partnership").out
    assert "a\\u202egpj\\u2066b\\u200bc" in text
    assert "a\u202egpj\u2066b\u200bc" in json.loads(text)["properties"]["buckets"]["properties"]["grow"]["description"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("framework", {"buckets": {f"b{at}": {} for at in range(6000)}}),
        ("framework", {"buckets": {"a": {"boxes": [f"b{at}" for at in range(6000)]}}}),
        ("scorecard", {"criteria": {f"c{at}": {} for at in range(6000)}}),
        ("program", {"tiers": {f"t{at}": {} for at in range(6000)}}),
    ],
)
def test_a_workspace_with_more_entries_than_anyone_reads_is_refused_in_a_word(
    ask: Ask, tmp_path: Path, key: str, value: object
) -> None:
    (tmp_path / "partnerkit.yaml").write_text(json.dumps({key: value}))
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\nbuckets: {nosuch: {}}\nfit: {nosuch: 1}\n")
    answer = ask("validate")
    assert answer.status == 1
    assert "PK026" in answer.out + answer.err
    assert len(answer.out + answer.err) < 2_000
