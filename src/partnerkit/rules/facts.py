"""What several rules ask of a partnership."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from partnerkit.model.agreement import Exclusivity, Term
from partnerkit.model.buckets import Bucket
from partnerkit.model.choices import Side, Stage
from partnerkit.model.framework import BucketDefinition
from partnerkit.model.health import HealthCheck, HealthRatings, SidedHealthRatings
from partnerkit.model.partnership import Partnership
from partnerkit.model.plan import PlanItem
from partnerkit.questions.sides import side_of
from partnerkit.rules.rule import Case

LIVE: Final[frozenset[Stage]] = frozenset({"grow", "optimize", "renew"})
"""The stages of a partnership that customers can see."""

UNDER_WAY: Final[frozenset[Stage]] = LIVE | {"launch"}
IN_TOUCH: Final[frozenset[Stage]] = UNDER_WAY | {"initiate"}


def is_signed(partnership: Partnership) -> bool:
    """Tell whether an agreement is in force."""
    return partnership.agreement is not None and partnership.agreement.status == "signed"


def running_term(partnership: Partnership) -> Term | None:
    """Answer the term of a signed agreement; in an exit it binds no plans any more."""
    if partnership.agreement is None or not is_signed(partnership) or partnership.stage == "exit":
        return None
    return partnership.agreement.term


def theirs(partnership: Partnership) -> list[str]:
    """Name the partner's people."""
    return [key for key, person in partnership.people.items() if person.side == "them"]


def side_of_item(item: PlanItem, partnership: Partnership) -> Side | None:
    """Answer whose work an item is: its side where it says so, else its owner's."""
    return item.side or (side_of(item.owner, partnership) if item.owner else None)


def owned_buckets(case: Case) -> Iterator[tuple[str, Bucket, BucketDefinition]]:
    """Go through the buckets that the file speaks of; in an exit nobody fills gaps any more."""
    if case.partnership.stage == "exit":
        return
    for definition in case.workspace.framework.resolved:
        bucket = case.partnership.buckets.get(definition.key)
        if bucket is not None:
            yield definition.key, bucket, definition


def accountable(bucket: Bucket) -> tuple[str, ...]:
    """Name who is accountable for a bucket."""
    return bucket.raci.accountable if bucket.raci else ()


def ratings_of(check: HealthCheck) -> Mapping[str, int]:
    """Answer the ratings of a health entry; where the sides were asked apart, the lower of the two."""
    match check.ratings:
        case HealthRatings() as ratings:
            return ratings.model_dump(exclude_none=True)
        case SidedHealthRatings(us=us, them=them):
            each = [side.model_dump(exclude_none=True) for side in (us, them) if side is not None]
            return {
                key: min(side[key] for side in each if key in side) for key in dict.fromkeys(k for s in each for k in s)
            }
        case _:
            return {}


def days(count: int) -> str:
    """Write a number of days."""
    return "1 day" if count == 1 else f"{count} days"


def last_month(partnership: Partnership) -> tuple[int, date]:
    """Answer which row of `results` is the latest, and the first day of its month."""
    number, result = max(enumerate(partnership.results), key=lambda row: row[1].month)
    return number, date.fromisoformat(f"{result.month}-01")


def exclusivity_in_force(partnership: Partnership) -> Exclusivity | None:
    """Answer the exclusivity that holds or is being negotiated, if there is any."""
    agreement = partnership.agreement
    if agreement is None or agreement.status == "ended" or partnership.stage == "exit":
        return None
    exclusivity = agreement.exclusivity
    return None if exclusivity is None or exclusivity.kind == "none" else exclusivity
