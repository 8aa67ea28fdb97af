"""Which mistakes of partner management do the files show?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from partnerkit.documents import Block, Cell, Column, Document, Heading, Paragraph, Table
from partnerkit.facts.case import Case, cases
from partnerkit.findings import Finding, Severity
from partnerkit.findings.gathered import Gathered
from partnerkit.findings.manual import Manual
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.phrasing import dotted, plural
from partnerkit.results import Internal
from partnerkit.rules.catalogue import CELL_RULES, PORTFOLIO_RULES, RULES
from partnerkit.rules.ignoring import UNKNOWN_RULE, UNUSED_IGNORE
from partnerkit.rules.rule import KeyPath, Remark, Rule, WorkspaceOnDay
from partnerkit.rules.selection import RuleSet, help_for, meaning, rule_called

if TYPE_CHECKING:
    from partnerkit.reading.places import Opened, Places, Spot


class Sources(Protocol):
    """Where the files of a workspace are: it opens one to locate values, and travels between processes."""

    @property
    def workspace_file(self) -> str | None:
        """The file of the workspace, if there is one."""
        ...

    def places(self, path: str) -> "Places":
        """Open a file to find values in it."""
        ...

    def row(self, stem: str, row: int) -> "tuple[str, Spot]":
        """Return the deals file of a partnership, and where a row of it is."""
        ...


@dataclass(frozen=True, slots=True)
class LintReport:
    """How many files there are, how many are valid and were checked, what was found, and what was ignored.

    `paths` are the files that were checked; the document lists ignored findings if `show_ignored` is set.
    """

    files: int
    valid: int
    findings: tuple[Finding, ...]
    ignored: tuple[Finding, ...]
    paths: Internal[tuple[str, ...]]
    show_ignored: Internal[bool]

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings, and the ignored ones if they are shown."""
        ignored = self.ignored if self.show_ignored else ()
        return tuple(sorted((*self.findings, *ignored), key=lambda finding: finding.order))

    @property
    def summary(self) -> str:
        """The outcome in a sentence."""
        errors = _count(self.findings, "error")
        warnings = _count(self.findings, "warning")
        counts = [
            *([plural(errors, "error")] if errors else []),
            *([plural(warnings, "warning")] if warnings else []),
            *([f"{len(self.ignored)} ignored"] if self.ignored else []),
        ]
        return f"{plural(self.valid, 'partnership')} checked: {', '.join(counts) or 'no findings'}."


def _count(findings: Sequence[Finding], severity: Severity) -> int:
    return sum(finding.severity == severity for finding in findings)


class Violation(NamedTuple):
    """A remark of a rule on a partnership, or on the workspace under None, and why its file ignores it if it does."""

    partnership: str | None
    rule: Manual
    remark: Remark
    reason: str | None = None

    @property
    def message(self) -> str:
        """The remark, starting with the name of the value it is about."""
        return f"{dotted(self.remark.at)}: {self.remark.message}"


class Linted(NamedTuple):
    """What linting needs to know of one partnership: what was found in its file, and what the rules on all ask for.

    `reasons` are those for which the file ignores rules, by code, and `facts` those of each rule on all partnerships.
    """

    findings: tuple[Finding, ...]
    reasons: Mapping[str, str]
    facts: tuple[Any, ...]


class RulesOfFiles(NamedTuple):
    """Applies the rules on one partnership while the text of its file is in memory, on whichever core reads it."""

    rules: RuleSet
    sources: Sources

    def __call__(self, case: Case, opened: "Opened") -> Linted:
        """Return what is found in a file, and where."""
        found = (_located(each, opened.path, opened.places, self.sources) for each in of_case(case, self.rules))
        return Linted(tuple(found), _reasons(case), facts_of(case))


