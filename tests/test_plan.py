import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from conftest import PORTFOLIO, TODAY, Ask
from partnerkit.documents import Board, Card, Document, Lane, Parts, Stretch, Timeline
from partnerkit.periods import parse_period, ticks, unit_for
from partnerkit.render import html, markdown, terminal
from partnerkit.render.palette import PROGRESS
from partnerkit.render.screen import Screen

ACME = PORTFOLIO / "partners" / "acme.yaml"
HEAD = "name: Acme\ntype: integration\npeople: {dana: {name: Dana, side: us}, jo: {name: Jo, side: them}}\n"

AskPlan = Callable[..., dict[str, Any]]


@pytest.fixture
def plan(ask: Ask, tmp_path: Path) -> AskPlan:
    """Ask for the plan of one file, as JSON."""

    def run(*items: str, more: str = "", arguments: tuple[str, ...] = ()) -> dict[str, Any]:
        (tmp_path / "acme.yaml").write_text(HEAD + "plan:\n" + "".join(f"  - {{{item}}}\n" for item in items) + more)
        answer = ask("plan", "acme", "--today", TODAY, "--format", "json", *arguments)
        assert (answer.status, answer.err) == (0, "")
        found: dict[str, Any] = json.loads(answer.out)
        return found

    return run


def kinds(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(conflict["kind"], conflict["item"]) for conflict in found["conflicts"]]


# --- Late, blocked and in conflict --------------------------------------------------------------------------------


def test_late_is_what_was_due_before_today_and_is_open(plan: AskPlan) -> None:
    found = plan(
        "id: a, title: A, due: 2026-04-09",
        "id: b, title: B, due: 2026-04-10",
        "id: c, title: C, due: 2026-04-09, status: done",
        "id: d, title: D, due: 2026-04-09, status: dropped",
    )
    assert kinds(found) == [("late", "a")]
    assert found["conflicts"][0]["message"] == "A: due on 2026-04-09, 1 day late"


def test_blocked_says_by_what(plan: AskPlan) -> None:
    found = plan("id: a, title: A, status: blocked, note: Waiting for their speaker")
    assert found["conflicts"][0]["message"] == "A: Waiting for their speaker"


def test_an_item_cannot_begin_before_what_it_needs_is_due(plan: AskPlan) -> None:
    found = plan(
        "id: late-need, title: Spec, due: 2026-05-02",
        "id: early, title: Build, start: 2026-05-01, due: 2026-05-20, needs: [late-need]",
        "id: same-day, title: Test, start: 2026-05-02, needs: [late-need]",
        "id: by-due, title: Ship, due: 2026-05-01, needs: [late-need]",
    )
    assert kinds(found) == [("needs-later", "early"), ("needs-later", "by-due")]
    assert found["conflicts"][0]["message"] == 'Build: begins on 2026-05-01, and needs "Spec", due on 2026-05-02'


def test_an_item_cannot_begin_before_what_it_needs_begins(plan: AskPlan) -> None:
    found = plan("id: a, title: A, due: 2026-05-01, needs: [b]", "id: b, title: B, start: 2026-06-01")
    assert found["conflicts"][0]["message"] == 'A: is due on 2026-05-01, and needs "B", which begins on 2026-06-01'


def test_what_will_be_done_is_not_done_yet(plan: AskPlan) -> None:
    found = plan(
        "id: a, title: A, due: 2026-04-02, status: done, done: 2026-05-01",
        "id: b, title: B, status: doing, done: 2026-05-01",
        "id: c, title: C, due: 2026-04-02, done: 2026-04-10",
    )
    told = [(item["id"], item["status"], item["done"], item["late"]) for item in found["items"]]
    assert sorted(told) == [("a", "todo", None, True), ("b", "doing", None, False), ("c", "done", "2026-04-10", False)]


def test_a_done_item_does_not_stand_on_an_open_one(plan: AskPlan) -> None:
    found = plan("id: a, title: A, status: doing", "id: b, title: B, status: done, needs: [a]")
    assert kinds(found) == [("done-before-need", "b")]


def test_what_was_dropped_is_needed_by_nothing(plan: AskPlan) -> None:
    found = plan("id: a, title: A, status: dropped", "id: b, title: B, needs: [a]")
    assert kinds(found) == [("needs-dropped", "b")]


