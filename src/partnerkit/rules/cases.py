"""What several rules need to know about a case."""

from collections.abc import Sequence

from partnerkit.facts.agreements import AgreementState, state_of
from partnerkit.facts.case import Case
from partnerkit.model.buckets import Bucket
from partnerkit.model.framework import BucketDefinition
from partnerkit.rules.rule import KeyPath


def running_agreement(case: Case) -> AgreementState:
    """Return the agreement as of the day; at `exit` none, since it no longer limits any plans."""
    return state_of(None, case.today) if case.partnership.stage == "exit" else case.agreed


def notice_path(state: AgreementState) -> KeyPath:
    """Return where the file has the notice of non-renewal: in days or in months."""
    return ("agreement", "term", "notice_months" if state.notice and state.notice.unit == "month" else "notice_days")


def theirs(case: Case) -> list[str]:
    """Return the short names of the partner's people who have not left."""
    return [
        key
        for key, person in case.partnership.people.items()
        if person.side == "them" and (person.left is None or person.left >= case.today)
    ]


def owned_buckets(case: Case) -> Sequence[tuple[str, Bucket, BucketDefinition]]:
    """Return the buckets that the file mentions; none at `exit`, when no one closes gaps any more."""
    return () if case.partnership.stage == "exit" else case.buckets
