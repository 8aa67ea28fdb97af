"""`partnerkit validate`: what is wrong in the files?"""

from partnerkit.cli.command import Answer, command
from partnerkit.cli.options import Paths
from partnerkit.cli.session import Session


@command(gives=("findings", "document", "result"))
def validate(session: Session, paths: Paths = None) -> Answer:
    """Check files and show what is wrong, where, and the fix.

    Exits with 1 if a file has an error; warnings alone leave it at 0. The files are never changed.
    """
    named = session.find(paths)
    from partnerkit.cli.progress import watched
    from partnerkit.cli.report import hint, tell_foreign, tell_selection
    from partnerkit.questions import validate as question
    from partnerkit.workspace.checking import check
    from partnerkit.workspace.portfolio import WorkspaceError, select

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
