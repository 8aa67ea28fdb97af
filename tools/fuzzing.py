"""Mutate files at random, ask every command about them in every format, and see that each run ends as it should.

    python tools/fuzzing.py --minutes 3 --seed 7

No traceback, no run of more than five seconds, no more than 300 MB, the exit status that its findings call for.
"""

import argparse
import io
import json
import os
import random
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Final, NamedTuple

from partnerkit.cli.app import COMMANDS, build_app
from partnerkit.cli.main import execute

ROOT: Final = Path(__file__).parents[1]
EXAMPLES: Final = ROOT / "examples" / "portfolio"
SECONDS: Final = 5
MEGABYTES: Final = 300

VALUES: Final = (
    *("1e27", "-1e27", "1e-27", "1e400", "9" * 31, "-0", "0.1", "1_000", "0x10", ".inf", "12:30", "100%", "0%"),
    *("0001-01-01", "9999-12-31", "9999-12", "0001-01", "2024-02-29", "2026-02-30", "9999-W52"),
    *("''", "' '", "null", "~", "true", "no", "[]", "{}", "[[]]", "{a: {b: c}}", "&a x", "*a", "!!set x", "<<", "- -"),
    *("$(touch pwned)", "'::error::x'", "'=?utf-8?q?=0ABcc:x@y?='", "'[x](javascript:a)'", "'<b>'", '"\\u202egpj"'),
    *('"a\\nb"', '"\\u0000"', "'=1+1'", "'{{ 7 * 7 }}'", "'{% for %}'", "'|'", "'" + "x" * 300 + "'", "EUR", "XXX"),
    *(
        "'" + "[" * 3000 + "'",
        "'a" + " " * 20000 + "b'",
        "'" + "*_" * 2000 + "'",
        "\U0001f469\u200d\U0001f4bb",
        "\u0301" * 50,
    ),
)
"""What is put in the place of a value."""


class Run(NamedTuple):
    """One run of a command: what was asked, how it ended, how long it took, and what it said."""

    arguments: tuple[str, ...]
    status: int
    seconds: float
    out: str
    err: str
    trace: str = ""


LIKE: Final = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), ("0001-01-01", "9999-12-31", "2024-02-29", "2026-04-10", "1969-12-31")),
    (re.compile(r"\b\d{4}-\d{2}\b(?!-)"), ("0001-01", "9999-12", "2026-03")),
    (
        re.compile(r"(?<=: )\d+(\.\d+)?(?=[,}]|$)"),
        ("0", "1", "1e27", "1e-27", "-5", "99999999999999999999", "0.1", "1e100"),
    ),
    (re.compile(r"\b\d+%"), ("0%", "100%", "0.0001%")),
    (
        re.compile(r"(?<=: )[A-Z][\w ,.'-]{8,}(?=\n|$)"),
        tuple(value for value in VALUES if value[0] in "'\"" and len(value) > 3),
    ),
)
"""What is put in the place of a value of the same kind, so that the file stays valid more often."""


def mutated(text: str, chance: random.Random) -> str:
    """Return a text with a few changes; half of the time, with values of the same kind in the place of others."""
    return alike(text, chance) if chance.random() < 0.5 else broken(text, chance)


def alike(text: str, chance: random.Random) -> str:
    """Return a text in which a few values are others of the same kind, from the ends of what there is."""
    for pattern, values in chance.choices(LIKE, k=chance.choice((1, 2, 4))):
        if found := list(pattern.finditer(text)):
            match = chance.choice(found)
            text = f"{text[: match.start()]}{chance.choice(values)}{text[match.end() :]}"
    return text


def broken(text: str, chance: random.Random) -> str:
    """Return a text with values, lines and characters replaced, doubled or gone."""
    lines = text.split("\n")
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randrange(len(lines))
        line = lines[at]
        match chance.randrange(10):
            case 0:
                lines.insert(at, line)
            case 1 if len(lines) > 1:
                del lines[at]
            case 2:
                lines[at] = line[: chance.randrange(len(line) + 1)]
            case 3:
                cut = chance.randrange(len(line) + 1)
                lines[at] = line[:cut] + chance.choice("\t{}[],:#&*!|>'\"%@`\u00a0\ufeff\x00\x1b\u2028é") + line[cut:]
            case 4:
                lines[at : at + 1] = [line] * chance.choice((2, 40))
            case 5:
                lines[at] = f"  {line}"
            case _:
                head, colon, _ = line.partition(": ")
                lines[at] = f"{head}: {chance.choice(VALUES)}" if colon else f"{line} {chance.choice(VALUES)}"
    return "\n".join(lines)


def formats_of(command: str) -> Sequence[str]:
    """Return the formats that a command writes; the empty one where it has none."""
    parameters = build_app(command).commands[command].params
    return next((tuple(each.type.choices) for each in parameters if each.name == "format"), ("",))