def lint(
    linted: Mapping[str, Linted],
    paths: Mapping[str, str],
    shared: WorkspaceOnDay,
    rules: RuleSet,
    sources: Sources,
    *,
    files: int,
    show_ignored: bool = False,
) -> LintReport:
    """Put together what was found in each partnership and what the rules on all of them find.

    `paths` are where they are, and `files` is how many there are, including broken ones.
    """
    of_all: dict[str | None, list[Violation]] = {}
    for violation in violations_of_all({stem: each.facts for stem, each in linted.items()}, shared, rules):
        of_all.setdefault(violation.partnership, []).append(violation)
    gathered = Gathered()
    if of_workspace := of_all.get(None):
        assert sources.workspace_file is not None  # a missing workspace file has no findings
        gathered.add(*_located_all(of_workspace, sources.workspace_file, sources))
    for stem, each in linted.items():
        reasons = each.reasons
        of_stem = [found._replace(reason=reasons.get(found.rule.code)) for found in of_all.get(stem, ())]
        gathered.add(*_located_all(of_stem, paths[stem], sources), *each.findings)
    findings = gathered.sorted()
    return LintReport(
        files=files,
        valid=len(linted),
        findings=tuple(finding for finding in findings if finding.reason is None),
        ignored=tuple(finding for finding in findings if finding.reason is not None),
        paths=tuple(paths[stem] for stem in linted),
        show_ignored=show_ignored,
    )


def lint_read(
    portfolio: Portfolio, paths: Mapping[str, str], today: date, rules: RuleSet, sources: Sources
) -> LintReport:
    """Apply rules to partnerships that were read before; their files are opened again to locate what is found."""
    from partnerkit.reading.places import Opened

    in_file = RulesOfFiles(rules, sources)
    linted = {
        case.stem: in_file(case, Opened(paths[case.stem], sources.places(paths[case.stem])))
        for case in cases(portfolio, today)
    }
    shared = WorkspaceOnDay(portfolio.workspace, today, portfolio.deals)
    return lint(linted, paths, shared, rules, sources, files=len(linted))


_OF_PORTFOLIO: Final = {rule.manual.code for rule in PORTFOLIO_RULES}
"""Rules that may find something once other partnerships are included."""


def facts_of(case: Case) -> tuple[Any, ...]:
    """Return what each rule on all partnerships needs to know of one."""
    return tuple(rule.facts_of(case) for rule in PORTFOLIO_RULES)


def violations_of_all(
    facts: Mapping[str, tuple[Any, ...]], shared: WorkspaceOnDay, rules: RuleSet
) -> Iterator[Violation]:
    """Apply the rules on all partnerships to the facts of each, and check the settings of the workspace."""
    if rules.admits(UNKNOWN_RULE):
        yield from _misnamed(shared.workspace)
    for number, rule in enumerate(PORTFOLIO_RULES):
        if rules.admits(rule.manual):
            of_rule = {stem: of_case[number] for stem, of_case in facts.items()}
            for stem, remark in rule.check_all(of_rule, shared):
                yield Violation(stem, rule.manual, remark)


def _misnamed(workspace: Workspace) -> Iterator[Violation]:
    """Yield the words in the settings of the workspace that name no rule."""
    for key in ("select", "ignore"):
        for number, word in enumerate(getattr(workspace.lint, key)):
            if not meaning(word):
                yield Violation(None, UNKNOWN_RULE, _no_such_rule(("lint", key, number), word))


def _no_such_rule(path: KeyPath, word: str) -> Remark:
    return Remark(path, f"`{word}` is not a rule", help_for(word), about_key=True)


def of_case(case: Case, rules: RuleSet) -> Iterator[Violation]:
    """Apply the rules on one partnership, with the reason where its file ignores one, and check these reasons."""
    found = [Violation(case.stem, rule.manual, remark) for rule in _applied(rules) for remark in rule.check(case)]
    codes = {violation.rule.code for violation in found}
    for word, rule in _ignored(case).items():
        path = ("lint", "ignore", word)
        if rule is None:
            found.append(Violation(case.stem, UNKNOWN_RULE, _no_such_rule(path, word)))
        elif rule.code not in codes | _OF_PORTFOLIO and rules.admits(rule):
            remark = Remark(path, "this rule finds nothing here", "remove the line", about_key=True)
            found.append(Violation(case.stem, UNUSED_IGNORE, remark))
    reasons = _reasons(case)
    judged = [one._replace(reason=reasons[one.rule.code]) if one.rule.code in reasons else one for one in found]
    yield from _one_per_cell(violation for violation in judged if rules.admits(violation.rule))


