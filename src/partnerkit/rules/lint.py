"""Which mistakes of partner management do the files show?"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from partnerkit.documents import Block, Cell, Column, Document, Heading, Paragraph, Table
from partnerkit.facts.case import Case, cases
from partnerkit.findings import Finding, Severity
from partnerkit.findings.gathered import Gathered
from partnerkit.findings.manual import Manual
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.phrasing import dotted, plural
from partnerkit.results import Internal
from partnerkit.rules.catalogue import CELL_RULES, PORTFOLIO_RULES, RULES
from partnerkit.rules.ignoring import UNKNOWN_RULE, UNUSED_IGNORE
from partnerkit.rules.rule import KeyPath, Remark
from partnerkit.rules.selection import RuleSet, help_for, meaning, rule_called

if TYPE_CHECKING:
    from partnerkit.reading.places import Places, Spot


class Sources(NamedTuple):
    """The files of a portfolio: those of its partnerships, and that of its workspace if there is one.

    `places` opens one of them to locate values, and `row` returns the deals file of a partnership and where a row of
    it is. `files` is how many there are, including broken ones.
    """

    paths: Mapping[str, str]
    workspace_file: str | None
    places: "Callable[[str], Places]"
    row: "Callable[[str, int], tuple[str, Spot]]"
    files: int

    def path_of(self, partnership: str | None) -> str:
        """Return the file of a partnership; None is the workspace."""
        path = self.workspace_file if partnership is None else self.paths[partnership]
        assert path is not None  # a missing workspace file has no findings
        return path


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


def lint(
    portfolio: Portfolio,
    today: date,
    rules: RuleSet,
    sources: Sources,
    of_files: "Mapping[str, Sequence[Violation]] | None" = None,
    *,
    show_ignored: bool = False,
) -> LintReport:
    """Apply rules to every partnership and to all of them together, and locate their remarks in the files.

    `of_files` is what `RulesOfFiles` returned when the files were read; without it, the files are opened again.
    """
    findings = _located(violations(portfolio, today, rules, of_files), sources)
    return LintReport(
        files=sources.files,
        valid=len(portfolio.partnerships),
        findings=tuple(finding for finding in findings if finding.reason is None),
        ignored=tuple(finding for finding in findings if finding.reason is not None),
        paths=tuple(sources.paths[stem] for stem in portfolio.partnerships),
        show_ignored=show_ignored,
    )


class Violation(NamedTuple):
    """A remark of a rule on a partnership, or on the workspace under None.

    `spot` is where that is in the file, if it is known; `reason` is why the file ignores the rule.
    """

    partnership: str | None
    rule: Manual
    remark: Remark
    spot: "Spot | None" = None
    reason: str | None = None

    @property
    def message(self) -> str:
        """The remark, starting with the name of the value it is about."""
        return f"{dotted(self.remark.at)}: {self.remark.message}"


_OF_PORTFOLIO: Final = {rule.manual.code for rule in PORTFOLIO_RULES}
"""Rules that may find something once other partnerships are included."""


class RulesOfFiles(NamedTuple):
    """Applies the rules on one partnership to each file while its text is in memory, on whichever core reads it."""

    rules: RuleSet
    workspace: Workspace
    today: date

    def __call__(self, stem: str, partnership: Partnership, places: "Places") -> list[Violation]:
        """Return the remarks of the rules on a file, and where they are."""
        case = Case(stem, partnership, self.workspace, self.today)
        return [
            violation._replace(spot=places.find(violation.remark.at, key=violation.remark.about_key))
            for violation in _of_one(case)
            if self.rules.admits(violation.rule)
        ]


def violations(
    portfolio: Portfolio, today: date, rules: RuleSet, of_files: Mapping[str, Sequence[Violation]] | None = None
) -> list[Violation]:
    """Apply rules to every partnership and to all of them together; `of_files` holds the remarks on single ones."""
    found = _violations(portfolio, today, rules, of_files)
    return [violation for violation in found if rules.admits(violation.rule)]


def _violations(
    portfolio: Portfolio, today: date, rules: RuleSet, of_files: Mapping[str, Sequence[Violation]] | None
) -> Iterator[Violation]:
    of_all: dict[str | None, list[Violation]] = {}
    for rule in PORTFOLIO_RULES:
        for stem, remark in rule.check_portfolio(portfolio, today):
            of_all.setdefault(stem, []).append(Violation(stem, rule.manual, remark))
    yield from _misnamed(portfolio.workspace)
    yield from of_all.get(None, ())
    for case in cases(portfolio, today):
        of_one = _of_one(case) if of_files is None else of_files[case.stem]
        yield from _ignore(case, [*of_all.get(case.stem, ()), *of_one], rules)


def _of_one(case: Case) -> Iterator[Violation]:
    for rule in RULES:
        for remark in rule.check(case):
            yield Violation(case.stem, rule.manual, remark)


def _misnamed(workspace: Workspace) -> Iterator[Violation]:
    """Yield the words in the settings of the workspace that name no rule."""
    for key in ("select", "ignore"):
        for number, word in enumerate(getattr(workspace.lint, key)):
            if not meaning(word):
                yield Violation(None, UNKNOWN_RULE, _no_such_rule(("lint", key, number), word))


def _no_such_rule(path: KeyPath, word: str) -> Remark:
    return Remark(path, f"`{word}` is not a rule", help_for(word), about_key=True)


def _ignore(case: Case, found: list[Violation], rules: RuleSet) -> Iterator[Violation]:
    """Give each violation the reason why its file ignores it, and check the reasons themselves."""
    ignore = case.partnership.lint.ignore if case.partnership.lint else {}
    called = {word: rule_called(word) for word in ignore}
    reasons = {rule.code: ignore[word] for word, rule in called.items() if rule is not None}
    codes = {violation.rule.code for violation in found}
    for word, rule in called.items():
        path = ("lint", "ignore", word)
        if rule is None:
            found.append(Violation(case.stem, UNKNOWN_RULE, _no_such_rule(path, word)))
        elif rule.code not in codes | _OF_PORTFOLIO and rules.admits(rule):
            remark = Remark(path, "this rule finds nothing here", "remove the line", about_key=True)
            found.append(Violation(case.stem, UNUSED_IGNORE, remark))
    judged = [violation._replace(reason=reasons.get(violation.rule.code)) for violation in found]
    yield from _one_per_cell(violation for violation in judged if rules.admits(violation.rule))


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


def _located(violations: Iterable[Violation], sources: Sources) -> tuple[Finding, ...]:
    """Return violations with their places; a file is opened only if a place is not known yet."""
    in_files: dict[str, list[Violation]] = {}
    findings = Gathered()
    for violation in violations:
        if violation.remark.row is not None and violation.partnership is not None:
            findings.add(_finding(violation, *sources.row(violation.partnership, violation.remark.row)))
        else:
            in_files.setdefault(sources.path_of(violation.partnership), []).append(violation)
    for path, of_file in in_files.items():
        places = None
        for violation in of_file:
            spot = violation.spot
            if spot is None:
                places = places or sources.places(path)
                spot = places.find(violation.remark.at, key=violation.remark.about_key)
            findings.add(_finding(violation, path, spot))
    return findings.sorted()


def _finding(violation: Violation, path: str, spot: "Spot") -> Finding:
    remark, rule = violation.remark, violation.rule
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
