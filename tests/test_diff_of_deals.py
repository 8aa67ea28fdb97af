"""What changed in the deals of a partnership, what they pay, and which issued statements cover them."""

import json
import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Ask, examples
from partnerkit.changes.change import ListItem
from partnerkit.changes.deals import deal_changes, row_of
from partnerkit.model.deal import Deal
from test_diff import Repo, acme, repo, visible

__all__ = ["repo"]  # the fixture

DEALS = """\
deal,account,date,amount,currency,customer
A-1,Contoso,2026-01-20,10000.00,EUR,
A-2,Fabrikam,2026-02-03,8000,EUR,Fabrikam Foods
A-3,Tailspin,2026-03-20,5000,EUR,
"""


def record(repo: Repo, text: str, name: str = "acme") -> None:
    """Write a deals file."""
    (repo.folder / "deals").mkdir(exist_ok=True)
    (repo.folder / "deals" / f"{name}.csv").write_text(text, encoding="utf-8")


@pytest.fixture
def paid(repo: Repo, ask: Ask) -> Repo:
    """Return a repository with deals and a statement that was issued for January."""
    record(repo, DEALS)
    repo.commit()
    issued = ask("statement", "acme", "--period", "2026-01", "--issue", "--today", "2026-02-05", cwd=repo.folder)
    assert issued.status == 0, issued.err
    repo.commit()
    return repo


def changes(found: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    """Return each change with its class, in words, and what follows from it."""
    [one] = found["partnerships"]
    return [(each["class"], each["text"], [c["text"] for c in each["consequences"]]) for each in one["changes"]]


TO_ACME = "(us to Acme Analytics)"
COVERED = "the statement issued for 2026-01 covers it"
NOT_COVERED = "no issued statement covers it yet"


def test_a_deal_that_changed_is_named_with_what_it_pays_and_the_statement_that_covers_it(paid: Repo) -> None:
    record(paid, DEALS.replace("10000.00", "12000").replace("8000", "7000"))
    found = paid.diff("HEAD")
    together = f"the deals on record pay EUR 200.00 more {TO_ACME}"
    assert changes(found) == [
        (
            "commercial",
            "amount of deal A-1 (Contoso) changed from 10,000 to 12,000",
            [f"pays EUR 2,400.00 instead of EUR 2,000.00 {TO_ACME}; {COVERED}", together],
        ),
        (
            "commercial",
            "amount of deal A-2 (Fabrikam Foods) changed from 8,000 to 7,000",
            [f"pays EUR 1,400.00 instead of EUR 1,600.00 {TO_ACME}; {NOT_COVERED}", together],
        ),
    ]
    first = found["partnerships"][0]["changes"][0]
    assert {key: first[key] for key in ("path", "key", "item", "class", "kind", "old", "new")} == {
        "path": "deals[A-1].amount",
        "key": "deals.amount",
        "item": "A-1",
        "class": "commercial",
        "kind": "changed",
        "old": 10000,
        "new": 12000,
    }
    assert first["consequences"][0]["statements"] == ["2026-01"]
    assert (first["consequences"][0]["old"], first["consequences"][0]["change"]) == (2000, 400)


def test_added_removed_and_renamed_deals_are_each_named(paid: Repo) -> None:
    text = DEALS.replace("A-1,", "A-1b,")
    record(paid, text.replace("A-3,Tailspin,2026-03-20,5000,EUR,", "A-4,Wingtip,2026-04-01,100,USD,"))
    together = f"the deals on record pay EUR 1,000.00 less {TO_ACME}"
    assert changes(paid.diff("HEAD")) == [
        (
            "commercial",
            "deal A-1b (Contoso) was called A-1",
            [f"still pays EUR 2,000.00 {TO_ACME}; {COVERED}", together],
        ),
        (
            "commercial",
            "deal A-4 (Wingtip) added: USD 100 on 2026-04-01",
            [f"not priced: there is no exchange rate from USD to EUR on or before 2026-04-01; {NOT_COVERED}", together],
        ),
        (
            "commercial",
            "deal A-3 (Tailspin) removed: EUR 5,000 on 2026-03-20",
            [f"no longer pays EUR 1,000.00 {TO_ACME}; {NOT_COVERED}", together],
        ),
    ]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("A-4,Wingtip,2026-12-01,100,EUR,,", "pays nothing yet: it is dated after 2026-04-10"),
        ("A-4,Wingtip,,,EUR,,registered", "pays nothing: it is not won"),
        ("A-4,Wingtip,2026-04-02,100,EUR,,", "pays EUR 20.00 (us to Acme Analytics)"),
    ],
)
def test_a_new_deal_that_pays_nothing_says_why(repo: Repo, row: str, text: str) -> None:
    record(repo, "deal,account,date,amount,currency,customer,status\n")
    repo.commit()
    record(repo, f"deal,account,date,amount,currency,customer,status\n{row}\n")
    [(_, _, follows)] = changes(repo.diff("HEAD"))
    assert follows == [text]


