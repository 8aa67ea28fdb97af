import json
import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from conftest import PORTFOLIO, TODAY, Ask
from partnerkit.facts.heat import HeatCell, decide
from partnerkit.model.framework import DEFAULT_BUCKETS, BucketDefinition
from partnerkit.model.statuses import Status

ACME = PORTFOLIO / "partners" / "acme.yaml"


def _map(ask: Ask, *arguments: str | Path, cwd: Path | None = None) -> Any:
    keywords = {"cwd": cwd} if cwd else {}
    return json.loads(ask("heatmap", *arguments, "--today", TODAY, "--format", "json", **keywords).out)


@pytest.mark.parametrize("width", [80, 160])
def test_the_heat_map_reads_well_at_every_width(
    ask: Ask, snapshot: Any, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    answer = ask("heatmap", PORTFOLIO, "--today", TODAY)
    assert max(len(line) for line in answer.out.splitlines()) <= width
    assert answer.out == snapshot


@pytest.mark.parametrize("format", ["markdown", "html", "csv", "json"])
def test_the_heat_map_is_told_in_every_format(ask: Ask, snapshot: Any, format: str) -> None:
    assert ask("heatmap", PORTFOLIO, "--today", TODAY, "--format", format).out == snapshot


def test_one_red_bucket_that_is_not_critical_makes_acme_amber(ask: Ask) -> None:
    [row] = _map(ask, ACME)["rows"]
    # Green: align, build, support, operate; amber: market, sell; red: enable. Only support is critical.
    assert (row["overall"], row["rule"], row["reason"]) == ("amber", "one-bucket-red", "Enable is red")
    assert row["cells"]["enable"] == {
        "status": "red",
        "stale": False,
        "assessed": "2026-03-31",
        "evidence": "No training run on their side yet",
    }


def test_an_assessment_is_stale_the_day_after_its_limit(ask: Ask) -> None:
    # Operate was assessed on 2025-11-02; 90 days later is 2026-01-31.
    for today, stale in (("2026-01-31", False), ("2026-02-01", True)):
        [row] = json.loads(ask("heatmap", ACME, "--today", today, "--format", "json").out)["rows"]
        assert row["cells"]["operate"]["stale"] is stale


def test_counts_add_up_to_the_partnerships_in_every_bucket(ask: Ask) -> None:
    heat_map = _map(ask, PORTFOLIO)
    assert [bucket["key"] for bucket in heat_map["buckets"]] == list(heat_map["counts"])
    for key, count in heat_map["counts"].items():
        assert count["green"] + count["amber"] + count["red"] + count["not_assessed"] == len(heat_map["rows"])
        assert count["stale"] == sum(row["cells"][key]["stale"] for row in heat_map["rows"])


CRITICAL_SUPPORT = tuple(
    BucketDefinition(bucket.key, bucket.name, bucket.purpose, critical=bucket.key == "support")
    for bucket in DEFAULT_BUCKETS
)


@pytest.mark.parametrize(
    ("statuses", "overall", "rule"),
    [
        ("G G G G R G", "red", "critical-bucket-red"),
        ("R R G G G G", "red", "two-buckets-red"),
        ("R G G G G G", "amber", "one-bucket-red"),
        ("R - - - - -", "amber", "one-bucket-red"),
        ("A A - - - -", "amber", "two-buckets-amber"),
        ("A G - - - -", "not_assessed", "fewer-than-half-assessed"),
        ("A G G - - -", "green", "nothing-against-it"),
        ("- - - - - -", "not_assessed", "fewer-than-half-assessed"),
        ("G G G G G G", "green", "nothing-against-it"),
    ],
)
def test_the_overall_rule_fires_from_the_top(statuses: str, overall: Status, rule: str) -> None:
    words: dict[str, Status] = {"G": "green", "A": "amber", "R": "red", "-": "not_assessed"}
    cells = {
        bucket.key: HeatCell(words[letter]) for bucket, letter in zip(CRITICAL_SUPPORT, statuses.split(), strict=True)
    }
    assert decide(CRITICAL_SUPPORT, cells)[:2] == (overall, rule)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["--stage", "grow"], {"acme", "agency-weekly", "meridian-channel"}),
        (["--type", "supply-chain"], {"silverline-hosting"}),
        (["--tag", "emea", "--type", "integration"], {"acme"}),
        (["--stage", "grow", "--owner", "jo"], {"acme"}),
    ],
)
def test_filters_narrow_the_rows(ask: Ask, filters: list[str], expected: set[str]) -> None:
    assert {row["partnership"] for row in _map(ask, PORTFOLIO, *filters)["rows"]} == expected


