"""Measure speed and memory as ratios, side by side with the peers, in one run: `make bench`.

Installs partnerkit as a wheel, and the peer, each into an environment of its own below a temporary folder;
writes distinct partnership files (`make bench FILES=10000` sets how many); runs everything in turn, several rounds,
and compares medians of the time by the clock, so nothing else should be running. Ends with the benchmark of the past.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
PORTFOLIO: Final = ROOT / "examples" / "portfolio"
ACME: Final = PORTFOLIO / "partners" / "acme.yaml"
PEER: Final = "check-jsonschema==0.39.0"
FILES: Final = int(os.environ.get("FILES", "2000"))
FEW: Final = FILES // 2
PEER_FILES: Final = FILES // 20
"""How many files the peer checks, which takes a multiple of our time; what it takes is scaled up."""
ROUNDS: Final = 3
STARTS: Final = 11
DAY: Final = ("--today", "2026-04-10")

# Compiled modules stay, as after any installation.
ENVIRONMENT: Final = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

BARE_LOOP: Final = """
import pathlib, sys, time, yaml
texts = [path.read_text(encoding="utf-8") for path in pathlib.Path(sys.argv[1]).glob("*.yaml")]
began = time.perf_counter()
for text in texts:
    yaml.load(text, Loader=yaml.CSafeLoader)
