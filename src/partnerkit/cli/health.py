"""`partnerkit health`: how healthy is each partnership?"""

from partnerkit.cli.command import Answer, command
from partnerkit.cli.filters import Chosen
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session


@command(filters=True)
def health(session: Session, chosen: Chosen, paths: Paths = None) -> Answer:
    """Judge each partnership's health, and say why.

    The worst of ratings, red flags and targets decides, and is named. Warning signs in the figures are shown next to
    the flags that people entered, but don't count.
    """
    portfolio = chosen.narrow(session.collect(paths).portfolio)
    from partnerkit.questions import health as healthy

    report = healthy.health(portfolio, session.today)
    return Answer(report, healthy.document)
