"""Write a draft as an e-mail that a mail client opens ready to send (RFC 5322)."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from itertools import pairwise

from partnerkit.drafts.domains import ascii_domain
from partnerkit.drafts.drafting import Draft
from partnerkit.drafts.headers import header, mailbox, unstructured
from partnerkit.drafts.page import fragment
from partnerkit.drafts.plain_text import inline, plain
from partnerkit.render.markup import parse
from partnerkit.render.safe import one_line

_BODY = '<body style="font-family: Arial, Helvetica, sans-serif; font-size: 15px; line-height: 1.45">'
"""Mail programs read no style but the one on an element."""


def render(draft: Draft) -> bytes:
    """Make the message: the same bytes for the same draft.

    A recipient whose address is not known is left out, as is a sender: mail clients then ask, or fill in their own.
    """
    body = draft.body if draft.body is not None else draft.markdown
    headers = {
        "Subject": unstructured(subject(draft)),
        "From": ", ".join(_mailboxes([draft.sender] if draft.sender else [])),
        "To": ", ".join(_mailboxes(draft.recipients)),
        "Date": format_datetime(datetime.combine(draft.today, time(9), UTC)),
        "X-Unsent": "1",
    }
    page = f'<!doctype html>\n<html lang="{draft.language}">\n{_BODY}\n{fragment(body)}</body>\n</html>\n'
    content = EmailMessage(policy=SMTP)
    content.set_content(plain(body))
    content.add_alternative(page, subtype="html")
    content.set_boundary(f"=_{hashlib.sha256(body.encode()).hexdigest()[:32]}")
    return b"".join(header(name, value) for name, value in headers.items() if value) + content.as_bytes()


def unwritten(draft: Draft) -> list[str]:
    """Return who gets or sends a message though no header can hold their address: it has to be added by hand."""
    people = [*([draft.sender] if draft.sender else []), *draft.recipients]
    return [f"{name} <{address}>" for name, address in people if _mailbox(name, address) is None]


def _mailboxes(people: Iterable[tuple[str, str]]) -> list[str]:
    return [written for name, address in people if (written := _mailbox(name, address)) is not None]


def _mailbox(name: str, address: str) -> str | None:
    """Write a name and an address as a header holds them, the domain in ASCII; None for one that no header can hold."""
    local, _, domain = address.rpartition("@")
    written = ascii_domain(domain)
    return mailbox(one_line(name), local, written) if written is not None and local else None


def subject(draft: Draft) -> str:
    """The subject line of a draft, in plain text: its own, else its first heading, else what it is."""
    tokens = parse(draft.subject if draft.subject is not None else draft.markdown)
    if draft.subject is not None:
        return one_line(" ".join(inline(token) for token in tokens if token.type == "inline"))
    headings = (after for token, after in pairwise(tokens) if token.type == "heading_open")
    return one_line(next((inline(heading) for heading in headings), draft.title))
