"""Write a draft as the Markdown that it is."""

from partnerkit.drafts.drafting import Draft


def render(draft: Draft) -> bytes:
    """Render the whole text, subject line included."""
    return f"{draft.markdown}\n".encode()
