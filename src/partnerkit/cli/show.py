"""`partnerkit show`: what is there to know about one partnership, all round?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.options import OnePartnership
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError

if TYPE_CHECKING:
    from partnerkit.questions.show.sections import SectionOfPage


@command()
def show(
    session: Session,
    partnership: OnePartnership,
    section: Annotated[
        list[str] | None,
        typer.Option(
            "--section", metavar="NAME", help="Only this section, such as terms or due; repeatable.", show_default=False
        ),
    ] = None,
) -> Answer:
    """Show one partnership on a page, section by section.

    Everything at a glance comes first; then who and why, stage, terms, fit, heat map, health, dynamics, targets,
    registrations, owners, dates and findings.
    """
    sections = _sections(section or ())
    read, stem = session.collect_one(partnership)
    collected = session.with_deals(read)
    from partnerkit.cli.sources import FilesOfWorkspace
    from partnerkit.findings.catalogue import named
    from partnerkit.questions import show as question
    from partnerkit.questions.show.page import document
    from partnerkit.questions.show.sections import sections_of
    from partnerkit.rules.lint import lint_read
    from partnerkit.rules.selection import choose
    from partnerkit.workspace.deals import deals_file

    portfolio = collected.portfolio
    sources = FilesOfWorkspace(collected.workspace_file, collected.tree)
    report = lint_read(portfolio, collected.paths, session.today, choose(portfolio.workspace.lint), sources)
    findings = [*named(collected.findings), *report.findings]
    files = (collected.paths[stem], deals_file(collected.workspace_file, stem))
    of_file = [finding for finding in findings if finding.path in files]
    found = question.show(portfolio, stem, session.today, of_file)
    return Answer(sections_of(found, sections) if sections else found, document)


def _sections(words: Sequence[str]) -> "tuple[SectionOfPage, ...]":
    """Return the sections that words name."""
    from partnerkit.phrasing import did_you_mean
    from partnerkit.questions.show.sections import SECTIONS

    for word in words:
        if word not in SECTIONS:
            raise UsageError(
                f"`{word}` is not a section", did_you_mean(word, SECTIONS) or f"they are {', '.join(SECTIONS)}"
            )
    return tuple(section for section in SECTIONS if section in words)
