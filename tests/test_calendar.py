import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]  # has none
from hypothesis import given
from hypothesis import strategies as some

import strict_reader
from conftest import PORTFOLIO, TODAY, Ask
from partnerkit.dates import days_after
from partnerkit.events import Event
from partnerkit.facts.obligations import KINDS
from partnerkit.questions.calendar import NOTICE_ALARMS
from partnerkit.render.icalendar import render, sequence, stamp
from partnerkit.render.safe import one_line, visible
from partnerkit.workdays import days_off, public_holidays

HEAD = "name: Acme\ntype: integration\npeople: {dana: {name: Dana, side: us}, jo: {name: Jo, side: them}}\n"

Events = dict[str, list[Any]]
Export = Callable[..., Events]


@pytest.fixture
def export(ask: Ask, tmp_path: Path) -> Export:
    """Write the calendar of one file and read it back with another library, as events by their summary."""

    def run(text: str, today: str = TODAY, *arguments: str, changed: int | None = None) -> Events:
        (tmp_path / "acme.yaml").write_text(HEAD + text)
        if changed is not None:
            os.utime(tmp_path / "acme.yaml", (changed, changed))
        out = tmp_path / "partners.ics"
        answer = ask("calendar", "acme", "-o", out, "--force", "--today", today, *arguments)
        assert (answer.status, answer.out, answer.err) == (0, "", "")
        strict_reader.check(out.read_bytes())
        calendar = vobject.readOne(out.read_bytes().decode())
        events: Events = {}
        for event in calendar.contents.get("vevent", []):
            events.setdefault(event.summary.value, []).append(event)
        return events

    return run


def days(events: Events, summary: str) -> list[str]:
    """The days on which something is to be, in their order."""
    return sorted(f"{event.dtstart.value}" for event in events[summary] if event.status.value == "CONFIRMED")


REVIEW = "Acme: Hold the {} review"


def test_a_review_on_the_last_day_of_a_month_is_on_last_days_that_are_worked_on(export: Export) -> None:
    events = export("stage: launch\nreviews: [{date: 2026-01-31, kind: monthly}]\n", "2026-02-01")
    # February 28 and May 31 are on a weekend, and so is January 31, 2027.
    on_days = ["2026-03-02", "2026-03-31", "2026-04-30", "2026-06-01", "2026-06-30", "2026-07-31", "2026-08-31"]
    assert days(events, REVIEW.format("monthly"))[:7] == on_days
    assert len(days(events, REVIEW.format("monthly"))) == 12


def test_reviews_are_written_a_year_ahead_and_by_no_rule(export: Export, tmp_path: Path) -> None:
    events = export("cadence: [quarterly, annual]\nreviews: [{date: 2025-11-30, kind: annual}]\n", "2025-12-01")
    assert days(events, REVIEW.format("quarterly")) == ["2026-03-02", "2026-06-01", "2026-08-31", "2026-11-30"]
    assert days(events, REVIEW.format("annual")) == ["2026-11-30"]
    assert "RRULE" not in (tmp_path / "partners.ics").read_text()


def test_an_overdue_review_is_one_event_and_those_after_it_are_ahead(export: Export) -> None:
    events = export("cadence: [quarterly]\nreviews: [{date: 2025-11-28, kind: quarterly}]\n", "2026-04-10")
    found = days(events, REVIEW.format("quarterly"))
    assert [day for day in found if day < "2026-04-10"] in (["2026-03-02"], [])
    assert [day for day in found if day > "2026-04-10"] == ["2026-05-28", "2026-08-28", "2026-11-30", "2027-03-01"]


def test_a_review_held_early_is_cancelled_where_it_was_and_the_others_stay_the_same_events(
    export: Export, ask: Ask
) -> None:
    before = export("cadence: [monthly]\nreviews: [{date: 2026-03-20, kind: monthly}]\n", "2026-04-10")
    reviews = {e.uid.value: e for e in before[REVIEW.format("monthly")] if e.status.value == "CONFIRMED"}
    [april] = [uid for uid, event in reviews.items() if f"{event.dtstart.value}" == "2026-04-20"]
    held = "cadence: [monthly]\nreviews: [{date: 2026-03-20, kind: monthly}, {date: 2026-04-15, kind: monthly}]\n"
    after = {e.uid.value: e for e in export(held, "2026-04-16")[REVIEW.format("monthly")]}
    assert after[april].status.value == "CANCELLED"
    ahead = {uid for uid, e in after.items() if e.status.value == "CONFIRMED"}
    # There is one more at the end, a year ahead of the later day.
    assert set(reviews) - {april} <= ahead
    assert len(ahead - set(reviews)) <= 1


