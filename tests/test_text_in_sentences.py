"""Texts of several lines, and texts that end in a full stop, inside the sentences of drafts and answers."""

import json
import re
from pathlib import Path

import pytest

from conftest import TODAY, Ask
from partnerkit.phrasing import in_one_line

FILE = """\
name: Acme
type: integration
stage: exit
why: |
  Same retail buyers, and their analytics lack hours worked.
value_proposition:
  outcome: |
    Raise weekly active use by 25%.
  how: |
    hours worked beside store performance
outreach: {contact: jo, opener: your launch, proof: {partner: Blue Inc., result: 31 customers.}}
people:
  jo: {name: Jo Park, side: them}
agreement:
  status: signed
  termination:
    effect: |
      Existing customers keep:
      - the connector
      - support
exit:
  reason: >
    Priorities have changed on both sides.
  plan: "Is there one?"
  until: 2026-12-31
"""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("one\ntwo", "one two"),
        ("They keep:\n- the connector\n- support", "They keep: the connector and support"),
        ("They keep:\n  1. a\n  2. b;\n  3. c.\n\nAll else ends.", "They keep: a, b and c. All else ends."),
        ("They keep:\n* a, b\n* c\n* d\nfor a year", "They keep: a, b; c and d for a year"),
        ("They keep:\n- the\n  connector\n- support", "They keep: the connector and support"),
        ("makes analytics for shops\n- dashboards\n- alerts\n", "makes analytics for shops: dashboards and alerts"),
        (
            "Win accounts in Spain.\n- 10 in Madrid\n- 5 in Bilbao",
            "Win accounts in Spain: 10 in Madrid and 5 in Bilbao",
        ),
        ("What for?\n- reach", "What for? reach"),
    ],
)
def test_a_text_of_several_lines_becomes_one_sentence(text: str, line: str) -> None:
    assert in_one_line(text) == line


def test_no_draft_has_two_stops_or_a_flattened_list(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("company: {name: Orbit Inc.}\npeople: {dana: {name: Dana Lee}}\n")
    (tmp_path / "acme.yaml").write_text(FILE)
    assert ask("draft", "--all", "acme", "-o", "out", "--format", "text", "--today", TODAY).status == 0
    texts = {path.name: path.read_text() for path in (tmp_path / "out").iterdir()}
    assert len(texts) > 10
    for name, text in texts.items():
        assert re.findall(r"[^\n]*(?:[!?…]|(?<!Inc)\.)\s?[.:,;](?!\.)[^\n]*", text) == [], name
        assert re.findall(r"[^\n]*Inc\.\.[^\n]*", text) == [], name
        assert ": - " not in text
        assert not re.search(r"\S - support", text), name
    ending = next(text for name, text in texts.items() if "exit" in name)
    assert "Priorities have changed on both sides.\n" in ending
    assert "keep: the connector and support." in ending


def test_answers_show_a_block_scalar_without_its_last_line_break(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(FILE)
    assert not re.search(r"\.\s?\.", ask("why", "acme", "--today", TODAY, "--format", "markdown").out)


def test_the_page_about_a_partnership_takes_texts_with_stops_and_lists_into_its_sentences(
    ask: Ask, tmp_path: Path
) -> None:
    (tmp_path / "em.yaml").write_text(
        "name: Em\ntype: alliance\nwhy: |\n  We share:\n  - bakers\n  - mills.\npartner: {does: sells flour!}\n"
        "value_proposition: {partner_type: mills, outcome: win!, how: demos., advantage: speed?}\n"
    )
    answer = json.loads(ask("why", "em", "--format", "json").out)["answer"]
    assert answer.startswith("Em sells flour! Em is on file")
    assert "The reason: We share: bakers and mills. " in answer
    assert answer.endswith("We help mills win through demos; only we have speed.")


def test_an_ask_that_is_a_question_gets_one_question_mark(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "em.yaml").write_text("name: Em\ntype: alliance\noutreach: {ask: a 20-minute call?}\n")
    assert "Would you be open to a 20-minute call? If" in ask("draft", "outreach", "em").out