def test_another_order_of_rows_and_columns_is_no_change(paid: Repo) -> None:
    header, *rows = DEALS.splitlines()
    lines = [";".join(line.split(",")[::-1]) for line in (header, *reversed(rows))]
    record(paid, "\r\n".join(lines).replace("8000", "8000.00"))
    found = paid.diff("HEAD")
    assert (found["partnerships"], found["not_compared"], found["unchanged"]) == ([], [], 2)


def test_deals_stop_at_the_gate_and_are_in_the_first_line_of_the_comment(paid: Repo) -> None:
    record(paid, DEALS.replace("10000.00", "12000"))
    answer = paid.ask("HEAD", "--fail-on", "commercial", "--format", "markdown")
    assert answer.status == 1
    assert answer.out.splitlines()[0] == (
        "**Stopped: 1 change that no amendment covers.** Deal A-1 pays EUR 2,400.00 instead of EUR 2,000.00 "
        f"{TO_ACME}; {COVERED}. 1 commercial change in acme."
    )


def test_a_new_deal_passes_under_the_agreement_unless_an_issued_statement_covers_its_period(paid: Repo) -> None:
    record(paid, DEALS + "A-4,Proseware,2026-03-28,1000,EUR,\n")
    passed = paid.ask("HEAD", "--fail-on", "commercial", "--format", "markdown")
    assert passed.status == 0
    assert passed.out.startswith("**May pass: the agreement on record in acme covers what was changed.**")
    record(paid, DEALS + "A-4,Proseware,2026-01-28,1000,EUR,\n")
    assert paid.ask("HEAD", "--fail-on", "commercial").status == 1


def test_many_deals_are_one_row_of_the_comment_and_a_fold(paid: Repo) -> None:
    more = "".join(f"B-{number},Shop {number},2026-03-{number + 1:02},100,EUR,\n" for number in range(20))
    record(paid, DEALS.replace("10000.00", "9000") + more)
    comment = paid.ask("HEAD", "--format", "markdown").out
    [row] = [line for line in visible(comment) if line.startswith("| acme")]
    paid_in_all = f"the deals on record pay EUR 200.00 more {TO_ACME}"
    covered = "the statement issued for 2026-01 covers 1"
    assert row == f"| acme | deals | – | 1 changed, 20 added | {paid_in_all}; {covered} |"
    assert "<details><summary>21 changes of deals</summary>" in comment


def test_a_comment_stays_short_with_everything_in_it(paid: Repo) -> None:
    plan = ", ".join(f"{{id: item-{number}, title: Do it}}" for number in range(12))
    rest = "plan: [{id: training, title: Train their sales, due: 2026-04-24}]"
    paid.write(acme=acme(why="Better together").replace(rest, f"plan: [{plan}]"), globex="name: [\n")
    record(paid, DEALS + "".join(f"B-{number},Shop {number},2026-03-09,100,EUR,\n" for number in range(20)))
    file = paid.folder / "partnerkit.yaml"
    file.write_text(file.read_text() + "fiscal_year: 4\n")
    lines = visible(paid.ask("HEAD", "--format", "markdown").out)
    assert len(lines) == 15
    summaries = [line for line in lines if line.startswith("<details>")]
    assert "<summary>6 more changes and 20 changes of deals</summary>" in summaries[0]
    assert len(summaries) == 4


def test_a_deals_file_that_cannot_be_read_is_not_compared_and_the_rest_is(paid: Repo) -> None:
    record(paid, DEALS.replace("8000", "lots"))
    paid.write(acme=acme(stage="renew"))
    answer = paid.ask("HEAD", "--format", "json")
    found = json.loads(answer.out)
    assert (answer.status, found["unchanged"]) == (1, 1)
    assert [change["path"] for change in found["partnerships"][0]["changes"]] == ["stage"]
    [one] = found["not_compared"]
    assert (one["partnership"], one["version"]) == ("acme", "to")
    assert "acme.csv:3:" in one["reason"]
    paid.commit()
    # What was as wrong before is no change.
    paid.write(acme=acme(stage="exit"))
    assert paid.ask("HEAD").status == 0
    record(paid, DEALS)
    [one] = paid.diff("HEAD")["not_compared"]
    assert one["version"] == "from"


