"""Files are written completely or not at all, and a failure is reported in a sentence."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from apart import Apart, needs_refusals
from conftest import Ask
from partnerkit.store.writing import write_files

LONG = "a" * 300
NEW = ("new", "X", "--type", "alliance")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with a partnership, and folders that may not be used in one way or another."""
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    for name, mode in (("locked", 0), ("unlisted", 0o333), ("unsearched", 0o666)):
        (tmp_path / name).mkdir()
        (tmp_path / name).chmod(mode)
    yield tmp_path
    for name in ("locked", "unlisted", "unsearched"):
        (tmp_path / name).chmod(0o755)


Ended = tuple[int, str]
"""The status with which a command ended, and what it wrote on standard error."""


@pytest.fixture
def refused(without_rights: Apart, folder: Path) -> Callable[..., Ended]:
    """Run a command in the folder, or in one `within`, to which the modes of folders apply."""

    def run(*arguments: str, within: str = ".") -> Ended:
        ran = without_rights.run(*arguments, cwd=folder / within)
        return ran.returncode, ran.stderr

    return run


def _left(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize("output", ["acme.yaml/answer", LONG, f"missing/{LONG}", "loop/answer"])
@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize("command", [("heatmap", "acme.yaml"), ("schema",)])
@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows, which says these things differently")
def test_an_answer_that_has_no_place_is_told_in_a_sentence(
    ask: Ask, tmp_path: Path, command: tuple[str, ...], force: tuple[str, ...], output: str
) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    (tmp_path / "loop").symlink_to("loop")
    answer = ask(*command, "-o", output, *force)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(f"error: {output} can't be written: ")
    assert _left(tmp_path) == ["acme.yaml", "loop"]


@needs_refusals
@pytest.mark.parametrize(
    ("command", "force", "place"),
    [
        (("heatmap", "acme.yaml"), (), "locked"),
        (("heatmap", "acme.yaml"), ("--force",), "unsearched"),
        (("schema",), (), "unsearched"),
        (("schema",), ("--force",), "locked"),
    ],
)
def test_an_answer_that_may_not_be_written_is_told_in_a_sentence(
    refused: Callable[..., Ended], command: tuple[str, ...], force: tuple[str, ...], place: str
) -> None:
    answer = refused(*command, "-o", f"{place}/answer", *force)
    assert answer == (2, f"error: {place}/answer can't be written: permission denied\n")


@pytest.mark.parametrize("name", ["a" * 245, "a" * 255, "é" * 127])
def test_a_name_may_be_as_long_as_the_system_allows(ask: Ask, tmp_path: Path, name: str) -> None:
    try:
        (tmp_path / name).write_text("")
    except OSError:
        pytest.skip("this file system does not take the name")
    (tmp_path / name).unlink()
    answer = ask("schema", "-o", name)
    assert (answer.status, answer.err) == (0, "")
    assert _left(tmp_path) == [name]


@pytest.mark.skipif(os.name != "posix", reason="elsewhere what is left is known by its age")
def test_what_killed_runs_have_left_goes_and_what_another_run_writes_stays(ask: Ask, tmp_path: Path) -> None:
    for name in ("old", "killed", "just-made", "written-to"):
        (tmp_path / f".{name}.partnerkit-tmp").write_text("" if name == "just-made" else "half of")
    os.utime(tmp_path / ".old.partnerkit-tmp", (0, 0))
    import fcntl

    with open(tmp_path / ".written-to.partnerkit-tmp", "r+b") as another:
        fcntl.flock(another, fcntl.LOCK_EX)
        assert ask("schema", "-o", "answer").status == 0
    assert _left(tmp_path) == [".just-made.partnerkit-tmp", ".written-to.partnerkit-tmp", "answer"]


@pytest.mark.skipif(os.name != "posix", reason="Windows knows no such modes")
def test_a_read_only_file_is_neither_edited_nor_replaced(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\nstage: prospect\n")
    for name in ("acme.yaml", "answer"):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(0o444)
    edited, written = ask("stage", "acme.yaml", "initiate"), ask("schema", "-o", "answer", "--force")
    for answer, name in ((edited, "acme.yaml"), (written, "answer")):
        assert answer.status == 2
        said = f"error: {name} is read-only and was not changed\nhelp: make it writable with `chmod u+w {name}`\n"
        assert answer.err.endswith(said)
    assert "prospect" in (tmp_path / "acme.yaml").read_text()
    assert _left(tmp_path) == ["acme.yaml", "answer"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may give a file away")
def test_an_edit_keeps_owner_group_and_mode(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text("name: Acme\ntype: alliance\nstage: prospect\n")
    os.chown(path, 1234, 2345)
    path.chmod(0o664)
    assert ask("stage", "acme.yaml", "initiate").status == 0
    status = path.stat()
    assert (status.st_uid, status.st_gid, status.st_mode & 0o777) == (1234, 2345, 0o664)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize(
    ("arguments", "link"),
    [
        (("draft", "--eject", "brief"), "templates"),
        (("draft", "--all", "acme.yaml"), "acme-drafts"),
        (("statement", "acme.yaml", "--period", "2026-Q1", "--issue"), "statements"),
    ],
)
def test_nothing_is_written_through_a_link_that_leads_out_of_the_workspace(
    ask: Ask, tmp_path: Path, arguments: tuple[str, ...], link: str
) -> None:
    for name in ("ws", "outside"):
        (tmp_path / name).mkdir()
    (tmp_path / "ws" / "partnerkit.yaml").write_text("currency: EUR\n")
    (tmp_path / "ws" / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    (tmp_path / "ws" / link).symlink_to("../outside")
    answer = ask(*arguments, cwd=tmp_path / "ws")
    assert answer.status != 0
    assert list((tmp_path / "outside").iterdir()) == []


@needs_refusals
def test_an_answer_is_written_to_a_folder_that_may_not_be_listed(refused: Callable[..., Ended], folder: Path) -> None:
    assert refused("schema", "-o", "unlisted/answer") == (0, "")
    assert (folder / "unlisted" / "answer").stat().st_size > 1000
    assert refused("schema", "-o", "unlisted/answer", "--force") == (0, "")


@needs_refusals
def test_init_fills_a_folder_that_may_not_be_listed(refused: Callable[..., Ended], folder: Path) -> None:
    assert refused("init", "unlisted")[0] == 0
    (folder / "unlisted").chmod(0o755)
    assert len([path for path in (folder / "unlisted").rglob("*") if path.is_file()]) == 15


@needs_refusals
@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("locked", "locked can't be read: permission denied"),
        ("locked/inner", "the folder locked/inner can't be created: permission denied"),
        ("unlisted", "unlisted can't be read: permission denied"),
        ("unsearched", "unsearched/x.yaml can't be written: permission denied"),
    ],
)
def test_a_partnership_that_may_not_be_written_is_told_in_a_sentence(
    refused: Callable[..., Ended], folder: Path, place: str, said: str
) -> None:
    assert refused(*NEW, "--folder", place) == (2, f"error: {said}\n")


@needs_refusals
def test_new_tells_that_the_current_folder_may_not_be_listed(refused: Callable[..., Ended]) -> None:
    assert refused(*NEW, within="unlisted") == (2, "error: . can't be read: permission denied\n")


@pytest.mark.parametrize("place", [LONG, "a" * 5000, f"inner/{LONG}"])
@pytest.mark.skipif(os.name != "posix", reason="Windows says it differently")
def test_a_folder_with_too_long_a_name_is_told_in_a_sentence(ask: Ask, tmp_path: Path, place: str) -> None:
    answer = ask(*NEW, "--folder", place)
    assert (answer.status, answer.err) == (2, f"error: the folder {place} can't be created: file name too long\n")
    assert _left(tmp_path) == []


@pytest.mark.parametrize("command", [("init", "--company", "Orbit"), NEW])
def test_what_is_no_folder_stands_in_the_way_before_anything_is_written(
    ask: Ask, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "partnerkit.yaml").write_text("currency: EUR\n")
    (tmp_path / "partners").write_text("Acme, Bolt\n")
    answer = ask(*command)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("error: partners is in the way: it is not a folder\nhelp: ")
    assert _left(tmp_path) == ["partnerkit.yaml", "partners"]


@needs_refusals
def test_init_writes_nothing_where_one_file_may_not_be_written(refused: Callable[..., Ended], folder: Path) -> None:
    (folder / "ws" / "schemas").mkdir(parents=True)
    (folder / "ws" / "schemas").chmod(0o555)
    status, said = refused("init", "ws")
    assert (status, said) == (2, "error: ws/schemas/partnership.schema.json can't be written: permission denied\n")
    assert _left(folder / "ws") == ["schemas"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize("command", [NEW, (*NEW, "--folder", "partners"), ("init", "--company", "Orbit")])
def test_nothing_is_written_where_a_link_leads_out_of_the_workspace(
    ask: Ask, tmp_path: Path, command: tuple[str, ...]
) -> None:
    for name in ("ws", "outside"):
        (tmp_path / name).mkdir()
    (tmp_path / "ws" / "partnerkit.yaml").write_text("currency: EUR\n")
    (tmp_path / "ws" / "partners").symlink_to("../outside")
    answer = ask(*command, cwd=tmp_path / "ws")
    assert answer.status == 2
    assert "leads out of the workspace through a link" in answer.err
    assert _left(tmp_path) == ["outside", "ws", "ws/partnerkit.yaml", "ws/partners"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_that_stays_in_the_workspace_is_written_through(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "ws" / "data").mkdir(parents=True)
    (tmp_path / "ws" / "partners").symlink_to("data")
    (tmp_path / "here").symlink_to("ws")
    assert ask(*NEW, cwd=tmp_path / "here").status == 0
    assert (tmp_path / "ws" / "data" / "x.yaml").is_file()


@pytest.mark.parametrize("command", [("init", "", "--company", "Orbit"), (*NEW, "--folder", "")])
def test_a_folder_without_a_name_is_refused(ask: Ask, tmp_path: Path, command: tuple[str, ...]) -> None:
    answer = ask(*command)
    assert answer.status == 2
    assert "folder" in answer.err
    assert _left(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_more_files_are_written_at_once_than_a_process_may_have_open(tmp_path: Path) -> None:
    import resource

    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (128, limits[1]))
    try:
        write_files({str(tmp_path / f"{number}.yaml"): b"name: Acme\n" for number in range(200)})
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{number}.yaml" for number in range(200))
