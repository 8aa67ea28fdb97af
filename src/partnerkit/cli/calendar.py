"""`partnerkit calendar`: what is due, in your own calendar."""

from partnerkit.cli.command import Answer, command
from partnerkit.cli.date_options import Holidays, Owners, WhichSide, with_holidays
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
    selection = session.select(paths)
    from partnerkit.cli.asking import ask
    from partnerkit.questions import calendar as question
    from partnerkit.workspace.deals import load_all_deals
    from partnerkit.workspace.provenance import changed, unique_name

    workspace = with_holidays(selection.workspace, holidays)
    deals = load_all_deals(selection.workspace_file, workspace, selection.tree)
    of_case = question.EventsOfCase(side, question.Provenance(unique_name(selection), changed(selection)))
    asked = ask(session, selection, of_case, workspace=workspace, deals=deals, owners=owner or ())
    return Answer(question.calendar(asked.parts.values(), asked.people), question.document)
