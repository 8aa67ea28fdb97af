"""Read many files: one after another where they are few, on all cores where they are many."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, Generic, NamedTuple, Protocol, TypeVar

from partnerkit.children import settle_in
from partnerkit.errors import UsageError
from partnerkit.findings import Finding
from partnerkit.model.names import Names
from partnerkit.model.partnership import Partnership
from partnerkit.reading.loader import Loaded, is_about_partnership, load_partnership
from partnerkit.reading.places import Opened
from partnerkit.store.tree import DISK, Tree
from partnerkit.workspace.contents import read_contents

FEW: Final = 200
"""Below this, starting processes takes longer than reading."""

_BATCH: Final = 50

ResultT = TypeVar("ResultT")


class Files(Protocol):
    """What there is to read: files of a tree, those of them that may hold something else, and the names they know."""

    @property
    def files(self) -> Sequence[str]:
        """The paths of the files."""
        ...

    @property
    def elsewhere(self) -> AbstractSet[str]:
        """Those that need not hold a partnership."""
        ...

    @property
    def known(self) -> Names:
        """The names that every file may refer to."""
        ...

    @property
    def tree(self) -> Tree:
        """Where the files are read from."""
        ...


class Task(NamedTuple, Generic[ResultT]):
    """What is done with each file: how it is loaded, and what is kept of it, by its path."""

    keep: Callable[[str, Loaded[Partnership]], ResultT]
    names: Names
    elsewhere: AbstractSet[str]
    tree: Tree

    def run(self, path: str) -> ResultT | None:
        """Load one file of the tree; None where it holds something else."""
        content = read_contents(path, self.tree)
        if path in self.elsewhere and (isinstance(content, Finding) or not is_about_partnership(content)):
            return None
        loaded = (
            Loaded[Partnership](None, (content,))
            if isinstance(content, Finding)
            else load_partnership(path, content, self.names)
        )
        return self.keep(path, loaded)


class Inspector(Protocol):
    """What is found out about a file while its text is at hand; it and its result travel between processes."""

    def __call__(self, partnership: Partnership, opened: Opened, /) -> Any:
        """Return what there is to know."""
        ...


class Read(NamedTuple):
    """A file that was read: what is wrong with it, whether it can be used, and what an inspector then found out."""

    findings: tuple[Finding, ...]
    is_good: bool
    inspected: Any = None


def read_all(files: Files, inspector: Inspector) -> Iterator[tuple[str, Read | None]]:
    """Load every file, in the order given, and have the good ones inspected; None for what holds something else.

    What a file holds stays where it was read: only what the inspector makes of it comes back.
    """
    return _each(partial(_inspected, inspector), files)


def _inspected(inspector: Inspector, path: str, loaded: Loaded[Partnership]) -> Read:
    model, findings, places = loaded
    if model is None or places is None:
        return Read(findings, is_good=False)
    return Read(findings, is_good=True, inspected=inspector(model, Opened(path, places)))


def _each(keep: Callable[[str, Loaded[Partnership]], ResultT], given: Files) -> Iterator[tuple[str, ResultT | None]]:
    task = Task(keep, given.known, given.elsewhere, given.tree)
    workers = os.cpu_count() or 1
    some = len(given.files) < FEW or workers == 1
    results = map(task.run, given.files) if some else _on_all_cores(task, given.files, workers)
    return zip(given.files, results, strict=True)


def _on_all_cores(task: Task[Any], files: Sequence[str], workers: int) -> Iterator[Any]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # A forked worker has everything imported; elsewhere forking is unsafe (macOS) or unknown (Windows), and a git
    # that is running cannot be shared.
    forks = sys.platform == "linux" and task.tree is DISK
    context = multiprocessing.get_context("fork" if forks else "spawn")
    batches = [files[start : start + _BATCH] for start in range(0, len(files), _BATCH)]
    try:
        pool = ProcessPoolExecutor(min(workers, len(batches)), context, _start, (task,))
    except (ImportError, OSError):  # a container may have no memory that processes share
        yield from map(task.run, files)
        return
    try:
        with _interrupts_held():
            batches_of_results = pool.map(_batch, batches)
        for results in batches_of_results:
            yield from results
        pool.shutdown()  # all is read: workers that end by themselves leave nothing behind for Python to warn of
    except BrokenProcessPool:
        help = "there may be too little memory; name fewer files at a time"
        raise UsageError("a process that reads files was killed", help) from None
    finally:
        # Where this is left early there is nothing to wait for: workers end with us.
        pool.shutdown(wait=False, cancel_futures=True)


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
    global _task  # a worker is given its task once, and not with every batch
    _task = task
    settle_in()


def _batch(files: Sequence[str]) -> list[Any]:
    assert _task is not None
    return [_task.run(path) for path in files]
