"""Write a draft as an e-mail that a mail client opens ready to send (RFC 5322)."""

import hashlib
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from partnerkit.drafts.drafting import Draft
from partnerkit.drafts.markup import parse
from partnerkit.drafts.page import fragment
from partnerkit.drafts.plain_text import inline, render


def message(draft: Draft, today: date) -> bytes:
    """Make the message: the same bytes for the same draft.

    A recipient whose address is not known is left out, as is a sender: mail clients then ask, or fill in their own.
    """
    mail = EmailMessage(policy=SMTP)
    body = draft.body if draft.body is not None else draft.markdown
    mail["Subject"] = subject(draft)
    if draft.sender is not None:
        mail["From"] = formataddr(draft.sender)
    if draft.recipients:
        mail["To"] = ", ".join(formataddr(recipient) for recipient in draft.recipients)
    mail["Date"] = format_datetime(datetime.combine(today, time(9), UTC))
    mail["X-Unsent"] = "1"
    mail.set_content(render(body))
    mail.add_alternative(f"<!doctype html>\n<html>\n<body>\n{fragment(body)}</body>\n</html>\n", subtype="html")
    mail.set_boundary(f"=_{hashlib.sha256(body.encode()).hexdigest()[:32]}")
    return mail.as_bytes()


def subject(draft: Draft) -> str:
    """The subject line of a draft, in plain text: its own, or what it is."""
    if draft.subject is None:
        return draft.title
    tokens = [token for token in parse(draft.subject) if token.type == "inline"]
    return " ".join(inline(token) for token in tokens)
