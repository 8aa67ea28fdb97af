"""`partnerkit heatmap`: where does each partnership stand?"""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from partnerkit.cli.options import Paths, question
from partnerkit.cli.session import Session
from partnerkit.errors import InvalidFilesError, UsageError

if TYPE_CHECKING:
    from partnerkit.store.portfolio import Collected


class Sort(StrEnum):
    """The order of the rows."""

    worst = "worst"
    name = "name"
    priority = "priority"
    stage = "stage"


class Gate(StrEnum):
    """From which overall status on the exit status is 1."""

    amber = "amber"
    red = "red"


def _filter(option: str, help: str, metavar: str) -> Any:
    return typer.Option(option, help=f"{help}; repeatable.", metavar=metavar, show_default=False)


@question
def heatmap(
    session: Session,
    paths: Paths = None,
    boxes: Annotated[
        str | None,
        typer.Option(
            "--boxes", metavar="FILE", help="Open one partnership: its buckets, boxes and evidence.", show_default=False
        ),
    ] = None,
    sort: Annotated[Sort, typer.Option("--sort", help="The order of the rows.")] = Sort.worst,
    stage: Annotated[list[str] | None, _filter("--stage", "Only partnerships at this stage", "STAGE")] = None,
    type: Annotated[list[str] | None, _filter("--type", "Only partnerships of this type", "TYPE")] = None,
    tag: Annotated[list[str] | None, _filter("--tag", "Only partnerships with this tag", "TAG")] = None,
    owner: Annotated[
        list[str] | None,
        _filter("--owner", "Only partnerships where this person is accountable, responsible or owns a box", "PERSON"),
    ] = None,
    fail_on: Annotated[
        Gate | None,
        typer.Option(
            "--fail-on", help="Exit with 1 when a partnership is red, or amber or red, overall.", show_default=False
        ),
    ] = None,
) -> int:
    """Show partnerships down, buckets across: green, amber, red, not assessed or stale."""
    if boxes is not None:
        if paths or stage or type or tag or owner or fail_on:
            raise UsageError("--boxes opens one partnership, and takes no paths, filters or gate beside it")
        return _boxes(session, boxes)
    collected = session.collect(paths)
    from partnerkit.questions import heatmap as heat

    filters = heat.Filters(
        stages=_known("stage", stage),  # type: ignore[arg-type]  # checked against the choices
        types=_known("type", type),  # type: ignore[arg-type]  # checked against the choices
        tags=tag or (),
        owners=_people(collected, owner or []),
    )
    heat_map = heat.heatmap(collected.portfolio, session.today, filters, sort.value)
    days = collected.portfolio.workspace.assessments.stale_after_days
    session.answer("heatmap", heat_map, lambda: heat.document(heat_map, session.today, days))
    failing = {"amber": {"amber", "red"}, "red": {"red"}}[fail_on.value] if fail_on else set()
    return 1 if any(row.overall in failing for row in heat_map.rows) else session.status


def _boxes(session: Session, path: str) -> int:
    collected = session.collect([path])
    from partnerkit.questions import boxes

    portfolio = collected.portfolio
    if len(portfolio.partnerships) != 1:
        if collected.files == 1:
            raise InvalidFilesError(f"{path} cannot be opened until its errors are mended")
        raise UsageError(f"--boxes opens one partnership, and {path} holds {len(portfolio.partnerships)}")
    [(stem, partnership)] = portfolio.partnerships.items()
    opened = boxes.boxes(stem, partnership, portfolio.workspace, session.today)
    session.answer("heatmap", opened, lambda: boxes.document(opened))
    return session.status


def _known(field: str, words: list[str] | None) -> list[str]:
    """Hold the words of a filter to the choices of the format."""
    if not words:
        return []
    from partnerkit.model import choices
    from partnerkit.store.translate import did_you_mean

    known = choices.choices_of({"stage": choices.Stage, "type": choices.PartnershipType}[field])
    for word in words:
        if word not in known:
            raise UsageError(f"`{word}` is not a {field}", did_you_mean(word, known) or f"they are {', '.join(known)}")
    return words


def _people(collected: "Collected", words: list[str]) -> list[str]:
    if not words:
        return []
    from partnerkit.store.translate import did_you_mean

    known = set(collected.portfolio.workspace.people)
    known.update(*(partnership.people for partnership in collected.portfolio.partnerships.values()))
    for word in words:
        if word not in known:
            raise UsageError(f"nobody here is called `{word}`", did_you_mean(word, known))
    return words
