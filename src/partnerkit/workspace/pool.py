"""Read many files: one after another where they are few, on all cores where they are many."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, TypeVar

from partnerkit.findings import Finding
from partnerkit.model.names import Names
from partnerkit.model.partnership import Partnership
from partnerkit.reading.loader import Loaded, load_file

FEW: Final = 200
"""Below this, starting processes takes longer than reading."""

_BATCH: Final = 100

ResultT = TypeVar("ResultT")


def load_all(files: Sequence[str], known: Names) -> Iterator[tuple[str, Loaded[Partnership]]]:
    """Load every file, in the order given."""
    return zip(files, _each(load_file, files, known), strict=True)


def check_all(files: Sequence[str], known: Names) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """Check every file, in the order given, keeping only its findings."""
    return zip(files, _each(_check, files, known), strict=True)


def _check(path: str, known: Names) -> tuple[Finding, ...]:
    return load_file(path, known).findings


def _each(task: Callable[[str, Names], ResultT], files: Sequence[str], known: Names) -> Iterator[ResultT]:
    workers = os.cpu_count() or 1
    if len(files) < FEW or workers == 1:
        return (task(path, known) for path in files)
    return _on_all_cores(task, files, known, workers)


def _on_all_cores(
    task: Callable[[str, Names], ResultT], files: Sequence[str], known: Names, workers: int
) -> Iterator[ResultT]:
    import multiprocessing
    import signal
    from concurrent.futures import ProcessPoolExecutor

    # A forked worker has everything imported; elsewhere forking is unsafe (macOS) or unknown (Windows).
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    batches = [files[start : start + _BATCH] for start in range(0, len(files), _BATCH)]
    # Ctrl-C ends a worker in silence; what there is to tidy up is up to the process that has started it.
    quiet = (signal.SIGINT, signal.SIG_DFL)
    with ProcessPoolExecutor(min(workers, len(batches)), context, signal.signal, quiet) as pool:
        for results in pool.map(partial(_batch, task, known), batches):
            yield from results


def _batch(task: Callable[[str, Names], ResultT], known: Names, files: Sequence[str]) -> list[ResultT]:
    return [task(path, known) for path in files]
