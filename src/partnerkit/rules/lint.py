"""What is done badly, as far as the files show it?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from partnerkit.documents import Block, Column, Document, Heading, Paragraph, Table
from partnerkit.facts.case import Case, cases
from partnerkit.findings import Severity
from partnerkit.findings.manual import Manual
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.phrasing import dotted, plural
from partnerkit.rules.catalogue import PORTFOLIO_RULES, RULES
from partnerkit.rules.ignoring import UNKNOWN_RULE, UNUSED_IGNORE
from partnerkit.rules.rule import KeyPath, Remark
from partnerkit.rules.selection import Selection, help_for, meaning, rule_called


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule has to say, and the partnership whose file it stands in; None is the workspace's.

    `reason` is why the file sets the rule aside, where it does.
    """

    partnership: str | None
    rule: Manual
    remark: Remark
    reason: str | None = None

    @property
    def message(self) -> str:
        """What is said, beginning with the name of the value it is said of."""
        return f"{dotted(self.remark.at)}: {self.remark.message}"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A finding as it is reported."""

    path: str
    line: int
    column: int
    code: str
    name: str
    message: str
    severity: Severity
    help: str


@dataclass(frozen=True, slots=True)
class IgnoredMistake(Mistake):
    """A finding that the file sets aside, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Lint:
    """How many files there are, how many are valid and were looked at, what was found, and what was set aside."""

    files: int
    valid: int
    findings: tuple[Mistake, ...]
    ignored: tuple[IgnoredMistake, ...]


_OF_PORTFOLIO: Final = {rule.manual.code for rule in PORTFOLIO_RULES}
"""Rules that may find something as soon as other partnerships are asked about too."""


def lint(portfolio: Portfolio, today: date, selection: Selection) -> list[Found]:
    """Apply the selected rules to every partnership and to all of them together."""
    found = list(_misnamed(portfolio.workspace))
    for rule in PORTFOLIO_RULES:
        found += [Found(stem, rule.manual, remark) for stem, remark in rule.check_portfolio(portfolio, today)]
    in_portfolio: dict[str | None, list[Found]] = {None: []}
    for one in found:
        in_portfolio.setdefault(one.partnership, []).append(one)
    judged = in_portfolio[None]
    for case in cases(portfolio, today):
        said = [*in_portfolio.get(case.stem, ()), *_of_rules(case)]
        judged += _set_aside(case, said, selection)
    return [one for one in judged if selection.admits(one.rule)]


def _of_rules(case: Case) -> Iterator[Found]:
    for rule in RULES:
        for remark in rule.check(case):
            yield Found(case.stem, rule.manual, remark)


def _misnamed(workspace: Workspace) -> Iterator[Found]:
    """Find the words of the workspace's settings that name no rule."""
    for key in ("select", "ignore"):
        for number, word in enumerate(getattr(workspace.lint, key)):
            if not meaning(word):
                yield Found(None, UNKNOWN_RULE, _no_such_rule(("lint", key, number), word))


def _no_such_rule(path: KeyPath, word: str) -> Remark:
    return Remark(path, f"there is no rule called `{word}`", help_for(word), about_key=True)


def _set_aside(case: Case, said: list[Found], selection: Selection) -> Iterator[Found]:
    """Give each finding the reason for which its file sets it aside, and judge the reasons themselves."""
    lint = case.partnership.lint
    ignore = lint.ignore if lint else {}
    rules = {word: rule_called(word) for word in ignore}
    reasons = {rule.code: ignore[word] for word, rule in rules.items() if rule is not None}
    codes = {one.rule.code for one in said}
    for word, rule in rules.items():
        path = ("lint", "ignore", word)
        if rule is None:
            said.append(Found(case.stem, UNKNOWN_RULE, _no_such_rule(path, word)))
        elif rule.code not in codes | _OF_PORTFOLIO and selection.admits(rule):
            remark = Remark(path, "this rule finds nothing here", "remove the line", about_key=True)
            said.append(Found(case.stem, UNUSED_IGNORE, remark))
    for one in said:
        yield replace(one, reason=reasons.get(one.rule.code))


def document(answer: Lint, *, show_ignored: bool) -> Document:
    """Tell the findings as one table, and those set aside with their reasons as another."""
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
    blocks: list[Block] = [Paragraph(summary(answer)), Table(columns, [_row(found) for found in answer.findings])]
    if show_ignored and answer.ignored:
        rows = [[*_row(found)[:-1], found.reason] for found in answer.ignored]
        blocks += [Heading("Set aside"), Table([*columns[:-1], Column("Reason", wide=True)], rows)]
    return Document("Lint", blocks)


def _row(found: Mistake) -> list[str | int | None]:
    return [
        found.path,
        found.line,
        found.column,
        found.code,
        found.name,
        found.severity,
        found.message,
        found.help or None,
    ]


def summary(answer: Lint) -> str:
    """Say in one sentence how it went."""
    errors = _count(answer.findings, "error")
    warnings = _count(answer.findings, "warning")
    found = ", ".join(
        part
        for part in (
            plural(errors, "error") if errors else "",
            plural(warnings, "warning") if warnings else "",
            f"{len(answer.ignored)} set aside" if answer.ignored else "",
        )
        if part
    )
    return f"{plural(answer.valid, 'partnership')} looked at: {found or 'nothing found'}."


def _count(findings: Sequence[Mistake], severity: Severity) -> int:
    return sum(found.severity == severity for found in findings)
