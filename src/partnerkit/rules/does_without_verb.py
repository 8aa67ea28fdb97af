"""Descriptions of a company that can't follow its name."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark, WorkspaceOnDay

manual: Final = Manual(
    code="PK218",
    name="does-without-verb",
    severity="warning",
    title="What a company does is not written as a verb phrase.",
    finds="English noun phrases under `partner.does`, and under `company.does` in partnerkit.yaml: the text must "
    "continue a sentence that starts with the name of the company. If the first words don't show what it is, nothing "
    "is reported.",
    hurts='Emails, announcements and agreements put it after the name: "Acme Analytics product analytics for retail '
    'teams" would go out to the partner, or to the press.',
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        partner: {does: product analytics for retail teams}
        """,
        at=(3, 17),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        partner: {does: makes product analytics for retail teams}
        """
    ),
)

_ARTICLES: Final = frozenset({"a", "an", "the", "our", "their", "its", "my"})

_ADVERBS: Final = frozenset({"also", "both", "now", "still", "already", "just", "not"})

_ENGLISH: Final = frozenset({"the", "and", "with", "that", "through", "between"})
"""Words by which a phrase is known to be in English."""

_SHARED: Final = frozenset({"for", "of"})
"""English words that other languages have too; there, verbs end in `r` (Danish, Norwegian) or `t` (Dutch)."""

_NOUNS: Final = frozenset(
    re.findall(
        "[a-z-]+",
        """
        accounting advertising advisory analytics banking business cloud construction consulting content customer data
        design e-commerce ecommerce education events finance healthcare hosting hr insurance it logistics marketing
        media news online operations payments payroll product products professional project retail robotics sales
        security services software solutions supplies support systems technology time tools training
        """,
    )
)
"""Words that often start a noun phrase, and that no verb looks like."""

_VERBS_TOO: Final = frozenset({"services", "tools", "systems", "supplies", "products", "events", "payments"})
"""Those of them that are verbs too, unless a preposition follows."""


def facts_of(case: Case) -> bool:
    """Return whether what the partner does is surely a noun phrase."""
    partner = case.partnership.partner
    return partner is not None and partner.does is not None and _is_noun_phrase(partner.does)


def check_all(facts: Mapping[str, bool], shared: WorkspaceOnDay) -> Iterator[tuple[str | None, Remark]]:
    """Look at what the partners do, and at what we do."""
    company = shared.workspace.company
    if company and company.does and _is_noun_phrase(company.does):
        yield None, _remark("company")
    yield from ((stem, _remark("partner")) for stem, is_noun_phrase in facts.items() if is_noun_phrase)


def _remark(section: str) -> Remark:
    message = "does not continue a sentence that starts with the company's name"
    return Remark((section, "does"), message, "start with a verb: `makes time-tracking software for agencies`")


def _is_noun_phrase(text: str) -> bool:
    """Return whether a text is surely an English noun phrase; in doubt it is not."""
    words = re.findall(r"[\w'’&-]+", text.casefold())
    while words and (words[0] in _ADVERBS or words[0].endswith("ly")):
        del words[0]
    if len(words) < 2:
        return bool(words) and words[0] in _NOUNS
    first, second = words[:2]
    if first in _ARTICLES:
        return True
    if first in _NOUNS:
        return first not in _VERBS_TOO or second in _ENGLISH | _SHARED
    if (first.endswith("s") and not first.endswith("ss")) or not first.isascii():
        return False
    return not _ENGLISH.isdisjoint(words) or (not _SHARED.isdisjoint(words) and first[-1] not in "rt")
