"""The characters that nobody sees."""

from typing import Final

UNSEEN: Final = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
"""Zero-width and bidirectional characters, as the inside of a regular expression's class."""
