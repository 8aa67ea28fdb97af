"""`partnerkit schema`: what an editor completes and checks by, and what programs can rely on."""

from typing import Annotated, Literal

import typer

from partnerkit.cli.command import command
from partnerkit.cli.outputs import OUTPUTS, schema_name
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError


def _commands(incomplete: str) -> list[str]:
    return [name for name in OUTPUTS if name.startswith(incomplete)]


@command(
    gives=(),
    options=("output", "force", "config"),
    output=Annotated[
        str | None, typer.Option("-o", metavar="FILE", help="Write the schema to a file.", show_default=False)
    ],
)
def schema(
    session: Session,
    kind: Annotated[Literal["partnership", "workspace"], typer.Argument(help="The file to describe.")] = "partnership",
    answer: Annotated[
        str | None,
        typer.Option(
            "--output",
            metavar="COMMAND",
            help="Describe the JSON that a command writes instead.",
            show_default=False,
            autocompletion=_commands,
        ),
    ] = None,
) -> None:
    """Print a JSON Schema, for editors or for programs.

    The schema of partnerships (draft-07) includes the buckets and criteria of the workspace. With --output, it
    describes the JSON that a command writes (draft 2020-12): its number goes up when the shape changes.
    """
    from partnerkit.model.json_schema import partnership_schema, render, workspace_schema

    if answer is not None:
        session.out.write(render(_output_schema(answer)))
    else:
        session.out.write(
            render(workspace_schema() if kind == "workspace" else partnership_schema(session.workspace_of(".")))
        )


def _output_schema(answer: str) -> dict[str, object]:
    from partnerkit.phrasing import did_you_mean
    from partnerkit.render.output_schema import output_schema

    if answer not in OUTPUTS:
        help = did_you_mean(answer, OUTPUTS) or "write the schema to a file with -o FILE"
        raise UsageError(f"`{answer}` is not a command that writes JSON", help)
    return output_schema(answer, schema_name(answer), OUTPUTS[answer].types)
