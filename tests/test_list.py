import csv
import io
import json
from collections import Counter
from typing import Any

import pytest

from conftest import PORTFOLIO, TODAY, Ask


def lines(ask: Ask, *options: str) -> list[dict[str, Any]]:
    answer = ask("list", PORTFOLIO, *options, "--today", TODAY, "--format", "json")
    assert (answer.status, answer.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(answer.out)["partnerships"]
    return found


def test_a_line_says_what_the_other_questions_say(ask: Ask) -> None:
    [acme] = lines(ask, "--type", "integration", "--stage", "grow")
    shown = {
        key: acme[key]
        for key in ("partnership", "fit", "overall", "heat", "health", "dynamics", "late", "owner", "tier")
    }
    # 43 points; one red bucket is amber; one open flag is amber. Late are four launch steps and the color of Operate;
    # the playbook is due on April 10 itself.
    assert shown == {
        "partnership": "acme",
        "fit": 43,
        "overall": {"status": "red", "decided_by": ["dynamics"], "reason": "dynamics: awareness on their side: 2 of 5"},
        "heat": "amber",
        "health": "amber",
        "dynamics": "red",
        "late": 5,
        "owner": "dana",
        "tier": "certified",
    }


def test_what_is_late_is_counted_as_due_lists_it(ask: Ask) -> None:
    found = json.loads(ask("due", PORTFOLIO, "--today", TODAY, "--format", "json").out)["entries"]
    overdue = Counter(entry["partnership"] for entry in found if entry["overdue"])
    assert {line["partnership"]: line["late"] for line in lines(ask) if line["late"]} == overdue


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("name", "acme", "tindra-payroll"),
        ("fit", "bluebird-crm", "silverline-hosting"),  # 52 points; not rated
        ("late", "solstice-systems", "quorum-identity"),  # 9, as many as Tindra, and none
        ("since", "silverline-hosting", "lumen-design-suite"),  # the oldest; not known
        ("priority", "acme", "globex"),
        ("health", "meridian-channel", "quorum-identity"),
    ],
)
def test_the_list_is_sorted_with_what_is_not_known_last(ask: Ask, sort: str, first: str, last: str) -> None:
    found = [line["partnership"] for line in lines(ask, "--sort", sort)]
    assert (found[0], found[-1]) == (first, last)


def test_the_other_way_round_what_is_not_known_is_still_last(ask: Ask) -> None:
    fits = [line["fit_range"] for line in lines(ask, "--sort", "fit", "--reverse")]
    assert fits[0] == [26, 50]
    assert fits[-2:] == [None, None]


def test_filters_hold_together_and_their_words_are_alternatives(ask: Ask) -> None:
    found = lines(ask, "--stage", "grow", "--stage", "launch", "--owner", "sam")
    assert {line["partnership"] for line in found} == {
        "acme",
        "cloudharbor-marketplace",
        "meridian-channel",
        "solstice-systems",
    }
    assert [line["partnership"] for line in lines(ask, "--tag", "payroll")] == ["tindra-payroll"]


@pytest.mark.parametrize(
    ("option", "word", "said"),
    [("--stage", "grw", "did you mean `grow`?"), ("--owner", "dan", "did you mean `dana`?")],
)
def test_a_wrong_filter_says_what_to_type(ask: Ask, option: str, word: str, said: str) -> None:
    answer = ask("list", PORTFOLIO, option, word)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err


def test_the_csv_has_one_row_for_each_partnership(ask: Ask) -> None:
    rows = list(csv.DictReader(io.StringIO(ask("list", PORTFOLIO, "--today", TODAY, "--format", "csv").out)))
    assert len(rows) == 15  # Cascade has ended
    assert (rows[0]["File"], rows[0]["Fit"], rows[0]["Heat"]) == ("acme", "43", "amber")


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("retial", "hint: no partnership here has the tag `retial`; did you mean `retail`?\n"),
        ("xyz", "hint: no partnership here has the tag `xyz`\n"),
        ("retail", ""),
    ],
)
def test_a_tag_that_no_file_has_is_told_with_the_one_that_was_meant(ask: Ask, tag: str, hint: str) -> None:
    for command in ("list", "heatmap"):
        answer = ask(command, PORTFOLIO, "--tag", tag, "--today", TODAY)
        assert (answer.status, answer.err) == (0, hint)
        assert ("No partnership matches." in answer.out) == bool(hint)
