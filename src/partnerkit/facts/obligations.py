"""What needs someone on a day: the one list behind what is due and the calendar."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from partnerkit.dates import month_of
from partnerkit.facts.agreements import ending_without_cause
from partnerkit.facts.as_of import done_on, is_open, reviews_held, stale_from, touches
from partnerkit.facts.case import Case
from partnerkit.facts.checklist_items import done_in
from partnerkit.facts.contacts import everyone, is_there, owner_of
from partnerkit.facts.figures import currency_of, figure_called, figure_in_words, value_of
from partnerkit.facts.filters import has_ended
from partnerkit.facts.launch_steps import is_on_launch_day, is_under_way, planned_steps
from partnerkit.facts.lifetime import ended_on
from partnerkit.facts.outreach import NextKind, next_touch
from partnerkit.facts.ownership import accountable_for
from partnerkit.facts.people import name_of
from partnerkit.facts.phases import phases_that_matter
from partnerkit.facts.registrations import registrations_of
from partnerkit.facts.review_dates import next_reviews
from partnerkit.facts.sides import lead_of, side_of
from partnerkit.facts.stages import EARLY
from partnerkit.model.buckets import Box, Bucket
from partnerkit.model.checklists import ITEMS
from partnerkit.model.choices import Side
from partnerkit.model.kpis import Kpi
from partnerkit.model.membership import Certification
from partnerkit.model.partnership import Partnership
from partnerkit.phrasing import listed, plural
from partnerkit.shell import command
from partnerkit.workdays import Holidays, next_working_day, previous_working_day

Kind: TypeAlias = Literal[
    "notice",
    "term",
    "outreach",
    "commitment",
    "registration",
    "plan",
    "launch",
    "review",
    "certification",
    "membership",
    "kpi",
    "assessment",
    "checklist",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

_TO_THE_DAY: Final = frozenset({"term", "registration", "certification", "membership", "launch"})
"""What runs out ends no later for a weekend, and the plan of a launch has found working days."""

_BEFORE_LAUNCH: Final = frozenset({"launch", "plan"})
"""What has to be done before the day of a launch, which is fixed: while that is ahead, the plan is about it."""

_WIND_DOWN: Final = frozenset({"plan", "commitment", "registration", "outreach", "checklist/exit"})
"""Kinds and keys of what is still to be done once a partnership has ended: what it owes, and another look."""


class Obligation(NamedTuple):
    """One thing that needs someone.

    `key` tells it from the others of its partnership, and stays the same from one day to the next. `on` is
    None where nothing says by when, and `due` the working day on which it has to be seen to. `starts` is where the
    work on it begins, and `anchor` the day a recurring one is counted from. `ended` is the day on which it was finished
    or dropped, else its own day if the file only says that it was; None while it is open. What is `irreversible` cannot
    be undone or made up for once its day is past, and what `holds_up_launch` has to be there before a day that is
    still to come. `partner_owner` is who owns it on their side too.
    """

    kind: Kind
    key: str
    what: str
    on: date | None
    person: str | None
    side: Side | None
    command: str
    partner_owner: str | None = None
    starts: date | None = None
    anchor: date | None = None
    due: date | None = None
    ended: date | None = None
    irreversible: bool = False
    holds_up_launch: bool = False

    def until(self, today: date) -> date | None:
        """Return the day by which it is to be done: for notice whose working day is past, the day that it falls on."""
        is_past = self.kind == "notice" and self.due is not None and self.due < today
        return self.on if is_past else self.due

    def is_late(self, today: date) -> bool:
        """Return whether the day by which it is to be done is past."""
        until = self.until(today)
        return until is not None and until < today


def obligations(case: Case) -> Iterator[Obligation]:
    """Yield all that has to be done in one partnership, whenever it is.

    What names no one and is not the partner's is done by the owner of the partnership; without one, no one is guessed.
    """
    return (obligation for obligation in obligations_with_ended(case) if obligation.ended is None)


def obligations_with_ended(case: Case) -> Iterator[Obligation]:
    """Yield also what was finished or dropped, as it was while it was open.

    The end of a partnership finishes all of it except what is left to wind down.
    """
    holidays, owner = case.holidays, owner_of(case)
    over = None
    if has_ended(case.partnership, case.today):
        over = min(ended_on(case.partnership, case.today) or case.today, case.today)
    launch = case.partnership.launch.date if case.partnership.launch else None
    is_ahead = launch is not None and case.today <= launch and is_under_way(case)
    for each in _obligations(case):
        is_over = over is not None and each.kind not in _WIND_DOWN and each.key not in _WIND_DOWN
        is_owners = each.person is None and each.side != "them" and owner is not None
        yield each._replace(
            person=owner if is_owners else each.person,
            side="us" if is_owners else each.side,
            due=_due(each, holidays),
            ended=each.ended or over if is_over else each.ended,
            holds_up_launch=is_ahead and each.kind in _BEFORE_LAUNCH,
        )


def _due(obligation: Obligation, holidays: Holidays) -> date | None:
    """Return the working day on which something has to be seen to."""
    if obligation.on is None or obligation.kind in _TO_THE_DAY:
        return obligation.on
    if obligation.kind == "notice":
        # Notice that is given on a later day is too late.
        return previous_working_day(obligation.on, holidays)
    return next_working_day(obligation.on, holidays)


def _obligations(case: Case) -> Iterator[Obligation]:
    yield from _outreach(case)
    yield from _plan(case)
    yield from _commitments(case)
    yield from _registrations(case)
    yield from _reviews(case)
    yield from _launch(case)
    yield from _kpis(case)
    yield from _term(case)
    yield from _without_cause(case)
    if case.partnership.stage != "exit":
        yield from _certifications(case)
        yield from _membership(case)
        yield from _assessments(case)
    yield from _checklists(case)


_TOUCH: Final[dict[NextKind, str]] = {
    "nudge": "Send a gentle nudge, day 3",
    "value": "Send something of value, day 7",
    "final": "Make the last attempt, day 14",
    "interested": "Answer their interest within a day",
    "revisit": "Look at them again",
}


_OUTREACH: Final = "outreach"
"""The next message is one thing, whichever it is: it moves once one is sent."""


def _outreach(case: Case) -> Iterator[Obligation]:
    touch = next_touch(case.partnership, case.today)
    if touch is None:
        last = max((each.date for each in touches(case.partnership, case.today)), default=None)
        if last is not None:
            yield Obligation("outreach", _OUTREACH, "Write to them", last, None, "us", "", ended=last)
        return
    follow_up = command("draft follow-up", case.stem, "--kind", touch.kind)
    # A first email is for those who are not partners yet.
    again = command("draft outreach" if case.partnership.stage in EARLY else "show", case.stem)
    letter = again if touch.kind == "revisit" else follow_up
    ours = touch.by if side_of(touch.by, case.partnership) == "us" and is_there(touch.by, case) else None
    yield Obligation("outreach", _OUTREACH, _TOUCH[touch.kind], touch.date, ours, "us", letter)


def _plan(case: Case) -> Iterator[Obligation]:
    helps = command("plan", case.stem)
    for item in case.partnership.plan:
        if item.due is None:
            continue
        ended = None if is_open(item, case.today) else done_on(item, case.today) or item.due
        owner, partner = lead_of(item), item.owners.them if item.owners else None
        side = item.side or side_of(owner, case.partnership)
        blocked = " (blocked)" if item.status == "blocked" else ""
        yield Obligation(
            "plan",
            f"plan/{item.id}",
            item.title + blocked,
            item.due,
            owner,
            side,
            helps,
            partner_owner=partner,
            starts=item.start,
            ended=ended,
            irreversible=is_on_launch_day(item.id, item.due, case),
        )


def _commitments(case: Case) -> Iterator[Obligation]:
    helps = command("reviews", case.stem)
    for review in reviews_held(case.partnership, case.today):
        for made in review.commitments:
            if made.due is not None:
                side = made.side or side_of(made.owner, case.partnership)
                key = f"commitment/{review.date}/{made.id}"
                what = f"Commitment: {made.what}"
                ended = done_on(made, case.today)
                yield Obligation("commitment", key, what, made.due, made.owner, side, helps, ended=ended)


def _registrations(case: Case) -> Iterator[Obligation]:
    """Yield what waits for an answer, and what is to be closed or extended when its protection ends."""
    command = f"partnerkit show {case.stem} --section registrations"
    for registration in registrations_of(case):
        deal, until = registration.deal, registration.deal.protected_until
        waits = deal.status == "registered"
        ended = None if registration.is_open or registration.state == "lapsed" else until or deal.date
        if until is None and (ended or not waits):
            continue
        what = "Approve or reject" if waits else "Close or extend"
        partner = deal.by if side_of(deal.by, case.partnership) == "them" else None
        person = None if partner or deal.by not in everyone(case) else deal.by
        yield Obligation(
            "registration",
            f"registration/{deal.deal}",
            f"{what} deal {deal.deal} ({deal.account})",
            until,
            person,
            "us",
            command,
            partner_owner=partner,
            ended=ended,
        )


def _reviews(case: Case) -> Iterator[Obligation]:
    for review in next_reviews(case):
        helps = command("draft review", case.stem, "--kind", review.kind)
        what = f"Hold the {review.kind} review" + ("" if review.date else "; no date to count from")
        yield Obligation(
            "review", f"review/{review.kind}", what, review.date, None, "us", helps, anchor=review.counted_from
        )


def _launch(case: Case) -> Iterator[Obligation]:
    if not is_under_way(case):
        return
    helps = command("launch", case.stem)
    for step in planned_steps(case):
        if not step.in_plan:
            # The key that it keeps once it is written into the plan.
            key = f"plan/{step.id}"
            side = side_of(step.owner, case.partnership, "us")
            ended = (step.done_on or step.due or case.today) if step.done else None
            yield Obligation(
                "launch",
                key,
                f"Launch: {step.title}",
                step.due,
                step.owner,
                side,
                helps,
                starts=step.starts,
                ended=ended,
                irreversible=is_on_launch_day(step.id, step.due, case),
            )


def _certifications(case: Case) -> Iterator[Obligation]:
    """Yield what is to be renewed; of several certificates of one person in one thing, the one valid longest."""
    last: dict[tuple[str, str], Certification] = {}
    for certificate in case.partnership.certifications:
        who, subject = certificate.person or certificate.name or "", certificate.of or ""
        known = last.get((who, subject))
        if certificate.until is not None and (known is None or (known.until or date.min) < certificate.until):
            last[who, subject] = certificate
    for (who, subject), certificate in last.items():
        if certificate.person is None or is_there(certificate.person, case):
            name = name_of(who, case.partnership, case.workspace)
            what = f"Renew the certificate of {name}" + (f": {subject}" if subject else "")
            side = side_of(certificate.person, case.partnership, "them")
            key = f"certification/{who}/{subject}"
            helps = command("tiers", case.stem)
            yield Obligation("certification", key, what, certificate.until, certificate.person, side, helps)


def _membership(case: Case) -> Iterator[Obligation]:
    """Yield the last day of our place in their program."""
    membership = case.partnership.membership
    if membership is not None and membership.until is not None:
        place = " in ".join(filter(None, (membership.tier, membership.program))) or "our place in their program"
        helps = command("show", case.stem)
        yield Obligation("membership", "membership", f"Renew {place}", membership.until, None, "us", helps)


def _kpis(case: Case) -> Iterator[Obligation]:
    """Yield what is to be measured by a day; the figure of that month, or an `actual` on target, ends it."""
    for kpi in case.partnership.kpis:
        if kpi.by is not None:
            bound = "at most" if kpi.goal == "at_most" else "at least"
            currency = currency_of(kpi.metric, kpi.currency, case.workspace.currency)
            what = f"KPI {kpi.metric}: {bound} {figure_in_words(kpi.target, currency)}"
            helps = command("health", case.stem)
            ended = kpi.by if _is_settled(kpi, case.partnership) else None
            yield Obligation("kpi", f"kpi/{kpi.metric}/{kpi.by}", what, kpi.by, None, "us", helps, ended=ended)


def _is_settled(kpi: Kpi, partnership: Partnership) -> bool:
    assert kpi.by is not None
    month, figure = month_of(kpi.by), figure_called(kpi.metric)
    if any(row.month == month and value_of(row, figure) is not None for row in partnership.results):
        return True
    if kpi.actual is None:
        return False
    return kpi.actual <= kpi.target if kpi.goal == "at_most" else kpi.actual >= kpi.target


def _term(case: Case) -> Iterator[Obligation]:
    state = case.agreed
    if state.term is None or state.ends is None:
        return
    leaving = case.partnership.stage == "exit"
    annual = command("draft review", case.stem, "--kind", "annual")
    helps = command("draft exit", case.stem) if leaving else annual
    if state.next_notice_by is not None:
        what = "Last day for notice"
        yield Obligation("notice", "notice", what, state.next_notice_by, None, "us", helps, irreversible=True)
    if state.renews:
        what = "Term renews automatically"
    elif not leaving:
        what = "Term ended without a renewal" if state.is_over else "Term ends unless renewed"
    elif state.is_over:
        return
    else:
        what = "Last day of the term"
    yield Obligation("term", "term", what, state.ends, None, "us", helps, irreversible=True)


def _without_cause(case: Case) -> Iterator[Obligation]:
    """Yield the next day by which a partnership that is being left can be ended without cause, where there is one."""
    way = ending_without_cause(case.partnership.agreement, case.today)
    if case.partnership.stage == "exit" and way is not None and way.notice.to:
        what = f"Last day for notice without cause, effective {way.ends}"
        key, helps = f"notice/{way.ends}", command("draft exit", case.stem)
        yield Obligation("notice", key, what, way.by, None, "us", helps, irreversible=True)


def _assessments(case: Case) -> Iterator[Obligation]:
    helps = command("heatmap --boxes", case.stem)
    for _, bucket, definition in case.buckets:
        parts: list[tuple[str, str, Bucket | Box, Sequence[str]]] = [("", definition.name, bucket, ())]
        parts += [
            (f"/{name}", f"{definition.name}, {name}", box, accountable_for(bucket, box))
            for name, box in bucket.boxes.items()
        ]
        for key, name, assessment, people in parts:
            if assessment.status is not None and assessment.assessed is not None:
                accountable = people or accountable_for(bucket)
                person = accountable[0] if len(accountable) == 1 else None
                yield Obligation(
                    "assessment",
                    f"assessment/{definition.key}{key}",
                    f"Reassess {name}, last done {assessment.assessed}",
                    stale_from(assessment.assessed, case.workspace),
                    person,
                    side_of(person, case.partnership, "us"),
                    helps,
                )


_STEP_BY_STEP: Final = frozenset({"launch_week", "first_30_days"})
"""The checklists whose items are due as the steps of the launch, each on its day."""

_NAMED: Final = 3
"""How many open items are named; more are counted."""


def _checklists(case: Case) -> Iterator[Obligation]:
    partnership = case.partnership
    if partnership.stage is None:
        return
    names = [name for name in phases_that_matter(case) if name not in _STEP_BY_STEP]
    for name, done in done_in(case, names).items():
        items = [item for item in ITEMS[name] if item not in done]
        day = partnership.launch.date if name in ("alignment", "launch") and partnership.launch else None
        if day is not None:
            # What a launch needs is there before it.
            day = previous_working_day(day, case.holidays)
        if name == "exit" and partnership.exit is not None:
            day = partnership.exit.until
        what = f"Checklist {name}: {_some(items, len(ITEMS[name]))} open" if items else f"Checklist {name}"
        helps = command("checklist", case.stem)
        days = [done_day for done_day in done.values() if done_day is not None]
        ended = None if items else max(days, default=day or case.today)
        yield Obligation("checklist", f"checklist/{name}", what, day, None, "us", helps, ended=ended)


def _some(items: Sequence[str], of: int) -> str:
    return listed(items) if len(items) <= _NAMED else f"{len(items)} of {plural(of, 'item')}"
