"""What the commands about dates share: whose they are, and which days are worked on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import typer

from partnerkit.cli import completion
from partnerkit.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from partnerkit.model.workspace import Workspace
    from partnerkit.money.windows import Window


Owners: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--owner",
        metavar="PERSON",
        help="Only what this person owns; repeatable.",
        show_default=False,
        autocompletion=completion.people,
    ),
]
WhichSide: TypeAlias = Annotated[
    Literal["us", "them"] | None,
    typer.Option("--side", help="Only our items, or only the partner's.", show_default=False),
]
Holidays: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--holidays",
        metavar="COUNTRY",
        help="Skip public holidays of a country (DE) or region (DE-BY); repeatable.",
        show_default="the workspace's `working_days.holidays`",
    ),
]


def period_option(default: str | None = None, help: str = "A month, quarter or year: 2026-03, 2026-Q1 or 2026.") -> Any:
    """Declare --period, with the period that is taken without it."""
    return typer.Option("--period", metavar="PERIOD", help=help, show_default=default or False)


def on_option(help: str) -> Any:
    """Declare --on, the day that terms or amounts are looked up for."""
    return typer.Option("--on", metavar="DATE", help=help, show_default="--today")


def window_of(period: str) -> "Window":
    """Return the days of a month, quarter or year; raises `UsageError` where a text is not one."""
    from partnerkit.money.windows import Window, span_of
    from partnerkit.periods import parse_period

    days = parse_period(period)
    if days is None or span_of(period) is None:
        raise UsageError(f'"{period}" is not a month, quarter or year', "write it as 2026-03, 2026-Q1 or 2026")
    return Window(*days)


def over_in(period: str, today: "date") -> "Window":
    """Return the months of a period that are over; raises `UsageError` where none is."""
    from partnerkit.facts.recorded import so_far

    window = so_far(window_of(period), today)
    if window is None:
        raise UsageError(f"no month of {period} is over on {today}", "figures are recorded by the month")
    return window


def day_of(text: str, option: str) -> "date":
    """Return the day that an option gives; raises `UsageError` where it is not one."""
    from partnerkit.model.day import parse_date

    day = parse_date(text)
    if day is None:
        raise UsageError(f'"{text}" is not a date', f"write it as {option} 2026-03-31")
    return day


def with_holidays(workspace: "Workspace", places: Sequence[str] | None) -> "Workspace":
    """Return the workspace with the public holidays asked for on the command line, where there are any."""
    if not places:
        return workspace
    from partnerkit.model.cadence import WorkingDays

    return workspace.model_copy(update={"working_days": WorkingDays.model_construct(holidays=tuple(places))})
