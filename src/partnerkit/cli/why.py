"""`partnerkit why`: why are we partnered?"""

from partnerkit.cli.options import OnePartnership, question
from partnerkit.cli.session import Session


@question
def why(session: Session, partnership: OnePartnership) -> int:
    """Answer in one paragraph why we are partnered, with the facts behind it."""
    collected, stem = session.collect_one(partnership)
    from partnerkit.facts.case import case_of
    from partnerkit.questions import why as reason

    found = reason.why(case_of(collected.portfolio, stem, session.today))
    session.answer("why", found, lambda: reason.document(found))
    return session.status
