"""`partnerkit validate`: what is wrong in the files?"""

from partnerkit.cli.command import Answer, command
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session


@command(gives=("findings", "document", "result"))
def validate(session: Session, paths: Paths = None) -> Answer:
    """Check files and show every finding with its place and what mends it.

    Exit status 1 when a file has an error; warnings alone leave it at 0. Nothing is ever written to the files.
    """
    named = session.find(paths)
    from partnerkit.cli.progress import watched
    from partnerkit.cli.report import hint, tell_foreign, tell_selection
    from partnerkit.questions import validate as question
    from partnerkit.workspace.portfolio import WorkspaceError, check, select

    try:
        selection = select(named)
        tell_selection(selection)
        checked = check(selection, watched)
        tell_foreign(checked.foreign)
        found = question.validation(checked.files, checked.valid, checked.findings, checked.paths)
    except WorkspaceError as error:
        hint(error.message)
        found = question.validation(error.files, 0, error.findings)
    return Answer(found, question.document, failed=any(finding.severity == "error" for finding in found.findings))
