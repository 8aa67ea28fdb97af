"""How partnerkit writes English: plain and American, and British where a workspace says so."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from conftest import PORTFOLIO, ROOT, TODAY, Ask
from partnerkit.drafts.british import british
from test_drafts import drafted

TRANSLATED = re.compile(
    r"""
    \b(?:mend(?:s|ed|ing)?|anew|somebody|nobody|anybody|whoever|whom|herewith|hereby|learnt|amiss|for\ ever|beside\ it
    |of\ (?:theirs|ours)|rests?\ on|speaks?\ (?:of|for)|stands?\ (?:in|on|as|above|where|at|twice|behind|before)
    |holds?\ (?:for|against|until|good|true)|(?:asks|calls)\ for|tells?\ (?:which|what|how|of)|(?:is|are)\ told
    |(?:it|that|this|which)\ is\ no\ (?!longer|more|one|other)|should\ you|the\ other\ way\ round
    |colour|programme|licence|favour|honour|cancelled|optimis|organis|recognis|apologis)\b
    |^Tell\b|,\ so\ that\b|\b(?:Colour|Programme|Favour|Honour)
    """,
    re.VERBOSE | re.IGNORECASE,
)
WORDY = re.compile(
    r"""
    \b(?:begin(?:s|ning)?|go(?:es)?\ on|in\ the\ place\ of|takes?\ the\ place\ of|passed\ over|beside|lacks?
    |(?:is|are)\ to\ be|the\ day\ on\ which|(?:says?|said)\ of|are\ no\ (?!longer|more|one|other)
    |what\ is\ (?:left|said|meant|missing|known|there|given|named))\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What only reads like a translation where a user reads it: help, manuals and pages, but not names in code."""

MOST = 3
"""For each 1,000 words: where it is the plain word after all."""


def prose_of_templates() -> Iterator[tuple[str, str]]:
    """Yield what templates write, without comments, expressions and headers; other languages have other words."""
    for path in sorted((ROOT / "templates").rglob("*.j2")):
        if not {"de", "es", "fr"} & {*path.parts}:
            text = path.read_text(encoding="utf-8")
            yield path.name, re.sub(r"\A---\n.*?\n---\n|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.DOTALL)


def prose_of_messages() -> Iterator[tuple[str, str]]:
    """Yield the sentences in the source: messages, help, manuals and docstrings."""
    # What is British, stiff or was once a key is there to be replaced.
    exempt = ("british.py", "renamed.py", "synonyms.py")
    for path in sorted((ROOT / "src").rglob("*.py")):
        if path.name not in exempt:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.count(" ") > 1:
                    yield path.name, node.value


def translated(texts: Iterable[tuple[str, str]], constructions: Iterable[re.Pattern[str]]) -> tuple[list[str], int]:
    """Return the constructions that texts have, each with the name of its text, and how many words the texts have."""
    texts = [*texts]
    words = sum(len(re.findall(r"[A-Za-z']+", text)) for _, text in texts)
    return [
        f"{name}: {m.group()}" for name, text in texts for each in constructions for m in each.finditer(text)
    ], words


@pytest.mark.parametrize("prose", [prose_of_templates, prose_of_messages])
def test_what_people_read_is_not_translated(prose: Callable[[], Iterator[tuple[str, str]]]) -> None:
    found, words = translated(prose(), [TRANSLATED])
    assert len(found) <= MOST * words / 1000, found


# The help of every command, the manuals of findings and the descriptions of keys are pages too.
@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "docs/*.md"])
def test_no_page_reads_like_a_translation(page: str) -> None:
    for path in sorted(ROOT.glob(page)):
        # Neither the YAML of an example nor a command is prose.
        prose = re.sub(r"```.*?```|<!--.*?-->|<[^>]+>|`[^`]*`", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found, words = translated([(path.name, prose)], [TRANSLATED, WORDY])
        assert len(found) <= MOST * words / 1000, found


def test_a_workspace_may_spell_and_date_the_british_way(ask: Ask, tmp_path: Path) -> None:
    file = """name: Program Color
type: alliance
stage: exit
since: 2025-02-10
launch: {date: 2025-03-04}
exit: {reason: We favor another program, until: 2026-12-31}
agreement: {status: signed, signed: 2025-02-10}
"""
    (tmp_path / "x.yaml").write_text(file)
    (tmp_path / "partnerkit.yaml").write_text("company: {name: Orbit}\n")
    american = drafted(ask, "exit", cwd=tmp_path)
    assert "will honor its commitments to joint customers until **December 31, 2026**" in american
    (tmp_path / "partnerkit.yaml").write_text("company: {name: Orbit}\nenglish: uk\n")
    letter = drafted(ask, "exit", cwd=tmp_path)
    assert "will honour its commitments to joint customers until **31 December 2026**" in letter
    assert "what each of us has learnt" in letter
    # What the file says is nobody's to spell.
    assert "Program Color have worked together since 10 February 2025" in letter
    assert "We favor another program." in letter


@pytest.mark.parametrize(
    ("american", "expected"),
    [
        ("Organize and prioritize the color of a PROGRAM", "Organise and prioritise the colour of a PROGRAMME"),
        ("Unrecognized size, prize and horizon", "Unrecognised size, prize and horizon"),
        ("licensed under this License", "licensed under this Licence"),
    ],
)
def test_british_spelling_keeps_capitals_and_other_words(american: str, expected: str) -> None:
    assert british(american) == expected


def test_a_first_email_has_one_ask_and_fewer_than_120_words(ask: Ask) -> None:
    for stem in ("acme", "lumen-design-suite", "fjord-academy", "quorum-identity"):
        for subject in ("opportunity", "mutual"):
            text = ask("draft", "outreach", stem, "--subject", subject, "--today", TODAY, cwd=PORTFOLIO).out
            body = text.partition("\nHi ")[2].partition("\nBest,")[0]
            assert len(body.split()) < 120, stem
            assert body.count("?") == 1, stem


LAUNCH = """name: Acme
type: alliance
partner: {handle: "@acme", does: makes clocks}
launch: {headline: HEADLINE, benefit: BENEFIT, link: https://acme.example/launch, date: 2026-05-04}
"""


@pytest.mark.parametrize("length", [3, 90, 200])
def test_a_short_post_fits_its_network_with_its_link(ask: Ask, tmp_path: Path, length: int) -> None:
    words = " ".join(["clocks"] * (length // 6 + 1))
    (tmp_path / "partnerkit.yaml").write_text("company: {name: Orbit, handle: '@orbit', does: makes time}\n")
    (tmp_path / "acme.yaml").write_text(LAUNCH.replace("HEADLINE", f"Orbit has {words}").replace("BENEFIT", words))
    short = drafted(ask, "social", "--format", "text", cwd=tmp_path).partition("LinkedIn")[0]
    posts = re.findall(r"(?:^\|.*\n?)+", short, re.MULTILINE)
    assert len(posts) == 2
    for post in posts:
        text = re.sub(r"^\| ?", "", post, flags=re.MULTILINE).strip()
        assert text.endswith("https://acme.example/launch")
        assert len(text) <= 280
