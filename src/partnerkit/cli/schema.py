"""`partnerkit schema`: what an editor completes and checks by."""

from typing import Annotated, Literal

import typer

from partnerkit.cli.command import command
from partnerkit.cli.session import Session


@command(gives=(), options=("output", "force", "config"))
def schema(
    session: Session,
    kind: Annotated[Literal["partnership", "workspace"], typer.Argument(help="The file to describe.")] = "partnership",
) -> None:
    """Print a JSON Schema for editors (draft-07).

    The schema of partnerships includes the buckets and criteria of the workspace.
    """
    from partnerkit.model.json_schema import partnership_schema, render, workspace_schema

    wanted = workspace_schema() if kind == "workspace" else partnership_schema(session.workspace_of("."))
    session.write(render(wanted))
