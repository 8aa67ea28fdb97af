"""`partnerkit due`: what needs someone?"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.date_options import Holidays, Owners, WhichSide, with_holidays
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError

if TYPE_CHECKING:
    from partnerkit.facts.obligations import Kind


@command(portfolio=True)
def due(
    session: Session,
    paths: Paths = None,
    within: Annotated[
        str | None,
        typer.Option(
            "--within",
            metavar="TIME",
            help="Look this far ahead: 14d, 6w or 3m.",
            show_default="this week",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show everything, each with the command that helps.")
    ] = False,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="Only items of this kind; repeatable.", show_default=False),
    ] = None,
    owner: Owners = None,
    side: WhichSide = None,
    holidays: Holidays = None,
    fail_on: Annotated[
        Literal["overdue"] | None,
        typer.Option("--fail-on", help="Exit with 1 if something is overdue.", show_default=False),
    ] = None,
) -> Answer:
    """List what needs to be done, most urgent first.

    First comes what can't be undone later, then what is overdue, then this week: outreach, plan, commitments,
    registered deals, reviews, launch steps, KPIs, notice and term, stale assessments and checklists. Each partnership
    shows only its most urgent lines; --all shows everything, as JSON and CSV always do.
    """
    until = _until(session.today, within)
    selection = session.select(paths)
    from partnerkit.cli.asking import ask
    from partnerkit.questions import due as question
    from partnerkit.questions.due.page import document
    from partnerkit.workspace.deals import load_all_deals

    workspace = with_holidays(selection.workspace, holidays)
    deals = load_all_deals(selection.workspace_file, workspace, selection.tree)
    in_case = question.DueInCase(until, side, _kinds(kind or ()))
    asked = ask(session, selection, in_case, workspace=workspace, deals=deals, owners=owner or ())
    found = question.due_in_all(asked.parts.values(), session.today, until, asked.people, in_full=everything)
    return Answer(found, document, failed=fail_on is not None and found.overdue > 0)


def _kinds(words: Sequence[str]) -> "tuple[Kind, ...]":
    """Return the kinds that words name."""
    from partnerkit.facts.obligations import KINDS
    from partnerkit.phrasing import did_you_mean

    for word in words:
        if word not in KINDS:
            raise UsageError(f"`{word}` is not a kind", did_you_mean(word, KINDS) or f"they are {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in words)


def _until(today: date, within: str | None) -> date | None:
    if within is None:
        return None
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
        raise UsageError(f"--within {within} is beyond the end of the calendar") from error
