"""The rules of the house: imports run one way, and no page drifts from what it describes."""

import ast
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import PORTFOLIO, ROOT, Ask
from partnerkit.cli.app import COMMANDS

sys.path.insert(0, str(ROOT / "tools"))
import docs
import faults

SOURCE = ROOT / "src" / "partnerkit"
FLOORS = {
    "accounts": {"documents", "model", "reading"},
    "findings": set(),
    "imports": {"accounts", "documents", "model", "reading", "render", "tables", "workspace"},
    "model": set(),
    "changes": {"documents", "facts", "model", "money", "questions", "render"},
    "documents": {"model"},
    "events": set(),
    "facts": {"model", "money"},
    "money": {"model"},
    "questions": {"documents", "events", "facts", "findings", "model", "money"},
    "render": {"documents", "events", "findings", "model"},
    "drafts": {"documents", "facts", "model", "questions", "render"},
    "rules": {"documents", "facts", "findings", "model", "questions", "reading"},
    "reading": {"findings", "model", "money"},
    "store": set(),
    "tables": {"documents", "facts", "model", "questions"},
    "workspace": {"facts", "findings", "model", "money", "reading", "store"},
    "cli": set(),
}
FLOORS["cli"] = set(FLOORS) - {"cli"}
FLOORS["hosting"] = {"cli", "model", "render", "store", "workspace"}
FOUNDATION = {
    "children",
    "columns",
    "countries",
    "currencies",
    "languages",
    "errors",
    "installation",
    "synonyms",
    "phrasing",
    "dates",
    "workdays",
    "periods",
    "naming",
    "resources",
    "shell",
    "invisible",
    "results",
}


class Module(NamedTuple):
    """What a module takes from other rooms, the classes it has, and the choices it lists, each as it is written.

    `judges_agreements` are its comparisons of a status or a signature, and `saying` its functions that give something
    back and are described as if they said it. `flags` are the options that it declares, each with its line;
    `describing` the functions that make a document of more than a result.
    """

    imports: list[str]
    classes: list[str]
    choices: list[str]
    judges_agreements: list[str]
    saying: list[str]
    flags: set[tuple[str, int]]
    describing: list[str]


@cache
def _module(path: Path) -> Module:
    found = Module([], [], [], [], [], set(), [])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.ImportFrom(module=module, names=names, level=level):
                assert level == 0, f"{path} imports by dots"
                whole = module == "partnerkit"
                found.imports.extend(f"partnerkit.{alias.name}" if whole else module or "" for alias in names)
            case ast.Import(names=names):
                found.imports.extend(alias.name for alias in names)
            case ast.ClassDef(name=name):
                found.classes.append(name)
            case ast.Subscript(value=ast.Name(id="Literal"), slice=choices):
                found.choices.append(ast.unparse(choices).strip("()"))
            case ast.Subscript(value=ast.Name(id="Annotated"), slice=annotation):
                found.flags.update(_flags(annotation))
            case ast.Call(func=ast.Attribute(attr="Option")):
                found.flags.update(_flags(node))
            case ast.Compare(left=left, comparators=others):
                found.judges_agreements.extend(ast.unparse(side) for side in (left, *others) if _is_judged(side))
            case ast.FunctionDef(name=name, returns=returns) if returns is not None and ast.unparse(returns) != "None":
                found.saying.extend([name] if (ast.get_docstring(node) or "").startswith("Say ") else [])
                takes = sum(isinstance(each, ast.arg) for each in ast.walk(node.args))
                found.describing.extend([name] if ast.unparse(returns) == "Document" and takes != 1 else [])
    return found


def _is_judged(side: ast.expr) -> bool:
    """Whether a side of a comparison is the status or the signature of an agreement."""
    return bool(re.search(r"\bagreement\.status$|\.signed$", ast.unparse(side)))


def _flags(declaration: ast.expr) -> Iterator[tuple[str, int]]:
    for call in ast.walk(declaration):
        for word in call.args if isinstance(call, ast.Call) else ():
            if isinstance(word, ast.Constant) and str(word.value).startswith("--"):
                yield str(word.value), word.lineno


def _imports(path: Path) -> Iterator[str]:
    for name in _module(path).imports:
        parts = name.split(".")
        if parts[0] == "partnerkit" and len(parts) > 1:
            yield parts[1]


