"""How healthy is a partnership (guide)?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from partnerkit.facts.as_of import health_checks, stale_from
from partnerkit.facts.attainment import KpiAttainment, attainment_limits, attainments, mean_attainment
from partnerkit.facts.case import Case
from partnerkit.facts.ratings import MeanRating, SidedRating, mean_of, ratings_of
from partnerkit.model.choices import HealthFlag
from partnerkit.model.health import HealthCheck
from partnerkit.model.statuses import Status
from partnerkit.model.workspace import AmberLimits, HealthLimits, RedLimits
from partnerkit.phrasing import listed, number, percent, plural, rounded_beside

Rule: TypeAlias = Literal[
    "mean-rating", "open-flags", "attainment", "nothing-against-it", "no-health-check", "nothing-to-judge-by"
]


@dataclass(frozen=True, slots=True)
class HealthVerdict:
    """The status of a partnership's health, the first rule that fired, why, and what it was judged by.

    `assessed` is the day of the latest check that rates or flags anything, `flagged` that of the check that gives
    the open `flags`; neither `mean` nor `attainment` is rounded.
    """

    status: Status
    rule: Rule
    reason: str
    assessed: date | None
    stale: bool
    ratings: tuple[SidedRating, ...]
    mean: MeanRating | None
    kpis: tuple[KpiAttainment, ...]
    attainment: Decimal | None
    flags: tuple[HealthFlag, ...]
    flagged: date | None


def judge_health(case: Case) -> HealthVerdict:
    """Return the health of one partnership by its latest ratings, its open flags and its targets up to the day.

    A check that gives only flags leaves the ratings as they were, and one that gives no flags leaves those open that
    were. A check with neither is a note.
    """
    checks = health_checks(case.partnership, case.today)
    rated = [check for check in checks if mean_of(check) is not None]
    flagging = flagged_by(checks)
    dates = [check.date for check in (*rated[-1:], *([flagging] if flagging else []))]
    assessed = max(dates, default=None)
    mean = mean_of(rated[-1]) if rated else None
    flags = open_flags(checks)
    kpis = attainments(case)
    attainment = mean_attainment(kpis)
    status, rule, reason = _decide(mean, flags, attainment, case.workspace.health, checked=assessed is not None)
    return HealthVerdict(
        status=status,
        rule=rule,
        reason=reason,
        assessed=assessed,
        stale=assessed is not None and case.today >= stale_from(assessed, case.workspace),
        ratings=ratings_of(rated[-1]) if rated else (),
        mean=mean,
        kpis=kpis,
        attainment=attainment,
        flags=flags,
        flagged=flagging.date if flagging else None,
    )


def flagged_by(checks: Sequence[HealthCheck]) -> HealthCheck | None:
    """Return the check that says which flags are open: the latest that has `flags`, were it `[]`."""
    return next((check for check in reversed(checks) if "flags" in check.model_fields_set), None)


def open_flags(checks: Sequence[HealthCheck]) -> tuple[HealthFlag, ...]:
    """Return the flags that are open after all of these checks, the oldest check first."""
    check = flagged_by(checks)
    return tuple(dict.fromkeys(check.flags)) if check else ()


def _decide(
    mean: MeanRating | None,
    flags: Sequence[str],
    attainment: Decimal | None,
    limits: HealthLimits,
    *,
    checked: bool,
) -> tuple[Status, Rule, str]:
    """Return the verdict, the first rule that fired, and a sentence with all that fired at that level.

    The worst of three (the limits are partnerkit's own, and the workspace's to change under `health`): red when the
    mean rating is under 2.5, two red flags are open or attainment is under 50%; amber when the mean is under 3.5,
    one flag is open or attainment is under 80%; else green. A rule whose figure is missing does not fire. Without a
    health check nothing is green: targets that are reached don't show how the two sides get on.
    """
    levels: tuple[tuple[Status, RedLimits | AmberLimits], ...] = (("red", limits.red), ("amber", limits.amber))
    for status, limit in levels:
        fired = list(_fired(mean, flags, attainment, limit, limits))
        if fired:
            return status, fired[0][0], "; ".join(reason for _, reason in fired)
    if not checked and attainment is None:
        return "not_assessed", "nothing-to-judge-by", "no ratings, no flags and no target with figures yet"
    known = [
        *([_mean_in_words(mean, limits)] if mean is not None else []),
        *([_attainment_in_words(attainment, limits)] if attainment is not None else []),
        *([] if flags else ["no flag open"]),
    ]
    if not checked:
        return "not_assessed", "no-health-check", f"no health check yet; {known[0]}"
    return "green", "nothing-against-it", listed(known)


def _fired(
    mean: MeanRating | None,
    flags: Sequence[str],
    attainment: Decimal | None,
    limit: RedLimits | AmberLimits,
    limits: HealthLimits,
) -> Iterator[tuple[Rule, str]]:
    if mean is not None and mean.value < limit.mean:
        yield "mean-rating", f"{_mean_in_words(mean, limits)} is under {number(limit.mean)}"
    if len(flags) >= limit.flags:
        named = listed([flag.replace("-", " ") for flag in flags])
        yield "open-flags", f"{plural(len(flags), 'red flag')} open: {named}"
    if attainment is not None and attainment < limit.attainment:
        yield "attainment", f"{_attainment_in_words(attainment, limits)} is under {percent(limit.attainment)}"


def _mean_in_words(mean: MeanRating, limits: HealthLimits) -> str:
    return f"mean rating {number(shown_mean(mean.value, limits))}{mean.whose}"


def _attainment_in_words(attainment: Decimal, limits: HealthLimits) -> str:
    return f"attainment {percent(rounded_beside(attainment, attainment_limits(limits)))}"


def shown_mean(mean: Decimal, limits: HealthLimits) -> Decimal:
    """Return a mean rating as it is shown, with enough digits to agree with the verdict."""
    return rounded_beside(mean, (limits.red.mean, limits.amber.mean), 2)
