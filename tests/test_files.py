import os
import subprocess
from pathlib import Path

import pytest

from apart import Apart
from conftest import Ask

GOOD = "name: Acme\ntype: alliance\n"

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has neither pipes with names nor such file names")
not_root = pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may read every file")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.yaml").write_text(GOOD)
    return tmp_path


def _found(out: str) -> list[str]:
    return [line for line in out.splitlines() if ": PK" in line]


@posix
def test_a_pipe_is_found_and_not_waited_for(ask: Ask, folder: Path) -> None:
    os.mkfifo(folder / "pipe.yaml")
    answer = ask("validate", folder)
    assert _found(answer.out) == [f"{folder}/pipe.yaml:1:1: PK120 this is not a regular file"]
    assert (answer.status, answer.err) == (1, "1 of 2 files valid.\n")


def test_a_folder_called_like_a_file_is_entered(ask: Ask, folder: Path) -> None:
    (folder / "inner.yaml").mkdir()
    (folder / "inner.yaml" / "bad.yml").write_text("name: Acme\n")
    assert _found(ask("validate", folder).out) == [
        f"{folder}/inner.yaml/bad.yml:1:1: PK001 `type` is missing; it is required"
    ]


def test_links_in_a_folder_are_findings_and_not_followed(ask: Ask, folder: Path) -> None:
    (folder / "link.yaml").symlink_to("good.yaml")
    (folder / "nowhere.yaml").symlink_to("missing.yaml")
    (folder / "itself.yaml").symlink_to("itself.yaml")
    (folder / "loop").symlink_to(".", target_is_directory=True)
    answer = ask("validate", folder)
    assert (answer.status, answer.err) == (1, "1 of 5 files valid.\n")
    assert _found(answer.out) == [
        f"{folder}/{name}:1:1: PK120 this can't be read: it is a link"
        for name in ("itself.yaml", "link.yaml", "loop", "nowhere.yaml")
    ]


def test_a_link_that_is_named_is_not_followed(ask: Ask, folder: Path) -> None:
    (folder / "link.yaml").symlink_to("good.yaml")
    answer = ask("validate", folder / "link.yaml")
    assert answer.status == 1
    assert _found(answer.out) == [f"{folder}/link.yaml:1:1: PK120 this can't be read: it is a link"]


def test_a_link_that_leads_in_a_circle_is_a_finding_when_it_is_named(ask: Ask, folder: Path) -> None:
    (folder / "itself.yaml").symlink_to("itself.yaml")
    answer = ask("validate", folder / "itself.yaml")
    assert (answer.status, _found(answer.out)) == (
        1,
        [f"{folder}/itself.yaml:1:1: PK120 this can't be read: it is a link"],
    )


@posix
@not_root
def test_a_file_that_may_not_be_read_is_a_finding(ask: Ask, folder: Path) -> None:
    (folder / "secret.yaml").write_text(GOOD)
    (folder / "secret.yaml").chmod(0)
    assert _found(ask("validate", folder).out) == [
        f"{folder}/secret.yaml:1:1: PK120 this can't be read: permission denied"
    ]


@posix
@not_root
def test_a_folder_that_may_not_be_read_is_a_finding_beside_the_good_ones(ask: Ask, folder: Path) -> None:
    (folder / "secret").mkdir(mode=0)
    answer = ask("validate", folder)
    assert _found(answer.out) == [f"{folder}/secret:1:1: PK120 this can't be read: permission denied"]
    assert answer.status == 1


@posix
def test_folders_may_be_nested_as_deep_as_the_system_allows(ask: Ask, folder: Path) -> None:
    here = os.open(folder, os.O_RDONLY)
    for level in range(2_500):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
        if level == 1_200:
            os.close(os.open("bad.yaml", os.O_CREAT | os.O_WRONLY, 0o644, dir_fd=here))
    os.close(here)
    try:
        empty, too_long = _found(ask("validate", folder).out)
    finally:
        subprocess.run(["rm", "-r", folder / "d"], check=True)  # which shutil.rmtree cannot
    assert empty.endswith("bad.yaml:1:1: PK116 this file is empty")
    assert too_long.endswith("d:1:1: PK120 this can't be read: file name too long")


@posix
def test_a_hostile_folder_name_harms_no_terminal(ask: Ask) -> None:
    for command in (
        ("init", "red\x1b[31m"),
        ("init", "red\x1b[31m"),
        ("new", "A", "--type", "alliance", "--folder", "\x1b[m"),
    ):
        answer = ask(*command)
        assert answer.status == 0
        assert "\x1b" not in answer.out + answer.err


