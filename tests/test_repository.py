"""A workspace in a repository with other things: what is read, what is passed over, and what is said of it."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from conftest import Ask
from partnerkit.store.tree import DISK
from partnerkit.workspace.discovery import Grounds

GOOD = "name: Acme\ntype: alliance\n"

posix = pytest.mark.skipif(os.name != "posix", reason="Windows makes links for administrators only")


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with one partnership, as `init` lays it out."""
    _write(tmp_path, {"partnerkit.yaml": "", "partners/acme.yaml": GOOD})
    return tmp_path


def _commit(folder: Path) -> None:
    git = ["git", "-C", str(folder), "-c", "user.name=Ada", "-c", "user.email=ada@orbit.example"]
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "All"]):
        subprocess.run([*git, *arguments], check=True, capture_output=True)


OTHER_FILES = {
    "mkdocs.yml": "site_name: x\nnav:\n  - name: Home\nmarkdown_extensions:\n  - x: !!python/name:y\n",
    "deploy/all.yaml": "kind: Service\nmetadata:\n  name: web\n---\nkind: Pod\n",
    "playbook.yml": "- hosts: all\n  name: web\n",
    "empty.yaml": "",
    "broken.yaml": "a: [\n\tb: c\n",
    "latin.yaml": "titel: x\n",
    "policy.yaml": "currency: NOK\n",
}


def test_other_yaml_of_the_repository_is_passed_over_with_one_hint(ask: Ask, workspace: Path) -> None:
    _write(workspace, OTHER_FILES)
    (workspace / "latin.yaml").write_bytes(b"titel: M\xfcller\n")
    (workspace / "lock.yaml").write_text("packages: x\n" * 100_000)
    for command in ("validate", "list", "lint", "heatmap"):
        answer = ask(command)
        assert answer.status == 0, command
        assert answer.err.count("hint: ") == 1, command
        assert (
            "hint: broken.yaml, deploy/all.yaml, empty.yaml and 5 more have neither `name` nor `type` and were "
            "skipped; list them under `exclude` in partnerkit.yaml to silence this\n" in answer.err
        )
    assert ask("validate").err.endswith("\n1 file checked, valid.\n")


@pytest.mark.parametrize("text", ["name: Globex\n", "{name: Globex}\n", "type: [\n", "why: x\n'name' : Globex\n"])
def test_a_file_that_has_a_name_or_a_type_is_a_partnership_wherever_it_is(ask: Ask, workspace: Path, text: str) -> None:
    _write(workspace, {"emea/globex.yaml": text})
    assert ask("validate").status == 1


def test_everything_in_the_partnership_folder_is_a_partnership(ask: Ask, workspace: Path) -> None:
    _write(workspace, {"partners/emea/globex.yaml": "why: Same buyers\n"})
    answer = ask("validate")
    assert answer.status == 1
    assert "PK001 `name` is missing" in answer.out


def test_without_a_partnership_folder_everything_is_a_partnership(ask: Ask, tmp_path: Path) -> None:
    _write(tmp_path, {"partnerkit.yaml": "", "acme.yaml": GOOD, "mkdocs.yml": "site_name: x\n"})
    assert ask("validate").status == 1
    (tmp_path / "partnerkit.yaml").write_text("exclude: [mkdocs.yml]\n")
    answer = ask("validate")
    assert answer.status == 0
    assert answer.err == (
        "hint: mkdocs.yml was skipped because of `exclude` in partnerkit.yaml\n1 file checked, valid.\n"
    )


@pytest.mark.parametrize(
    ("globs", "left_out"),
    [
        (["mkdocs.yml"], {"mkdocs.yml", "docs/mkdocs.yml"}),
        (["/mkdocs.yml"], {"mkdocs.yml"}),
        (["docs"], {"docs/mkdocs.yml", "docs/deep/a.yaml"}),
        (["docs/"], {"docs/mkdocs.yml", "docs/deep/a.yaml"}),
        (["docs/**"], {"docs/mkdocs.yml", "docs/deep/a.yaml"}),
        (["docs/*.y?ml"], set()),
        (["docs/*.y*ml"], {"docs/mkdocs.yml"}),
        (["**/deep/*.yaml"], {"docs/deep/a.yaml"}),
        (["docs/**/*.yaml"], {"docs/deep/a.yaml"}),
        (["DOCS", "ocs", "deep/a.yaml"], set()),
        (["**"], {"mkdocs.yml", "docs/mkdocs.yml", "docs/deep/a.yaml"}),
    ],
)
def test_a_glob_means_what_it_means_in_gitignore(tmp_path: Path, globs: list[str], left_out: set[str]) -> None:
    grounds = Grounds(str(tmp_path), globs, DISK)
    files = ("mkdocs.yml", "docs/mkdocs.yml", "docs/deep/a.yaml")
    assert {file for file in files if grounds.is_left_out(str(tmp_path / file))} == left_out


