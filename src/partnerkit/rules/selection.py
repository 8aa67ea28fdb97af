"""Which rules are applied: the selected ones, minus the ignored ones."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from partnerkit.findings.manual import Manual, meant
from partnerkit.model.lint import Linting
from partnerkit.rules.catalogue import MANUALS

_START_OF_CODE: Final = re.compile(r"PK[0-9]{0,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The codes of the rules that are applied."""

    codes: frozenset[str]

    def admits(self, manual: Manual) -> bool:
        """Return whether a rule is applied."""
        return manual.code in self.codes


def choose(settings: Linting, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> RuleSet:
    """Return the rules chosen by code, name or the start of a code.

    `select` overrides what the workspace selects and ignores; `ignore` is added to it.
    """
    selected = select or settings.select
    ignored = (*(() if select else settings.ignore), *ignore)
    codes = codes_of(selected) if selected else {manual.code for manual in MANUALS}
    return RuleSet(frozenset(codes - codes_of(ignored)))


def codes_of(words: Iterable[str]) -> set[str]:
    """Return the codes that words mean; a word that means none is skipped."""
    return {code for word in words for code in meaning(word)}


def meaning(word: str) -> Collection[str]:
    """Return the codes that one word means: a code, a name, or the start of codes."""
    if _START_OF_CODE.fullmatch(word):
        return {manual.code for manual in MANUALS if manual.code.startswith(word.upper())}
    return {manual.code for manual in MANUALS if manual.name == word}


def rule_called(word: str) -> Manual | None:
    """Return the rule with a code or a name."""
    return next((manual for manual in MANUALS if word.upper() == manual.code or word == manual.name), None)


def help_for(word: str) -> str:
    """Return the rule that a word may have meant, or how rules are named."""
    return meant(word, MANUALS) or (
        "write a code as PK240, or its start as PK24; `partnerkit explain` lists the rules from PK200 on"
    )