@pytest.mark.parametrize(
    ("filters", "help"),
    [(["--stage", "growing"], "grow"), (["--type", "integraton"], "integration"), (["--owner", "danna"], "dana")],
)
def test_a_filter_that_cannot_match_says_what_is_near(ask: Ask, filters: list[str], help: str) -> None:
    answer = ask("heatmap", PORTFOLIO, *filters)
    assert answer.status == 2
    assert f"did you mean `{help}`?" in answer.err


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("worst", "tindra-payroll"),
        ("name", "acme"),
        ("priority", "meridian-channel"),
        ("stage", "atlas-freelance-network"),
    ],
)
def test_rows_come_in_the_order_asked_for(ask: Ask, sort: str, first: str) -> None:
    assert _map(ask, PORTFOLIO, "--sort", sort)["rows"][0]["partnership"] == first


@pytest.mark.parametrize(("gate", "status"), [("red", 0), ("amber", 1)])
def test_a_gate_fails_on_what_it_names_and_on_worse(ask: Ask, gate: str, status: int) -> None:
    assert ask("heatmap", ACME, "--fail-on", gate, "--today", TODAY).status == status
    assert ask("heatmap", PORTFOLIO, "--fail-on", gate, "--today", TODAY).status == 1


def test_boxes_open_one_partnership(ask: Ask, snapshot: Any) -> None:
    assert ask("heatmap", "--boxes", ACME, "--today", TODAY).out == snapshot


def test_the_owner_of_a_bucket_who_is_named_twice_is_one(ask: Ask, tmp_path: Path) -> None:
    people = "people: {dana: {name: Dana Lee, side: us}}\n"
    (tmp_path / "a.yaml").write_text(
        f"name: A\ntype: alliance\n{people}buckets: {{align: {{raci: {{accountable: [dana, dana]}}}}}}\n"
    )
    found = json.loads(ask("heatmap", "--boxes", "a", "--format", "json").out)
    assert found["buckets"][0]["accountable"] == ["dana"]


def test_boxes_that_the_framework_names_are_there_when_the_file_lacks_them(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("framework: {buckets: {align: {boxes: [joint plan]}}}\n")
    (tmp_path / "a.yaml").write_text("name: A\ntype: alliance\n")
    [bucket] = json.loads(ask("heatmap", "--boxes", "a", "--format", "json").out)["buckets"]
    assert [(box["name"], box["status"]) for box in bucket["boxes"]] == [("joint plan", "not_assessed")]


def test_a_broken_file_does_not_stop_the_others(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text("name: Good\ntype: alliance\n")
    (tmp_path / "bad.yaml").write_text("name: Bad\ntype: aliance\n")
    answer = ask("heatmap", "--format", "json")
    assert answer.status == 1
    assert [row["partnership"] for row in json.loads(answer.out)["rows"]] == ["good"]
    assert "bad.yaml:2:7: PK004" in answer.err


def test_colour_is_never_alone(ask: Ask) -> None:
    plain = ask("heatmap", PORTFOLIO, "--today", TODAY, "--color", "never").out
    colored = ask("heatmap", PORTFOLIO, "--today", TODAY, "--color", "always").out
    without = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert without != colored
    assert [line.rstrip() for line in without.splitlines()] == plain.splitlines()


@pytest.mark.parametrize(
    ("variables", "wish", "colored"),
    [
        ({}, "auto", True),
        ({"NO_COLOR": "1"}, "auto", False),
        ({"TERM": "dumb"}, "auto", False),
        ({}, "never", False),
        ({"NO_COLOR": "1", "TERM": "dumb"}, "always", True),
    ],
)
def test_a_terminal_is_coloured_unless_somebody_minds(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], wish: str, colored: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert ("\x1b[" in ask("heatmap", ACME, "--color", wish).out) is colored


LONG_NAMES = (
    "framework: {buckets: {strategy: {name: Strategy and alignment}, market: {name: Market}, marketing: {name: "
    "Marketing}, access: {name: Market access}, through: {name: Sell-through}, to: {name: Sell-to}, "
    "cn: {name: 市场开发}, "
    "support: {name: Customer support}, operate: {name: Operations}, legal: {name: Legal and compliance}}}\n"
)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_many_buckets_with_long_names_stay_apart_at_every_width(
    ask: Ask, snapshot: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, width: int
) -> None:
    (tmp_path / "partnerkit.yaml").write_text(LONG_NAMES, encoding="utf-8")
    (tmp_path / "a.yaml").write_text("name: Acme\ntype: alliance\nbuckets: {market: {status: red}}\n")
    monkeypatch.setenv("COLUMNS", str(width))
    out = ask("heatmap", "--today", TODAY).out
    assert max(cell_len(line) for line in out.splitlines()) <= width
    assert out == snapshot
