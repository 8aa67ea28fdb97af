"""`partnerkit share`: what may the partner see?"""

import os
from typing import Annotated

from partnerkit.cli.command import Answer, command
from partnerkit.cli.options import OnePartnership, output_option
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError


@command(options=("force", "today", "config", "color", "at"))
def share(
    session: Session,
    partnership: OnePartnership,
    output: Annotated[str | None, output_option("Write the copy to this file.")] = None,
) -> Answer:
    """Write the copy of a partnership that the partner may see.

    The copy has what both sides may see, from the partner's point of view and without comments. The answer lists what
    was withheld; without -o, nothing is written.
    """
    if output in ("", "-"):
        raise UsageError("--output needs the name of a file")
    collected, stem = session.collect_one(partnership)
    if output is not None and _is_one_file(output, collected.paths[stem]):
        raise UsageError(
            f"{output} is your own file, and the copy would overwrite it", "choose another file for the copy"
        )
    from partnerkit.changes import share as question
    from partnerkit.facts.case import case_of
    from partnerkit.workspace.shared import copy_as_yaml, is_in_workspace

    found = question.share(case_of(collected.portfolio, stem, session.today), output)
    text = copy_as_yaml(found.data, session.today, collected.portfolio.workspace.currency)
    if output is not None:
        from partnerkit.cli.report import hint
        from partnerkit.store.writing import write_file

        write_file(output, text, replace=session.out.force)
        if is_in_workspace(output, collected.workspace_file, collected.portfolio.workspace.exclude):
            hint(f"{output} is in this workspace and will be read as one of your partnerships; move it elsewhere")
    return Answer(found, question.document)


def _is_one_file(path: str, other: str) -> bool:
    return os.path.exists(path) and os.path.exists(other) and os.path.samefile(path, other)
