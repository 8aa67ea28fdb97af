"""`partnerkit statement`: what does each side owe the other?"""

from typing import Annotated

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.options import OnePartnership
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError


@command()
def statement(
    session: Session,
    partnership: OnePartnership,
    period: Annotated[
        str, typer.Option("--period", help="A month, quarter or year: 2026-03, 2026-Q1 or 2026.", metavar="PERIOD")
    ],
    deals: Annotated[
        str | None,
        typer.Option("--deals", metavar="FILE", help="The deals file.", show_default="deals/NAME.csv"),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", help="The day the statement is made, for what is still held.", metavar="DATE")
    ] = None,
) -> Answer:
    """Work out what each side owes the other."""
    from partnerkit.cli.date_options import day_of
    from partnerkit.money.windows import span_of
    from partnerkit.periods import parse_period

    days = parse_period(period)
    span = span_of(period)
    if days is None or span is None:
        raise UsageError(f'"{period}" is not a month, quarter or year', "write it as 2026-03, 2026-Q1 or 2026")
    collected, stem = session.collect_one(partnership)
    from partnerkit.facts.case import case_of
    from partnerkit.money.windows import Window
    from partnerkit.questions import statement as question
    from partnerkit.workspace.as_recorded import commit_with

    read = session.deals(collected, stem, deals)
    case = case_of(collected.portfolio, stem, session.today)
    as_of = session.today if on is None else day_of(on, "--on")
    commit = commit_with([collected.paths[stem], *([read.path] if read.path else [])], collected.tree)
    inputs = question.inputs_of(case, read.content if read.path else None, commit)
    found = question.statement(case, read.deals, Window(*days), span, as_of, inputs)
    return Answer(found, question.document)
