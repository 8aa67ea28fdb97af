"""`partnerkit landscape`: where do partners stand around us, and where is no one?"""

from typing import Annotated

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.filters import Chosen
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session


@command(filters=True)
def landscape(
    session: Session,
    chosen: Chosen,
    paths: Paths = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Suggest candidates from a CRM export or an overlap (CSV or Excel).",
            show_default=False,
        ),
    ] = None,
) -> Answer:
    """Map partners up, across and down the value chain.

    Shows who is upstream, parallel and downstream of us, and what is missing for a list of 20 to 30. With --from, adds
    companies that are not partners yet to the list, by priority and value.
    """
    collected = session.collect(paths)
    portfolio = chosen.narrow(collected.portfolio)
    from partnerkit.questions import landscape as around

    found = around.landscape(portfolio)
    if source is not None:
        from partnerkit.cli.report import hint
        from partnerkit.imports.candidates import read_companies

        partners = {
            (name, each.partner.website if each.partner else None)
            for each in collected.portfolio.partnerships.values()
            for name in (each.name, each.partner.legal_name if each.partner else None)
            if name
        }
        read = read_companies(source, partners, collected.portfolio.workspace.accounts.columns.titles)
        if read.letters:
            hint(f"{source}: {read.letters}")
        found = around.proposed(found, source, read.companies, read.partners, read.repeated)
    return Answer(found, around.document)
