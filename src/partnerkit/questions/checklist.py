"""What is done and what is open, phase by phase?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, get_args

from partnerkit.documents import Bar, Block, Cell, Column, Document, Heading, Note, Paragraph, Table
from partnerkit.facts.case import Case, cases
from partnerkit.facts.checklist_items import noted_items
from partnerkit.facts.phases import Phase, phases_that_matter
from partnerkit.model import checklists, program
from partnerkit.model.choices import Stage
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.program import Infrastructure
from partnerkit.model.values import Meanings
from partnerkit.phrasing import NO_MATCH


@dataclass(frozen=True, slots=True)
class _Definition:
    """A list of items: its title and the enumeration of its items."""

    title: str
    items: Any


PHASES: Final[Mapping[Phase, _Definition]] = {
    "outreach": _Definition("Before the first contact", checklists.OutreachItem),
    "agreement": _Definition("Negotiation", checklists.AgreementItem),
    "alignment": _Definition("Our own company before the launch", checklists.AlignmentItem),
    "launch": _Definition("Before the launch, with the partner", checklists.LaunchItem),
    "launch_week": _Definition("Launch week", checklists.LaunchWeekItem),
    "first_30_days": _Definition("First 30 days", checklists.FirstDaysItem),
    "ongoing": _Definition("Ongoing", checklists.OngoingItem),
    "exit": _Definition("A graceful exit", checklists.ExitItem),
}
"""The phases of a partnership in order (guide)."""

PROGRAM: Final[Mapping[str, _Definition]] = {
    "technology": _Definition("Programme: technology", program.TechnologyItem),
    "resources": _Definition("Programme: resources", program.ResourcesItem),
    "governance": _Definition("Programme: governance", program.GovernanceItem),
}
"""What a partner program runs on (guide): kept in the workspace file."""


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing to be done; `since` is the day on which it was done, where that is known."""

    key: str
    text: str
    done: bool
    since: date | None


@dataclass(frozen=True, slots=True)
class PhaseList:
    """The items of one phase."""

    phase: str
    title: str
    done: int
    total: int
    items: tuple[ChecklistItem, ...]

    @property
    def open(self) -> list[ChecklistItem]:
        """The items that are not done."""
        return [item for item in self.items if not item.done]


@dataclass(frozen=True, slots=True)
class PartnershipChecklist:
    """The phases of one partnership that matter now, or all of them."""

    partnership: str
    name: str
    stage: Stage | None
    phases: tuple[PhaseList, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """What is done and what is open, in each partnership and in the program they are part of."""

    partnerships: tuple[PartnershipChecklist, ...]
    program: tuple[PhaseList, ...]


def checklist(portfolio: Portfolio, today: date, *, all_phases: bool = False, with_program: bool = True) -> Checklist:
    """Return what is done and open (guide): the phases that matter at each one's stage, or all of them.

    What has a date after `today` is open still. Without a stage every phase may matter.
    """
    infrastructure = portfolio.workspace.program.infrastructure or Infrastructure.model_construct()
    return Checklist(
        partnerships=tuple(checklist_of(case, all_phases=all_phases) for case in cases(portfolio, today)),
        program=tuple(
            _list(key, definition, getattr(infrastructure, key), today) for key, definition in PROGRAM.items()
        )
        if with_program
        else (),
    )


def checklist_of(case: Case, *, all_phases: bool = False) -> PartnershipChecklist:
    """Return what is done and open in one partnership."""
    phases = tuple(PHASES) if all_phases else phases_that_matter(case)
    return PartnershipChecklist(
        partnership=case.stem,
        name=case.name,
        stage=case.partnership.stage,
        phases=tuple(_list(phase, PHASES[phase], noted_items(case, phase), case.today) for phase in phases),
    )


def _list(key: str, definition: _Definition, given: Mapping[Any, date | bool], today: date) -> PhaseList:
    literal, meanings = get_args(definition.items)
    assert isinstance(meanings, Meanings)
    items = tuple(_item(item, meanings.meanings[item], given.get(item, False), today) for item in get_args(literal))
    return PhaseList(key, definition.title, sum(item.done for item in items), len(items), items)


def _item(key: str, text: str, given: date | bool, today: date) -> ChecklistItem:
    if isinstance(given, bool):
        return ChecklistItem(key, text, given, None)
    return ChecklistItem(key, text, given <= today, given)


def document(found: Checklist) -> Document:
    """Return the items of a single partnership phase by phase; of several how many are done in each phase."""
    blocks: list[Block] = []
    if len(found.partnerships) == 1:
        [only] = found.partnerships
        stage = f", at stage {only.stage}" if only.stage else ", without a stage"
        blocks.append(Paragraph(f"{only.name}{stage}."))
        blocks.extend(block for phase in only.phases for block in _tell(phase))
    else:
        blocks.append(_overview(found.partnerships))
    if len(found.partnerships) > 1:
        blocks.append(
            Note("Items done, in the phases that matter at each stage. Name one partnership to see its items.")
        )
    blocks.extend(block for phase in found.program for block in _tell(phase))
    return Document("Checklist", blocks)


def _tell(phase: PhaseList) -> Iterator[Block]:
    yield Heading(phase.title)
    done, total = Decimal(phase.done), Decimal(phase.total)
    yield Bar(f"{phase.done} of {phase.total} done", done, done, total)
    yield Table([Column("Done"), Column("Item", wide=True)], [[_done(item), item.text] for item in phase.items])


def _done(item: ChecklistItem) -> Cell:
    if not item.done:
        return f"for {item.since}" if item.since else "open"
    return item.since or "done"


def _counts(phase: PhaseList | None) -> list[Cell]:
    """Return how much of a phase is done: as people read it, and as two numbers for a spreadsheet."""
    return [f"{phase.done}/{phase.total}", phase.done, phase.total] if phase else [None, None, None]


def _overview(partnerships: Sequence[PartnershipChecklist]) -> Table:
    rows: list[list[Cell]] = []
    for found in partnerships:
        phases = {phase.phase: phase for phase in found.phases}
        cells = (cell for phase in PHASES for cell in _counts(phases.get(phase)))
        rows.append([found.name, found.stage, *cells])
    shorts = ("Out", "Agr", "Ali", "Lau", "Week", "30d", "Ong", "Exit")
    columns = [
        column
        for definition, short in zip(PHASES.values(), shorts, strict=True)
        for column in (
            Column(definition.title, short=short, align="right", only="page"),
            Column(f"{definition.title}: done", only="spreadsheet"),
            Column(f"{definition.title}: items", only="spreadsheet"),
        )
    ]
    return Table([Column("Partnership", wide=True), Column("Stage", optional=True), *columns], rows, empty=NO_MATCH)
