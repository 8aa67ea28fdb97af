"""What people write for the words of the format, in other tools and in daily speech."""

from collections.abc import Collection
from typing import Final

_SYNONYMS: Final = {
    # kinds of partnerships
    "distribution": "reseller resale affiliate referral distributor channel var app-store",
    "integration": "technology tech api product connector plugin",
    "co-marketing": "marketing co-brand event events content webinar",
    "alliance": "strategic joint-venture jv co-sell",
    "ecosystem": "platform isv marketplace partner-network",
    "supply-chain": "supplier vendor procurement sourcing",
    # stages
    "prospect": "lead candidate target identified new",
    "initiate": "contacted negotiation negotiating evaluation in-talks onboarding-planned",
    "launch": "onboarding onboard signed implementation",
    "grow": "live active running growing expand expansion",
    "optimize": "mature scale scaling",
    "exit": "ended churned closed terminated offboarding inactive lost",
    # statuses
    "green": "ok okay good healthy on-track",
    "amber": "yellow orange at-risk warning caution medium-risk",
    "red": "critical bad off-track high-risk",
    # priorities
    "high": "p1 urgent top critical must",
    "medium": "p2 normal med mid middle moderate should",
    "low": "p3 minor could",
    # states of an item
    "todo": "open planned backlog pending not-started",
    "doing": "in-progress started wip ongoing active",
    "done": "complete completed finished closed",
    "blocked": "waiting on-hold stuck",
    "dropped": "cancelled canceled abandoned wont-do",
    # sides, and where a partner is
    "us": "we our ours internal",
    "them": "they their theirs partner external",
    "upstream": "supplier vendor",
    "downstream": "reseller distributor customer",
    # the agreement
    "signed": "active executed in-force",
    "ended": "expired terminated",
    # rhythms
    "monthly": "month every-month",
    "quarterly": "quarter qbr every-quarter",
    "semiannual": "half-yearly biannual semi-annual twice-a-year every-six-months",
    "annual": "yearly year every-year",
}

_MEANINGS: Final[dict[str, list[str]]] = {}
for _word, _others in _SYNONYMS.items():
    for _other in _others.split():
        _MEANINGS.setdefault(_other, []).append(_word)


def meaning(word: str, known: Collection[str]) -> str:
    """Return the known word that another word is used for; nothing where there is none, or several."""
    plain = "-".join(word.lower().replace("_", " ").replace("'", "").split())
    meant = [candidate for candidate in _MEANINGS.get(plain, ()) if candidate in known]
    return meant[0] if len(meant) == 1 else ""
