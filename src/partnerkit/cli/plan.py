"""`partnerkit plan`: what is planned, by whom and when?"""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from partnerkit.cli.options import Paths, question
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError

if TYPE_CHECKING:
    from partnerkit.model.portfolio import Portfolio

View: TypeAlias = Literal["timeline", "board", "load", "table"]


@question
def plan(
    session: Session,
    paths: Paths = None,
    view: Annotated[
        View | None,
        typer.Option(
            "--view",
            help="How it is shown.",
            show_default="timeline; with the board in Markdown and HTML; table in CSV",
        ),
    ] = None,
    by: Annotated[
        Literal["bucket", "owner", "side", "partnership"] | None,
        typer.Option(
            "--by", help="What items are grouped by.", show_default="partnership, or bucket where there is one only"
        ),
    ] = None,
    starts: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="Only what ends on this day or later.", show_default=False),
    ] = None,
    ends: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Only what begins by this day.", show_default=False)
    ] = None,
    period: Annotated[
        str | None,
        typer.Option("--period", metavar="PERIOD", help="2026, 2026-Q2, 2026-04 or 2026-W17.", show_default=False),
    ] = None,
    scale: Annotated[
        Literal["week", "month", "quarter"] | None,
        typer.Option("--scale", help="What the timeline is divided into.", show_default="what suits its length"),
    ] = None,
) -> int:
    """Show the roadmap: as a timeline, a board, the load on buckets and people, or a table.

    What is late, blocked or in conflict is named, and so are red buckets that nothing is planned for.
    """
    first, last = _span(period, starts, ends)
    collected = session.collect(paths)
    from partnerkit.questions import plan as plans
    from partnerkit.questions.plan.views import Teller

    found = plans.plan(collected.portfolio, session.today, first, last, session.history(collected))
    grouping: plans.By = by or ("bucket" if len(collected.portfolio.partnerships) == 1 else "partnership")
    loads: tuple[plans.By, ...] = (by,) if by else ("bucket", "owner")
    teller = Teller(found, session.today, grouping, _names(collected.portfolio), scale, loads)
    views, keys = _views(view, session.format), session.format == "csv"
    session.answer("plan", found, lambda: teller.document(views, keys=keys))
    return session.status


def _views(view: View | None, format: str) -> list[View]:
    """A page for a pull request shows the roadmap and the board; a spreadsheet takes nothing but tables."""
    if format == "csv" and view != "load":
        return ["table"]
    if view is not None:
        return [view]
    return ["timeline", "board"] if format in ("markdown", "html") else ["timeline"]


def _names(portfolio: "Portfolio") -> dict[str, str]:
    """What buckets are called; people keep the short name that the files know them by."""
    return {bucket.key: bucket.name for bucket in portfolio.workspace.framework.resolved}


def _span(period: str | None, starts: str | None, ends: str | None) -> tuple[date | None, date | None]:
    if period is not None:
        if starts is not None or ends is not None:
            raise UsageError("--period stands for --from and --to, and takes neither beside it")
        from partnerkit.periods import parse_period

        span = parse_period(period)
        if span is None:
            raise UsageError(f'"{period}" is not a period', "write 2026, 2026-Q2, 2026-04 or 2026-W17")
        return span
    first, last = _day("--from", starts), _day("--to", ends)
    if first and last and last < first:
        raise UsageError(f"--to {last} is before --from {first}")
    return first, last


def _day(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    from partnerkit.model.day import parse_date

    day = parse_date(text)
    if day is None:
        raise UsageError(f'"{text}" is not a date', f"write it as {option} 2026-03-31")
    return day
