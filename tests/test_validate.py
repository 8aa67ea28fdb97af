import json
import os
from pathlib import Path

import pytest

from conftest import PORTFOLIO, ROOT, TODAY, Ask


def test_every_example_is_valid(ask: Ask) -> None:
    answer = json.loads(ask("validate", PORTFOLIO, "--format", "json", "--today", TODAY).out)
    assert answer["command"] == "validate"
    assert answer["today"] == TODAY
    assert answer["files"] == answer["valid"] >= 14
    assert answer["findings"] == []


def test_a_finding_names_its_place_shows_the_line_and_says_what_to_type(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: integration\nfit:\n  reach: 7\nstgae: grow\n")
    answer = ask("validate", "acme.yaml")
    assert answer.status == 1
    assert answer.out == (
        "acme.yaml:4:10: PK002 fit.reach: 7 is not a rating; ratings run from 1 (poor) to 5 (excellent)\n"
        "   4 |   reach: 7\n"
        "     |          ^\n"
        "help: `partnerkit explain PK002`\n"
        "acme.yaml:5:1: PK003 `stgae` is not a known key here\n"
        "   5 | stgae: grow\n"
        "     | ^\n"
        "help: did you mean `stage`? (`partnerkit explain PK003`)\n"
    )
    assert answer.err == "0 of 1 file valid.\n"


def test_the_json_of_a_finding_has_its_contract(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: integraton\n")
    answer = json.loads(ask("validate", "--format", "json").out)
    assert (answer["files"], answer["valid"]) == (1, 0)
    [finding] = answer["findings"]
    assert {key: finding[key] for key in ("path", "line", "column", "code", "severity", "help")} == {
        "path": "acme.yaml",
        "line": 2,
        "column": 7,
        "code": "PK004",
        "severity": "error",
        "help": "did you mean `integration`?",
    }


def test_a_bucket_that_was_split_names_what_replaced_it(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text(
        "framework: {buckets: {align: {}, market: {replaces: monetize}, sell: {replaces: monetize}}}\n"
    )
    (tmp_path / "old.yaml").write_text("name: Old\ntype: alliance\nbuckets: {monetize: {status: green}}\n")
    answer = ask("validate")
    assert answer.status == 1
    assert "`monetize` was replaced in this workspace by `market` and `sell`" in answer.out


def test_two_files_with_one_name_are_found(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").touch()
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    answer = json.loads(ask("validate", "--format", "json").out)
    assert (answer["files"], answer["valid"]) == (2, 1)
    assert [(finding["path"], finding["code"]) for finding in answer["findings"]] == [
        (os.path.join("b", "acme.yaml"), "PK121")
    ]


def test_a_broken_workspace_file_is_told_and_nothing_is_judged_by_it(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("framework: {buckets: {}}\n")
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    answer = ask("validate")
    assert answer.status == 1
    assert answer.out.startswith("partnerkit.yaml:1:22: PK019 framework.buckets: ")
    told = json.loads(ask("validate", "--format", "json").out)
    assert (told["valid"], [finding["path"] for finding in told["findings"]]) == (0, ["partnerkit.yaml"])


def test_a_stem_stands_for_its_file(ask: Ask) -> None:
    answer = ask("validate", "acme", "--format", "json", cwd=PORTFOLIO)
    assert json.loads(answer.out)["files"] == 1


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("acne", "did you mean `acme`?"),
        ("acme.yml", "did you mean `acme`?"),
        ("partners/acm.yaml", "did you mean `acme`?"),
        ("Acme Analitics", "did you mean `acme`?"),
        ("Meridian Chanel", "did you mean `meridian-channel`?"),
        ("Müller & Søn", "use the name of the partnership's file, such as `muller-and-son`"),
        ("no/such/file.yaml", "error: no/such/file.yaml does not exist\n"),
        ("../../README.yaml", "error: ../../README.yaml does not exist\n"),
    ],
)
def test_a_path_that_does_not_exist_ends_with_2(ask: Ask, word: str, said: str) -> None:
    answer = ask("validate", word, cwd=PORTFOLIO)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert said.startswith("error: ") == ("help: " not in answer.err)


def test_paths_of_two_workspaces_need_one_to_judge_them_by(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "lone.yaml").write_text("name: Lone\ntype: alliance\n")
    answer = ask("validate", "lone.yaml", PORTFOLIO)
    assert answer.status == 2
    assert "--config" in answer.err
    assert ask("validate", "lone.yaml", PORTFOLIO, "--config", PORTFOLIO / "partnerkit.yaml").status == 0


def test_a_workspace_below_is_named_and_left_out(ask: Ask) -> None:
    answer = ask("validate", ROOT / "examples")
    assert "is a separate workspace" in answer.err


def test_many_files_are_checked_on_all_cores_with_the_same_answer(ask: Ask, tmp_path: Path) -> None:
    for number in range(450):
        broken = "stage: growing\n" if number % 50 == 0 else ""
        (tmp_path / f"p{number:03}.yaml").write_text(f"name: P {number}\ntype: alliance\n{broken}")
    answer = json.loads(ask("validate", "--format", "json").out)
    assert (answer["files"], answer["valid"]) == (450, 441)
    assert [finding["path"] for finding in answer["findings"]] == [f"p{number:03}.yaml" for number in range(0, 450, 50)]
    assert json.loads(ask("heatmap", "--format", "json").out)["counts"]["align"]["not_assessed"] == 441


def test_an_answer_goes_whole_to_a_file_and_replaces_nothing_unasked(ask: Ask, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    arguments = ("validate", PORTFOLIO, "--format", "json", "-o", report)
    assert ask(*arguments).status == 0
    assert json.loads(report.read_text())["files"] == 16
    again = ask(*arguments)
    assert again.status == 2
    assert "--force" in again.err
    assert ask(*arguments, "--force").status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.json"]


@pytest.mark.parametrize("format", ["markdown", "html", "csv"])
def test_a_hostile_name_does_nothing_in_any_format(ask: Ask, tmp_path: Path, format: str) -> None:
    (tmp_path / "h.yaml").write_text('name: "=cmd()|<script>alert(1)</script>[x](javascript:y)"\ntype: alliance\n')
    out = ask("heatmap", "--format", format).out
    harmless = {
        "markdown": "=cmd()\\|\\<script\\>alert(1)\\</script\\>\\[x\\](javascript:y)",
        "html": "=cmd()|&lt;script&gt;alert(1)&lt;/script&gt;[x](javascript:y)",
        "csv": "\n'=cmd()|",
    }
    assert harmless[format] in out


def test_an_escape_in_a_text_is_refused_and_shown_harmlessly(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "h.yaml").write_text('name: "a\\e[31mb"\ntype: alliance\n')
    answer = ask("validate")
    assert answer.status == 1
    assert "\x1b" not in answer.out + answer.err


def test_a_shell_completes_the_names_of_partnerships(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_PARTNERKIT_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "partnerkit score me")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert ask(cwd=PORTFOLIO).out.split() == ["meridian-channel"]


@pytest.mark.parametrize(
    ("line", "help"),
    [
        ("launch: 2026-05-01", "write launch: {date: 2026-05-01}"),
        ("launch: 1.5.2026", "write launch: {date: 2026-05-01}"),
        ("since: 31.12.2026", "write 2026-12-31"),
        ("since: 3.4.2026", "write 2026-04-03"),
        ("since: 31/12/2026", "write 2026-12-31"),
        ("since: 12/31/2026", "write 2026-12-31"),
        ("since: 04/04/2026", "write 2026-04-04"),
        ("since: 03/04/2026", ""),
        (
            "people:\n  - {name: Dana, side: us}",
            "start each entry with its own key instead of `- `: `key: {...}`",
        ),
        ("results:\n  - month: 2026-03\n    revenue: 12.400,50", "write 12400.50"),
        ("results:\n  - month: 2026-03\n    revenue: 12,400.50", "write 12400.50"),
        (
            "<<<<<<< HEAD\nstage: grow\n=======\nstage: renew\n>>>>>>> feature",
            "keep what is right, and remove the lines that start with `<<<<<<<`, `=======` and `>>>>>>>`",
        ),
        (
            "goals:\n  - kind: growth\n    outcome: x\n    target: 2,000,000",
            "write 2000000, without a thousands separator",
        ),
        ("plan: [{id: 1.10, title: a}]", "write 1-10"),
        ("plan: [{id: 7, title: a}]", 'put it in quotes: "7"'),
        ("plan: [{id: Kick Off, title: a}]", "write kick-off"),
        ('why: "Same buyers" and more', 'put all of it in quotes, and write a quote inside as \\"'),
        ("cadence: [half-yearly]", "did you mean `semiannual`?"),
        ("stage: live", "did you mean `grow`?"),
        ("priority: P1", "did you mean `high`?"),
        ("buckets: {align: {status: yellow}}", "did you mean `amber`?"),
        ("buckets: {align: {status: On track}}", "did you mean `green`?"),
        ("plan: [{id: a, title: a, status: in progress}]", "did you mean `doing`?"),
        ("why: x\u00a0y\n\u00a0stage: grow", "type a space in its place"),
        ("partner: {does: \u201cmakes time-tracking software\u201d}", "type straight quotes, or none"),
        ("results:\n  - month: 2026-03\n    revenue: 12,400", "write 12400, without a thousands separator"),
    ],
)
def test_what_was_meant_is_told_where_it_can_mean_one_thing_only(
    ask: Ask, tmp_path: Path, line: str, help: str
) -> None:
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\n{line}\n")
    [finding] = json.loads(ask("validate", "--format", "json").out)["findings"]
    assert finding["help"] == help


def test_a_shell_is_offered_no_name_that_it_would_run(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for stem in ("acme", "a$(touch pwned)", "a b", "a;b", "-a"):
        (tmp_path / f"{stem}.yaml").write_text("name: A\ntype: alliance\n")
    monkeypatch.setenv("_PARTNERKIT_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "partnerkit score ")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert ask(cwd=tmp_path).out.split() == ["acme"]


def test_a_finding_tells_a_program_eight_facts(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: integration\nfit: {reach: 7}\n")
    [finding] = json.loads(ask("validate", "--format", "json").out)["findings"]
    assert list(finding) == ["path", "line", "column", "code", "message", "severity", "help", "name"]
    assert finding["name"] == "not-a-rating"


def test_characters_that_nobody_sees_are_written_out_wherever_they_stand(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: integration\nwhy: Same\U000e0041 buyers\n", encoding="utf-8")
    answer = ask("why", "acme", "--format", "json")
    assert "\U000e0041" not in answer.out
    assert "Same\\udb40\\udc41 buyers" in answer.out
    assert "Same\\U000e0041 buyers" in ask("why", "acme").out


def test_a_file_whose_ending_is_in_capitals_is_a_partnership_too(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "UP.YAML").write_text("name: Up\ntype: integration\n")
    assert json.loads(ask("validate", "--format", "json").out)["valid"] == 1