def test_every_part_of_the_house_has_its_floor() -> None:
    parts = {path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert parts - {"__init__", "__main__"} == set(FLOORS) | FOUNDATION


@pytest.mark.parametrize("part", sorted(FLOORS))
def test_imports_run_one_way(part: str) -> None:
    place = SOURCE / part
    files = list(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    taken = {imported for path in files for imported in _imports(path)}
    assert taken - FOUNDATION - {part, "__version__"} <= FLOORS[part]


def test_a_class_name_means_one_thing() -> None:
    classes = [name for path in SOURCE.rglob("*.py") for name in _module(path).classes]
    assert sorted(classes) == sorted(set(classes))


def test_the_same_choices_are_written_in_the_same_order() -> None:
    # Python takes optional choices for the same in any order, so help would show those that were imported first.
    orders: dict[frozenset[str], set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        for choices in _module(path).choices:
            orders.setdefault(frozenset(choices.split(", ")), set()).add(choices)
    assert [order for order in orders.values() if len(order) > 1] == []


@pytest.mark.parametrize("module", sorted(FOUNDATION))
def test_the_foundation_rests_on_what_has_no_behaviour(module: str) -> None:
    assert set(_imports(SOURCE / f"{module}.py")) - FOUNDATION <= {"model"}


def test_the_model_rests_on_nothing_but_itself() -> None:
    taken = {imported for path in (SOURCE / "model").rglob("*.py") for imported in _imports(path)}
    assert taken <= {"countries", "invisible", "languages", "model", "results"}


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", *docs.PAGES])
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)[)#]", text):
        assert ((ROOT / page).parent / target).exists(), target


@pytest.mark.parametrize("path", docs.PAGES)
def test_a_generated_page_is_what_would_be_generated_now(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == docs.PAGES[path](), "run `make docs`"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_a_section_in_the_documentation(ask: Ask, command: str) -> None:
    answer = ask(command, "--help")
    assert answer.status == 0
    assert f"Usage: partnerkit {command}" in answer.out
    assert f"## {command}\n" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def _console_examples() -> list[tuple[str, str]]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", readme, re.DOTALL)
    return [
        (command, output)
        for block in blocks
        for command, output in re.findall(r"^\$ (partnerkit .*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    ]


@pytest.mark.parametrize(("command", "output"), _console_examples())
def test_an_example_of_the_readme_answers_as_it_says(ask: Ask, command: str, output: str) -> None:
    answer = ask(*shlex.split(command)[1:], cwd=ROOT)
    assert answer.out + answer.err == output


UNNEEDED = {
    "score --help": {"pydantic", "yaml", "rich", "jinja2", "json"},
    "explain PK002": {"yaml", "rich", "jinja2", "json"},
    "explain": {"yaml", "rich", "jinja2", "json"},
    "score acme": {"rich", "jinja2", "multiprocessing", "concurrent.futures", "markdown_it"},
    "validate acme": {"rich", "jinja2", "multiprocessing", "concurrent.futures"},
    "score acme --format json": {"rich", "jinja2", "multiprocessing"},
}


def test_a_command_imports_only_what_it_needs() -> None:
    # In one process, those that need least first: what one of them imports, the next cannot be free of.
    code = (
        "import sys; from partnerkit.cli.main import execute\n"
        "for line in sys.argv[1:]: assert execute(line.split()) == 0; print(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, *UNNEEDED]
    said = subprocess.run(command, cwd=PORTFOLIO, capture_output=True, text=True, check=True)
    imported = [set(line.split()) for line in said.stderr.splitlines() if "partnerkit.cli.main" in line]
    assert len(imported) == len(UNNEEDED)
    pairs = zip(UNNEEDED.items(), imported, strict=True)
    assert {line: modules & taken for (line, modules), taken in pairs if modules & taken} == {}


def test_the_version_needs_no_library_at_all() -> None:
    code = (
        "import sys; sys.argv = ['partnerkit', '--version']; from partnerkit.__main__ import main; main();"
        "print(list(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.startswith("partnerkit ")
    for library in ("typer", "pydantic", "yaml", "rich"):
        assert repr(library) not in said


@pytest.mark.parametrize("workflow", sorted((ROOT / ".github" / "workflows").iterdir()), ids=lambda path: path.name)
def test_our_own_workflows_run_only_actions_pinned_by_commit(workflow: Path) -> None:
    actions = re.findall(r"uses: (\S+)", workflow.read_text(encoding="utf-8"))
    assert actions
    assert all(re.search("@[0-9a-f]{40}$", action) for action in actions)


def test_only_one_module_decides_how_far_an_agreement_is() -> None:
    deciding = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if _module(path).judges_agreements}
    assert deciding == {"facts/agreements.py"}


def test_what_a_function_gives_back_is_returned_or_yielded_and_not_said() -> None:
    assert [name for path in SOURCE.rglob("*.py") for name in _module(path).saying] == []


OF_EACH_COMMAND = {
    *("--all", "--dry-run", "--explain", "--fail-on", "--from", "--key", "--kind", "--output", "--owner", "--sort"),
    *("--stage", "--strict", "--table", "--type"),
}
"""Flags that mean something else to each command that has them."""


def test_a_flag_that_means_the_same_to_several_commands_is_declared_once() -> None:
    declared: dict[str, set[tuple[Path, int]]] = {}
    for path in (SOURCE / "cli").glob("*.py"):
        for flag, line in _module(path).flags:
            declared.setdefault(flag, set()).add((path, line))
    assert len(declared) > 80
    assert {flag for flag, places in declared.items() if len(places) > 1} == OF_EACH_COMMAND


def test_a_document_is_made_of_the_result_and_nothing_else() -> None:
    assert [(path, name) for path in SOURCE.rglob("*.py") for name in _module(path).describing] == []


def test_every_file_and_folder_of_questions_is_a_question_with_a_command() -> None:
    questions = {path.stem for path in (SOURCE / "questions").iterdir()} - {"__init__", "__pycache__"}
    assert questions <= set(COMMANDS)


@pytest.mark.parametrize("file", sorted({fault.file for fault in faults.FAULTS}))
def test_a_known_fault_of_money_has_one_place_to_be_put_into(file: str) -> None:
    text = (SOURCE / "money" / file).read_text(encoding="utf-8")
    assert [each.what for each in faults.FAULTS if each.file == file and text.count(each.before) != 1] == []
