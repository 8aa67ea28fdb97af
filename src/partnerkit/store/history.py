"""What git remembers of partnership files."""

import hashlib
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from partnerkit.model.day import parse_date
from partnerkit.store.files import read_bytes
from partnerkit.store.problem import Problem
from partnerkit.store.source import decode
from partnerkit.store.yaml_reader import read_yaml

_PATIENCE: Final = 60
"""Seconds that git may take."""

# Nothing that a repository configures is run: no monitor, no diff driver, no signature check, no fetch.
_QUIET: Final = ("-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "log.follow=false")
_ALONE: Final = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}

_CHANGE = re.compile(rb":[0-9]{6} 100[0-9]{3} [0-9a-f]+ ([0-9a-f]{40,64}) [AM]\0([^\0]+)\0")


def earlier_due_dates(paths: Mapping[str, str]) -> dict[str, dict[str, tuple[date, ...]]]:
    """Answer the due dates that plan items and commitments had in earlier commits.

    `paths` are files by stem; the answer has, by stem, the dates by `plan/ID` and `commitment/REVIEW/ID`, with the
    day of the review; of an id that no other commitment of the file has, by `commitment/ID` too, for that of its
    review may move. What is in no repository, or where there is no git, has no history.
    """
    found: dict[str, dict[str, tuple[date, ...]]] = {}
    by_folder: dict[str, list[str]] = {}
    for stem, path in paths.items():
        by_folder.setdefault(os.path.dirname(os.path.abspath(path)), []).append(stem)
    for folder, stems in by_folder.items():
        names = {os.fsencode(os.path.basename(paths[stem])): stem for stem in stems}
        now = {name: _blob_ids(paths[stem]) for name, stem in names.items()}
        versions = {
            name: [blob for blob in blobs if blob not in now[name]]
            for name, blobs in _versions(folder, list(names)).items()
        }
        contents = _contents(folder, [blob for blobs in versions.values() for blob in blobs])
        for name, blobs in versions.items():
            found[names[name]] = _dates(contents[blob] for blob in blobs if blob in contents)
    return found


def _blob_ids(path: str) -> tuple[bytes, ...]:
    """Name the content that a file has now as git would, for there is nothing earlier in it."""
    content = read_bytes(path)
    if isinstance(content, Problem):
        return ()
    blob = b"blob %d\0" % len(content) + content
    sha1 = hashlib.sha1(blob, usedforsecurity=False)
    return sha1.hexdigest().encode(), hashlib.sha256(blob).hexdigest().encode()


def _git(folder: str, *arguments: str, given: bytes = b"") -> bytes | None:
    """Run git in a folder and answer what it says; None where there is no git, no repository or no commit."""
    try:
        done = subprocess.run(  # noqa: S603  # no shell, and no word of a file is an argument
            ["git", *_QUIET, "-C", folder, *arguments],  # noqa: S607  # the user's own git
            input=given,
            capture_output=True,
            env={**os.environ, **_ALONE},
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _versions(folder: str, names: Sequence[bytes]) -> dict[bytes, list[bytes]]:
    """Answer the blobs that each file of a folder had, the newest first."""
    head = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}")
    prefix = _git(folder, "rev-parse", "--show-prefix")
    if head is None or prefix is None:
        return {}
    before = prefix.rstrip(b"\r\n")
    wanted = b"\n".join((head.strip(), b"--", *(b":(top,literal)" + before + name for name in names), b""))
    log = _git(
        folder,
        "log",
        "--format=",
        "--raw",
        "-z",
        "--no-abbrev",
        "--no-renames",
        "--no-relative",
        "--no-ext-diff",
        "--no-textconv",
        "--stdin",
        given=wanted,
    )
    versions: dict[bytes, list[bytes]] = {}
    known = frozenset(names)
    for blob, path in _CHANGE.findall(log or b""):
        name = path.removeprefix(before)
        if name in known:
            versions.setdefault(name, []).append(blob)
    return versions


def _contents(folder: str, blobs: Sequence[bytes]) -> dict[bytes, bytes]:
    """Read blobs with one git process."""
    if not blobs:
        return {}
    wanted = list(dict.fromkeys(blobs))
    said = _git(folder, "cat-file", "--batch", given=b"\n".join(wanted) + b"\n") or b""
    contents: dict[bytes, bytes] = {}
    at = 0
    while at < len(said):
        head, _, _ = said[at : at + 200].partition(b"\n")
        at += len(head) + 1
        words = head.split(b" ")
        if len(words) == 3 and words[1] == b"blob":
            size = int(words[2])
            contents[words[0]] = said[at : at + size]
            at += size + 1
    return contents


def _dates(contents: Iterable[bytes]) -> dict[str, tuple[date, ...]]:
    dates: dict[str, set[date]] = {}
    for content in contents:
        for key, due in _dues(content):
            dates.setdefault(key, set()).add(due)
    return {key: tuple(sorted(days)) for key, days in dates.items()}


def _dues(content: bytes) -> Iterator[tuple[str, date]]:
    """Yield the due dates of one version, which may be a broken file: what cannot be read is passed over."""
    text, problems, _ = decode(content)
    data = read_yaml(text).data if not problems else None
    for item in _mappings(data, "plan"):
        yield from _due("plan", item)
    promises = [
        (review.get("date"), promise)
        for review in _mappings(data, "reviews")
        for promise in _mappings(review, "commitments")
    ]
    count = Counter(str(promise.get("id")) for _, promise in promises)
    for review, promise in promises:
        yield from _due(f"commitment/{review}", promise)
        if count[str(promise.get("id"))] == 1:
            yield from _due("commitment", promise)


def _mappings(data: Any, key: str) -> Iterator[dict[str, Any]]:
    listed = data.get(key) if type(data) is dict else None
    return (item for item in listed if type(item) is dict) if type(listed) is tuple else iter(())


def _due(kind: str, item: dict[str, Any]) -> Iterator[tuple[str, date]]:
    due = parse_date(item.get("due"))
    if due is not None and type(item.get("id")) is str:
        yield f"{kind}/{item['id']}", due
