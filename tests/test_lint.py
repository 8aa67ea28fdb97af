import json
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, TODAY, Ask

ACME = PORTFOLIO / "partners" / "acme.yaml"

NEWSLETTER = """\
name: Agency Weekly
type: co-marketing
agreement: {status: signed, term: {starts: 2026-02-10, months: 12}}
"""


def _codes(ask: Ask, *arguments: str | Path) -> list[str]:
    found = json.loads(ask("lint", *arguments, "--today", TODAY, "--format", "json").out)["findings"]
    return [finding["code"] for finding in found]


def test_the_findings_of_acme_are_what_a_partner_manager_would_say(ask: Ask) -> None:
    answer = json.loads(ask("lint", ACME, "--today", TODAY, "--format", "json").out)
    assert [(found["line"], found["code"], found["name"]) for found in answer["findings"]] == [
        # `stage: grow`, and the launch is on 2026-04-14, four days after today.
        (9, "PK252", "stage-ahead-of-launch"),
        # Enable is red and has no `raci` at all.
        (97, "PK241", "unowned-bucket"),
        # Market and Sell are amber; dana and raj are accountable, no one is responsible.
        (98, "PK243", "nobody-responsible"),
        (99, "PK243", "nobody-responsible"),
        # Operate is green while missed-commitments is open since the health check of 2026-03-31. It also has no
        # evidence, and was assessed 28 + 31 + 31 + 28 + 31 + 10 = 159 days ago, but one finding per cell is enough.
        (101, "PK232", "green-under-red-flag"),
        # Four days to the launch, and there is no alignment checklist, so its eight items are open.
        (140, "PK251", "unprepared-launch"),
        # Not found, on purpose: Build, Align and Support have people of both sides; referrals are at 12 of
        # 40 x 90/365 = 9.86, so Sell is not under half; the share ends after 12 months; the term ends on 2027-02-09
        # and its last day for notice is 2026-12-11; the quarterly review was on 2026-04-02; there is an exit plan;
        # only our `playbook` is due, today; one flag in one health check and interest of 3 are not two signs.
    ]
    assert answer["ignored"] == []


def test_an_error_fails_and_a_warning_does_not_unless_it_is_asked_to(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "weekly.yaml").write_text(NEWSLETTER)
    assert _codes(ask) == ["PK270"]
    assert ask("lint", "--today", TODAY).status == 0
    assert ask("lint", "--today", TODAY, "--fail-on", "warning").status == 1
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: integration\nstage: grow\n")
    assert ask("lint", "--today", TODAY).status == 1  # unsigned-partnership is an error
    assert ask("lint", "--today", TODAY, "--ignore", "unsigned-partnership").status == 0


def test_a_file_that_is_broken_is_told_of_and_the_others_are_looked_at(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "weekly.yaml").write_text(NEWSLETTER)
    (tmp_path / "broken.yaml").write_text("name: Broken\ntype: allianse\n")
    answer = ask("lint", "--today", TODAY)
    assert answer.status == 1
    assert "PK270" in answer.out
    assert "broken.yaml:2:7: PK004" in answer.err


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (["--select", "PK233"], {"PK233"}),
        (["--select", "stale-color"], {"PK233"}),
        (["--select", "PK23"], {"PK232"}),
        (["--select", "pk23", "--ignore", "PK232"], {"PK233"}),
        (["--select", "pk23", "--ignore", "PK232,PK233"], {"PK230"}),
        (["--select", "PK233,PK252"], {"PK233", "PK252"}),
        (["--select", "PK233", "--select", "PK252"], {"PK233", "PK252"}),
        (["--ignore", "PK21,PK23,PK25"], {"PK241", "PK243"}),
    ],
)
def test_rules_are_chosen_by_code_name_or_the_beginning_of_a_code(
    ask: Ask, options: list[str], codes: set[str]
) -> None:
    assert set(_codes(ask, ACME, *options)) == codes


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_on_the_command_line_says_what_was_meant(ask: Ask, option: str) -> None:
    answer = ask("lint", ACME, option, "stale-colour")
    assert (answer.status, answer.out) == (2, "")
    assert "did you mean `stale-color`?" in answer.err


