"""`partnerkit check-email`: does a first email keep the five principles?"""

import sys
from typing import Annotated

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError


@command()
def check_email(
    session: Session,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A text, Markdown or .eml file; `-` reads standard input.")
    ],
) -> Answer:
    """Check a first email against five principles.

    Does it lead with them? Is it specific, backed by a number and by proof, and low pressure? Exits with 1 if it fails
    any of them. Only English is checked; `templates/email-words.yaml` changes the words it looks for and their
    language.
    """
    from partnerkit.drafts import detection, email_check
    from partnerkit.reading.email_file import LONGEST, letter_text
    from partnerkit.store.files import read_whole

    text = sys.stdin.read(LONGEST) if file == "-" else letter_text(file, read_whole(file, LONGEST))
    words = session.templates(session.workspace_file()).email_words
    if words.language is not None and (other := detection.other_than(words.language, text)) is not None:
        judged = detection.NAMES[words.language]
        found = f"seems to be in {detection.NAMES[other]}" if other else f"doesn't seem to be in {judged}"
        help = "put the words of its language into your own `templates/email-words.yaml`"
        raise UsageError(f"{'the text' if file == '-' else file} {found}, and only {judged} is checked", help)
    result = email_check.check(file, text, words)
    return Answer(result, email_check.document, failed=result.kept < len(result.principles))
