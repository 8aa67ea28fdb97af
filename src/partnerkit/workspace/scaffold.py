"""Write the first files of a workspace and of a partnership."""

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from partnerkit.errors import UsageError
from partnerkit.model.choices import Position, Priority, Stage, choices_of
from partnerkit.model.contacts import IDEAL_CONTACTS
from partnerkit.model.json_schema import partnership_schema, render, workspace_schema
from partnerkit.model.values import NAME as NAME_KIND
from partnerkit.model.values import quoted
from partnerkit.model.workspace import Workspace
from partnerkit.naming import is_slug, slug
from partnerkit.reading.loader import load_partnership, load_workspace, names_of
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.resources import template_folder
from partnerkit.store.tree import DISK
from partnerkit.store.writing import write_files
from partnerkit.workspace.discovery import HOME, WORKSPACE_FILE, Grounds, found_at
from partnerkit.workspace.paths import stem_of
from partnerkit.workspace.wheel import NAME, pack, requirements

if TYPE_CHECKING:
    from jinja2 import Environment

AGENTS: Final = "AGENTS.md"
"""The page that tells coding agents how to work on a workspace."""

WHEELHOUSE: Final = ".github/partnerkit"
"""The folder of a workspace that holds the wheel its checks install."""

_PLAIN = re.compile(r"[^\W\d_][\w .()/-]*", re.ASCII)
_CHOICES: Final = {"position": ("parallel", Position), "stage": ("prospect", Stage), "priority": ("medium", Priority)}
_EXAMPLES: Final = {
    **{
        key: f"{example:{27 - len(key)}}# {' | '.join(choices_of(enumeration))}"
        for key, (example, enumeration) in _CHOICES.items()
    },
    "why": "Same buyers, and their product lacks ours",
    "role": "complementary-product   # upstream: supplier technology platform marketplace; parallel: "
    "complementary-product same-audience non-compete; downstream: distributor reseller affiliate referral agency "
    "integrator msp oem customer",
    "owner": "dana                   # the person on our side who runs the partnership",
}
GIVEN: Final = ("type", *_EXAMPLES)
"""Keys beside the name that have a place of their own in a new file."""

_TITLES: Final[Mapping[str, str]] = {
    type: contact.ideal.partition(" or ")[0] for type, contact in IDEAL_CONTACTS.items()
}
"""The person to talk to at a partner of each type."""


@dataclass(frozen=True, slots=True)
class Scaffold:
    """Which files were written, and which were there already and are as they were."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def start_workspace(folder: str, company: str, currency: str, commands: Sequence[tuple[str, str]] = ()) -> Scaffold:
    """Write a workspace ready for git into `folder`, keeping every file that is there.

    With `commands`, the name of each and its summary, it gets a page for coding agents too.
    """
    if not folder:
        raise UsageError("the folder has no name", "`partnerkit init .` fills the current folder")
    target = Path(folder)
    contents = _workspace_files(company, currency)
    if commands:
        contents[AGENTS] = render_template("documents/agents.md.j2", commands=commands, wheelhouse=WHEELHOUSE).encode()
    files = {target / name: content for name, content in sorted(contents.items())}
    missing = {path: content for path, content in files.items() if not os.path.lexists(path)}
    if os.path.lexists(target / WHEELHOUSE):
        # An older wheel stays with the requirements that name it, and with its action.
        missing = {path: content for path, content in missing.items() if path.parent != target / WHEELHOUSE}
    write_files({str(path): content for path, content in missing.items()}, within=target)
    return Scaffold(tuple(map(str, missing)), tuple(str(path) for path in files if path not in missing))


def start_partnership(
    name: str,
    given: Mapping[str, str | None],
    *,
    root: Path,
    workspace: Workspace,
    today: date,
    folder: str | None = None,
    stem: str | None = None,
) -> str:
    """Write the commented file of a new partnership and answer its path.

    Raises `UsageError` for what `NewPartnerships.file` does, and for a value that the file can't have.
    """
    found = found_at(str(root), Grounds(str(root), workspace.exclude, DISK)).files if os.path.isdir(root) else ()
    path, content = NewPartnerships(root, workspace, today, found, folder).file(name, given, stem)
    loaded = load_partnership(path, content, names_of(workspace))
    if loaded.model is None:
        raise UsageError(loaded.findings[0].message, loaded.findings[0].help)
    write_files({path: content}, within=root)
    return path


class NewPartnerships:
    """Makes the commented files of new partnerships; what all of them share is worked out once.

    The names of the `files` that are there are taken. Without `folder` they go to `partners/` below `root`, where there
    is one.
    """

    def __init__(
        self, root: Path, workspace: Workspace, today: date, files: Sequence[str], folder: str | None = None
    ) -> None:
        self._home = Path(folder) if folder is not None else _home(root)
        self._taken = {stem_of(path): path for path in reversed(files)}
        schema = root / "schemas" / "partnership.schema.json"
        self._shared = {
            "criteria": [
                {"key": one_comment_line(criterion.key), "asks": one_comment_line(criterion.asks)}
                for criterion in workspace.scorecard.resolved
            ],
            "buckets": [{"key": one_comment_line(bucket.key)} for bucket in workspace.framework.resolved],
            "schema": one_comment_line(Path(os.path.relpath(schema, self._home)).as_posix())
            if os.path.isfile(schema)
            else "",
            "today": today.isoformat(),
        }

    def file(self, name: str, given: Mapping[str, str | None], stem: str | None = None) -> tuple[str, bytes]:
        """Return the path of the file for a partnership, and its text; `given` has its type and what else is known.

        Raises `UsageError` where no safe file name can be made or the name is taken.
        """
        chosen = stem_for(name, stem)
        if chosen in self._taken:
            raise UsageError(f"`{chosen}` is already the name of {self._taken[chosen]}", "choose another with --stem")
        text = render_template(
            "partnership.yaml.j2",
            name=name,
            type=given["type"],
            given=[(key, given.get(key), example) for key, example in _EXAMPLES.items()],
            title=_TITLES[given["type"] or ""],
            **self._shared,
        )
        return str(self._home / f"{chosen}.yaml"), text.encode()


def yaml_scalar(text: str) -> str:
    """Write text as one YAML scalar that reads back as that text: plain where that is safe, else quoted.

    Raises `UsageError` for what is no text, as bytes are that were typed in another encoding.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageError(f'"{text}" is not UTF-8 text', "set the terminal to UTF-8 and type it again") from None
    if _PLAIN.fullmatch(text) and text == text.strip() and read_yaml(f"key: {text}").data == {"key": text}:
        return text
    return json.dumps(text, ensure_ascii=False)


