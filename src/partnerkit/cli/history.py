"""`partnerkit history`: what happened in a partnership?"""

from typing import Annotated

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.date_options import day_of, on_option
from partnerkit.cli.options import OnePartnership
from partnerkit.cli.session import Session, authored


@command()
def history(
    session: Session,
    partnership: OnePartnership,
    on: Annotated[str | None, on_option("Show the terms in force on this day, as recorded at --at.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Write out every other change too, however many a commit has.")
    ] = False,
) -> Answer:
    """Show what happened in a partnership, newest first.

    Lists stages, scores, colors, terms, amendments and reviews, each with the commit and the author that recorded it,
    and the terms in force. Other changes of a commit, such as plans and people, are only counted.
    """
    collected, stem = session.collect_one(partnership)
    from partnerkit.changes import history as question
    from partnerkit.facts.case import case_of

    lineage = session.lineage(collected, stem)
    versions = [
        question.PastVersion(
            edition.commit and authored(edition.commit),
            edition.path,
            edition.partnership,
            edition.problem,
            tuple(map(authored, edition.merged)),
        )
        for edition in lineage.editions()
    ]
    case = case_of(collected.portfolio, stem, session.today)
    as_of = session.today if on is None else day_of(on, "--on")
    found = question.history(case, versions, as_of, complete=not lineage.is_shallow, everything=everything)
    return Answer(found, question.document)