def questions(stem: str, chance: random.Random) -> Iterator[tuple[str, ...]]:
    """Yield a command line for every command and format, as they are asked of one partnership among several."""
    day = chance.choice(("2026-04-10", "2026-04-10", "0001-01-01", "9999-12-31"))
    more = {
        "statement": (stem, "--period", chance.choice(("2026-Q1", "2026-03", "9999-Q4"))),
        "revenue": (stem,),
        "stage": (stem,),
        "launch": (stem,),
        "reviews": (stem,),
        "history": (stem,),
        "checklist": (stem,),
        "why": (stem,),
        "show": (stem,),
        "score": (stem,),
        "blame": (stem, "name"),
        "plan": ("--period", chance.choice(("2026", "9999-W52", "0001-Q1"))),
        "schema": ("partnership",),
        "share": (stem,),
        "fmt": ("--check",),
        "diff": (),
        "reconcile": (stem, f"partners/{stem}.yaml"),
        "explain": ("PK001",),
    }
    for command in COMMANDS:
        if command in ("new", "init", "set", "log", "resolve", "check-email", "draft", "overlap", "import"):
            continue
        for format in formats_of(command):
            dated = ("--today", day) if command not in ("schema", "explain", "fmt", "blame", "share") else ()
            yield (command, *more.get(command, ()), *(("--format", format) if format else ()), *dated)
    kinds = [path.name.removesuffix(".md.j2") for path in (ROOT / "templates" / "drafts").glob("[!_]*.md.j2")]
    for kind in chance.sample(sorted(kinds), 3):
        for format in formats_of("draft"):
            yield ("draft", kind, stem, "--format", format, "--today", day, "--force", "-o", "draft.out")
    yield ("set", stem, f"why={chance.choice(VALUES)}", "--dry-run")
    yield ("check-email", f"partners/{stem}.yaml")


def attempt(arguments: tuple[str, ...], folder: Path) -> Run:
    """Run a command in this process, in a folder of its own."""
    out, err, trace = io.StringIO(), io.StringIO(), ""
    start = time.process_time()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        try:
            status = execute(arguments)
        except BaseException:  # what reaches this far is what the user would see
            status, trace = 70, traceback.format_exc()
    return Run(arguments, status, time.process_time() - start, out.getvalue(), err.getvalue(), trace)


def fault_of(run: Run) -> str:
    """Return what is wrong with how a run ended; nothing where all is well."""
    if run.trace:
        return f"a traceback: {run.trace.strip().splitlines()[-1]}"
    if run.status not in (0, 1, 2):
        return f"the exit status {run.status}"
    if run.seconds > SECONDS:
        return f"{run.seconds:.1f} seconds"
    if "\x1b" in run.out or "\u202e" in run.out:
        return "a character that no one may see"
    if run.status == 2 and "Usage:" not in run.err and not run.err.lstrip().startswith(("error:", "hint:", "warning:")):
        return f"no sentence: {run.err[:80]}"
    if run.arguments[0] in ("validate", "lint") and "json" in run.arguments and run.status in (0, 1) and run.out:
        has_error = any(finding["severity"] == "error" for finding in json.loads(run.out)["findings"])
        if run.arguments[0] == "validate" and has_error != (run.status == 1):
            return f"the exit status {run.status} where it {'found' if has_error else 'found no'} errors"
    return ""


def workspaces(folder: Path, chance: random.Random) -> Iterator[tuple[Path, str]]:
    """Yield a workspace again and again, each time with another mutated file, and the partnership to ask about."""
    files = sorted((EXAMPLES / "partners").glob("*.yaml"))
    while True:
        home = folder / "ws"
        shutil.rmtree(home, ignore_errors=True)
        (home / "partners").mkdir(parents=True)
        chosen = chance.sample(files, 2)
        for file in chosen:
            shutil.copy(file, home / "partners")
        text = (EXAMPLES / "partnerkit.yaml").read_text(encoding="utf-8")
        (home / "partnerkit.yaml").write_text(mutated(text, chance) if chance.random() < 0.25 else text, "utf-8")
        stem = chosen[0].stem
        mutant = mutated(chosen[0].read_text(encoding="utf-8"), chance)
        (home / "partners" / f"{stem}.yaml").write_bytes(mutant.encode("utf-8", "surrogatepass"))
        deals = EXAMPLES / "deals" / f"{stem}.csv"
        if deals.exists():
            (home / "deals").mkdir()
            (home / "deals" / deals.name).write_text(mutated(deals.read_text(encoding="utf-8"), chance), "utf-8")
        yield home, stem


def peak() -> int:
    """Return the most megabytes that this process has taken since `forget_peak`; 0 where no one knows."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def fuzz(seed: int, seconds: float, share: float = 1.0) -> tuple[Counter[str], list[tuple[str, Run]]]:
    """Ask about mutated workspaces for so long; return how often what was asked, and the runs that ended wrong.

    `share` is the part of the questions that are asked about each.
    """
    chance = random.Random(seed)  # to be repeated, not to be secret
    asked: Counter[str] = Counter()
    faults: list[tuple[str, Run]] = []
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        for home, stem in workspaces(Path(folder), chance):
            asked["files"] += 1
            for arguments in questions(stem, chance):
                if chance.random() > share:
                    continue
                run = attempt(arguments, home)
                asked[f"status {run.status}"] += 1
                asked["runs"] += 1
                if fault := fault_of(run):
                    faults.append((fault, run))
                    kept = Path(tempfile.gettempdir()) / f"partnerkit-fuzz-{seed}-{asked['files']}"
                    shutil.copytree(home, kept, dirs_exist_ok=True)
                if time.monotonic() > until:
                    return asked, faults
    return asked, faults


def main() -> int:
    """Run for some minutes and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    chosen = parser.parse_args()
    asked, faults = fuzz(chosen.seed, 60 * chosen.minutes, 0.15)
    seen: Counter[str] = Counter()
    for fault, run in faults:
        seen[f"{run.arguments[0]}: {fault}"] += 1
        if seen[f"{run.arguments[0]}: {fault}"] == 1:
            sys.stdout.write(f"{fault}\n  {' '.join(run.arguments)}\n{run.trace}\n")
    most = peak()
    sys.stdout.write(f"seed {chosen.seed}: {dict(asked)}, {len(faults)} wrong, {most} MB at the most\n")
    return int(bool(faults) or most > MEGABYTES)


if __name__ == "__main__":
    os.environ.setdefault("COLUMNS", "100")
    sys.exit(main())