def test_the_last_day_for_notice_rings_ahead_at_nine(export: Export) -> None:
    term = "{starts: 2026-02-10, months: 12, renewal: automatic, notice_days: 60}"
    events = export(f"agreement: {{status: signed, term: {term}}}\n")
    [notice] = events["Acme: Last day for notice"]
    assert (notice.dtstart.value, notice.dtend.value) == (date(2026, 12, 11), date(2026, 12, 12))
    alarms = sorted(alarm.trigger.value for alarm in notice.valarm_list)
    assert alarms == [timedelta(days=-before, hours=9) for before in (60, 30, 14, 7, 1)]
    [term_end] = events["Acme: Term renews automatically"]
    assert term_end.dtstart.value == date(2027, 2, 9)
    assert "valarm" not in term_end.contents


def test_notice_that_falls_on_a_weekend_is_on_the_working_day_before_it_and_rings_ahead_of_that(export: Export) -> None:
    # 2027-02-09 less 58 days is Sunday 2026-12-13.
    term = "{starts: 2026-02-10, months: 12, renewal: automatic, notice_days: 58}"
    events = export(f"agreement: {{status: signed, term: {term}}}\n")
    [notice] = events["Acme: Last day for notice (falls on Sunday 2026-12-13, a day off)"]
    assert notice.dtstart.value == date(2026, 12, 11)
    assert max(alarm.trigger.value for alarm in notice.valarm_list) == timedelta(days=-1, hours=9)


def test_days_are_dates_without_a_time_zone_and_the_stamp_is_when_the_file_changed(export: Export) -> None:
    item = "{id: a, title: 'Train; sell, repeat', start: 2026-04-27, due: 2026-05-08, owner: jo}"
    [[event]] = export(f"plan: [{item}]\n", changed=1_775_900_000).values()
    assert event.summary.value == "Acme: Train; sell, repeat"
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 4, 27), date(2026, 5, 9))
    assert type(event.dtstart.value) is date
    assert event.dtstamp.value.replace(tzinfo=None) == datetime(2026, 4, 11, 9, 33, 20)
    assert event.description.value == "Train; sell, repeat\nWho: jo\npartnerkit plan acme"


def test_a_second_export_updates_the_events_of_the_first(export: Export) -> None:
    text = (
        "stage: grow\nsince: 2026-01-15\n"
        "plan: [{id: a, title: Train, due: 2026-05-08}]\n"
        "agreement: {status: signed, term: {starts: 2026-02-10, months: 12, notice_days: %d, renewal: automatic}}\n"
    )
    before = {e.uid.value: e for events in export(text % 60).values() for e in events}
    later = text.replace("Train, due: 2026-05-08", "Train them, due: 2026-06-30")
    later += "reviews: [{date: 2026-05-05, kind: annual}]\n"
    after = {e.uid.value for events in export(later % 90, "2026-05-06").values() for e in events}
    # The plan item, the reviews, the notice and the term: moved and renamed, and none of them left where it was.
    ahead = {uid for uid, e in before.items() if e.dtstart.value > date(2026, 5, 6)}
    assert len(ahead) == 1 + 11 + 3 + 1 + 2
    assert ahead <= after


def test_a_launch_step_stays_the_same_event_once_it_is_in_the_plan(ask: Ask, export: Export, tmp_path: Path) -> None:
    text = "launch: {date: 2026-05-12}\n"
    before = {event.uid.value for [event] in export(text).values()}
    assert ask("launch", "acme", "--write", "--today", TODAY).status == 0
    written = (tmp_path / "acme.yaml").read_text().removeprefix(HEAD)
    assert len(before) == 15
    assert {event.uid.value for [event] in export(written).values()} == before


def test_two_promises_of_one_name_are_two_events_in_whichever_order_they_are(export: Export) -> None:
    promises = ["{id: a, what: Dates, due: 2026-05-05}", "{id: a, what: Names, due: 2026-05-06}"]

    def ids(promises: list[str]) -> dict[str, str]:
        text = f"reviews: [{{date: 2026-04-01, kind: monthly, commitments: [{', '.join(promises)}]}}]\n"
        return {summary: event.uid.value for summary, [event] in export(text).items()}

    assert len(set(ids(promises).values())) == 2
    assert ids(promises) == ids(promises[::-1])


def test_targets_of_one_metric_are_known_by_their_days_whatever_the_figure_is(export: Export) -> None:
    kpis = ["{metric: referrals, target: 80, by: 2026-06-30}", "{metric: referrals, target: 99, by: 2026-09-30}"]

    def ids(kpis: list[str]) -> dict[date, str]:
        events = export(f"kpis: [{', '.join(kpis)}]\n").values()
        return {event.dtstart.value: event.uid.value for [event] in events}

    before = ids(kpis)
    assert len(set(before.values())) == 2
    assert ids([kpis[0].replace("80", "90"), kpis[1]]) == before
    assert ids(kpis[1:]).items() <= before.items()


