"""What a process does that we have started: it ends with us, and holds on to nothing that others wait for."""

import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess


def settle_in() -> None:
    """Make this process one that ends once its parent has, however that came to its end.

    Ctrl-C reaches the parent too, and is left to it. Standard input and output belong to the parent: whoever reads
    what it writes would wait for us.
    """
    import multiprocessing

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: "BaseProcess") -> None:
    parent.join()
    os._exit(1)
