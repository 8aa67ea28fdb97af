"""From the bytes of a letter to its text: plain text, Markdown, or a message as a mail client saves it."""

from typing import TYPE_CHECKING, Final

from partnerkit.errors import InvalidFilesError

if TYPE_CHECKING:
    from email.message import Message

LONGEST: Final = 20 * 1024 * 1024
"""Bytes that a letter may have, with all that is attached to it."""

_MOST_PARTS: Final = 50
_LONGEST_HEADER: Final = 1_000
_SAVE_TEXT: Final = "save the text of the message and check that"


def letter_text(path: str, content: bytes) -> str:
    """Return the text of a letter; of a message (`.eml`), its plain part.

    Raises `InvalidFilesError` where there is no text in it.
    """
    if path.lower().endswith(".eml"):
        return _plain_part(path, content)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise InvalidFilesError(f"{path} is not UTF-8 text", "save it as text in UTF-8") from None


def _plain_part(path: str, content: bytes) -> str:
    from email import message_from_bytes

    if content.lower().count(b"multipart/") > _MOST_PARTS:
        raise InvalidFilesError(f"{path} has more than {_MOST_PARTS} nested parts", _SAVE_TEXT)
    try:
        # The older policy takes no header apart that isn't asked for: what a stranger writes there may take hours.
        text = next(filter(None, map(_plain_text, message_from_bytes(content).walk())), None)
    except (LookupError, ValueError):
        raise InvalidFilesError(f"{path} has text in an unknown encoding", "save it as text in UTF-8") from None
    except Exception:  # whatever the parser comes to with what is no message, the file is at fault
        text = None
    if text is None:
        raise InvalidFilesError(f"{path} has no plain text", _SAVE_TEXT)
    return text.replace("\r\n", "\n")


def _plain_text(part: "Message") -> str | None:
    """Return the text of a part that is the plain text of a letter; None for any other."""
    kind, disposition = str(part.get("Content-Type", "text/plain")), str(part.get("Content-Disposition", ""))
    if len(kind) > _LONGEST_HEADER or part.get_content_type() != "text/plain" or part.is_multipart():
        return None
    if disposition.strip().lower().startswith("attachment"):
        return None
    content = part.get_payload(decode=True)
    return content.decode(part.get_content_charset("utf-8")) if isinstance(content, bytes) else None
