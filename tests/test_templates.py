import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import Answer, Ask
from partnerkit.drafts import rendering
from partnerkit.drafts.gaps import Gap, Gaps, Missing
from partnerkit.drafts.rendering import Job, TemplateError, render
from partnerkit.model.template import Source

HEADER = "---\ntitle: Mine\nfile: mine\n---\n"
ACME = "name: Acme\ntype: alliance\nwhy: Two are better\npartner: {legal_name: Acme GmbH}\n"


def fill(ask: Ask, folder: Path, body: str, *arguments: str, header: str = HEADER) -> Answer:
    """Draft a workspace's own template `mine` for a file that says little."""
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / "mine.md.j2").write_text(header + body, encoding="utf-8")
    (folder / "acme.yaml").write_text(ACME)
    return ask("draft", "mine", *arguments, cwd=folder)


def test_a_workspace_adds_kinds_of_its_own(ask: Ask, tmp_path: Path) -> None:
    answer = fill(ask, tmp_path, "# {{ name }}\n\n{{ why }}: {{ partner.address }}\n")
    assert answer.out == "# Acme\n\nTwo are better: [TODO: the postal address for notices]\n"
    assert "Mine (yours)" in ask("draft", "--list", cwd=tmp_path).out


def test_what_all_kinds_together_do_not_take_is_refused_before_any_is_filled(ask: Ask, tmp_path: Path) -> None:
    fill(ask, tmp_path, "{{ nothing }}\n")
    answer = ask("draft", "--all", "acme", "--subject", "mutual", cwd=tmp_path)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("error: --all writes every kind, with options chosen by the file\n")


def test_a_workspace_replaces_a_built_in_by_name(ask: Ask, tmp_path: Path) -> None:
    fill(ask, tmp_path, "")
    (tmp_path / "templates" / "raci.md.j2").write_text(HEADER + "Wer macht was bei {{ them.name }}?\n")
    assert ask("draft", "raci", cwd=tmp_path).out == "Wer macht was bei Acme?\n"


def test_a_workspace_replaces_one_clause_and_the_way_dates_are_written(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "templates" / "agreement").mkdir(parents=True)
    (tmp_path / "templates" / "agreement" / "law.md.j2").write_text(
        "---\ntitle: Anwendbares Recht\nwithout: open\nneeds: {agreement.law: welches Recht}\n---\n"
        "Es gilt: {{ agreement.law }}.\n"
    )
    (tmp_path / "acme.yaml").write_text(ACME)
    agreement = ask("draft", "agreement", cwd=tmp_path).out
    assert "Anwendbares Recht\n\n22.1 Es gilt: [TODO: welches Recht].\n" in agreement


def test_a_header_says_how_a_gap_is_called_and_what_may_be_chosen(ask: Ask, tmp_path: Path) -> None:
    own = "kinds: [short, long]\nneeds: {partner.address: where they live}\n"
    header = f"---\ntitle: Mine\nfile: '{{partnership}}-{{kind}}'\n{own}---\n"
    answer = fill(ask, tmp_path, "{{ kind }} {{ partner.address }}\n", "--kind", "long", "-o", ".", header=header)
    assert (tmp_path / "acme-long.md").read_text() == "long [TODO: where they live]\n"
    assert "partner.address  where they live" in answer.err


def test_eject_copies_a_built_in_to_edit(ask: Ask, tmp_path: Path) -> None:
    assert ask("draft", "--eject", "raci", cwd=tmp_path).err == "wrote templates/raci.md.j2\n"
    (tmp_path / "acme.yaml").write_text(ACME)
    assert ask("draft", "raci", cwd=tmp_path).out.startswith("# Who does what")
    assert ask("draft", "--eject", "raci", cwd=tmp_path).status == 2
    assert ask("draft", "--eject", "raci", "--force", cwd=tmp_path).status == 0
    assert ask("draft", "--eject", "agreement/law", cwd=tmp_path).err == "wrote templates/agreement/law.md.j2\n"
    assert "did you mean `raci`?" in ask("draft", "--eject", "racy", cwd=tmp_path).err


