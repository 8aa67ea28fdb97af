"""Processes of their own that start at once: an interpreter imports the commands, and forks for each that is run."""

import json
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess, Popen
from tempfile import TemporaryFile

import pytest

RIGHTS = "-dac_override,-dac_read_search"
WITHOUT_RIGHTS = (
    ("setpriv", f"--bounding-set={RIGHTS}", f"--inh-caps={RIGHTS}") if os.name == "posix" and os.geteuid() == 0 else ()
)
"""Even root is refused what the modes of files and folders refuse where these two rights are taken away."""

needs_refusals = pytest.mark.skipif(
    os.name != "posix" or (os.geteuid() == 0 and shutil.which("setpriv") is None),
    reason="Windows has no such modes, and root is refused nothing",
)

MAIN = "from partnerkit.__main__ import main; main()"

_SERVE = """
import gc, json, os, signal, socket, sys
import jinja2, tempfile, zipfile
import partnerkit.cli.main, partnerkit.cli.report, partnerkit.findings.catalogue, partnerkit.questions.heatmap
import partnerkit.render.terminal, partnerkit.workspace.cases, partnerkit.workspace.portfolio
import partnerkit.workspace.scaffold
from partnerkit.cli.app import build_app
from partnerkit.model.workspace import Workspace
from partnerkit.reading.loader import load_partnership, load_workspace, names_of

build_app("heatmap")
# The models are built where the first file is read.
load_workspace("partnerkit.yaml", b"{}")
load_partnership("acme.yaml", b"name: Acme", names_of(Workspace()))
# What the collector passes over stays shared with the forks.
gc.collect()
gc.freeze()
channel = socket.socket(fileno=int(sys.argv[1]))
child = None
while child != 0:
    asked, streams, _, _ = socket.recv_fds(channel, 1, 4)
    if not asked:
        sys.exit()
    child = os.fork()
    if child:
        for stream in streams:
            os.close(stream)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        channel.send(f"{status}\\n".encode())
channel.close()
with open(streams.pop(0), encoding="utf-8") as file:
    script, arguments, folder, environment, seconds = json.load(file)
for number, stream in enumerate(streams):
    os.dup2(stream, number)
    os.close(stream)
sys.stdin = open(0, closefd=False)
sys.stdout = open(1, "w", closefd=False)
sys.stderr = open(2, "w", errors="backslashreplace", closefd=False)
os.environ.clear()
os.environ.update(environment)
os.chdir(folder)
sys.argv[1:] = arguments
signal.alarm(seconds)
exec(script, {"__name__": "__main__"})
"""


class Apart:
    """An interpreter that stays as it was started, and runs each script in a process that is forked from it."""

    def __init__(self, *prefix: str) -> None:
        self._channel, other = socket.socketpair()
        with other:
            command = [*prefix, sys.executable, "-c", _SERVE, str(other.fileno())]
            self._interpreter = Popen(command, pass_fds=[other.fileno()])
        self._statuses = self._channel.makefile()

    def end(self) -> None:
        """End the interpreter, which waits for what comes next."""
        self._statuses.close()
        self._channel.close()
        self._interpreter.wait()

    def run(
        self,
        *arguments: str | Path,
        cwd: Path | None = None,
        script: str = MAIN,
        stdin: int | None = None,
        stdout: int | None = None,
        stderr: int | None = None,
        seconds: int = 300,
    ) -> CompletedProcess[str]:
        """Run a script, the command line unless said otherwise, and return how it ended and what it wrote.

        Its streams are those that are given; it is killed where it takes longer than `seconds`.
        """
        folder, words = str(cwd or Path.cwd()), [str(argument) for argument in arguments]
        with (
            TemporaryFile("w+", encoding="utf-8") as request,
            open(os.devnull, "rb") as nothing,
            TemporaryFile() as out,
            TemporaryFile() as err,
        ):
            json.dump([script, words, folder, dict(os.environ), seconds], request)
            request.seek(0)
            own = (nothing.fileno(), out.fileno(), err.fileno())
            streams = [
                mine if given is None else given for mine, given in zip(own, (stdin, stdout, stderr), strict=True)
            ]
            socket.send_fds(self._channel, [b"."], [request.fileno(), *streams])
            status = int(self._statuses.readline())
            written = []
            for file in (out, err):
                file.seek(0)
                written.append(file.read().decode(errors="surrogateescape"))
        return CompletedProcess(words, status, *written)


@contextmanager
def interpreter(*prefix: str) -> Iterator[Apart]:
    """Start an interpreter for some tests, and end it after them."""
    apart = Apart(*prefix)
    try:
        yield apart
    finally:
        apart.end()
