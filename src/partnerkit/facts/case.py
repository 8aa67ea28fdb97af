"""One partnership, in its workspace, on one day: what most questions, rules and drafts are about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from partnerkit.facts.agreements import AgreementState, state_of
from partnerkit.facts.slips import Earlier
from partnerkit.model.buckets import Bucket
from partnerkit.model.deal import Deal
from partnerkit.model.framework import BucketDefinition
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.workdays import Holidays, holidays_of


@dataclass(frozen=True)
class Case:
    """A partnership as of a day; `earlier` are the due dates that git remembers, where someone asked it.

    `deals` are the rows of its deals file, where the portfolio was read with them. What nearly every question asks is
    worked out once.
    """

    stem: str
    partnership: Partnership
    workspace: Workspace
    today: date
    earlier: Earlier = field(default_factory=dict)
    deals: Sequence[Deal] = ()

    @property
    def name(self) -> str:
        """What the partnership is called."""
        return self.partnership.name

    @cached_property
    def holidays(self) -> Holidays:
        """The public holidays on which no one works here."""
        return holidays_of(self.workspace)

    @cached_property
    def agreed(self) -> AgreementState:
        """How far the agreement is on the day."""
        return state_of(self.partnership.agreement, self.today)

    @cached_property
    def buckets(self) -> Sequence[tuple[str, Bucket, BucketDefinition]]:
        """The buckets that the file mentions, by their keys and with their definitions, in the framework's order."""
        given = self.partnership.buckets
        return [(each.key, given[each.key], each) for each in self.workspace.framework.resolved if each.key in given]


def cases(portfolio: Portfolio, today: date, earlier: Mapping[str, Earlier] | None = None) -> Iterator[Case]:
    """Yield every partnership of a portfolio as of a day, in its order."""
    for stem in portfolio.partnerships:
        yield case_of(portfolio, stem, today, (earlier or {}).get(stem))


def case_of(portfolio: Portfolio, stem: str, today: date, earlier: Earlier | None = None) -> Case:
    """Return one partnership of a portfolio as of a day."""
    deals = portfolio.deals.get(stem, ())
    return Case(stem, portfolio.partnerships[stem], portfolio.workspace, today, earlier or {}, deals)