@cache
def _applied(rules: RuleSet) -> tuple[Rule, ...]:
    """Return the rules on one partnership that are applied, which are the same for every file."""
    return tuple(rule for rule in RULES if rules.admits(rule.manual))


def _ignored(case: Case) -> Mapping[str, Manual | None]:
    """Return what a file ignores, by the word that it has for it; None where a word names no rule."""
    lint = case.partnership.lint
    return {word: rule_called(word) for word in lint.ignore} if lint else {}


def _reasons(case: Case) -> Mapping[str, str]:
    """Return the reason for which a file ignores each rule, by code."""
    lint = case.partnership.lint
    return {rule.code: lint.ignore[word] for word, rule in _ignored(case).items() if lint and rule is not None}


_SERIOUSNESS: Final = {rule.manual.code: rank for rank, rule in enumerate(CELL_RULES)}


def _one_per_cell(violations: Iterable[Violation]) -> Iterator[Violation]:
    """Yield, of those on one cell of the heat map, only the most serious one that is not ignored."""
    cells: dict[KeyPath, list[Violation]] = {}
    for violation in violations:
        cell = _cell_of(violation.remark.at)
        if cell and violation.rule.code in _SERIOUSNESS and violation.reason is None:
            cells.setdefault(cell, []).append(violation)
        else:
            yield violation
    for of_cell in cells.values():
        yield min(of_cell, key=lambda violation: _SERIOUSNESS[violation.rule.code])


def _cell_of(path: KeyPath) -> KeyPath | None:
    """Return the path of the bucket or box that a path leads into; None where it leads to neither."""
    if path[:1] != ("buckets",) or len(path) < 2:
        return None
    return path[:4] if path[2:3] == ("boxes",) else path[:2]


def _located_all(violations: Sequence[Violation], path: str, sources: Sources) -> Iterator[Finding]:
    """Yield violations with their places in a file, which is opened again if there are any."""
    places = sources.places(path) if violations else None
    for violation in violations:
        assert places is not None
        yield _located(violation, path, places, sources)


def _located(violation: Violation, path: str, places: "Places", sources: Sources) -> Finding:
    """Return a violation with its place in the file, or in the deals file that it is about."""
    remark, rule = violation.remark, violation.rule
    if remark.row is not None and violation.partnership is not None:
        path, spot = sources.row(violation.partnership, remark.row)
    else:
        spot = places.find(remark.at, key=remark.about_key)
    return Finding(
        path=path,
        line=spot.line,
        column=spot.column,
        code=rule.code,
        message=violation.message,
        severity=rule.severity,
        help=remark.help,
        source=spot.source,
        name=rule.name,
        reason=violation.reason,
    )


def document(report: LintReport) -> Document:
    """Describe the findings in one table, and the ignored ones with their reasons in another."""
    columns = [
        Column("Path", wide=True),
        Column("Line", align="right"),
        Column("Column", align="right"),
        Column("Code"),
        Column("Name", optional=True),
        Column("Severity"),
        Column("Message", wide=True),
        Column("Help", wide=True, optional=True),
    ]
    rows = [[*_row(finding), finding.help or None] for finding in report.findings]
    blocks: list[Block] = [Paragraph(report.summary), Table(columns, rows)]
    if report.show_ignored and report.ignored:
        rows = [[*_row(finding), finding.reason] for finding in report.ignored]
        blocks += [Heading("Ignored"), Table([*columns[:-1], Column("Reason", wide=True)], rows)]
    return Document("Lint", blocks)


def _row(finding: Finding) -> list[Cell]:
    return [
        finding.path,
        finding.line,
        finding.column,
        finding.code,
        finding.name,
        finding.severity,
        finding.message,
    ]
