"""`partnerkit dynamics`: how strong are interest, awareness and encouragement on each side?"""

from partnerkit.cli.command import Answer, command
from partnerkit.cli.filters import Chosen
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session


@command(filters=True)
def dynamics(session: Session, chosen: Chosen, paths: Paths = None) -> Answer:
    """Weigh interest, awareness and encouragement on both sides.

    The weakest of the six decides. For a single partnership, it also shows the departments not reached yet, when each
    side was last encouraged, and what to do.
    """
    portfolio = chosen.narrow(session.collect(paths).portfolio)
    from partnerkit.questions import dynamics as three

    report = three.dynamics(portfolio, session.today)
    return Answer(report, three.document)