@pytest.mark.parametrize(
    ("line", "not_compared"), [("fiscal_year: 4", []), ("deals: {columns: {customer: Buyer}}", ["acme"])]
)
def test_a_deals_file_that_is_broken_in_both_versions_is_unchanged_only_if_its_columns_are_called_the_same(
    paid: Repo, line: str, not_compared: list[str]
) -> None:
    record(paid, DEALS.replace("8000", "lots"))
    paid.commit()
    file = paid.folder / "partnerkit.yaml"
    file.write_text(f"{file.read_text()}{line}\n")
    found = paid.diff("HEAD")
    assert [one["partnership"] for one in found["not_compared"]] == not_compared
    assert (found["partnerships"], found["unchanged"]) == ([], 2 - len(not_compared))


def test_deals_follow_a_partnership_that_is_renamed_and_make_a_new_one_commercial(paid: Repo) -> None:
    paid.git("mv", "partners/acme.yaml", "partners/acme-analytics.yaml")
    paid.git("mv", "deals/acme.csv", "deals/acme-analytics.csv")
    paid.write(fjord="name: Fjord\ntype: alliance\n")
    record(paid, DEALS, "fjord")
    found = {one["partnership"]: one for one in paid.diff("HEAD")["partnerships"]}
    assert found["acme-analytics"]["changes"] == []
    [new] = found["fjord"]["changes"]
    assert (new["class"], new["text"]) == ("commercial", "partnership added: Fjord, alliance, 3 deals")


def test_a_deals_file_is_a_name_for_its_partnership(paid: Repo) -> None:
    record(paid, DEALS.replace("10000.00", "12000"))
    paid.write(globex="name: Globex\ntype: alliance\n")
    for word in ("deals/acme.csv", "deals", "acme", "partners/acme.yaml"):
        [one] = paid.diff("HEAD", word)["partnerships"]
        assert one["partnership"] == "acme", word


def test_columns_that_are_mapped_otherwise_hold_other_deals(repo: Repo) -> None:
    record(repo, "deal,account,date,amount,currency,net\nA-1,Contoso,2026-01-12,120,EUR,100\n")
    repo.commit()
    file = repo.folder / "partnerkit.yaml"
    file.write_text(file.read_text() + "deals: {columns: {amount: net}}\n")
    [change] = repo.diff("HEAD")["partnerships"][0]["changes"]
    assert (change["path"], change["old"], change["new"]) == ("deals[A-1].amount", 120, 100)


@st.composite
def _files(draw: st.DrawFn) -> list[Deal]:
    """Draw the rows of a deals file, from few values so that two files have much in common."""
    names = draw(st.lists(st.sampled_from([f"D-{number}" for number in range(8)]), unique=True, max_size=6))
    return [
        Deal(
            name,
            draw(st.sampled_from(["Contoso", "Fabrikam"])),
            draw(st.sampled_from([date(2026, 1, 5), date(2026, 2, 5), None])),
            draw(st.sampled_from([Decimal(100), Decimal("100.50")])),
            "EUR",
            row=draw(st.integers(2, 99)),
            customer=draw(st.sampled_from([None, "Contoso"])),
            status=draw(st.sampled_from([None, "won", "lost"])),
        )
        for name in names
    ]


@given(_files(), _files(), st.randoms(use_true_random=False))
@examples(10_000, few=25)
def test_the_laws_of_comparison_are_true_of_deals(a: list[Deal], b: list[Deal], chance: random.Random) -> None:
    there, back = deal_changes(a, b), deal_changes(b, a)
    assert deal_changes(a, a) == deal_changes(a, chance.sample(a, len(a))) == []
    assert sorted(change.change for change in there) == sorted(change.change for change in back)
    assert deal_changes(chance.sample(a, len(a)), chance.sample(b, len(b))) == there
    rows = {deal.deal: row_of(deal) for deal in a}
    for change in there:
        item, *key = change.place[1:]
        assert isinstance(item, ListItem)
        name = item.identity[0][1]
        if change.kind == "renamed":
            rows[name] |= change.new
        elif not key and change.kind == "removed":
            del rows[name]
        elif not key:
            rows[name] = change.new
        else:
            row = rows[name] | {str(key[0]): change.new}
            rows[name] = {at: value for at, value in row.items() if value is not None}
    assert {row["deal"]: row for row in rows.values()} == {deal.deal: row_of(deal) for deal in b}
