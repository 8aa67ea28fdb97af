"""Measure `overlap` on lists of 10,000, 100,000 and a million rows, as a multiple of the bare join in the same engine.

The bare join reads both files, makes names and hosts comparable (small letters, no punctuation, no `www.`), joins on
either and writes the pairs: `python benchmarks/accounts.py`. It finds none that differ in a legal form, an accent or a
subdomain, and doubts none. Each run is a process of its own; what is compared is the time of the processor.
"""

import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).resolve().parents[1] / "src"
sys.path.insert(0, str(SOURCE))

SIZES: Final = (10_000, 100_000, 1_000_000)
_SYLLABLES: Final = [first + second for first in "bcdfghklmnprstvz" for second in "aeio"]
_KINDS: Final = (
    "Systems",
    "Group",
    "Holding",
    "Services",
    "Technologies",
    "Foods",
    "Energy",
    "Media",
    "Logistics",
    "Labs",
)
_FORMS: Final = ("Inc.", "GmbH", "Ltd", "LLC", "S.A.", "AG", "Corp.", "", "", "")
_ENDINGS: Final = ("com", "com", "de", "co.uk", "io", "fr")

_BARE: Final = """
import duckdb, sys
engine = duckdb.connect(config={"memory_limit": "1400MB"})
engine.execute("set enable_progress_bar = false")
for side, path in ("ours", sys.argv[1]), ("theirs", sys.argv[2]):
    engine.execute(f'''create table {side} as select row_number() over () as row,
        regexp_replace(lower(Name), '[^a-z0-9]+', '', 'g') as name, nullif(split_part(
        regexp_replace(lower(Website), '^(?:[a-z]+:)?(?://)?(?:www[.])?', ''), '/', 1), '') as host, Value
        from read_csv('{path}', header=true, all_varchar=true)''')
print(engine.execute(f'''copy (
    select o.row as ours, t.row as theirs from ours o join theirs t on o.host = t.host
    union select o.row, t.row from ours o join theirs t on o.name = t.name
    ) to '{sys.argv[3]}' (header)''').fetchone()[0])
"""


def _write(folder: Path, size: int) -> tuple[Path, Path]:
    """Write two lists of a size of which three in ten accounts are in both."""
    choose = random.Random(size)
    companies = [_company(choose) for _ in range(size * 17 // 10)]
    paths = folder / f"ours-{size}.csv", folder / f"theirs-{size}.csv"
    for path, start in zip(paths, (0, size * 7 // 10), strict=True):
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["Name", "Website", "Country", "Population", "Value"])
            for name, domain, country in companies[start : start + size]:
                site = "" if choose.random() < 0.2 else domain if choose.random() < 0.6 else f"https://www.{domain}/"
                spelled = name.replace("e", "é", 1) if choose.random() < 0.05 else name
                population = choose.choice(["customer", "opportunity", "prospect"])
                rows.writerow([spelled, site, country, population, choose.randrange(1_000, 100_000)])
    return paths


def _company(choose: random.Random) -> tuple[str, str, str]:
    word, more = _word(choose), _word(choose) if choose.random() < 0.4 else ""
    kind = choose.choice(_KINDS) if choose.random() < 0.6 else ""
    name = " ".join(filter(None, [word.title(), more.title(), kind, choose.choice(_FORMS)]))
    return name, f"{word}{more}.{choose.choice(_ENDINGS)}", choose.choice(["US", "DE", "GB", "FR", ""])


def _word(choose: random.Random) -> str:
    return "".join(choose.choices(_SYLLABLES, k=choose.choice([3, 4, 4, 5])))


def _run(*arguments: str) -> tuple[float, float, int, str]:
    """Return the seconds of the processor and of the clock, the most memory in MB so far, and what was said."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    said = subprocess.run(
        [sys.executable, *arguments], env={"PYTHONPATH": str(SOURCE)}, capture_output=True, text=True, check=True
    ).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, time.monotonic() - began, after.ru_maxrss // 1024, said


def main(sizes: tuple[int, ...]) -> None:
    """Print a line for each size."""
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            ours, theirs = map(str, _write(Path(folder), size))
            bare, bare_clock, _, pairs = _run("-c", _BARE, ours, theirs, f"{folder}/pairs.csv")
            shown, clock, memory, _ = _run("-m", "partnerkit", "overlap", ours, theirs)
            whole, _, _, said = _run("-m", "partnerkit", "overlap", ours, theirs, "--format", "json")
            found = sum(pair["answer"] == "match" for pair in json.loads(said)["pairs"])
            print(
                f"{size:>9,} rows: bare join {bare:.1f} s ({bare_clock:.1f} s by the clock, {int(pairs):,} pairs), "
                f"overlap {shown:.1f} s ({clock:.1f} s), {shown / bare:.1f} times, {memory} MB; "
                f"as JSON {whole:.1f} s, {found:,} matches",
                flush=True,
            )


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
