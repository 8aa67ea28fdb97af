"""The agreement as git recorded it when it was signed."""

import os

from partnerkit.facts.agreements import is_same_signature
from partnerkit.model.agreement import Agreement
from partnerkit.model.names import Names
from partnerkit.reading.loader import load_partnership
from partnerkit.reading.source import MAX_BYTES
from partnerkit.store.revision import Revision
from partnerkit.store.versions import Followed, versions
from partnerkit.workspace.discovery import SUFFIXES


def agreement_as_signed(path: str, here: Revision, agreement: Agreement, known: Names) -> Agreement | None:
    """Return the agreement of the first version of a file that has the date of signature it has now.

    None where the agreement has no such date, and where no version that git recorded has it.
    """
    inside = here.inside(path)
    if not agreement.signed or inside is None:
        return None
    found = None
    seen: set[str] = set()
    # The newest come first.
    for _, version in versions(here.repository, here.commit.id, Followed([inside], SUFFIXES)):
        if version.blob in seen:
            continue
        seen.add(version.blob)
        content = here.content(version.blob, MAX_BYTES)
        then = load_partnership(os.path.basename(path), content, known).model if isinstance(content, bytes) else None
        if then is not None and is_same_signature(then.agreement, agreement):
            found = then.agreement
    return found
