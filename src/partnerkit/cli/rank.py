"""`partnerkit rank`: whom to pursue first?"""

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
        bool, typer.Option("--sensitivity", help="Move each weight by 20% both ways: which places hold, which swap?")
    ] = False,
) -> Answer:
    """Rank partners by fit and fill the bands' slots in order: the top 5, then the next 10.

    One with missing ratings never stands above a complete one that it only might beat. Places and slots are
    counted over all files that were read.
    """
    portfolio = session.collect(paths).portfolio
    shown = chosen.narrow(portfolio)
    from partnerkit.questions import rank as ranking

    ranked = ranking.rank(portfolio, session.today, shown, weigh=sensitivity)
    return Answer(ranked, ranking.document)
