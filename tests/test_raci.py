import json
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, TODAY, Ask

ACME = PORTFOLIO / "partners" / "acme.yaml"

WORKSPACE = """\
people: {dana: {name: Dana Lee}, raj: {name: Raj Patel}, sam: {name: Sam Ortiz}}
framework: {buckets: {align: {}, support: {critical: true, boxes: [escalation]}}}
"""
PEOPLE = "people: {jo: {name: Jo Park, side: them}}\n"
SOUND = "raci: {accountable: dana, responsible: [jo]}"


@pytest.fixture
def gaps(ask: Ask, tmp_path: Path) -> Any:
    """Ask for the gaps of files with these buckets."""

    def run(*files: str, workspace: str = WORKSPACE) -> list[tuple[Any, ...]]:
        (tmp_path / "partnerkit.yaml").write_text(workspace)
        for at, text in enumerate(files):
            (tmp_path / f"p{at}.yaml").write_text(f"name: P\ntype: alliance\nstage: grow\n{PEOPLE}{text}")
        answer = ask("raci", ".", "--today", TODAY, "--format", "json")
        assert (answer.status, answer.err) == (0, "")
        found = json.loads(answer.out)["gaps"]
        return [tuple(gap[key] for key in ("partnership", "bucket", "box", "kind", "person")) for gap in found]

    return run


def test_the_gaps_of_the_example_are_those_seen_by_hand(ask: Ask) -> None:
    found = json.loads(ask("raci", ACME, "--today", TODAY, "--format", "json").out)
    # Enable names no one at all; market, sell and operate name one of us as accountable and no one else.
    assert [(gap["bucket"], gap["kind"]) for gap in found["gaps"]] == [
        ("enable", "no-accountable"),
        ("enable", "nobody-responsible"),
        ("market", "nobody-responsible"),
        ("sell", "nobody-responsible"),
        ("operate", "nobody-responsible"),
        ("market", "one-side-only"),
        ("sell", "one-side-only"),
        ("operate", "one-side-only"),
    ]
    # Dana: align and its executive sponsors, build, market and operate; Raj: sell; Sam: support.
    assert [(load["person"], load["accountable"]) for load in found["loads"]] == [("dana", 5), ("raj", 1), ("sam", 1)]


def test_a_critical_bucket_without_anybody_comes_first(gaps: Any) -> None:
    box = "boxes: {escalation: {owner: jo}}"
    found = gaps(f"buckets: {{align: {{raci: {{responsible: [jo, dana]}}}}, support: {{{box}}}}}\n")
    assert found == [
        ("p0", "support", None, "no-accountable", None),
        ("p0", "support", None, "nobody-responsible", None),
        ("p0", "align", None, "no-accountable", None),
    ]


@pytest.mark.parametrize(
    ("raci", "kinds"),
    [
        ("{accountable: dana, responsible: [jo]}", []),
        ("{accountable: dana, responsible: [raj], informed: [jo]}", []),
        ("{accountable: [dana, dana], responsible: [jo]}", []),
        ("{accountable: [dana, jo], responsible: [jo]}", ["several-accountable"]),
        ("{accountable: dana, responsible: [raj], consulted: [sam]}", ["one-side-only"]),
        ("{accountable: jo, responsible: [jo]}", ["one-side-only"]),
        ("{accountable: dana, consulted: [jo]}", ["nobody-responsible"]),
        ("{responsible: [jo, dana]}", ["no-accountable"]),
    ],
)
def test_a_bucket_has_the_gaps_that_its_raci_leaves(gaps: Any, raci: str, kinds: list[str]) -> None:
    support = f"support: {{{SOUND}, boxes: {{escalation: {{owner: dana}}}}}}"
    found = gaps(f"buckets: {{align: {{raci: {raci}}}, {support}}}\noutreach: {{contact: jo}}\n")
    assert [(gap[1], gap[3]) for gap in found] == [("align", kind) for kind in kinds]


def test_a_box_that_names_no_one_has_the_people_and_the_gaps_of_its_bucket(gaps: Any, ask: Ask) -> None:
    boxes = "{joint plan: {raci: {responsible: []}}, sponsors: {raci: {responsible: jo}}, pitch: {owner: jo}}"
    # `escalation` is a box of the framework that the file does not even name.
    found = gaps(f"buckets: {{align: {{{SOUND}, boxes: {boxes}}}, support: {{}}}}\n")
    assert found == [
        ("p0", "support", None, "no-accountable", None),
        ("p0", "support", None, "nobody-responsible", None),
        ("p0", "align", "sponsors", "no-accountable", None),
    ]
    matrix = json.loads(ask("raci", "p0", "--format", "json").out)["matrix"]
    people = [(row["box"], row["responsible"], row["accountable"], row["inherited"]) for row in matrix[1:4]]
    assert people == [
        ("joint plan", ["jo"], ["dana"], True),
        ("sponsors", ["jo"], [], False),
        ("pitch", [], ["jo"], False),
    ]
    rows = ask("raci", "p0", "--format", "csv").out.splitlines()
    assert ",joint plan,jo*,dana,," in rows
    boxes_shown = json.loads(ask("heatmap", "--boxes", "p0", "--today", TODAY, "--format", "json").out)["buckets"][0]
    assert [box["owner"] for box in boxes_shown["boxes"]] == ["dana", None, "jo"]


