"""The partner program: its tiers, its infrastructure, and what a partnership file says of its place in it (guide)."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.checklists import Done
from partnerkit.model.marks import BOTH, OURS, SEQUENCE, STATED_SET, branch, known_by
from partnerkit.model.values import (
    AtMost,
    Count,
    Identifier,
    Meanings,
    Name,
    Percentage,
    PositiveCount,
    Price,
    Rating,
    Text,
)


class TierRequirement(Section):
    """What may be required of a partner; anything left out is not required."""

    agreement: bool = OURS.commercial(False, description="A signed agreement.", examples=[True])
    training: bool = OURS.commercial(False, description="Their people are trained.", examples=[True])
    certification: bool = OURS.commercial(False, description="They are certified.", examples=[True])
    deep_integration: bool = OURS.commercial(False, description="The products are deeply integrated.", examples=[True])
    certified_people: PositiveCount | None = OURS.commercial(
        None, description="The number of certified people, counted from `certifications`.", examples=[2]
    )
    case_studies: PositiveCount | None = OURS.commercial(
        None, description="The number of joint case studies.", examples=[1]
    )
    members: PositiveCount | None = OURS.commercial(
        None, description="The number of members in their network.", examples=[50]
    )
    referrals: Count | None = OURS.commercial(
        None, description="The number of referrals within `program.window_months`.", examples=[5]
    )
    revenue: Price | None = OURS.commercial(
        None,
        description="The revenue through the partnership within the same months, in the workspace's currency.",
        examples=[100000],
    )
    strategic_fit: Rating | None = OURS.commercial(
        None, description="The minimum rating of strategic alignment in `fit.strategic`.", examples=[4]
    )


class Requires(TierRequirement):
    """What a tier requires of a partner, in addition to everything the tiers below require."""

    any: tuple[TierRequirement, ...] = branch(
        (),
        # The flags show which kind of requirement it is; its numbers are what changes.
        items=known_by("agreement", "training", "certification", "deep_integration"),
        description="Alternatives: at least one of these must be met.",
        examples=[[{"revenue": 25000}, {"referrals": 5}]],
    )


class TierSetting(Section):
    """The settings of one tier; a key that is left out keeps the value of the default tier of that name."""

    name: Name | None = BOTH.editorial(None, description="The name of the tier.", examples=["Certified"])
    requires: Requires | None = Field(
        None, description="What the tier requires of a partner, instead of what the default tier requires."
    )
    fee: Percentage | None = OURS.commercial(
        None,
        description="The partner's share of the revenue it brings in; without one, a tier of your own has custom "
        "terms.",
        examples=["15%"],
    )
    benefits: tuple[Text, ...] = OURS.commercial(
        (), items=STATED_SET, description="The other benefits.", examples=[["Co-marketing", "Dedicated support"]]
    )


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier as it holds in this workspace; `fee` in percent, None for custom terms."""

    key: str
    name: str
    requires: Requires
    fee: Decimal | None
    benefits: tuple[str, ...]


DEFAULT_TIERS: tuple[Tier, ...] = (
    Tier(
        "referral",
        "Referral",
        Requires.model_construct(agreement=True),
        Decimal(10),
        ("Marketing materials",),
    ),
    Tier(
        "certified",
        "Certified",
        Requires.model_construct(training=True, certification=True, referrals=5),
        Decimal(15),
        ("Co-marketing", "Dedicated support"),
    ),
    Tier(
        "premium",
        "Premium",
        Requires.model_construct(referrals=20, strategic_fit=4),
        Decimal(20),
        ("Joint planning", "Executive sponsorship"),
    ),
    Tier(
        "strategic",
        "Strategic",
        # How much revenue is significant the guide leaves open: 100,000 a year is partnerkit's own.
        Requires.model_construct(deep_integration=True, revenue=Decimal(100000)),
        None,
        ("Joint roadmap", "Executive partnership"),
    ),
)
"""The four tiers of the guide, lowest first."""

_DEFAULTS = {tier.key: tier for tier in DEFAULT_TIERS}

TechnologyItem: TypeAlias = Annotated[
    Literal["prm", "referral-tracking", "portal", "automated-payments"],
    Meanings(
        {
            "prm": "Partner management software is in use.",
            "referral-tracking": "Referrals are tracked and attributed.",
            "portal": "Partners have a portal.",
            "automated-payments": "Commissions are paid automatically.",
        }
    ),
]

ResourcesItem: TypeAlias = Annotated[
    Literal["dedicated-manager", "marketing-materials", "training-and-certification", "regular-communications"],
    Meanings(
        {
            "dedicated-manager": "Someone manages partnerships full time.",
            "marketing-materials": "Partners have marketing materials.",
            "training-and-certification": "Partners can get trained and certified.",
            "regular-communications": "Partners hear from us regularly.",
        }
    ),
]

GovernanceItem: TypeAlias = Annotated[
    Literal["guidelines", "advisory-board", "surveys-and-feedback", "recognition"],
    Meanings(
        {
            "guidelines": "There are guidelines for partners.",
            "advisory-board": "There is a partner advisory board.",
            "surveys-and-feedback": "Partners are surveyed and give feedback.",
            "recognition": "Good partners are recognized publicly.",
        }
    ),
]


class Infrastructure(Section):
    """What the program runs on; each item is done since a date, done (true) or open (false, or not listed)."""

    technology: dict[TechnologyItem, Done] = OURS.assessment({}, description="The software of the program.")
    resources: dict[ResourcesItem, Done] = OURS.assessment({}, description="The people and materials of the program.")
    governance: dict[GovernanceItem, Done] = OURS.assessment({}, description="The rules of the program.")


class Program(Section):
    """The partner program of this workspace."""

    tiers: Annotated[dict[Identifier, TierSetting], AtMost(50, "tiers")] | None = branch(
        None,
        items=SEQUENCE,
        description="The tiers, lowest first. A default tier that isn't listed is removed. Default: the guide's four.",
        examples=[{"referral": {}, "certified": {"fee": "18%"}}],
    )
    window_months: PositiveCount = OURS.commercial(
        12, description="For how many months back referrals and revenue are counted.", examples=[12]
    )
    grace_days: Count = OURS.commercial(
        0, description="For how many days a partner keeps a tier that it no longer qualifies for.", examples=[90]
    )
    infrastructure: Infrastructure | None = Field(None, description="What the program runs on.")

    @cached_property
    def resolved(self) -> tuple[Tier, ...]:
        """The tiers, lowest first."""
        if self.tiers is None:
            return DEFAULT_TIERS
        return tuple(_resolve(key, setting) for key, setting in self.tiers.items())


def _resolve(key: str, setting: TierSetting) -> Tier:
    own = Tier(key, key.replace("-", " ").replace("_", " ").capitalize(), Requires.model_construct(), None, ())
    return replace(_DEFAULTS.get(key, own), **{given: getattr(setting, given) for given in setting.model_fields_set})


class InProgram(Section):
    """A partner's progress toward its tier: dates, true or false. Anything left out is not recorded."""

    trained: Done | None = BOTH.assessment(None, description="Their people are trained.", examples=["2026-03-06"])
    certified: Done | None = BOTH.assessment(None, description="They are certified.", examples=["2026-03-06"])
    deep_integration: Done | None = BOTH.assessment(
        None, description="The products are deeply integrated.", examples=["2025-04-04"]
    )
    case_studies: Count | None = BOTH.assessment(None, description="The number of joint case studies.", examples=[2])
