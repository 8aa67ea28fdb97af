"""`partnerkit health`: how healthy is each partnership?"""

from partnerkit.cli.command import Answer, command
from partnerkit.cli.filters import Chosen
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session


@command(filters=True)
def health(session: Session, chosen: Chosen, paths: Paths = None) -> Answer:
    """Judge each partnership's health, and say why.

    The worst of ratings, red flags and targets decides, and is named. Flags that the figures suggest are shown
    beside the ones people entered, and decide nothing.
    """
    portfolio = chosen.narrow(session.collect(paths).portfolio)
    from partnerkit.questions import health as healthy

    report = healthy.health(portfolio, session.today)
    return Answer(report, healthy.document)