def test_a_glob_of_many_stars_takes_no_time(tmp_path: Path) -> None:
    grounds = Grounds(str(tmp_path), ["/".join(["**", "*a*a*a*a*a*b"] * 30)], DISK)
    assert not grounds.is_left_out(str(tmp_path / "/".join(["a" * 200] * 60)))


def test_what_is_excluded_is_never_read_and_said_where_it_may_be_missed(ask: Ask, workspace: Path) -> None:
    _write(workspace, {"partnerkit.yaml": "exclude: [node_modules, globex.yaml]\n"})
    _write(workspace, {"node_modules/x/a.yaml": "type: 7\n", "partners/globex.yaml": "- bad\n"})
    said = f"hint: {Path('partners/globex.yaml')} was skipped because of `exclude` in partnerkit.yaml\n"
    assert ask("validate").err == f"{said}1 file checked, valid.\n"
    named = ask("validate", "partners/globex.yaml", "partners/acme.yaml")
    assert (named.status, named.err) == (0, f"{said.replace(os.sep, '/')}1 file checked, valid.\n")
    assert "no file, folder or partnership called `globex`" in ask("show", "globex").err


def test_a_name_means_the_partnership_and_not_other_yaml(ask: Ask, workspace: Path) -> None:
    _write(workspace, {"deploy/acme.yaml": "kind: Service\n"})
    assert ask("validate", "acme").err == "1 file checked, valid.\n"


@posix
@pytest.mark.parametrize("command", ["validate", "heatmap", "lint"])
@pytest.mark.parametrize(
    ("link", "target", "said"),
    [
        ("partners/globex.yaml", "acme.yaml", "partners/globex.yaml:1:1: PK120 this can't be read: it is a link"),
        ("partners/emea", "../elsewhere", "partners/emea:1:1: PK120 this can't be read: it is a link"),
        ("templates", "elsewhere", "templates:1:1: PK120 this can't be read: it is a link"),
    ],
)
def test_a_link_among_partnerships_is_a_finding(
    ask: Ask, workspace: Path, command: str, link: str, target: str, said: str
) -> None:
    _write(workspace, {"elsewhere/notes.txt": ""})
    (workspace / link).symlink_to(target)
    answer = ask(command)
    assert answer.status == 1
    assert said in answer.out + answer.err
    assert "help: replace the link with the file or folder itself" in answer.out + answer.err


@posix
def test_a_partnership_folder_that_is_a_link_is_a_finding(ask: Ask, workspace: Path) -> None:
    (workspace / "partners").rename(workspace / "elsewhere")
    (workspace / "partners").symlink_to("elsewhere")
    for words in ((), ("partners",)):
        answer = ask("validate", *words)
        assert (answer.status, answer.out.splitlines()[0]) == (
            1,
            "partners:1:1: PK120 this can't be read: it is a link",
        )


@posix
def test_a_link_elsewhere_is_passed_over_and_said(ask: Ask, workspace: Path) -> None:
    _write(workspace, {"docs/v2/a.txt": ""})
    (workspace / "docs" / "latest").symlink_to("v2")
    (workspace / "docs" / "logo.png").symlink_to("v2/a.txt")
    answer = ask("validate")
    assert answer.status == 0
    assert answer.err == ("hint: docs/latest is a link and was skipped\n1 file checked, valid.\n")


def test_a_workspace_among_partnerships_is_a_finding(ask: Ask, workspace: Path) -> None:
    _write(workspace, {"partners/emea/partnerkit.yaml": "", "partners/emea/globex.yaml": "- bad\n"})
    answer = ask("validate")
    assert answer.status == 1
    assert answer.out.splitlines()[0] == (
        f"{Path('partners/emea/partnerkit.yaml')}:1:1: PK124 because of this workspace file, the workspace of "
        "partnerkit.yaml no longer checks its folder"
    )
    assert ask("heatmap").status == 1


