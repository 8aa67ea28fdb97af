"""`partnerkit stage`: where does it stand, and may it move on?"""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from partnerkit.cli import completion
from partnerkit.cli.command import Answer, command
from partnerkit.cli.options import OnePartnership
from partnerkit.cli.session import Session
from partnerkit.errors import InvalidFilesError, UsageError

if TYPE_CHECKING:
    from partnerkit.questions.stage import LifeCycle


@command()
def stage(
    session: Session,
    partnership: OnePartnership,
    stage: Annotated[
        str | None,
        typer.Argument(
            metavar="[STAGE]",
            help="Write this stage to the file.",
            show_default=False,
            autocompletion=completion.choices("Stage"),
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Write it only if everything it needs is done.")] = False,
) -> Answer:
    """Show or change a partnership's stage in the life cycle.

    Shows what the next stages need. With STAGE, writes that stage to the file and keeps the comments, if the stage can
    come next. Missing prerequisites are reported.
    """
    collected, stem = session.collect_one(partnership)
    from partnerkit.facts.case import case_of
    from partnerkit.questions import stage as question

    path, case = collected.paths[stem], case_of(collected.portfolio, stem, session.today)
    found = question.life_cycle(case)
    if stage is not None:
        _check(found, stage, strict=strict)
        if stage != case.partnership.stage:
            from partnerkit.cli.report import tell
            from partnerkit.workspace.editing.edits import Put

            edited = session.edit(path, [Put(("stage",), stage)], case.workspace)
            tell(f"{path}: stage {found.stage or 'none'} → {stage}")
            found = question.life_cycle(replace(case, partnership=edited))
    return Answer(found, question.document)


def _check(found: "LifeCycle", stage: str, *, strict: bool) -> None:
    """Refuse a stage that may not come next, and show what one that may come next needs."""
    from partnerkit.cli.report import hint
    from partnerkit.phrasing import did_you_mean, listed
    from partnerkit.questions.stage import STAGES

    if stage not in STAGES:
        raise UsageError(f"`{stage}` is not a stage", did_you_mean(stage, STAGES) or f"they are {', '.join(STAGES)}")
    if stage == found.stage:
        hint(f"{found.name} is already at {stage}")
        return
    target = next((following for following in found.allowed if following.stage == stage), None)
    if target is None:
        allowed = listed([f"`{following.stage}`" for following in found.allowed], "or")
        raise InvalidFilesError(
            f"{found.name} is at `{found.stage}`, which can't be followed by `{stage}`", f"it can go to {allowed}"
        )
    missing = [need.what for need in target.needs if not need.met]
    if missing and strict:
        raise InvalidFilesError(f"`{stage}` requires what {found.name} does not have yet: {'; '.join(missing)}")
    for what in missing:
        hint(f"`{stage}` requires this, which is open: {what}")
