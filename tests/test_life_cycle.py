import json
import re
import shutil
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, TODAY, Ask
from partnerkit.model.checklists import ITEMS
from partnerkit.questions.stage import ALLOWED, STAGES


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    """A copy of the example portfolio that may be written to."""
    shutil.copytree(PORTFOLIO, tmp_path / "portfolio")
    return tmp_path / "portfolio"


def lines(portfolio: Path, name: str) -> list[str]:
    """The lines of a file that differ from the example, each with its sign."""
    before = (PORTFOLIO / "partners" / f"{name}.yaml").read_text().split("\n")
    after = (portfolio / "partners" / f"{name}.yaml").read_text().split("\n")
    return [line for line in list(unified_diff(before, after, n=0, lineterm=""))[2:] if not line.startswith("@@")]


# --- stage --------------------------------------------------------------------------------------------------------


def test_a_stage_is_written_into_its_line_and_nowhere_else(ask: Ask, portfolio: Path) -> None:
    answer = ask("stage", "acme", "optimize", "--today", TODAY, "--format", "json", cwd=portfolio)
    assert answer.status == 0
    assert json.loads(answer.out)["stage"] == "optimize"
    comment = "# prospect | initiate | launch | grow | optimize | renew | exit"
    assert lines(portfolio, "acme") == [
        f"-stage: grow                   {comment}",
        f"+stage: optimize                   {comment}",
    ]


def test_a_forbidden_stage_says_which_are_allowed(ask: Ask, portfolio: Path) -> None:
    answer = ask("stage", "acme", "launch", cwd=portfolio)
    assert (answer.status, answer.out) == (1, "")
    assert "is at `grow`, which can't be followed by `launch`" in answer.err
    assert "it can go to `optimize`, `renew` or `exit`" in answer.err
    assert lines(portfolio, "acme") == []


def test_only_a_partner_who_was_at_a_stage_is_parked(ask: Ask, portfolio: Path) -> None:
    answer = ask("stage", "globex", "prospect", "--strict", cwd=portfolio)
    assert (answer.status, lines(portfolio, "globex")) == (0, ["+stage: prospect"])
    parked = ask("stage", "hartwell-group", "prospect", "--strict", cwd=portfolio)
    assert (parked.status, lines(portfolio, "hartwell-group")) == (1, [])
    assert "A date to look at it again (`dynamics.parked`)" in parked.err


def test_grow_and_optimize_alternate_and_every_stage_can_be_reached() -> None:
    assert "optimize" in ALLOWED["grow"]
    assert "grow" in ALLOWED["optimize"]
    assert set(ALLOWED) == set(STAGES) == {stage for following in ALLOWED.values() for stage in following}


def test_what_a_stage_asks_for_is_told_and_refused_when_strict(ask: Ask, portfolio: Path) -> None:
    strict = ask("stage", "hartwell-group", "launch", "--strict", cwd=portfolio)
    assert (strict.status, lines(portfolio, "hartwell-group")) == (1, [])
    assert "Lawyers have reviewed it (agreement: legal-review)" in strict.err
    answer = ask("stage", "hartwell-group", "launch", cwd=portfolio)
    assert answer.status == 0
    assert answer.err.count("requires this, which is open") == 4
    assert lines(portfolio, "hartwell-group") == ["-stage: initiate", "+stage: launch"]


def test_a_missing_stage_is_added_where_it_belongs(ask: Ask, portfolio: Path) -> None:
    assert ask("stage", "globex", "prospect", cwd=portfolio).status == 0
    assert (portfolio / "partners" / "globex.yaml").read_text() == "name: Globex\ntype: distribution\nstage: prospect\n"


def test_an_unknown_stage_is_corrected(ask: Ask, portfolio: Path) -> None:
    answer = ask("stage", "acme", "optimise", cwd=portfolio)
    assert (answer.status, "did you mean `optimize`?" in answer.err) == (2, True)


def test_the_stage_it_is_at_changes_nothing(ask: Ask, portfolio: Path) -> None:
    answer = ask("stage", "acme", "grow", cwd=portfolio)
    assert (answer.status, lines(portfolio, "acme")) == (0, [])
    assert "is already at grow" in answer.err


