"""Which language is a text in? By its little words, which no text of some length can do without."""

import re
from typing import Final

_WORDS: Final = {
    "en": "and are as at be can could for have if in is it of on our that the this to we will with would you your",
    "de": "auf das dem den der die ein eine einen guten haben ich ihnen ihre ihrer im ist mit nicht sie und uns wir zu",
    "fr": "au avec bonjour dans des du en est et je le les nous notre pas pour que qui sur un une vos votre vous",
    "es": "al buenos con del el en es hola las los más nos nuestro para por que se su sus un una usted y",
    "it": "alla buongiorno che con del della di gli il le lei lo nel noi non per sono suo un una vi vostra è",
    "pt": "bom com da do dos e em mais na no nosso não nós olá os para que seu sua um uma você é",
    "nl": "aan beste bij dat de deze een en hebben het ik is met naar niet ons op te uw van voor wij zijn",
}
NAMES: Final = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
}
"""The languages that are told apart."""

_FEWEST: Final = 3
_MANY: Final = 20
_LONGEST: Final = 20_000
_LITTLE: Final = {code: frozenset(words.split()) for code, words in _WORDS.items()}


def other_than(language: str, text: str) -> str | None:
    """Return the language that a text is in instead of one; None if it may be in that, as every short text may.

    Empty is a language that is not told apart from the rest: of many words, hardly any is a little one of `language`.
    """
    if language not in _LITTLE:
        return None
    words = frozenset(re.findall(r"[^\W\d_]+", text[:_LONGEST].lower()))
    hits = {code: len(words & little) for code, little in _LITTLE.items()}
    best = max(hits, key=lambda code: (hits[code], code == language))
    if hits[best] >= _FEWEST and hits[best] > 2 * hits[language]:
        return best
    return "" if len(words) >= _MANY and hits[language] < 2 else None
