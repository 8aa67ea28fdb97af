"""Put known faults into `money/`, one at a time, and see that the worked cases notice each: `python tools/faults.py`.

Works on a copy of the package, and exits with 1 if a fault goes unnoticed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[1]
CASES: Final = "tests/test_statement.py"


class Fault(NamedTuple):
    """A mistake that someone could make: what it is, and the text that it replaces in a file of `money/`."""

    what: str
    file: str
    before: str
    after: str


FAULTS: Final = (
    Fault("yen have cents", "currencies.py", '"JPY",', ""),
    Fault("dinars have cents", "currencies.py", '"KWD", ', ""),
    Fault("unit of account with two places", "currencies.py", '["CLF", "UYW"], 4', '["CLF", "UYW"], 2'),
    Fault("half-even is half-up", "currencies.py", '"half-even": ROUND_HALF_EVEN', '"half-even": ROUND_HALF_UP'),
    Fault("half-up is half-even", "currencies.py", '"half-up": ROUND_HALF_UP', '"half-up": ROUND_HALF_EVEN'),
    Fault("the customer is the account", "deals.py", "return self.customer or self.account", "return self.account"),
    Fault(
        "the largest deal of a day counts first",
        "deals.py",
        'won.sort(key=attrgetter("amount"))',
        'won.sort(key=attrgetter("amount"), reverse=True)',
    ),
    Fault(
        "gross is net",
        "terms.py",
        "return deal.list_price if deal.list_price is not None else amount + (deal.discount or Decimal(0))",
        "return amount",
    ),
    Fault("an unpaid deal is settled", "terms.py", "return amount if deal.paid else", "return amount if True else"),
    Fault("the margin is the amount", "terms.py", "return amount - deal.cost if", "return amount if"),
    Fault("a term ends a day early", "terms.py", "day <= self.last)", "day < self.last)"),
    Fault("a term starts a day late", "terms.py", "self.first <= day)", "self.first < day)"),
    Fault(
        "payer and payee change places",
        "terms.py",
        "return term.from_, _OTHER[term.from_]",
        "return _OTHER[term.from_], term.from_",
    ),
    Fault(
        "a bound counted in units is one too high",
        "tiers.py",
        "tier.bound - 1 if counted and",
        "tier.bound if counted and",
    ),
    Fault("at_least is above", "tiers.py", "volume == tier.bound)", "volume == tier.bound + 1)"),
    Fault("the tier starts below its bound", "tiers.py", "if volume > tier.bound or", "if volume >= tier.bound or"),
    Fault(
        "the lowest rate for every part",
        "tiers.py",
        "tier.rate, amount))",
        "tier.rate, base * inside * spans[0].tier.rate / (volume * 100)))",
    ),
    Fault(
        "a deal is divided as if nothing came before",
        "tiers.py",
        "inside = top - max(before, floor)",
        "inside = top - floor",
    ),
    Fault(
        "quarters of the calendar",
        "windows.py",
        "into = (day.month - fiscal_year) % months",
        "into = (day.month - 1) % months",
    ),
    Fault(
        "contract years are calendar years",
        "windows.py",
        "    years = months_between(start, day) // 12\n",
        "    start = start.replace(month=1, day=1)\n    years = months_between(start, day) // 12\n",
    ),
    Fault(
        "month 13 is paid",
        "windows.py",
        "return Window(start, last_before(add_months(start, months)))",
        "return Window(start, add_months(start, months))",
    ),
    Fault("fees for whole periods only", "ledger.py", "due = amount * part.days / window.days", "due = amount"),
    Fault(
        "a fee once is paid every year", "ledger.py", 'elif every is None or every == "once":', "elif every is None:"
    ),
    Fault(
        "a fee has no cap",
        "ledger.py",
        "paid = fee if fee.amount <= room else fee._replace(amount=room, note=cap.reached)",
        "paid = fee",
    ),
    Fault(
        "a minimum counts twice what was earned",
        "ledger.py",
        "yield guaranteed._replace(amount=guaranteed.amount - paid, note=note)",
        "yield guaranteed._replace(note=note)",
    ),
    Fault(
        "a minimum counts other terms",
        "ledger.py",
        "            return entry.term is term\n",
        "            return True\n",
    ),
    Fault(
        "a minimum counts what goes the other way",
        "ledger.py",
        "return entry.term.sides == term.sides and entry.term.currency == term.currency",
        "return True",
    ),
    Fault("a minimum per year is per period", "ledger.py", 'if per == "year"', 'if per == "never"'),
    Fault(
        "settled counts on the day of the deal",
        "ledger.py",
        "deal.paid or deal.date if settled else deal.date",
        "deal.date if settled else deal.date",
    ),
    Fault("influenced deals are paid", "ledger.py", 'if deal.motion != "influenced"', "if True"),
    Fault(
        "a fee for every purchase",
        "ledger.py",
        'if self.term.model == "referral-fee" and first is not deal:',
        "if False:",
    ),
    Fault(
        "months count from the first purchase alone",
        "ledger.py",
        'self.applied.starts if self.term.counts_from == "agreement" else first.date',
        "first.date",
    ),
    Fault("other currencies one to one", "ledger.py", "return base * rate\n", "return base\n"),
    Fault(
        "a discount is what is paid",
        "ledger.py",
        "return base * (100 - rate) / 100, rate",
        "return base * rate / 100, rate",
    ),
    Fault("no earlier deal is re-rated", "ledger.py", "if rate != count.rate:", "if False:"),
    Fault(
        "a customer counts with every purchase",
        "ledger.py",
        "place = count.customers.setdefault(deal.buyer, Decimal(len(count.customers)))",
        "place = count.volume",
    ),
    Fault(
        "tiers by period count all deals",
        "ledger.py",
        "key = period_of(day, term.settles, self.applied.fiscal_year).first",
        "key = None",
    ),
    Fault(
        "tiers by year count all deals",
        "ledger.py",
        "                key = contract_year(day, start).first\n",
        "                key = None\n",
    ),
    Fault(
        "a cap per period is one for all",
        "ledger.py",
        'if term.cap_per == "period" and term.settles is not None:',
        "if False:",
    ),
    Fault(
        "a cap per year is one for all",
        "ledger.py",
        'return contract_year(day, self.start).first if term.cap_per == "year" and self.start else None',
        "return None",
    ),
    Fault(
        "a cap leaves no room for a part",
        "ledger.py",
        "amount, note = record.amount + room, self.cap.reached",
        "amount, note = record.amount, self.cap.reached",
    ),
    Fault(
        "clawback a day short",
        "ledger.py",
        "day > days_after(record.deal.date, limit)",
        "day >= days_after(record.deal.date, limit)",
    ),
    Fault("clawback without limit", "ledger.py", "if limit is not None and day", "if False and day"),
    Fault(
        "each refund is rounded for itself",
        "ledger.py",
        "record.refunded = min(Decimal(1), record.refunded + abs(refund.amount) / record.deal.amount)",
        "record.refunded = abs(refund.amount) / record.deal.amount",
    ),
    Fault(
        "a refund takes back everything",
        "ledger.py",
        "record.refunded + abs(refund.amount) / record.deal.amount)",
        "record.refunded + 1)",
    ),
    Fault(
        "a refund of an unknown deal is passed over",
        "ledger.py",
        "if reason := self._wrong_refund(refund):",
        "if reason := '':",
    ),
    Fault(
        "deals outside every term are passed over",
        "ledger.py",
        "            elif deal.date in outside:\n",
        "            elif False:\n",
    ),
    Fault("held a day longer", "statement.py", "until and on < until", "until and on <= until"),
    Fault("what is held is payable", "statement.py", "{key for key, day in until.items() if on < day}", "set()"),
    Fault(
        "a refund is payable",
        "statement.py",
        '"reversed" if entry.kind == "refund" else',
        '"payable" if entry.kind == "refund" else',
    ),
    Fault("a minimum payout is no limit", "statement.py", "balance >= least", "balance >= 0"),
    Fault("what was carried forward is lost", "statement.py", "balance += _sum(entries)", "balance = _sum(entries)"),
    Fault(
        "a re-rated deal is two lines", "statement.py", 'if entry.kind == "rerated" and place is not None:', "if False:"
    ),
)


def main() -> None:
    """Try every fault and say which the cases notice."""
    unnoticed = [fault.what for fault in FAULTS if not _is_noticed(fault)]
    print(f"{len(FAULTS) - len(unnoticed)} of {len(FAULTS)} faults noticed")
    sys.exit(bool(unnoticed))


def _is_noticed(fault: Fault) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "src", Path(folder, "src"), ignore=shutil.ignore_patterns("__pycache__"))
        path = Path(folder, "src", "partnerkit", "money", fault.file)
        text = path.read_text(encoding="utf-8")
        if fault.before not in text:
            sys.exit(f"{fault.what}: money/{fault.file} has changed; write the fault again")
        path.write_text(text.replace(fault.before, fault.after, 1), encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(Path(folder, "src"))}
        tests = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", CASES]
        status = subprocess.run(tests, cwd=ROOT, env=environment, capture_output=True, check=False).returncode
    print(f"{'noticed' if status == 1 else 'UNNOTICED'}: {fault.what}", flush=True)
    return status == 1


if __name__ == "__main__":
    main()
