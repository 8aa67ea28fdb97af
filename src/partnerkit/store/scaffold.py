"""Write the first files of a workspace and of a partnership."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from partnerkit import __version__
from partnerkit.errors import UsageError
from partnerkit.model.json_schema import partnership_schema, render, workspace_schema
from partnerkit.model.workspace import Workspace
from partnerkit.naming import is_slug, slug
from partnerkit.resources import template_folder
from partnerkit.store.files import WORKSPACE_FILE, find_partnerships, stem_of
from partnerkit.store.loader import load_partnership, load_workspace, names_of
from partnerkit.store.writing import write_file
from partnerkit.store.yaml_reader import read_yaml

_PLAIN = re.compile(r"[^\W\d_][\w .()/-]*", re.ASCII)
_CHOICES: Final = {
    "position": "parallel           # upstream | parallel | downstream",
    "stage": "prospect              # prospect | initiate | launch | grow | optimize | renew | exit",
    "priority": "medium             # high | medium | low",
    "why": "Same buyers, and their product lacks ours",
}
_IDEAL_CONTACTS: Final = {
    "integration": "Head of Product",
    "co-marketing": "Head of Marketing",
    "distribution": "Head of Sales",
    "alliance": "CEO",
    "ecosystem": "Head of Partnerships",
    "supply-chain": "Head of Procurement",
}


@dataclass(frozen=True, slots=True)
class Scaffold:
    """Which files were written, and which were there already and are as they were."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def start_workspace(folder: str, company: str, currency: str) -> Scaffold:
    """Write a workspace ready for git into `folder`, keeping every file that is there."""
    target = Path(folder)
    files = _workspace_files(company, currency)
    written, kept = [], []
    for name in sorted(files):
        path = target / name
        if os.path.lexists(path):
            kept.append(str(path))
            continue
        _make_folder(path.parent)
        write_file(path, files[name])
        written.append(str(path))
    return Scaffold(tuple(written), tuple(kept))


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

    `given` holds its type and what else is known of it. Without `folder` it goes to `partners/` below `root`,
    where there is one. Raises `UsageError` where no safe file name can be made or the name is taken.
    """
    chosen = _stem(name, stem)
    home = Path(folder) if folder is not None else _home(root)
    for path in find_partnerships(str(root)).files if root.is_dir() else ():
        if stem_of(path) == chosen:
            raise UsageError(f"`{chosen}` is the name of {path} already", "choose another with --stem")
    target = home / f"{chosen}.yaml"
    if not target.resolve().is_relative_to(home.resolve()):
        raise UsageError(f"{target} lies outside {home}")
    content = _partnership_text(name, given, home=home, root=root, workspace=workspace, today=today).encode()
    loaded = load_partnership(str(target), content, names_of(workspace))
    if loaded.model is None:
        raise UsageError(loaded.findings[0].message, loaded.findings[0].help)
    _make_folder(home)
    write_file(target, content)
    return str(target)


def yaml_scalar(text: str) -> str:
    """Write text as one YAML scalar that reads back as that text: plain where that is safe, else quoted."""
    if _PLAIN.fullmatch(text) and text == text.strip() and read_yaml(f"key: {text}").data == {"key": text}:
        return text
    return json.dumps(text, ensure_ascii=False)


def _stem(name: str, stem: str | None) -> str:
    if stem is not None:
        if not is_slug(stem):
            raise UsageError(f'"{stem}" cannot be a file name', "use a-z, 0-9 and -, such as acme-analytics")
        return stem
    derived = slug(name)
    if not is_slug(derived):
        raise UsageError(f'no file name can be made of "{name}"', "give one with --stem, such as --stem acme")
    return derived


def _home(root: Path) -> Path:
    partners = root / "partners"
    return partners if partners.is_dir() or (root / WORKSPACE_FILE).is_file() else root


def _partnership_text(
    name: str, given: Mapping[str, str | None], *, home: Path, root: Path, workspace: Workspace, today: date
) -> str:
    schema = root / "schemas" / "partnership.schema.json"
    return _render(
        "partnership.yaml.j2",
        name=name,
        type=given["type"],
        given=[(key, given.get(key), choices) for key, choices in _CHOICES.items()],
        contact=_IDEAL_CONTACTS[given["type"] or ""],
        criteria=[{"key": criterion.key, "asks": criterion.asks} for criterion in workspace.scorecard.resolved],
        buckets=[{"key": bucket.key} for bucket in workspace.framework.resolved],
        schema=Path(os.path.relpath(schema, home)).as_posix() if schema.is_file() else "",
        today=today.isoformat(),
    )


def _workspace_files(company: str, currency: str) -> dict[str, bytes]:
    source = template_folder() / "workspace"
    values = {"company": company, "currency": currency, "version": __version__}
    files: dict[str, bytes] = {}
    for path in sorted(path for path in source.rglob("*") if path.is_file()):
        name = path.relative_to(source).as_posix()
        if path.suffix == ".j2":
            files[name.removesuffix(".j2")] = _render(f"workspace/{name}", **values).encode()
        else:
            files[name] = path.read_bytes()
    loaded = load_workspace(WORKSPACE_FILE, files[WORKSPACE_FILE])
    if loaded.model is None:
        raise UsageError(loaded.findings[0].message, loaded.findings[0].help)
    files["schemas/partnership.schema.json"] = render(partnership_schema(loaded.model)).encode()
    files["schemas/workspace.schema.json"] = render(workspace_schema()).encode()
    return files


def _render(template: str, **values: Any) -> str:
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
    return environment.get_template(template).render(**values)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {(error.strerror or 'the system refused').lower()}") from error