def test_people_read_of_a_conflict_in_words_and_a_spreadsheet_keeps_its_key(ask: Ask, tmp_path: Path) -> None:
    items = "{id: a, title: A, due: 2026-05-02}, {id: b, title: B, due: 2026-05-01, needs: [a]}"
    (tmp_path / "it.yaml").write_text(f"name: It\ntype: alliance\nplan: [{items}]\n")
    for format in ("terminal", "markdown", "html"):
        told = ask("plan", "it", "--today", TODAY, "--format", format).out
        assert "too early" in told
        assert "needs-later" not in told
    told = ask("plan", "it", "--today", TODAY, "--format", "csv", "--table", "late-blocked-and-in-conflict").out
    assert "needs-later" in told
    assert "too early" not in told


def test_a_cycle_is_named_once_from_its_smallest_id(plan: AskPlan) -> None:
    found = plan(
        "id: c, title: C, needs: [a]",
        "id: a, title: A, needs: [b, d]",
        "id: b, title: B, needs: [c]",
        "id: d, title: D",
        "id: e, title: E, needs: [e]",
    )
    assert [(conflict["kind"], conflict["message"]) for conflict in found["conflicts"]] == [
        ("cycle", "They are waiting for each other: `a` needs `b` needs `c` needs `a`"),
        ("cycle", "They are waiting for each other: `e` needs `e`"),
    ]


def test_rings_of_needs_do_not_depend_on_the_order_of_the_plan(plan: AskPlan) -> None:
    items = [
        "id: a, title: A, needs: [b, c]",
        "id: b, title: B, needs: [c]",
        "id: c, title: C, needs: [a, d]",
        "id: d, title: D, needs: [c]",
        "id: f, title: F, needs: [a]",
        "id: g, title: G",
    ]
    # Of the rings through a, the shortest; b and d are in rings of their own, f waits for a ring and is in none.
    rings = ["`a` needs `c` needs `a`", "`a` needs `b` needs `c` needs `a`", "`c` needs `d` needs `c`"]
    for order in (items, items[::-1], items[2:] + items[:2], items[3:] + items[:3]):
        found = plan(*order)["conflicts"]
        assert [conflict["message"] for conflict in found] == [
            f"They are waiting for each other: {ring}" for ring in rings
        ]


@pytest.mark.parametrize(
    ("needs", "why"),
    [
        ("needs: [a]", 'blocked until "A" (due on 2026-05-01) is done'),
        ("needs: [a, b, c]", 'blocked until "A" (due on 2026-05-01) and "B" are done'),
        ("needs: [c, d]", "blocked, with no note that says why"),
        ("", "blocked, with no note that says why"),
        ("needs: [a], note: Waiting for their speaker", "Waiting for their speaker"),
    ],
)
def test_a_blocked_item_is_explained_by_what_it_needs(plan: AskPlan, needs: str, why: str) -> None:
    found = plan(
        "id: a, title: A, due: 2026-05-01",
        "id: b, title: B",
        "id: c, title: C, status: done, done: 2026-04-01",
        "id: d, title: D, status: dropped",
        f"id: x, title: X, status: blocked{', ' if needs else ''}{needs}",
    )
    assert [conflict["message"] for conflict in found["conflicts"] if conflict["kind"] == "blocked"] == [f"X: {why}"]


def test_a_cycle_is_named_in_every_period_that_shows_a_part_of_it(plan: AskPlan) -> None:
    items = ("id: a, title: A, needs: [b]", "id: b, title: B, due: 2026-05-01, needs: [a]")
    for period, named in (("2026-Q2", 1), ("2026-Q3", 0)):
        assert len(plan(*items, arguments=("--period", period))["conflicts"]) == named


def test_a_long_chain_of_needs_is_walked_without_a_stack(plan: AskPlan) -> None:
    chain = [f"id: i{at}, title: T, needs: [i{at + 1}]" for at in range(2000)]
    assert plan(*chain, "id: i2000, title: T")["conflicts"] == []


# --- Load ---------------------------------------------------------------------------------------------------------


def test_effort_is_summed_and_what_nobody_estimated_is_never_zero(plan: AskPlan) -> None:
    found = plan(
        "id: a, title: A, bucket: align, owner: dana, effort_days: 1.5",
        "id: b, title: B, bucket: align, owner: jo, effort_days: 6, status: done",
        "id: c, title: C, bucket: build, owner: dana",
        "id: d, title: D, bucket: align, effort_days: 9, status: dropped",
    )
    people = {
        load["key"]: (load["items"], load["open"], load["effort_days"], load["share"]) for load in found["by_person"]
    }
    # 1.5 of 7.5 days are 20%; the dropped item counts nowhere.
    assert people == {"jo": (1, 0, 6, 80), "dana": (2, 2, 1.5, 20)}
    buckets = {load["key"]: (load["effort_days"], load["not_estimated"]) for load in found["by_bucket"]}
    assert buckets["align"] == (7.5, 0)
    assert buckets["build"] == (None, 1)
    assert buckets["operate"] == (0, 0)
    assert {load["key"]: load["items"] for load in found["by_side"]} == {"us": 2, "them": 1}


