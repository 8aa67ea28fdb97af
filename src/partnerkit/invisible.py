"""The characters that nobody sees."""

from typing import Final

UNSEEN_IN_SCHEMA: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
)
"""Zero-width, bidirectional and blank characters, and code points that are none, as the inside of a pattern's class.

Those that every tool for JSON Schema can read: some know no characters beyond the first 65,536.
"""

INVISIBLE: Final = f"{UNSEEN_IN_SCHEMA}\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
"""All of them."""
