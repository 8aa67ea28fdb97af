"""`partnerkit list`: which partnerships are there, and what is the status of each?"""

from typing import Annotated, Literal

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.filters import Chosen
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session


@command(filters=True)
def list(
    session: Session,
    chosen: Chosen,
    paths: Paths = None,
    sort: Annotated[
        Literal["name", "type", "stage", "priority", "tier", "since", "fit", "overall", "heat", "health", "late"],
        typer.Option("--sort", help="Sort the rows; missing values come last."),
    ] = "name",
    reverse: Annotated[bool, typer.Option("--reverse", help="Reverse the order.")] = False,
) -> Answer:
    """List all partnerships in one table."""
    portfolio = chosen.narrow(session.with_deals(session.collect(paths)).portfolio)
    from partnerkit.questions import list as lines

    found = lines.list_partnerships(portfolio, session.today, sort, descending=reverse)
    return Answer(found, lines.document)
