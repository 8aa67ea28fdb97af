import json
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

from conftest import PORTFOLIO, TODAY, Ask
from partnerkit.dates import days_after
from partnerkit.events import Event, Recurrence
from partnerkit.facts.obligations import KINDS
from partnerkit.questions.calendar import NOTICE_ALARMS
from partnerkit.render.icalendar import render
from partnerkit.render.safe import one_line, visible
from partnerkit.workdays import public_holidays

HEAD = "name: Acme\ntype: integration\npeople: {dana: {name: Dana, side: us}, jo: {name: Jo, side: them}}\n"

Events = dict[str, Any]
Export = Callable[..., Events]


@pytest.fixture
def export(ask: Ask, tmp_path: Path) -> Export:
    """Write the calendar of one file and read it back with another library, as events by their summary."""

    def run(text: str, today: str = TODAY, *arguments: str) -> Events:
        (tmp_path / "acme.yaml").write_text(HEAD + text)
        out = tmp_path / "partners.ics"
        answer = ask("calendar", "acme", "-o", out, "--force", "--today", today, *arguments)
        assert (answer.status, answer.out, answer.err) == (0, "", "")
        calendar = vobject.readOne(out.read_bytes().decode())
        return {event.summary.value: event for event in calendar.contents.get("vevent", [])}

    return run


def days(event: Any, count: int) -> list[str]:
    """The first days on which an event recurs, as python-dateutil works them out."""
    rules = event.getrruleset(addRDate=True)
    return [f"{day:%Y-%m-%d}" for day, _ in zip(rules, range(count), strict=False)]


def test_a_review_on_the_last_day_of_a_month_recurs_on_last_days(export: Export) -> None:
    text = "stage: launch\nreviews: [{date: 2026-01-31, kind: monthly}]\n"
    [event] = export(text).values()
    assert event.dtstart.value == date(2026, 2, 28)
    assert days(event, 5) == ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"]


def test_a_review_on_the_thirtieth_is_on_the_last_of_february(export: Export) -> None:
    text = "stage: launch\nreviews: [{date: 2027-11-30, kind: monthly}]\n"
    [event] = export(text, "2027-12-01").values()
    # 2028 is a leap year: December 30, January 30, February 29, March 30.
    assert days(event, 4) == ["2027-12-30", "2028-01-30", "2028-02-29", "2028-03-30"]


def test_a_quarterly_review_recurs_every_three_months(export: Export) -> None:
    text = "cadence: [quarterly]\nreviews: [{date: 2025-11-30, kind: quarterly}]\n"
    [event] = export(text).values()
    assert days(event, 4) == ["2026-02-28", "2026-05-30", "2026-08-30", "2026-11-30"]


def test_an_annual_review_on_a_leap_day_is_on_the_28th_in_common_years(export: Export) -> None:
    text = "cadence: [annual]\nreviews: [{date: 2024-02-29, kind: annual}]\n"
    [event] = export(text, "2024-03-01").values()
    assert days(event, 5) == ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29", "2029-02-28"]


def test_an_annual_review_recurs_on_its_day(export: Export) -> None:
    [event] = export("cadence: [annual]\nreviews: [{date: 2026-03-27, kind: annual}]\n").values()
    assert days(event, 2) == ["2027-03-27", "2028-03-27"]


def test_the_last_day_for_notice_rings_ahead_at_nine(export: Export) -> None:
    term = "{starts: 2026-02-10, months: 12, renewal: automatic, notice_days: 60}"
    events = export(f"agreement: {{status: signed, term: {term}}}\n")
    notice = events["Acme: Last day for notice of non-renewal"]
    assert (notice.dtstart.value, notice.dtend.value) == (date(2026, 12, 11), date(2026, 12, 12))
    alarms = sorted(alarm.trigger.value for alarm in notice.valarm_list)
    assert alarms == [timedelta(days=-before, hours=9) for before in (60, 30, 14, 7, 1)]
    term_end = events["Acme: Last day of the term, which renews by itself"]
    assert term_end.dtstart.value == date(2027, 2, 9)
    assert "valarm" not in term_end.contents


def test_notice_that_falls_on_a_weekend_is_on_the_working_day_before_it_and_rings_ahead_of_that(export: Export) -> None:
    # 2027-02-09 less 58 days is Sunday 2026-12-13.
    term = "{starts: 2026-02-10, months: 12, renewal: automatic, notice_days: 58}"
    events = export(f"agreement: {{status: signed, term: {term}}}\n")
    notice = events["Acme: Last day for notice of non-renewal (it falls on Sunday 2026-12-13, no working day)"]
    assert notice.dtstart.value == date(2026, 12, 11)
    assert max(alarm.trigger.value for alarm in notice.valarm_list) == timedelta(days=-1, hours=9)


def test_days_are_dates_without_a_time_zone_and_the_stamp_is_today(export: Export) -> None:
    item = "{id: a, title: 'Train; sell, repeat', start: 2026-04-27, due: 2026-05-08, owner: jo}"
    [event] = export(f"plan: [{item}]\n").values()
    assert event.summary.value == "Acme: Train; sell, repeat"
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 4, 27), date(2026, 5, 9))
    assert type(event.dtstart.value) is date
    assert event.dtstamp.value.replace(tzinfo=None) == datetime(2026, 4, 10)
    assert event.description.value == "Train; sell, repeat\nWho: jo\npartnerkit plan acme"


