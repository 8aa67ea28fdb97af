"""Which items of a checklist are done, by the checklist itself or by what else the file shows (guide)?"""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date

from partnerkit.dates import add_months, month_of
from partnerkit.facts.as_of import done_on, progress, reviews_held
from partnerkit.facts.case import Case
from partnerkit.facts.launch_plan import STEPS
from partnerkit.model.choices import ReviewKind
from partnerkit.model.partnership import Partnership


def noted_items(case: Case, checklist: str) -> Mapping[str, date | bool]:
    """Return which items of a checklist are done or not, or on which day.

    An item that the checklist does not name is done where the file shows it elsewhere; `false` keeps it open. The
    day of the honest conversation may be in `exit` instead.
    """
    return _noted(case, checklist, _shown(case, {checklist}))


def _noted(case: Case, checklist: str, shown: Iterable[tuple[str, str, date | None]]) -> Mapping[str, date | bool]:
    partnership = case.partnership
    noted: dict[str, date | bool] = dict(getattr(partnership.checklists, checklist) if partnership.checklists else {})
    talked = partnership.exit.conversation if partnership.exit else None
    there = noted.get("honest-conversation", False)
    if checklist == "exit" and talked is not None and (not there or (isinstance(there, date) and talked < there)):
        noted["honest-conversation"] = talked
    for shown_in, item, since in shown:
        if shown_in == checklist:
            noted.setdefault(item, since or True)
    return noted


def done_items(case: Case, checklist: str) -> Mapping[str, date | None]:
    """Return the items of a checklist that are done, with the day on which they were, where it is known.

    A date after today is when someone means to do it.
    """
    return done_in(case, [checklist])[checklist]


def done_in(case: Case, checklists: Iterable[str]) -> Mapping[str, Mapping[str, date | None]]:
    """Return what is done of several checklists, for which the rest of the file is looked at once."""
    asked_for = tuple(checklists)
    shown = list(_shown(case, asked_for))
    return {checklist: done_of(_noted(case, checklist, shown), case.today) for checklist in asked_for}


def done_of(noted: Mapping[str, date | bool], today: date) -> Mapping[str, date | None]:
    """Return the items that are done of those that are noted, with the day on which they were."""
    return {
        item: done if isinstance(done, date) else None
        for item, done in noted.items()
        if (done <= today if isinstance(done, date) else done)
    }


def _shown(case: Case, checklists: Container[str]) -> Iterator[tuple[str, str, date | None]]:
    """Yield the items of checklists that are shown elsewhere in the file, with their checklist, and since when."""
    if "outreach" in checklists:
        yield from _preparation(case)
    if "agreement" in checklists:
        yield from _terms(case)
    yield from _launch(case)
    if "ongoing" in checklists:
        yield from _routine(case)


def _preparation(case: Case) -> Iterator[tuple[str, str, None]]:
    partnership = case.partnership
    value, outreach, contacts = partnership.value_proposition, partnership.outreach, partnership.contacts
    shown = {
        "goals-defined": bool(partnership.goals),
        "fit-scored": all(criterion.key in partnership.fit for criterion in case.workspace.scorecard.resolved),
        "value-proposition": value is not None and value.outcome is not None,
        "right-contact": bool((outreach and outreach.contact) or (contacts and contacts.main)),
    }
    yield from (("outreach", item, None) for item, there in shown.items() if there)


def _terms(case: Case) -> Iterator[tuple[str, str, date | None]]:
    """Yield the terms that are in an agreement that was signed; those in a draft are not agreed yet."""
    agreement = case.partnership.agreement
    state = case.agreed
    if agreement is None or not state.was_signed:
        return
    shown = {
        "scope": agreement.scope is not None,
        "revenue": bool(agreement.revenue),
        "term": agreement.term is not None,
        "ip-and-brand": agreement.ip is not None,
        "metrics": bool(case.partnership.kpis),
    }
    yield from (("agreement", item, agreement.signed) for item, there in shown.items() if there)


def _launch(case: Case) -> Iterator[tuple[str, str, date | None]]:
    """Yield what the steps of the launch in the plan show, and what figures do."""
    partnership, today = case.partnership, case.today
    done = {item.id: done_on(item, today) for item in partnership.plan if progress(item, today) == "done"}
    for step in STEPS:
        if step.id in done:
            yield from ((checklist, item, done[step.id]) for checklist, item in step.proofs)
    if _has_first_results(partnership, today):
        yield "first_30_days", "results-tracked", None


def _has_first_results(partnership: Partnership, today: date) -> bool:
    """Whether there are results since the launch."""
    day = partnership.launch.date if partnership.launch else None
    return (
        day is not None
        and day <= today
        and any(month_of(day) <= row.month <= month_of(today) for row in partnership.results)
    )


def _routine(case: Case) -> Iterator[tuple[str, str, date | None]]:
    """Yield the routines that are kept up: a review counts for one month longer than its rhythm, and so do figures."""
    rhythms: tuple[tuple[str, ReviewKind, int], ...] = (
        ("monthly-check-ins", "monthly", 1),
        ("quarterly-reviews", "quarterly", 3),
    )
    reviews = reviews_held(case.partnership, case.today)
    for item, kind, months in rhythms:
        held = [review.date for review in reviews if review.kind == kind]
        if held and held[-1] >= add_months(case.today, -months - 1):
            yield "ongoing", item, held[-1]
    earliest, latest = month_of(add_months(case.today, -2)), month_of(case.today)
    if any(earliest <= row.month <= latest for row in case.partnership.results):
        yield "ongoing", "metrics-tracked", None
    if case.partnership.expansion:
        yield "ongoing", "growth-explored", None
