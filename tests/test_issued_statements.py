"""Statements that were issued: written once, verified from their commit, and guarded against later edits."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import TODAY, Ask

PARTNERSHIP = """\
name: Acme
type: distribution
agreement:
  status: signed
  term: {starts: 2026-01-01}
  revenue:
    - {model: revenue-share, rate: 20%, base: net, from: us, to: them}
"""
HEADER = "deal,account,date,amount,currency,refunds\n"
DEALS = f"{HEADER}A,North,2026-01-10,1000,EUR,\nB,South,2026-02-10,500,EUR,\n"
ISSUE = ("statement", "acme", "--period", "2026-Q1", "--today", TODAY, "--issue")
ISSUED = "statements/acme-2026-Q1.json"


def _git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Mia", "-c", "user.email=mia@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def _commit(folder: Path) -> None:
    _git(folder, "add", ".")
    _git(folder, "commit", "--quiet", "-m", "Record")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "partnerkit.yaml").write_text("currency: EUR\n")
    (tmp_path / "acme.yaml").write_text(PARTNERSHIP)
    (tmp_path / "deals").mkdir()
    (tmp_path / "deals" / "acme.csv").write_text(DEALS)
    _git(tmp_path, "init", "--quiet")
    _commit(tmp_path)
    return tmp_path


@pytest.fixture
def issued(ask: Ask, workspace: Path) -> Path:
    assert ask(*ISSUE).status == 0
    return workspace


def _edit(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def _verified(ask: Ask, status: int) -> Any:
    answer = ask("statement", "--verify", ISSUED, "--format", "json")
    assert answer.status == status
    return json.loads(answer.out)


def _findings(ask: Ask) -> list[tuple[str, int, str]]:
    found = json.loads(ask("validate", "--format", "json").out)["findings"]
    assert {one["code"] for one in found} <= {"PK306"}
    return [(one["path"], one["line"], one["message"]) for one in found]


def test_an_issued_statement_is_the_answer_in_json_and_as_markdown(ask: Ask, workspace: Path) -> None:
    answer = ask(*ISSUE, "--format", "json")
    assert answer.err == "wrote statements/acme-2026-Q1.json\nwrote statements/acme-2026-Q1.md\n"
    assert (workspace / ISSUED).read_text() == answer.out
    assert json.loads(answer.out)["inputs"]["commit"]
    markdown = (workspace / "statements" / "acme-2026-Q1.md").read_text()
    assert "We owe Acme EUR 300: EUR 300 payable." in markdown


def test_an_issued_statement_is_not_overwritten_without_force(ask: Ask, issued: Path) -> None:
    refused = ask(*ISSUE)
    assert (refused.status, refused.err.splitlines()[0]) == (2, f"error: {ISSUED} exists")
    assert ask(*ISSUE, "--force").status == 0


@pytest.mark.parametrize("file", ["acme.yaml", "deals/acme.csv", "partnerkit.yaml"])
def test_nothing_is_issued_from_a_file_that_was_not_committed(ask: Ask, workspace: Path, file: str) -> None:
    _edit(workspace / file, "\n", " \n")
    refused = ask(*ISSUE)
    assert (refused.status, (workspace / "statements").exists()) == (2, False)
    assert refused.err.splitlines()[0] == f"error: {file} differs from the last commit, which the statement would name"


def test_a_checkout_with_other_line_endings_and_ids_is_what_was_recorded(ask: Ask, workspace: Path) -> None:
    (workspace / ".gitattributes").write_text("acme.yaml ident filter=evil\n")
    _edit(workspace / "acme.yaml", "name: Acme\n", "name: Acme  # $Id$\n")
    _commit(workspace)
    asked = (*ISSUE[:-1], "--format", "json")
    recorded = json.loads(ask(*asked).out)["inputs"]
    _git(workspace, "config", "core.autocrlf", "true")
    _git(workspace, "rm", "--quiet", "--cached", "-r", ".")
    _git(workspace, "reset", "--quiet", "--hard")
    _git(workspace, "config", "filter.evil.clean", f"touch '{workspace}/ran'; cat")
    text = (workspace / "acme.yaml").read_bytes()
    assert (b"$Id: " in text, b"\r\n" in text, (workspace / "deals" / "acme.csv").read_bytes().count(b"\r\n")) == (
        1,
        1,
        3,
    )
    assert (json.loads(ask(*asked).out)["inputs"], recorded["commit"] is None) == (recorded, False)
    assert ask(*ISSUE).status == 0
    assert _verified(ask, 0)["differences"] == []
    assert not (workspace / "ran").exists()


def test_nothing_is_issued_when_the_committed_deals_are_gone(ask: Ask, workspace: Path) -> None:
    (workspace / "deals" / "acme.csv").unlink()
    assert "deals/acme.csv differs from the last commit" in ask(*ISSUE).err


def test_nothing_is_issued_outside_a_repository(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(PARTNERSHIP)
    (tmp_path / "partnerkit.yaml").touch()
    refused = ask(*ISSUE)
    assert (refused.status, (tmp_path / "statements").exists()) == (2, False)
    assert "nothing has been committed here" in refused.err


def test_nothing_is_issued_from_deals_that_are_elsewhere(ask: Ask, workspace: Path) -> None:
    (workspace / "other.csv").write_text(DEALS)
    assert "a statement is issued from deals/acme.csv" in ask(*ISSUE, "--deals", "other.csv").err
    assert ask(*ISSUE, "--deals", "deals/acme.csv").status == 0


def test_a_statement_of_a_period_that_is_not_over_says_so(ask: Ask, workspace: Path) -> None:
    answer = ask("statement", "acme", "--period", "2026", "--today", TODAY, "--issue")
    assert answer.status == 0
    assert "hint: the period ends on 2026-12-31" in answer.err


def test_issued_statements_and_deals_are_not_partnerships(ask: Ask, issued: Path) -> None:
    assert ask("validate").err == "1 file checked, valid.\n"


def test_a_statement_is_verified_from_its_commit_whatever_the_files_say_today(ask: Ask, issued: Path) -> None:
    _edit(issued / "deals" / "acme.csv", "1000", "9000")
    _edit(issued / "acme.yaml", "20%", "30%")
    _commit(issued)
    assert _verified(ask, 0)["differences"] == []


def test_a_statement_is_verified_from_any_folder(
    ask: Ask, issued: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert ask("statement", "--verify", issued / ISSUED, cwd=elsewhere).status == 0


def test_verifying_names_every_line_that_differs(ask: Ask, issued: Path) -> None:
    document = json.loads((issued / ISSUED).read_text())
    document["lines"][0]["amount"] = 250
    del document["lines"][1]
    document["lines"].append({**document["lines"][0], "deal": "C"})
    document["totals"][0]["payable"] = 350
    document["inputs"]["deals"] = "0"
    (issued / ISSUED).write_text(json.dumps(document))
    found = _verified(ask, 1)["differences"]
    named = [(one["line"], one["value"], one["issued"], one["derived"]) for one in found]
    assert named == [
        ("A, agreement.revenue[0]", "amount", 250, 200),
        ("C, agreement.revenue[0]", None, 250, None),
        ("total from us to them in EUR", "payable", 350, 300),
        ("inputs", "deals", "0", found[3]["derived"]),
        ("B, agreement.revenue[0]", None, None, 100),
    ]


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"partnership": "acme"}', "[" * 100_000])
def test_a_file_that_is_not_a_statement_is_refused_and_found(ask: Ask, issued: Path, content: str) -> None:
    (issued / ISSUED).write_text(content)
    message = "this is not a statement written by `statement --issue`"
    answer = ask("statement", "--verify", ISSUED)
    assert (answer.status, answer.err) == (1, f"error: {ISSUED}: {message}\n")
    assert _findings(ask) == [(ISSUED, 1, message)]


@pytest.mark.parametrize(
    ("key", "value"),
    [("amount", "1E+99999999"), ("amount", "1E+99999999999999999999"), ("term", f'"agreement.revenue[{"9" * 5000}]"')],
)
def test_odd_values_in_an_issued_statement_are_findings(ask: Ask, issued: Path, key: str, value: str) -> None:
    text = (issued / ISSUED).read_text()
    before = json.dumps(json.loads(text)["lines"][0][key])
    (issued / ISSUED).write_text(text.replace(f'"{key}": {before}', f'"{key}": {value}').replace('"A"', '"X"'))
    assert len(_findings(ask)) == 1


def test_a_statement_without_a_commit_or_of_an_unknown_one_cannot_be_verified(ask: Ask, issued: Path) -> None:
    document = json.loads((issued / ISSUED).read_text())
    document["inputs"]["commit"] = None
    (issued / ISSUED).write_text(json.dumps(document))
    assert "was not issued as of a commit" in ask("statement", "--verify", ISSUED).err
    document["inputs"]["commit"] = "0" * 40
    (issued / ISSUED).write_text(json.dumps(document))
    assert "is not a revision of" in ask("statement", "--verify", ISSUED).err


def test_verifying_takes_nothing_but_the_file(ask: Ask, issued: Path) -> None:
    assert ask("statement", "acme", "--verify", ISSUED).status == 2
    assert ask("statement", "acme").status == 2


def test_an_edited_deal_of_an_issued_period_is_found_in_its_row(ask: Ask, issued: Path) -> None:
    _edit(issued / "deals" / "acme.csv", "500", "600")
    message = "the statement for 2026-Q1 was issued with EUR 100 for B, which is now EUR 120"
    assert _findings(ask) == [("deals/acme.csv", 3, message)]
    answer = ask("validate")
    assert (answer.status, answer.err.splitlines()[-1]) == (1, "1 file checked, 1 error.")


def test_a_deal_that_was_removed_from_or_added_to_an_issued_period_is_found(ask: Ask, issued: Path) -> None:
    (issued / "deals" / "acme.csv").write_text(f"{HEADER}A,North,2026-01-10,1000,EUR,\nC,West,2026-03-01,10,EUR,\n")
    message = "the statement for 2026-Q1 was issued with EUR 100 for B, which is now nothing"
    assert _findings(ask) == [("deals/acme.csv", 1, f"{message}, and 1 more line changed")]


def test_an_edited_term_of_an_issued_period_is_found(ask: Ask, issued: Path) -> None:
    _edit(issued / "acme.yaml", "20%", "25%")
    [(path, _, message)] = _findings(ask)
    assert path == "deals/acme.csv"
    assert message.endswith("EUR 200 for A, which is now EUR 250, and 1 more line changed")


def test_an_edited_fee_of_an_issued_period_is_found_at_its_term(ask: Ask, workspace: Path) -> None:
    fee = "    - {model: fixed-fee, amount: 90, every: quarter, from: us, to: them}\n"
    (workspace / "acme.yaml").write_text(PARTNERSHIP + fee)
    _commit(workspace)
    assert ask(*ISSUE).status == 0
    _edit(workspace / "acme.yaml", "90", "80")
    assert [(path, line) for path, line, _ in _findings(ask)] == [("acme.yaml", 8)]


def test_a_dated_correction_and_new_terms_change_no_issued_statement(ask: Ask, issued: Path) -> None:
    with (issued / "deals" / "acme.csv").open("a") as deals:
        deals.write("R,North,2026-04-03,-1000,EUR,A\nC,West,2026-04-03,10,EUR,\n")
    terms = "    - {model: revenue-share, rate: 25%, base: net, valid_from: 2026-04-01, from: us, to: them}\n"
    text = PARTNERSHIP.replace("20%, base: net", "20%, base: net, valid_until: 2026-03-31")
    (issued / "acme.yaml").write_text(text.replace("  revenue:\n", f"  revenue:\n{terms}"))
    assert _findings(ask) == []


SHARE = "{model: revenue-share, rate: 20%, base: net, from: us, to: them}"


def _issue_with(ask: Ask, workspace: Path, terms: str) -> None:
    _edit(workspace / "acme.yaml", SHARE, terms)
    _commit(workspace)
    assert ask(*ISSUE).status == 0


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("hold_days: 30", "hold_days: 120", "EUR 200 payable for A, which is now EUR 200 held until 2026-05-10"),
        (
            "minimum_payout: 50",
            "minimum_payout: 500",
            "EUR 300 payable for the total from us to them, which is now EUR 300 carried forward",
        ),
        ("clawback_days: 90", "clawback_days: 30", "`clawback_days: 90` for agreement.revenue[0], which is now"),
        ("rounding: half-up", "rounding: half-even", "`rounding: half-up` for agreement.revenue[0], which is now"),
        ("clawback_days: 90, ", "", "`clawback_days: 90` for agreement.revenue[0], which is now no `clawback_days`"),
    ],
)
def test_every_edit_of_a_term_of_an_issued_period_is_found(
    ask: Ask, workspace: Path, before: str, after: str, said: str
) -> None:
    first = before if before.endswith(", ") else f"{before}, "
    _issue_with(ask, workspace, SHARE.replace("{", f"{{{first}"))
    assert _findings(ask) == []
    _edit(workspace / "acme.yaml", before, after)
    [(_, _, message)] = _findings(ask)
    assert said in message


def test_a_term_that_was_added_to_an_issued_period_is_found_even_if_it_pays_nothing_there(
    ask: Ask, issued: Path
) -> None:
    _edit(issued / "acme.yaml", SHARE, f"{SHARE}\n    - {{model: referral-fee, rate: 0%, base: net, from: us}}")
    _edit(issued / "acme.yaml", "rate: 0%", "rate: 5%, valid_from: 2026-03-31")
    message = "the statement for 2026-Q1 was issued with no term for agreement.revenue[1], which is now a term"
    assert _findings(ask) == [("acme.yaml", 8, message)]


def test_another_customer_of_a_deal_of_an_issued_period_is_found(ask: Ask, issued: Path) -> None:
    _edit(issued / "deals" / "acme.csv", "South", "West")
    message = "the statement for 2026-Q1 was issued with EUR 100 of South for B, which is now EUR 100 of West"
    assert _findings(ask) == [("deals/acme.csv", 3, message)]


def test_what_is_said_to_have_changed_is_what_differs(ask: Ask, workspace: Path) -> None:
    _issue_with(ask, workspace, "{model: referral-fee, amount: 50, from: us}")
    _edit(workspace / "deals" / "acme.csv", "1000", "1200")
    [(_, _, message)] = _findings(ask)
    assert "EUR 50 on a base of 1,000 for A, which is now EUR 50 on a base of 1,200" in message


def test_a_deal_that_could_not_be_priced_is_found_when_it_is_gone(ask: Ask, issued: Path) -> None:
    unpriced = f"{DEALS}C,West,2026-03-10,10,USD,\n"
    (issued / "deals" / "acme.csv").write_text(unpriced)
    _commit(issued)
    assert ask(*ISSUE, "--force").status == 0
    assert _findings(ask) == []
    (issued / "deals" / "acme.csv").write_text(DEALS)
    [(_, _, message)] = _findings(ask)
    assert "an amount that could not be priced for C, which is now no longer in it" in message


@pytest.mark.parametrize(("paid", "status"), [("2026-04-20", 0), ("2026-03-20", 1)])
def test_an_invoice_that_is_paid_after_the_period_changes_no_issued_statement(
    ask: Ask, workspace: Path, paid: str, status: int
) -> None:
    _edit(workspace / "acme.yaml", "base: net", "base: settled")
    deals = workspace / "deals" / "acme.csv"
    deals.write_text(
        "deal,account,date,amount,currency,paid\nA,North,2026-01-10,1000,EUR,\nB,South,2026-02-10,5,EUR,2026-03-01\n"
    )
    _commit(workspace)
    assert ask(*ISSUE).status == 0
    _edit(deals, "1000,EUR,", f"1000,EUR,{paid}")
    assert ask("validate").status == status


def test_a_renamed_partnership_does_not_leave_its_statements_behind(ask: Ask, issued: Path) -> None:
    for folder, ending in (("", ".yaml"), ("deals/", ".csv")):
        (issued / f"{folder}acme{ending}").rename(issued / f"{folder}peak{ending}")
    message = "this was issued to `acme`, and no partnership has this name"
    assert _findings(ask) == [(ISSUED, 1, message)]
    (issued / "west.yaml").write_text("name: West\n")
    assert message in ask("validate").out
    (issued / "west.yaml").write_text("name: West\ntype: integration\n")
    assert ask("validate", "west.yaml").status == 0
    (issued / ISSUED).rename(issued / "statements" / "peak-2026-Q1.json")
    assert _findings(ask) == []
    _edit(issued / "peak.yaml", "rate: 20%", "clawback_days: 9, rate: 20%")
    assert len(_findings(ask)) == 1


@pytest.mark.parametrize(
    "edited",
    [
        "{to: them, base: net, rate: 20%, of: revenue of the first year, model: revenue-share}",
        SHARE.replace("}", ", valid_from: 2026-01-01, valid_until: 2026-03-31}")
        + "\n    - {model: referral-fee, amount: 9, from: us, valid_from: 2026-04-01}",
        "{model: referral-fee, amount: 9, from: us, valid_from: 2026-04-01}\n    - " + SHARE,
    ],
)
def test_terms_that_come_to_the_same_in_an_issued_period_are_no_finding(ask: Ask, issued: Path, edited: str) -> None:
    _edit(issued / "acme.yaml", SHARE, edited)
    assert _findings(ask) == []


def test_without_its_commit_a_statement_is_still_compared_line_by_line(ask: Ask, issued: Path) -> None:
    _edit(issued / ISSUED, json.loads((issued / ISSUED).read_text())["inputs"]["commit"], "f" * 40)
    assert _findings(ask) == []
    _edit(issued / "acme.yaml", "20%", "25%")
    assert len(_findings(ask)) == 1


def test_the_parts_of_a_line_that_differ_are_shown_as_in_the_statement(ask: Ask, workspace: Path) -> None:
    tiers = "tiers: [{above: 0, rate: 10%}, {above: 800, rate: 20%}]"
    _issue_with(ask, workspace, f"{{model: tiered, base: net, counts: deal, {tiers}, from: us}}")
    document = json.loads((workspace / ISSUED).read_text())
    document["lines"][0]["parts"][0]["base"] = 700
    (workspace / ISSUED).write_text(json.dumps(document))
    said = ask("statement", "--verify", ISSUED, "--format", "markdown").out
    assert "| 700 (volume 800) at 10% (0 to 800); 200 at 20% (above 800) |" in said
    assert "| 800 at 10% (0 to 800); 200 at 20% (above 800) |" in said
