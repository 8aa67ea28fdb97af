"""British spelling for the words that templates write; what comes from a file is left as it is."""

import re
from typing import Final

_WORDS: Final = {
    "acknowledgment": "acknowledgement",
    "behavior": "behaviour",
    "canceled": "cancelled",
    "canceling": "cancelling",
    "catalog": "catalogue",
    "center": "centre",
    "color": "colour",
    "colors": "colours",
    "defense": "defence",
    "favor": "favour",
    "favorable": "favourable",
    "favored": "favoured",
    "fulfill": "fulfil",
    "fulfillment": "fulfilment",
    "gray": "grey",
    "honor": "honour",
    "honored": "honoured",
    "honoring": "honouring",
    "installment": "instalment",
    "installments": "instalments",
    "judgment": "judgement",
    "labor": "labour",
    "learned": "learnt",
    "license": "licence",
    "licenses": "licences",
    "program": "programme",
    "programs": "programmes",
    "toward": "towards",
    "willful": "wilful",
}
_STEMS: Final = (
    "apolog author categor character custom emphas final formal general initial item maxim minim neutral optim organ "
    "priorit real recogn special standard summar util"
)
_WORD: Final = re.compile(rf"\b({'|'.join(_WORDS)})\b", re.IGNORECASE)
_IZE: Final = re.compile(
    rf"\b((?:un|re|dis)?(?:{'|'.join(_STEMS.split())}))iz(e|es|ed|er|ers|ing|ation|ations)\b", re.IGNORECASE
)


def british(text: str) -> str:
    """Return a text with its American spellings made British; capitals stay where they are."""
    return _IZE.sub(r"\1is\2", _WORD.sub(lambda word: _as_in(word.group(), _WORDS[word.group().lower()]), text))


def _as_in(word: str, other: str) -> str:
    if word.isupper():
        return other.upper()
    return other.capitalize() if word[:1].isupper() else other
