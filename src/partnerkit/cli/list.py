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
    selection = session.select(paths)
    from partnerkit.cli.asking import ask
    from partnerkit.questions import list as question
    from partnerkit.workspace.deals import load_all_deals

    workspace = selection.workspace
    deals = load_all_deals(selection.workspace_file, workspace, selection.tree)
    lines = ask(session, selection, question.line_of, deals=deals, chosen=chosen).parts.values()
    found = question.list_partnerships(lines, workspace, session.today, sort, descending=reverse)
    return Answer(found, question.document)