def test_who_has_most_to_do_stands_first_whatever_is_finished(plan: AskPlan, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("people: {kim: {name: Kim}, lee: {name: Lee}}\n")
    found = plan(
        "id: a, title: A, owner: jo, effort_days: 50, status: done",
        "id: b, title: B, owner: jo, effort_days: 2, status: doing",
        "id: c, title: C, owner: dana, effort_days: 3",
        "id: d, title: D, owner: dana, effort_days: 8, status: dropped",
        "id: e, title: E, owner: kim",
        "id: f, title: F, owner: lee, effort_days: 1, status: done",
    )
    people = [(load["key"], load["effort_days"], load["open_days"]) for load in found["by_person"]]
    # Nobody has estimated what Kim has to do; Lee has nothing left.
    assert people == [("dana", 3, 3), ("jo", 52, 2), ("kim", None, None), ("lee", 1, 0)]


def test_red_buckets_that_nothing_is_planned_for_are_named(plan: AskPlan) -> None:
    red = "buckets: {align: {status: red}, build: {status: red}, enable: {status: red}, support: {status: amber}}\n"
    found = plan(
        "id: a, title: A, bucket: align", "id: b, title: B, bucket: build, status: done, due: 2026-01-01", more=red
    )
    assert [neglected["bucket"] for neglected in found["neglected"]] == ["build", "enable"]


# --- Time ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        # The first ISO week of 2026 begins on Monday 2025-12-29; week 17 is sixteen weeks on: April 20 to 26.
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-W17", "2026-04-20", "2026-04-26"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, first: str, last: str) -> None:
    assert parse_period(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["2025-W53", "2026-Q5", "2026-13", "26", "2026-4", "next", "", "0000"])
def test_anything_else_is_no_period(text: str, ask: Ask) -> None:
    assert parse_period(text) is None
    answer = ask("plan", ACME, "--period", text)
    assert (answer.status, "write 2026, 2026-Q2, 2026-04 or 2026-W17" in answer.err) == (2, True)


def test_a_period_holds_what_is_worked_on_inside_it(plan: AskPlan) -> None:
    items = (
        "id: before, title: T, due: 2026-03-31",
        "id: into, title: T, start: 2026-03-01, due: 2026-04-01",
        "id: inside, title: T, due: 2026-05-05",
        "id: out-of, title: T, start: 2026-06-30, due: 2026-08-01",
        "id: after, title: T, due: 2026-07-01",
        "id: undated, title: T",
    )
    inside = ["into", "inside", "out-of"]
    assert [item["id"] for item in plan(*items, arguments=("--period", "2026-Q2"))["items"]] == inside
    between = ("--from", "2026-04-01", "--to", "2026-06-30")
    assert [item["id"] for item in plan(*items, arguments=between)["items"]] == inside
    assert len(plan(*items)["items"]) == 6


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from", "tomorrow"),
        ("--from", "2026-05-01", "--to", "2026-04-01"),
        ("--period", "2026", "--to", "2026-04-01"),
    ],
)
def test_a_wrong_span_is_refused(ask: Ask, arguments: tuple[str, ...]) -> None:
    answer = ask("plan", ACME, *arguments)
    assert (answer.status, answer.out) == (2, "")


def test_units_suit_the_length_of_time() -> None:
    day = date(2026, 1, 1)
    assert unit_for(day, date(2026, 3, 31)) == "week"
    assert unit_for(day, date(2026, 12, 31)) == "month"
    assert unit_for(day, date(2028, 12, 31)) == "quarter"
    assert [name for _, name in ticks(date(2025, 11, 5), date(2026, 2, 1), "month")] == ["Dec 2025", "Jan 2026", "Feb"]


# --- How it looks -------------------------------------------------------------------------------------------------

