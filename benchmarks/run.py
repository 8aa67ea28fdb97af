"""Measure speed and memory as ratios, side by side with the peers, in one run: `make bench`.

Installs partnerkit as a wheel, and the peer, each into an environment of its own below a temporary folder;
writes 10,000 distinct partnership files; runs everything in turn, several rounds, and compares medians.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
PORTFOLIO: Final = ROOT / "examples" / "portfolio"
ACME: Final = PORTFOLIO / "partners" / "acme.yaml"
PEER: Final = "check-jsonschema==0.39.0"
FILES: Final = 10_000
FILES_OF_PEER: Final = 1_000
ROUNDS: Final = 3
STARTS: Final = 21

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


# As many models with as many keys as the file format has, of plain text, in the same libraries: what a first answer
# costs before partnerkit has read, scored or written anything.
BARE_MODELS: Final = """
from partnerkit.model.base import Section
from partnerkit.model import partnership, workspace

def formats(model):
    for below in model.__subclasses__():
        yield below
        yield from formats(below)

print("import gc, os; gc.disable(); os.environ['PYDANTIC_DISABLE_PLUGINS'] = '__all__'")
print("import typer, yaml; from pydantic import BaseModel, ConfigDict")
print("class Bare(BaseModel): model_config = ConfigDict(frozen=True, strict=True, extra='forbid', defer_build=True)")
models = list(formats(Section))
for number, model in enumerate(models):
    print(f"class Bare{number}(Bare):")
    for key in model.model_fields:
        print(f"    {key}_: str | None = None")
    print("    ...")
print("class File(Bare):")
for number, _ in enumerate(models):
    print(f"    key{number}: Bare{number} | None = None")
print("File.model_rebuild()")
print("os._exit(0)")
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
        pip(own, "--require-hashes", "-r", ROOT / "constraints" / "runtime.txt")
        pip(own, "--no-deps", "--no-build-isolation", ROOT)
        peer = environment(folder / "peer")
        pip(peer, PEER)
        ENVIRONMENT.update(no_memory(folder))
        say(f"writing {FILES:,} files")
        partners = write_portfolio(folder / "portfolio")
        figures = [*portfolio_figures(own, peer, partners, folder), *start_figures(own, folder)]
    print("| what | figure | limit | holds | measured |")
    print("|---|---:|---:|---|---|")
    for row in figures:
        holds = "" if row.limit is None else "yes" if row.holds else "**no**"
        limit = "" if row.limit is None else f"{row.limit:.3g}"
        print(f"| {row.what} | {row.figure:.3g} | {limit} | {holds} | {row.measured} |")
    return int(not all(row.holds for row in figures))


def portfolio_figures(own: Path, peer: Path, partners: Path, folder: Path) -> Iterable[Figure]:
    """Compare a check of the whole portfolio with a bare parser loop and with a schema checker."""
    validate: list[str | Path] = [own / "partnerkit", "validate", partners]
    schema = folder / "schema.json"
    run(own / "partnerkit", "schema", "-o", schema, "--config", partners / "partnerkit.yaml")
    few = sorted(partners.glob("*-00???.yaml"))[:FILES_OF_PEER]
    took = interleaved(
        ROUNDS,
        validate=lambda: seconds(*validate, **no_memory(folder)),
        again=lambda: seconds(*validate),
        loop=lambda: float(run(own / "python", "-c", BARE_LOOP, partners)),
        peer=lambda: seconds(peer / "check-jsonschema", "--schemafile", schema, *few) * FILES / len(few),
    )
    loop, measured = took["loop"], f"{took['validate']:.2f} s to"
    yield Figure("validate to a bare `CSafeLoader` loop", took["validate"] / loop, 0.6, f"{measured} {loop:.2f} s")
    yield Figure(
        "validate to check-jsonschema", took["validate"] / took["peer"], 1 / 15, f"{measured} {took['peer']:.0f} s"
    )
    yield Figure(
        "validate again, nothing changed, to the loop",
        took["again"] / loop,
        None,
        f"{took['again']:.2f} s to {loop:.2f} s",
    )
    say("watching memory")
    peak = peak_megabytes([str(word) for word in validate], **no_memory(folder))
    yield Figure("memory of that, in MB", peak, 400, "highest sum of the resident sets of all its processes")


def start_figures(own: Path, folder: Path) -> Iterable[Figure]:
    """Compare short commands with the import of their command line library."""
    score: list[str | Path] = [own / "partnerkit", "score", ACME]
    (folder / "bare_models.py").write_text(run(own / "python", "-c", BARE_MODELS), encoding="utf-8")
    bare = f"import sys; sys.path.append({str(folder)!r}); import bare_models"
    took = interleaved(
        STARTS,
        typer=lambda: seconds(own / "python", "-c", "import typer"),
        version=lambda: seconds(own / "partnerkit", "--version"),
        score=lambda: seconds(*score, **no_memory(folder)),
        bare=lambda: seconds(own / "python", "-c", bare),
        again=lambda: seconds(*score),
    )
    for task, what, limit in (
        ("version", "`--version`", 1.5),
        ("score", "`score acme.yaml`", 2.5),
        ("bare", "of that, the libraries and as many bare models,", None),
        ("again", "`score acme.yaml` again, nothing changed,", None),
    ):
        measured = f"{took[task] * 1000:.0f} ms to {took['typer'] * 1000:.0f} ms"
        yield Figure(f"{what} to `import typer`", took[task] / took["typer"], limit, measured)


def no_memory(folder: Path) -> dict[str, str]:
    """Return the variables of a user who has asked nothing yet: a cache folder of their own, and empty."""
    return {"XDG_CACHE_HOME": tempfile.mkdtemp(dir=folder)}


def interleaved(rounds: int, **tasks: Callable[[], float]) -> dict[str, float]:
    """Run every task once a round, so that a busy machine is as busy for all, and answer the medians."""
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


def varied(text: str, name: str, random: Random) -> str:
    """Give a partnership another name, and other ratings, days and figures."""
    text = text.replace("Acme", name.capitalize()).replace("acme", name)
    text = re.sub(r"(20[0-9]{2}-[0-9]{2}-)[0-9]{2}", lambda day: f"{day[1]}{random.randint(1, 28):02d}", text)
    text = re.sub(r"((?:rating|reach): )[1-5]", lambda rating: f"{rating[1]}{random.randint(1, 5)}", text)
    return re.sub(r"((?:revenue|target): )[1-9][0-9]+", lambda figure: f"{figure[1]}{random.randint(10, 99_999)}", text)


def environment(folder: Path) -> Path:
    """Make a virtual environment and answer where its programs are."""
    venv.create(folder, with_pip=True)
    return folder / ("Scripts" if os.name == "nt" else "bin")


def pip(programs: Path, *arguments: str | Path) -> None:
    """Install into an environment, with compiled modules."""
    run(programs / "python", "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--compile", *arguments)


def run(*command: str | Path) -> str:
    """Run a program that must succeed, and answer what it printed."""
    return subprocess.run(
        [str(word) for word in command], env=ENVIRONMENT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def seconds(*command: str | Path, **variables: str) -> float:
    """Run a program that must succeed, and answer how long it took as a whole."""
    began = time.perf_counter()
    subprocess.run(
        [str(word) for word in command],
        env=ENVIRONMENT | variables,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - began


def peak_megabytes(command: list[str], **variables: str) -> float:
    """Run a program and sample the resident sets of it and of all that it started."""
    process = subprocess.Popen(
        command, env=ENVIRONMENT | variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(resident_kilobytes(pid) for pid in family(process.pid)))
        time.sleep(0.01)
    assert process.returncode == 0
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
