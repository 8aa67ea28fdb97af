"""Which partnerships are there, and what is the status of each?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from partnerkit.documents import Cell, Column, Document, Note, Range, State, Table
from partnerkit.facts.case import Case
from partnerkit.facts.contacts import owner_of
from partnerkit.facts.obligations import obligations
from partnerkit.facts.positions import position_of
from partnerkit.facts.verdict import Verdict, verdict
from partnerkit.model.choices import PartnershipType, Position, Priority, Role, Stage, choices_of
from partnerkit.model.statuses import WORST_FIRST, Status
from partnerkit.model.workspace import Workspace
from partnerkit.phrasing import NO_MATCH, plural
from partnerkit.questions.score import score_ratings
from partnerkit.results import Internal

Sort: TypeAlias = Literal[
    "name", "type", "stage", "priority", "tier", "since", "fit", "overall", "heat", "health", "late"
]


@dataclass(frozen=True, slots=True)
class ListedPartnership:
    """One partnership: what it is, its fit in points, the overall verdict, what is late, and who runs it.

    `fit` is None where ratings are missing, and `fit_range` tells the rest.
    """

    partnership: str
    name: str
    type: PartnershipType
    position: Position | None
    role: Role | None
    stage: Stage | None
    priority: Priority | None
    tier: str | None
    since: date | None
    tags: tuple[str, ...]
    fit: Decimal | None
    fit_range: tuple[Decimal, Decimal] | None
    overall: Verdict
    heat: Status
    health: Status
    dynamics: Status
    late: int
    owner: str | None


@dataclass(frozen=True, slots=True)
class PortfolioList:
    """The partnerships, in the order asked for."""

    partnerships: tuple[ListedPartnership, ...]
    today: Internal[date]


def line_of(case: Case, _opened: object = None) -> ListedPartnership:
    """Return the line of one partnership."""
    found, overall = case.partnership, verdict(case)
    score = score_ratings(case.stem, case.name, found.fit, case.workspace.scorecard)
    return ListedPartnership(
        partnership=case.stem,
        name=found.name,
        type=found.type,
        position=position_of(found),
        role=found.role,
        stage=found.stage,
        priority=found.priority,
        tier=found.tier,
        since=found.since,
        tags=found.tags,
        fit=score.points if score.rated else None,
        fit_range=score.range if score.rated else None,
        overall=overall,
        heat=overall.of["heat"],
        health=overall.of["health"],
        dynamics=overall.of["dynamics"],
        late=_late(case),
        owner=owner_of(case),
    )


def list_partnerships(
    lines: Iterable[ListedPartnership],
    workspace: Workspace,
    today: date,
    sort: Sort = "name",
    *,
    descending: bool = False,
) -> PortfolioList:
    """Put the lines of a portfolio in order; what a sort key does not know stands last, whichever way it is sorted.

    The natural order is the one a reader wants first: best fit, worst verdict, most late, highest priority.
    """
    return PortfolioList(tuple(_sorted(lines, sort, workspace, descending=descending)), today)


def _late(case: Case) -> int:
    """Count what is overdue, as `due` does."""
    return sum(obligation.is_late(case.today) for obligation in obligations(case))


def _sorted(
    lines: Iterable[ListedPartnership], sort: Sort, workspace: Workspace, *, descending: bool
) -> "list[ListedPartnership]":
    tiers = {tier.key: at for at, tier in enumerate(workspace.program.resolved)}

    def place(line: ListedPartnership) -> object:
        match sort:
            case "name":
                return line.name.casefold()
            case "type":
                return choices_of(PartnershipType).index(line.type)
            case "stage":
                return choices_of(Stage).index(line.stage) if line.stage else None
            case "priority":
                return choices_of(Priority).index(line.priority) if line.priority else None
            case "tier":
                return -tiers[line.tier] if line.tier in tiers else None
            case "since":
                return line.since
            case "fit":
                return -line.fit_range[0] if line.fit_range else None
            case "overall":
                return _urgency(line.overall.status)
            case "heat":
                return _urgency(line.heat)
            case "health":
                return _urgency(line.health)
            case "late":
                return -line.late

    by_name = sorted(lines, key=lambda line: (line.name.casefold(), line.partnership))
    known = [line for line in by_name if place(line) is not None]
    known.sort(key=place, reverse=descending)  # type: ignore[arg-type]  # one sort compares one kind of value
    return known + [line for line in by_name if place(line) is None]


def _urgency(status: Status) -> int | None:
    return None if status == "not_assessed" else WORST_FIRST.index(status)


def document(found: PortfolioList) -> Document:
    """Describe the portfolio as one table."""
    columns = [
        Column("Partnership", wide=True),
        Column("File", optional=True),
        Column("Type"),
        Column("Stage"),
        Column("Priority", short="Prio."),
        Column("Overall", short="All", align="center"),
        Column("Heat", align="center", optional=True),
        Column("Health", short="Hlth", align="center", optional=True),
        Column("Dynamics", short="Dyn", align="center", optional=True),
        Column("Fit", align="right"),
        Column("Late", align="right"),
        Column("Tier", optional=True),
        Column("Owner", optional=True),
        Column("Since", optional=True),
        Column("Tags", optional=True, wide=True),
        Column("Why", optional=True, wide=True),
    ]
    table = Table(columns, [_row(line) for line in found.partnerships], empty=NO_MATCH)
    if not table.rows:
        return Document("Partnerships", [table])
    note = Note(
        f"{plural(len(found.partnerships), 'partnership')} on {found.today}. "
        "Overall: the worst of heat map, health and dynamics. Fit is in points, as a range if ratings are missing. "
        "Late: what is overdue, as `due` lists it."
    )
    return Document("Partnerships", [table, note])


def _row(line: ListedPartnership) -> "list[Cell]":
    fit: Cell = line.fit
    if line.fit is None and line.fit_range:
        fit = Range(*line.fit_range)
    return [
        line.name,
        line.partnership,
        line.type,
        line.stage,
        line.priority,
        State(line.overall.status),
        State(line.heat),
        State(line.health),
        State(line.dynamics),
        fit,
        line.late,
        line.tier,
        line.owner,
        line.since,
        ", ".join(line.tags) or None,
        line.overall.reason,
    ]
