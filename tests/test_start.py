import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, Ask
from partnerkit.cli.app import COMMANDS
from partnerkit.model.partnership import Partnership
from partnerkit.naming import is_slug, slug
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.workspace.scaffold import one_comment_line, yaml_scalar


def test_init_writes_a_workspace_that_is_valid_at_once(ask: Ask, tmp_path: Path) -> None:
    answer = ask("init", "ws", "--company", "Müller: & Søn")
    assert answer.status == 0
    written = {path.relative_to(tmp_path / "ws").as_posix() for path in (tmp_path / "ws").rglob("*") if path.is_file()}
    assert written == {
        ".github/partnerkit/action.yml",
        ".github/partnerkit/partnerkit-0.1.0-py3-none-any.whl",
        ".github/partnerkit/requirements.txt",
        ".github/workflows/partnerkit-comment.yml",
        ".github/workflows/partnerkit.yml",
        ".gitattributes",
        ".gitignore",
        ".gitlab-ci.yml",
        ".pre-commit-config.yaml",
        ".vscode/extensions.json",
        ".vscode/settings.json",
        "partnerkit.yaml",
        "partners/orchard-books.yaml",
        "schemas/partnership.schema.json",
        "schemas/workspace.schema.json",
    }
    checked = json.loads(ask("validate", "ws", "--format", "json").out)
    assert (checked["files"], checked["valid"], checked["findings"]) == (1, 1, [])


def test_init_keeps_what_is_there(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("# mine\ncurrency: NOK\n")
    answer = ask("init")
    assert (tmp_path / "partnerkit.yaml").read_text() == "# mine\ncurrency: NOK\n"
    assert "kept partnerkit.yaml" in answer.err
    assert "hint: " not in answer.err


def test_init_says_which_options_come_too_late(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("# mine\n")
    answer = ask("init", "--company", "Orbit", "--currency", "NOK")
    assert answer.status == 0
    assert "hint: --company Orbit was not written because partnerkit.yaml already exists" in answer.err
    assert "hint: --currency NOK was not written" in answer.err


def test_new_shows_every_section_and_is_valid_with_every_comment_opened(ask: Ask, tmp_path: Path) -> None:
    ask("init", "--company", "Orbit")
    for type in ("distribution", "integration", "co-marketing", "alliance", "ecosystem", "supply-chain"):
        name, why = f"Ann & Bob's: Café {type}", "Because: yes"
        assert ask("new", name, "--type", type, "--why", why, "--today", "2026-04-10").status == 0
        path = tmp_path / "partners" / f"ann-and-bobs-cafe-{type}.yaml"
        assert ask("validate").status == 0
        text = path.read_text(encoding="utf-8")
        opened = re.sub(r"^# (?=\s*(- |[a-z_]+:))", "", text, flags=re.MULTILINE)
        path.write_text(opened, encoding="utf-8")
        assert json.loads(ask("validate", path, "--format", "json").out)["findings"] == []
        assert set(read_yaml(opened).data) == {field.alias or key for key, field in Partnership.model_fields.items()}
        left = [line for line in opened.splitlines() if line.startswith("#")]
        assert len(left) == 4, left  # two lines for editors, two of prose


@pytest.mark.parametrize(
    ("asks", "written"),
    [
        ("Similar?\\nstage: exit", "Similar? stage: exit"),
        ("Similar?\\nAnything: else: here", "Similar? Anything: else: here"),
        ("Similar?\\n\\n  stage: exit\\n", "Similar? stage: exit"),
        ("Ähnlich? 🚀", "Ähnlich? 🚀"),
    ],
)
def test_what_a_workspace_asks_stays_in_its_comment(ask: Ask, tmp_path: Path, asks: str, written: str) -> None:
    bands = "[{name: A, at_least: 50%}, {name: B, at_least: 0%}]"
    workspace = f'scorecard: {{criteria: {{reach: {{asks: "{asks}"}}}}, bands: {bands}}}\n'
    (tmp_path / "partnerkit.yaml").write_text(workspace, encoding="utf-8")
    answer = ask("new", "Foo", "--type", "alliance")
    assert (answer.status, answer.out.replace("\\", "/")) == (0, "wrote partners/foo.yaml\n")
    text = (tmp_path / "partners" / "foo.yaml").read_text(encoding="utf-8")
    assert f"#   reach: {{rating: 3, evidence: ...}}   # {written}\n" in text
    assert read_yaml(text).data == {"format": 1, "name": "Foo", "type": "alliance"}


@given(st.text())
def test_any_text_of_a_workspace_is_a_comment_of_one_line(text: str) -> None:
    comment = f"# {one_comment_line(text)}"
    assert comment.isprintable()
    assert read_yaml(f"name: Foo {comment}\nstage: exit\n").data == {"name": "Foo", "stage": "exit"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "Acme\udcff", "--type", "alliance"),
        ("new", "Acme", "--type", "alliance", "--why", "\udcff"),
        ("init", "d", "--company", "\udcff"),
    ],
)
def test_bytes_that_are_no_text_are_refused_before_anything_is_written(
    ask: Ask, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    answer = ask(*arguments)
    assert (answer.status, answer.out) == (2, "")
    assert "is not UTF-8 text\nhelp: " in answer.err
    assert list(tmp_path.iterdir()) == []


def test_new_never_overwrites_and_takes_no_name_twice(ask: Ask, tmp_path: Path) -> None:
    assert ask("new", "Acme", "--type", "alliance").status == 0
    before = (tmp_path / "acme.yaml").read_bytes()
    again = ask("new", "ACME!", "--type", "integration")
    assert again.status == 2
    assert "--stem" in again.err
    assert (tmp_path / "acme.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "the name is missing"),
        (("Acme",), "the type is missing"),
        (("Acme", "--type", "alianse"), "did you mean `alliance`?"),
        (("北京", "--type", "alliance"), "--stem"),
        (("Acme", "--type", "alliance", "--stem", "../evil"), "is not a valid file name"),
        (("Acme", "--type", "alliance", "--stage", "growing"), "growing"),
        (("a\u202eb", "--type", "alliance"), "is not a name"),
    ],
)
def test_new_says_what_to_type_where_it_cannot_go_on(
    ask: Ask, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    answer = ask("new", *arguments)
    assert answer.status == 2
    assert said in answer.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Acme Analytics", "acme-analytics"),
        ("Müller & Søn", "muller-and-son"),
        ("Straße 7 (EU)", "strasse-7-eu"),
        ("CON", "con-partner"),
        ("partnerkit", "partnerkit-partner"),
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 100, "x" * 63),
    ],
)
def test_a_file_name_is_made_of_a_partners_name(name: str, stem: str) -> None:
    assert slug(name) == stem


