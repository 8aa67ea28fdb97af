"""`partnerkit revenue`: what would other revenue terms come to?"""

from typing import Annotated, Literal

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.options import DealsFile, OnePartnership
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError


@command()
def revenue(
    session: Session,
    what: Annotated[
        Literal["compare", "replay"],
        typer.Argument(
            help="`compare` shows options side by side for deals that might be won; "
            "`replay` applies other terms to the recorded deals.",
            metavar="compare|replay",
        ),
    ],
    partnership: OnePartnership,
    scenario: Annotated[
        str | None,
        typer.Option(
            "--scenario",
            metavar="FILE",
            help="The options to compare, and how much is sold, from disk even with --at.",
            show_default=False,
        ),
    ] = None,
    terms: Annotated[
        str | None,
        typer.Option(
            "--terms",
            metavar="FILE",
            help="A file with other terms under `revenue`, from disk even with --at.",
            show_default=False,
        ),
    ] = None,
    deals: DealsFile = None,
) -> Answer:
    """Work out what other revenue terms would come to."""
    from partnerkit.facts.case import case_of
    from partnerkit.model.scenario import OtherTerms, RevenueScenario
    from partnerkit.questions.revenue import comparison, replay

    if what == "compare":
        if scenario is None or terms is not None or deals is not None:
            raise UsageError("`revenue compare` takes only a scenario", "add --scenario FILE")
        asked = session.section(RevenueScenario, scenario)
        collected, stem = session.collect_one(partnership)
        case = case_of(collected.portfolio, stem, session.today)
        return Answer(comparison.comparison(case, asked), comparison.document)
    if terms is None or scenario is not None:
        raise UsageError("`revenue replay` takes other terms instead of a scenario", "add --terms FILE")
    other = session.section(OtherTerms, terms)
    collected, stem = session.collect_one(partnership)
    case = case_of(collected.portfolio, stem, session.today)
    read = session.deals(collected, stem, deals)
    return Answer(replay.replay(case, read.deals, other.revenue), replay.document)
