"""`partnerkit dashboard`: how is the partner program doing this period?"""

from typing import Annotated

from partnerkit.cli.command import Answer, command
from partnerkit.cli.date_options import over_in, period_option, window_of
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session


@command()
def dashboard(
    session: Session,
    paths: Paths = None,
    period: Annotated[str | None, period_option("the last complete quarter")] = None,
) -> Answer:
    """Show the partner program on one page, for executives.

    Revenue and its share of the company's total, partners who joined and left, top performers, the pipeline and health
    alerts, each next to the previous period. `-o dashboard.html` writes a page that you can send.
    """
    from partnerkit.facts.recorded import last_quarter
    from partnerkit.questions import dashboard as question
    from partnerkit.questions.dashboard.page import document

    if period is not None:
        over_in(period, session.today)
    asked = last_quarter(session.today) if period is None else window_of(period)
    collected = session.with_deals(session.read(session.select(paths)))
    return Answer(question.dashboard(collected.portfolio, session.today, asked), document)
