"""`partnerkit reviews`: what was promised, and what became of it?"""

from partnerkit.cli.command import Answer, command
from partnerkit.cli.options import OnePartnership
from partnerkit.cli.session import Session


@command()
def reviews(session: Session, partnership: OnePartnership) -> Answer:
    """Show what each side committed to in reviews, and did.

    Lists commitments kept, late, missed and open by side, reviews that were not recorded, and the dates of the next
    ones. Slips come from the `moved` dates in the file and from earlier due dates in git.
    """
    collected, stem = session.collect_one(partnership)
    from partnerkit.facts.case import case_of
    from partnerkit.questions import reviews as question

    earlier = session.history(collected).get(stem)
    found = question.ledger(case_of(collected.portfolio, stem, session.today, earlier))
    return Answer(found, question.document)
