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
    "Count the accounts that both companies serve. A number from real customer lists raises interest "
    "where an opinion does not.",
    "account_mapping",
)
_REACH: Final = Play(
    "reach-departments",
    "Reach the departments that have not heard",
    "A partnership that one team knows ends with that team. Take the departments one after another, "
    "those that meet customers first.",
    "departments",
)
_TAILOR: Final = Play(
    "tailored-content",
    "Tailored content",
    "Give each department material of its own: what changes in its day, in its words. Nothing off the shelf.",
)
_UNDERSTANDING: Final = Play(
    "understanding-over-reward",
    "Understanding instead of another reward",
    "A bonus moves people until it is paid. Show what the partnership does for their customers and their targets, "
    "which lasts.",
    "encouragement",
)
_RHYTHM: Final = Play(
    "steady-rhythm",
    "A steady rhythm",
    "Encourage often, and each time in another way: a win story, a customer on a call, a word from a leader, "
    "a visit. Set the next date when one is over.",
    "encouragement",
)

PLAYS: Final[Mapping[tuple[DynamicKey, Side], tuple[Play, ...]]] = {
    ("interest", "them"): (
        _ACCOUNT_MAPPING,
        Play(
            "purpose-from-their-view",
            "The purpose from their view",
            "Tell it as theirs: a gap of their offering that is filled, results of theirs that improve, "
            "a competitor they beat. It is about them.",
            "value_proposition",
        ),
        Play(
            "why-should-i",
            "An answer to `why should I?` at every level",
            "The leader, the manager and the seller each ask it. Have one sentence ready for each of them.",
            "value_proposition",
        ),
    ),
    ("interest", "us"): (
        _ACCOUNT_MAPPING,
        Play(
            "tie-to-our-goals",
            "Our goal that it serves",
            "Name the goal, the number and the day. If it serves no goal, no one will prioritize it.",
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
