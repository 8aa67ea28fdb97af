"""`partnerkit lint`: which mistakes of partner management do the files show?"""

from typing import Annotated, Literal

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError


@command(gives=("findings", "document", "result"), portfolio=True)
def lint(
    session: Session,
    paths: Paths = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="RULE,...",
            help="Apply only these rules, by code, name or the start of a code; "
            "overrides select and ignore in partnerkit.yaml; repeatable.",
            show_default=False,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="RULE,...", help="Skip these rules; repeatable.", show_default=False),
    ] = None,
    show_ignored: Annotated[
        bool, typer.Option("--show-ignored", help="Also show the findings that files ignore, with the reasons.")
    ] = False,
    fail_on: Annotated[
        Literal["error", "warning"],
        typer.Option("--fail-on", help="Exit with 1 on an error, or on an error or a warning."),
    ] = "error",
) -> Answer:
    """Find the classic mistakes of partner management.

    Checks valid files only. `partnerkit explain` lists the rules and explains what each one finds and why it hurts. To
    ignore a rule in a file, add `lint: {ignore: {CODE: reason}}` to it. Portfolio-wide rules look only at the
    partnerships you name.
    """
    selected, ignored = _known(select), _known(ignore)
    selection = session.select(paths)
    from partnerkit.cli.asking import ask
    from partnerkit.cli.sources import FilesOfWorkspace
    from partnerkit.rules import lint as question
    from partnerkit.rules.rule import WorkspaceOnDay
    from partnerkit.rules.selection import choose
    from partnerkit.workspace.deals import load_all_deals

    workspace, workspace_file, tree = selection.workspace, selection.workspace_file, selection.tree
    rules = choose(workspace.lint, selected, ignored)
    sources = FilesOfWorkspace(workspace_file, tree)
    deals = load_all_deals(workspace_file, workspace, tree)
    asked = ask(session, selection, question.RulesOfFiles(rules, sources), deals=deals)
    shared = WorkspaceOnDay(workspace, session.today, deals.deals)
    report = question.lint(
        asked.parts, asked.paths, shared, rules, sources, files=asked.files, show_ignored=show_ignored
    )
    failing = {"error"} if fail_on == "error" else {"error", "warning"}
    failed = any(finding.severity in failing for finding in report.findings)
    return Answer(report, question.document, failed)


def _known(words: list[str] | None) -> list[str]:
    """Split lists, and check that each word is a rule. Raise UsageError otherwise."""
    named = [word.strip() for listed in words or () for word in listed.split(",") if word.strip()]
    if not named:
        return []
    from partnerkit.rules.selection import help_for, meaning

    for word in named:
        if not meaning(word):
            raise UsageError(f"`{word}` is not a rule", help_for(word))
    return named
