"""`partnerkit reviews`: what was promised, and what became of it?"""

from partnerkit.cli.choosing import One, the_one
from partnerkit.cli.options import question
from partnerkit.cli.session import Session


@question
def reviews(session: Session, partnership: One) -> int:
    """Show the ledger of a partnership's reviews: promises kept, late, broken and open by side.

    Also which reviews were missed and when the next ones are. Slips are the `moved` dates of the file and the
    earlier due dates that git remembers.
    """
    stem, path, model, selection = the_one(session, partnership)
    from partnerkit.questions import reviews as question
    from partnerkit.store.history import earlier_due_dates

    earlier = earlier_due_dates({stem: path}).get(stem)
    found = question.ledger(stem, model, selection.workspace, session.today, earlier)
    session.answer("reviews", found, lambda: question.document(found, session.today))
    return session.status
