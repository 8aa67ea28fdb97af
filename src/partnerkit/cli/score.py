"""`partnerkit score`: how well does a partner fit?"""

from typing import TYPE_CHECKING, Annotated

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError

if TYPE_CHECKING:
    from partnerkit.model.scorecard import Scorecard


@command(portfolio=True)
def score(
    session: Session,
    paths: Paths = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the formula and where the maximum comes from.")
    ] = False,
    what_if: Annotated[
        list[str] | None,
        typer.Option(
            "--what-if",
            metavar="CRITERION=RATING",
            help="Show the score with another rating; repeatable.",
            show_default=False,
        ),
    ] = None,
) -> Answer:
    """Score how well partners fit, and how to reach the next band.

    The score is the sum of weight x rating. A criterion without a rating never counts as zero; instead, the score is a
    range.
    """
    collected = session.collect(paths)
    from partnerkit.questions import score as fit

    scorecard = collected.portfolio.workspace.scorecard
    scores = fit.score(collected.portfolio, _ratings(what_if or [], scorecard), explain=explain)
    return Answer(scores, fit.document)


def _ratings(words: list[str], scorecard: "Scorecard") -> dict[str, int]:
    known = [criterion.key for criterion in scorecard.resolved]
    ratings: dict[str, int] = {}
    for word in words:
        key, _, rating = word.partition("=")
        if key not in known:
            from partnerkit.phrasing import did_you_mean

            help = did_you_mean(key, known) or f"its criteria are {', '.join(known)}"
            raise UsageError(f"`{key}` is not a criterion of this workspace's scorecard", help)
        if rating not in {"1", "2", "3", "4", "5"}:
            raise UsageError(f'"{word}" gives no rating; ratings run from 1 (poor) to 5 (excellent)', f"write {key}=5")
        if key in ratings:
            raise UsageError(f"--what-if rates `{key}` twice", "give each criterion one rating")
        ratings[key] = int(rating)
    return ratings
