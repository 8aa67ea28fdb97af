"""`partnerkit calendar`: what is due, in your own calendar."""

from partnerkit.cli.command import Answer, command
from partnerkit.cli.date_options import Holidays, Owners, WhichSide, with_holidays
from partnerkit.cli.filters import known_people
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session


@command(gives=("events", "document", "result"), portfolio=True)
def calendar(
    session: Session,
    paths: Paths = None,
    owner: Owners = None,
    side: WhichSide = None,
    holidays: Holidays = None,
) -> Answer:
    """Write all dates as a calendar: -o partners.ics.

    Importing it again updates the same events, because their ids stay the same: changed dates move, and finished or
    dropped items are canceled for 60 days. Reviews are included a year ahead, and the last day for notice has a
    reminder. Any format other than ics lists the events instead.
    """
    collected = session.with_deals(session.collect(paths))
    from partnerkit.questions import calendar as question
    from partnerkit.workspace.provenance import changed, unique_name

    portfolio = collected.portfolio._replace(workspace=with_holidays(collected.portfolio.workspace, holidays))
    people = known_people(portfolio, owner or ())
    source = question.Provenance(unique_name(collected), changed(collected))
    found = question.calendar(portfolio, session.today, people, side, source)
    return Answer(found, question.document)
