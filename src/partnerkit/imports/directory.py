"""Which partnership of a workspace a table means: an outright match, or those that it may be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from partnerkit.imports.candidates import known_as
from partnerkit.imports.keys import host_of
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.naming import folded

_NEAR: Final = 0.88
"""How alike two names must be for people to be asked."""


class Directory:
    """The partnerships of a workspace by all that they are called, and what its aliases say of names."""

    def __init__(self, portfolio: Portfolio) -> None:
        aliases = portfolio.workspace.accounts.aliases
        self._called: dict[str, dict[str, set[str]]] = {
            key: defaultdict(set) for key in ("partnership", "name", "partner.legal_name", "partner.website")
        }
        self._sounds: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, str] = {}
        self._letters: dict[str, int] = {}
        self._same = [frozenset(map(_compared, names)) for names in aliases.same]
        self._different = [frozenset(map(_compared, names)) for names in aliases.different]
        for stem, partnership in portfolio.partnerships.items():
            self.add(stem, partnership)

    def add(self, stem: str, partnership: Partnership) -> None:
        """Add a partnership."""
        for key, text in _called(stem, partnership):
            self._called[key][_compared(text)].add(stem)
        for text in {partnership.name, (partnership.partner and partnership.partner.legal_name) or partnership.name}:
            for sound in known_as(text, None):
                self._sounds[sound].add(stem)
            self._names[_compared(text)] = stem
            self._letters[_compared(text)] = _letters_in(_compared(text))

    def known_by(self, key: str, text: str) -> set[str]:
        """Return the partnerships of which a key says this; another name that is said to be the same counts too."""
        return {stem for each in self._spelled(text) for stem in self._called[key].get(each, ())}

    def meant(self, text: str) -> set[str]:
        """Return the partnerships that a name, a file's name or a web site is of, outright."""
        for key in ("partnership", "name", "partner.legal_name", "partner.website"):
            if found := self.known_by(key, text):
                return found
        return set()

    def may_be(self, name: str, website: str | None) -> dict[str, str]:
        """Return the partnerships that may be meant without being matched outright, each with what speaks for it.

        What the workspace's aliases call different is left out.
        """
        reasons: dict[str, str] = {}
        if website and (host := host_of(website)):
            reasons |= dict.fromkeys(self._called["partner.website"].get(host, ()), f"{host} is its web site")
        for sound in known_as(name, None):
            for stem in self._sounds.get(sound, ()):
                reasons.setdefault(stem, "the name is the same except for spelling or legal form")
        for near in self._nearly(_compared(name)[:100]):
            reasons.setdefault(self._names[near], "the names are nearly the same")
        for key in ("name", "partner.legal_name"):
            for stem in self.known_by(key, name):
                reasons.setdefault(stem, "that is its name")
        apart = {other for names in self._different if _compared(name) in names for other in names}
        return {stem: why for stem, why in reasons.items() if not apart & self._all_of(stem)}

    def _nearly(self, name: str) -> Sequence[str]:
        """Return the names that are nearly the same; most can't be, because too many of their letters are others."""
        letters = _letters_in(name)
        candidates = [
            other
            for other, theirs in self._letters.items()
            if (letters ^ theirs).bit_count() <= (1 - _NEAR) * (len(name) + len(other))
        ]
        return get_close_matches(name, candidates, n=3, cutoff=_NEAR)

    def _spelled(self, text: str) -> Iterable[str]:
        compared = _compared(text)
        yield compared
        for names in self._same:
            if compared in names:
                yield from sorted(names - {compared})

    def _all_of(self, stem: str) -> set[str]:
        return {name for called in self._called.values() for name, stems in called.items() if stem in stems}


def _called(stem: str, partnership: Partnership) -> Iterable[tuple[str, str]]:
    yield "partnership", stem
    yield "name", partnership.name
    if partnership.partner is not None:
        if partnership.partner.legal_name is not None:
            yield "partner.legal_name", partnership.partner.legal_name
        if partnership.partner.website is not None:
            yield "partner.website", partnership.partner.website


def _compared(text: str) -> str:
    """Return a name or a web address as it is compared: without case, and an address by its host."""
    words = " ".join(folded(text).split())
    return (host_of(words) or words) if " " not in words else words


def _letters_in(text: str) -> int:
    """Return a number whose bits say which letters a text has; a few letters may share a bit."""
    bits = 0
    for letter in set(text):
        bits |= 1 << ord(letter) % 61
    return bits


def described(found: Mapping[str, str]) -> str:
    """Return which partnerships may be meant, and why."""
    return "; ".join(f"it may be `{stem}`: {why}" for stem, why in sorted(found.items()))
