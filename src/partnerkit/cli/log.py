"""`partnerkit log`: record what happened in a partnership file."""

from typing import Annotated, Literal

import typer

from partnerkit.cli.command import command
from partnerkit.cli.options import DryRun, OnePartnership
from partnerkit.cli.session import Session


@command(gives=(), options=("today", "config", "color"))
def log(
    session: Session,
    partnership: OnePartnership,
    kind: Annotated[
        Literal["touch", "health", "review", "result", "commitment", "done"],
        typer.Argument(metavar="touch|health|review|result|commitment|done", help="What happened.", show_default=False),
    ],
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORD] [KEY=VALUE]...", help="The details.", show_default=False),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Record what happened in a partnership file.

    WORD is the kind of touch or review, the month of the results, or the id of the commitment or plan item:

    log acme touch nudge by=dana note="No answer yet"

    log acme health ratings.trust=4 'flags=[poor-communication]'

    log acme review monthly summary="Connector on track"

    log acme result 2026-04 revenue=18400 referrals=6

    log acme commitment plan-dates what="Dates for their half" owner=jo due=2026-04-30

    log acme done training

    The date is today unless you give date=YYYY-MM-DD. A commitment belongs to the latest review, or to the one on
    review=YYYY-MM-DD. Results are added to the month's row if there is one.
    """
    from partnerkit.workspace.editing.address import assignment
    from partnerkit.workspace.editing.entries import logged

    bare = [word for word in words or () if "=" not in word]
    given = [assignment(word) for word in words or () if "=" in word]
    session.change_one(partnership, lambda data: logged(kind, bare, given, session.today, data), dry_run=dry_run)
