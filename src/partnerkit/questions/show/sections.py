"""Some sections of the page of a partnership, for programs as for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from partnerkit.facts.heat import HeatRow
from partnerkit.facts.terms import TermLine
from partnerkit.findings import Finding
from partnerkit.questions.due import Due
from partnerkit.questions.dynamics import PartnershipDynamics
from partnerkit.questions.health import Health
from partnerkit.questions.heatmap.boxes import Boxes
from partnerkit.questions.raci import RaciMatrix
from partnerkit.questions.score import Score
from partnerkit.questions.show import Detail, Page
from partnerkit.questions.show.registrations import RegisteredDeals
from partnerkit.questions.stage import LifeCycle
from partnerkit.questions.why import Why
from partnerkit.results import IfGiven, Internal

SectionOfPage: TypeAlias = Literal[
    "who",
    "stage",
    "terms",
    "fit",
    "heatmap",
    "health",
    "dynamics",
    "targets",
    "registrations",
    "raci",
    "gaps",
    "due",
    "findings",
]

SECTIONS: Final[tuple[SectionOfPage, ...]] = get_args(SectionOfPage)
"""The names by which a section is chosen, in the order of the page."""

_MEMBERS: Final[Mapping[SectionOfPage, Sequence[str]]] = {
    "who": ("who", "why"),
    "fit": ("score",),
    "heatmap": ("heat", "boxes"),
    "targets": ("health",),
    "gaps": ("raci",),
}
"""What of the page a section is about, where that is not called like the section."""


@dataclass(frozen=True, slots=True)
class PageSections:
    """What some sections of the page are about, under the names that it has there; the rest of the page is left out."""

    partnership: str
    name: str
    sections: Internal[tuple[SectionOfPage, ...]]
    page: Internal[Page]
    who: IfGiven[tuple[Detail, ...] | None] = None
    why: IfGiven[Why | None] = None
    stage: IfGiven[LifeCycle | None] = None
    terms: IfGiven[tuple[TermLine, ...] | None] = None
    score: IfGiven[Score | None] = None
    heat: IfGiven[HeatRow | None] = None
    boxes: IfGiven[Boxes | None] = None
    health: IfGiven[Health | None] = None
    dynamics: IfGiven[PartnershipDynamics | None] = None
    registrations: IfGiven[RegisteredDeals | None] = None
    raci: IfGiven[RaciMatrix | None] = None
    due: IfGiven[Due | None] = None
    findings: IfGiven[tuple[Finding, ...] | None] = None


def sections_of(page: Page, sections: tuple[SectionOfPage, ...]) -> PageSections:
    """Return some sections of a page."""
    members = {member for section in sections for member in _MEMBERS.get(section, (section,))}
    return PageSections(
        page.partnership, page.name, sections, page, **{member: getattr(page, member) for member in members}
    )
