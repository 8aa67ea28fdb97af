"""What is there to know about one partnership, all round?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from partnerkit.dates import add_months
from partnerkit.documents import Block, Column, Document, Heading, Note, Paragraph, State, Table
from partnerkit.facts.case import case_of
from partnerkit.facts.heat import HeatRow, heat_of
from partnerkit.facts.people import name_of
from partnerkit.facts.positions import position_of
from partnerkit.facts.terms import TermLine, missing_terms, terms
from partnerkit.findings import Finding
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.questions import due, dynamics, health, raci, score, stage
from partnerkit.questions import why as reason
from partnerkit.questions.heatmap import boxes

_MONTHS_AHEAD: Final = 3
"""How far the page looks ahead; the terms name the days of notice and renewal."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that is known of a partner, by its name."""

    what: str
    value: str | date


@dataclass(frozen=True, slots=True)
class Page:
    """All that the other questions answer about one partnership.

    `findings` is None where nobody looked for any.
    """

    partnership: str
    name: str
    who: tuple[Detail, ...]
    why: reason.Why
    stage: stage.LifeCycle
    score: score.Score
    heat: HeatRow
    boxes: boxes.Boxes
    health: health.Health
    dynamics: dynamics.PartnershipDynamics
    raci: raci.RaciMatrix
    due: due.Due
    terms: tuple[TermLine, ...]
    findings: tuple[Finding, ...] | None


def show(portfolio: Portfolio, stem: str, today: date, findings: Sequence[Finding] | None = None) -> Page:
    """Compose the page of one partnership of a portfolio from the answers of the other questions (framework).

    `findings` are those open in its file, whoever found them.
    """
    case = case_of(portfolio, stem, today)
    partnership, workspace = case.partnership, case.workspace
    alone = portfolio._replace(partnerships={stem: partnership})
    return Page(
        partnership=stem,
        name=case.name,
        who=tuple(_who(partnership, portfolio)),
        why=reason.why(case),
        stage=stage.life_cycle(case),
        score=score.score_ratings(stem, case.name, partnership.fit, workspace.scorecard),
        heat=heat_of(case),
        boxes=boxes.boxes(case),
        health=health.health_of(case),
        dynamics=dynamics.dynamics_of(case),
        raci=raci.raci(portfolio, alone),
        due=due.due(alone, today, add_months(today, _MONTHS_AHEAD)),
        terms=terms(case),
        findings=None if findings is None else tuple(findings),
    )


def _who(partnership: Partnership, portfolio: Portfolio) -> Iterator[Detail]:
    company, contact = partnership.partner, partnership.outreach.contact if partnership.outreach else None
    for what, value in (
        ("Legal name", company and company.legal_name),
        ("Does", company and company.does),
        ("Serves", company and company.audience),
        ("Country", company and company.country),
        ("Web site", company and company.website),
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


def document(page: Page) -> Document:
    """Describe the page, one section for each question."""
    sections: list[tuple[str, Iterable[Block]]] = [
        ("Who and why", _tell_who(page)),
        ("Stage", stage.document(page.stage).blocks),
        ("Fit", _tell_fit(page)),
        ("Heat map", _tell_heat(page)),
        ("Health", _tell_health(page)),
        ("Dynamics", _tell_dynamics(page)),
        ("Who owns what", raci.matrix_of(page.raci)),
        ("Gaps in who owns what", raci.gaps_of(page.raci)),
        ("What is due", [due.table_of(page.due.entries)]),
        ("Targets", list(health.tell_kpis(page.health)) or [Paragraph("No targets in the file yet.")]),
        ("Terms", _tell_terms(page)),
    ]
    if page.findings is not None:
        sections.append(("Open findings", _tell_findings(page.findings)))
    return Document(
        f"{page.name} ({page.partnership})",
        [block for title, blocks in sections for block in (Heading(title), *blocks)],
    )


def _tell_who(page: Page) -> Iterator[Block]:
    yield Paragraph(page.why.answer)
    yield from reason.missing_note(page.why)
    yield Table([Column("What"), Column("Value", wide=True)], [[detail.what, detail.value] for detail in page.who])


def _tell_fit(page: Page) -> Iterator[Block]:
    if not page.score.rated:
        yield Paragraph("Not assessed: no criterion is rated yet.")
    else:
        yield from score.tell(page.score)


def _tell_heat(page: Page) -> Iterator[Block]:
    yield _verdict(State(page.heat.overall), page.heat.reason)
    yield boxes.table(page.boxes)


def _tell_health(page: Page) -> Iterator[Block]:
    yield _verdict(State(page.health.status, page.health.stale), page.health.reason)
    yield from health.tell(page.health)


def _tell_dynamics(page: Page) -> Iterator[Block]:
    yield _verdict(State(page.dynamics.status), page.dynamics.reason)
    yield dynamics.overview(dynamics.DynamicsReport((page.dynamics,)))
    yield from dynamics.tell(page.dynamics)


def _verdict(state: State, reason_given: str) -> Table:
    return Table([Column("Overall", align="center"), Column("Why", wide=True)], [[state, reason_given]])


def _tell_terms(page: Page) -> Iterator[Block]:
    if not page.terms:
        yield Paragraph("No agreement in the file yet.")
        return
    agreed = [[line.group, line.agreed] for line in page.terms if line.agreed]
    yield Table([Column("Terms"), Column("Agreed", wide=True)], agreed)
    if missing := missing_terms(page.terms):
        yield Note(f"Nothing written down: {missing}.")


def _tell_findings(findings: Sequence[Finding]) -> Iterator[Block]:
    if not findings:
        yield Paragraph("None.")
        return
    columns = [
        Column("Line", align="right"),
        Column("Code"),
        Column("Severity"),
        Column("Finding", wide=True),
        Column("Help", wide=True, below=True),
    ]
    yield Table(
        columns, [[found.line, found.code, found.severity, found.message, found.help or None] for found in findings]
    )
