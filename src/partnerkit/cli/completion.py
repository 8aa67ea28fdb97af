"""What a shell completes: partnerships, kinds of drafts, stages, types, tags and people."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias

import typer

if TYPE_CHECKING:
    from partnerkit.model.portfolio import Portfolio

Completer: TypeAlias = "Callable[[str], list[str]]"


def partnerships(incomplete: str) -> list[str]:
    """Complete the name of a partnership."""
    from partnerkit.workspace.paths import find_named, stem_of
    from partnerkit.workspace.portfolio import select

    return _offered(incomplete, lambda: map(stem_of, select(find_named(())).files))


def drafts(context: typer.Context, incomplete: str) -> list[str]:
    """Complete the kind of a draft, and after it the name of a partnership."""
    from partnerkit.workspace.paths import workspace_file_around
    from partnerkit.workspace.templates import load_library

    kinds = _offered("", lambda: load_library(workspace_file_around(".")).kinds)
    if any(word in kinds for word in context.params.get("words") or ()):
        return partnerships(incomplete)
    return [kind for kind in kinds if kind.startswith(incomplete)]


def languages(incomplete: str) -> list[str]:
    """Complete a language that there are templates in."""
    return _offered(incomplete, _languages)


def locales(incomplete: str) -> list[str]:
    """Complete a language that there are templates in, with a country that has it."""

    def known() -> list[str]:
        try:
            from babel import localedata
        except ImportError:
            return []
        names = [name.split("_") for name in localedata.locale_identifiers()]
        codes = set(_languages())
        return sorted("-".join(parts) for parts in names if len(parts) == _PARTS and parts[0] in codes)

    return _offered(incomplete, known)


_PARTS = 2
"""Of a locale: its language and its country."""


def _languages() -> Iterable[str]:
    from partnerkit.workspace.paths import workspace_file_around
    from partnerkit.workspace.templates import load_library

    library = load_library(workspace_file_around("."))
    return sorted({language for kind in library.kinds for language in library.languages(kind)})


def choices(enumeration: str) -> Completer:
    """Return what completes a choice of the format, named as in `model.choices`."""

    def complete(incomplete: str) -> list[str]:
        from partnerkit.model import choices

        return _offered(incomplete, lambda: choices.choices_of(getattr(choices, enumeration)))

    return complete


def tags(incomplete: str) -> list[str]:
    """Complete a tag that a partnership has."""
    return _offered(incomplete, lambda: {tag for each in _portfolio().partnerships.values() for tag in each.tags})


def people(incomplete: str) -> list[str]:
    """Complete the short name of a person of the workspace or of a partnership."""

    def names() -> set[str]:
        portfolio = _portfolio()
        return set(portfolio.workspace.people).union(*(each.people for each in portfolio.partnerships.values()))

    return _offered(incomplete, names)


def _portfolio() -> "Portfolio":
    from partnerkit.workspace.paths import find_named
    from partnerkit.workspace.portfolio import collect, select

    return collect(select(find_named(()))).portfolio


def _offered(incomplete: str, words: Callable[[], Iterable[str]]) -> list[str]:
    """Return the words that complete another one; a shell may take what is not a plain word for a command."""
    from partnerkit.errors import PartnerkitError

    try:
        known = sorted(words())
    except PartnerkitError:
        return []
    return [word for word in known if word.startswith(incomplete) and re.fullmatch(r"\w[\w.-]*", word)]
