"""`partnerkit checklist`: what is done and what is open, phase by phase?"""

from typing import Annotated

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.filters import Chosen
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session


@command(filters=True)
def checklist(
    session: Session,
    chosen: Chosen,
    paths: Paths = None,
    all: Annotated[
        bool, typer.Option("--all", help="Show every phase, not just those of the current stage, and the program.")
    ] = False,
) -> Answer:
    """Show which checklist items are done and which are open.

    The phases are outreach, negotiation, launch, ongoing and exit. Without a partnership, it shows how far along each
    one is, and the open items of the partner program itself.
    """
    portfolio = chosen.narrow(session.collect(paths).portfolio)
    from partnerkit.questions import checklist as lists

    several = len(portfolio.partnerships) != 1
    found = lists.checklist(portfolio, session.today, all_phases=all, with_program=all or several)
    return Answer(found, lists.document)
