"""`partnerkit why`: why are we partnered?"""

from partnerkit.cli.command import Answer, command
from partnerkit.cli.options import OnePartnership
from partnerkit.cli.session import Session


@command()
def why(session: Session, partnership: OnePartnership) -> Answer:
    """Explain in a paragraph why we are partnered.

    The facts behind it follow.
    """
    collected, stem = session.collect_one(partnership)
    from partnerkit.facts.case import case_of
    from partnerkit.questions import why as reason

    found = reason.why(case_of(collected.portfolio, stem, session.today))
    return Answer(found, reason.document)
