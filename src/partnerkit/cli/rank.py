"""`partnerkit rank`: who to pursue first?"""

from typing import Annotated

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.filters import Chosen
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session


@command(filters=True)
def rank(
    session: Session,
    chosen: Chosen,
    paths: Paths = None,
    sensitivity: Annotated[
        bool, typer.Option("--sensitivity", help="Show which places change if a weight is 20% higher or lower.")
    ] = False,
) -> Answer:
    """Rank partners by fit and fill the slots of each band.

    The top 5 come first, then the next 10. A partner with missing ratings never ranks above a fully rated one that it
    only might beat. Places and slots count all files read.
    """
    portfolio = session.collect(paths).portfolio
    shown = chosen.narrow(portfolio)
    from partnerkit.questions import rank as ranking

    ranked = ranking.rank(portfolio, session.today, shown, weigh=sensitivity)
    return Answer(ranked, ranking.document)
