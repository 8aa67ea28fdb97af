"""`partnerkit plan`: what is planned, who does it, and when?"""

from datetime import date
from typing import Annotated, Literal, TypeAlias

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.date_options import day_of, period_option
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError

View: TypeAlias = Literal["timeline", "board", "load", "table"]


@command(portfolio=True)
def plan(
    session: Session,
    paths: Paths = None,
    view: Annotated[
        View | None,
        typer.Option(
            "--view",
            help="Choose the view.",
            show_default="timeline; plus board in Markdown and HTML; table in CSV",
        ),
    ] = None,
    by: Annotated[
        Literal["bucket", "owner", "side", "partnership"] | None,
        typer.Option("--by", help="Group items by this.", show_default="partnership, or bucket if there is only one"),
    ] = None,
    starts: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="Only items that end on or after this day.", show_default=False),
    ] = None,
    ends: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="Only items that start on or before this day.", show_default=False),
    ] = None,
    period: Annotated[str | None, period_option(help="Only this period: 2026, 2026-Q2, 2026-04 or 2026-W17.")] = None,
    scale: Annotated[
        Literal["week", "month", "quarter"] | None,
        typer.Option("--scale", help="The scale of the timeline.", show_default="whichever fits its length"),
    ] = None,
) -> Answer:
    """Show the roadmap as a timeline, board, load or table.

    Points out what is late, blocked or in conflict, and red buckets with no plan.
    """
    first, last = _span(period, starts, ends)
    collected = session.collect(paths)
    from partnerkit.questions import plan as question
    from partnerkit.questions.plan.views import document

    is_page = session.out.format is not None and session.out.format.page
    views: list[View] = [view] if view else ["timeline", "board"] if is_page else ["timeline"]
    earlier = session.history(collected)
    found = question.plan(collected.portfolio, session.today, first, last, earlier, views=views, by=by, unit=scale)
    return Answer(found, document)


def _span(period: str | None, starts: str | None, ends: str | None) -> tuple[date | None, date | None]:
    if period is not None:
        if starts is not None or ends is not None:
            raise UsageError("--period replaces --from and --to; leave them out")
        from partnerkit.periods import parse_period

        span = parse_period(period)
        if span is None:
            raise UsageError(f'"{period}" is not a period', "write 2026, 2026-Q2, 2026-04 or 2026-W17")
        return span
    first = None if starts is None else day_of(starts, "--from")
    last = None if ends is None else day_of(ends, "--to")
    if first and last and last < first:
        raise UsageError(f"--to {last} is before --from {first}")
    return first, last
