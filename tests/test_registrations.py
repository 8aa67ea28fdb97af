"""Registered deals, each case worked out by hand beside its rows."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Ask

TODAY = "2026-04-10"
HEADER = "deal,account,date,amount,currency,status,registered,protected_until,by,motion,product,with\n"

ACME = """\
name: Acme Analytics
type: distribution
stage: grow
owner: dana
people:
  dana: {name: Dana Lee, side: us}
  jo: {name: Jo Park, side: them}
"""


def _put(folder: Path, **deals: str) -> None:
    (folder / "partnerkit.yaml").write_text("currency: EUR\n")
    (folder / "deals").mkdir()
    for stem, rows in deals.items():
        (folder / f"{stem}.yaml").write_text(ACME.replace("Acme Analytics", stem.capitalize()))
        (folder / "deals" / f"{stem}.csv").write_text(HEADER + rows)


def _asked(ask: Ask, command: str, *options: str) -> Any:
    return json.loads(ask(command, *options, "--today", TODAY, "--format", "json").out)


def _states(ask: Ask) -> dict[str, str]:
    return {deal["deal"]: deal["state"] for deal in _asked(ask, "show", "acme")["registrations"]["deals"]}


def test_a_protection_lasts_through_its_last_day_and_then_lapses(ask: Ask, tmp_path: Path) -> None:
    _put(
        tmp_path,
        acme="""\
A-1,Contoso,,900,EUR,approved,2026-01-10,2026-04-10,jo,sourced,,
A-2,Fabrikam,,800,EUR,approved,2026-01-09,2026-04-09,jo,sourced,,
A-3,Tailspin,,700,EUR,registered,2026-04-01,,jo,influenced,,
A-4,Wingtip,2026-03-01,600,EUR,won,2026-02-01,2026-05-01,jo,sourced,,
A-5,Adatum,,500,EUR,expired,2025-12-01,2026-03-01,jo,sourced,,
A-6,Litware,,400,EUR,rejected,2026-03-01,,jo,sourced,,
A-7,Proseware,,300,EUR,registered,2026-04-11,,jo,sourced,,
A-9,Humongous,,,EUR,registered,2026-04-10,,jo,sourced,,
A-8,Northwind,2026-02-01,200,EUR,,,,,,,
""",
    )
    # A-7 is registered tomorrow, so no one knows of it today; A-8 was sold without having been registered.
    assert _states(ask) == {
        "A-1": "approved",
        "A-2": "lapsed",
        "A-3": "registered",
        "A-4": "won",
        "A-5": "expired",
        "A-6": "rejected",
        "A-9": "registered",
    }
    # 900 is sourced and open beside a deal without an amount, and 700 influenced and open. What has lapsed is in none,
    # and the two are never added up.
    assert _asked(ask, "show", "acme")["registrations"]["open"] == [
        {"motion": "sourced", "currency": "EUR", "amount": 900, "deals": 2, "unknown": 1},
        {"motion": "influenced", "currency": "EUR", "amount": 700, "deals": 1, "unknown": 0},
    ]


def test_what_expires_and_what_waits_for_an_answer_is_due(ask: Ask, tmp_path: Path) -> None:
    _put(
        tmp_path,
        acme="""\
A-1,Contoso,,900,EUR,approved,2026-01-10,2026-04-18,jo,,,
A-2,Fabrikam,,800,EUR,approved,2026-01-09,2026-04-09,dana,,,
A-3,Tailspin,,700,EUR,registered,2026-04-01,,jo,,,
A-4,Wingtip,2026-03-01,600,EUR,won,2026-02-01,2026-05-01,jo,,,
""",
    )
    found = _asked(ask, "due", "--kind", "registration", "--within", "14d")["entries"]
    # April 18 is a Saturday: a protection doesn't last longer for that, so the day stays.
    assert [(one["what"], one["date"], one["days_left"], one["person"], one["partner_owner"]) for one in found] == [
        ("Close or extend deal A-2 (Fabrikam)", "2026-04-09", -1, "dana", None),
        ("Close or extend deal A-1 (Contoso)", "2026-04-18", 8, "dana", "jo"),
        ("Approve or reject deal A-3 (Tailspin)", None, None, "dana", "jo"),
    ]


LATER = "A-1,Contoso Stores,,900,EUR,registered,2026-03-20,,jo,,,\n"
FIRST = "G-1,CONTOSO  stores,,950,EUR,approved,2026-03-02,2026-08-31,jo,,,\n"


def _contested(ask: Ask, *options: str) -> list[tuple[str, str]]:
    findings = _asked(ask, "lint", "--select", "PK285", *options)["findings"]
    return [(Path(one["path"]).name, one["message"]) for one in findings]


def test_an_account_of_two_partners_is_found_in_the_row_that_came_later(ask: Ask, tmp_path: Path) -> None:
    _put(tmp_path, acme=LATER, globex=FIRST)
    message = "A-1: Contoso Stores: globex registered the account on 2026-03-02 (G-1), before this one"
    assert _contested(ask) == [("acme.csv", message)]
    # Whoever asks about the first one alone learns of it too.
    assert _contested(ask, "globex") == [
        ("globex.csv", "G-1: CONTOSO  stores: acme registered the account on 2026-03-20 (A-1), after this one")
    ]
    assert _asked(ask, "show", "acme")["registrations"]["deals"][0]["rivals"] == [
        message.removeprefix("A-1: Contoso Stores: ")
    ]


@pytest.mark.parametrize(
    ("later", "first"),
    [
        # They sell it together.
        (LATER.replace(",,,\n", ",,,globex\n"), FIRST),
        # Different products.
        (LATER.replace(",,,\n", ",,Hosting,\n"), FIRST.replace(",,,\n", ",,Payroll,\n")),
        # The first one was given up, or its protection is over.
        (LATER, FIRST.replace("approved", "expired")),
        (LATER, FIRST.replace("2026-08-31", "2026-03-15")),
        # Sold before it was registered: a customer may be won again.
        (LATER, "G-1,Contoso Stores,2026-03-19,950,EUR,won,,,,,,\n"),
    ],
)
def test_no_account_is_contested_where_only_one_partner_has_it(
    ask: Ask, tmp_path: Path, later: str, first: str
) -> None:
    _put(tmp_path, acme=later, globex=first)
    assert _contested(ask) == []


def test_a_sale_by_another_partner_while_an_account_is_registered_is_found(ask: Ask, tmp_path: Path) -> None:
    _put(tmp_path, acme=LATER, globex="G-1,Contoso Stores,2026-03-21,950,EUR,won,,,,,,\n")
    assert _contested(ask) == [("acme.csv", "A-1: Contoso Stores: globex sold to the account on 2026-03-21 (G-1)")]


def test_who_was_first_is_open_without_both_days(ask: Ask, tmp_path: Path) -> None:
    _put(tmp_path, acme=LATER.replace("2026-03-20", ""), globex=FIRST)
    [(_, message)] = _contested(ask)
    assert message.endswith("without both dates, it's not known who was first")


def test_a_broken_deals_file_is_listed_and_the_rest_is_answered(ask: Ask, tmp_path: Path) -> None:
    _put(tmp_path, acme="A-1,Contoso,,900,EUR,approved,2026-01-10,2026-04-12,jo,,,\n", globex="G-1,,,,,,,,,,,\n")
    answer = ask("due", "--kind", "registration", "--within", "14d", "--today", TODAY)
    assert answer.status == 1
    assert "deals/globex.csv:2:" in answer.err
    assert "Contoso" in answer.out
