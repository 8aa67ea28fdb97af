"""`partnerkit tiers`: which tier does each partner have, and which one has it earned?"""

import os
from typing import TYPE_CHECKING

from partnerkit.cli.command import Answer, command
from partnerkit.cli.filters import Chosen
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session

if TYPE_CHECKING:
    from partnerkit.model.program import Program


@command(filters=True)
def tiers(session: Session, chosen: Chosen, paths: Paths = None) -> Answer:
    """Compare each partner with the tiers of your program.

    Shows the current tier, the tier earned, and what the next one requires and pays. With `--config OTHER.yaml`, shows
    who would move under the `program` of that file and how fees would change; everything else still comes from the
    workspace.
    """
    policy, name = _other_policy(session, paths or [])
    portfolio = chosen.narrow(session.collect(paths).portfolio)
    from partnerkit.questions import tiers as standing

    found = standing.tiers(portfolio, session.today, policy, name)
    return Answer(found, standing.document)


def _other_policy(session: Session, paths: list[str]) -> "tuple[Program | None, str]":
    """Read the program of the file that --config names, where the paths have another workspace file of their own."""
    if session.config is None:
        return None, ""
    from partnerkit.workspace.paths import own_workspace_file

    own = own_workspace_file(paths, session.tree(paths))
    if own is None or os.path.realpath(own) == os.path.realpath(session.config):
        return None, ""
    other = session.config
    policy = session.workspace_of(".").program
    session.config = own
    return policy, other
