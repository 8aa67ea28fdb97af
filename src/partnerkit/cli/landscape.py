"""`partnerkit landscape`: where do partners stand around us, and where is no one?"""

from partnerkit.cli.command import Answer, command
from partnerkit.cli.filters import Chosen
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session


@command(filters=True)
def landscape(session: Session, chosen: Chosen, paths: Paths = None) -> Answer:
    """Map partners up, beside and down the value chain.

    Shows who is upstream, parallel and downstream of us, and what is missing for a list of 20 to 30.
    """
    portfolio = chosen.narrow(session.collect(paths).portfolio)
    from partnerkit.questions import landscape as around

    found = around.landscape(portfolio)
    return Answer(found, around.document)