def test_eject_writes_beside_the_workspace_file(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("format: 1\n")
    (tmp_path / "partners").mkdir()
    ask("draft", "--eject", "_common", cwd=tmp_path / "partners")
    assert (tmp_path / "templates" / "_common.md.j2").is_file()


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("", "mine.md.j2:1:1: PK116 this template has no header"),
        ("---\ntitle: Mine\n---\n", "mine.md.j2:1:1: PK001 `file` is missing"),
        ("---\ntitle: Mine\nfile: ../x\n---\n", 'mine.md.j2:3:7: PK013 file: "../x" is not a file name'),
        ("---\ntitle: Mine\nfile: x\ncolour: red\n---\n", "mine.md.j2:4:1: PK003 `colour` is not a known key"),
        (
            "---\ntitle: Mine\nfile: x\nneeds: {outreach.oponer: x}\n---\n",
            "mine.md.j2:4:9: PK003 `outreach.oponer` is not",
        ),
        (
            "---\ntitle: Mine\nfile: x\nneeds: {people.dana.emial: x}\n---\n",
            "mine.md.j2:4:9: PK003 `people.dana.emial` is not",
        ),
        ("---\ntitle: Mine\nfile: [\n---\n", "PK101"),
    ],
)
def test_a_header_is_checked(ask: Ask, tmp_path: Path, header: str, said: str) -> None:
    answer = fill(ask, tmp_path, "x\n", header=header)
    assert (answer.status, answer.out) == (1, "")
    assert said in answer.err


@pytest.mark.parametrize(
    ("body", "place", "said"),
    [
        ("{{ ''.__class__ }}", "5:7", "a template may not do this: access to attribute '__class__'"),
        ("{{ name.__init__.__globals__ }}", "5:9", "access to attribute '__init__'"),
        ("{{ ().__class__.__base__.__subclasses__() }}", "5:7", "access to attribute '__class__'"),
        ("{% include '/etc/passwd' %}", "5:1", "there is no template called `/etc/passwd`"),
        ("{% include '../acme.yaml' %}", "5:1", "there is no template called `../acme.yaml`"),
        ("{% import 'os' as os %}", "5:1", "there is no template called `os`"),
        ("{{ partnership.open('x') }}", "5:16", "there is no key `open` here"),
        ("ok\n  {{ 'a' * 10**9 }}", "6:10", "`*` would make the text or list too long"),
        ("{{ [1] * 10**9 }}", "5:8", "`*` would make"),
        ("{{ 10 ** 10 ** 7 }}", "5:7", "`**` would make the number too large"),
        ("{{ 'x'.center(10**9) }}", "5:8", "access to attribute 'center'"),
        ("{{ '%999999999d' % 3 }}", "5:18", "`%` does not format text here"),
        ("{{ '{:>999999999}'.format(3) }}", "5:20", "access to attribute 'format'"),
        ("{% for i in range(10**9) %}x{% endfor %}", "5:1", "a range runs over 100,000 numbers at most"),
        ("{% for i in range(9999) %}{{ why * 999 }}{% endfor %}", "", "it writes more"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "5:1", "includes or calls itself endlessly"),
        ("{% include 'mine' %}", "", "includes or calls itself endlessly"),
        ("{{ nmae }}", "5:4", "there is no key `nmae`"),
        ("{{ partner.legal_nmae }}", "5:12", "there is no key `legal_nmae` here"),
        ("{{ agreement.trem }}", "5:14", "there is no key `trem` here"),
        ("a\nb {{ name", "6:3", "unexpected end of template"),
        ("{{ name | nosuch }}", "5:11", "no filter named 'nosuch'"),
        ("{{ name + 3 }}", "5:1", "this can't be worked out"),
        ("{{ partner }}", "5:1", "a mapping can't be written as text"),
        ("{{ 1 / 0 }}", "5:1", "this can't be worked out: division by zero"),
    ],
)  # fmt: skip
def test_a_template_that_is_wrong_or_reaches_too_far_is_refused_where_it_does(
    ask: Ask, tmp_path: Path, body: str, place: str, said: str
) -> None:
    answer = fill(ask, tmp_path, f"{body}\n")
    assert (answer.status, answer.out) == (1, "")
    assert f"templates/mine.md.j2:{place}" in answer.err.replace("\\", "/")
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_a_template_that_loops_for_ever_is_stopped(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "SECONDS", 0.5)
    body = "{% for i in range(99999) %}\n{% for j in range(99999) %}{% endfor %}\n{% endfor %}\n"
    answer = fill(ask, tmp_path, body)
    assert answer.status == 1
    assert "this did not finish in 3 seconds" in answer.err