@pytest.mark.parametrize("partnership", ["acme", "globex", "kestrel-advisory"])
def test_the_stage_reads_well(ask: Ask, snapshot: Any, partnership: str) -> None:
    assert ask("stage", partnership, "--today", TODAY, cwd=PORTFOLIO).out == snapshot


@pytest.mark.parametrize("edit", [("stage", "acme", "renew"), ("launch", "acme", "--write")])
@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("nowhere/answer.json", "nowhere/answer.json can't be written: no such file or directory"),
        ("partners", "partners is not a regular file, and partnerkit only writes to those"),
        ("./partners/acme.yaml", "./partners/acme.yaml is a file that this answer is about"),
        ("partnerkit.yaml", "partnerkit.yaml is a file that this answer is about"),
    ],
)
def test_no_file_is_edited_where_the_answer_cannot_be_written(
    ask: Ask, portfolio: Path, edit: tuple[str, ...], output: str, said: str
) -> None:
    answer = ask(*edit, "--format", "json", "-o", output, "--force", "--today", TODAY, cwd=portfolio)
    assert (answer.status, answer.err.split("\n")[0]) == (2, f"error: {said}")
    assert lines(portfolio, "acme") == []
    assert list(portfolio.rglob("*.partnerkit-tmp")) == []


# --- launch -------------------------------------------------------------------------------------------------------


def test_the_plan_is_dated_from_the_launch(ask: Ask) -> None:
    steps = json.loads(ask("launch", "acme", "--today", TODAY, "--format", "json", cwd=PORTFOLIO).out)["steps"]
    dates = {step["id"]: (step["starts"], step["due"]) for step in steps}
    # Tuesday 2026-04-14: 28 and 21 days before are March 17 and 24; 14 before is March 31; 7 before April 7.
    assert dates["launch-agreements"] == ("2026-03-17", "2026-03-24")
    assert dates["launch-assets"] == ("2026-03-17", "2026-03-31")
    assert dates["launch-announcement"] == ("2026-04-14", "2026-04-14")
    # Four days on is Saturday April 18, so Monday 20; thirty days on is Thursday May 14.
    assert dates["launch-monitoring"] == ("2026-04-14", "2026-04-20")
    assert dates["launch-next"] == ("2026-05-05", "2026-05-14")
    assert [step["id"] for step in steps if step["done"]] == ["launch-agreements"]


def test_a_weekend_before_a_launch_gives_way_to_the_friday_before_and_the_launch_itself_to_nothing(
    ask: Ask, tmp_path: Path
) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: integration\nlaunch: {date: 2026-05-16}\n")
    steps = json.loads(ask("launch", "acme", "--format", "json", "--today", TODAY).out)["steps"]
    # Saturday 2026-05-16 less 21 days is Saturday April 25, so Friday 24; both companies announce on the day itself.
    dates = {step["id"]: step["due"] for step in steps}
    assert (dates["launch-agreements"], dates["launch-announcement"]) == ("2026-04-24", "2026-05-16")


def test_it_is_ready_when_all_eight_items_are_done(ask: Ask, tmp_path: Path) -> None:
    done = ", ".join(f"{item}: {'true' if at % 2 else '2026-04-01'}" for at, item in enumerate(ITEMS["alignment"]))
    text = f"name: Acme\ntype: integration\nlaunch: {{date: 2026-05-12}}\nchecklists: {{alignment: {{{done}}}}}\n"
    (tmp_path / "acme.yaml").write_text(text)
    assert len(ITEMS["alignment"]) == 8
    assert ask("launch", "acme", "--gate", "--today", TODAY).status == 0
    (tmp_path / "acme.yaml").write_text(text.replace("tracking: 2026-04-01", "tracking: false"))
    answer = ask("launch", "acme", "--gate", "--today", TODAY)
    assert (answer.status, "Not ready: 1 of 8 items open, tracking." in answer.out) == (1, True)
    assert ask("launch", "acme", "--today", TODAY).status == 0


