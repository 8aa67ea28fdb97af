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
CASES: Final = ("tests/test_statement.py", "tests/test_money_properties.py")


class Fault(NamedTuple):
    """A mistake that someone could make: what it is, and the text that it replaces in a file of `money/`."""

    what: str
    file: str
    before: str
    after: str


FAULTS: Final = (
    Fault("yen have cents", "../currencies.py", '"JPY",', ""),
    Fault("dinars have cents", "../currencies.py", '"KWD", ', ""),
    Fault("unit of account with two places", "../currencies.py", '["CLF", "UYW"], 4', '["CLF", "UYW"], 2'),
    Fault("half-even is half-up", "currencies.py", '"half-even": ROUND_HALF_EVEN', '"half-even": ROUND_HALF_UP'),
    Fault("half-up is half-even", "currencies.py", '"half-up": ROUND_HALF_UP', '"half-up": ROUND_HALF_EVEN'),
    Fault(
        "the customer is the account",
        "deals.py",
        'if not deals.has("customer"):',
        "if True:",
    ),
    Fault(
        "the largest deal of a day counts first",
        "deals.py",
        "        of_day.sort(key=amounts.__getitem__)",
        "        of_day.sort(key=amounts.__getitem__, reverse=True)",
    ),
    Fault(
        "gross is net",
        "terms.py",
        "[net + (discount or Decimal(0)) if price is None else price for",
        "[net for",
    ),
    Fault("an unpaid deal is settled", "terms.py", "[net if day else", "[net if True else"),
    Fault("the margin is the amount", "terms.py", "else net - cost for", "else net for"),
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
    Fault("at_least is above", "tiers.py", "volume == span.starts and", "volume == span.starts + 1 and"),
    Fault("the tier starts below its bound", "tiers.py", "if volume < span.starts or", "if volume <= span.starts or"),
    Fault(
        "the lowest rate for every part",
        "tiers.py",
        "base * inside * span.share / abs(volume)",
        "base * inside * spans[0].share / abs(volume)",
    ),
    Fault(
        "a deal is divided as if nothing came before",
        "tiers.py",
        " - max(low, floor)",
        " - floor",
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
    Fault("fees for whole periods only", "over_time.py", "due = amount * part.days / window.days", "due = amount"),
    Fault(
        "a fee once is paid every year", "over_time.py", 'elif every is None or every == "once":', "elif every is None:"
    ),
    Fault(
        "a fee has no cap",
        "over_time.py",
        "paid = fee if fee.amount <= room else fee._replace(amount=room, note=cap.reached)",
        "paid = fee",
    ),
    Fault(
        "a minimum counts twice what was earned",
        "over_time.py",
        "return guaranteed._replace(amount=missing, note=note)",
        "return guaranteed._replace(note=note)",
    ),
    Fault(
        "a minimum counts other terms",
        "over_time.py",
        "return of is term if term.pays_by_deal else",
        "return True if term.pays_by_deal else",
    ),
    Fault(
        "a minimum counts what goes the other way",
        "over_time.py",
        "else of.sides == term.sides",
        "else True",
    ),
    Fault("a minimum per year is per period", "over_time.py", 'if per == "year"', 'if per == "never"'),
    Fault(
        "settled counts on the day of the deal",
        "term_account.py",
        "if deal.paid is not None} if settled else {}",
        "if False} if settled else {}",
    ),
    Fault("influenced deals are paid", "term_account.py", 'if deal.motion != "influenced"', "if True"),
    Fault(
        "a fee for every purchase",
        "term_account.py",
        "if first is not None and names[first] != name:",
        "if False:",
    ),
    Fault(
        "months count from the first purchase alone",
        "term_account.py",
        "self.applied.starts if of_agreement else days[first]",
        "days[first]",
    ),
    Fault("other currencies one to one", "term_account.py", "return rate.of(base)\n", "return base\n"),
    Fault(
        "a discount is what is paid",
        "pricing.py",
        "((100 - rate) if model",
        "(rate if model",
    ),
    Fault("no earlier deal is re-rated", "deal_by_deal.py", "if tier.rate != count.rate:", "if False:"),
    Fault(
        "a customer counts with every purchase",
        "deal_by_deal.py",
        "place = count.customers.setdefault(account_key(deal.buyer), Decimal(len(count.customers)))",
        "place = count.volume",
    ),
    Fault(
        "tiers by period count all deals",
        "pricing.py",
        "return period_of(day, self.term.settles, self.applied.fiscal_year).first",
        "return None",
    ),
    Fault(
        "tiers by year count all deals",
        "pricing.py",
        "            return contract_year(day, self.start).first\n",
        "            return None\n",
    ),
    Fault(
        "a cap per period is one for all",
        "caps.py",
        'if term.cap_per == "period" and term.settles is not None:',
        "if False:",
    ),
    Fault(
        "a cap per year is one for all",
        "caps.py",
        'return contract_year(day, self.start).first if term.cap_per == "year" and self.start else None',
        "return None",
    ),
    Fault(
        "a cap leaves no room for a part",
        "deal_by_deal.py",
        "added = room",
        "added = ZERO",
    ),
    Fault(
        "clawback a day short",
        "deal_by_deal.py",
        "refund.date > days_after(record.deal.date, limit)",
        "refund.date >= days_after(record.deal.date, limit)",
    ),
    Fault(
        "clawback without limit", "deal_by_deal.py", "if limit is not None and refund.date", "if False and refund.date"
    ),
    Fault(
        "each refund is rounded for itself",
        "deal_by_deal.py",
        "record.refunded += min(abs(refund.amount), left)",
        "record.refunded = min(abs(refund.amount), left)",
    ),
    Fault(
        "a refund takes back everything",
        "deal_by_deal.py",
        "min(abs(refund.amount), left)",
        "left",
    ),
    Fault(
        "a refund of an unknown deal is passed over",
        "rows.py",
        "if reason := self._wrong_refund(refund):",
        "if reason := '':",
    ),
    Fault(
        "deals outside every term are passed over",
        "rows.py",
        "            elif deal.date in outside:\n",
        "            elif False:\n",
    ),
    Fault("held a day longer", "statement.py", "on < (until :=", "on <= (until :="),
    Fault(
        "what is held is payable",
        "statement.py",
        "holds = Holds(book.entries, on)",
        "holds = Holds(book.entries, date.max)",
    ),
    Fault(
        "a refund is payable",
        "statement.py",
        '"reversed" if kind == "refund" else',
        '"payable" if kind == "refund" else',
    ),
    Fault(
        "a deal of the last day is left out",
        "term_account.py",
        "count = bisect_right(rows.days, rows.until)",
        "count = bisect_right(rows.days, rows.until) - 1",
    ),
    Fault(
        "terms pay for deals before they are in force",
        "term_account.py",
        "if len(in_force) == len(set(dates)) and",
        "if True and",
    ),
    Fault(
        "what one currency is in is taken for another",
        "term_account.py",
        "self.pricing.fee is not None or self.rows.currencies <= {self.applied.currency}",
        "True",
    ),
    Fault("motions are not looked for", "rows.py", 'rows.has("motion")', "False"),
    Fault(
        "nothing is rounded at once",
        "pricing.py",
        "list(map(Decimal.quantize, map(exact, amounts), repeat(self.unit), repeat(self.rounding)))",
        "list(amounts)",
    ),
    Fault(
        "totals are those of the first term",
        "statement.py",
        "for index in sorted(directions) if",
        "for index in sorted(directions)[:1] if",
    ),
    Fault(
        "a deal that reaches into the next tier is all in the one before",
        "runs.py",
        "if at < len(volumes) and ceiling is not None and before < ceiling:",
        "if False:",
    ),
    Fault(
        "a run of deals starts with the window before",
        "runs.py",
        "add(added, spans, paid, range(start, end), rounds)",
        "add(added, spans, paid, range(0, end), rounds)",
    ),
    Fault(
        "a volume at a tier's ceiling is above it",
        "runs.py",
        "bisect_right(volumes, ceiling, at)",
        "bisect_left(volumes, ceiling, at)",
    ),
    Fault(
        "a higher tier gains nothing", "runs.py", "[now - before for now, before in", "[now - now for now, before in"
    ),
    Fault(
        "earlier deals gain at the old rate",
        "runs.py",
        "rerated = rounds(unrounded)",
        "rerated = earned",
    ),
    Fault("a bound is in the tier below", "runs.py", '"at_least": bisect_left', '"at_least": bisect_right'),
    Fault("a bound is in the tier above", "runs.py", '"above": bisect_right', '"above": bisect_left'),
    Fault("a tie comes out below it", "currencies.py", "Context(prec=40).plus", "Context(prec=60).plus"),
    Fault(
        "a term goes on after its last renewal",
        "../facts/statements.py",
        "last_day_of_renewals(term) if term and renews",
        "None if term and renews",
    ),
    Fault(
        "a refund is taken back before the invoice is paid", "term_account.py", "deal.refunds or deal.deal", "deal.deal"
    ),
    Fault(
        "an open invoice hides every tier",
        "deal_by_deal.py",
        "if self.steps and base != NOT_PAID:",
        "if self.steps:",
    ),
    Fault("a refund of what was not priced is silent", "deal_by_deal.py", "refund.refunds in self.not_priced", "False"),
    Fault("a minimum takes what was not priced for nothing", "over_time.py", "elif unknown:", "elif False:"),
    Fault(
        "minimums count in the order of the file",
        "ledger.py",
        "(not term.pays_by_deal, months_of_minimum(term))",
        "months_of_minimum(term)",
    ),
    Fault("a minimum takes currencies for each other", "over_time.py", "if of.currency != term.currency:", "if False:"),
    Fault("a true-up breaks the cap", "over_time.py", "missing, note = room,", "missing, note = missing,"),
    Fault("nothing is ever released", "statement.py", "released=_released(free, period, holds.on)", "released=ZERO"),
    Fault("held from the payment", "statement.py", "days_after(day or entry.date,", "days_after(entry.date,"),
    Fault("fees that are ahead are payable", "statement.py", "if held or entry.date > self.on", "if held"),
    Fault("a loss takes no volume away", "deal_by_deal.py", "else before + adds\n", "else before + max(adds, ZERO)\n"),
    Fault(
        "a loss takes back at the lowest rate",
        "tiers.py",
        "low, high = min(before, before + volume)",
        "low, high = min(ZERO, volume)",
    ),
    Fault(
        "a refund makes room in its own month",
        "deal_by_deal.py",
        "self.cap.use(record.day, taken)",
        "self.cap.use(day, taken)",
    ),
    Fault(
        "of equal deals the name decides",
        "deals.py",
        "for column in (*tie_breakers, amounts):",
        "for column in (names, amounts):",
    ),
    Fault(
        "more is taken back than was earned", "deal_by_deal.py", "min(abs(refund.amount), left)", "abs(refund.amount)"
    ),
    Fault(
        "another spelling is another customer",
        "../model/deal.py",
        '" ".join((account if account.isascii() else normalize("NFC", account)).casefold().split())',
        "account",
    ),
    Fault(
        "a fee after the end is due",
        "over_time.py",
        "if first <= min(until, term.last or date.max):",
        "if first <= until:",
    ),
    Fault(
        "a cap of last month is paid out by a new rate",
        "deal_by_deal.py",
        "- self._kept(record, record.full)",
        "- record.paid",
    ),
    Fault(
        "a lower rate takes back what was never paid",
        "deal_by_deal.py",
        "min(ZERO, self._kept(record, amount) - record.paid)",
        "gain",
    ),
    Fault(
        "what is released meets no minimum payout",
        "statement.py",
        "_effective_days(free) if term and term.hold_days else",
        "[] or",
    ),
    Fault(
        "an exchange is rounded twice",
        "postings.py",
        "return amount * self.multiply / self.divide",
        "return round(amount * self.multiply / self.divide, 40)",
    ),
    Fault(
        "of two minimums the first of the file counts",
        "ledger.py",
        "(not term.pays_by_deal, months_of_minimum(term))",
        "not term.pays_by_deal",
    ),
    Fault(
        "a new rate is payable before it is reached",
        "statement.py",
        "and key in first and days[place] <= on:",
        "and key in first:",
    ),
    Fault(
        "months count from the first purchase if the start is not known",
        "term_account.py",
        "(of_agreement and self.applied.starts is None)",
        "False",
    ),
    Fault(
        "units of what could not be priced are not counted",
        "deal_by_deal.py",
        "self._counts_unpriced(day, deal)",
        "pass",
    ),
    Fault("a minimum hears of later deals first", "deal_by_deal.py", "self._guarantee(posted, day)", "pass"),
    Fault("a minimum payout is no limit", "statement.py", "balance >= least", "balance >= 0"),
    Fault("what was carried forward is lost", "statement.py", "balance += sum(", "balance = sum("),
    Fault(
        "a re-rated deal is two lines",
        "statement.py",
        'elif kinds[place] == "rerated" and key in first and',
        "elif False and",
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
        tests = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *CASES]
        status = subprocess.run(tests, cwd=ROOT, env=environment, capture_output=True, check=False).returncode
    print(f"{'noticed' if status == 1 else 'UNNOTICED'}: {fault.what}", flush=True)
    return status == 1


if __name__ == "__main__":
    main()
