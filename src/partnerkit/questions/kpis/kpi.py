"""What a KPI is: a definition that anyone can check, and a pure function from a program to its value."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final, Literal, NamedTuple, Protocol, TypeAlias

from partnerkit.facts.case import Case
from partnerkit.facts.company_results import OfCompany, of_company
from partnerkit.facts.figures import added_up
from partnerkit.facts.lifetime import Movement, movement
from partnerkit.facts.recorded import RecordedTogether, months_in, recorded_together, span_in_words
from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.model.workspace import ExchangeRate, Workspace
from partnerkit.money.windows import Window
from partnerkit.phrasing import quotient

KpiGroup: TypeAlias = Literal["Revenue", "Activity", "Efficiency", "Quality"]
KpiUnit: TypeAlias = Literal["money", "percent", "partners", "referrals", "initiatives", "months", "points", "rating"]
"""What a value counts; `money` is in the workspace's currency, and a `rating` runs from 1 to 5."""


@dataclass(frozen=True, slots=True)
class KpiDefinition:
    """One of the sixteen KPIs (guide): what it means, over which window, from which keys, by which formula."""

    key: str
    name: str
    group: KpiGroup
    unit: KpiUnit
    means: str
    window: str
    inputs: tuple[str, ...]
    formula: str


class KpiInput(NamedTuple):
    """A figure that a KPI follows from; its unit is a currency, a word or nothing."""

    what: str
    value: Decimal | None
    unit: str


class Measured(NamedTuple):
    """The value of a KPI, what it follows from, and what is missing.

    Without a value, something is missing; with one, anything that is missing makes it partial. `always` says that the
    value is about all time and not about the window.
    """

    value: Decimal | None
    inputs: tuple[KpiInput, ...]
    missing: tuple[Unrecorded, ...] = ()
    rates: tuple[ExchangeRate, ...] = ()
    always: bool = False


@dataclass(frozen=True)
class ProgramInWindow:
    """The program over a window of whole months: the cases asked about; `is_whole` where they are all that there are.

    A program without partnerships has a workspace too, with its currency and its cost.
    """

    cases: tuple[Case, ...]
    workspace: Workspace
    window: Window
    is_whole: bool

    @property
    def currency(self) -> str:
        """The currency that amounts are in."""
        return self.workspace.currency

    @cached_property
    def movement(self) -> Movement:
        """Who was active, came and went."""
        return movement(self.cases, self.window)

    @property
    def active(self) -> tuple[Case, ...]:
        """The partnerships that go on when the window is over."""
        return self.movement.active

    def total(self, metric: str, window: Window | None = None) -> RecordedTogether:
        """Return what all partnerships record of a metric, those included that have ended since."""
        return recorded_together(self.cases, metric, window or self.window)

    @property
    def no_active(self) -> Unrecorded | None:
        """What is missing where no partnership is active."""
        return None if self.active else NO_ACTIVE

    def of_active(self, metric: str) -> RecordedTogether:
        """Return what the active partnerships record of a metric."""
        return recorded_together(self.active, metric, self.window)

    @cached_property
    def cost(self) -> OfCompany:
        """What the program cost, month by month; a part of the portfolio costs what its partnerships record."""
        if self.is_whole:
            return of_company(self.workspace, "program_cost", self.window)
        found = self.total("cost")
        lacking = [month for month in months_in(self.window) if month not in found.months]
        missing = Unrecorded("`cost` in the `results` of these partnerships", when=span_in_words(lacking))
        return OfCompany(found.months, (*((missing,) if lacking else ()), *found.missing), found.rates)

    def while_cost_is_known(self, metric: str) -> Decimal | None:
        """Return what partnerships record of a metric in the months of which the cost is known too."""
        values = [value for month, value in self.total(metric).months.items() if month in self.cost.months]
        return added_up(values) if values else None


class KpiModule(Protocol):
    """A module with one KPI."""

    @property
    def definition(self) -> KpiDefinition:
        """What it means and how it is worked out."""
        ...

    def measure(self, program: ProgramInWindow, /) -> Measured:
        """Return its value, or what is missing."""
        ...


PROGRAM_WINDOW: Final = "The last complete months, as many as `program.window_months` (12), or `--period`."


def money_input(what: str, value: Decimal | None, program: ProgramInWindow) -> KpiInput:
    """Return an amount that a KPI follows from."""
    return KpiInput(what, value, program.currency)


def ratio(part: Decimal | None, whole: Decimal | int | None, times: int = 1) -> Decimal | None:
    """Return a part of a whole; None where one of the two is not known, or the whole is nothing."""
    return quotient(part * times / whole) if part is not None and whole else None


def mean(values: Sequence[Decimal]) -> Decimal | None:
    """Return the mean of values; None where there are none."""
    return quotient(added_up(values) / len(values)) if values else None


def lacks(found: RecordedTogether, metric: str, missing: Unrecorded | None = None) -> tuple[Unrecorded, ...]:
    """Return what figures lack; where there are none at all, that, or `missing` if that is why."""
    none_at_all = missing or Unrecorded(f"the {metric} of any partnership")
    return found.missing or (() if found.known else (none_at_all,))


NO_ACTIVE: Final = Unrecorded("a partnership that is active: launched, not parked and not ended")
