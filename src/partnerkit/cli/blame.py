"""`partnerkit blame`: since when is it so, and who recorded it?"""

from typing import Annotated

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.options import OnePartnership
from partnerkit.cli.session import Session, authored


@command()
def blame(
    session: Session,
    partnership: OnePartnership,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[BUCKET|KEY]",
            help="A bucket (enable), or a key (stage, agreement.term, plan.due).",
            show_default="the stage and the color of each bucket",
        ),
    ] = None,
) -> Answer:
    """Show since when a value has been what it is.

    Lists, for each value, the date, the author and the commit that recorded it, and for a color the evidence.
    """
    collected, stem = session.collect_one(partnership)
    from partnerkit.changes import blame as question
    from partnerkit.changes.leaves import Trail
    from partnerkit.facts.case import case_of

    case = case_of(collected.portfolio, stem, session.today)
    chosen, paths = question.asked_for(case, what)
    lineage = session.lineage(collected, stem)
    origins = lineage.origins(paths, Trail().before)
    recorded = {path: commit and authored(commit) for path, commit in origins.items()}
    return Answer(question.blame(case, chosen, recorded, complete=not lineage.is_shallow), question.document)