def test_a_workspace_that_hides_the_partnership_folder_itself_is_a_finding_of_whoever_names_it(
    ask: Ask, workspace: Path
) -> None:
    _write(workspace, {"partners/partnerkit.yaml": ""})
    for words in ((), ("partners",)):
        assert "PK124" in ask("validate", *words).out
    _write(workspace, {"partnerkit.yaml": "exclude: [partners]\n"})
    for words in ((), ("partners",)):
        assert "PK124" not in ask("validate", *words).out


def test_a_workspace_elsewhere_is_left_out_and_said(ask: Ask, workspace: Path) -> None:
    _write(workspace, {"other/partnerkit.yaml": "", "other/globex.yaml": "- bad\n"})
    answer = ask("validate")
    assert answer.status == 0
    assert answer.err == (
        "hint: other is a separate workspace and was skipped; name it to include it\n1 file checked, valid.\n"
    )
    assert ask("validate", "other").status == 1


def test_only_the_templates_of_the_workspace_are_passed_over(ask: Ask, workspace: Path) -> None:
    _write(workspace, {"templates/email-words.yaml": "", "templates/agreement/globex.yaml": GOOD})
    answer = ask("validate")
    assert answer.status == 0
    assert answer.err == (
        f"hint: {Path('templates/agreement/globex.yaml')} was skipped: it is in `templates/`\n1 file checked, valid.\n"
    )
    _write(workspace, {"partners/templates/initech.yaml": "- bad\n"})
    assert ask("validate").status == 1


def test_hidden_files_among_partnerships_are_passed_over_and_said(ask: Ask, workspace: Path) -> None:
    _write(workspace, {".github/a.yaml": "- bad\n", "partners/.old/b.yaml": "- bad\n", "partners/.c.yaml": "- bad\n"})
    answer = ask("validate")
    assert answer.status == 0
    assert answer.err == (
        f"hint: {Path('partners/.c.yaml')} and {Path('partners/.old')} were skipped because their names start with "
        "a dot\n1 file checked, valid.\n"
    )


@pytest.mark.parametrize("command", ["validate", "list", "due", "heatmap", "lint"])
def test_without_a_workspace_a_command_says_so(ask: Ask, tmp_path: Path, command: str) -> None:
    _write(tmp_path, {"deep/other.yaml": "name: 7\n", "compose.yaml": "services: {}\n"})
    answer = ask(command)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == (
        "error: there is no workspace here: no partnerkit.yaml in this folder or above it\n"
        "help: start one with `partnerkit init`, or name files or folders\n"
    )


def test_without_a_workspace_the_partnerships_of_this_very_folder_are_read(ask: Ask, tmp_path: Path) -> None:
    _write(tmp_path, {"acme.yaml": GOOD, "deep/other.yaml": "name: 7\n", "compose.yaml": "services: {}\n"})
    answer = ask("validate")
    assert answer.status == 0
    assert answer.err == (
        "hint: deep was skipped: there is no workspace here; start one with `partnerkit init`\n1 file checked, valid.\n"
    )
    assert ask("show", "acme").status == 0
    missing = ask("show", "other")
    assert missing.status == 2
    assert missing.err.startswith("error: there is no workspace here: ")


def test_the_file_that_config_names_is_never_a_partnership(ask: Ask, workspace: Path) -> None:
    _write(workspace, {"partners/other.yaml": "currency: NOK\n"})
    for words in ((), ("partners/other.yaml",), ("partners",)):
        answer = ask("validate", *words, "--config", "partners/other.yaml")
        assert (answer.status, answer.err) == (0, "1 file checked, valid.\n")


def test_a_name_is_looked_up_in_the_workspace_that_config_names(ask: Ask, tmp_path: Path) -> None:
    _write(tmp_path, {"one/partnerkit.yaml": "", "one/partners/acme.yaml": GOOD, "policy.yaml": "currency: NOK\n"})
    _write(tmp_path, {"two/partnerkit.yaml": "", "two/partners/globex.yaml": GOOD.replace("Acme", "Globex")})
    for here in (tmp_path, tmp_path / "two"):
        config = tmp_path / "one" / "partnerkit.yaml"
        assert "Acme" in ask("show", "acme", "--config", config, cwd=here).out
        assert json.loads(ask("validate", "--config", config, "--format", "json", cwd=here).out)["files"] == 1
    # A file that is in no workspace makes one of its folder, wherever the command is run.
    _write(tmp_path, {"three/policy.yaml": "currency: NOK\n", "three/initech.yaml": GOOD.replace("Acme", "Initech")})
    for here in (tmp_path, tmp_path / "two", tmp_path / "three"):
        config = tmp_path / "three" / "policy.yaml"
        assert "Initech" in ask("show", "initech", "--config", config, cwd=here).out
        assert "no file, folder or partnership called `globex`" in ask("show", "globex", "--config", config).err
    # What a path names is judged by it too.
    assert "Globex" in ask("show", tmp_path / "two" / "partners" / "globex.yaml", "--config", config).out