@pytest.mark.parametrize("grown", ["ns.s ~ ns.s", "[ns.s, ns.s] | join", "ns.s | join(ns.s)"])
def test_a_text_that_grows_without_end_is_stopped(ask: Ask, tmp_path: Path, grown: str) -> None:
    grow = f"{{% for i in range(40) %}}{{% set ns.s = {grown} %}}{{% endfor %}}"
    answer = fill(ask, tmp_path, "{% set ns = namespace(s='0123456789') %}" + grow)
    assert answer.status == 1
    assert "joined together, this text would be too long" in answer.err


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_list_that_grows_without_end_is_stopped(ask: Ask, tmp_path: Path) -> None:
    grow = "{% for i in range(9999) %}{% set ns.s = [ns.s] + ['x' * 99999 ~ i] %}{% endfor %}"
    answer = fill(ask, tmp_path, "{% set ns = namespace(s=[]) %}" + grow)
    assert answer.status == 1
    assert "more memory than a draft may use" in answer.err


def test_all_blocks_together_may_write_as_much_as_one_draft(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "_big.md.j2").write_text("y" * 900_000)
    blocks = "".join(f"{{% block b{at} %}}{{% include '_big' %}}{{% endblock %}}" for at in range(3))
    answer = fill(ask, tmp_path, f"x{{% if false %}}{blocks}{{% endif %}}\n")
    assert answer.status == 1
    assert "it writes more than 2,000,000 characters" in answer.err


def test_a_text_in_a_template_is_written_as_any_value_is(ask: Ask, tmp_path: Path) -> None:
    answer = fill(ask, tmp_path, "{{ 'R&D *x* <b>' }}, {{ 'a' ~ 1 }}, {{ ['b', 'c'] | join('+') }}\n")
    assert answer.out == "R&D \\*x* \\<b>, a1, b+c\n"


@pytest.mark.parametrize("format", ["markdown", "text", "html", "eml"])
def test_what_nobody_sees_is_written_out_wherever_a_template_has_it_from(ask: Ask, tmp_path: Path, format: str) -> None:
    answer = fill(ask, tmp_path, '{{ "a\\x1b[31mb" }} {{ "\\ud800" }} {{ "\\u202e" }}\n', "--format", format)
    assert answer.status == 0
    for seen in ("a\\x1b", "\\ud800", "\\u202e"):
        assert seen in answer.out


@pytest.mark.parametrize(("bad", "code"), [("\x1b[31m", "PK115"), ("\u2028", "PK115"), ("\udcff", "PK103")])
def test_a_template_is_screened_as_every_file_is(ask: Ask, tmp_path: Path, bad: str, code: str) -> None:
    fill(ask, tmp_path, "")
    text = f"{HEADER}\ta tab does no harm\nred {bad}\n"
    (tmp_path / "templates" / "mine.md.j2").write_bytes(text.encode(errors="surrogateescape"))
    answer = ask("draft", "mine", cwd=tmp_path)
    assert answer.status == 1
    assert f"mine.md.j2:6:5: {code}" in answer.err.replace("\\", "/")


def test_two_drafts_are_never_written_to_one_file(ask: Ask, tmp_path: Path) -> None:
    fill(ask, tmp_path, "one\n")
    (tmp_path / "templates" / "other.md.j2").write_text(HEADER + "two\n")
    answer = ask("draft", "--all", "acme", "-o", "out/", cwd=tmp_path)
    assert answer.status == 2
    assert "`mine` and `other` would both be written to out/mine.md" in answer.err.replace("\\", "/")
    assert not (tmp_path / "out").exists()


