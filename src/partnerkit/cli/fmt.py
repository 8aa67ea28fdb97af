"""`partnerkit fmt`: one order for all partnership files."""

from typing import Annotated

import typer

from partnerkit.cli.command import command
from partnerkit.cli.options import DryRun, Paths
from partnerkit.cli.session import Session


@command(gives=(), options=("config", "color"))
def fmt(
    session: Session,
    paths: Paths = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing, and exit with 1 if a file is not in order.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Put partnership files into a standard order.

    The data stays the same. Keys follow the order of the format. Lists are sorted by what identifies their items (a
    plan by id, results by month), so two people who add something rarely touch the same line. Each item is on its own
    lines, and each row of `results` on one. Goals, gains, pains and revenue terms keep the order in which you wrote
    them, and so do entries of the same day. Comments move with their items.
    """
    selection = session.select(paths)
    from partnerkit.cli.report import tell
    from partnerkit.phrasing import plural
    from partnerkit.render.patch import patch
    from partnerkit.workspace.contents import is_partnership
    from partnerkit.workspace.editing.formatting import CanonicalOrder, format_file

    layout = CanonicalOrder(selection.known)
    changed = kept = 0
    for path in selection.files:
        if path in selection.elsewhere and not is_partnership(path, selection.tree):
            continue
        found = format_file(path, layout, write=not (check or dry_run))
        session.refuse(found.findings)
        kept += found.before == found.after and not found.findings
        if found.before == found.after:
            continue
        changed += 1
        if dry_run:
            session.out.write(patch(path, found.before, found.after))
        else:
            tell(f"{path} {'is not in order' if check else 'is in order now'}")
    if check and changed:
        session.status = 1
    verb = "to format" if check or dry_run else "formatted"
    tell(f"{plural(changed, 'file')} {verb}, {kept} in order already.")
