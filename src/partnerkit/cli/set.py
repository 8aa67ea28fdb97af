"""`partnerkit set`: change values in a partnership file."""

from typing import Annotated

import typer

from partnerkit.cli.command import command
from partnerkit.cli.options import DryRun, OnePartnership
from partnerkit.cli.session import Session


@command(gives=(), options=("config", "color"))
def set(
    session: Session,
    partnership: OnePartnership,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="KEY=VALUE...", help="Keys and their new values.", show_default=False),
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="KEY", help="Remove a key or an item; repeatable.", show_default=False),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Change values in a partnership file, and nothing else.

    Name the item of a list by what identifies it: plan.training.due=2026-05-01, results.2026-03.revenue=23100,
    reviews.2026-04-02.summary="On track", outreach.touches.2026-01-12/cold.note="No answer". KEY+=VALUE adds an item:
    tags+=retail, plan+='{id: demo, title: Joint demo}'. Missing keys are created. If `validate` would reject a value,
    nothing is written.
    """
    from partnerkit.errors import UsageError
    from partnerkit.workspace.editing.address import assignment, edits_for, removal
    from partnerkit.workspace.editing.files import keys_of_the_format

    wanted = [*map(assignment, words or ()), *map(removal, remove or ())]
    if not wanted:
        raise UsageError("there is nothing to change", "name a key and its value: plan.training.due=2026-05-01")
    session.change_one(partnership, lambda data: edits_for(data, wanted, keys_of_the_format), dry_run=dry_run)
