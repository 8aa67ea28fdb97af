"""`partnerkit lint`: what is done badly, as far as the files show it?"""

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from partnerkit.cli.options import Paths, question
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError

if TYPE_CHECKING:
    from partnerkit.findings import Finding, Severity
    from partnerkit.rules.lint import Found


@question
def lint(
    session: Session,
    paths: Paths = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="RULE,...",
            help="Apply only these rules, by code, name or the beginning of a code; "
            "takes the place of what partnerkit.yaml selects and ignores; repeatable.",
            show_default=False,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="RULE,...", help="Leave these rules out; repeatable.", show_default=False),
    ] = None,
    show_ignored: Annotated[
        bool, typer.Option("--show-ignored", help="Show also what the files set aside, with their reasons.")
    ] = False,
    fail_on: Annotated[
        Literal["error", "warning"],
        typer.Option("--fail-on", help="Exit with 1 when there is an error, or an error or a warning."),
    ] = "error",
) -> int:
    """Find the classic mistakes of partner management in files that are valid.

    `partnerkit explain` lists the rules and tells what each of them finds and why it hurts. A file sets a rule aside
    with `lint: {ignore: {CODE: reason}}`. Rules on all partnerships together see those that are named.
    """
    selected, ignored = _known(select), _known(ignore)
    collected = session.collect(paths)
    from partnerkit.cli.locate import placed
    from partnerkit.cli.report import findings_text
    from partnerkit.rules import lint as question
    from partnerkit.rules.selection import choose

    chosen = choose(collected.portfolio.workspace.lint, selected, ignored)
    found = placed(question.lint(collected.portfolio, session.today, chosen), collected)
    shown = [finding for one, finding in found if one.reason is None or show_ignored]
    answer = question.Lint(
        files=collected.files,
        valid=len(collected.portfolio.partnerships),
        findings=tuple(question.Mistake(*_reported(one, at)) for one, at in found if one.reason is None),
        ignored=tuple(question.IgnoredMistake(*_reported(one, at), one.reason) for one, at in found if one.reason),
    )
    if session.format == "terminal":
        session.write(findings_text(shown, color=session.output is None and session.colors(sys.stdout)))
        sys.stderr.write(question.summary(answer) + "\n")
    else:
        session.answer("lint", answer, lambda: question.document(answer, show_ignored=show_ignored))
    failing = {"error"} if fail_on == "error" else {"error", "warning"}
    return 1 if any(mistake.severity in failing for mistake in answer.findings) else session.status


def _known(words: list[str] | None) -> list[str]:
    """Take lists apart, and hold each word to the rules that there are."""
    named = [word.strip() for listed in words or () for word in listed.split(",") if word.strip()]
    if not named:
        return []
    from partnerkit.rules.selection import help_for, meaning

    for word in named:
        if not meaning(word):
            raise UsageError(f"there is no rule called `{word}`", help_for(word))
    return named


def _reported(one: "Found", at: "Finding") -> tuple[str, int, int, str, str, str, "Severity", str]:
    return (at.path, at.line, at.column, at.code, one.rule.name, one.message, at.severity, at.help)
