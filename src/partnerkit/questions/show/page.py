"""One partnership on a page: everything at a glance, then each section under its chapter, or some sections alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, Literal

from partnerkit.documents import Block, Cell, Column, Document, Heading, Note, Paragraph, State, Table
from partnerkit.facts.attainment import KpiAttainment
from partnerkit.facts.figures import figure_in_words
from partnerkit.facts.terms import missing_terms
from partnerkit.facts.verdict import NAMES
from partnerkit.findings import Finding
from partnerkit.phrasing import days_away, listed, percent
from partnerkit.questions import dynamics, health, raci, score, stage
from partnerkit.questions import why as reason
from partnerkit.questions.due.page import highlights, table_of
from partnerkit.questions.heatmap import boxes
from partnerkit.questions.show import Contact, Page, registrations
from partnerkit.questions.show.sections import SECTIONS, PageSections, SectionOfPage


def document(found: Page | PageSections) -> Document:
    """Describe the page: everything at a glance, then each section under its chapter; or some sections alone."""
    page, blocks = (found, _whole(found)) if isinstance(found, Page) else (found.page, _sections(found))
    return Document(f"{page.name} ({page.partnership})", list(blocks), key="at-a-glance")


def _whole(page: Page) -> Iterator[Block]:
    yield from _at_a_glance(page)
    for section in SECTIONS:
        if section in _CHAPTERS:
            yield Heading(_CHAPTERS[section])
        yield from _section(section, page, 2)


def _sections(found: PageSections) -> Iterator[Block]:
    for section in found.sections:
        yield from _section(section, found.page, 1)


def _section(section: SectionOfPage, page: Page, level: Literal[1, 2]) -> Iterator[Block]:
    title, tell = _TOLD[section]
    yield Heading(title, level)
    yield from (_lower(block) for block in tell(page))


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


_TOLD: Final[Mapping[SectionOfPage, tuple[str, Callable[[Page], Iterable[Block]]]]] = {
    "who": ("Who and why", _tell_who),
    "stage": ("Stage", lambda page: stage.document(page.stage).blocks),
    "terms": ("Terms", _tell_terms),
    "fit": ("Fit", _tell_fit),
    "heatmap": ("Heat map", _tell_heat),
    "health": ("Health", _tell_health),
    "dynamics": ("Dynamics", _tell_dynamics),
    "targets": ("Targets", _tell_targets),
    "registrations": ("Registered deals", lambda page: registrations.tell(page.registrations)),
    "raci": ("Who owns what", lambda page: raci.matrix_of(page.raci)),
    "gaps": ("Gaps in who owns what", lambda page: raci.gaps_of(page.raci)),
    "due": ("What is due", _tell_due),
    "findings": ("Open findings", _tell_findings),
}
"""The title of each section, and how it is told."""

_CHAPTERS: Final[Mapping[SectionOfPage, str]] = {
    "who": "The partnership",
    "fit": "How it is going",
    "raci": "What to do",
}
"""The chapters of the page, by their first sections."""