def test_the_steps_are_added_to_the_plan_and_nothing_else_is_touched(ask: Ask, portfolio: Path) -> None:
    answer = ask("launch", "acme", "--write", "--today", TODAY, "--format", "json", cwd=portfolio)
    # The launch is in four days: the agreements are final, and the other steps before it were due on 2026-03-31.
    left_out = (
        "launch-agreements (done, but the date is not recorded); "
        "launch-technical, launch-assets, launch-training and launch-messaging (was due on 2026-03-31)"
    )
    assert (answer.status, answer.err) == (
        0,
        f"partners/acme.yaml: 10 steps added to the plan; left out: {left_out}\n",
    )
    assert sum(step["in_plan"] for step in json.loads(answer.out)["steps"]) == 10
    added = lines(portfolio, "acme")
    assert len(added) == 10
    assert added[0].startswith(
        '+  - {id: launch-announcement, title: "Publish the announcement: blog, social, email", bucket: market'
    )
    again = ask("launch", "acme", "--write", "--today", TODAY, cwd=portfolio)
    assert (again.status, again.err) == (
        0,
        f"partners/acme.yaml: no steps to add to the plan; left out: {left_out}\n",
    )
    assert len(lines(portfolio, "acme")) == 10
    assert ask("validate", cwd=portfolio).status == 0


@pytest.mark.parametrize(
    "facts",
    [
        "agreement: {status: signed}",
        "agreement: {status: signed, signed: 2026-03-02}",
        "agreement: {status: signed, signed: 2026-03-02, term: {starts: 2025-05-20, months: 12, renewal: mutual}}",
        "checklists: {launch: {teams-trained: true, technical-work: 2026-04-02}}",
        "launch: {date: 2026-04-14}",
        "launch: {date: 2026-01-14}",
    ],
)
def test_lint_finds_nothing_in_the_steps_that_are_written(ask: Ask, tmp_path: Path, facts: str) -> None:
    launch = "" if facts.startswith("launch") else "launch: {date: 2026-05-12}\n"
    path = tmp_path / "acme.yaml"
    path.write_text(f"name: Acme\ntype: integration\nstage: launch\n{launch}{facts}\n")

    def found() -> set[tuple[str, str]]:
        findings = json.loads(ask("lint", "acme", "--today", TODAY, "--format", "json").out)["findings"]
        return {(finding["code"], finding["message"]) for finding in findings}

    before = found()
    assert ask("launch", "acme", "--write", "--today", TODAY).status == 0
    assert found() <= before


def test_whoever_is_accountable_for_the_bucket_sees_to_a_step_before_and_after_it_is_written(
    ask: Ask, portfolio: Path
) -> None:
    def theirs() -> set[tuple[str, str]]:
        arguments = ("--within", "90d", "--owner", "raj", "--today", TODAY, "--format", "json")
        found = json.loads(ask("due", "acme", *arguments, cwd=portfolio).out)["entries"]
        return {(entry["what"].removeprefix("Launch: "), entry["date"]) for entry in found}

    before = theirs()
    # `raj` is accountable for Sell, which the outreach of the launch week serves.
    assert ("Email relevant prospects", "2026-04-16") in before
    assert ask("launch", "acme", "--write", "--today", TODAY, cwd=portfolio).status == 0
    assert theirs() == before


@pytest.mark.parametrize(
    ("facts", "done"),
    [
        # That support is trained and tracking set up is neither that all teams are trained nor a first result.
        ("checklists: {alignment: {support-trained: true, tracking: true}, launch: {tracking: true}}", []),
        ("checklists: {launch: {teams-trained: true}}", ["launch-training"]),
        ("results: [{month: 2026-04, referrals: 3}]", []),
        ("results: [{month: 2026-05, referrals: 3}]", ["launch-results"]),
        ("checklists: {launch_week: {social: 2026-05-13, press-release: false}}", ["launch-social"]),
        ("checklists: {first_30_days: {optimized: true}}", ["launch-optimize"]),
        # What has a later date is meant to be done then.
        ("checklists: {launch_week: {social: 2026-05-15}, launch: {teams-trained: 2026-05-15}}", []),
        ("agreement: {status: signed, signed: 2026-05-15}", []),
        ("agreement: {status: signed, signed: 2026-05-14}", ["launch-agreements"]),
    ],
)
def test_a_step_is_done_by_what_proves_it_alone(ask: Ask, tmp_path: Path, facts: str, done: list[str]) -> None:
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: integration\nlaunch: {{date: 2026-05-12}}\n{facts}\n")
    steps = json.loads(ask("launch", "acme", "--format", "json", "--today", "2026-05-14").out)["steps"]
    assert [step["id"] for step in steps if step["done"]] == done


