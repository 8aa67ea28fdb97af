"""`partnerkit init`: a workspace ready for git."""

import os
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from partnerkit import shell
from partnerkit.cli.command import command
from partnerkit.cli.session import Session

_LONGEST_SUMMARY: Final = 100


@command(gives=(), options=())
def init(
    _session: Session,
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="The folder of the workspace.")] = ".",
    company: Annotated[
        str | None, typer.Option("--company", metavar="NAME", help="Our company's name; on a terminal, it's asked for.")
    ] = None,
    currency: Annotated[
        str | None,
        typer.Option("--currency", metavar="CODE", help="The currency of amounts without one.", show_default="EUR"),
    ] = None,
    agents: Annotated[bool, typer.Option("--agents", help="Also write AGENTS.md, for coding agents.")] = False,
) -> None:
    """Start a workspace in a folder.

    Writes the workspace file, an example, schemas and settings for editors, and a check for pull requests. Existing
    files are never overwritten.
    """
    from partnerkit.cli.report import hint, tell
    from partnerkit.render.safe import one_line
    from partnerkit.workspace.discovery import WORKSPACE_FILE
    from partnerkit.workspace.scaffold import start_workspace

    workspace_file = Path(folder) / WORKSPACE_FILE
    is_there = os.path.lexists(workspace_file)
    late = [
        (option, value) for option, value in (("--company", company), ("--currency", currency)) if value is not None
    ]
    if company is None:
        asked = sys.stdin.isatty() and not is_there
        company = typer.prompt("What is your company called?") if asked else "Our company"
    scaffold = start_workspace(folder, company, currency or "EUR", _summaries() if agents else ())
    for option, value in late if is_there else ():
        hint(f"{option} {value} was not written because {workspace_file} already exists; change it there")
    for path in scaffold.written:
        typer.echo(one_line(f"wrote {path}"))
    for path in scaffold.kept:
        tell(f"kept {path}, which already exists")
    is_checked = any(".github" in Path(path).parts for path in scaffold.written)
    if is_checked and (root := _repository_root(folder)) is not None:
        hint(
            f"GitHub, GitLab and pre-commit only read their files in {root}: move .github, .gitlab-ci.yml and "
            f".pre-commit-config.yaml there, and add `path: {Path(os.path.relpath(folder, root)).as_posix()}` to both "
            "workflows"
        )
    steps = [
        *([f"cd {shell.quoted(folder)}"] if os.path.relpath(folder) != os.curdir else []),
        'partnerkit new "Your first partner" --type integration',
        "partnerkit validate",
        "partnerkit heatmap",
    ]
    tell("next:")
    for step in steps[:3]:
        tell(f"  {step}")


def _repository_root(folder: str) -> str | None:
    """Return the root of the repository that a folder is in, unless it is that root itself."""
    from partnerkit.store.git import Repository

    repository = Repository.around(folder)
    return None if repository is None or os.path.samefile(repository.root, folder) else repository.root


def _summaries() -> list[tuple[str, str]]:
    """Return every command with the line that help has for it."""
    from partnerkit.cli.app import COMMANDS, build_app

    app = build_app()
    return [(name, app.commands[name].get_short_help_str(_LONGEST_SUMMARY)) for name in COMMANDS]