TEXT = st.text(max_size=40)
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    starts, ends = sorted([draw(DAYS), draw(DAYS)])
    states = st.sampled_from(list(PROGRESS))
    bars = []
    for _ in range(draw(st.integers(0, 4))):
        first, last = sorted([draw(st.dates(starts, ends)), draw(st.dates(starts, ends))])
        bars.append(Stretch(draw(TEXT), draw(TEXT), draw(TEXT), first, last, draw(states), draw(st.booleans())))
    cards = st.lists(st.builds(Card, TEXT, TEXT, st.booleans()), max_size=3)
    timeline = Timeline(starts, ends, draw(DAYS), draw(st.sampled_from(["week", "month", "quarter"])), bars)
    board = Board([Lane("todo", draw(cards)), Lane("done", draw(cards))])
    return Document("Plan", [timeline, board, Parts("days", [(draw(TEXT), Decimal(3)), ("b", Decimal(0))])])


@given(documents(), st.integers(40, 200))
def test_no_line_is_wider_than_the_terminal_and_no_text_does_harm(document: Document, width: int) -> None:
    for line in terminal.render(document, Screen(width)).splitlines():
        assert cell_len(line) <= width
        assert "\x1b" not in line
    page = markdown.render(document)
    assert page.count("```") == 4
    for line in page.split("```")[1].splitlines()[6:]:
        assert re.fullmatch(
            r"    (section [^:;]+|[^:;]+ :((done|active|crit), )*\d{4}-\d\d-\d\d, \d{4}-\d\d-\d\d)", line
        )
    assert "<script" not in html.render(document)


@pytest.mark.parametrize("title", ["call them back", "Call it", "accDescription of it", "2026-04-01 go live", "href"])
def test_a_name_that_begins_as_a_line_of_mermaid_does_begins_with_a_dot(title: str) -> None:
    bar = Stretch("", title, "", date(2026, 4, 1), date(2026, 4, 2), "todo")
    page = markdown.render(Document("Plan", [Timeline(bar.starts, bar.ends, bar.starts, "week", [bar])]))
    assert f"    · {title} :2026-04-01, 2026-04-02\n" in page


def test_a_short_title_leaves_room_for_the_day_it_is(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: A\ntype: alliance\nplan: [{id: a, title: X, due: 2026-04-20}]\n")
    assert f"today {TODAY}" in ask("plan", "acme", "--today", TODAY).out


def test_a_name_that_mermaid_would_obey_is_only_a_name() -> None:
    bar = Stretch("section", "click me: now; %% gone", "", date(2026, 4, 1), date(2026, 4, 2), "todo")
    page = markdown.render(Document("Plan", [Timeline(bar.starts, bar.ends, bar.starts, "week", [bar])]))
    assert "    section · section\n    · click me now gone :2026-04-01, 2026-04-02\n" in page


@pytest.mark.parametrize("title", ["Raise their share to 20%", "Answer in < 4 h", "Port the C# SDK", "Sell > 10 seats"])
def test_a_chart_keeps_the_signs_of_a_name(title: str) -> None:
    bar = Stretch("", title, "", date(2026, 4, 1), date(2026, 4, 2), "todo")
    page = markdown.render(Document("Plan", [Timeline(bar.starts, bar.ends, bar.starts, "week", [bar])]))
    assert f"    {title} :2026-04-01, 2026-04-02\n" in page


@pytest.mark.parametrize("view", ["timeline", "board", "load", "table"])
@pytest.mark.parametrize("width", ["80", "160"])
def test_each_view_reads_well(ask: Ask, snapshot: Any, monkeypatch: pytest.MonkeyPatch, view: str, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    assert ask("plan", PORTFOLIO, "--today", TODAY, "--view", view).out == snapshot


@pytest.mark.parametrize("by", ["bucket", "owner", "side", "partnership"])
def test_items_are_grouped_as_asked(ask: Ask, snapshot: Any, by: str) -> None:
    assert ask("plan", PORTFOLIO, "--today", TODAY, "--period", "2026-W16", "--by", by).out == snapshot


@pytest.mark.parametrize("format", ["markdown", "html", "csv", "json"])
def test_the_plan_is_told_in_every_format(ask: Ask, snapshot: Any, format: str) -> None:
    assert ask("plan", ACME, "--today", TODAY, "--format", format).out == snapshot


def test_a_file_without_a_plan_says_so(ask: Ask) -> None:
    assert ask("plan", "globex", "--today", TODAY, cwd=PORTFOLIO).out == "Nothing is planned here.\n"


def test_the_load_of_nothing_is_told_too(ask: Ask) -> None:
    assert ask("plan", "globex", "--view", "load", "--today", TODAY, cwd=PORTFOLIO).status == 0
