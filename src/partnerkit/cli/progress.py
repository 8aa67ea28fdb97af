"""Say on a terminal how far long work has come."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

ItemT = TypeVar("ItemT")

_PATIENCE: Final = 1.0
"""Seconds of work that need no bar."""


def watched(items: Iterable[ItemT], total: int, what: str = "reading") -> Iterator[ItemT]:
    """Hand on `items`, with a progress bar on standard error once they have taken a second."""
    if not sys.stderr.isatty():
        yield from items
        return
    began = time.monotonic()
    iterator = iter(items)
    done = 0
    for item in iterator:
        yield item
        done += 1
        if time.monotonic() - began > _PATIENCE:
            break
    else:
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=sys.stderr), transient=True) as progress:
        task = progress.add_task(what, total=total, completed=done)
        for item in iterator:
            yield item
            progress.advance(task)
