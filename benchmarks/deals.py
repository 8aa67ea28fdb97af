"""Measure what a statement about 100,000 deals takes, as a multiple of reading them with `csv` and `Decimal`.

First the arithmetic, in one process with the garbage collector off as in the command line; then the whole command for
the first kind of term, a process for each format, against a process that only reads: `python benchmarks/deals.py`.
Times are those of the processor.
"""

import csv
import gc
import io
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from partnerkit.model.workspace import Workspace
from partnerkit.money.ledger import ledger
from partnerkit.money.statement import settle
from partnerkit.money.terms import applied
from partnerkit.money.windows import Window
from partnerkit.reading.deals import read_deals
from partnerkit.reading.loader import load_partnership, names_of

DEALS: Final = 100_000
ROUNDS: Final = 5
START: Final = date(2026, 1, 1)
YEAR: Final = Window(START, date(2026, 12, 31))
_TIERS: Final = "tiers: [{at_least: 0, rate: 10%}, {at_least: 1000000, rate: 15%}]"
TERMS: Final[Mapping[str, str]] = {
    "a revenue share": "model: revenue-share, rate: 20%, base: net, from: us",
    "a share for 12 months": "model: revenue-share, rate: 20%, base: net, months: 12, hold_days: 30, from: us",
    "marginal tiers": f"model: tiered, base: net, counts: year, {_TIERS}, from: us",
    "retroactive tiers": f"model: tiered, base: net, counts: year, method: retroactive, {_TIERS}, from: us",
}


def _deals() -> bytes:
    random = Random(1)
    rows = ["deal,account,date,amount,currency"]
    for number in range(DEALS):
        day = START + timedelta(days=random.randrange(365))
        rows.append(
            f"D-{number},Customer {random.randrange(20_000)},{day},{random.randrange(100, 500_000) / 100:.2f},EUR"
        )
    return "\n".join(rows).encode() + b"\n"


def _read(content: bytes) -> object:
    rows = csv.DictReader(io.StringIO(content.decode(), newline=""))
    return [{**row, "amount": Decimal(row["amount"])} for row in rows]


def _statement(content: bytes, term: str) -> object:
    text = f"name: Acme\ntype: alliance\nagreement:\n  revenue:\n    - {{{term}}}\n"
    partnership = load_partnership("acme.yaml", text.encode(), names_of(Workspace())).model
    assert partnership is not None
    assert partnership.agreement is not None
    terms = applied(partnership.agreement.revenue, START, None, "EUR")
    return settle(ledger(terms, read_deals(content).deals, YEAR.last), YEAR, date(2027, 6, 1), "year")


def _seconds(run: Callable[[], object]) -> float:
    began = process_time()
    run()
    return process_time() - began


def main() -> None:
    """Print the ratio for each kind of term, and the memory that all of it needed."""
    gc.disable()
    content = _deals()
    plain = median(_seconds(lambda: _read(content)) for _ in range(ROUNDS))
    print(f"csv and Decimal: {plain:.2f} s for {DEALS:,} deals")
    for name, term in TERMS.items():
        took = median(_seconds(lambda term=term: _statement(content, term)) for _ in range(ROUNDS))  # type: ignore[misc]  # mypy infers no type for a default
        print(f"{name}: {took:.2f} s, {took / plain:.1f} times")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    with tempfile.TemporaryDirectory() as folder:
        _commands(Path(folder), content)


_PLAIN: Final = """
import csv, gc, sys
from decimal import Decimal
gc.disable()
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = [{**row, "amount": Decimal(row["amount"])} for row in csv.DictReader(file)]
"""


def _commands(folder: Path, content: bytes) -> None:
    """Print what the whole command takes in each format, in turns with reading alone."""
    for name, text in {
        "partnerkit.yaml": "company: {name: Example}\n",
        "partners/acme.yaml": f"name: Acme\ntype: alliance\nagreement:\n  term: {{starts: {START}, months: 12}}\n"
        f"  revenue:\n    - {{{TERMS['a revenue share']}}}\n",
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    deals = folder / "deals" / "acme.csv"
    deals.parent.mkdir()
    deals.write_bytes(content)
    for format in ("terminal", "csv", "json"):
        command = ("-m", "partnerkit", "statement", "partners/acme.yaml", "--period", "2026", "--format", format)
        pairs = [(_process(folder, *command), _process(folder, "-c", _PLAIN, str(deals))) for _ in range(ROUNDS)]
        took, plain = (median(each) for each in zip(*pairs, strict=True))
        print(f"the command, as {format}: {took:.2f} s, {took / plain:.1f} times reading in a process ({plain:.2f} s)")
    print(f"most memory of a command: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB")


def _process(folder: Path, *arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {"PYTHONPATH": str(Path(__file__).resolve().parents[1] / "src"), "PATH": os.environ["PATH"]}
    subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
