"""The data that templates see: the file's own keys, both companies, and under `now` what the questions answer."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from partnerkit.dates import days_before, last_day_for_notice, last_day_of_term
from partnerkit.drafts import correspondence
from partnerkit.drafts.gaps import Gap
from partnerkit.drafts.plain import Plain
from partnerkit.model.partner import Company
from partnerkit.model.partnership import Partnership
from partnerkit.model.people import Colleague
from partnerkit.model.plan import PlanItem
from partnerkit.model.workspace import OwnCompany, Workspace
from partnerkit.questions.attainment import IN_MONEY, KpiAttainment
from partnerkit.questions.boxes import BoxState, BucketState, boxes
from partnerkit.questions.health import Health, health_of
from partnerkit.questions.heatmap import assess, decide
from partnerkit.questions.launch import Launch, launch
from partnerkit.questions.launch_steps import PlannedStep, is_under_way
from partnerkit.questions.reviews import Earlier, Ledger, ledger
from partnerkit.questions.score import score_ratings
from partnerkit.wording import number
from partnerkit.workdays import Holidays


@dataclass(frozen=True, slots=True)
class Subject:
    """What a draft is about: one partnership, as of a day; `earlier` are the due dates that git remembers."""

    stem: str
    partnership: Partnership
    workspace: Workspace
    today: date
    earlier: Earlier
    holidays: Holidays


class Context:
    """Gathers the data of one draft; every value that is missing is a gap of the same ledger."""

    def __init__(self, about: Subject, plain: Plain) -> None:
        self.about = about
        self.plain = plain
        known = correspondence.people_of(about.partnership, about.workspace)
        self.people = {key: self._person(key, person) for key, person in known.items()}

    def data(self) -> dict[str, Any]:
        """Answer everything that a template sees, as plain data."""
        about, plain = self.about, self.plain
        partnership, workspace = about.partnership, about.workspace
        record = plain.record(partnership)
        company = plain.record(workspace.company, "company") if workspace.company else None
        us = company or plain.empty(OwnCompany, "company", "our company")._inside
        them = record["partner"] if partnership.partner else plain.empty(Company, "partner", "the partner")._inside
        them = {"name": partnership.name, **them}
        sender = correspondence.sender(partnership, workspace)
        contact = correspondence.contact(partnership, workspace)
        return {
            **record,
            "partnership": about.stem,
            "today": about.today.isoformat(),
            "currency": workspace.currency,
            "company": us,
            "us": us,
            "them": them,
            "parties": {"us": us, "them": them},
            "company_goals": [plain.record(goal, f"goals[{at}]") for at, goal in enumerate(workspace.goals)],
            "sender": self.people[sender] if sender else self._nobody("people", "your name"),
            "contact": self.people[contact] if contact else self._nobody("outreach.contact", "who it goes to"),
            "ours": [person for person in self.people.values() if person["side"] == "us"],
            "theirs": [person for person in self.people.values() if person["side"] == "them"],
            "first_term_ends": self._first_term_ends(),
            "now": self._now(),
        }

    def _person(self, key: str, person: Colleague) -> dict[str, Any]:
        record = self.plain.record(person, f"people.{key}")
        return {**record, "key": key, "side": "us" if correspondence.is_ours(person) else "them"}

    def _nobody(self, path: str, what: str) -> Gap:
        keys = (*Colleague.model_fields, "key", "side")
        return self.plain.gap(path, what, {key: self.plain.gap(path, what) for key in keys})

    def _owner(self, key: str | None, side: str | None, path: str) -> Any:
        """Answer who owns something: somebody, else one of the companies as a whole, else nobody yet."""
        if key is not None:
            return self.people[key]
        if side is not None:
            name = self.about.partnership.name if side == "them" else self._our_name()
            return {"key": "", "name": name, "title": "", "email": "", "department": "", "side": side}
        return self._nobody(path, "whose it is")

    def _our_name(self) -> Any:
        company = self.about.workspace.company
        return company.name if company and company.name else self.plain.gap("company.name", "our company's name")

    def _now(self) -> dict[str, Any]:
        about = self.about
        partnership, workspace, today = about.partnership, about.workspace, about.today
        health = health_of(about.stem, partnership, workspace, today)
        return {
            "score": self._score(),
            "heat": self._heat(),
            "buckets": [self._bucket(bucket) for bucket in self._buckets()],
            "kpis": [self._kpi(at, kpi) for at, kpi in enumerate(health.kpis)] or self.plain.gap("kpis", "the targets"),
            "health": self._health(health),
            "late": [self._item(at, item) for at, item in self._items() if _is_late(item, today)],
            "coming": [self._item(at, item) for at, item in self._items() if not _is_late(item, today)],
            "launch": self._launch(launch(about.stem, partnership, workspace, today, about.holidays)),
            "ledger": self._ledger(ledger(about.stem, partnership, workspace, today, about.earlier)),
            "results": self._results(),
            "term": self._term(),
            "given": self._given(),
        }

    def _buckets(self) -> Sequence[BucketState]:
        about = self.about
        return boxes(about.stem, about.partnership, about.workspace, about.today).buckets

    def _score(self) -> Any:
        about = self.about
        result = score_ratings(about.stem, about.partnership.name, about.partnership.fit, about.workspace.scorecard)
        if not about.partnership.fit:
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
        about = self.about
        definitions = about.workspace.framework.resolved
        stale_before = days_before(about.today, about.workspace.assessments.stale_after_days)
        cells = {
            definition.key: assess(about.partnership.buckets.get(definition.key), stale_before)
            for definition in definitions
        }
        overall, rule, _ = decide(definitions, cells)
        named = {
            status: [definition.name for definition in definitions if cells[definition.key].status == status]
            for status in ("green", "amber", "red", "not_assessed")
        }
        return {"overall": overall, "rule": rule, **named}

    def _bucket(self, bucket: BucketState) -> dict[str, Any]:
        path = f"buckets.{bucket.key}"
        definition = next(d for d in self.about.workspace.framework.resolved if d.key == bucket.key)
        held = self.about.partnership.buckets.get(bucket.key)
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
            "evidence": bucket.evidence or self.plain.gap(f"{path}.evidence", f"the evidence for {bucket.name}"),
            **roles,
            "accountable": roles["accountable"]
            or [self._nobody(f"{path}.raci.accountable", f"who is accountable for {bucket.name}")],
            "owned": bool(roles["accountable"]),
            "boxes": [self._box(f"{path}.boxes", box) for box in bucket.boxes],
        }

    def _box(self, path: str, box: BoxState) -> dict[str, Any]:
        return {
            "name": box.name,
            "status": box.status,
            "stale": box.stale,
            "owner": self._owner(box.owner, None, f"{path}.{box.name}.owner"),
            "owned": box.owner is not None,
            "evidence": box.evidence or self.plain.gap(f"{path}.{box.name}.evidence", f"the evidence for {box.name}"),
        }

    def _kpi(self, at: int, kpi: KpiAttainment) -> dict[str, Any]:
        path = f"kpis[{at}]"
        return {
            "metric": kpi.metric,
            "goal": kpi.goal,
            "target": number(kpi.target),
            "money": kpi.metric in IN_MONEY,
            "from": kpi.since.isoformat() if kpi.since else "",
            "by": kpi.by.isoformat() if kpi.by else "",
            "actual": number(kpi.actual)
            if kpi.actual is not None
            else self.plain.gap(f"{path}.actual", f"the figure for {kpi.metric}"),
            "expected": number(kpi.expected) if kpi.expected is not None else "",
            "attainment": number(kpi.attainment.quantize(Decimal(1))) if kpi.attainment is not None else "",
            "standing": _standing(kpi),
        }

    def _health(self, health: Health) -> Any:
        if health.assessed is None:
            return self.plain.gap("health", "a health check")
        means = [point for point in health.history if point.mean is not None]
        before = means[-2].mean if len(means) > 1 else None
        latest = [check for check in self.about.partnership.health if check.date == health.assessed][-1]
        return {
            "status": health.status,
            "rule": health.rule,
            "date": health.assessed.isoformat(),
            "stale": health.stale,
            "mean": number(health.mean) if health.mean is not None else self.plain.gap("health.ratings", "the ratings"),
            "before": number(before) if before is not None else "",
            "direction": _direction(before, health.mean),
            "attainment": number(health.attainment.quantize(Decimal(1))) if health.attainment is not None else "",
            "flags": list(health.flags),
            "suspected": [suspicion.sign for suspicion in health.suspected],
            "note": latest.note or "",
            "ratings": [
                {
                    "key": rating.key,
                    "both": rating.both or "",
                    "us": rating.us or "",
                    "them": rating.them or "",
                    "gap": rating.gap or 0,
                }
                for rating in health.ratings
            ],
            "history": [{"date": point.date.isoformat(), "mean": number(point.mean or 0)} for point in means],
        }

    def _items(self) -> list[tuple[int, PlanItem]]:
        items = [(at, item) for at, item in enumerate(self.about.partnership.plan) if _is_open(item)]
        return sorted(items, key=lambda pair: (pair[1].due or date.max, pair[0]))

    def _item(self, at: int, item: PlanItem) -> dict[str, Any]:
        return {
            **self.plain.record(item, f"plan[{at}]"),
            "owner": self._owner(item.owner, item.side, f"plan[{at}].owner"),
            "late": _is_late(item, self.about.today),
            "note": item.note or "",
            "status": item.status or "todo",
        }

    def _launch(self, found: Launch) -> dict[str, Any]:
        """The launch question's answer: what our own company needs before it, and the steps around it."""
        under_way = is_under_way(self.about.partnership, self.about.today)
        return {
            "ready": found.ready,
            "checklist": [
                {"key": item.key, "what": item.what, "done": item.done, "since": _iso(item.since)}
                for item in found.checklist
            ],
            "steps": [
                {
                    "id": step.id,
                    "phase": step.phase,
                    "title": step.title,
                    "due": _iso(step.due) or self.plain.gap("launch.date", "the day of the launch"),
                    "done": step.done,
                    "done_on": _iso(step.done_on),
                    "late": under_way and not step.done and step.due is not None and step.due < self.about.today,
                    "owner": self._answers_for(step),
                }
                for step in found.steps
            ],
        }

    def _answers_for(self, step: PlannedStep) -> str:
        """Name who owns a step of the launch, else who is accountable for its bucket."""
        bucket = self.about.partnership.buckets.get(step.bucket or "")
        accountable = bucket.raci.accountable if bucket and bucket.raci else ()
        return ", ".join(self.people[key]["name"] for key in ((step.owner,) if step.owner else accountable))

    def _ledger(self, found: Ledger) -> dict[str, Any]:
        """The reviews question's answer: promises, how each side keeps them, reviews held, missed and to come."""
        paths = {
            promise.id: f"reviews[{at}].commitments[{number_of_promise}].owner"
            for at, review in enumerate(self.about.partnership.reviews)
            for number_of_promise, promise in enumerate(review.commitments)
        }
        return {
            "promises": [
                {
                    "what": promise.what,
                    "owner": self._owner(promise.owner, promise.side, paths[promise.id]),
                    "due": _iso(promise.due),
                    "done": _iso(promise.done),
                    "outcome": promise.outcome,
                    "late": promise.outcome == "broken",
                    "slips": len(promise.slips),
                    "since": promise.review.isoformat(),
                }
                for promise in found.commitments
                if promise.review <= self.about.today
            ],
            "sides": [{**asdict(count), "side": count.side or ""} for count in found.sides],
            "held": [
                {"date": review.date.isoformat(), "kind": review.kind, "summary": review.summary or ""}
                for review in found.reviews
                if review.date <= self.about.today
            ],
            "missed": [{"kind": review.kind, "date": review.date.isoformat()} for review in found.missed],
            "next": [
                {"kind": review.kind, "due": review.date.isoformat(), "late": review.date < self.about.today}
                for review in found.next
                if review.date is not None
            ],
        }

    def _results(self) -> Any:
        """The months so far added up; money only where all of it is in one currency."""
        month_now = self.about.today.isoformat()[:7]
        rows = sorted((row for row in self.about.partnership.results if row.month <= month_now), key=lambda r: r.month)
        if not rows:
            return self.plain.gap("results", "the results so far")
        currencies = {row.currency or self.about.workspace.currency for row in rows if row.revenue is not None}
        sums: dict[str, Any] = {}
        for metric in ("revenue", "referrals", "conversions", "initiatives"):
            values = [Decimal(getattr(row, metric)) for row in rows if getattr(row, metric) is not None]
            mixed = metric == "revenue" and len(currencies) > 1
            sums[metric] = number(sum(values, Decimal(0))) if values and not mixed else ""
        return {
            **sums,
            "currency": next(iter(currencies)) if len(currencies) == 1 else self.about.workspace.currency,
            "from": rows[0].month,
            "to": rows[-1].month,
            "months": len(rows),
        }

    def _term(self) -> dict[str, Any]:
        agreement = self.about.partnership.agreement
        term = agreement.term if agreement else None
        last = last_day_of_term(term, self.about.today) if term else None
        notice = last_day_for_notice(term, self.about.today) if term else None
        path = "agreement.term"
        return {
            "ends": last.isoformat() if last else self.plain.gap(f"{path}.months", "how long the agreement runs"),
            "notice_by": notice.isoformat()
            if notice
            else self.plain.gap(f"{path}.notice_days", "the notice for not renewing"),
        }

    def _first_term_ends(self) -> Any:
        """The last day of the initial term, whatever day it is today."""
        agreement = self.about.partnership.agreement
        term = agreement.term if agreement else None
        last = last_day_of_term(term, term.starts) if term and term.starts else None
        return last.isoformat() if last else self.plain.gap("agreement.term.months", "how long it runs")

    def _given(self) -> list[dict[str, Any]]:
        """What was done to encourage either side, the last first."""
        dynamics = self.about.partnership.dynamics
        given = dynamics.encouragement.given if dynamics and dynamics.encouragement else ()
        return [
            {"date": one.date.isoformat(), "side": one.side, "kind": one.kind, "note": one.note or ""}
            for one in sorted(given, key=lambda one: one.date, reverse=True)
            if one.date <= self.about.today
        ]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _is_open(item: PlanItem) -> bool:
    return item.done is None and item.status not in ("done", "dropped")


def _is_late(item: PlanItem, today: date) -> bool:
    return item.due is not None and item.due < today


def _standing(kpi: KpiAttainment) -> str:
    """Say where a target stands, as a word that templates put into their own."""
    if kpi.attainment is None or kpi.actual is None:
        return "not-measured"
    if kpi.goal == "at_least" and kpi.actual >= kpi.target:
        return "reached"
    if kpi.attainment >= 100:
        return "kept" if kpi.goal == "at_most" else "on-track"
    return "behind" if kpi.attainment >= 50 else "far-behind"


def _direction(before: Decimal | None, now: Decimal | None) -> str:
    if before is None or now is None:
        return "unknown"
    return "level" if now == before else "up" if now > before else "down"
