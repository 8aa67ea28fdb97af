"""Write a draft as one HTML page that loads nothing and runs nothing."""

from partnerkit.drafts.drafting import Draft
from partnerkit.render.markup import parser
from partnerkit.resources import template_folder


def render(draft: Draft) -> bytes:
    """Render the whole text as a page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(template_folder() / "documents"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    body = Markup(fragment(draft.markdown))  # noqa: S704  # markdown-it escapes all text, and takes no HTML
    return (
        environment.get_template("draft.html.j2").render(title=draft.title, body=body, language=draft.language).encode()
    )


def fragment(markdown: str) -> str:
    """Turn Markdown into HTML without a page around it."""
    html: str = parser().render(markdown)
    return html
