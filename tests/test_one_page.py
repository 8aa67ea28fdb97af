"""The page of one partnership, and the reason for it."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, TODAY, Ask

PARTNERS = PORTFOLIO / "partners"
ACME = PARTNERS / "acme.yaml"
FORMATS = ("terminal", "markdown", "html", "csv", "json")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("command", ["why", "show"])
def test_one_partnership_is_told_in_every_format(ask: Ask, snapshot: Any, command: str, format: str) -> None:
    answer = ask(
        command, "examples/portfolio/partners/acme.yaml", "--today", TODAY, "--format", format, cwd=PORTFOLIO.parents[1]
    )
    assert (answer.status, bool(answer.err)) == (0, (command, format) == ("show", "csv"))  # which table it is
    assert answer.out == snapshot


@pytest.mark.parametrize("path", sorted(PARTNERS.glob("*.yaml")), ids=lambda path: path.stem)
@pytest.mark.parametrize("command", ["why", "show"])
def test_every_example_fits_on_a_narrow_terminal(ask: Ask, command: str, path: Path) -> None:
    answer = ask(command, path, "--today", TODAY)
    assert (answer.status, answer.err) == (0, "")
    assert max(len(line) for line in answer.out.splitlines()) <= 80


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("command", ["why", "show"])
def test_a_name_and_a_type_are_a_page_too(ask: Ask, command: str, format: str) -> None:
    answer = ask(command, PARTNERS / "globex.yaml", "--today", TODAY, "--format", format)
    assert (answer.status, bool(answer.err)) == (0, (command, format) == ("show", "csv"))
    assert answer.out


@pytest.mark.parametrize("path", sorted(PARTNERS.glob("*.yaml")), ids=lambda path: path.stem)
def test_one_screen_says_how_a_partnership_is_doing_and_what_to_do_next(ask: Ask, path: Path) -> None:
    lines = ask("show", path, "--today", TODAY).out.splitlines()
    screen = lines[: lines.index("The partnership")]
    assert len(screen) <= 24
    labels = [line.partition("  ")[0] for line in screen]
    known = ["Overall", "Heat map", "Health", "Dynamics", "Stage", "Owner", "Contacts", "Missing"]
    assert [label for label in known if label not in labels] == []


def test_sections_are_under_chapters_and_can_be_asked_for_alone(ask: Ask) -> None:
    page = ask("show", ACME, "--today", TODAY, "--format", "markdown").out
    assert "\n## How it is going\n\n### Fit\n" in page
    terms = ask("show", ACME, "--today", TODAY, "--section", "terms", "--format", "markdown").out
    assert [line for line in terms.splitlines() if line.startswith("#")] == ["# Acme Analytics (acme)", "## Terms"]
    both = json.loads(
        ask("show", ACME, "--today", TODAY, "--section", "due", "--section", "fit", "--format", "json").out
    )
    assert set(both) == {"partnerkit", "schema", "command", "today", "partnership", "name", "score", "due"}
    wrong = ask("show", ACME, "--section", "term")
    assert (wrong.status, "did you mean `terms`?" in wrong.err) == (2, True)


def test_the_page_agrees_with_the_questions_it_is_made_of(ask: Ask) -> None:
    page = json.loads(ask("show", ACME, "--today", TODAY, "--format", "json").out)
    asked = {
        command: json.loads(ask(command, ACME, "--today", TODAY, "--format", "json").out)
        for command in ("score", "heatmap", "health", "dynamics", "raci", "why")
    }
    assert page["score"] == asked["score"]["scores"][0]
    assert page["heat"] == asked["heatmap"]["rows"][0]
    assert page["health"] == asked["health"]["partnerships"][0]
    assert page["dynamics"] == asked["dynamics"]["partnerships"][0]
    assert page["raci"]["gaps"] == asked["raci"]["gaps"]
    assert page["why"]["answer"] == asked["why"]["answer"]


def test_what_is_due_and_when_notice_must_be_given_is_counted_by_hand(ask: Ask) -> None:
    page = json.loads(ask("show", ACME, "--today", TODAY, "--format", "json").out)
    dated = [(entry["falls_on"], entry["kind"], entry["overdue"]) for entry in page["due"]["entries"]]
    # The quarterly review of April 2 did the work of the check-in of April 5: the next are on May 5 and July 2. Twelve
    # months from 2026-02-10 end on 2027-02-09; 60 days before is 2026-12-11 (9 in February, 31 in January, 20 more).
    assert [entry for entry in dated if entry[1] == "plan"] == [
        ("2026-04-10", "plan", False),
        ("2026-04-24", "plan", False),
        ("2026-05-20", "plan", False),
    ]
    terms = {line["group"]: line["agreed"] for line in page["terms"]}
    assert "until 2027-02-09" in terms["Term"]
    assert "notice of 60 days by 2026-12-11" in terms["Term"]
    assert [day for day, kind, _ in dated if kind == "review"][:2] == ["2026-05-05", "2026-07-02"]


def test_the_page_names_the_stages_that_may_follow(ask: Ask) -> None:
    page = json.loads(ask("show", ACME, "--format", "json").out)
    assert [following["stage"] for following in page["stage"]["allowed"]] == ["optimize", "renew", "exit"]


def test_a_warning_about_the_file_is_an_open_finding(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "it.yaml").write_text("name: It\ntype: alliance\nwhy: they\u200b sell what we lack\n", encoding="utf-8")
    page = json.loads(ask("show", "it", "--format", "json").out)
    assert [(found["line"], found["code"]) for found in page["findings"]] == [(3, "PK117")]


def test_the_keys_of_open_findings_can_be_copied_from_a_narrow_terminal(ask: Ask) -> None:
    page = ask("show", ACME, "--today", TODAY).out
    found = json.loads(ask("show", ACME, "--today", TODAY, "--format", "json").out)["findings"]
    keys = [finding["message"].partition(":")[0] for finding in found]
    assert "buckets.operate.status" in keys
    assert [key for key in keys if key not in page] == []


def test_the_reason_says_only_what_the_file_says_and_names_what_it_lacks(ask: Ask) -> None:
    found = json.loads(ask("why", PARTNERS / "globex.yaml", "--format", "json").out)
    assert found["answer"] == "Globex is on file as a distribution partner, without a stage."
    assert found["missing"] == ["why", "value_proposition", "goals", "dynamics.account_mapping", "results"]


def test_a_goal_is_so_far_on_its_way_as_its_target_is(ask: Ask) -> None:
    # Acme's KPI has the metric and the target of its goal: 1 + 5 + 6 = 12 of 40.
    assert "(12 of 40 so far)" in json.loads(ask("why", ACME, "--today", TODAY, "--format", "json").out)["answer"]
    # Bluebird's goal for 2026 has no target of its own, and twelve months of revenue are not that year's.
    bluebird = json.loads(ask("why", PARTNERS / "bluebird-crm.yaml", "--today", TODAY, "--format", "json").out)
    assert "so far" not in bluebird["answer"]


@pytest.mark.parametrize("command", ["why", "show"])
def test_a_folder_is_not_one_partnership(ask: Ask, command: str) -> None:
    answer = ask(command, PORTFOLIO)
    assert (answer.status, answer.out) == (2, "")
    assert "this command takes one partnership" in answer.err


@pytest.mark.parametrize("command", ["why", "show"])
def test_a_broken_file_is_told_and_not_shown(ask: Ask, tmp_path: Path, command: str) -> None:
    (tmp_path / "it.yaml").write_text("name: It\n")
    answer = ask(command, "it")
    assert (answer.status, answer.out) == (1, "")
    assert "PK001" in answer.err


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("stage: grow\nsince: 2026-04-10\n", "It has been an alliance partner since 2026-04-10."),
        ("stage: grow\nsince: 2026-04-11\n", "It is an alliance partner."),
        ("stage: exit\nsince: 2026-04-11\n", "It, an alliance partner, is on its way out."),
        (
            "stage: exit\nsince: 2025-01-06\nexit: {until: 2026-04-09}\n",
            "It was an alliance partner from 2025-01-06 to 2026-04-09; the partnership has ended.",
        ),
        ("stage: grow\nagreement: {status: ended}\n", "It was an alliance partner; the partnership has ended."),
        ("", "It is on file as an alliance partner, without a stage."),
    ],
)
def test_nobody_is_called_a_partner_since_a_day_to_come_or_without_a_stage(
    ask: Ask, tmp_path: Path, keys: str, said: str
) -> None:
    (tmp_path / "it.yaml").write_text(f"name: It\ntype: alliance\n{keys}")
    assert json.loads(ask("why", "it", "--today", TODAY, "--format", "json").out)["answer"] == said


@pytest.mark.parametrize(
    ("touches", "said"),
    [
        ("", "no one has been in touch yet"),
        ("2026-04-11 cold", "no one has been in touch yet"),
        ("2026-03-31 cold, 2026-04-03 nudge", "the first message, of 2026-03-31, is unanswered so far"),
        ("2026-02-09 cold, 2026-02-18 not-interested", "they declined on 2026-02-18"),
        (
            "2026-02-09 cold, 2026-02-18 not-interested, 2026-04-08 cold",
            "declined on 2026-02-18, and the message of 2026-04-08 is unanswered so far",
        ),
        ("2026-03-31 cold, 2026-04-01 reply", "they answered on 2026-04-01"),
        ("2026-03-31 cold, 2026-04-01 reply, 2026-04-07 call, 2026-04-11 interested", "we talked on 2026-04-07"),
        ("2026-03-31 cold, 2026-04-01 interested, 2026-04-02 value", "they showed interest on 2026-04-01"),
    ],
)
def test_a_prospect_is_as_far_as_its_touches_by_this_day(ask: Ask, tmp_path: Path, touches: str, said: str) -> None:
    pairs = [touch.split(" ") for touch in touches.split(", ") if touch]
    listed = ", ".join(f"{{date: {date}, kind: {kind}}}" for date, kind in pairs)
    (tmp_path / "it.yaml").write_text(
        f"name: It\ntype: alliance\nstage: prospect\noutreach:\n  touches: [{listed}]\n", encoding="utf-8"
    )
    answer = json.loads(ask("why", "it", "--today", TODAY, "--format", "json").out)["answer"]
    assert answer.startswith("It would be an alliance partner; ")
    assert answer.endswith(f"{said}.")


MONEY = """name: Acme
type: alliance
stage: grow
tier: referral
goals: [{kind: growth, outcome: Earn more, metric: revenue, target: 1200000}]
kpis: [{metric: revenue, target: 1200000, by: 2026-12-31}]
results: [{month: 2026-02, revenue: 41500}, {month: 2026-03, revenue: 17425.3}]
agreement: {revenue: [{model: fixed-fee, amount: 1.5, every: month, cap: 12000, from: us, to: them}]}
"""


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("why", "(EUR 58,925.30 of EUR 1,200,000 so far). In the 2 months to 2026-03, it brought in EUR 58,925.30."),
        ("show", "fixed fee EUR 1.50 a month, at most EUR 12,000, from us to them"),
        ("health", "EUR 58,925.30 in 2 months to 2026-03; prorated to"),
        ("due", "KPI revenue: at least EUR 1,200,000"),
        ("tiers", "EUR 90,000 of revenue a year (has EUR 58,925.30, EUR 31,074.70 to go)"),
    ],
)
def test_money_in_a_sentence_has_its_currency_and_its_thousands_apart(
    ask: Ask, tmp_path: Path, command: str, told: str
) -> None:
    (tmp_path / "acme.yaml").write_text(MONEY)
    (tmp_path / "partnerkit.yaml").write_text("program: {tiers: {referral: {}, gold: {requires: {revenue: 90000}}}}\n")
    ahead = ["--within", "12m"] if command == "due" else []
    answer = ask(command, "acme", *ahead, "--today", TODAY, "--format", "markdown")
    assert told in answer.out, answer


def test_why_shows_the_rate_at_which_a_goal_is_measured(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text(
        "company: {name: Bacalhau}\ncurrency: EUR\n"
        "exchange_rates: [{from: BRL, to: EUR, rate: 0.16, date: 2026-01-01}]\n"
    )
    (tmp_path / "br.yaml").write_text(
        "name: Br\ntype: distribution\n"
        "goals: [{kind: growth, outcome: Win Brazil, metric: revenue, target: 2400000, currency: BRL}]\n"
        "kpis: [{metric: revenue, target: 2400000, currency: BRL}]\n"
        "results: [{month: 2026-02, revenue: 10000}, {month: 2026-03, revenue: 300000, currency: BRL}]\n"
    )
    answer = ask("why", "br", "--today", TODAY)
    assert "of BRL 2,400,000 so far" in answer.out, answer.err
    assert "0.16" in answer.out
