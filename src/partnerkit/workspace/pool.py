"""Read many files: one after another where they are few, on all cores where they are many."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, Generic, NamedTuple, Protocol, TypeVar

from partnerkit.findings import Finding
from partnerkit.model.names import Names
from partnerkit.model.partnership import Partnership
from partnerkit.reading.loader import Loaded, load_partnership
from partnerkit.reading.places import Places
from partnerkit.store.tree import DISK, Tree
from partnerkit.workspace.contents import read_contents
from partnerkit.workspace.paths import stem_of

FEW: Final = 200
"""Below this, starting processes takes longer than reading."""

_BATCH: Final = 100

ResultT = TypeVar("ResultT")


class Task(NamedTuple, Generic[ResultT]):
    """What is done with each file: how it is loaded, and what is kept of it, by its path."""

    keep: Callable[[str, Loaded[Partnership]], ResultT]
    names: Names
    tree: Tree

    def run(self, path: str) -> ResultT:
        """Load one file of the tree."""
        content = read_contents(path, self.tree)
        loaded = (
            Loaded[Partnership](None, (content,))
            if isinstance(content, Finding)
            else load_partnership(path, content, self.names)
        )
        return self.keep(path, loaded)


class Inspector(Protocol):
    """What is found out about a file while its text is at hand; it and its result travel between processes."""

    def __call__(self, stem: str, partnership: Partnership, places: Places, /) -> Any:
        """Return what there is to know."""
        ...


class Read(NamedTuple):
    """A file that was read: what it holds, what is wrong with it, and what an inspector found out."""

    model: Partnership | None
    findings: tuple[Finding, ...]
    inspected: Any = None


def read_all(files: Sequence[str], names: Names, tree: Tree, inspector: Inspector | None) -> Iterator[tuple[str, Read]]:
    """Load every file, in the order given, and have the good ones inspected."""
    return zip(files, _each(Task(partial(_inspected, inspector), names, tree), files), strict=True)


def check_all(files: Sequence[str], names: Names, tree: Tree) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """Check every file, in the order given, keeping only its findings."""
    return zip(files, _each(Task(_findings, names, tree), files), strict=True)


def _inspected(inspector: Inspector | None, path: str, loaded: Loaded[Partnership]) -> Read:
    model, findings, places = loaded
    if inspector is None or model is None or places is None:
        return Read(model, findings)
    return Read(model, findings, inspector(stem_of(path), model, places))


def _findings(_path: str, loaded: Loaded[Partnership]) -> tuple[Finding, ...]:
    return loaded.findings


def _each(task: Task[ResultT], files: Sequence[str]) -> Iterator[ResultT]:
    workers = os.cpu_count() or 1
    if len(files) < FEW or workers == 1:
        return map(task.run, files)
    return _on_all_cores(task, files, workers)


def _on_all_cores(task: Task[ResultT], files: Sequence[str], workers: int) -> Iterator[ResultT]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A forked worker has everything imported; elsewhere forking is unsafe (macOS) or unknown (Windows), and a git
    # that is running cannot be shared.
    forks = sys.platform == "linux" and task.tree is DISK
    context = multiprocessing.get_context("fork" if forks else "spawn")
    batches = [files[start : start + _BATCH] for start in range(0, len(files), _BATCH)]
    with ProcessPoolExecutor(min(workers, len(batches)), context, _start, (task,)) as pool:
        with _interrupts_held():
            batches_of_results = pool.map(_batch, batches)
        for results in batches_of_results:
            yield from results


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let Ctrl-C wait while workers start: one that is not ready for it would end with a traceback."""
    if sys.platform == "win32":
        yield
        return
    import signal

    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


_task: Task[Any] | None = None
"""What this worker does with each file."""


def _start(task: Task[Any]) -> None:
    import signal

    global _task  # a worker is given its task once, and not with every batch
    _task = task
    # Ctrl-C ends a worker in silence; what there is to tidy up is up to the process that has started it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _batch(files: Sequence[str]) -> list[Any]:
    assert _task is not None
    return [_task.run(path) for path in files]
