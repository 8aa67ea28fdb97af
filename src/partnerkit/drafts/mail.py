"""Write a draft as an e-mail that a mail client opens ready to send (RFC 5322)."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, time
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from itertools import pairwise

from partnerkit.drafts.drafting import Draft
from partnerkit.drafts.markup import parse
from partnerkit.drafts.page import fragment
from partnerkit.drafts.plain_text import inline, plain
from partnerkit.render.safe import one_line


def render(draft: Draft) -> bytes:
    """Make the message: the same bytes for the same draft.

    A recipient whose address is not known is left out, as is a sender: mail clients then ask, or fill in their own.
    """
    mail = EmailMessage(policy=SMTP)
    body = draft.body if draft.body is not None else draft.markdown
    mail["Subject"] = subject(draft)
    if sender := _addresses([draft.sender] if draft.sender else []):
        mail["From"] = sender
    if recipients := _addresses(draft.recipients):
        mail["To"] = recipients
    mail["Date"] = format_datetime(datetime.combine(draft.today, time(9), UTC))
    mail["X-Unsent"] = "1"
    mail.set_content(plain(body))
    mail.add_alternative(f"<!doctype html>\n<html>\n<body>\n{fragment(body)}</body>\n</html>\n", subtype="html")
    mail.set_boundary(f"=_{hashlib.sha256(body.encode()).hexdigest()[:32]}")
    return mail.as_bytes()


def _addresses(people: Iterable[tuple[str, str]]) -> list[Address]:
    """Write names and addresses as a header holds them, the domain in ASCII; one that cannot be sent to is left out."""
    addresses = []
    for name, address in people:
        local, _, domain = address.rpartition("@")
        try:
            local.encode("ascii")
            addresses.append(Address(one_line(name), local, domain.encode("idna").decode()))
        except (ValueError, HeaderParseError, IndexError):
            continue
    return addresses


def subject(draft: Draft) -> str:
    """The subject line of a draft, in plain text: its own, else its first heading, else what it is."""
    tokens = parse(draft.subject if draft.subject is not None else draft.markdown)
    if draft.subject is not None:
        return one_line(" ".join(inline(token) for token in tokens if token.type == "inline"))
    headings = (after for token, after in pairwise(tokens) if token.type == "heading_open")
    return one_line(next((inline(heading) for heading in headings), draft.title))