@posix
@pytest.mark.parametrize("name", ["two\nlines.yaml", "red\x1b[31m.yaml", "a:b.yaml", "\u202elmay.yaml", "\udcff.yaml"])
def test_a_hostile_file_name_harms_no_terminal(ask: Ask, tmp_path: Path, name: str) -> None:
    try:
        (tmp_path / name).write_text("name: Acme\n")
    except OSError:
        pytest.skip("this file system does not take the name")
    for format in ("terminal", "markdown", "html", "csv", "json"):
        answer = ask("validate", tmp_path, "--format", format)
        assert answer.status == 1
        assert not {"\x1b", "\u202e"} & set(answer.out + answer.err)
        if format == "terminal":
            assert len(_found(answer.out)) == 1


@posix
def test_a_file_name_that_is_no_unicode_ends_no_answer(ask: Ask, apart: Apart, tmp_path: Path) -> None:
    try:
        (tmp_path / "\udcff.yaml").write_text(GOOD)
    except OSError:
        pytest.skip("this file system does not take the name")
    for format in ("terminal", "json", "markdown", "html", "csv"):
        run = apart.run("heatmap", tmp_path, "--format", format)
        assert (run.returncode, run.stderr) == (0, "")
        written = ask("heatmap", tmp_path, "--format", format, "--output", tmp_path / f"answer.{format}")
        assert (written.status, written.out) == (0, "")


@posix
def test_a_file_name_that_is_no_unicode_has_its_events_beside_those_of_the_others(apart: Apart, tmp_path: Path) -> None:
    try:
        for name in ("\udcff", "acme"):
            (tmp_path / f"{name}.yaml").write_text(f"{GOOD}plan: [{{id: a, title: Meet, due: 2026-04-20}}]\n")
    except OSError:
        pytest.skip("this file system does not take the name")
    run = apart.run("calendar", tmp_path, "--today", "2026-04-10")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count(": Meet\r\nDTSTART") == 2


def test_an_empty_folder_is_valid_and_says_what_to_type(ask: Ask, tmp_path: Path) -> None:
    answer = ask("validate", tmp_path)
    assert (answer.status, answer.out) == (0, "")
    assert "partnerkit new" in answer.err


def test_dot_folders_and_templates_are_no_partnerships(ask: Ask, folder: Path) -> None:
    for name in (".git", "templates", ".hidden"):
        (folder / name).mkdir()
        (folder / name / "bad.yaml").write_text("- bad\n")
    (folder / ".bad.yaml").write_text("- bad\n")
    assert ask("validate", folder).err == (
        f"hint: {folder}/.bad.yaml was skipped because its name starts with a dot\n"
        f"hint: {folder}/templates/bad.yaml was skipped: it is in `templates/`\n"
        "1 file checked, valid.\n"
    )


def test_the_larger_part_of_a_file_over_the_limit_is_not_even_read(ask: Ask, tmp_path: Path) -> None:
    with (tmp_path / "huge.yaml").open("wb") as file:
        file.truncate(10**12)  # a file with a hole, which takes no space
    assert _found(ask("validate", tmp_path).out) == [
        f"{tmp_path}/huge.yaml:1:1: PK102 this file is larger than 1,024 KiB"
    ]


@pytest.mark.parametrize(
    "word", ["bergholm", "Bergholm", "BERGHOLM", "Bergholm ERP", "bergholm erp", "Ka\u0308fer", "k\u00e4fer & Sohn"]
)
def test_a_partnership_is_found_by_its_file_or_its_name_whatever_the_case_and_the_form(
    ask: Ask, tmp_path: Path, word: str
) -> None:
    (tmp_path / "bergholm.yaml").write_text("# ERP\nname: Bergholm ERP  # of Malmo\ntype: alliance\n")
    (tmp_path / "k\u00e4fer.yaml").write_text('name: "Ka\u0308fer & Sohn"\ntype: alliance\n', encoding="utf-8")
    answer = ask("show", word)
    assert (answer.status, answer.err) == (0, "")
    assert ("Bergholm" in answer.out) is word.lower().startswith("b")


def test_a_name_that_two_partners_have_is_asked_about(ask: Ask, tmp_path: Path) -> None:
    for stem in ("one", "two"):
        (tmp_path / f"{stem}.yaml").write_text("name: Acme\ntype: alliance\n")
    answer = ask("show", "acme")
    assert answer.status == 2
    assert "`acme` may be any of 2 files: one.yaml, two.yaml" in answer.err
