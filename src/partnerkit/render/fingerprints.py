"""Recognize a finding again after its file was edited elsewhere."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from partnerkit.findings import Finding


def fingerprints(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield for each finding a text that no other has, and that stays the same when its line moves.

    It is made from the code, the file, the content of the line, and a count of findings that are alike in these. Not
    from what the finding says, which may change with the day.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in findings:
        alike = (finding.code, finding.path, finding.source.strip())
        seen[alike] += 1
        whole = "\0".join((*alike, str(seen[alike])))
        yield hashlib.sha256(whole.encode(errors="surrogatepass")).hexdigest()
