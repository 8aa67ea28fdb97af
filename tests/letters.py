"""Drafts as the command line writes them, for tests that look at many: those of one file are filled in one go."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from conftest import PORTFOLIO, ROOT, TODAY
from partnerkit.drafts import markdown
from partnerkit.drafts.drafting import Draft, Options, drafts
from partnerkit.facts.case import Case
from partnerkit.reading.loader import load_partnership, load_workspace, names_of
from partnerkit.workspace.templates import load_library

KINDS = sorted(path.name.removesuffix(".md.j2") for path in (ROOT / "templates" / "drafts").glob("[a-z]*.md.j2"))
LIBRARY = load_library(None)


def case(text: str, workspace: str = "", stem: str = "acme", today: str = TODAY) -> Case:
    """Return a partnership without a history, from the text of its file and of the workspace file."""
    settings = load_workspace("partnerkit.yaml", workspace.encode()).model
    assert settings is not None
    loaded = load_partnership(f"{stem}.yaml", text.encode(), names_of(settings))
    assert loaded.model is not None, loaded.findings
    return Case(stem, loaded.model, settings, date.fromisoformat(today), {})


def written(about: Case, kinds: Iterable[str] = KINDS, options: Options | None = None) -> dict[str, Draft]:
    """Return the drafts of some kinds."""
    return {draft.kind: draft for draft in drafts(about, LIBRARY, kinds, options or Options())}


def letters(about: Case, kinds: Iterable[str] = KINDS, options: Options | None = None) -> dict[str, str]:
    """Return the text of drafts by kind, in Markdown."""
    return {kind: in_markdown(draft) for kind, draft in written(about, kinds, options).items()}


def in_markdown(draft: Draft) -> str:
    """Return a draft in Markdown."""
    return markdown.render(draft).decode()


@cache
def of_example(stem: str) -> Mapping[str, Draft]:
    """Return every kind of draft about an example."""
    text, workspace = (PORTFOLIO / name for name in (f"partners/{stem}.yaml", "partnerkit.yaml"))
    return written(case(text.read_text(encoding="utf-8"), workspace.read_text(encoding="utf-8"), stem))