def test_the_name_of_a_file_does_the_terminal_no_harm(ask: Ask, tmp_path: Path) -> None:
    fill(ask, tmp_path, "")
    (tmp_path / "templates" / "mine.md.j2").unlink()
    (tmp_path / "acme.yaml").rename(tmp_path / "a\x1b[31m\u202e.yaml")
    answer = ask("draft", "--all", cwd=tmp_path)
    assert answer.err.startswith("agreement: ")
    assert "wrote a\\x1b[31m\\u202e-drafts" in answer.err
    assert "\x1b" not in answer.err


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_is_not_followed(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(HEADER + "secret\n")
    (tmp_path / "work" / "templates").mkdir(parents=True)
    (tmp_path / "work" / "templates" / "mine.md.j2").symlink_to(tmp_path / "secret")
    (tmp_path / "work" / "acme.yaml").write_text(ACME)
    answer = ask("draft", "mine", cwd=tmp_path / "work")
    assert (answer.status, answer.out) == (1, "")
    assert "templates/mine.md.j2:1:1: PK120 this can't be read: it is a link" in answer.err


def test_a_template_that_is_not_text_is_refused(ask: Ask, tmp_path: Path) -> None:
    fill(ask, tmp_path, "")
    (tmp_path / "templates" / "mine.md.j2").write_bytes(b"\xff\xfe\x00")
    answer = ask("draft", "mine", cwd=tmp_path)
    assert (answer.status, answer.out) == (1, "")
    assert "PK103 this is not UTF-8 text" in answer.err


def test_a_missing_list_leaves_one_todo_and_no_hole(ask: Ask, tmp_path: Path) -> None:
    body = "{% for gain in value_proposition.gains %}\n- {{ gain.want }}: {{ gain.offer }}\n{% endfor %}\n"
    answer = fill(ask, tmp_path, body)
    assert answer.out == "- [TODO: what the partner wants to gain]: [TODO: what we offer for it]\n"
    assert "value_proposition.gains[0].want" in answer.err


def job(body: str, *, own: bool = False, **data: object) -> Job:
    """Return a template to fill, which comes with partnerkit unless it is one of the user's own."""
    return Job("mine", {"mine": Source("mine", "mine.md.j2", not own, body)}, data, {}, Gaps())


class Process:
    """Comes out as the process that fills a template."""

    def __str__(self) -> str:
        return str(os.getpid())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux hands a class of the tests on to a process")
def test_what_a_user_wrote_is_filled_in_a_process_that_fills_nothing_after_it() -> None:
    jobs = [job("{{ process }}", own=own, process=Process()) for own in (False, True, False, False, True, True)]
    one, two, three, four, five, six = [filled.text for filled in render(jobs)]
    assert (one, three, four) == (two, four, five)
    assert len({one, three, six, str(os.getpid())}) == 4


class Work:
    """Takes a while to come out."""

    def __str__(self) -> str:
        started = time.process_time()
        while time.process_time() < started + 0.1:
            pass
        return "done"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux hands a class of the tests on to a process")
def test_each_draft_has_all_the_time_of_a_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "SECONDS", 0.2)
    assert [filled.text for filled in render([job("{{ work }}", work=Work())] * 3)] == ["done"] * 3
    with pytest.raises(TemplateError, match="this did not finish"):
        render([job("{{ work }}", work=Work()), job("{{ work }}{{ work }}{{ work }}", work=Work())])


def test_a_draft_has_the_gaps_that_it_shows_and_none_of_the_draft_before_it() -> None:
    gaps = Gaps()
    first, second = job("{{ gap }}"), job("{{ gap }}")
    data = {"gap": Gap(gaps, "owner", "who runs it")}
    jobs = [replace(first, data=data, gaps=gaps, wording={"owner": "wer"}), replace(second, data=data, gaps=gaps)]
    assert [filled.missing for filled in render([*jobs, replace(job("-"), gaps=gaps)])] == [
        (Missing("owner", "wer"),),
        (Missing("owner", "who runs it"),),
        (),
    ]