@pytest.mark.parametrize(
    ("word", "help"),
    [
        ("PK1", "help: write a code as PK240, or its start as PK24; `partnerkit explain` lists the rules"),
        ("PK999", "help: write a code as PK240"),
        ("PK2700", "help: did you mean `PK270`?"),
    ],
)
def test_a_code_of_other_digits_is_no_code_that_was_meant(ask: Ask, word: str, help: str) -> None:
    assert help in ask("lint", ACME, "--select", word).err


def test_the_workspace_chooses_rules_and_the_command_line_overrules_it(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "weekly.yaml").write_text(NEWSLETTER + "stage: grow\n")
    everything = _codes(ask)
    (tmp_path / "partnerkit.yaml").write_text("lint: {ignore: [no-exit-plan, PK22]}\n")
    assert set(everything) - set(_codes(ask)) == {"PK270", "PK220"}
    assert _codes(ask, "--select", "PK270") == ["PK270"]
    (tmp_path / "partnerkit.yaml").write_text("lint: {select: [PK22, PK270, no-goals], ignore: [PK211]}\n")
    assert set(_codes(ask)) == {"PK220", "PK270"}


def test_an_unknown_rule_in_the_workspace_file_is_a_finding_with_its_place(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "weekly.yaml").write_text("name: Agency Weekly\ntype: co-marketing\n")
    (tmp_path / "partnerkit.yaml").write_text("lint:\n  ignore: [PK270, no-exit-plann]\n")
    [found] = json.loads(ask("lint", "--format", "json").out)["findings"]
    assert (found["path"], found["line"], found["column"], found["code"]) == ("partnerkit.yaml", 2, 19, "PK200")
    assert found["help"] == "did you mean `no-exit-plan`?"


@pytest.mark.parametrize("word", ["PK270", "no-exit-plan"])
def test_a_file_sets_a_rule_aside_with_a_reason_that_is_shown(ask: Ask, tmp_path: Path, word: str) -> None:
    (tmp_path / "weekly.yaml").write_text(f"{NEWSLETTER}lint:\n  ignore:\n    {word}: We just stop printing\n")
    answer = ask("lint", "--today", TODAY, "--fail-on", "warning")
    assert (answer.status, answer.out) == (0, "")
    assert "1 ignored" in answer.err
    shown = ask("lint", "--today", TODAY, "--show-ignored").out
    assert "PK270" in shown
    assert "We just stop printing" in shown
    result = json.loads(ask("lint", "--today", TODAY, "--format", "json").out)
    assert result["findings"] == []
    [ignored] = result["ignored"]
    assert (ignored["line"], ignored["code"], ignored["reason"]) == (3, "PK270", "We just stop printing")


@pytest.mark.parametrize("reason", ["", '""', '"  "', "[]"])
def test_a_reason_is_required(ask: Ask, tmp_path: Path, reason: str) -> None:
    (tmp_path / "weekly.yaml").write_text(f"{NEWSLETTER}lint:\n  ignore:\n    PK270: {reason}\n")
    answer = ask("lint", "--today", TODAY)
    assert answer.status == 1
    assert "weekly.yaml:6:" in answer.err


def test_a_reason_for_an_unknown_rule_and_one_that_hides_nothing_are_findings(ask: Ask, tmp_path: Path) -> None:
    ignore = "lint:\n  ignore:\n    PK270: We just stop\n    PK233: Old on purpose\n    no-plan: Typo\n"
    (tmp_path / "weekly.yaml").write_text(NEWSLETTER + ignore)
    found = json.loads(ask("lint", "--today", TODAY, "--format", "json").out)["findings"]
    assert [(one["line"], one["column"], one["code"], one["severity"]) for one in found] == [
        (7, 5, "PK201", "warning"),
        (8, 5, "PK200", "error"),
    ]


def test_a_reason_is_not_called_unused_where_its_rule_was_not_applied(ask: Ask, tmp_path: Path) -> None:
    # Whether a person is over-committed only shows with the other partnerships.
    ignore = "lint:\n  ignore: {PK233: Old on purpose, over-committed: He has a team}\n"
    (tmp_path / "weekly.yaml").write_text(NEWSLETTER + ignore)
    assert _codes(ask, "--ignore", "PK233,PK270") == []


