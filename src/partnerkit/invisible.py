"""The characters that no one sees, and where they are spelling all the same."""

import re
from typing import Final

_JOINED: Final = (
    "\u0620-\u065f\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0710-\u074f\u0750-\u077f\u07ca-\u07ea"
    "\u0840-\u0858\u08a0-\u08ff\u1807\u1820-\u18aa"
)
"""Letters that are written joined: Arabic, Syriac, N'Ko, Mandaic and Mongolian."""

JOINER_AFTER: Final = f"{_JOINED}\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2"
"""What U+200C and U+200D may follow, as the inside of a class: a joined letter, or the sign that takes a vowel away."""

JOINER_BEFORE: Final = f"{_JOINED}\u0900-\u0dff\u1000-\u109f\u1780-\u17ff"
"""What they may precede (UAX 31; IDNA 2008 calls the rule CONTEXTJ)."""

JOINERS: Final = f"(?<=[{JOINER_AFTER}])[\u200c\u200d](?=[{JOINER_BEFORE}])"
"""A joiner that is spelling."""

_EMOJI: Final = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"

SPELLING: Final = (
    f"{JOINERS}|\u00ad"
    f"|(?<=[#*0-9{_EMOJI}])[\ufe0e\ufe0f]"
    f"|(?<=[{_EMOJI}\ufe0f])\u200d(?=[{_EMOJI}])"
    "|(?<=\U0001f3f4)[\U000e0020-\U000e007e]{1,16}\U000e007f"
)
"""Where an invisible character is spelling: joiners, soft hyphens, and what makes one emoji of several."""

UNSEEN_IN_SCHEMA: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
)
"""Zero-width, bidirectional and blank characters, and code points that are none, as the inside of a pattern's class.

Those that every tool for JSON Schema can read: some know no characters beyond the first 65,536.
"""

INVISIBLE: Final = f"{UNSEEN_IN_SCHEMA}\u200c\u200d\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
"""All of them."""

UNREADABLE_IN_JSON: Final = f"[\x7f-\x9f\u2028\u2029\ud800-\udfff{INVISIBLE}]"
"""What JSON may hold as it is, and no reader sees."""


def readable_json(text: str) -> str:
    """Write what a reader cannot see as JSON escapes it, in a text that is JSON."""
    if text.isascii() and "\x7f" not in text:
        return text
    import json

    return re.sub(UNREADABLE_IN_JSON, lambda match: json.dumps(match.group())[1:-1], text)
