"""How a country spells and sets what templates write; what comes from a file is left as it is."""

import re
from abc import abstractmethod
from collections.abc import Iterable
from typing import Any, Final

from jinja2.ext import Extension
from jinja2.lexer import Token

from partnerkit.drafts.british import british
from partnerkit.drafts.locales import Locale

_BEFORE: Final = re.compile(r" (?=[:;?!»])")
_AFTER: Final = re.compile(r"(?<=«) ")
_NARROW: Final = "\u202f"


def spelling_of(locale: Locale) -> list[type[Extension]]:
    """Return what changes the words of a template on their way into the sandbox; nothing for most."""
    match locale.language:
        case "en" if locale.spelling == "uk":
            return [_British]
        case "fr":
            return [_French]
        case "de" if locale.country in ("CH", "LI"):
            return [_Swiss]
    return []


class _Spelling(Extension):
    """Spells what a template itself writes: expressions and the values of a file are not touched."""

    @abstractmethod
    def spelled(self, text: str) -> str:
        """Return a text as it is to be spelled."""

    def filter_stream(self, stream: Any) -> Iterable[Token]:
        """Yield the tokens of a template."""
        for token in stream:
            yield Token(token.lineno, token.type, self.spelled(token.value)) if token.type == "data" else token


class _British(_Spelling):
    def spelled(self, text: str) -> str:
        return british(text)


class _French(_Spelling):
    """A narrow space at which no line breaks goes before : ; ? ! and inside « »."""

    def spelled(self, text: str) -> str:
        return _AFTER.sub(_NARROW, _BEFORE.sub(_NARROW, text))


class _Swiss(_Spelling):
    """Switzerland and Liechtenstein write ss for ß."""

    def spelled(self, text: str) -> str:
        return text.replace("ß", "ss")
