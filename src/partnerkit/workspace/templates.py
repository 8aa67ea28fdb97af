"""Read the templates of drafts: those that come with partnerkit, and a workspace's own in their place."""

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from partnerkit.errors import InvalidFilesError, UsageError, refusals
from partnerkit.findings import Finding
from partnerkit.model.partnership import Partnership
from partnerkit.model.shape import annotations_at
from partnerkit.model.template import (
    ClauseHeader,
    EmailWords,
    Header,
    Library,
    Source,
    divided,
    either,
    is_of_workspace,
)
from partnerkit.model.workspace import Workspace
from partnerkit.reading.loader import load_section, refused
from partnerkit.reading.source import decode
from partnerkit.resources import template_folder
from partnerkit.store.tree import DISK, Tree
from partnerkit.store.writing import write_files
from partnerkit.workspace.contents import read_contents
from partnerkit.workspace.discovery import EMAIL_WORDS, TEMPLATES

ENDING: Final = ".md.j2"
_RULE: Final = "---"
_DEEPEST: Final = 8
_MOST: Final = 500
_CLAUSES: Final = "agreement/"
_TAB: Final = "PK114"
"""What a partnership file may not hold and a template may."""


class TemplateFilesError(InvalidFilesError):
    """A template cannot be used as it stands."""

    def __init__(self, path: str, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"the template {path} has errors; nothing was drafted")
        self.findings = findings


def built_in_folder() -> Path:
    """Return the folder of the built-in templates of drafts."""
    return template_folder() / "drafts"


def load_library(workspace_file: str | None, tree: Tree = DISK) -> Library:
    """Read all templates; those in `templates/` beside the workspace file, else in this folder, go first.

    Raises `TemplateFilesError` for one that cannot be read, and for a header with errors.
    """
    own = own_folder(workspace_file)
    built_in = _built_in_sources()
    sources = {**built_in, **{source.name: source for source in _sources(own, tree, built_in=False)}}
    has_words = tree.kind(str(own / EMAIL_WORDS)) == "file"
    words = _email_words(own / EMAIL_WORDS, tree) if has_words else _email_words(built_in_folder() / EMAIL_WORDS, DISK)
    return Library(sources, tuple(built_in), words)


def own_folder(workspace_file: str | None) -> Path:
    """Return the folder of a workspace's own templates, which need not exist."""
    return Path(os.path.dirname(workspace_file or "")) / TEMPLATES


def eject_template(name: str, workspace_file: str | None, *, replace: bool, to: str | None = None) -> Path:
    """Copy a built-in template to where a workspace's own are, or under the name `to`, and return the path.

    Raises `UsageError` where it is there already and `replace` is not given.
    """
    path = own_folder(workspace_file) / f"{to or name}{ENDING}"
    write_files(
        {str(path): _read(built_in_folder() / f"{name}{ENDING}", DISK)},
        replace=replace,
        within=os.path.dirname(workspace_file or "") or os.curdir,
    )
    return path


def _email_words(path: Path, tree: Tree) -> EmailWords:
    loaded = load_section(EmailWords, str(path), _read(path, tree))
    if loaded.model is None:
        raise TemplateFilesError(str(path), loaded.findings)
    return loaded.model


@cache
def _built_in_sources() -> Mapping[str, Source]:
    return {source.name: source for source in _sources(built_in_folder(), DISK, built_in=True)}


def _sources(folder: Path, tree: Tree, *, built_in: bool) -> Iterator[Source]:
    for number, path in enumerate(_files(folder, tree)):
        if number == _MOST:
            raise UsageError(f"{folder} has more than {_MOST} templates", "move the ones you don't use elsewhere")
        name = path.relative_to(folder).as_posix().removesuffix(ENDING)
        shown = f"{path.name} (built in)" if built_in else str(path)
        yield _source(name, shown, _read(path, tree), built_in=built_in)


def _files(folder: Path, tree: Tree, depth: int = 0) -> Iterator[Path]:
    """List the templates of a folder and of the folders in it; a link is listed, and refused when it is read."""
    if depth > _DEEPEST:
        raise UsageError(f"{folder} is deeper than {_DEEPEST} folders in {TEMPLATES}", "move its contents up")
    kind = tree.kind(str(folder), follow=False)
    if kind == "file":
        _read(folder, tree)  # a link, which is refused
    if kind is None:
        return
    with refusals(f"{folder} can't be read"):
        found = sorted(tree.scan(str(folder)))
    for path, kind, _ in found:
        name = os.path.basename(path)
        if kind == "folder":
            if not name.startswith("."):
                yield from _files(Path(path), tree, depth + 1)
        elif name.endswith(ENDING):
            yield Path(path)


def _read(path: Path, tree: Tree) -> bytes:
    content = read_contents(str(path), tree)
    if isinstance(content, Finding):
        raise TemplateFilesError(str(path), (content,))
    return content


def _source(name: str, path: str, content: bytes, *, built_in: bool) -> Source:
    text, problems, _ = decode(content)
    findings = tuple(refused(path, problem) for problem in problems if problem.code != _TAB)
    if findings:
        raise TemplateFilesError(path, findings)
    text = text.replace("\r\n", "\n")
    model = _header_of(name)
    if model is None:
        return Source(name, path, built_in, text)
    head, rule, body = text.removeprefix(f"{_RULE}\n").partition(f"\n{_RULE}\n")
    if not text.startswith(f"{_RULE}\n") or not rule:
        help = "start it with a line of `---`, `title:` and `file:`, and another line of `---`"
        finding = Finding(path, 1, 1, "PK116", "this template has no header", help=help)
        raise TemplateFilesError(path, (finding,))
    loaded = load_section(model, path, f"\n{head}\n".encode())
    if loaded.model is None:
        raise TemplateFilesError(path, loaded.findings)
    unknown = [*_unknown_keys(path, head, loaded.model)]
    if unknown:
        raise TemplateFilesError(path, tuple(unknown))
    padding = "\n" * (head.count("\n") + 3)
    return Source(name, path, built_in, padding + body, loaded.model)


def _unknown_keys(path: str, head: str, header: Header | ClauseHeader) -> Iterator[Finding]:
    """Find keys that a header names and that neither a partnership file nor the workspace file has."""
    terms = header.terms.values() if isinstance(header, ClauseHeader) else ()
    for key in dict.fromkeys([*header.needs, *(key for keys in terms for one in keys for key in either(one))]):
        if _is_key_of_format(key):
            continue
        lines = head.split("\n")
        line = next((at for at, text in enumerate(lines) if key in text), 0)
        source = lines[line]
        yield Finding(
            path,
            line + 2,
            source.find(key) + 1,
            "PK003",
            f"`{key}` is not a key of the format",
            help="write the path as in the file, without the numbers of lists: outreach.touches.by",
            source=source,
        )


def _is_key_of_format(key: str) -> bool:
    model = Workspace if is_of_workspace(key) else Partnership
    return bool(annotations_at(model, key.split(".")))


def _header_of(name: str) -> type[Header] | type[ClauseHeader] | None:
    """Return which header a template has: a part, which begins with `_` or is in a folder of another kind, has none."""
    _, name = divided(name)
    if name.startswith(_CLAUSES):
        return ClauseHeader
    return None if "/" in name or name.startswith("_") else Header
