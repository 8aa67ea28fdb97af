"""The data that templates see: the file's own keys, both companies, and under `now` what the questions answer."""

import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import cached_property, partial
from typing import Any, Final

from partnerkit.drafts import correspondence, legal, terms
from partnerkit.drafts.figures import amounts, rated_by_both, told_goal, told_health, told_kpi
from partnerkit.drafts.gaps import Gap
from partnerkit.drafts.plain import Plain
from partnerkit.drafts.terms import iso
from partnerkit.facts.as_of import complete_months, done_on, is_open, progress, reviews_held, touches
from partnerkit.facts.case import Case
from partnerkit.facts.checklist_items import done_items
from partnerkit.facts.contacts import (
    PURPOSES,
    Purpose,
    contact_for,
    everyone,
    first_contact,
    owner_of,
    writer_of_outreach,
)
from partnerkit.facts.figures import ADDED_UP, FIGURES, IN_MONEY, figure_called, series_of
from partnerkit.facts.greetings import called, in_full
from partnerkit.facts.heat import heat_of
from partnerkit.facts.launch_plan import STEPS
from partnerkit.facts.launch_steps import PlannedStep, is_under_way
from partnerkit.facts.outreach import latest_round, next_touch
from partnerkit.facts.ownership import names_people
from partnerkit.facts.people import people_named
from partnerkit.facts.plan_conflicts import waits_for
from partnerkit.facts.sides import is_ours_alone, lead_of, side_of
from partnerkit.facts.stages import LIVE
from partnerkit.facts.verdict import verdict, worst_since
from partnerkit.model.buckets import Box
from partnerkit.model.checklists import Checklists
from partnerkit.model.classification import shared
from partnerkit.model.goals import Goal
from partnerkit.model.partner import Company
from partnerkit.model.people import Colleague
from partnerkit.model.plan import PlanItem
from partnerkit.model.template import Addressing
from partnerkit.model.workspace import OwnCompany, Workspace
from partnerkit.phrasing import number
from partnerkit.questions.health import health_of
from partnerkit.questions.heatmap.boxes import BoxState, BucketState, boxes
from partnerkit.questions.launch import LaunchReadiness, launch
from partnerkit.questions.raci import gaps_in
from partnerkit.questions.reviews import ReviewLedger, ledger
from partnerkit.questions.score import score_ratings
from partnerkit.workdays import days_left

_LAUNCH_STEPS: Final = frozenset(step.id for step in STEPS)
_REPLY: Final = re.compile(r"\A(?:(?:re|aw|antw)\s?:\s*)+", re.IGNORECASE)


