"""`partnerkit schema`: what an editor completes and checks by."""

from enum import StrEnum
from typing import Annotated

import typer

from partnerkit.cli.session import Session


class Kind(StrEnum):
    """Which file the schema is of."""

    partnership = "partnership"
    workspace = "workspace"


def schema(
    kind: Annotated[Kind, typer.Argument(help="Which file the schema is of.")] = Kind.partnership,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to a file.", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Let --output replace a file that exists.")] = False,
    config: Annotated[
        str | None,
        typer.Option(
            "--config", metavar="FILE", help="The workspace file.", show_default="the nearest partnerkit.yaml upwards"
        ),
    ] = None,
) -> None:
    """Print a JSON Schema for editors, safe for draft-07.

    The schema of partnerships knows the buckets and criteria of the workspace.
    """
    from partnerkit.model.json_schema import partnership_schema, render, workspace_schema

    session = Session.open(format="json", output=output, force=force, today=None, config=config, color="never")
    if kind is Kind.workspace:
        session.write(render(workspace_schema()))
    else:
        session.write(render(partnership_schema(session.workspace_of("."))))