def test_what_was_finished_or_dropped_is_cancelled_for_sixty_days(export: Export) -> None:
    item = "plan: [{id: a, title: Train, due: 2026-05-04%s}]\n"

    def state(more: str, today: str) -> list[tuple[str, str]]:
        events = export(item % more, today).values()
        return [(event.uid.value, event.status.value) for [event] in events]

    [(uid, status)] = state("", "2026-04-10")
    assert status == "CONFIRMED"
    assert state(", status: done, done: 2026-04-20", "2026-04-20") == [(uid, "CANCELLED")]
    assert state(", status: done, done: 2026-04-20", "2026-06-19") == [(uid, "CANCELLED")]
    assert state(", status: done, done: 2026-04-20", "2026-06-20") == []
    # When it was dropped nothing says: its own day counts.
    assert state(", status: dropped", "2026-07-03") == [(uid, "CANCELLED")]
    assert state(", status: dropped", "2026-07-04") == []


def test_a_kept_promise_a_reached_target_and_a_finished_checklist_are_cancelled(export: Export) -> None:
    text = (
        "stage: exit\nexit: {until: 2026-05-01}\n"
        "reviews: [{date: 2026-04-01, kind: monthly, commitments: [{id: a, what: Dates, due: 2026-05-05%s}]}]\n"
        "kpis: [{metric: referrals, target: 5, by: 2026-04-30%s}]\n"
        "checklists: {exit: {honest-conversation: true, resolution-tried: true, wind-down-talk: true, "
        "commitments-honored: true, learnings-documented: true, good-terms: %s}}\n"
    )
    before = {event.uid.value for [event] in export(text % ("", "", "false")).values()}
    after = export(text % (", done: 2026-04-09", ", actual: 6", "2026-04-10"))
    assert {event.uid.value: event.status.value for [event] in after.values()} == dict.fromkeys(before, "CANCELLED")
    assert len(before) == 3


def test_an_update_wins_over_what_was_exported_before(export: Export, tmp_path: Path) -> None:
    file = tmp_path / "acme.yaml"

    def revision(due: str, today: str, changed: int) -> tuple[int, str]:
        text = f"plan: [{{id: a, title: Train, due: {due}}}]\n"
        [[event]] = export(text, today, changed=changed).values()
        return int(event.sequence.value), f"{event.dtstamp.value}"

    first = revision("2026-05-04", "2026-04-10", 1_775_800_000)
    assert revision("2026-05-04", "2026-04-10", 1_775_800_000) == first
    edited = revision("2026-05-11", "2026-04-10", 1_775_800_001)
    assert edited > first
    assert edited[1] > first[1]
    assert revision("2026-05-11", "2026-04-11", 1_775_800_001) > edited
    assert file.exists()


def test_the_same_partnership_in_two_workspaces_is_two_events(ask: Ask, tmp_path: Path) -> None:
    def ids(folder: str, workspace: str) -> set[str]:
        place = tmp_path / folder
        place.mkdir(parents=True)
        (place / "partnerkit.yaml").write_text(workspace)
        (place / "acme.yaml").write_text("name: Acme\ntype: alliance\nplan: [{id: a, title: Train, due: 2026-05-04}]\n")
        return {line for line in ask("calendar", place, "--today", TODAY).out.split("\n") if line.startswith("UID")}

    orbit = ids("here/orbit", "company: {name: Orbit}\n")
    assert ids("elsewhere/orbit", "company: {name: Orbit}\n") == orbit
    assert not orbit & ids("other", "company: {name: Other}\n")
    assert not ids("one", "currency: EUR\n") & ids("two", "currency: EUR\n")


