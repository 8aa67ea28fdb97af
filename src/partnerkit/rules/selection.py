"""Which rules are applied: those that are selected, less those that are ignored."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from partnerkit.findings.manual import Manual, meant
from partnerkit.model.lint import Linting
from partnerkit.rules.catalogue import MANUALS

_BEGINNING: Final = re.compile(r"PK[0-9]{0,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The codes of the rules that are applied."""

    codes: frozenset[str]

    def admits(self, manual: Manual) -> bool:
        """Return whether a rule is applied."""
        return manual.code in self.codes


def choose(settings: Linting, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> RuleSet:
    """Choose rules by code, name or the beginning of a code.

    `select` takes the place of what the workspace selects and ignores; `ignore` comes on top of it.
    """
    selected = select or settings.select
    ignored = (*(() if select else settings.ignore), *ignore)
    codes = codes_of(selected) if selected else {manual.code for manual in MANUALS}
    return RuleSet(frozenset(codes - codes_of(ignored)))


def codes_of(words: Iterable[str]) -> set[str]:
    """List the codes that words mean; a word that means none is passed over."""
    return {code for word in words for code in meaning(word)}


def meaning(word: str) -> Collection[str]:
    """List the codes that one word means: a code, a name, or the beginning of codes."""
    if _BEGINNING.fullmatch(word):
        return {manual.code for manual in MANUALS if manual.code.startswith(word.upper())}
    return {manual.code for manual in MANUALS if manual.name == word}


def rule_called(word: str) -> Manual | None:
    """Return the rule of a code or a name."""
    return next((manual for manual in MANUALS if word.upper() == manual.code or word == manual.name), None)


def help_for(word: str) -> str:
    """Say what a word that means no rule may have meant, or how rules are called."""
    return meant(word, MANUALS) or (
        "a code is written as PK240, its beginning as PK24; `partnerkit explain` lists the rules, PK200 and up"
    )
