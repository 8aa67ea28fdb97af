"""`partnerkit calendar`: what is due, in everybody's own calendar."""

from partnerkit.cli.date_options import Holidays, Owners, WhichSide, with_holidays
from partnerkit.cli.filters import known_people
from partnerkit.cli.options import Paths, question
from partnerkit.cli.session import Session


@question
def calendar(
    session: Session,
    paths: Paths = None,
    owner: Owners = None,
    side: WhichSide = None,
    holidays: Holidays = None,
) -> int:
    """Write everything that has a day as iCalendar: `partnerkit calendar -o partners.ics`.

    A second export updates the events of the first, for they keep their ids. Reviews recur, and the last day
    for notice rings ahead. Any format but terminal lists the events instead.
    """
    collected = session.collect(paths)
    from partnerkit.questions import calendar as question

    portfolio = collected.portfolio._replace(workspace=with_holidays(collected.portfolio.workspace, holidays))
    people = known_people(portfolio, owner or ())
    found = question.calendar(portfolio, session.today, people, side)
    if session.format == "terminal":
        from partnerkit.render.icalendar import render

        session.write(render(found.events, session.today))
    else:
        session.answer("calendar", found, lambda: question.document(found))
    return session.status
