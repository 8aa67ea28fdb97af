"""`partnerkit show`: what is there to know about one partnership, all round?"""

from partnerkit.cli.command import Answer, command
from partnerkit.cli.options import OnePartnership
from partnerkit.cli.session import Session


@command()
def show(session: Session, partnership: OnePartnership) -> Answer:
    """Show one partnership all round: who and why, stage, fit, colours, health, owners, dates, targets and terms."""
    collected, stem = session.collect_one(partnership)
    from partnerkit.cli.sources import sources_of
    from partnerkit.findings.catalogue import named
    from partnerkit.questions import show as page
    from partnerkit.rules.lint import lint
    from partnerkit.rules.selection import choose

    portfolio = collected.portfolio
    report = lint(portfolio, session.today, choose(portfolio.workspace.lint), sources_of(collected))
    findings = [*named(collected.findings), *report.findings]
    of_file = [finding for finding in findings if finding.path == collected.paths[stem]]
    found = page.show(portfolio, stem, session.today, of_file)
    return Answer(found, page.document)
