"""Write what an edit changes in a file as a unified diff, which `git apply` and `patch -p1` take."""

import re
from difflib import SequenceMatcher, unified_diff

from partnerkit.phrasing import listed, plural
from partnerkit.render.safe import one_line

_NO_NEWLINE = "\\ No newline at end of file\n"


def patch(path: str, before: bytes, after: bytes) -> str:
    """Return the diff between two contents of a file; nothing where they are the same."""
    name = one_line(path.replace("\\", "/").removeprefix("./").lstrip("/"))
    lines = unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}" for line in lines)


def changed_lines(before: bytes, after: bytes) -> str:
    """Return how many lines an edit changes, in words."""
    steps = SequenceMatcher(None, _lines(before), _lines(after), autojunk=False).get_opcodes()
    added = sum(end - start for kind, _, _, start, end in steps if kind != "equal")
    removed = sum(end - start for kind, start, end, _, _ in steps if kind != "equal")
    changed = min(added, removed)
    parts = [(changed, "changed"), (added - changed, "added"), (removed - changed, "removed")]
    return listed([f"{plural(count, 'line')} {what}" for count, what in parts if count])


def _lines(content: bytes) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", content.decode("utf-8", errors="replace"))
