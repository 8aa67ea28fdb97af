"""From the bytes of a letter to its text: plain text, Markdown, or a message as a mail client saves it."""

from partnerkit.errors import InvalidFilesError


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
    from email.message import EmailMessage
    from email.policy import default

    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    try:
        body = message.get_body(("plain",))
    except AttributeError:  # of parts that are none, though the message calls them so
        body = None
    if body is None:
        raise InvalidFilesError(f"{path} holds no plain text", "save the text of the message and check that")
    try:
        text: str = body.get_content()
    except (LookupError, ValueError, KeyError):
        raise InvalidFilesError(f"{path} holds text in an unknown encoding", "save it as text in UTF-8") from None
    return text.replace("\r\n", "\n")
