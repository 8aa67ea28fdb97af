"""What is there to know about one partnership, all round?"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from partnerkit.dates import add_months
from partnerkit.documents import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Note,
    Paragraph,
    State,
    Table,
)
from partnerkit.facts.attainment import KpiAttainment
from partnerkit.facts.case import Case, case_of
from partnerkit.facts.contacts import PURPOSES, Purpose, everyone, is_there, owner_of
from partnerkit.facts.figures import figure_in_words
from partnerkit.facts.heat import HeatRow, heat_of
from partnerkit.facts.people import name_of
from partnerkit.facts.positions import position_of
from partnerkit.facts.terms import TermLine, missing_terms, terms
from partnerkit.facts.verdict import NAMES, Verdict, verdict
from partnerkit.findings import Finding
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.phrasing import days_away, listed, percent
from partnerkit.questions import due as obligations
from partnerkit.questions import dynamics, health, raci, registrations, score, stage
from partnerkit.questions import why as reason
from partnerkit.questions.due.page import highlights, table_of
from partnerkit.questions.heatmap import boxes
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


def document(page: Page, sections: Collection[str] = ()) -> Document:
    """Describe the page: everything at a glance, then each section under its chapter; or some `sections` alone."""
    blocks: list[Block] = [] if sections else list(_at_a_glance(page))
    chapter = ""
    for section in _SECTIONS:
        if sections and section.key not in sections:
            continue
        if not sections and section.chapter != chapter:
            chapter = section.chapter
            blocks.append(Heading(chapter))
        blocks.append(Heading(section.title, 1 if sections else 2))
        blocks += [_lower(block) for block in section.blocks(page)]
    return Document(f"{page.name} ({page.partnership})", blocks, key="at-a-glance")


def _lower(block: Block) -> Block:
    return block._replace(level=3) if isinstance(block, Heading) else block


_MOST_TARGETS: Final = 4
_MOST_MISSING: Final = 4


def _at_a_glance(page: Page) -> Iterator[Block]:
    columns = [
        Column("At a glance"),
        Column("", align="center"),
        Column(f"{page.name} ({page.partnership})", wide=True, clip=True),
    ]
    rows: list[list[Cell]] = [
        ["Overall", State(page.overall.status), listed([NAMES[aspect] for aspect in page.overall.decided_by])],
        ["Heat map", State(page.heat.overall), page.heat.reason],
        ["Health", State(page.health.status, page.health.stale), page.health.reason],
        ["Dynamics", State(page.dynamics.status), page.dynamics.reason],
        ["Stage", "", _stage(page)],
        ["Owner", "", page.owner_name or "no one is named"],
        ["Contacts", "", _people(page.contacts)],
    ]
    rows += [[title.partition(":")[0].partition(",")[0], "", said] for title, said in _due_lines(page)]
    rows += [["Target", "", _target(kpi)] for kpi in page.health.kpis[:_MOST_TARGETS]]
    rows.append(["Missing", "", _missing(page)])
    yield Table(columns, rows, only="page")


def _people(contacts: Iterable[Contact]) -> str:
    named = [f"{contact.name} ({', '.join(contact.purposes)})" for contact in contacts]
    return "; ".join(named) or "no one is named"


def _stage(page: Page) -> str:
    if page.stage.stage is None:
        return "not recorded"
    return f"{page.stage.stage}: {page.stage.meaning}" if page.stage.meaning else page.stage.stage


def _missing(page: Page) -> str:
    """Name the first keys that the page would be better with."""
    keys = [
        *([] if page.owner else ["owner"]),
        *([] if page.contacts else ["contacts"]),
        *page.why.missing,
        *([] if page.score.rated else ["fit"]),
        *([] if page.health.assessed else ["health"]),
        *([] if page.health.kpis else ["kpis"]),
        *([] if page.terms else ["agreement"]),
    ]
    more = len(keys) - _MOST_MISSING
    return ", ".join(keys[:_MOST_MISSING]) + (f" and {more} more" if more > 0 else "")


def _due_lines(page: Page) -> Iterator[tuple[str, str]]:
    for title, entry, more in highlights(page.week):
        when = days_away(entry.days_left) if entry.overdue and entry.days_left else str(entry.date)
        who = f" ({entry.person})" if entry.person else ""
        yield title, f"{f'{1 + more} things, first ' if more else ''}{when}: {entry.what}{who}"


def _target(kpi: KpiAttainment) -> str:
    target = figure_in_words(kpi.target, kpi.currency)
    until = f" by {kpi.by}" if kpi.by else ""
    if kpi.actual is None:
        return f"{kpi.metric}: not measured, {'at most ' if kpi.goal == 'at_most' else ''}{target}{until}"
    actual = figure_in_words(kpi.actual, kpi.currency)
    share = f" ({percent(kpi.attainment)} of target to date)" if kpi.attainment is not None else ""
    return f"{kpi.metric}: {actual}{', at most' if kpi.goal == 'at_most' else ' of'} {target}{until}{share}"


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


def _tell_due(page: Page) -> Iterator[Block]:
    entries = page.due.entries
    yield table_of(entries) if entries else Paragraph(f"Nothing is due by {page.due.until}.")


def _tell_targets(page: Page) -> Iterator[Block]:
    yield from list(health.tell_kpis(page.health)) or [Paragraph("No targets in the file yet.")]


def _tell_findings(page: Page) -> Iterator[Block]:
    findings = page.findings or ()
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
        columns,
        [[_line(found), found.code, found.severity, found.message, found.help or None] for found in findings],
    )


def _line(finding: Finding) -> str | int:
    """Return the line of a finding, as a row where it is in the deals file."""
    return f"row {finding.line}" if finding.path.endswith(".csv") else finding.line


class _Part(NamedTuple):
    """One part of the page under its own heading, below that of its chapter; `key` chooses it by name."""

    key: str
    title: str
    chapter: str
    blocks: Callable[[Page], Iterable[Block]]


_SECTIONS: Final = (
    _Part("who", "Who and why", "The partnership", _tell_who),
    _Part("stage", "Stage", "The partnership", lambda page: stage.document(page.stage).blocks),
    _Part("terms", "Terms", "The partnership", _tell_terms),
    _Part("fit", "Fit", "How it is going", _tell_fit),
    _Part("heatmap", "Heat map", "How it is going", _tell_heat),
    _Part("health", "Health", "How it is going", _tell_health),
    _Part("dynamics", "Dynamics", "How it is going", _tell_dynamics),
    _Part("targets", "Targets", "How it is going", _tell_targets),
    _Part("registrations", "Registered deals", "How it is going", lambda page: registrations.tell(page.registrations)),
    _Part("raci", "Who owns what", "What to do", lambda page: raci.matrix_of(page.raci)),
    _Part("gaps", "Gaps in who owns what", "What to do", lambda page: raci.gaps_of(page.raci)),
    _Part("due", "What is due", "What to do", _tell_due),
    _Part("findings", "Open findings", "What to do", _tell_findings),
)

SECTIONS: Final = tuple(section.key for section in _SECTIONS)
"""The names by which a section is chosen."""
