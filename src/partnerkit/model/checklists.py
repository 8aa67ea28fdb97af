"""The checklists of a partnership's life: what is done, and since when (guide)."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, TypeAlias, get_args

from partnerkit.model.base import Section
from partnerkit.model.choices import choices_of
from partnerkit.model.day import parse_date
from partnerkit.model.marks import BOTH, OURS
from partnerkit.model.values import DATE_SCHEMA, Kind, Meanings


def _parse_done(value: object) -> date | bool | None:
    return value if type(value) is bool else parse_date(value)


Done: TypeAlias = Annotated[
    date | bool,
    Kind(
        "PK018",
        "a sign of being done or open; write a date (YYYY-MM-DD), true or false",
        _parse_done,
        {"anyOf": [{"type": "boolean"}, DATE_SCHEMA]},
    ),
]
"""The date on which it was done, true, or false."""

OutreachItem: TypeAlias = Annotated[
    Literal["goals-defined", "partners-researched", "fit-scored", "value-proposition", "right-contact"],
    Meanings(
        {
            "goals-defined": "The goals are written down.",
            "partners-researched": "Potential partners have been researched.",
            "fit-scored": "The fit has been scored.",
            "value-proposition": "The value proposition has been written.",
            "right-contact": "The right contact has been identified.",
        }
    ),
]

AgreementItem: TypeAlias = Annotated[
    Literal["scope", "revenue", "term", "ip-and-brand", "metrics", "legal-review"],
    Meanings(
        {
            "scope": "Scope and responsibilities are agreed.",
            "revenue": "Revenue terms are agreed.",
            "term": "Term and termination are agreed.",
            "ip-and-brand": "Intellectual property and use of the brand are agreed.",
            "metrics": "Metrics are agreed.",
            "legal-review": "Lawyers have reviewed it.",
        }
    ),
]

AlignmentItem: TypeAlias = Annotated[
    Literal[
        "stakeholders-briefed",
        "support-trained",
        "integration-tested",
        "marketing-materials",
        "sales-equipped",
        "customer-success-ready",
        "tracking",
        "success-metrics",
    ],
    Meanings(
        {
            "stakeholders-briefed": "All stakeholders are briefed.",
            "support-trained": "Support is trained.",
            "integration-tested": "The integration is tested.",
            "marketing-materials": "Marketing materials are ready.",
            "sales-equipped": "Sales has the messaging.",
            "customer-success-ready": "Customer success is ready to answer questions.",
            "tracking": "Tracking and attribution are set up.",
            "success-metrics": "Success metrics are defined and have a baseline.",
        }
    ),
]

LaunchItem: TypeAlias = Annotated[
    Literal["teams-trained", "technical-work", "marketing-ready", "tracking", "launch-plan"],
    Meanings(
        {
            "teams-trained": "The teams are aligned and trained.",
            "technical-work": "The technical work is done.",
            "marketing-ready": "Marketing is ready.",
            "tracking": "Tracking is set up.",
            "launch-plan": "The launch plan is coordinated with the partner.",
        }
    ),
]

LaunchWeekItem: TypeAlias = Annotated[
    Literal["announcement", "press-release", "sales-outreach", "social", "monitoring"],
    Meanings(
        {
            "announcement": "The announcement is out on blog, social media and email, on both sides.",
            "press-release": "A press release is out, if newsworthy.",
            "sales-outreach": "Sales has contacted relevant prospects.",
            "social": "Colleagues have shared the posts and tagged each other.",
            "monitoring": "Results are monitored.",
        }
    ),
]

FirstDaysItem: TypeAlias = Annotated[
    Literal["results-tracked", "feedback-gathered", "issues-fixed", "optimized", "next-phase-planned"],
    Meanings(
        {
            "results-tracked": "The first results are tracked.",
            "feedback-gathered": "Customers and both teams have been asked for feedback.",
            "issues-fixed": "Problems have been fixed.",
            "optimized": "What works is being expanded.",
            "next-phase-planned": "The next phase is planned.",
        }
    ),
]

OngoingItem: TypeAlias = Annotated[
    Literal["monthly-check-ins", "quarterly-reviews", "metrics-tracked", "issues-addressed", "growth-explored"],
    Meanings(
        {
            "monthly-check-ins": "There are monthly check-ins.",
            "quarterly-reviews": "There are quarterly reviews.",
            "metrics-tracked": "Metrics are tracked.",
            "issues-addressed": "Issues are addressed.",
            "growth-explored": "Growth is explored.",
        }
    ),
]

ExitItem: TypeAlias = Annotated[
    Literal[
        "honest-conversation",
        "resolution-tried",
        "wind-down-talk",
        "commitments-honored",
        "learnings-documented",
        "good-terms",
    ],
    Meanings(
        {
            "honest-conversation": "An honest conversation took place.",
            "resolution-tried": "Both sides tried to resolve it.",
            "wind-down-talk": "The wind-down has been discussed.",
            "commitments-honored": "Commitments to customers are honored.",
            "learnings-documented": "Lessons learned have been written down.",
            "good-terms": "Both sides parted on good terms.",
        }
    ),
]


class Checklists(Section):
    """The checklists by phase; each item is done since a date, done (true) or open (false).

    An item that isn't listed is open, unless another part of the file shows that it's done.
    """

    outreach: dict[OutreachItem, Done] = OURS.assessment({}, description="Before the first contact.")
    agreement: dict[AgreementItem, Done] = OURS.assessment({}, description="During negotiation.")
    alignment: dict[AlignmentItem, Done] = OURS.assessment({}, description="Inside our own company before the launch.")
    launch: dict[LaunchItem, Done] = BOTH.assessment({}, description="With the partner before the launch.")
    launch_week: dict[LaunchWeekItem, Done] = BOTH.assessment({}, description="During launch week.")
    first_30_days: dict[FirstDaysItem, Done] = BOTH.assessment({}, description="In the first 30 days after the launch.")
    ongoing: dict[OngoingItem, Done] = OURS.assessment({}, description="For as long as the partnership lasts.")
    exit: dict[ExitItem, Done] = BOTH.assessment({}, description="A graceful end.")


_TYPES: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "outreach": OutreachItem,
        "agreement": AgreementItem,
        "alignment": AlignmentItem,
        "launch": LaunchItem,
        "launch_week": LaunchWeekItem,
        "first_30_days": FirstDaysItem,
        "ongoing": OngoingItem,
        "exit": ExitItem,
    }
)

ITEMS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {checklist: choices_of(items) for checklist, items in _TYPES.items()}
)
"""The items of each checklist, in order."""


def meaning_of(checklist: str, item: str) -> str:
    """Return what an item of a checklist says, as a sentence."""
    _, meanings = get_args(_TYPES[checklist])
    return str(meanings.meanings[item])
