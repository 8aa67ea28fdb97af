"""`partnerkit raci`: who owns what, and where does no one?"""

from partnerkit.cli.command import Answer, command
from partnerkit.cli.filters import Chosen
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session


@command(filters=True)
def raci(session: Session, chosen: Chosen, paths: Paths = None) -> Answer:
    """Show who owns what, and what has no owner.

    Lists who is responsible, accountable, consulted and informed for each bucket and box, critical buckets first. What
    each person is accountable for is counted across all files read.
    """
    collected = session.collect(paths)
    shown = chosen.narrow(collected.portfolio)
    from partnerkit.questions import raci as owners

    found = owners.raci(collected.portfolio, shown, whole=not paths and len(collected.paths) == collected.files)
    return Answer(found, owners.document)
