"""What the workspace records of the company as a whole, month by month."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from partnerkit.facts.figures import added_up
from partnerkit.facts.recorded import months_in, span_in_words
from partnerkit.facts.unrecorded import Unrecorded
from partnerkit.model.workspace import ExchangeRate, Workspace
from partnerkit.money.windows import Window

CompanyMetric: TypeAlias = Literal["revenue", "program_cost"]


class OfCompany(NamedTuple):
    """The months of a window that are recorded, each with its value, what isn't there, and rates of conversion."""

    months: Mapping[str, Decimal]
    missing: tuple[Unrecorded, ...]
    rates: tuple[ExchangeRate, ...] = ()

    @property
    def value(self) -> Decimal | None:
        """The sum of what is recorded; None where nothing is."""
        return added_up(self.months.values()) if self.months else None


def of_company(workspace: Workspace, metric: CompanyMetric, window: Window) -> OfCompany:
    """Return what the workspace's `results` give for a metric in a window."""
    wanted = months_in(window)
    values = {row.month: getattr(row, metric) for row in workspace.results if row.month in wanted}
    months = {month: value for month, value in values.items() if value is not None}
    lacking = [month for month in wanted if month not in months]
    missing = Unrecorded(f"`{metric}` in the workspace's `results`", when=span_in_words(lacking))
    return OfCompany(months, (missing,) if lacking else ())
