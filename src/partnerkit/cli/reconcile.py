"""`partnerkit reconcile`: do both companies work to the same plan?"""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.options import DryRun, OnePartnership
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError

if TYPE_CHECKING:
    from partnerkit.changes.reconcile import Perspective
    from partnerkit.changes.takeover import Takeover
    from partnerkit.workspace.editing.edits import Edit


@command()
def reconcile(
    session: Session,
    ours: OnePartnership,
    theirs: Annotated[str, typer.Argument(metavar="THEIRS", help="The file with the partner's copy.")],
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept",
            metavar="KEY",
            help="Accept their value of this key (plan.training.due), or `all`; repeatable.",
            show_default=False,
        ),
    ] = None,
    written_from: Annotated[
        Literal["us", "them"] | None,
        typer.Option(
            "--written-from",
            help="The side their copy is written from: theirs, or ours if they used `share`.",
            show_default="whichever gives fewer differences",
        ),
    ] = None,
    fail_on: Annotated[
        Literal["editorial", "assessment", "commitment", "commercial"] | None,
        typer.Option(
            "--fail-on",
            help="Exit with 1 if the copies differ in something of this class or a heavier one.",
            show_default=False,
        ),
    ] = None,
    dry_run: DryRun = False,
) -> Answer | None:
    """Compare our copy of a partnership with the partner's.

    Shows what both copies have, where they disagree, and what only one of them has, all from our side. --accept copies
    their values into our file and keeps its comments.
    """
    if dry_run and not accept:
        raise UsageError("--dry-run shows what --accept would change", "add --accept KEY")
    if accept and session.at is not None:
        raise UsageError("--at shows what was recorded, which can't be edited", "leave --at out")
    collected, stem = session.collect_one(ours)
    from partnerkit.changes import reconcile as question
    from partnerkit.facts.case import case_of
    from partnerkit.model.partnership import Partnership

    copy = session.section(Partnership, theirs)
    sides: dict[str, Perspective] = {"them": "theirs", "us": "ours"}
    perspective = sides[written_from] if written_from else None
    found = question.reconcile(case_of(collected.portfolio, stem, session.today), copy, perspective)
    if accept:
        from partnerkit.changes.plain import plain
        from partnerkit.changes.takeover import takeovers

        steps = takeovers(plain(collected.portfolio.partnerships[stem]), question.accepted(found, accept))
        session.change_one(ours, lambda _: [_edit(step) for step in steps], dry_run=dry_run)
        if dry_run:
            return None
        collected, stem = session.collect_one(ours)
        found = question.reconcile(case_of(collected.portfolio, stem, session.today), copy, found.perspective)
    return Answer(found, question.document, fail_on is not None and found.is_at_odds(fail_on))


def _edit(step: "Takeover") -> "Edit":
    from partnerkit.workspace.editing.edits import Add, Put, Remove, Rename

    match step.kind:
        case "put":
            return Put(step.path, step.value)
        case "add":
            return Add(step.path, step.value)
        case "remove":
            return Remove(step.path)
        case "rename":
            return Rename(step.path, step.value)
