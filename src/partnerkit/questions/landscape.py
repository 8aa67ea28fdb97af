"""Where do partners stand around us, and where is no one?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from partnerkit.documents import Block, Cell, Column, Document, Heading, Note, Paragraph, Table
from partnerkit.facts.positions import POSITION_OF, ROLES, position_of
from partnerkit.model.choices import PartnershipType, Position, Priority, Role, Stage, choices_of
from partnerkit.model.listed_company import ListedCompany
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.phrasing import NO_MATCH, grouped, listed, plural
from partnerkit.results import IfGiven

WANTED: Final = (20, 30)
"""How many potential partners a list should hold (guide)."""


@dataclass(frozen=True, slots=True)
class Potential:
    """One line of the list: company, position, why a fit, type and priority; `lacks` names what is not filled in.

    A role without a position is in the position of that role. `contradiction` says where the two do not go
    together.
    """

    partnership: str
    name: str
    position: Position | None
    role: Role | None
    type: PartnershipType
    priority: Priority | None
    stage: Stage | None
    why: str | None
    lacks: tuple[str, ...]
    contradiction: str | None


@dataclass(frozen=True, slots=True)
class RoleFilled:
    """One role of a position and who is in it."""

    role: Role
    partnerships: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PositionFilled:
    """One position, the partners in it without one of its roles, and its roles."""

    position: Position
    count: int
    without_role: tuple[str, ...]
    roles: tuple[RoleFilled, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The companies of a list that would fill ours, and how many of its rows were not proposed and why."""

    source: str
    proposed: tuple[ListedCompany, ...]
    more: int
    partners: int
    repeated: int


@dataclass(frozen=True, slots=True)
class Landscape:
    """The positions, the list of potential partners, and what is missing.

    Partnerships on their way out are listed and not counted. `missing` is how many more the list needs at least and
    at most; `unplaced` have neither position nor role.
    """

    positions: tuple[PositionFilled, ...]
    partners: tuple[Potential, ...]
    counted: int
    wanted: tuple[int, int]
    missing: tuple[int, int]
    empty_positions: tuple[Position, ...]
    empty_roles: tuple[Role, ...]
    unplaced: tuple[str, ...]
    candidates: IfGiven[Candidates | None] = None


def proposed(
    found: Landscape, source: str, companies: Sequence[ListedCompany], partners: int, repeated: int
) -> Landscape:
    """Add the companies of a list that fill ours up to 30: by priority, then by value, then as they are listed.

    `partners` and `repeated` are how many rows of the list are about partners we have, or about a company again.
    """
    priorities = list(choices_of(Priority))
    ordered = sorted(
        companies,
        key=lambda company: (
            priorities.index(company.priority) if company.priority in priorities else len(priorities),
            -(company.value or 0),
            company.row,
        ),
    )
    space = found.missing[1]
    candidates = Candidates(source, tuple(ordered[:space]), len(ordered[space:]), partners, repeated)
    return replace(found, candidates=candidates)


def landscape(portfolio: Portfolio) -> Landscape:
    """Place every partner upstream, parallel or downstream of us, and find what is missing (guide)."""
    partners = sorted((_potential(stem, found) for stem, found in portfolio.partnerships.items()), key=_in_order)
    counted = [partner for partner in partners if partner.stage != "exit"]
    positions = tuple(_position(position, counted) for position in ROLES)
    low, high = WANTED
    return Landscape(
        positions=positions,
        partners=tuple(partners),
        counted=len(counted),
        wanted=WANTED,
        missing=(max(low - len(counted), 0), max(high - len(counted), 0)),
        empty_positions=tuple(found.position for found in positions if not found.count),
        empty_roles=tuple(role.role for found in positions for role in found.roles if not role.partnerships),
        unplaced=tuple(partner.partnership for partner in counted if partner.position is None),
    )


def _potential(stem: str, partnership: Partnership) -> Potential:
    role = partnership.role
    position = position_of(partnership)
    at_odds = role is not None and position is not None and POSITION_OF[role] != position
    return Potential(
        partnership=stem,
        name=partnership.name,
        position=position,
        role=role,
        type=partnership.type,
        priority=partnership.priority,
        stage=partnership.stage,
        why=partnership.why,
        lacks=tuple(
            key
            for key, value in (("position", position), ("why", partnership.why), ("priority", partnership.priority))
            if value is None
        ),
        contradiction=f"{role} is a role of {POSITION_OF[role]}, not of {position}" if role and at_odds else None,
    )


