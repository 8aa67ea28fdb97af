"""`partnerkit resolve`: settle a merge that git could not."""

from typing import Annotated

import typer

from partnerkit.cli import completion
from partnerkit.cli.command import command
from partnerkit.cli.options import DryRun
from partnerkit.cli.session import Session


@command(gives=(), options=("config", "color"))
def resolve(
    session: Session,
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="A file with a git conflict.", autocompletion=completion.partnerships),
    ],
    dry_run: DryRun = False,
) -> None:
    """Merge a partnership file that git couldn't.

    Reads the three versions that git keeps of the file, and merges them by what identifies items. It keeps what both
    sides added, with comments, and what one side changed or removed. Only values that both sides changed in different
    ways are left between conflict markers; they are listed, and the exit status is 1. Nothing is staged: check the
    file, then git add it.
    """
    selection, path = session.select_one(file)
    from partnerkit.cli.report import hint, tell
    from partnerkit.phrasing import plural
    from partnerkit.render.patch import patch
    from partnerkit.workspace.editing.resolving import resolve_file

    resolved = resolve_file(path, selection.known, write=not dry_run)
    if dry_run:
        session.out.write(patch(path, resolved.before, resolved.after))
    for line in resolved.conflicts:
        tell(f"{path}: {line}")
    session.refuse(resolved.findings)
    if resolved.conflicts:
        session.status = 1
        tell(f"{plural(len(resolved.conflicts), 'value')} in conflict; the rest of {path} is merged.")
        hint("keep one side of each conflict, then git add the file")
    elif not resolved.findings:
        tell(f"{path} is merged; check it, then git add it.")
