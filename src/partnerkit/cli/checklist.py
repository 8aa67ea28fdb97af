"""`partnerkit checklist`: what is done and what is open, phase by phase?"""

from typing import Annotated

import typer

from partnerkit.cli.filters import Chosen, filtered
from partnerkit.cli.options import Paths, question
from partnerkit.cli.session import Session


@question
@filtered
def checklist(
    session: Session,
    chosen: Chosen,
    paths: Paths = None,
    all: Annotated[
        bool, typer.Option("--all", help="Every phase, not only those that matter at the stage; the programme too.")
    ] = False,
) -> int:
    """Tell what is done and open: before reaching out, negotiation, launch, ongoing, exit.

    Without a partnership, how far each one is, and what the partner programme itself runs on.
    """
    portfolio = chosen.narrow(session.collect(paths).portfolio)
    from partnerkit.questions import checklist as lists

    several = len(portfolio.partnerships) != 1
    found = lists.checklist(portfolio, session.today, all_phases=all, with_program=all or several)
    session.answer("checklist", found, lambda: lists.document(found))
    return session.status