def _in_order(partner: Potential) -> tuple[object, ...]:
    positions, roles, priorities = list(ROLES), list(POSITION_OF), list(choices_of(Priority))
    return (
        positions.index(partner.position) if partner.position else len(positions),
        roles.index(partner.role) if partner.role else len(roles),
        priorities.index(partner.priority) if partner.priority else len(priorities),
        partner.name.casefold(),
        partner.partnership,
    )


def _position(position: Position, partners: Sequence[Potential]) -> PositionFilled:
    here = [partner for partner in partners if partner.position == position]
    roles = ROLES[position]
    return PositionFilled(
        position=position,
        count=len(here),
        without_role=tuple(partner.partnership for partner in here if partner.role not in roles),
        roles=tuple(
            RoleFilled(role, tuple(partner.partnership for partner in here if partner.role == role)) for role in roles
        ),
    )


def document(found: Landscape) -> Document:
    """Return the positions with their roles, the list, and what is missing."""
    names = {partner.partnership: partner.name for partner in found.partners}
    return Document(
        "Landscape",
        [
            Table(
                [Column("Position"), Column("Role"), Column("Count", align="right"), Column("Partners", wide=True)],
                list(_places(found, names)),
            ),
            Heading("The list"),
            _list(found),
            Heading("What is missing"),
            *(Paragraph(sentence) for sentence in _missing(found, names)),
            *_candidates(found.candidates),
            Note("A list holds 20 to 30 potential partners. Partners on their way out are listed but not counted."),
        ],
    )


def _candidates(found: Candidates | None) -> Iterator[Block]:
    if found is None:
        return
    yield Heading("Candidates")
    counts = [
        (len(found.proposed), "proposed"),
        (found.more, "left out because the list is full"),
        (found.partners, "already a partner"),
        (found.repeated, "listed again"),
    ]
    said = "; ".join(f"{grouped(count)} {what}" for count, what in counts if count)
    yield Paragraph(f"Companies in {found.source}: {said or 'none'}.")
    yield Table(
        columns=[
            Column("Row", align="right"),
            Column("Company", wide=True),
            Column("Website", wide=True, optional=True),
            Column("Position", optional=True),
            Column("Type", optional=True),
            Column("Priority", short="Prio."),
            Column("Value", align="right"),
            Column("Why a fit", wide=True),
        ],
        rows=[
            [each.row, each.name, each.website, each.position, each.type, each.priority, each.value, each.why]
            for each in found.proposed
        ],
    )
    if found.proposed:
        yield Note(
            '`partnerkit new "NAME" --type TYPE` starts a file for one of them. Anything not in the list stays open.'
        )


def _places(found: Landscape, names: Mapping[str, str]) -> Iterator[list[Cell]]:
    for position in found.positions:
        for role in position.roles:
            who = ", ".join(names[stem] for stem in role.partnerships)
            yield [position.position, role.role, len(role.partnerships), who or None]
        if position.without_role:
            who = ", ".join(names[stem] for stem in position.without_role)
            yield [position.position, None, len(position.without_role), who]


def _list(found: Landscape) -> Table:
    return Table(
        columns=[
            Column("Company", wide=True),
            Column("Position"),
            Column("Type"),
            Column("Priority", short="Prio."),
            Column("Stage", optional=True),
            Column("Why a fit", wide=True),
        ],
        rows=[
            [partner.name, partner.position, partner.type, partner.priority, partner.stage, partner.why]
            for partner in found.partners
        ],
        empty=NO_MATCH,
    )


def _missing(found: Landscape, names: Mapping[str, str]) -> Iterator[str]:
    low, high = found.missing
    have = plural(found.counted, "potential partner")
    if low:
        yield f"{have}: {low} to {high} more make a list of {found.wanted[0]} to {found.wanted[1]}."
    elif high:
        yield f"{have}: enough for a list; there is room for {high} more."
    else:
        yield f"{have}: the list is full."
    if found.empty_positions:
        yield f"No partners {listed(found.empty_positions, 'or')}."
    if found.empty_roles:
        yield f"Roles without a candidate: {listed(found.empty_roles)}."
    if found.unplaced:
        yield f"Without a position: {listed([names[stem] for stem in found.unplaced])}."
    lacking = [
        f"{partner.name} ({', '.join(lacks)})"
        for partner in found.partners
        if (lacks := [key for key in partner.lacks if key != "position"])
    ]
    if lacking:
        yield f"Not filled in: {listed(lacking)}."
    for partner in found.partners:
        if partner.contradiction:
            yield f"{partner.name}: {partner.contradiction}."
