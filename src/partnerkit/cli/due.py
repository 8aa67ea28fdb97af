"""`partnerkit due`: what calls for someone?"""

import re
from datetime import date, timedelta
from typing import Annotated, Literal

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.date_options import Holidays, Owners, WhichSide, with_holidays
from partnerkit.cli.filters import known_people
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError


@command()
def due(
    session: Session,
    paths: Paths = None,
    within: Annotated[
        str | None,
        typer.Option(
            "--within", metavar="TIME", help="Look ahead: 14d, 6w or 3m.", show_default="what is due by today"
        ),
    ] = None,
    owner: Owners = None,
    side: WhichSide = None,
    holidays: Holidays = None,
    fail_on: Annotated[
        Literal["overdue"] | None,
        typer.Option("--fail-on", help="Exit with 1 when something is overdue.", show_default=False),
    ] = None,
) -> Answer:
    """List everything that calls for someone, most urgent first, with the command that helps.

    Outreach, plan, promises, reviews, launch steps, KPIs, notice and term, stale assessments and checklists.
    """
    until = _until(session.today, within)
    collected = session.collect(paths)
    from partnerkit.questions import due as question

    portfolio = collected.portfolio._replace(workspace=with_holidays(collected.portfolio.workspace, holidays))

    found = question.due(
        portfolio,
        session.today,
        until,
        known_people(portfolio, owner or ()),
        side,
    )
    return Answer(found, question.document, failed=fail_on is not None and found.overdue > 0)


def _until(today: date, within: str | None) -> date:
    if within is None:
        return today
    match = re.fullmatch(r"([0-9]{1,4})([dwm])", within)
    if match is None:
        raise UsageError(f'"{within}" is not a time', "write it as --within 14d, 6w or 3m: days, weeks or months")
    from partnerkit.dates import add_months

    count = int(match[1])
    try:
        return (
            add_months(today, count)
            if match[2] == "m"
            else today + timedelta(days=count * (7 if match[2] == "w" else 1))
        )
    except (OverflowError, ValueError) as error:
        raise UsageError(f"--within {within} leads beyond the calendar") from error
