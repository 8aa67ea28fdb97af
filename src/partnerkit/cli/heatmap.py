"""`partnerkit heatmap`: what color is each bucket of each partnership, and what was it before?"""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.filters import Chosen
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session, recorded
from partnerkit.errors import UsageError

if TYPE_CHECKING:
    from partnerkit.questions.heatmap import HeatMap
    from partnerkit.workspace.portfolio import Collected, Selection


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
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="REV|DATE",
            help="Show what got better or worse since a commit, branch or tag, or since the end of a day.",
            show_default=False,
        ),
    ] = None,
    trend: Annotated[
        bool,
        typer.Option("--trend", help="Show the colors of the last five months, or since --since, as sparklines."),
    ] = False,
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
        if paths or chosen or fail_on or since or trend:
            raise UsageError(
                "--boxes shows one partnership and can't be combined with paths, filters, history or --fail-on"
            )
        return _boxes(session, boxes)
    selection = session.select(paths)
    from partnerkit.questions import heatmap as heat

    if trend or since is not None:
        # What has not changed since then is not read again.
        from partnerkit.facts.case import cases

        collected = session.without_ended(session.read(selection), selection)
        rows = [heat.row_of(case) for case in cases(chosen.narrow(collected.portfolio), session.today)]
        heat_map = heat.heatmap(rows, selection.workspace, session.today, sort)
        if trend:
            answer = _trend(session, selection, collected, heat_map, since)
        else:
            assert since is not None
            answer = _since(session, selection, collected, heat_map, since, with_gone=not (paths or chosen))
    else:
        from partnerkit.cli.asking import ask

        asked = ask(session, selection, heat.row_of, chosen=chosen)
        heat_map = heat.heatmap(asked.parts.values(), selection.workspace, session.today, sort)
        answer = Answer(heat_map, heat.document)
    failing = {"amber": {"amber", "red"}, "red": {"red"}}[fail_on] if fail_on else set()
    return answer._replace(failed=answer.failed or any(row.overall in failing for row in heat_map.rows))


def _since(
    session: Session, selection: "Selection", collected: "Collected", now: "HeatMap", since: str, *, with_gone: bool
) -> Answer:
    """Compare a heat map with that of an earlier commit; what cannot be compared makes the exit status 1."""
    from partnerkit.errors import InvalidFilesError
    from partnerkit.facts.case import case_of
    from partnerkit.questions.heatmap import since as question
    from partnerkit.workspace.as_recorded import earlier_commit
    from partnerkit.workspace.moments import Moment, read_moments

    here = session.here(selection.files, "leave --since out")
    commit = earlier_commit(since, here)
    [moment] = read_moments(selection, collected, here, [commit], with_gone=with_gone)
    if not isinstance(moment, Moment):
        raise InvalidFilesError(
            f"the workspace file had errors in commit {commit.id[:12]} of {commit.day}, so nothing can be compared",
            "compare with a later commit",
        )
    then = recorded(commit)
    cases = {stem: case_of(moment.portfolio, stem, then.date) for stem in moment.portfolio.partnerships}
    found = question.heatmap_since(now, cases, then, moment.gone, moment.unreadable)
    return Answer(found, question.document, failed=bool(found.not_compared))


def _trend(
    session: Session, selection: "Selection", collected: "Collected", now: "HeatMap", since: str | None
) -> Answer:
    """Show what git recorded by several days before today."""
    from partnerkit.cli.report import hint
    from partnerkit.facts.case import case_of
    from partnerkit.model.day import parse_date
    from partnerkit.questions.heatmap import trend as question
    from partnerkit.store.revision import last_commits
    from partnerkit.workspace.as_recorded import earlier_commit
    from partnerkit.workspace.moments import Moment, read_moments

    here = session.here(selection.files, "leave --trend out")
    start = None
    if since is not None:
        start = parse_date(since) or recorded(earlier_commit(since, here)).date
    days = question.days_of_trend(session.today, start)
    commits = last_commits(here, days)
    if None in commits and here.repository.is_shallow():
        hint("this clone has only part of the history, so earlier colors are missing: `git fetch --unshallow`")
    distinct = list(dict.fromkeys(commit for commit in reversed(commits) if commit is not None))
    moments = dict(zip(distinct, read_moments(selection, collected, here, distinct), strict=True))
    points = []
    for day, commit in zip(days, commits, strict=True):
        moment = moments[commit] if commit is not None else None
        if isinstance(moment, Moment):
            cases = {stem: case_of(moment.portfolio, stem, day) for stem in moment.portfolio.partnerships}
            points.append(question.Then(day, moment.commit.id, cases, tuple(moment.unreadable)))
        else:
            points.append(question.Then(day, commit and commit.id, {}, (None,) if commit else ()))
    found = question.trend(now, points, session.recorded.commit if session.recorded else None)
    return Answer(found, question.document, failed=bool(found.not_compared))


def _boxes(session: Session, path: str) -> Answer:
    collected, stem = session.collect_one(path)
    from partnerkit.facts.case import case_of
    from partnerkit.questions.heatmap import boxes

    opened = boxes.boxes(case_of(collected.portfolio, stem, session.today))
    return Answer(opened, boxes.document)
