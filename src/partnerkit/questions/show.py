"""What is there to know about one partnership, all round?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, get_args

from partnerkit.documents import Block, Cell, Column, Document, Heading, Note, Paragraph, State, Table
from partnerkit.findings import Finding
from partnerkit.model.choices import Stage
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.questions import boxes, dynamics, health, heatmap, raci, score
from partnerkit.questions import why as reason
from partnerkit.questions.deadlines import Deadline, deadlines
from partnerkit.questions.people import name_of
from partnerkit.questions.terms import TermLine, missing_terms, terms
from partnerkit.wording import plural

FOLLOWING: Final[Mapping[Stage, tuple[Stage, ...]]] = {
    "prospect": ("initiate",),
    "initiate": ("launch", "prospect", "exit"),
    "launch": ("grow", "exit"),
    "grow": ("optimize", "renew", "exit"),
    "optimize": ("grow", "renew", "exit"),
    "renew": ("grow", "optimize", "exit"),
    "exit": ("prospect",),
}
"""The stages that may follow each one (guide): grow and optimize alternate; back to prospect is to start again."""


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that is known of a partner, by its name."""

    what: str
    value: str


@dataclass(frozen=True, slots=True)
class FollowingStage:
    """A stage that may follow, and what it means."""

    stage: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that the other questions answer about one partnership.

    `findings` is None where nobody looked for any.
    """

    partnership: str
    name: str
    who: tuple[Named, ...]
    why: reason.Why
    stage: Stage | None
    meaning: str | None
    following: tuple[FollowingStage, ...]
    score: score.Score
    heat: heatmap.HeatRow
    boxes: boxes.Boxes
    health: health.Health
    dynamics: dynamics.PartnershipDynamics
    raci: raci.RaciMatrix
    due: tuple[Deadline, ...]
    terms: tuple[TermLine, ...]
    findings: tuple[Finding, ...] | None


def show(portfolio: Portfolio, stem: str, today: date, findings: Sequence[Finding] | None = None) -> Page:
    """Compose the page of one partnership of a portfolio from the answers of the other questions (framework).

    `findings` are those open in its file, whoever found them.
    """
    partnership, workspace = portfolio.partnerships[stem], portfolio.workspace
    alone = portfolio._replace(partnerships={stem: partnership})
    stage = partnership.stage
    return Page(
        partnership=stem,
        name=partnership.name,
        who=tuple(_who(partnership, portfolio)),
        why=reason.why(stem, partnership, workspace, today),
        stage=stage,
        meaning=_meaning(stage) if stage else None,
        following=tuple(FollowingStage(next_one, _meaning(next_one)) for next_one in FOLLOWING[stage]) if stage else (),
        score=score.score_ratings(stem, partnership.name, partnership.fit, workspace.scorecard),
        heat=heatmap.heatmap(alone, today).rows[0],
        boxes=boxes.boxes(stem, partnership, workspace, today),
        health=health.health_of(stem, partnership, workspace, today),
        dynamics=dynamics.dynamics_of(stem, partnership, today),
        raci=raci.raci(portfolio, alone),
        due=deadlines(partnership, today),
        terms=terms(partnership.agreement, workspace.currency, today),
        findings=None if findings is None else tuple(findings),
    )


def _meaning(stage: Stage) -> str:
    _, meanings = get_args(Stage)
    return str(meanings.meanings[stage])


def _who(partnership: Partnership, portfolio: Portfolio) -> Iterator[Named]:
    company, contact = partnership.partner, partnership.outreach.contact if partnership.outreach else None
    for what, value in (
        ("Legal name", company and company.legal_name),
        ("Does", company and company.does),
        ("Serves", company and company.audience),
        ("Country", company and company.country),
        ("Web site", company and company.website),
        ("Type", partnership.type),
        ("Position", partnership.position),
        ("Role", partnership.role),
        ("Priority", partnership.priority),
        ("Tier", partnership.tier),
        ("Since", partnership.since and partnership.since.isoformat()),
        ("Contact", contact and name_of(contact, partnership, portfolio.workspace)),
        ("Tags", ", ".join(partnership.tags)),
    ):
        if value:
            yield Named(what, value)
    for side, people in (("Their people", "them"), ("Our people here", "us")):
        named = [
            f"{person.name}{f' ({person.title})' if person.title else ''}"
            for person in partnership.people.values()
            if person.side == people
        ]
        if named:
            yield Named(side, ", ".join(named))


def document(page: Page, portfolio: Portfolio, today: date) -> Document:
    """Tell the page, one section for each question."""
    partnership = portfolio.partnerships[page.partnership]
    alone = portfolio._replace(partnerships={page.partnership: partnership})
    sections: list[tuple[str, Iterable[Block]]] = [
        ("Who and why", _tell_who(page)),
        ("Stage", [Paragraph(_tell_stage(page))]),
        ("Fit", _tell_fit(page, portfolio)),
        ("Heat map", _tell_heat(page)),
        ("Health", _tell_health(page, partnership, today)),
        ("Dynamics", _tell_dynamics(page)),
        ("Who owns what", raci.matrix_of(page.raci, alone)),
        ("Gaps in who owns what", raci.gaps_of(page.raci, alone)),
        ("What is due", _tell_due(page)),
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
    yield Table([Column("What"), Column("Value", wide=True)], [[named.what, named.value] for named in page.who])


def _tell_stage(page: Page) -> str:
    if page.stage is None:
        return "Not given: add `stage` to the file."
    following = " ".join(f"{found.stage} ({found.meaning})," for found in page.following).rstrip(",")
    return f"{page.stage.capitalize()}: {page.meaning}. What may follow: {following}."


def _tell_fit(page: Page, portfolio: Portfolio) -> Iterator[Block]:
    if all(criterion.rating is None for criterion in page.score.criteria):
        yield Paragraph("Not assessed: no criterion is rated yet.")
    else:
        yield from score.tell(page.score, portfolio.workspace.scorecard)


def _tell_heat(page: Page) -> Iterator[Block]:
    yield _verdict(State(page.heat.overall), page.heat.reason)
    yield boxes.table(page.boxes)


def _tell_health(page: Page, partnership: Partnership, today: date) -> Iterator[Block]:
    yield _verdict(State(page.health.status, page.health.stale), page.health.reason)
    yield from health.tell(page.health, partnership, today)


def _tell_dynamics(page: Page) -> Iterator[Block]:
    yield _verdict(State(page.dynamics.status), page.dynamics.reason)
    yield dynamics.overview(dynamics.DynamicsReport((page.dynamics,)))
    yield from dynamics.tell(page.dynamics)


def _verdict(state: State, reason_given: str) -> Table:
    return Table([Column("Overall", align="center"), Column("Why", wide=True)], [[state, reason_given]])


def _tell_due(page: Page) -> Iterator[Block]:
    if not page.due:
        yield Paragraph("Nothing that has a date is open.")
        return
    late = sum(deadline.late for deadline in page.due)
    yield Paragraph(f"{plural(len(page.due), 'open date')}, {late} of them past.")
    rows: list[list[Cell]] = [
        [deadline.due.isoformat(), "late" if deadline.late else None, deadline.kind, deadline.what, deadline.owner]
        for deadline in page.due
    ]
    columns = [Column("Due"), Column("Late"), Column("Kind"), Column("What", wide=True), Column("Whose")]
    yield Table(columns, rows)


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
        Column("Help", wide=True),
    ]
    yield Table(
        columns, [[found.line, found.code, found.severity, found.message, found.help or None] for found in findings]
    )
