"""What several rules ask of a case."""

from collections.abc import Iterator, Mapping

from partnerkit.facts.agreements import AgreementState, state_of
from partnerkit.facts.case import Case
from partnerkit.model.buckets import Bucket
from partnerkit.model.framework import BucketDefinition
from partnerkit.model.health import HealthCheck, HealthRatings, SidedHealthRatings
from partnerkit.model.partnership import Partnership


def running_agreement(case: Case) -> AgreementState:
    """Return the agreement as of the day; in an exit none, since it binds no plans any more."""
    agreement = None if case.partnership.stage == "exit" else case.partnership.agreement
    return state_of(agreement, case.today)


def theirs(partnership: Partnership) -> list[str]:
    """Name the partner's people."""
    return [key for key, person in partnership.people.items() if person.side == "them"]


def owned_buckets(case: Case) -> Iterator[tuple[str, Bucket, BucketDefinition]]:
    """Go through the buckets that the file speaks of; in an exit nobody fills gaps any more."""
    if case.partnership.stage == "exit":
        return
    for definition in case.workspace.framework.resolved:
        bucket = case.partnership.buckets.get(definition.key)
        if bucket is not None:
            yield definition.key, bucket, definition


def ratings_of(check: HealthCheck) -> Mapping[str, int]:
    """Return the ratings of a health entry; where the sides were asked apart, the lower of the two."""
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
