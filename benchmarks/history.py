"""Measure what answers about the past take, as a multiple of git's own stream and of parsing each content once.

200 files over 500 revisions, in which one file or two change; processor time of this process and of the git that it
starts, the garbage collector off as in the command line: `python benchmarks/history.py`.
"""

import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from functools import partial
from io import StringIO
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from run import ACME, PORTFOLIO, varied  # type: ignore[import-not-found]  # beside this file, which is a script

from partnerkit.cli.main import execute
from partnerkit.reading.loader import load_partnership

ROOT: Final = Path(__file__).resolve().parents[1]
FILES: Final = 200
REVISIONS: Final = 500
ROUNDS: Final = 5
LIMIT: Final = 1.3
FIRST: Final = date(2025, 1, 1)
TODAY: Final = FIRST + timedelta(days=REVISIONS)
COMMANDS: Final = (
    ("heatmap", "--trend", "--since", FIRST.isoformat()),
    ("heatmap", "--since", "HEAD~400"),
    ("history", "file-000"),
    ("blame", "file-000", "plan"),
    ("due",),
)


def _commits() -> Iterator[bytes]:
    """Yield a history as `git fast-import` reads it."""
    random = Random(1)
    text = ACME.read_text(encoding="utf-8")
    workspace = (PORTFOLIO / "partnerkit.yaml").read_bytes()
    for number in range(REVISIONS):
        seconds = int((FIRST + timedelta(days=number) - date(1970, 1, 1)).total_seconds()) + 43_200
        yield f"commit refs/heads/main\ncommitter Ada <ada@orbit.example> {seconds} +0000\ndata 2\nC\n".encode()
        changed = range(FILES) if number == 0 else random.sample(range(FILES), random.randint(1, 2))
        if number == 0:
            yield b"M 100644 inline partnerkit.yaml\ndata %d\n" % len(workspace) + workspace + b"\n"
        for file in changed:
            content = varied(text, f"file{file}", random).encode()
            yield b"M 100644 inline partners/file-%03d.yaml\ndata %d\n" % (file, len(content)) + content + b"\n"


def _stream() -> None:
    """Read all that git says of the files, and parse each distinct content once."""
    listed = subprocess.run(
        "git rev-list HEAD -- '*.yaml' | git diff-tree --stdin --root -r -M --raw -z --no-abbrev -- '*.yaml'",
        shell=True,
        check=True,
        capture_output=True,
    ).stdout
    changes = [word.split() for word in listed.split(b"\0") if word.startswith(b":")]
    blobs = dict.fromkeys(change[3] for change in changes)
    batch = subprocess.run(
        ["git", "cat-file", "--batch"], input=b"\n".join(blobs), check=True, capture_output=True
    ).stdout
    at = 0
    while at < len(batch):
        end = batch.index(b"\n", at)
        size = int(batch[at:end].split()[2])
        load_partnership("", batch[end + 1 : end + 1 + size], None)
        at = end + 2 + size


def _answer(*arguments: str) -> None:
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        execute([*arguments, "--today", TODAY.isoformat(), "--format", "json"])


def _seconds(task: Callable[[], object]) -> float:
    before = os.times()
    task()
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


def main() -> int:
    """Print a table; 1 where a limit is not kept."""
    gc.disable()
    with tempfile.TemporaryDirectory(prefix="partnerkit-bench-") as folder:
        os.chdir(folder)
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], check=True)
        subprocess.run(["git", "fast-import", "--quiet"], input=b"".join(_commits()), check=True)
        subprocess.run(["git", "reset", "--quiet", "--hard"], check=True)
        tasks: dict[str, Callable[[], object]] = {
            "": _stream,
            **{" ".join(words): partial(_answer, *words) for words in COMMANDS},
        }
        took: dict[str, list[float]] = {name: [] for name in tasks}
        for turn in range(ROUNDS + 1):  # the first turn imports, and is not counted
            for name, task in tasks.items():
                seconds = _seconds(task)
                if turn:
                    took[name].append(seconds)
        os.chdir(ROOT)
    ratios = {name: median(took[name]) / median(took[""]) for name in tasks if name}
    print(f"| what | times git's stream and parsing ({median(took['']):.2f} s) | limit |\n|---|---:|---:|")
    for name, ratio in ratios.items():
        print(f"| `{name}` | {ratio:.2f} | {LIMIT} |")
    return int(any(ratio > LIMIT for ratio in ratios.values()))


if __name__ == "__main__":
    sys.exit(main())