def test_what_is_found_in_all_partnerships_together_stands_in_the_workspace_file(ask: Ask) -> None:
    [found] = json.loads(ask("lint", PORTFOLIO, "--today", TODAY, "--select", "PK246", "--format", "json").out)[
        "findings"
    ]
    # dana is accountable for 4 buckets and owns 1 box of acme, and is accountable for 2 buckets each of bluebird-crm,
    # cascade-affiliates, meridian-channel and tindra-payroll, and 1 each of agency-weekly, cloudharbor-marketplace,
    # hartwell-group, kestrel-advisory, quorum-identity and solstice-systems: 5 + 4 x 2 + 6 = 19, more than 15.
    assert Path(found["path"]).name == "partnerkit.yaml"
    assert "17 buckets and boxes" in found["message"]


def test_the_findings_of_the_example_portfolio_read_well(ask: Ask, snapshot: Any) -> None:
    answer = ask("lint", "--today", TODAY, cwd=PORTFOLIO)
    assert answer.out + answer.err == snapshot


@pytest.mark.parametrize("format", ["markdown", "html", "csv", "json"])
def test_lint_answers_in_every_format(ask: Ask, tmp_path: Path, snapshot: Any, format: str) -> None:
    ignore = "lint: {ignore: {PK270: We just stop}}\nreviews: [{date: 2026-04-01, kind: monthly}]\nstage: initiate\n"
    (tmp_path / "weekly.yaml").write_text(NEWSLETTER + ignore)
    assert ask("lint", "--today", TODAY, "--show-ignored", "--format", format).out == snapshot


def test_files_are_never_changed(ask: Ask) -> None:
    before = ACME.read_bytes(), ACME.stat().st_mtime_ns
    ask("lint", ACME, "--today", TODAY)
    assert (ACME.read_bytes(), ACME.stat().st_mtime_ns) == before


def test_a_month_of_no_calendar_is_refused_before_a_rule_meets_it(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text("name: Old\ntype: alliance\nstage: grow\nresults: [{month: 0000-01}]\n")
    answer = ask("lint", "old")
    assert answer.status == 1
    assert "old.yaml:4:19: PK006" in answer.err


def test_a_flag_that_is_entered_twice_is_said_once(ask: Ask, tmp_path: Path) -> None:
    flags = "[misaligned-priorities, poor-communication, poor-communication]"
    (tmp_path / "it.yaml").write_text(
        f"name: It\ntype: alliance\nbuckets: {{align: {{status: green, evidence: Plan, assessed: {TODAY}}}}}\n"
        f"health: [{{date: {TODAY}, flags: {flags}}}]\n"
    )
    found = json.loads(ask("lint", "it", "--select", "PK232", "--today", TODAY, "--format", "json").out)["findings"]
    assert [finding["message"].split(", while ")[1].split(" in the ")[0] for finding in found] == [
        "misaligned-priorities and poor-communication are open"
    ]


def test_a_cell_whose_most_serious_finding_is_ignored_gets_the_next_one(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "it.yaml").write_text(
        "name: It\ntype: alliance\nbuckets: {operate: {status: green, assessed: 2025-11-02}}\n"
        f"health: [{{date: {TODAY}, flags: [missed-commitments]}}]\n"
        "lint: {ignore: {green-under-red-flag: Theirs alone}}\n"
    )
    assert _codes(ask, "it", "--select", "PK23") == ["PK233"]


def test_a_bucket_gets_one_finding_about_its_color_and_its_owner(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(
        "name: Acme\ntype: integration\nbuckets:\n"
        "  align: {status: green, assessed: 2026-04-01}\n"
        "  enable: {status: green, assessed: 2025-11-01}\n"
        "  operate: {}\n"
    )
    found = json.loads(ask("lint", "acme", "--select", "PK23,PK24", "--today", TODAY, "--format", "json").out)
    assert [(each["line"], each["code"]) for each in found["findings"]] == [(4, "PK241"), (5, "PK233"), (6, "PK241")]
