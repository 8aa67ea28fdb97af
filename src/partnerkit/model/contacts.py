"""Whom to talk to at a partner of each type (guide)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from partnerkit.model.choices import PartnershipType


@dataclass(frozen=True, slots=True)
class IdealContact:
    """The roles that can say yes to a partnership of one type, and the words by which their titles are known."""

    ideal: str
    alternative: str
    words: frozenset[str]


IDEAL_CONTACTS: Final[Mapping[PartnershipType, IdealContact]] = {
    "integration": IdealContact(
        "Head of Product or CTO",
        "VP Engineering",
        frozenset({"product", "engineering", "technology", "technical", "cto", "cpo"}),
    ),
    "co-marketing": IdealContact(
        "Head of Marketing or CMO",
        "content or brand manager",
        frozenset({"marketing", "cmo", "content", "brand", "communications"}),
    ),
    "distribution": IdealContact(
        "Head of Sales or CRO",
        "channel manager",
        frozenset({"sales", "cro", "revenue", "commercial", "channel", "channels"}),
    ),
    "alliance": IdealContact("CEO or founder", "VP Strategy", frozenset({"strategy", "strategic", "executive"})),
    "ecosystem": IdealContact(
        "Head of Partnerships", "partner manager", frozenset({"ecosystem", "marketplace", "platform"})
    ),
    # Supply chain is not in the guide; these are partnerkit's own.
    "supply-chain": IdealContact(
        "Head of Procurement or COO",
        "supplier manager",
        frozenset({"procurement", "purchasing", "coo", "operations", "supplier", "supply"}),
    ),
}

ALWAYS_IDEAL: Final = frozenset(
    {"ceo", "founder", "co-founder", "cofounder", "owner", "president", "managing"}
    | {"partner", "partners", "partnership", "partnerships", "alliance", "alliances"}
)
"""Who leads the company, or its partnerships, can say yes to any of them."""
