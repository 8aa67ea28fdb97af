"""Manuals of what is wrong in a deals file."""

from typing import Final

from partnerkit.findings.manual import Example, Manual

_HEADER: Final = "deal,account,date,amount,currency,refunds\n"
_GOOD: Final = f"{_HEADER}D-17,Northwind Retail,2026-03-03,4800.00,EUR,\n"
_PARTNERSHIP: Final = "name: Acme Analytics\ntype: integration\n"


def _deals(content: str, at: tuple[int, int] | None = None) -> Example:
    files = {"partnerkit.yaml": "currency: EUR\n", "acme.yaml": _PARTNERSHIP, "deals/acme.csv": content}
    return Example(files, at)


_SHARED: Final = """\
name: Acme Analytics
type: integration
agreement:
  status: signed
  revenue:
    - {model: revenue-share, rate: 20%, base: net, from: us, to: them}
"""
_ISSUED: Final = """\
{
  "partnership": "acme", "signed": true, "on": "2026-04-01",
  "period": {"from": "2026-03-01", "to": "2026-03-31"},
  "lines": [
    {"deal": "D-17", "customer": "Northwind Retail", "date": "2026-03-03", "term": "agreement.revenue[0]",
     "rule": "20% of net", "base": 4800, "rate": 20, "amount": 960, "currency": "EUR", "from": "us", "to": "them",
     "state": "payable", "until": null, "parts": []}
  ],
  "totals": [
    {"from": "us", "to": "them", "currency": "EUR", "amount": 960, "payable": 960, "held": 0, "brought_forward": 0,
     "carried_forward": 0, "released": 0}
  ],
  "not_priced": [], "nothing_due": [], "inputs": {"deals": null, "terms": "", "commit": null}
}
"""


def _issued(deals: str, at: tuple[int, int] | None = None) -> Example:
    files = {"partnerkit.yaml": "currency: EUR\n", "acme.yaml": _SHARED, "statements/acme-2026-03.json": _ISSUED}
    return Example({**files, "deals/acme.csv": deals}, at)


MANUALS: Final = (
    Manual(
        code="PK301",
        name="not-a-deals-file",
        severity="error",
        title="A deals file is a CSV file whose first line names its columns.",
        finds="Files in `deals/` that are empty, or whose quotes don't match.",
        hurts="Amounts owed are calculated from the deals. partnerkit doesn't calculate them from part of a file.",
        bad=_deals('deal,account,date,amount,currency\nD-17,"Northwind,2026-03-03,4800.00,EUR\n', (2, 1)),
        good=_deals(_GOOD),
    ),
    Manual(
        code="PK302",
        name="missing-column",
        severity="error",
        title="A column that every deals file needs is missing.",
        finds="Deals files without `deal`, `account`, `date`, `amount` or `currency`. If your columns have other "
        "titles, map them in `partnerkit.yaml`: `deals: {columns: {amount: Value}}`.",
        hurts="Without this column, partnerkit can't calculate anything from the file.",
        bad=_deals("deal,account,date,value,currency\nD-17,Northwind Retail,2026-03-03,4800.00,EUR\n", (1, 1)),
        good=_deals(_GOOD),
    ),
    Manual(
        code="PK303",
        name="wrong-cell",
        severity="error",
        title="A cell in a deals file doesn't fit its column.",
        finds="Amounts with spaces, currency signs or a decimal comma, dates that aren't written YYYY-MM-DD, words "
        "that aren't in a column's list, and empty cells that every row must fill.",
        hurts="`1,200` is twelve hundred in one country and one and a fifth in another. Someone would be paid the "
        "wrong amount. `1.200` can be read, and is only a warning, PK123.",
        bad=_deals(f"{_HEADER}D-17,Northwind Retail,03/03/2026,4800.00,EUR,\n", (2, 23)),
        good=_deals(_GOOD),
    ),
    Manual(
        code="PK304",
        name="repeated-deal",
        severity="error",
        title="Two rows in a deals file have the same name.",
        finds="Rows whose `deal` also names an earlier row. A refund is a row with its own name.",
        hurts="A deal that is listed twice is paid twice, and no one can tell which row a refund applies to.",
        bad=_deals(f"{_GOOD}D-17,Contoso Stores,2026-03-09,900.00,EUR,\n", (3, 1)),
        good=_deals(f"{_GOOD}D-18,Contoso Stores,2026-03-09,900.00,EUR,\n"),
    ),
    Manual(
        code="PK305",
        name="wrong-sign",
        severity="error",
        title="Only a refund is negative.",
        finds="Negative amounts in rows that don't name the deal they refund, and refunds that aren't negative.",
        hurts="If a refund doesn't name its deal, the commission paid on that deal can't be taken back.",
        bad=_deals(f"{_GOOD}R-1,Northwind Retail,2026-03-20,-800.00,EUR,\n", (3, 33)),
        good=_deals(f"{_GOOD}R-1,Northwind Retail,2026-03-20,-800.00,EUR,D-17\n"),
    ),
    Manual(
        code="PK306",
        name="issued-statement-changed",
        severity="error",
        title="An issued statement no longer matches the deals and the terms.",
        finds="Statements in `statements/` whose lines, customers or totals would be different today, because a deal, "
        "a term or an exchange rate of their period was edited; terms of their period that differ from those in the "
        "commit of the statement; statements of partnerships that no longer exist under that name; and files there "
        "that aren't statements. To correct a closed period, add a refund or correction with a later date. For new "
        "terms, set `valid_until` in the old term and `valid_from` in the new one. None of these change earlier "
        "periods.",
        hurts="The partner already has the issued statement. If the files say something else, no one can prove what "
        "was owed.",
        bad=_issued(_GOOD.replace("4800.00", "5000.00"), (2, 1)),
        good=_issued(f"{_GOOD}R-1,Northwind Retail,2026-04-20,-800.00,EUR,D-17\n"),
    ),
)