def test_two_workspaces_of_one_repository_have_events_of_their_own(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    found = []
    for region in ("eu", "us"):
        (tmp_path / region).mkdir()
        (tmp_path / region / "partnerkit.yaml").write_text("company: {name: Orbit}\n")
        (tmp_path / region / "acme.yaml").write_text(
            "name: Acme\ntype: alliance\nplan: [{id: a, title: Train, due: 2026-05-04}]\n"
        )
        out = ask("calendar", region, "--today", TODAY).out
        found += [line for line in out.split("\n") if line.startswith("UID")]
    assert len(set(found)) == 2


def test_ids_are_unique_and_the_same_files_give_the_same_bytes(ask: Ask) -> None:
    first = ask("calendar", PORTFOLIO, "--today", TODAY).out
    assert first == ask("calendar", PORTFOLIO, "--today", TODAY).out
    calendar = vobject.readOne(first)
    uids = [event.uid.value for event in calendar.vevent_list]
    assert len(uids) == len(set(uids)) > 80
    assert first.replace("\r\n", "").count("\n") == 0


def test_a_hostile_name_stays_a_name(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "evil.yaml").write_text(
        "name: 'X END:VEVENT'\ntype: alliance\nplan:\n"
        '  - {id: a, title: "one\\nEND:VCALENDAR\\nBEGIN:VEVENT", due: 2026-05-05}\n'
    )
    answer = ask("calendar", "evil", "--today", TODAY)
    strict_reader.check(answer.out.encode())
    [event] = vobject.readOne(answer.out).vevent_list
    assert event.summary.value == "X END:VEVENT: one END:VCALENDAR BEGIN:VEVENT"


def test_owner_and_side_keep_what_is_theirs(ask: Ask) -> None:
    def events(*arguments: str) -> list[dict[str, Any]]:
        answer = ask("calendar", PORTFOLIO, "--today", TODAY, "--format", "json", *arguments)
        found: list[dict[str, Any]] = json.loads(answer.out)["events"]
        return found

    assert "review" not in {event["kind"] for event in events("--side", "them")}
    assert all("Who: raj" in event["details"] for event in events("--owner", "raj"))


TEXTS = some.text(some.sampled_from("ab ,;:\"'\\^\n\r\tüß€𝒳\u202e"), max_size=300)
"""Texts with much that is escaped, has several bytes, or is written out."""

EVENTS = some.builds(
    Event,
    uid=some.uuids().map(lambda uid: f"{uid}@partnerkit"),
    partnership=some.just("acme"),
    kind=some.sampled_from(KINDS),
    summary=TEXTS,
    details=TEXTS,
    starts=some.dates(),
    ends=some.dates(),
    alarms=some.sampled_from([(), NOTICE_ALARMS]),
    cancelled=some.booleans(),
    changed=some.integers(0, 2**40),
)


def by_the_library(events: Sequence[Event], today: date) -> str:
    """Write events as the library icalendar does."""
    calendar = icalendar.Calendar()
    for key, value in (("prodid", "-//partnerkit//calendar//EN"), ("version", "2.0")):
        calendar.add(key, value)
    calendar.add("x-wr-calname", "Partnerships")
    midnight = datetime.combine(today, time(), UTC)
    for event in events:
        component = icalendar.Event()
        component.add("uid", event.uid)
        component.add("dtstamp", stamp(event.changed, midnight))
        component.add("sequence", sequence(event.changed, midnight))
        component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
        component.add("dtstart", event.starts)
        component.add("dtend", days_after(event.ends, 1))
        component.add("summary", one_line(event.summary))
        component.add("description", visible(event.details))
        component.add("categories", [event.kind])
        component.add("transp", "TRANSPARENT")
        for before in event.alarms:
            alarm = icalendar.Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", one_line(event.summary))
            alarm.add("trigger", timedelta(days=-before, hours=9))
            component.add_component(alarm)
        calendar.add_component(component)
    return str(calendar.to_ical(), "utf-8")


@given(some.lists(EVENTS, min_size=1, max_size=3), some.dates())
def test_a_calendar_is_written_byte_by_byte_as_a_library_writes_it(events: list[Event], today: date) -> None:
    assert render(events, today) == by_the_library(events, today)


def test_a_calendar_with_nothing_in_it_is_still_a_calendar(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    out = ask("calendar", "acme", "--today", TODAY).out
    strict_reader.check(out.encode())
    assert "BEGIN:VEVENT" not in out


def test_a_whole_portfolio_satisfies_a_strict_reader(ask: Ask) -> None:
    strict_reader.check(ask("calendar", PORTFOLIO, "--today", TODAY).out.encode())


def test_nothing_is_overwritten(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partners.ics").write_text("mine")
    answer = ask("calendar", PORTFOLIO, "-o", "partners.ics")
    assert (answer.status, (tmp_path / "partners.ics").read_text()) == (2, "mine")


@pytest.mark.parametrize(
    ("module", "arguments", "said"),
    [
        ("holidays", ["due", "--holidays", "DE"], "python -m pip install holidays"),
    ],
)
def test_a_missing_extra_is_one_sentence_with_the_install_command(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, module: str, arguments: list[str], said: str
) -> None:
    days_off.cache_clear()
    public_holidays.cache_clear()
    monkeypatch.setitem(sys.modules, module, None)  # what an import finds where it is not installed
    answer = ask(*arguments, cwd=PORTFOLIO)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err


@pytest.mark.parametrize("format", ["markdown", "html", "csv", "json"])
def test_the_events_are_listed_in_every_other_format(ask: Ask, snapshot: Any, format: str) -> None:
    assert ask("calendar", "acme", "--today", TODAY, "--format", format, cwd=PORTFOLIO).out == snapshot