print(time.perf_counter() - began)
"""


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    figure: float
    limit: float | None
    measured: str

    @property
    def holds(self) -> bool:
        """Whether the limit is kept, where there is one."""
        return self.limit is None or self.figure <= self.limit


def main() -> int:
    """Measure and print the table; 1 where a limit is not kept."""
    with tempfile.TemporaryDirectory(prefix="partnerkit-bench-") as temporary:
        folder = Path(temporary)
        say("installing partnerkit and the peer")
        own = environment(folder / "own")
        pip(
            own,
            "--require-hashes",
            "-r",
            ROOT / "constraints" / "runtime.txt",
            "-r",
            ROOT / "constraints" / "build.txt",
        )
        pip(own, "--no-deps", "--no-build-isolation", ROOT)
        peer = environment(folder / "peer")
        pip(peer, PEER)
        say(f"writing {FILES:,} files")
        partners = write_portfolio(folder / "portfolio")
        schema = folder / "schema.json"
        run(own / "partnerkit", "schema", "-o", schema, "--config", partners / "partnerkit.yaml")
        few = some_of(partners, folder / "few")
        figures = [
            *reading_figures(own, peer, schema, partners, few),
            *question_figures(own, partners),
            *memory_figures(own, partners, few),
            *start_figures(own, peer, schema),
        ]
    print("| what | figure | limit | holds | measured |")
    print("|---|---:|---:|---|---|")
    for row in figures:
        holds = "" if row.limit is None else "yes" if row.holds else "**no**"
        limit = "" if row.limit is None else f"{row.limit:.3g}"
        print(f"| {row.what} | {row.figure:.3g} | {limit} | {holds} | {row.measured} |")
    say("measuring answers about the past")
    past = subprocess.run([sys.executable, str(ROOT / "benchmarks" / "history.py")], check=False).returncode
    return int(past or not all(row.holds for row in figures))


def reading_figures(own: Path, peer: Path, schema: Path, partners: Path, few: Path) -> Iterable[Figure]:
    """Compare a check of the whole portfolio with a bare parser loop and with a schema checker."""
    files = sorted(few.glob("*-*.yaml"))[:PEER_FILES]
    took = interleaved(
        ROUNDS,
        validate=lambda: seconds(own / "partnerkit", "validate", partners),
        loop=lambda: float(run(own / "python", "-c", BARE_LOOP, partners)),
        peer=lambda: seconds(peer / "check-jsonschema", "--schemafile", schema, *files) * FILES / len(files),
    )
    yield compared("validate", took, "loop", "a bare `CSafeLoader` loop", 0.4)
    yield compared("validate", took, "peer", "check-jsonschema", 1 / 15)


def question_figures(own: Path, partners: Path) -> Iterable[Figure]:
    """Compare questions about a portfolio with a check of it."""
    took = interleaved(
        ROUNDS,
        validate=lambda: seconds(own / "partnerkit", "validate", partners),
        # It finds something in values made up at random, and then ends with 1.
        lint=lambda: seconds(own / "partnerkit", "lint", partners, *DAY, statuses=(0, 1)),
        calendar=lambda: seconds(own / "partnerkit", "calendar", partners, *DAY),
    )
    yield compared("lint", took, "validate", "validate", 1.6)
    yield compared("calendar", took, "validate", "validate", 2.5)


def memory_figures(own: Path, partners: Path, few: Path) -> Iterable[Figure]:
    """Watch what a portfolio takes in memory, as a whole and for each further file."""
    say("watching memory")
    peak = peak_megabytes(own / "partnerkit", "validate", partners)
    yield Figure("memory of `validate`, in MB", peak, 400, "highest sum of the resident sets of all its processes")
    for command in ("heatmap", "lint"):
        many, less = (peak_megabytes(own / "partnerkit", command, folder, *DAY) for folder in (partners, few))
        each = (many - less) * 1024 / (FILES - FEW)
        measured = f"{many:.0f} MB for {FILES:,} files, {less:.0f} MB for {FEW:,}"
        yield Figure(f"memory of `{command}` for each file, in kB", each, 65, measured)


def start_figures(own: Path, peer: Path, schema: Path) -> Iterable[Figure]:
    """Compare short commands with the import of their command line library, and with the schema checker."""
    took = interleaved(
        STARTS,
        typer=lambda: seconds(own / "python", "-c", "import typer"),
        version=lambda: seconds(own / "partnerkit", "--version"),
        score=lambda: seconds(own / "partnerkit", "score", ACME),
        peer=lambda: seconds(peer / "check-jsonschema", "--schemafile", schema, ACME),
    )
    yield compared("version", took, "typer", "`import typer`", 1.5, what="--version")
    yield compared("score", took, "peer", "check-jsonschema of the same file", 0.6, what="score acme.yaml")


def compared(task: str, took: Mapping[str, float], other: str, called: str, limit: float, *, what: str = "") -> Figure:
    """Make a figure of how long one task took beside another."""
    measured = f"{took[task]:.3g} s to {took[other]:.3g} s"
    return Figure(f"`{what or task}` to {called}", took[task] / took[other], limit, measured)


def interleaved(rounds: int, **tasks: Callable[[], float]) -> dict[str, float]:
    """Run every task once a round, so that a busy machine is as busy for all, and return the medians."""
    say(f"measuring {', '.join(tasks)}, {rounds} rounds")
    for task in tasks.values():
        task()  # whatever is slow the first time only
    took: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            took[name].append(task())
    return {name: median(times) for name, times in took.items()}


def write_portfolio(folder: Path) -> Path:
    """Write distinct partnerships like the example, in its workspace."""
    folder.mkdir()
    (folder / "partnerkit.yaml").write_bytes((PORTFOLIO / "partnerkit.yaml").read_bytes())
    text = ACME.read_text(encoding="utf-8")
    random = Random(1)
    for number in range(FILES):
        name = "".join(random.choice("bdfgklmnprstvz") + random.choice("aeiou") for _ in range(3))
        (folder / f"{name}-{number:05d}.yaml").write_text(varied(text, f"{name}{number}", random), encoding="utf-8")
    return folder


def some_of(partners: Path, folder: Path) -> Path:
    """Copy the first files of a portfolio, and its workspace, into a folder of their own."""
    folder.mkdir()
    for file in [partners / "partnerkit.yaml", *sorted(partners.glob("*-*.yaml"))[:FEW]]:
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


def varied(text: str, name: str, random: Random) -> str:
    """Give a partnership another name, and other ratings, days and figures."""
    text = text.replace("Acme", name.capitalize()).replace("acme", name)
    text = re.sub(r"(20[0-9]{2}-[0-9]{2}-)[0-9]{2}", lambda day: f"{day[1]}{random.randint(1, 28):02d}", text)
    text = re.sub(r"((?:rating|reach): )[1-5]", lambda rating: f"{rating[1]}{random.randint(1, 5)}", text)
    return re.sub(r"((?:revenue|target): )[1-9][0-9]+", lambda figure: f"{figure[1]}{random.randint(10, 99_999)}", text)


def environment(folder: Path) -> Path:
    """Make a virtual environment and return where its programs are."""
    venv.create(folder, with_pip=True)
    return folder / ("Scripts" if os.name == "nt" else "bin")


def pip(programs: Path, *arguments: str | Path) -> None:
    """Install into an environment, with compiled modules."""
    run(programs / "python", "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--compile", *arguments)


def run(*command: str | Path) -> str:
    """Run a program that must succeed, and return what it printed."""
    return subprocess.run(
        [str(word) for word in command], env=ENVIRONMENT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def seconds(*command: str | Path, statuses: tuple[int, ...] = (0,)) -> float:
    """Run a program that must end as expected, and return how long it took as a whole."""
    began = time.perf_counter()
    ended = subprocess.run(
        [str(word) for word in command],
        env=ENVIRONMENT,
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    took = time.perf_counter() - began
    assert ended.returncode in statuses, command
    return took


def peak_megabytes(*command: str | Path) -> float:
    """Run a program and sample the resident sets of it and of all that it started."""
    process = subprocess.Popen(
        [str(word) for word in command], env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(resident_kilobytes(pid) for pid in family(process.pid)))
        time.sleep(0.01)
    assert process.returncode in (0, 1), command
    return peak / 1024


def family(pid: int) -> Iterable[int]:
    """A process and all its descendants."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):  # each thread has its own
        try:
            started = children.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in started:
            yield from family(int(child))


def resident_kilobytes(pid: int) -> int:
    """The memory of a process that is in RAM; what it shares with others counts in each."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return int((re.findall(r"VmRSS:\s+(\d+)", status) or ["0"])[0])


def say(text: str) -> None:
    """Say what is being done."""
    sys.stderr.write(f"{text} ...\n")


if __name__ == "__main__":
    sys.exit(main())
