"""`partnerkit why`: why are we partnered?"""

from partnerkit.cli.options import OnePartnership, question
from partnerkit.cli.session import Session


@question
def why(session: Session, partnership: OnePartnership) -> int:
    """Answer in one paragraph why we are partnered, with the facts behind it."""
    collected, stem = session.collect_one(partnership)
    from partnerkit.questions import why as reason

    portfolio = collected.portfolio
    found = reason.why(stem, portfolio.partnerships[stem], portfolio.workspace, session.today)
    session.answer("why", found, lambda: reason.document(found))
    return session.status
