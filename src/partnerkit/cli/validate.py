"""`partnerkit validate`: what is wrong in the files?"""

import sys

from partnerkit.cli.options import Paths, question
from partnerkit.cli.session import Session


@question
def validate(session: Session, paths: Paths = None) -> int:
    """Check files and show every finding with its place and what mends it.

    Exit status 1 when a file has an error; warnings alone leave it at 0. Nothing is ever written to the files.
    """
    named = session.find(paths)
    from partnerkit.cli.progress import watched
    from partnerkit.cli.report import findings_text, hint, tell_selection
    from partnerkit.questions import validate as answers
    from partnerkit.workspace.portfolio import Checked, WorkspaceError, check, select

    try:
        selection = select(named)
        tell_selection(selection)
        checked = check(selection, watched)
    except WorkspaceError as error:
        hint(error.message)
        checked = Checked(error.files, 0, error.findings)
    validation = answers.Validation(checked.files, checked.valid, checked.findings)
    if session.format == "terminal":
        session.write(findings_text(checked.findings, color=session.output is None and session.colors(sys.stdout)))
        sys.stderr.write(answers.summary(validation) + "\n")
    else:
        session.answer("validate", validation, lambda: answers.document(validation))
    return int(any(found.severity == "error" for found in checked.findings))
