"""The copy of a partnership that the other company gets, as a file of its own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from partnerkit.errors import InvalidFilesError
from partnerkit.reading.loader import load_partnership
from partnerkit.workspace.editing.values import key_lines


def copy_as_yaml(data: Mapping[str, Any], today: date, currency: str) -> bytes:
    """Write plain data as a partnership file, which is read again; raises `InvalidFilesError` if it has errors.

    `currency` is that of amounts which name none: the other company's workspace may have another.
    """
    lines = [
        f"# A copy made by partnerkit on {today}. In it, `us` is the company that receives it.",
        f"# Amounts that name no currency are in {currency}.",
    ]
    for key, value in data.items():
        lines += key_lines(key, value, "")
    content = ("\n".join(lines) + "\n").encode()
    findings = [finding for finding in load_partnership("", content, None).findings if finding.severity == "error"]
    if findings:
        raise InvalidFilesError(f"the copy would have an error: {findings[0].message}", findings[0].help)
    return content
