"""`partnerkit statement`: what does each side owe the other?"""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.date_options import day_of, on_option, period_option, window_of
from partnerkit.cli.options import DealsFile, PartnershipUnlessVerified
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError

if TYPE_CHECKING:
    from partnerkit.facts.statements import Statement


@command()
def statement(
    session: Session,
    partnership: PartnershipUnlessVerified = None,
    period: Annotated[str | None, period_option()] = None,
    deals: DealsFile = None,
    on: Annotated[str | None, on_option("The day the statement is made, for amounts still on hold.")] = None,
    issue: Annotated[
        bool, typer.Option("--issue", help="Write it to statements/NAME-PERIOD.json, with a Markdown copy next to it.")
    ] = False,
    verify: Annotated[
        str | None,
        typer.Option(
            "--verify",
            help="Recalculate an issued statement from its commit and show any differences.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
) -> Answer:
    """Work out what each side owes the other.

    With --verify, the exit status is 1 if the statement differs.
    """
    if verify is not None:
        if partnership or period or deals or on or issue or session.at:
            raise UsageError(
                "--verify gets everything it needs from the statement", "leave out everything except the file"
            )
        return _verified(session, verify)
    if partnership is None or period is None:
        raise UsageError("a statement covers one partnership and one period", "statement NAME --period 2026-Q1")
    return _worked_out(session, partnership, period, deals, on, issue=issue)


def _worked_out(
    session: Session, partnership: str, period: str, deals: str | None, on: str | None, *, issue: bool
) -> Answer:

    window = window_of(period)
    collected, stem = session.collect_one(partnership)
    from partnerkit.facts import statements
    from partnerkit.facts.case import case_of
    from partnerkit.questions import statement as question
    from partnerkit.workspace.as_recorded import last_commit
    from partnerkit.workspace.deals import deals_file

    read = session.deals(collected, stem, deals)
    case = case_of(collected.portfolio, stem, session.today)
    own = deals_file(collected.workspace_file, stem)
    sources = [collected.paths[stem], read.path or own, *filter(None, [collected.workspace_file])]
    commit = last_commit(sources, collected.tree, [] if deals is None else [deals])
    inputs = statements.inputs_of(case, read.content if read.path else None, None if commit.changed else commit.id)
    as_of = session.today if on is None else day_of(on, "--on")
    found = statements.statement(case, read.deals, window, as_of, inputs)
    if issue:
        if read.path is not None and os.path.abspath(read.path) != os.path.abspath(own):
            raise UsageError(f"a statement is issued from {own}, so it can be verified", "leave out --deals")
        if commit.id is None:
            raise UsageError(
                "a statement is issued as of a commit, but nothing has been committed here", "commit the files first"
            )
        if commit.changed:
            [first, *_] = commit.changed
            raise UsageError(f"{first} differs from the last commit, which the statement would name", "commit it first")
        _issue(session, found, collected.workspace_file, period)
    return Answer(found, question.document)


def _issue(session: Session, found: "Statement", workspace_file: str | None, period: str) -> None:
    """Write a statement for programs and for people, both or neither."""
    from partnerkit.cli.outputs import schema_name
    from partnerkit.cli.report import hint, tell
    from partnerkit.questions.statement import issued_document
    from partnerkit.render import json, markdown
    from partnerkit.store.writing import write_files
    from partnerkit.workspace.statements import statement_file

    folder = os.path.dirname(workspace_file or "") or os.curdir
    texts = {
        ".json": json.render(schema_name("statement"), "statement", session.today, found),
        ".md": markdown.render(issued_document(found)),
    }
    files = {statement_file(workspace_file, found.partnership, period, ending): text for ending, text in texts.items()}
    write_files({path: text.encode() for path, text in files.items()}, replace=session.out.force, within=folder)
    for path in files:
        tell(f"wrote {path}")
    if found.on <= found.period.to:
        hint(f"the period ends on {found.period.to}, so later deals will change the statement")


def _verified(session: Session, file: str) -> Answer:
    from partnerkit.store.tree import DISK
    from partnerkit.workspace.paths import workspace_file_around
    from partnerkit.workspace.statements import load_issued

    issued = load_issued(file, DISK)
    commit = issued.inputs.commit
    if commit is None:
        raise UsageError(f"{file} was not issued as of a commit, so it can't be verified", "issue it with --issue")
    session.at = commit
    tree = session.tree([file])
    session.config = session.config or workspace_file_around(os.path.dirname(file) or ".", tree)
    collected, stem = session.collect_one(issued.partnership)
    from partnerkit.facts import statements
    from partnerkit.facts.case import case_of
    from partnerkit.money.windows import Window
    from partnerkit.questions.statement import verification as question

    read = session.deals(collected, stem)
    case = case_of(collected.portfolio, stem, issued.on)
    inputs = statements.inputs_of(case, read.content if read.path else None, tree.commit.id if tree.commit else None)
    derived = statements.statement(case, read.deals, Window(*issued.period), issued.on, inputs)
    found = question.verification(file, issued, derived, commit)
    return Answer(found, question.document, failed=bool(found.differences))