def test_of_a_launch_long_past_what_is_open_is_not_recorded_and_the_gate_stays_shut(ask: Ask) -> None:
    answer = ask("launch", "bluebird-crm", "--gate", "--today", TODAY, cwd=PORTFOLIO)
    assert answer.out.startswith("Launch on 2025-04-08: 367 days ago. 8 of 8 items are not recorded as done:\n")
    assert "2025-04-08  not recorded  Publish the" in answer.out
    assert not re.search(r"late\b|\bopen\b|Not ready", answer.out)
    assert answer.status == 1
    # Our own readiness is nothing that a plan for both sides shows.
    assert "Support is trained" not in ask("draft", "launch-plan", "bluebird-crm", "--today", TODAY, cwd=PORTFOLIO).out


def test_a_launch_plan_without_a_day_counts_from_the_launch(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    text = ask("draft", "launch-plan", "--today", TODAY).out
    assert text.count("[TODO: the day of the launch]") == 1
    assert "| 3 weeks before the launch | Finalize the agreements |" in text
    assert "| Launch day | Publish the announcement" in text
    assert "| 2 days after the launch | Email relevant prospects" in text


def test_before_the_launch_no_figures_are_its_first_results(ask: Ask, tmp_path: Path) -> None:
    facts = "launch: {date: 2026-05-12}\nresults: [{month: 2026-05, referrals: 3}]\n"
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: integration\n{facts}")
    steps = json.loads(ask("launch", "acme", "--format", "json", "--today", "2026-05-11").out)["steps"]
    assert not any(step["done"] for step in steps)


def test_items_meant_to_be_done_later_are_open_everywhere(ask: Ask, tmp_path: Path) -> None:
    items = ", ".join(f"{item}: 2026-05-04" for item in ITEMS["alignment"])
    (tmp_path / "acme.yaml").write_text(
        "name: Acme\ntype: integration\nstage: launch\nlaunch: {date: 2026-05-12}\n"
        f"checklists: {{alignment: {{{items}}}}}\n"
    )

    def said(today: str) -> tuple[int, bool, bool, bool]:
        gate = ask("launch", "acme", "--gate", "--today", today)
        due = ask("due", "acme", "--within", "30d", "--all", "--today", today).out
        needs = json.loads(ask("stage", "acme", "--today", today, "--format", "json").out)["allowed"][0]["needs"]
        aligned = [need["met"] for need in needs if "alignment" in need["what"]]
        return (
            gate.status,
            "Checklist alignment" in " ".join(due.split()),
            all(aligned),
            "PK251" in ask("lint", "--today", today).out,
        )

    assert said("2026-05-03") == (1, True, False, True)
    assert said("2026-05-04") == (0, False, True, False)


def test_a_dropped_step_is_neither_late_nor_done(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(
        "name: Acme\ntype: integration\nstage: launch\nlaunch: {date: 2026-05-12}\n"
        "plan: [{id: launch-press, title: Press release, due: 2026-05-12, status: dropped}]\n"
    )
    [step] = [
        step
        for step in json.loads(ask("launch", "acme", "--format", "json", "--today", "2026-05-20").out)["steps"]
        if step["id"] == "launch-press"
    ]
    assert (step["done"], step["dropped"], step["days_left"]) == (False, True, None)
    [row] = [
        line for line in ask("launch", "acme", "--today", "2026-05-20").out.splitlines() if "press release" in line
    ]
    assert "dropped" in row
    letter = ask("draft", "launch-plan", "acme", "--today", "2026-05-20").out
    assert [line.split("|")[-2].strip() for line in letter.splitlines() if "press release" in line] == ["dropped"]


def test_a_launch_that_moves_away_from_its_plan_is_told(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text("name: Acme\ntype: integration\nstage: launch\nlaunch: {date: 2026-05-12}\n")
    ask("launch", "acme", "--write", "--today", TODAY)
    assert "other days" not in ask("launch", "acme", "--today", TODAY).out
    path.write_text(path.read_text().replace("launch: {date: 2026-05-12}", "launch: {date: 2026-06-02}"))
    told = " ".join(ask("launch", "acme", "--today", TODAY).out.split())
    assert "plan differ from this launch: Finalize the agreements on 2026-04-21, not 2026-05-12" in told


def test_a_step_that_nobody_owns_stays_ours_when_it_is_written(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: integration\nstage: launch\nlaunch: {date: 2026-05-12}\n")

    def ours() -> set[str]:
        answer = ask("due", "acme", "--side", "us", "--within", "90d", "--today", TODAY, "--format", "json")
        return {
            entry["what"].removeprefix("Launch: ")
            for entry in json.loads(answer.out)["entries"]
            if entry["kind"] in ("launch", "plan")
        }

    before = ours()
    assert len(before) == 15
    ask("launch", "acme", "--write", "--today", TODAY)
    assert ours() == before


def test_a_file_without_a_plan_gets_one(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(
        "# Ours\nname: Acme\ntype: integration\n\nlaunch: {date: 2026-05-12}  # Tuesday\n"
    )
    assert ask("launch", "acme", "--write", "--today", TODAY).status == 0
    text = (tmp_path / "acme.yaml").read_text()
    assert text.startswith("# Ours\nname: Acme\ntype: integration\n\nplan:\n  - {id: launch-agreements, ")
    assert text.endswith("status: todo}\n\nlaunch: {date: 2026-05-12}  # Tuesday\n")


def test_a_launch_without_a_date_is_not_written(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: integration\n")
    answer = ask("launch", "acme", "--write")
    assert (answer.status, answer.out) == (1, "")
    assert "add `launch: {date: YYYY-MM-DD}` to it" in answer.err
    assert ask("launch", "acme").status == 0


@pytest.mark.parametrize("partnership", ["acme", "globex", "solstice-systems"])
def test_the_launch_reads_well(ask: Ask, snapshot: Any, partnership: str) -> None:
    assert ask("launch", partnership, "--today", TODAY, cwd=PORTFOLIO).out == snapshot


@pytest.mark.parametrize("command", ["launch", "stage"])
@pytest.mark.parametrize("format", ["markdown", "html", "csv", "json"])
def test_they_are_told_in_every_format(ask: Ask, snapshot: Any, command: str, format: str) -> None:
    assert ask(command, "cloudharbor-marketplace", "--today", TODAY, "--format", format, cwd=PORTFOLIO).out == snapshot


def test_an_agreement_that_will_be_signed_is_signed_in_no_answer(ask: Ask, tmp_path: Path) -> None:
    term = "term: {starts: 2026-06-01, months: 12, renewal: automatic, notice_days: 30}"
    (tmp_path / "it.yaml").write_text(
        f"name: It\ntype: alliance\nstage: initiate\nagreement: {{status: signed, signed: 2026-06-01, {term}}}\n"
    )
    for today, signed in (("2026-05-29", False), ("2026-06-01", True)):
        asked = ("it", "--today", today, "--format", "json")
        needs = json.loads(ask("stage", *asked).out)["allowed"][0]["needs"]
        assert next(need["met"] for need in needs if need["what"] == "The agreement is signed.") is signed
        assert (json.loads(ask("tiers", *asked).out)["partnerships"][0]["qualifies"] == "referral") is signed
        assert ("PK254" in ask("lint", *asked).out) is signed
        kinds = {entry["kind"] for entry in json.loads(ask("due", *asked, "--within", "900d").out)["entries"]}
        assert ("notice" in kinds) is signed