def one_comment_line(text: str) -> str:
    """Write text on one line that only ends at its end: nothing after a `#` may become a key."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def stem_for(name: str, stem: str | None = None) -> str:
    """Return the file name, without its ending, of a partnership called `name`: `stem` if given, or made of the name.

    Raises `UsageError` if that can't be a file name, or the name isn't one.
    """
    if NAME_KIND.match(name) is None:
        raise UsageError(f"{quoted(name)} is not {NAME_KIND.is_not}")
    if stem is not None:
        if not is_slug(stem):
            raise UsageError(f'"{stem}" is not a valid file name', "use a-z, 0-9 and -, such as acme-analytics")
        return stem
    derived = slug(name)
    if not is_slug(derived):
        raise UsageError(f'no file name can be derived from "{name}"', "set one with --stem, such as --stem acme")
    return derived


def _home(root: Path) -> Path:
    partners = root / HOME
    return partners if os.path.isdir(partners) or os.path.isfile(root / WORKSPACE_FILE) else root


def _workspace_files(company: str, currency: str) -> dict[str, bytes]:
    source = template_folder() / "workspace"
    install = [f"python -m pip install --require-hashes -r {WHEELHOUSE}/requirements.txt"]
    values = {"company": company, "currency": currency, "wheelhouse": WHEELHOUSE, "install": install}
    files: dict[str, bytes] = {}
    for path in sorted(path for path in source.rglob("*") if path.is_file()):
        name = path.relative_to(source).as_posix()
        if path.suffix == ".j2":
            files[name.removesuffix(".j2")] = render_template(f"workspace/{name}", **values).encode()
        else:
            files[name] = path.read_bytes()
    loaded = load_workspace(WORKSPACE_FILE, files[WORKSPACE_FILE])
    if loaded.model is None:
        raise UsageError(loaded.findings[0].message, loaded.findings[0].help)
    files["schemas/partnership.schema.json"] = render(partnership_schema(loaded.model)).encode()
    files["schemas/workspace.schema.json"] = render(workspace_schema()).encode()
    wheel = pack()
    files[f"{WHEELHOUSE}/{NAME}"] = wheel
    files[f"{WHEELHOUSE}/requirements.txt"] = requirements(wheel, WHEELHOUSE)
    return files


def render_template(template: str, **values: Any) -> str:
    """Render a template of a file that a workspace or a partnership starts with."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # What is rendered is YAML and not HTML; every value passes `yaml`.
    environment = Environment(  # noqa: S701
        loader=FileSystemLoader(template_folder()),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["yaml"] = yaml_scalar
    return environment
