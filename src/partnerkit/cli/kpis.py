"""`partnerkit kpis`: what do the sixteen KPIs of a partner program come to?"""

from typing import Annotated

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.date_options import over_in, period_option
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError


@command()
def kpis(
    session: Session,
    paths: Paths = None,
    period: Annotated[str | None, period_option("the last `program.window_months` complete months")] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain", metavar="KEY", help="Show how a KPI is worked out, such as program_roi.", show_default=False
        ),
    ] = None,
) -> Answer:
    """Work out the KPIs of the partner program.

    Each of the sixteen has a value or shows what is missing for one; a value with incomplete inputs is marked partial.
    Partnerships that have ended count for the time they ran.
    """
    from partnerkit.questions import kpis as question

    if explain is not None:
        if explain not in question.DEFINITIONS:
            from partnerkit.phrasing import did_you_mean

            known = question.DEFINITIONS
            help = did_you_mean(explain.replace("-", "_"), known) or f"they are {', '.join(known)}"
            raise UsageError(f"there is no KPI called `{explain}`", help)
        return Answer(question.explanation(question.DEFINITIONS[explain]), question.explained)
    window = None if period is None else over_in(period, session.today)
    selection = session.select(paths)
    collected = session.with_deals(session.read(selection))
    found = question.kpis(collected.portfolio, session.today, window, is_whole=selection.is_whole)
    return Answer(found, question.document)