def test_a_second_export_updates_the_events_of_the_first(export: Export) -> None:
    text = (
        "stage: grow\nsince: 2026-01-15\n"
        "plan: [{id: a, title: Train, due: 2026-05-08}]\n"
        "agreement: {status: signed, term: {starts: 2026-02-10, months: 12, notice_days: %d, renewal: automatic}}\n"
    )
    before = {event.uid.value for event in export(text % 60).values()}
    later = text.replace("Train, due: 2026-05-08", "Train them, due: 2026-06-30")
    later += "reviews: [{date: 2026-05-05, kind: annual}]\n"
    after = {event.uid.value for event in export(later % 90, "2026-05-06").values()}
    # The plan item, three reviews, the notice and the term: moved and renamed, and none of them doubled.
    assert len(before) == 6
    assert after == before


def test_a_launch_step_stays_the_same_event_once_it_is_in_the_plan(ask: Ask, export: Export, tmp_path: Path) -> None:
    text = "launch: {date: 2026-05-12}\n"
    before = {event.uid.value for event in export(text).values()}
    assert ask("launch", "acme", "--write", "--today", TODAY).status == 0
    written = (tmp_path / "acme.yaml").read_text().removeprefix(HEAD)
    assert len(before) == 15
    assert {event.uid.value for event in export(written).values()} == before


def test_two_promises_of_one_name_are_two_events(export: Export, ask: Ask, tmp_path: Path) -> None:
    promise = "{id: a, what: Dates, due: 2026-05-05}"
    export(f"reviews: [{{date: 2026-04-01, kind: monthly, commitments: [{promise}, {promise}]}}]\n")
    events = json.loads(ask("calendar", "acme", "--today", TODAY, "--format", "json").out)["events"]
    assert len({event["uid"] for event in events}) == len(events) == 2


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
    recurrence=some.none() | some.builds(Recurrence, some.sampled_from([1, 3, 12, 24]), some.integers(1, 31)),
    alarms=some.sampled_from([(), NOTICE_ALARMS]),
)


def by_the_library(events: Sequence[Event], today: date) -> str:
    """Write events as the library icalendar does."""
    calendar = icalendar.Calendar()
    for key, value in (("prodid", "-//partnerkit//calendar//EN"), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(key, value)
    calendar.add("x-wr-calname", "Partnerships")
    for event in events:
        component = icalendar.Event()
        component.add("uid", event.uid)
        component.add("dtstamp", datetime.combine(today, time(), UTC))
        component.add("dtstart", event.starts)
        component.add("dtend", days_after(event.ends, 1))
        component.add("summary", one_line(event.summary))
        component.add("description", visible(event.details))
        component.add("categories", [event.kind])
        component.add("transp", "TRANSPARENT")
        if event.recurrence is not None:
            component.add("rrule", icalendar.vRecur(rule(event.recurrence, event.starts)))
        for before in event.alarms:
            alarm = icalendar.Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", one_line(event.summary))
            alarm.add("trigger", timedelta(days=-before, hours=9))
            component.add_component(alarm)
        calendar.add_component(component)
    return str(calendar.to_ical(), "utf-8")


def rule(recurrence: Recurrence, starts: date) -> dict[str, Any]:
    rule: dict[str, Any] = {"freq": "MONTHLY", "interval": recurrence.months}
    if recurrence.months % 12 == 0:
        rule = {"freq": "YEARLY", "interval": recurrence.months // 12, "bymonth": starts.month}
    if recurrence.day == 31:
        return {**rule, "bymonthday": -1}
    if recurrence.day > 28:
        return {**rule, "bymonthday": list(range(28, recurrence.day + 1)), "bysetpos": -1}
    return {**rule, "bymonthday": recurrence.day}


@given(some.lists(EVENTS, max_size=3), some.dates())
def test_a_calendar_is_written_byte_by_byte_as_a_library_writes_it(events: list[Event], today: date) -> None:
    assert render(events, today) == by_the_library(events, today)


def test_nothing_is_overwritten(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partners.ics").write_text("mine")
    answer = ask("calendar", PORTFOLIO, "-o", "partners.ics")
    assert (answer.status, (tmp_path / "partners.ics").read_text()) == (2, "mine")


@pytest.mark.parametrize(
    ("module", "arguments", "said"),
    [
        ("holidays", ["due", "--holidays", "DE"], "pip install 'partnerkit[holidays]'"),
    ],
)
def test_a_missing_extra_is_one_sentence_with_the_install_command(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, module: str, arguments: list[str], said: str
) -> None:
    public_holidays.cache_clear()
    monkeypatch.setitem(sys.modules, module, None)  # what an import finds where it is not installed
    answer = ask(*arguments, cwd=PORTFOLIO)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err


@pytest.mark.parametrize("format", ["markdown", "html", "csv", "json"])
def test_the_events_are_listed_in_every_other_format(ask: Ask, snapshot: Any, format: str) -> None:
    assert ask("calendar", "acme", "--today", TODAY, "--format", format, cwd=PORTFOLIO).out == snapshot
