"""What to do about a weak dynamic, in the order in which it is worth trying (dynamics)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from partnerkit.model.choices import Side

DynamicKey: TypeAlias = Literal["interest", "awareness", "encouragement"]
Basis: TypeAlias = Literal["account_mapping", "value_proposition", "goals", "departments", "encouragement", "none"]


@dataclass(frozen=True, slots=True)
class Play:
    """One thing to do: its name, how it is done, and which part of the file it is done with."""

    key: str
    name: str
    how: str
    basis: Basis = "none"


_ACCOUNT_MAPPING: Final = Play(
    "account-mapping",
    "Account mapping",
    "Count the accounts that both companies serve. A number from real customer lists raises interest; an opinion "
    "doesn't.",
    "account_mapping",
)
_REACH: Final = Play(
    "reach-departments",
    "Reach the departments that haven't heard yet",
    "A partnership that only one team knows about ends with that team. Take the departments one at a time, "
    "customer-facing ones first.",
    "departments",
)
_TAILOR: Final = Play(
    "tailored-content",
    "Tailored content",
    "Give each department its own material: what changes in its day, in its words. Don't reuse a generic deck.",
)
_UNDERSTANDING: Final = Play(
    "understanding-over-reward",
    "Explain the benefit instead of adding a reward",
    "A bonus works until it's paid. Show people what the partnership does for their customers and targets; that lasts.",
    "encouragement",
)
_RHYTHM: Final = Play(
    "steady-rhythm",
    "A steady rhythm",
    "Encourage often, in a different way each time: a win story, a customer on a call, a word from a leader, a visit. "
    "Set the next date as soon as one is over.",
    "encouragement",
)

PLAYS: Final[Mapping[tuple[DynamicKey, Side], tuple[Play, ...]]] = {
    ("interest", "them"): (
        _ACCOUNT_MAPPING,
        Play(
            "purpose-from-their-view",
            "The purpose from their point of view",
            "Make it about them: a gap in their offering that you fill, a result that improves, a competitor they "
            "beat.",
            "value_proposition",
        ),
        Play(
            "why-should-i",
            "An answer to `why should I?` at every level",
            "The leader, the manager and the seller all ask it. Have one sentence ready for each.",
            "value_proposition",
        ),
    ),
    ("interest", "us"): (
        _ACCOUNT_MAPPING,
        Play(
            "tie-to-our-goals",
            "Our goal that it serves",
            "Name the goal, the number and the date. If it serves no goal, no one will prioritize it.",
            "goals",
        ),
    ),
    ("awareness", "them"): (_REACH, _TAILOR),
    ("awareness", "us"): (_REACH, _TAILOR),
    ("encouragement", "them"): (_UNDERSTANDING, _RHYTHM),
    ("encouragement", "us"): (_UNDERSTANDING, _RHYTHM),
}
"""The plays for each of the six, by dynamic and side."""

DEPARTMENTS: Final = ("sales", "marketing", "client success", "operations", "IT", "finance")
"""The departments that awareness has to reach on each side (dynamics)."""

SAME_DEPARTMENT: Final[Mapping[str, str]] = {
    "customer success": "client success",
    "information technology": "IT",
}
"""Other names of those departments."""
