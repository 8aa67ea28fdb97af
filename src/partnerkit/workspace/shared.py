"""The copy of a partnership that the other company gets, as a file of its own."""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from partnerkit.errors import InvalidFilesError
from partnerkit.reading.loader import load_partnership
from partnerkit.store.tree import DISK
from partnerkit.workspace.discovery import SUFFIXES, Grounds
from partnerkit.workspace.editing.values import key_lines


def copy_as_yaml(data: Mapping[str, Any], today: date, currency: str) -> bytes:
    """Write plain data as a partnership file, which is read again; raises `InvalidFilesError` if it has errors.

    `currency` is that of amounts which name none: the other company's workspace may have another.
    """
    lines = [
        f"# A copy made by partnerkit on {today}. In it, `us` is the company that receives it.",
        f"# Amounts without a currency are in {currency}.",
    ]
    for key, value in data.items():
        lines += key_lines(key, value, "")
    content = ("\n".join(lines) + "\n").encode()
    findings = [finding for finding in load_partnership("", content, None).findings if finding.severity == "error"]
    if findings:
        raise InvalidFilesError(f"the copy would have an error: {findings[0].message}", findings[0].help)
    return content


def is_in_workspace(path: str, workspace_file: str | None, exclude: Sequence[str]) -> bool:
    """Whether a file is where a workspace would read it as one of its own partnerships."""
    if workspace_file is None or not path.lower().endswith(SUFFIXES):
        return False
    grounds = Grounds(os.path.dirname(workspace_file) or os.curdir, exclude, DISK)
    parts = grounds.parts_of(path)
    return parts is not None and not any(part.startswith(".") for part in parts) and not grounds.is_left_out(path)