def test_a_partnership_is_found_by_the_words_its_name_starts_with(ask: Ask, workspace: Path) -> None:
    for stem, name in (("bergholm-erp", "Bergholm ERP"), ("norr", "Norr Data AB"), ("nordic-one", "Nordic One")):
        _write(workspace, {f"partners/{stem}.yaml": GOOD.replace("Acme", name)})
    for word in ("Bergholm", "bergholm", "Bergholm ERP", "BERGHOLM erp", "bergholm-erp"):
        assert "Bergholm ERP" in ask("show", word).out
    assert "Norr Data AB" in ask("show", "Norr Data").out
    # Words are whole: Nor begins no name.
    assert ask("show", "Nor").status == 2
    _write(workspace, {"partners/nordic-two.yaml": GOOD.replace("Acme", "Nordic Two")})
    answer = ask("show", "Nordic")
    assert (answer.status, answer.out) == (2, "")
    assert "`Nordic` may be any of 2 files: partners/nordic-one.yaml, partners/nordic-two.yaml" in answer.err


@pytest.mark.parametrize(
    ("country", "meant"),
    [("UK", "GB"), ("EL", "GR"), ("UAE", "AE"), ("USA", "US"), ("ENG", "GB"), ("de", "DE"), ("KSA", "SA"), ("XX", "")],
)
def test_a_country_code_of_another_list_gets_the_right_one(ask: Ask, workspace: Path, country: str, meant: str) -> None:
    _write(workspace, {"partners/acme.yaml": f"{GOOD}partner: {{country: {country}}}\n"})
    out = ask("validate", "acme").out
    assert f'"{country}" is not a country of ISO 3166' in out
    assert ("did you mean" in out) == bool(meant)
    assert f"did you mean `{meant}`?" in out or not meant


def test_emoji_that_are_escaped_are_spelling(ask: Ask, workspace: Path) -> None:
    whole = '"\\U0001F600 \\u26A1\\uFE0F \\U0001F469\\u200D\\U0001F4BB \\u0645\\u06CC\\u200C\\u062E"'
    _write(workspace, {"partners/acme.yaml": f"{GOOD}why: {whole}\n"})
    assert ask("validate", "acme").out == ""
    _write(workspace, {"partners/acme.yaml": f'{GOOD}why: "Same\\u200Bbuyers"\n'})
    assert "PK117" in ask("validate", "acme").out


@posix
def test_what_was_recorded_is_passed_over_as_it_is_in_a_checkout(ask: Ask, workspace: Path) -> None:
    (workspace / "partnerkit.yaml").write_text("exclude: [vendor]\n")
    _write(workspace, OTHER_FILES | {"vendor/a.yaml": "type: 7\n", "partners/.old/b.yaml": GOOD})
    _write(workspace, {"templates/c.yaml": GOOD, "partners/emea/partnerkit.yaml": "", "other/partnerkit.yaml": ""})
    (workspace / "partners" / "link.yaml").symlink_to("acme.yaml")
    (workspace / "partners" / "south").symlink_to("../other")
    (workspace / "partners" / "away").symlink_to("/nowhere")
    _commit(workspace)
    for words in ((), ("partners",), ("acme",), ("partners/south",), ("vendor",)):
        answers = [ask("validate", *words, "--format", "json", *at) for at in (["--at", "HEAD"], [])]
        then, now = ({**json.loads(answer.out), "at": None} for answer in answers)
        assert then == now, words
        assert answers[0].err == answers[1].err, words


def test_a_checkout_without_a_workspace_had_none_then_either(ask: Ask, tmp_path: Path) -> None:
    _write(tmp_path, {"deep/acme.yaml": GOOD})
    _commit(tmp_path)
    answer = ask("list", "--at", "HEAD")
    assert answer.status == 2
    assert answer.err.startswith("error: there was no workspace here in commit ")
