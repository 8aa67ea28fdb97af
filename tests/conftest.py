"""What every test has: a command line to ask, a folder of its own, no home and no clock."""

import gc
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from apart import WITHOUT_RIGHTS, Apart, interpreter
from partnerkit.cli.main import execute

# A machine that is busy with something else makes no test wrong, and the same code passes or fails the same each time:
# `make search` looks for values that no run has tried yet.
settings.register_profile("same", deadline=None, derandomize=True, max_examples=20)
settings.register_profile("search", deadline=None, print_blob=True)
settings.load_profile("same")


def pytest_configure() -> None:
    """Heed the signals that a shell has its background jobs ignore, and with them all that they start."""
    for name in ("SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL)


def pytest_collection_finish() -> None:
    """Let the collector pass over what importing and collecting made, which no test gives back."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


# Git neither tidies up repositories of a few commits nor copies samples of hooks into them.
_PLAIN_GIT = {"maintenance.auto": "false", "gc.auto": "0", "init.templateDir": ""}
os.environ["GIT_CONFIG_COUNT"] = str(len(_PLAIN_GIT))
for _at, (_key, _value) in enumerate(_PLAIN_GIT.items()):
    os.environ |= {f"GIT_CONFIG_KEY_{_at}": _key, f"GIT_CONFIG_VALUE_{_at}": _value}
collect_ignore = ["__snapshots__", "examples"]  # hundreds of folders without a test
ROOT = Path(__file__).parents[1]
_OUTSIDE = Path(tempfile.mkdtemp(prefix="partnerkit-tests-")).resolve()
# A copy in no repository: what git remembers of the examples is no part of the answers, and is not read each time.
PORTFOLIO = Path(shutil.copytree(ROOT / "examples" / "portfolio", _OUTSIDE / "examples" / "portfolio"))
TODAY = "2026-04-10"
Value = TypeVar("Value")


def pytest_unconfigure() -> None:
    """Remove the copy."""
    shutil.rmtree(_OUTSIDE)


def examples(number: int, few: int | None = None) -> settings:
    """Return settings that try `number` values in `make search`, and a `few` of them in `make test`: a sixth."""
    few = number // 6 if few is None else few
    return settings(max_examples=number if settings.get_current_profile_name() == "search" else few)


def few(values: Sequence[Value], step: int, first: int = 0) -> Sequence[Value]:
    """Return all values in `make search`, and each `step`-th in `make test`; the test is marked as `searched`."""
    return values if settings.get_current_profile_name() == "search" else values[first % step :: step]


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    status: int
    out: str
    err: str


Ask = Callable[..., Answer]


def _empty(folder: Path) -> Iterator[Path]:
    """Yield an empty folder again and again: a new one only where a test has left something in the one before."""
    for number in count():
        home = folder / str(number)
        home.mkdir()
        while not os.listdir(home):
            yield home


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the home folders of the tests, one after the other."""
    return _empty(tmp_path_factory.mktemp("homes"))


@pytest.fixture(autouse=True)
def _alone(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep tests from the real home folder and from the terminal they run in."""
    home = next(_homes)
    for variable in ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(home))
    for variable in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(variable, raising=False)
    # The commands that tests start find their modules compiled, as after any installation.
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Ask:
    """Run the command line in the folder of the test, or in `cwd`, and answer what it said."""

    def run(*arguments: str | Path, cwd: Path | None = None) -> Answer:
        capsys.readouterr()
        with monkeypatch.context() as context:
            context.chdir(cwd or request.getfixturevalue("tmp_path"))
            status = execute([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Answer(status, out, err)

    return run


@pytest.fixture(scope="session")
def apart() -> Iterator[Apart]:
    """Run commands in processes of their own, of which only the imports are shared."""
    with interpreter() as forking:
        yield forking


@pytest.fixture(scope="session")
def without_rights() -> Iterator[Apart]:
    """Run commands likewise, and without the rights by which root may read and write everything."""
    with interpreter(*WITHOUT_RIGHTS) as forking:
        yield forking


class _WholeText(SingleFileSnapshotExtension):
    """A snapshot is a separate text file, so a pull request shows what people will see."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def snapshot(snapshot: Any) -> Any:
    """Hold whole outputs; `pytest --snapshot-update` accepts new ones."""
    return snapshot.use_extension(_WholeText)
