"""What is there to know about one partnership, all round?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from partnerkit.dates import add_months
from partnerkit.facts.case import Case, case_of
from partnerkit.facts.contacts import PURPOSES, Purpose, everyone, is_there, owner_of
from partnerkit.facts.heat import HeatRow, heat_of
from partnerkit.facts.people import name_of
from partnerkit.facts.positions import position_of
from partnerkit.facts.terms import TermLine, terms
from partnerkit.facts.verdict import Verdict, verdict
from partnerkit.findings import Finding
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.questions import due as obligations
from partnerkit.questions import dynamics, health, raci, score, stage
from partnerkit.questions import why as reason
from partnerkit.questions.heatmap import boxes
from partnerkit.questions.show import registrations
from partnerkit.results import Internal

_MONTHS_AHEAD: Final = 3
"""How far the page looks ahead; the terms name the days of notice and renewal."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that is known of a partner, by its name."""

    what: str
    value: str | date


@dataclass(frozen=True, slots=True)
class Contact:
    """One of their people and the purposes for which they are written to."""

    person: str
    name: str
    title: str | None
    purposes: tuple[Purpose, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the other questions answer about one partnership.

    `findings` is None where no one looked for any.
    """

    partnership: str
    name: str
    overall: Verdict
    owner: str | None
    owner_name: Internal[str | None]
    contacts: tuple[Contact, ...]
    who: tuple[Detail, ...]
    why: reason.Why
    stage: stage.LifeCycle
    score: score.Score
    heat: HeatRow
    boxes: boxes.Boxes
    health: health.Health
    dynamics: dynamics.PartnershipDynamics
    raci: raci.RaciMatrix
    registrations: registrations.RegisteredDeals
    due: obligations.Due
    week: Internal[obligations.Due]
    terms: tuple[TermLine, ...]
    findings: tuple[Finding, ...] | None


def show(portfolio: Portfolio, stem: str, today: date, findings: Sequence[Finding] | None = None) -> Page:
    """Compose the page of one partnership of a portfolio from the answers of the other questions (framework).

    `findings` are those open in its file, from any check.
    """
    case = case_of(portfolio, stem, today)
    partnership, workspace, owner = case.partnership, case.workspace, owner_of(case)
    alone = portfolio._replace(partnerships={stem: partnership})
    return Page(
        partnership=stem,
        name=case.name,
        overall=verdict(case),
        owner=owner,
        owner_name=name_of(owner, partnership, workspace) if owner else None,
        contacts=tuple(_contacts(case)),
        who=tuple(_who(partnership, portfolio)),
        why=reason.why(case),
        stage=stage.life_cycle(case),
        score=score.score_ratings(stem, case.name, partnership.fit, workspace.scorecard),
        heat=heat_of(case),
        boxes=boxes.boxes(case),
        health=health.health_of(case),
        dynamics=dynamics.dynamics_of(case),
        raci=raci.raci(portfolio, alone),
        registrations=registrations.registered_deals(case, portfolio),
        due=obligations.due(alone, today, add_months(today, _MONTHS_AHEAD)),
        week=obligations.due(alone, today),
        terms=terms(case),
        findings=None if findings is None else tuple(findings),
    )


def _contacts(case: Case) -> Iterator[Contact]:
    """Yield each contact with its purposes, the main one first; a purpose without one is left to the main contact."""
    given = case.partnership.contacts
    purposes: dict[str, list[Purpose]] = {}
    for purpose in PURPOSES:
        person = getattr(given, purpose) if given else None
        if person is not None and is_there(person, case):
            purposes.setdefault(person, []).append(purpose)
    for person, of_person in purposes.items():
        known = everyone(case)[person]
        yield Contact(person, known.name, known.title, tuple(of_person))


def _who(partnership: Partnership, portfolio: Portfolio) -> Iterator[Detail]:
    company, contact = partnership.partner, partnership.outreach.contact if partnership.outreach else None
    for what, value in (
        ("Legal name", company and company.legal_name),
        ("Legal form", company and company.form),
        ("Does", company and company.does),
        ("Serves", company and company.audience),
        ("Country", company and company.country),
        ("Website", company and company.website),
        ("Type", partnership.type),
        ("Position", position_of(partnership)),
        ("Role", partnership.role),
        ("Priority", partnership.priority),
        ("Tier", partnership.tier),
        ("Since", partnership.since),
        ("Contact", contact and name_of(contact, partnership, portfolio.workspace)),
        ("Tags", ", ".join(partnership.tags)),
    ):
        if value:
            yield Detail(what, value)
    for side, people in (("Their people", "them"), ("Our people here", "us")):
        named = [
            f"{person.name}{f' ({person.title})' if person.title else ''}"
            for person in partnership.people.values()
            if person.side == people
        ]
        if named:
            yield Detail(side, ", ".join(named))