@given(st.text())
def test_a_derived_file_name_is_safe_or_empty(name: str) -> None:
    assert slug(name) == "" or is_slug(slug(name))


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1))
def test_any_text_written_as_yaml_reads_back_as_itself(text: str) -> None:
    reading = read_yaml(f"key: {yaml_scalar(text)}\n")
    if not reading.problems:
        assert reading.data == {"key": text}


def test_a_schema_is_written_for_the_workspace_at_hand(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("framework: {buckets: {align: {}, love: {purpose: Chemistry}}}\n")
    buckets = json.loads(ask("schema").out)["properties"]["buckets"]
    assert list(buckets["properties"]) == ["align", "love"]
    assert "Chemistry" in buckets["properties"]["love"]["description"]


def test_an_installed_wheel_works_from_an_empty_folder_and_packs_itself_again(ask: Ask, tmp_path: Path) -> None:
    ask("init", "ws", "--company", "Orbit")
    [own] = (tmp_path / "ws").rglob(".github/partnerkit/*.whl")
    [built] = map(str, WheelBuilder(str(ROOT)).build(directory=str(tmp_path / "built"), versions=["standard"]))
    sites = tmp_path / "built here and now", tmp_path / "packed by init"
    shutil.unpack_archive(built, sites[0], "zip")  # which is what installing it comes to
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--no-compile"]
    subprocess.run([*pip, "--no-deps", "--target", str(sites[1]), str(own)], check=True)
    contents = [
        {path.relative_to(site): path.read_bytes() for path in (site / "partnerkit").rglob("*") if path.is_file()}
        for site in sites
    ]
    assert contents[0] == contents[1]
    packed = []
    commands = ["init --company Orbit", "validate", "heatmap --format html"], ["init"]
    for site, asked in zip(sites, commands, strict=True):
        empty = tmp_path / f"empty for {site.name}"
        empty.mkdir()
        code = (
            "import sys; sys.path = [entry for entry in sys.path if not entry.endswith('src')]; "
            f"sys.path.insert(0, {str(site)!r}); "
            "import partnerkit.cli.main as main; assert main.__file__.startswith(sys.path[0]); "
            "assert not any([main.execute(line.split()) for line in sys.argv[1:]])"
        )
        answer = subprocess.run([sys.executable, "-c", code, *asked], cwd=empty, check=True, capture_output=True)
        assert asked == ["init"] or b"<!doctype html>" in answer.stdout
        [again] = empty.rglob(".github/partnerkit/*.whl")
        packed.append(again.read_bytes())
    assert packed == [own.read_bytes()] * 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminals")
def test_on_a_terminal_new_asks_again_for_what_was_wrong(tmp_path: Path) -> None:
    import pty

    terminal, keyboard = pty.openpty()
    command = [sys.executable, "-m", "partnerkit", "new"]
    with subprocess.Popen(command, cwd=tmp_path, stdin=keyboard, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as new:
        # Where it asks once more than it should, the end of what is typed ends it.
        os.write(terminal, "北京\nAcme\nreseler\nalliance\n\x04\x04".encode())
        out, err = new.communicate(timeout=30)
    os.close(keyboard)
    os.close(terminal)
    assert new.returncode == 0, err
    assert out.decode().count("What is the partner called?") == 2
    assert out.decode().count("What type of partnership is it?") == 2
    assert (tmp_path / "acme.yaml").exists()


def test_agents_get_a_page_of_at_most_60_lines_that_names_every_command(ask: Ask, tmp_path: Path) -> None:
    assert ask("init", "--company", "Orbit").status == 0
    assert not (tmp_path / "AGENTS.md").exists()
    assert ask("init", "--agents").out == "wrote AGENTS.md\n"
    lines = (tmp_path / "AGENTS.md").read_text().splitlines()
    assert len(lines) <= 60
    assert {line.split("`")[1] for line in lines[lines.index("## Commands") :] if line.startswith("- ")} == set(
        COMMANDS
    )
