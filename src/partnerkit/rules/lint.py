"""What is done badly, as far as the files show it?"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from partnerkit.documents import Block, Cell, Column, Document, Heading, Paragraph, Table
from partnerkit.facts.case import Case, cases
from partnerkit.findings import Finding, Severity
from partnerkit.findings.manual import Manual
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.phrasing import dotted, plural
from partnerkit.results import Internal
from partnerkit.rules.catalogue import PORTFOLIO_RULES, RULES
from partnerkit.rules.ignoring import UNKNOWN_RULE, UNUSED_IGNORE
from partnerkit.rules.rule import KeyPath, Remark
from partnerkit.rules.selection import RuleSet, help_for, meaning, rule_called

if TYPE_CHECKING:
    from partnerkit.reading.places import Places, Spot


class Sources(NamedTuple):
    """The files that a portfolio is from: those of its partnerships, and that of its workspace if there is one.

    `places` opens one of them to find values in it. `files` is how many there are with those that are broken.
    """

    paths: Mapping[str, str]
    workspace_file: str | None
    places: "Callable[[str], Places]"
    files: int

    def path_of(self, partnership: str | None) -> str:
        """Return the file of a partnership; None is the workspace."""
        path = self.workspace_file if partnership is None else self.paths[partnership]
        assert path is not None  # nothing is found in a workspace file that is not there
        return path


@dataclass(frozen=True, slots=True)
class LintReport:
    """How many files there are, how many are valid and were looked at, what was found, and what was set aside.

    `paths` are the files that were looked at; what was set aside is listed in the document if it is to be shown.
    """

    files: int
    valid: int
    findings: tuple[Finding, ...]
    ignored: tuple[Finding, ...]
    paths: Internal[tuple[str, ...]]
    show_ignored: Internal[bool]

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings, and those set aside if they are to be shown."""
        ignored = self.ignored if self.show_ignored else ()
        return tuple(sorted((*self.findings, *ignored), key=lambda finding: finding.order))

    @property
    def summary(self) -> str:
        """A sentence that says how it went."""
        errors = _count(self.findings, "error")
        warnings = _count(self.findings, "warning")
        counts = [
            *([plural(errors, "error")] if errors else []),
            *([plural(warnings, "warning")] if warnings else []),
            *([f"{len(self.ignored)} set aside"] if self.ignored else []),
        ]
        return f"{plural(self.valid, 'partnership')} looked at: {', '.join(counts) or 'nothing found'}."


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
    """Apply rules to every partnership and to all of them together, and find what they say in the files.

    `of_files` is what `RulesOfFiles` returned when the files were read; without it, the files are opened once more.
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

    `spot` is where that is in the file, if it is known; `reason` is why the file sets it aside.
    """

    partnership: str | None
    rule: Manual
    remark: Remark
    spot: "Spot | None" = None
    reason: str | None = None

    @property
    def message(self) -> str:
        """What is said, starting with the name of the value it is said of."""
        return f"{dotted(self.remark.at)}: {self.remark.message}"


_OF_PORTFOLIO: Final = {rule.manual.code for rule in PORTFOLIO_RULES}
"""Rules that may find something as soon as other partnerships are asked about too."""


class RulesOfFiles(NamedTuple):
    """Applies the rules on one partnership to each file while its text is at hand, on whichever core reads it."""

    rules: RuleSet
    workspace: Workspace
    today: date

    def __call__(self, stem: str, partnership: Partnership, places: "Places") -> list[Violation]:
        """Return what the rules say of a file, and where."""
        case = Case(stem, partnership, self.workspace, self.today)
        return [
            violation._replace(spot=places.find(violation.remark.at, key=violation.remark.about_key))
            for violation in _of_one(case)
            if self.rules.admits(violation.rule)
        ]


def violations(
    portfolio: Portfolio, today: date, rules: RuleSet, of_files: Mapping[str, Sequence[Violation]] | None = None
) -> list[Violation]:
    """Apply rules to every partnership and to all of them together; `of_files` is what those on one have found."""
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
        yield from _set_aside(case, [*of_all.get(case.stem, ()), *of_one], rules)


def _of_one(case: Case) -> Iterator[Violation]:
    for rule in RULES:
        for remark in rule.check(case):
            yield Violation(case.stem, rule.manual, remark)


def _misnamed(workspace: Workspace) -> Iterator[Violation]:
    """Find the words of the workspace's settings that name no rule."""
    for key in ("select", "ignore"):
        for number, word in enumerate(getattr(workspace.lint, key)):
            if not meaning(word):
                yield Violation(None, UNKNOWN_RULE, _no_such_rule(("lint", key, number), word))


def _no_such_rule(path: KeyPath, word: str) -> Remark:
    return Remark(path, f"there is no rule called `{word}`", help_for(word), about_key=True)


def _set_aside(case: Case, found: list[Violation], rules: RuleSet) -> Iterator[Violation]:
    """Give each violation the reason for which its file sets it aside, and judge the reasons themselves."""
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
    for violation in found:
        yield violation._replace(reason=reasons.get(violation.rule.code))


def _located(violations: Iterable[Violation], sources: Sources) -> list[Finding]:
    """Find where in the files violations are; a file is opened only where that is not known."""
    in_files: dict[str, list[Violation]] = {}
    for violation in violations:
        in_files.setdefault(sources.path_of(violation.partnership), []).append(violation)
    findings = []
    for path, of_file in in_files.items():
        places = None
        for violation in of_file:
            spot = violation.spot
            if spot is None:
                places = places or sources.places(path)
                spot = places.find(violation.remark.at, key=violation.remark.about_key)
            findings.append(_finding(violation, path, spot))
    return sorted(findings, key=lambda finding: finding.order)


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
    """Describe the findings as one table, and those set aside with their reasons as another."""
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
        blocks += [Heading("Set aside"), Table([*columns[:-1], Column("Reason", wide=True)], rows)]
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
