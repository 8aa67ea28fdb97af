"""`partnerkit explain`: what does a finding code mean?"""

from typing import TYPE_CHECKING, Annotated

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError

if TYPE_CHECKING:
    from partnerkit.findings.manual import Manual


@command(options=("output", "force", "today", "config", "color"))
def explain(
    _session: Session,
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE]",
            help="A code (PK002) or a name (not-a-rating); without one, all are listed.",
            show_default=False,
        ),
    ] = None,
) -> Answer:
    """Explain a finding: what, why it hurts, and the fix."""
    from partnerkit.findings import catalogue
    from partnerkit.questions import explain as question
    from partnerkit.rules import catalogue as rules

    manuals = (*catalogue.MANUALS, *rules.MANUALS)
    found = question.explain(manuals if code is None else [_manual(code, manuals)])
    return Answer(found, question.document)


def _manual(word: str, manuals: "tuple[Manual, ...]") -> "Manual":
    by_word = {key: manual for manual in manuals for key in (manual.code.lower(), manual.name)}
    manual = by_word.get(word.lower())
    if manual is None:
        from partnerkit.findings.manual import meant

        help = meant(word, manuals) or "`partnerkit explain` lists them all"
        raise UsageError(f"there is no finding called `{word}`", help)
    return manual
