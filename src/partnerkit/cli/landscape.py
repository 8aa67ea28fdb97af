"""`partnerkit landscape`: where do partners stand around us, and where is nobody?"""

from partnerkit.cli.filters import Chosen, filtered
from partnerkit.cli.options import Paths, question
from partnerkit.cli.session import Session


@question
@filtered
def landscape(session: Session, chosen: Chosen, paths: Paths = None) -> int:
    """Place partners upstream, parallel and downstream of us, and say what is missing for a list of 20 to 30."""
    portfolio = chosen.narrow(session.collect(paths).portfolio)
    from partnerkit.questions import landscape as around

    found = around.landscape(portfolio)
    session.answer("landscape", found, lambda: around.document(found))
    return session.status