def test_the_draft_of_who_does_what_has_the_same_gaps_and_only_people_with_a_part(ask: Ask, tmp_path: Path) -> None:
    kim = PEOPLE.replace("}}", "}, kim: {name: Kim Ode, side: them}}")
    boxes = "{joint plan: {status: red}, sponsors: {raci: {responsible: jo}}}"
    (tmp_path / "partnerkit.yaml").write_text(WORKSPACE)
    (tmp_path / "it.yaml").write_text(
        f"name: It\ntype: alliance\nstage: grow\n{kim}buckets: {{align: {{{SOUND}, boxes: {boxes}}}}}\n"
    )
    draft = ask("draft", "raci", "it", "--today", TODAY).out
    assert "  - Joint plan: Dana Lee (from Align)\n  - Sponsors: [TODO: who owns it]\n" in draft
    # A gap is a place to fill in, not an internal list that the partner reads.
    assert "| Support | [TODO: who is accountable for Support] |" in draft
    assert "no one" not in draft
    prep = ask("draft", "prep", "it", "--today", TODAY).out
    assert "- Support: no one is accountable; no one is responsible for the work\n" in prep
    assert "- Align, sponsors: no one is accountable\n" in prep
    assert "Dana Lee" in draft
    assert "Kim Ode" not in draft
    assert "Raj Patel" not in draft


def test_a_person_accountable_for_too_much_is_named_across_the_portfolio(gaps: Any) -> None:
    bucket = f"buckets: {{align: {{{SOUND}}}, support: {{{SOUND}, boxes: {{escalation: {{owner: dana}}}}}}}}\n"
    limited = WORKSPACE + "raci: {most_accountable: 5}\n"
    assert gaps(bucket, workspace=limited) == []  # three: two buckets and a box
    assert gaps(bucket, bucket, workspace=limited) == [(None, None, None, "over-committed", "dana")]


def test_people_who_are_listed_and_have_no_part_are_named(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("people: {dana: {name: Dana Lee}, raj: {name: Raj Patel}}\n")
    people = "people: {jo: {name: Jo Park, side: them}, kim: {name: Kim Ode, side: them}}\n"
    (tmp_path / "it.yaml").write_text(
        f"name: It\ntype: alliance\n{people}plan: [{{id: a, title: A, owner: dana}}]\noutreach: {{contact: jo}}\n"
    )
    whole = json.loads(ask("raci", "--format", "json").out)["gaps"]
    assert [(gap["partnership"], gap["kind"], gap["person"]) for gap in whole] == [
        ("it", "named-nowhere", "kim"),
        (None, "named-nowhere", "raj"),
    ]
    # From one file, no one can see whether a colleague is named in another.
    one = json.loads(ask("raci", "it", "--format", "json").out)["gaps"]
    assert [gap["person"] for gap in one] == ["kim"]


def test_a_prospect_that_names_nobody_yet_is_not_assessed(ask: Ask) -> None:
    found = json.loads(ask("raci", PORTFOLIO / "partners" / "globex.yaml", "--format", "json").out)
    assert (found["gaps"], found["not_assessed"]) == ([], ["globex"])


@pytest.mark.parametrize(("side", "loads"), [("them", [("dana", 1)]), ("us", [("dana", 2)])])
def test_a_short_name_in_a_file_goes_before_the_same_one_of_the_workspace(
    ask: Ask, tmp_path: Path, side: str, loads: list[tuple[str, int]]
) -> None:
    (tmp_path / "partnerkit.yaml").write_text("people: {dana: {name: Dana Lee}}\n")
    (tmp_path / "it.yaml").write_text(f"""name: It
type: alliance
people: {{dana: {{name: Dana Ode, side: {side}}}, raj: {{name: Raj Patel, side: us}}}}
buckets:
  align: {{raci: {{accountable: dana}}}}
  build: {{raci: {{accountable: raj}}}}
  operate: {{raci: {{accountable: raj}}}}
""")
    (tmp_path / "other.yaml").write_text("name: Other\ntype: alliance\nbuckets: {align: {raci: {accountable: dana}}}\n")
    found = json.loads(ask("raci", "--format", "json").out)["loads"]
    assert [(load["person"], load["accountable"]) for load in found] == loads


def test_a_colleague_whose_short_name_only_a_partner_uses_is_named_nowhere(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("people: {dana: {name: Dana Lee}}\n")
    people = "people: {dana: {name: Dana Ode, side: them}}\n"
    (tmp_path / "it.yaml").write_text(f"name: It\ntype: alliance\n{people}outreach: {{contact: dana}}\n")
    found = json.loads(ask("raci", "--format", "json").out)["gaps"]
    assert [(gap["partnership"], gap["kind"], gap["person"]) for gap in found] == [(None, "named-nowhere", "dana")]
