"""`partnerkit launch`: is it ready, and what is there to do?"""

from dataclasses import replace
from typing import Annotated

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.date_options import Holidays, with_holidays
from partnerkit.cli.options import OnePartnership
from partnerkit.cli.session import Session
from partnerkit.errors import InvalidFilesError


@command()
def launch(
    session: Session,
    partnership: OnePartnership,
    gate: Annotated[bool, typer.Option("--gate", help="Exit with 1 if we aren't ready.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Add the steps to the file's `plan`.")] = False,
    holidays: Holidays = None,
) -> Answer:
    """Build a dated launch plan, and check whether we're ready.

    Counts back from `launch.date` and shows what is done. Ready means that all eight items of the `alignment` checklist
    are done.
    """
    collected, stem = session.collect_one(partnership)
    from partnerkit.facts.case import Case
    from partnerkit.questions import launch as question

    path, workspace = collected.paths[stem], with_holidays(collected.portfolio.workspace, holidays)
    case = Case(stem, collected.portfolio.partnerships[stem], workspace, session.today)
    found = question.launch(case)
    if write:
        if found.date is None:
            raise InvalidFilesError(
                f"{path} has no launch date, so its steps have no dates",
                "add `launch: {date: YYYY-MM-DD}` to it",
            )
        from partnerkit.cli.report import tell
        from partnerkit.phrasing import plural
        from partnerkit.workspace.editing.edits import Add

        items = question.plan_items(found)
        edited = session.edit(path, [Add(("plan",), item) for item in items], workspace)
        added = f"{plural(len(items), 'step')} added to the plan" if items else "no steps to add to the plan"
        left_out = f"; left out: {question.left_out_in_words(found)}" if found.left_out else ""
        tell(f"{path}: {added}{left_out}")
        found = question.launch(replace(case, partnership=edited))
    return Answer(found, question.document, failed=gate and not found.ready)
