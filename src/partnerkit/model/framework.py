"""The buckets a partnership is looked at by: six by default, a team's own where it says so (framework)."""

from collections.abc import Container, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, TypeAlias

from pydantic import AfterValidator

from partnerkit.model.base import Section
from partnerkit.model.marks import BOTH, SEQUENCE, branch
from partnerkit.model.values import AtMost, Identifier, Name, Text, refusal


class BucketDefinition(NamedTuple):
    """One bucket of the framework as it holds in this workspace."""

    key: str
    name: str
    purpose: str
    question: str = ""
    critical: bool = False
    boxes: tuple[str, ...] = ()
    replaces: str | None = None


DEFAULT_BUCKETS: tuple[BucketDefinition, ...] = (
    BucketDefinition(
        "align",
        "Align",
        "Partners and cross-functional teams on one joint strategy or plan",
        "Is there a plan of attack, and does each company know why the partnership matters?",
    ),
    BucketDefinition(
        "build",
        "Build",
        "The joint value proposition: why two or more partners are better together",
        "What does a customer gain from working with both of us?",
    ),
    BucketDefinition(
        "enable",
        "Enable",
        "Training of sales, technical and delivery teams on both sides, in the partner's value and in the joint value",
        "Can each team position the joint value?",
    ),
    BucketDefinition(
        "monetize",
        "Monetize",
        "Co-sell, resale and other transaction value, attribution of results, and mutual marketing "
        "that fits the partner's own priorities",
        "Is the value captured and attributed to the partnership?",
    ),
    BucketDefinition(
        "support",
        "Support",
        "The joint plan for customer and partner support: how issues are handled when things go wrong",
        "Who picks up an unhappy customer, and how?",
    ),
    BucketDefinition(
        "operate",
        "Operate",
        "The mechanics: joint plan, metrics, systems to collaborate, legal contracts, review dates",
        "Can progress be tracked and reviewed?",
    ),
)
"""The six buckets (framework), in order."""

_DEFAULTS = {bucket.key: bucket for bucket in DEFAULT_BUCKETS}


class BucketSetting(Section):
    """The settings of one bucket; an empty mapping keeps the defaults."""

    name: Name | None = BOTH.editorial(None, description="The name of the bucket.", examples=["Market"])
    purpose: Text | None = BOTH.editorial(None, description="What it covers.", examples=["Joint demand generation"])
    question: Text | None = BOTH.editorial(
        None, description="The question it has to answer.", examples=["Do the right people hear of us?"]
    )
    critical: bool = BOTH.assessment(
        False, description="Whether a red status here makes the whole partnership red.", examples=[True]
    )
    boxes: Annotated[tuple[Name, ...], AtMost(100, "boxes")] = BOTH.assessment(
        (),
        items=SEQUENCE,
        description="The parts that every partnership has in this bucket.",
        examples=[["executive sponsors", "joint plan"]],
    )
    replaces: Identifier | None = BOTH.assessment(
        None,
        description="The default bucket that it replaces, alone or together with others.",
        examples=["monetize"],
        json_schema_extra={
            "enum": list(_DEFAULTS),
            "enumDescriptions": [f"{bucket.name}: {bucket.purpose}" for bucket in DEFAULT_BUCKETS],
        },
    )


def _sound(buckets: dict[str, BucketSetting]) -> dict[str, BucketSetting]:
    if not buckets:
        raise refusal("PK019", "a framework needs at least one bucket; leave `buckets` out for the default six")
    judged = [_wrong(key, setting.replaces, buckets) for key, setting in buckets.items() if setting.replaces]
    wrong = [found for found in judged if found]
    if wrong:
        raise refusal("PK019", **wrong[0], also=wrong[1:])
    return buckets


def _wrong(key: str, replaces: str, buckets: Container[str]) -> dict[str, Any]:
    """Return what is wrong with a bucket that replaces another; nothing where all is well."""
    at = (key, "replaces")
    if replaces not in _DEFAULTS:
        sentence = f"`{replaces}` is not a bucket of the default framework, so nothing can replace it"
        return {"sentence": sentence, "at": at, "unknown": replaces, "known": lambda: tuple(_DEFAULTS)}
    if replaces in buckets:
        return {"sentence": f"`{replaces}` is replaced by `{key}` and still listed; keep one of them", "at": at}
    return {}


Buckets: TypeAlias = Annotated[dict[Identifier, BucketSetting], AtMost(50, "buckets"), AfterValidator(_sound)]


class Framework(Section):
    """The buckets of this workspace."""

    buckets: Buckets | None = branch(
        None,
        items=SEQUENCE,
        description="The buckets in order. A default bucket that isn't listed is removed. Default: the six default "
        "buckets.",
        examples=[{"align": {}, "build": {}, "market": {"replaces": "monetize"}, "sell": {"replaces": "monetize"}}],
        json_schema_extra={"minProperties": 1},
    )

    @cached_property
    def resolved(self) -> tuple[BucketDefinition, ...]:
        """The buckets in order, defaults filled in."""
        if self.buckets is None:
            return DEFAULT_BUCKETS
        return tuple(_resolve(key, setting) for key, setting in self.buckets.items())

    @cached_property
    def replaced(self) -> Mapping[str, tuple[str, ...]]:
        """For each default bucket that was replaced, the keys of the buckets that took its place."""
        successors: dict[str, tuple[str, ...]] = {}
        for key, setting in (self.buckets or {}).items():
            if setting.replaces is not None:
                successors[setting.replaces] = (*successors.get(setting.replaces, ()), key)
        return MappingProxyType(successors)


def _resolve(key: str, setting: BucketSetting) -> BucketDefinition:
    default = _DEFAULTS.get(key, BucketDefinition(key, key.replace("-", " ").replace("_", " ").capitalize(), ""))
    return BucketDefinition(
        key=key,
        name=setting.name or default.name,
        purpose=setting.purpose or default.purpose,
        question=setting.question or default.question,
        critical=setting.critical,
        boxes=setting.boxes,
        replaces=setting.replaces,
    )
