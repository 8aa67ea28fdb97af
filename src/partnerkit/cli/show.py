"""`partnerkit show`: what is there to know about one partnership, all round?"""

from partnerkit.cli.options import OnePartnership, question
from partnerkit.cli.session import Session


@question
def show(session: Session, partnership: OnePartnership) -> int:
    """Show one partnership all round: who and why, stage, fit, colours, health, owners, dates, targets and terms."""
    collected, stem = session.collect_one(partnership)
    from partnerkit.cli.locate import placed
    from partnerkit.questions import show as page
    from partnerkit.rules.lint import lint
    from partnerkit.rules.selection import choose

    findings = [finding for finding in collected.findings if finding.path == collected.paths[stem]]
    mistakes = lint(collected.portfolio, session.today, choose(collected.portfolio.workspace.lint))
    findings += [finding for one, finding in placed(mistakes, collected) if one.partnership == stem and not one.reason]
    found = page.show(collected.portfolio, stem, session.today, findings)
    session.answer("show", found, lambda: page.document(found))
    return session.status