class Context:
    """Gathers the data of drafts that are alike in who may read them and in language; `Gaps` keep what is missing."""

    def __init__(self, case: Case, plain: Plain, conjunction: str = "and") -> None:
        # All that the partner reads follows from what both sides may see, except for what `_rated` takes from `whole`,
        # and for the channels by which `_subject_sent` finds the emails.
        self.whole = case
        case = replace(case, partnership=shared(case.partnership)) if plain.audience == "both" else case
        self.case = case
        self.plain = plain
        self.involved = people_named(case.partnership)
        self.conjunction = conjunction
        self.people = {key: self._person(key, person) for key, person in everyone(case).items()}

    def data(self, purpose: Addressing = "main") -> dict[str, Any]:
        """Return everything that a template sees, as plain data; its `purpose` decides who writes it, and to whom."""
        writes = writer_of_outreach if purpose == "outreach" else owner_of
        return {
            **self._data,
            "sender": self._one(writes(self.case), "owner", "who runs it on your side"),
            "contact": self._first_contact() if purpose == "outreach" else self._contact(purpose),
        }

    @cached_property
    def _data(self) -> dict[str, Any]:
        case, plain = self.case, self.plain
        partnership, workspace = case.partnership, case.workspace
        record = plain.record(partnership)
        company = plain.record(workspace.company, "company") if workspace.company else None
        us = company or plain.empty(OwnCompany, "company", "our company")._inside
        them = record["partner"] if partnership.partner else plain.empty(Company, "partner", "the partner")._inside
        them = {"name": partnership.name, **them}
        return {
            **record,
            **({"goals": self._goals(partnership.goals)} if partnership.goals else {}),
            "partnership": case.stem,
            "today": case.today.isoformat(),
            "currency": workspace.currency,
            "company": us,
            "us": us,
            "them": them,
            "parties": {"us": us, "them": them},
            "company_goals": plain.disclose("goals", self._goals(workspace.goals), Workspace),
            "contacts": {purpose: self._contact(purpose) for purpose in PURPOSES},
            "ours": [person for person in self.people.values() if person["side"] == "us"],
            "theirs": [person for person in self.people.values() if person["side"] == "them"],
            "first_term_ends": terms.first_term_ends(plain, case),
            "renewal_months": terms.renewal_months(plain, case),
            **legal.wording(case),
            "now": self._now(),
        }

    def _goals(self, goals: Sequence[Goal]) -> list[dict[str, Any]]:
        return [told_goal(self.plain.record(goal, f"goals[{at}]"), goal, self.case) for at, goal in enumerate(goals)]

    def _one(self, person: str | None, path: str, what: str) -> Any:
        """Return a person as templates see one, or the gap that shows as a TODO."""
        return self.people[person] if person is not None else self._nobody(path, what)

    def _contact(self, purpose: Purpose) -> Any:
        return self._one(contact_for(self.case, purpose), f"contacts.{purpose}", f"their {purpose} contact")

    def _first_contact(self) -> Any:
        return self._one(first_contact(self.case), "outreach.contact", "who it goes to")

    def _person(self, key: str, person: Colleague) -> dict[str, Any]:
        record = self.plain.record(person, f"people.{key}")
        side = side_of(key, self.case.partnership)
        company = self.case.partnership.partner
        country = company.country if company and side == "them" else None
        return {
            **record,
            "key": key,
            "side": side,
            "company": self._name_of(side),
            "involved": key in self.involved,
            "called": called(person.name, country),
            "full": in_full(person.name),
        }

    def _nobody(self, path: str, what: str) -> Gap:
        keys = (*Colleague.model_fields, "key", "side", "company", "involved", "called", "full")
        return self.plain.gap(path, what, partial(dict.fromkeys, keys, self.plain.gap(path, what)))

    def _owner(self, key: str | None, side: str | None, path: str) -> Any:
        """Return who owns something: someone, else one of the companies as a whole, else no one yet."""
        if key is not None:
            return self.people[key]
        if side is not None:
            name = self._name_of(side)
            return {"key": "", "name": name, "title": "", "email": "", "department": "", "side": side, "company": name}
        return self._nobody(path, "who owns it")

    def _owners(self, item: PlanItem, path: str) -> Any:
        """Return the owner of a plan item; two owners are shown as one, with both names."""
        owner = self._owner(lead_of(item), item.side, path)
        if item.owners is None:
            return owner
        between = f" {self.conjunction} "
        both = f"{owner['company']}{between}{self.case.partnership.name}"
        return {**owner, "name": f"{owner['name']}{between}{self.people[item.owners.them]['name']}", "company": both}

    def _name_of(self, side: str | None) -> Any:
        """Return what the company of a side is called."""
        if side == "them":
            return self.case.partnership.name
        company = self.case.workspace.company
        return company.name if company and company.name else self.plain.gap("company.name", "our company's name")

    def _now(self) -> dict[str, Any]:
        case = self.case
        health = health_of(case)
        reviews = ledger(case)
        commitments = self._commitments(reviews)
        plain = self.plain
        untold = self.plain.gap("exit.conversation", "when you talked")
        disclose = self.plain.disclose
        done = {
            checklist: disclose(
                f"checklists.{checklist}",
                {item: iso(day) for item, day in done_items(case, checklist).items()},
            )
            for checklist in Checklists.model_fields
        }
        return {
            "score": disclose("fit", self._score()),
            "heat": self._heat(),
            "verdict": disclose("health", self._verdict()),
            "buckets": [self._bucket(bucket) for bucket in self._buckets()],
            "ownership_gaps": self._ownership_gaps(),
            "kpis": [
                told_kpi(self.plain, at, kpi, case)
                for at, kpi in enumerate(health.kpis)
                if self._shows_figure(kpi.metric)
            ]
            or self.plain.gap("kpis", "the targets"),
            "health": disclose("health", told_health(self.plain, health, case)),
            "rated": self._rated(),
            "owed": self._owed(commitments),
            "changes": self._changes(),
            "is_live": self._is_live(),
            "launch": disclose("checklists.alignment", self._launch(launch(case))),
            "ledger": self._ledger(reviews, commitments),
            "results": self._results(),
            "term": terms.term(self.plain, case),
            "ending": terms.ending(plain, case),
            "unsettled": self._unsettled(),
            "next_step": plain.gap("plan", "the next step and its date"),
            "call_minutes": correspondence.minutes_asked(case.partnership.outreach),
            "given": disclose("dynamics.encouragement.given", self._given()),
            "wrote": self._wrote(),
            "unanswered": [iso(touch.date) for touch in correspondence.unanswered(case.partnership, case.today)],
            "talked": self._talked(),
            "next_touch": disclose("outreach.touches", self._next_touch()),
            "subject_sent": self._subject_sent(),
            "done": done,
            "conversation": done["exit"].get("honest-conversation", untold),
        }

    def _shows_figure(self, metric: str) -> bool:
        """Return whether a target may be shown: a target measured by one of our own figures is ours too."""
        figure = figure_called(metric)
        return figure not in FIGURES or self.plain.shows(f"results.{figure}")

    def _rated(self) -> Any:
        """Return the means of what both sides rated, which both of them know."""
        health = health_of(self.whole)
        return rated_by_both(health, self.whole.partnership.health) or (
            self.plain.gap("health", "a health check") if health.assessed is None else []
        )

    def _buckets(self) -> Sequence[BucketState]:
        return boxes(self.case).buckets

    def _score(self) -> Any:
        fit = self.case.partnership.fit
        result = score_ratings(self.case.stem, self.case.name, fit, self.case.workspace.scorecard)
        if not fit:
            return self.plain.gap("fit", "the ratings of the fit scorecard")
        return {
            "points": number(result.points) if result.points is not None else "",
            "low": number(result.range[0]),
            "high": number(result.range[1]),
            "maximum": number(result.maximum),
            "complete": result.complete,
            "band": result.band or "",
        }

    def _heat(self) -> dict[str, Any]:
        heat = heat_of(self.case)
        named = {
            status: [
                definition.name
                for definition in self.case.workspace.framework.resolved
                if heat.cells[definition.key].status == status
            ]
            for status in ("green", "amber", "red", "not_assessed")
        }
        return {"overall": heat.overall, "rule": heat.rule, **named}

    def _verdict(self) -> dict[str, Any]:
        found = verdict(self.case)
        return {
            "status": found.status,
            "reason": found.reason,
            "since": iso(worst_since(self.case, found)),
            "of": dict(found.of),
        }

    def _bucket(self, bucket: BucketState) -> dict[str, Any]:
        path = f"buckets.{bucket.key}"
        definition = next(d for d in self.case.workspace.framework.resolved if d.key == bucket.key)
        held = self.case.partnership.buckets.get(bucket.key)
        raci = held.raci if held else None
        roles: dict[str, list[Any]] = {
            role: [self.people[key] for key in (getattr(raci, role) if raci else ())]
            for role in ("accountable", "responsible", "consulted", "informed")
        }
        return {
            "key": bucket.key,
            "name": bucket.name,
            "purpose": definition.purpose or self.plain.gap(f"{path}.purpose", "what this bucket covers"),
            "question": definition.question,
            "critical": definition.critical,
            "status": bucket.status,
            "stale": bucket.stale,
            "assessed": bucket.assessed.isoformat() if bucket.assessed else "",
            "evidence": self.plain.disclose(
                "buckets.*.evidence",
                bucket.evidence or self.plain.gap(f"{path}.evidence", f"the evidence for {bucket.name}"),
            ),
            **roles,
            "accountable": roles["accountable"]
            or [self._nobody(f"{path}.raci.accountable", f"who is accountable for {bucket.name}")],
            "owned": bool(roles["accountable"]),
            "boxes": [
                self._box(f"{path}.boxes", box, held.boxes.get(box.name) if held else None) for box in bucket.boxes
            ],
        }

    def _box(self, path: str, box: BoxState, held: Box | None) -> dict[str, Any]:
        return {
            "name": box.name,
            "status": box.status,
            "stale": box.stale,
            "owner": self._owner(box.owner, None, f"{path}.{box.name}.owner"),
            "owned": box.owner is not None,
            "inherited": held is None or not names_people(held),
            "evidence": self.plain.disclose(
                "buckets.*.boxes.*.evidence",
                box.evidence or self.plain.gap(f"{path}.{box.name}.evidence", f"the evidence for {box.name}"),
            ),
        }

    def _ownership_gaps(self) -> list[dict[str, Any]]:
        """Return the buckets and boxes whose ownership has gaps, as the question `raci` finds them."""
        case = self.case
        definitions = case.workspace.framework.resolved
        names = {definition.key: definition.name for definition in definitions}
        places: dict[tuple[str, str], list[str]] = {}
        for gap in gaps_in(case.stem, case.partnership, definitions):
            places.setdefault((names[gap.bucket or ""], gap.box or ""), []).append(gap.kind)
        return [{"bucket": bucket, "box": box, "kinds": kinds} for (bucket, box), kinds in places.items()]

    def _owed(self, commitments: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """List what is open of the joint plan and of the commitments made in reviews, the earliest first."""
        items = [
            self._item(at, item)
            for at, item in enumerate(self.case.partnership.plan)
            if is_open(item, self.case.today) and self._shows_item(item)
        ]
        made = [one for one in commitments if one["outcome"] in ("overdue", "open")]
        return sorted(items + made, key=lambda one: str(one["due"] or "9999"))

    def _shows_item(self, item: PlanItem) -> bool:
        """Return whether an item may be shown: the partner reads what is theirs too, and the steps of the launch."""
        return self.plain.audience == "ours" or not self._is_internal(item)

    def _is_internal(self, item: PlanItem) -> bool:
        return is_ours_alone(item, self.case.partnership) and item.id not in _LAUNCH_STEPS

    def _item(self, at: int, item: PlanItem) -> dict[str, Any]:
        """Return one item of the plan."""
        return {
            "id": item.id,
            "kind": "plan",
            "internal": self._is_internal(item),
            "what": self.plain.text(f"plan[{at}].title", item.title),
            "owner": self._owners(item, f"plan[{at}].owner"),
            "due": iso(item.due),
            "late": item.due is not None and days_left(item.due, self.case.today, self.case.holidays) < 0,
            "status": progress(item, self.case.today),
            "note": self.plain.disclose("plan.note", item.note or ""),
            "waits_for": [need.title for need in waits_for(item, self.case) if self._shows_item(need)],
            "since": "",
            "moved": len(item.moved),
        }

    def _unsettled(self) -> Any:
        """Return a gap for what both still have to settle, where work is open that is not theirs to read."""
        is_any = any(is_open(item, self.case.today) for item in self.case.partnership.plan)
        what = "the items that still matter to joint customers"
        return self.plain.gap("reviews.commitments", what) if is_any else ""

    def _changes(self) -> list[dict[str, str]]:
        """List what was done, assessed or agreed since the last review, the earliest first."""
        case = self.case
        held = reviews_held(case.partnership, case.today)
        agreement = case.partnership.agreement
        if not held:
            return []
        done = [
            ("done", item.title, done_on(item, case.today)) for item in case.partnership.plan if self._shows_item(item)
        ]
        done += [("done", one.what, done_on(one, case.today)) for review in held for one in review.commitments]
        assessed = [(bucket.status, bucket.name, bucket.assessed) for bucket in self._buckets()]
        agreed = [("agreed", one.what, one.date) for one in (agreement.amendments if agreement else ())]
        changes = [
            {"date": day.isoformat(), "kind": kind, "what": what}
            for kind, what, day in (*done, *assessed, *agreed)
            if day is not None and held[-1].date < day <= case.today
        ]
        return sorted(changes, key=lambda change: change["date"])

    def _is_live(self) -> bool:
        """Return whether customers have seen the partnership: it was launched, is past that stage, or has results."""
        case = self.case
        launch = case.partnership.launch
        launched = launch is not None and launch.date is not None and launch.date <= case.today
        return launched or case.partnership.stage in LIVE or bool(complete_months(case.partnership, case.today))

    def _launch(self, found: LaunchReadiness) -> dict[str, Any]:
        """The launch question's answer: what our own company needs before it, and the steps around it."""
        days = {step.id: step.due for step in STEPS}
        under_way = is_under_way(self.case)
        return {
            "ready": found.ready,
            "checklist": [
                {"key": item.key, "what": item.what, "done": item.done, "since": iso(item.since)}
                for item in found.checklist
            ],
            "steps": [
                {
                    "id": step.id,
                    "phase": step.phase,
                    "title": step.title,
                    "due": iso(step.due) or self.plain.gap("launch.date", "the day of the launch"),
                    "days": days[step.id],
                    "done": step.done,
                    "done_on": iso(step.done_on),
                    "dropped": step.dropped,
                    "late": under_way and step.days_left is not None and step.days_left < 0,
                    "owner": self._answers_for(step),
                }
                for step in found.steps
            ],
        }

    def _answers_for(self, step: PlannedStep) -> str:
        """Name who owns a step of the launch, else who is accountable for its bucket."""
        bucket = self.case.partnership.buckets.get(step.bucket or "")
        accountable = bucket.raci.accountable if bucket and bucket.raci else ()
        return ", ".join(self.people[key]["name"] for key in ((step.owner,) if step.owner else accountable))

    def _commitments(self, found: ReviewLedger) -> list[dict[str, Any]]:
        """List the commitments of all reviews, the earliest due first."""
        paths = {
            (review.date, one.id): f"reviews[{at}].commitments[{number_of_one}]"
            for at, review in enumerate(self.case.partnership.reviews)
            for number_of_one, one in enumerate(review.commitments)
        }
        return [
            {
                "id": one.id,
                "kind": "commitment",
                "internal": False,
                "what": self.plain.text(f"{paths[one.review, one.id]}.what", one.what),
                "owner": self._owner(one.owner, one.side, f"{paths[one.review, one.id]}.owner"),
                "due": iso(one.due),
                "done": iso(one.done),
                "outcome": one.outcome,
                "late": one.outcome == "overdue",
                "status": "done" if one.done else "todo",
                "note": "",
                "waits_for": [],
                "since": one.review.isoformat(),
                "moved": len(one.slips),
            }
            for one in found.commitments
        ]

    def _ledger(self, found: ReviewLedger, commitments: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """Return the answer of `reviews`: commitments, how each side keeps them, and reviews held, missing and next."""
        return {
            "commitments": commitments,
            "sides": [{**asdict(count), "side": count.side or ""} for count in found.sides],
            "held": [
                {
                    "date": review.date.isoformat(),
                    "kind": review.kind,
                    "summary": self.plain.disclose("reviews.summary", review.summary or ""),
                }
                for review in found.reviews
            ],
            "not_recorded": [
                {"kind": gap.kind, "count": gap.count, "last": gap.last.isoformat()} for gap in found.not_recorded
            ],
            "next": [
                {"kind": review.kind, "due": iso(review.due), "late": (review.days_left or 0) < 0}
                for review in found.next
                if review.due is not None
            ],
        }

    def _results(self) -> Any:
        """Return the months that are over added up: numbers, and money in each currency apart."""
        rows = complete_months(self.case.partnership, self.case.today)
        if not rows:
            return self.plain.gap("results", "the results so far")
        given = {metric: series_of(rows, metric, self.case.workspace.currency) for metric in sorted(ADDED_UP)}
        sums = {
            metric: amounts(series) if metric in IN_MONEY else number(series[0].total) if series else ""
            for metric, series in given.items()
        }
        return {
            **{metric: self.plain.disclose(f"results.{metric}", value) for metric, value in sums.items()},
            "from": rows[0].month,
            "to": rows[-1].month,
            "months": len({row.month for row in rows}),
        }

    def _wrote(self) -> Any:
        """The day on which the latest round of messages started."""
        talks = latest_round(touches(self.case.partnership, self.case.today))
        return iso(talks[0].date) if talks else self.plain.gap("outreach.touches", "the day of your first email")

    def _talked(self) -> str:
        """Return the day of the last call of that round; empty if no call is recorded."""
        calls = [
            touch for touch in latest_round(touches(self.case.partnership, self.case.today)) if touch.kind == "call"
        ]
        return iso(calls[-1].date) if calls else ""

    def _next_touch(self) -> dict[str, str] | None:
        """Return what to send next in the outreach, and its day; None where nothing is due."""
        touch = next_touch(self.case.partnership, self.case.today)
        return {"kind": touch.kind, "date": iso(touch.date)} if touch else None

    def _subject_sent(self) -> Any:
        """The subject of the first email of that round that records one, without a "Re:"; empty if none was sent."""
        emails = correspondence.emails(self.whole.partnership, self.case.today)
        subjects = (_REPLY.sub("", touch.subject) for touch in emails if touch.subject)
        unknown = self.plain.gap("outreach.touches.subject", "the subject of your first email") if emails else ""
        return next(subjects, unknown)

    def _given(self) -> list[dict[str, Any]]:
        """What was done to encourage either side, the last first."""
        dynamics = self.case.partnership.dynamics
        given = dynamics.encouragement.given if dynamics and dynamics.encouragement else ()
        return [
            {"date": one.date.isoformat(), "side": one.side, "kind": one.kind, "note": one.note or ""}
            for one in sorted(given, key=lambda one: one.date, reverse=True)
            if one.date <= self.case.today
        ]
