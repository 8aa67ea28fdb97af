"""`partnerkit heatmap`: where does each partnership stand?"""

from typing import Annotated, Literal

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.filters import Chosen
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError


@command(filters=True)
def heatmap(
    session: Session,
    chosen: Chosen,
    paths: Paths = None,
    boxes: Annotated[
        str | None,
        typer.Option(
            "--boxes",
            metavar="FILE",
            help="Show the buckets, boxes and evidence of one partnership.",
            show_default=False,
        ),
    ] = None,
    sort: Annotated[
        Literal["worst", "name", "priority", "stage"], typer.Option("--sort", help="Sort the rows.")
    ] = "worst",
    fail_on: Annotated[
        Literal["amber", "red"] | None,
        typer.Option(
            "--fail-on", help="Exit with 1 if a partnership is red, or amber or red, overall.", show_default=False
        ),
    ] = None,
) -> Answer:
    """Show the status of every bucket of every partnership.

    Green, amber, red, not assessed or stale: partnerships down, buckets across.
    """
    if boxes is not None:
        if paths or chosen or fail_on:
            raise UsageError("--boxes opens one partnership, and takes no paths, filters or gate beside it")
        return _boxes(session, boxes)
    collected = session.collect(paths)
    from partnerkit.questions import heatmap as heat

    heat_map = heat.heatmap(chosen.narrow(collected.portfolio), session.today, sort)
    failing = {"amber": {"amber", "red"}, "red": {"red"}}[fail_on] if fail_on else set()
    return Answer(heat_map, heat.document, failed=any(row.overall in failing for row in heat_map.rows))


def _boxes(session: Session, path: str) -> Answer:
    collected, stem = session.collect_one(path)
    from partnerkit.facts.case import case_of
    from partnerkit.questions.heatmap import boxes

    opened = boxes.boxes(case_of(collected.portfolio, stem, session.today))
    return Answer(opened, boxes.document)
