"""`partnerkit lint`: what is done badly, as far as the files show it?"""

from typing import Annotated, Literal

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError


@command(gives=("findings", "document", "result"))
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
) -> Answer:
    """Find the classic mistakes of partner management in files that are valid.

    `partnerkit explain` lists the rules and tells what each of them finds and why it hurts. A file sets a rule aside
    with `lint: {ignore: {CODE: reason}}`. Rules on all partnerships together see those that are named.
    """
    selected, ignored = _known(select), _known(ignore)
    selection = session.select(paths)
    from partnerkit.cli.sources import sources_of
    from partnerkit.rules import lint as question
    from partnerkit.rules.selection import choose

    rules = choose(selection.workspace.lint, selected, ignored)
    collected = session.read(selection, question.RulesOfFiles(rules, selection.workspace, session.today))
    portfolio, sources = collected.portfolio, sources_of(collected)
    report = question.lint(portfolio, session.today, rules, sources, collected.inspected, show_ignored=show_ignored)
    failing = {"error"} if fail_on == "error" else {"error", "warning"}
    failed = any(finding.severity in failing for finding in report.findings)
    return Answer(report, question.document, failed)


def _known(words: list[str] | None) -> list[str]:
    """Take lists apart, and check each word against the rules that there are."""
    named = [word.strip() for listed in words or () for word in listed.split(",") if word.strip()]
    if not named:
        return []
    from partnerkit.rules.selection import help_for, meaning

    for word in named:
        if not meaning(word):
            raise UsageError(f"there is no rule called `{word}`", help_for(word))
    return named
