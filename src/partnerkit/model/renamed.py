"""What keys and words were called in earlier drafts of the format."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

RENAMED: Final[Mapping[object, str]] = MappingProxyType(
    {
        "licence": "license",
        "most_favoured": "most_favored",
        "optimised": "optimized",
        "commitments-honoured": "commitments-honored",
        "tier_rule": "method",
    }
)
"""The old spelling of each key and item, and the new one."""

_WORDS: Final[Mapping[object, str]] = MappingProxyType({"all": "retroactive", "part": "marginal"})
"""What the values of `tier_rule` are called as values of `method`."""


def renamed(old: str, value: object) -> tuple[str, str]:
    """Return what to say about an old spelling, and what to write instead."""
    new = RENAMED[old]
    word = _WORDS.get(value) if type(value) is str and old == "tier_rule" else None
    return f"`{old}` is now `{new}`", f"write `{new}: {word}`" if word else f"write `{new}`"


_TEXT_OF: Final[Mapping[object, str]] = MappingProxyType({"base": "of"})
"""Keys that held text before they became a choice, and the key that holds the text now."""


def text_belongs(key: object, choices: Sequence[str]) -> str:
    """Return where a text belongs that is under a key which is a choice now; nothing for other keys."""
    return f"write the text under `{_TEXT_OF[key]}`, and here one of {', '.join(choices)}" if key in _TEXT_OF else ""
