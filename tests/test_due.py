import json
import re
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, TODAY, Ask, few
from partnerkit.dates import add_months
from partnerkit.facts.agreements import last_day_for_notice, last_day_of_term
from partnerkit.model.agreement import Term
from partnerkit.workdays import next_working_day, previous_working_day

Entries = list[dict[str, Any]]
AskDue = Callable[..., Entries]

HEAD = "name: Acme\ntype: integration\npeople:\n  dana: {name: Dana, side: us}\n  jo: {name: Jo, side: them}\n"


@pytest.fixture
def due(ask: Ask, tmp_path: Path) -> AskDue:
    """Ask what is due in one file called acme, by a day, as JSON."""

    def run(text: str, today: str, *arguments: str, kind: str = "") -> Entries:
        (tmp_path / "acme.yaml").write_text(HEAD + text)
        answer = ask("due", "acme", "--today", today, "--format", "json", *arguments)
        assert (answer.status, answer.err) == (0, "")
        entries: Entries = json.loads(answer.out)["entries"]
        return [entry for entry in entries if not kind or entry["kind"] == kind]

    return run


def touches(*words: str) -> str:
    listed = ", ".join(f"{{date: {day}, kind: {kind}, by: dana}}" for day, kind in (word.split() for word in words))
    return f"stage: prospect\noutreach: {{contact: jo, touches: [{listed}]}}\n"


# --- Outreach (guide): day 3, 7 and 14 after the first; a day after interest; again after six months --------------


@pytest.mark.parametrize(
    ("sent", "falls_on", "day", "command"),
    [
        # Monday 2026-01-12 + 3 = Thursday 15; + 7 = Monday 19; + 14 = Monday 26.
        (["2026-01-12 cold"], "2026-01-15", "2026-01-15", "draft follow-up acme --kind nudge"),
        (["2026-01-12 cold", "2026-01-15 nudge"], "2026-01-19", "2026-01-19", "draft follow-up acme --kind value"),
        # Counted from the first and not from the nudge that went out two days late.
        (["2026-01-12 cold", "2026-01-17 nudge"], "2026-01-19", "2026-01-19", "draft follow-up acme --kind value"),
        (
            ["2026-01-12 cold", "2026-01-15 nudge", "2026-01-19 value"],
            "2026-01-26",
            "2026-01-26",
            "draft follow-up acme --kind final",
        ),
        # Wednesday 2026-04-08 + 3 = Saturday 11, so Monday 13.
        (["2026-04-08 cold"], "2026-04-11", "2026-04-13", "draft follow-up acme --kind nudge"),
        # Six months after the last attempt: 2026-01-26 to 2026-07-26, a Sunday, so Monday 27.
        (
            ["2026-01-12 cold", "2026-01-15 nudge", "2026-01-19 value", "2026-01-26 final"],
            "2026-07-26",
            "2026-07-27",
            "draft outreach acme",
        ),
        # August 31 and six months is the last of February: 2027-02-28, a Sunday, so Monday March 1.
        (["2026-08-24 cold", "2026-08-31 not-interested"], "2027-02-28", "2027-03-01", "draft outreach acme"),
        # Interest on Friday 2026-01-16 calls for an answer on Saturday, so Monday 19.
        (
            ["2026-01-12 cold", "2026-01-16 interested"],
            "2026-01-17",
            "2026-01-19",
            "draft follow-up acme --kind interested",
        ),
        # Looked at again, a new series begins: Tuesday 2026-09-01 + 3 = Friday 4.
        (
            ["2026-01-12 cold", "2026-01-26 final", "2026-09-01 cold"],
            "2026-09-04",
            "2026-09-04",
            "draft follow-up acme --kind nudge",
        ),
    ],
)
def test_the_next_touch_is_counted_from_the_first(
    due: AskDue, sent: list[str], falls_on: str, day: str, command: str
) -> None:
    [entry] = due(touches(*sent), sent[-1].split()[0], "--within", "900d", kind="outreach")
    assert (entry["falls_on"], entry["date"], entry["command"]) == (falls_on, day, f"partnerkit {command}")
    assert (entry["person"], entry["side"]) == ("dana", "us")


@pytest.mark.parametrize("answer", ["reply", "call"])
def test_an_answer_stops_the_series(due: AskDue, answer: str) -> None:
    sent = touches("2026-01-12 cold", f"2026-01-14 {answer}")
    assert due(sent, "2026-03-01", "--within", "900d", kind="outreach") == []


def test_what_will_be_sent_is_not_sent_yet(due: AskDue) -> None:
    sent = touches("2026-01-12 cold", "2026-01-15 nudge", "2026-01-30 interested")
    assert [entry["command"] for entry in due(sent, "2026-01-13", "--within", "90d", kind="outreach")] == [
        "partnerkit draft follow-up acme --kind nudge"
    ]


def test_a_first_message_of_theirs_calls_for_no_nudge(due: AskDue) -> None:
    text = "stage: prospect\noutreach: {contact: jo, touches: [{date: 2026-04-01, kind: cold, by: jo}]}\n"
    assert due(text, "2026-04-10", kind="outreach") == []


def test_interest_is_answered_within_a_day_even_while_the_partnership_is_parked(due: AskDue) -> None:
    sent = touches("2026-01-12 cold", "2026-01-26 final", "2026-04-09 interested")
    [entry] = due(f"{sent}dynamics: {{parked: {{until: 2026-10-01}}}}\n", "2026-04-10", kind="outreach")
    assert (entry["date"], entry["command"]) == ("2026-04-10", "partnerkit draft follow-up acme --kind interested")


def test_a_box_is_assessed_by_whom_its_own_raci_names(due: AskDue) -> None:
    raci = "raci: {accountable: jo}"
    box = f"plan: {{status: green, assessed: 2025-11-03, {raci}}}, pitch: {{status: red, assessed: 2025-11-03}}"
    text = f"buckets: {{align: {{raci: {{accountable: dana}}, boxes: {{{box}}}}}}}\n"
    found = due(text, "2026-04-10", kind="assessment")
    assert [(entry["what"].split(",")[1], entry["person"]) for entry in found] == [(" pitch", "dana"), (" plan", "jo")]


def test_a_word_after_the_last_attempt_leaves_it_the_last(due: AskDue) -> None:
    # Nobody answered the final message of January 26 nor the nudge of February 2: six months after that.
    sent = touches("2026-01-12 cold", "2026-01-26 final", "2026-02-02 nudge")
    [entry] = due(sent, "2026-03-01", "--within", "900d", kind="outreach")
    assert entry["falls_on"] == "2026-08-02"


def test_interest_that_was_answered_calls_for_nothing_more(due: AskDue) -> None:
    sent = touches("2026-01-12 cold", "2026-01-14 interested", "2026-01-15 call")
    assert due(sent, "2026-03-01", "--within", "900d", kind="outreach") == []


def test_a_parked_partnership_is_looked_at_on_its_own_day(due: AskDue) -> None:
    # Not interested on 2026-02-18 would be 2026-08-18; the file says October 1.
    text = touches("2026-02-09 cold", "2026-02-18 not-interested") + "dynamics: {parked: {until: 2026-10-01}}\n"
    [entry] = due(text, "2026-03-01", "--within", "900d", kind="outreach")
    assert entry["date"] == "2026-10-01"


def test_once_it_is_live_the_first_talks_call_for_nothing(due: AskDue) -> None:
    text = touches("2026-01-12 cold", "2026-01-16 interested").replace("prospect", "grow")
    assert due(text, "2026-03-01", "--within", "900d", kind="outreach") == []


@pytest.mark.parametrize("stage", ["prospect", "initiate", "launch", "grow", "optimize", "renew"])
def test_a_parked_partnership_comes_back_on_its_date_at_every_stage(due: AskDue, stage: str) -> None:
    sent = touches("2026-01-12 cold", "2026-01-16 interested", "2026-01-20 call").replace("prospect", stage)
    text = f"{sent}dynamics: {{parked: {{until: 2026-10-01}}}}\n"
    for today in ("2026-03-01", "2026-10-05"):
        [entry] = due(text, today, "--within", "900d", kind="outreach")
        assert (entry["date"], entry["what"]) == ("2026-10-01", "Look at them again")
    # At a live stage the first talks, even if they ended with interest, are history.
    if stage == "grow":
        text = text.replace("2026-01-20, kind: call", "2026-01-20, kind: interested")
        assert [entry["date"] for entry in due(text, "2026-10-05", kind="outreach")] == ["2026-10-01"]


@pytest.mark.parametrize("after", ["reply", "call", "nudge", "value", "final"])
def test_a_no_stops_the_round_whatever_follows_it(due: AskDue, after: str) -> None:
    sent = touches("2026-01-12 cold", "2026-01-14 not-interested", f"2026-01-20 {after}")
    [entry] = due(sent, "2026-02-01", "--within", "900d", kind="outreach")
    assert (entry["falls_on"], entry["what"]) == ("2026-07-14", "Look at them again")


def test_a_first_message_after_a_no_calls_for_no_reminder_but_for_another_look(due: AskDue) -> None:
    # They said no in January and were asked again on July 20: no day 3, 7 or 14, but six months from then.
    sent = touches("2026-01-12 cold", "2026-01-14 not-interested", "2026-07-20 cold")
    [entry] = due(sent, "2026-07-24", "--within", "900d", kind="outreach")
    assert (entry["falls_on"], entry["what"]) == ("2027-01-20", "Look at them again")
    # Once they are interested, a first message to them starts a round as any other.
    sent = touches("2026-01-12 cold", "2026-01-14 not-interested", "2026-07-20 interested", "2026-09-01 cold")
    [entry] = due(sent, "2026-09-01", "--within", "90d", kind="outreach")
    assert (entry["falls_on"], entry["what"]) == ("2026-09-04", "Send a gentle nudge, day 3")


def test_without_an_owner_no_one_is_picked_for_what_belongs_to_the_partnership(due: AskDue) -> None:
    accountable = "buckets: {align: {raci: {accountable: dana}}, operate: {raci: {accountable: dana}}}\n"
    text = accountable + "stage: grow\nsince: 2026-01-05\nagreement: {status: signed, signed: 2026-01-05, term: "
    text += "{starts: 2026-01-05, months: 12, renewal: automatic, notice_days: 30}}\nkpis: [{metric: talks, target: 4, "
    text += "by: 2026-06-30}]\nmembership: {program: Theirs, until: 2026-12-31}\n"
    kinds = {"review", "notice", "term", "kpi", "checklist", "membership"}
    entries = due(text, "2026-06-01", "--within", "900d")
    assert {entry["kind"] for entry in entries} == kinds
    assert {(entry["person"], entry["side"]) for entry in entries} == {(None, "us")}
    owned = due(f"owner: dana\n{text}", "2026-06-01", "--within", "900d")
    assert {entry["person"] for entry in owned} == {"dana"}


def test_interest_after_a_no_is_answered(due: AskDue) -> None:
    sent = touches("2026-01-12 cold", "2026-01-14 not-interested", "2026-02-10 interested")
    [entry] = due(sent, "2026-02-10", "--within", "90d", kind="outreach")
    assert entry["falls_on"] == "2026-02-11"


def test_the_days_count_from_the_first_contact_of_the_round(due: AskDue) -> None:
    # A second first message, to someone else three days later, belongs to the same round: day 7 is January 19.
    sent = touches("2026-01-12 cold", "2026-01-15 cold", "2026-01-15 nudge")
    [entry] = due(sent, "2026-01-15", "--within", "90d", kind="outreach")
    assert (entry["falls_on"], entry["what"]) == ("2026-01-19", "Send something of value, day 7")
    # Three weeks later no attempt was left, so it starts a new round.
    sent = touches("2026-01-12 cold", "2026-02-02 cold")
    [entry] = due(sent, "2026-02-02", "--within", "90d", kind="outreach")
    assert entry["falls_on"] == "2026-02-05"


# --- Notice and term ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "today", "last", "notice"),
    [
        # Twelve months from February 10 end with February 9; 60 days before: January 31 days back to
        # January 9 are 31, 31 more to December 9 are 62, so 60 days are December 11.
        ({"starts": "2026-02-10", "months": 12, "notice_days": 60}, "2026-04-10", "2027-02-09", "2026-12-11"),
        # From August 31, six months end with the day before the 31st, or the last that the month has: February 28.
        # 30 days before it: January 29.
        ({"starts": "2026-08-31", "months": 6, "notice_days": 30}, "2026-09-01", "2027-02-28", "2027-01-29"),
        # In a leap year February has a 29th, which is the last day.
        ({"starts": "2027-08-31", "months": 6, "notice_days": 0}, "2027-09-01", "2028-02-29", "2028-02-29"),
        # The day before the 31st is there in June: ten months from August 31 end with June 30.
        ({"starts": "2026-08-31", "months": 10, "notice_days": 30}, "2026-09-01", "2027-06-30", "2027-05-31"),
        # From March 1, the last day of February, whichever that is.
        ({"starts": "2027-03-01", "months": 12, "notice_days": 29}, "2027-04-01", "2028-02-29", "2028-01-31"),
        # Renewed once: the second period of 12 months from February 29 ends with February 28, 2026.
        (
            {"starts": "2024-02-29", "months": 12, "renewal": "automatic", "notice_days": 27},
            "2025-03-01",
            "2026-02-28",
            "2026-02-01",
        ),
    ],
)
def test_the_last_day_for_notice_is_counted_back_from_the_last_day_of_the_term(
    term: dict[str, Any], today: str, last: str, notice: str
) -> None:
    agreed = Term(**{"renewal": "automatic", **term})
    assert last_day_of_term(agreed, date.fromisoformat(today)) == date.fromisoformat(last)
    assert last_day_for_notice(agreed, date.fromisoformat(today)) == date.fromisoformat(notice)


SIGNED = "agreement: {status: signed, term: {starts: 2026-02-10, months: 12, renewal: automatic, notice_days: %d}}\n"


def test_a_last_day_for_notice_is_due_on_the_last_working_day_before_it(due: AskDue) -> None:
    # 2027-02-09 less 58 days is Sunday 2026-12-13; the Friday before it is the 11th.
    [notice] = due(SIGNED % 58, TODAY, "--within", "365d", kind="notice")
    assert (notice["date"], notice["falls_on"]) == ("2026-12-11", "2026-12-13")
    assert notice["what"].endswith(" (falls on Sunday 2026-12-13, a day off)")
    # 2026-04-10 to 2026-12-11: 20 + 31 + 30 + 31 + 31 + 30 + 31 + 30 + 11 = 245 days.
    assert notice["days_left"] == 245


@pytest.mark.parametrize(
    ("today", "left"),
    [("2026-12-09", None), ("2026-12-10", 1), ("2026-12-11", 0), ("2026-12-12", 1), ("2026-12-13", 0)],
)
def test_notice_is_told_before_its_working_day_and_is_not_late_before_its_day_has_passed(
    due: AskDue, today: str, left: int | None
) -> None:
    found = due(SIGNED % 58, today, "--within", "1d", kind="notice")
    # From Saturday on it is due on the Sunday, and the days left are those to it.
    day = "2026-12-11" if today <= "2026-12-11" else "2026-12-13"
    expected = [] if left is None else [(day, left, False)]
    assert [(entry["date"], entry["days_left"], entry["overdue"]) for entry in found] == expected


def test_a_holiday_moves_the_day_for_notice_ahead_too(due: AskDue) -> None:
    # 2027-02-09 less 46 days is Friday 2026-12-25; 24 is a Thursday on which Germany works.
    [notice] = due(SIGNED % 46, TODAY, "--within", "365d", "--holidays", "DE", kind="notice")
    assert (notice["date"], notice["falls_on"]) == ("2026-12-24", "2026-12-25")


def test_notice_that_is_too_late_is_for_the_next_period(due: AskDue) -> None:
    # The term renews on 2027-02-10 for twelve months, to 2028-02-09; 60 days before: 2027-12-11.
    [notice] = due(SIGNED % 60, "2026-12-12", "--within", "700d", kind="notice")
    assert notice["falls_on"] == "2027-12-11"
    [term] = due(SIGNED % 60, "2026-12-12", "--within", "700d", kind="term")
    assert (term["date"], term["what"]) == ("2027-02-09", "Term renews automatically")


@pytest.mark.parametrize(
    ("today", "notice"),
    [
        # Periods of a month end on 2026-05-31, 06-30, 07-31 and 08-31; 60 days before them are April 1, May 1,
        # June 1 and July 2.
        ("2026-05-01", "2026-05-01"),
        ("2026-05-20", "2026-06-01"),
        ("2026-06-01", "2026-06-01"),
        ("2026-06-02", "2026-07-02"),
    ],
)
def test_notice_longer_than_a_period_is_for_the_first_that_can_still_be_kept_from_renewing(
    due: AskDue, ask: Ask, today: str, notice: str
) -> None:
    term = "{starts: 2025-01-01, months: 12, renewal: automatic, renewal_months: 1, notice_days: 60}"
    [entry] = due(f"agreement: {{status: signed, term: {term}}}\n", today, "--within", "12m", kind="notice")
    assert entry["falls_on"] == notice
    assert f"{notice},{notice},Acme: Last day for notice" in ask("calendar", "--today", today, "--format", "csv").out
    assert f"notice can be given until {notice}" in ask("lint", "acme", "--today", today).out


@pytest.mark.parametrize("status", ["draft", "review", "ended"])
def test_terms_that_are_not_in_force_are_not_due(due: AskDue, status: str) -> None:
    text = (SIGNED % 60).replace("signed", status)
    assert [entry for entry in due(text, TODAY, "--within", "999d") if entry["kind"] in ("notice", "term")] == []


@pytest.mark.parametrize("renewal", ["renewal: mutual", "renewal_months: 12"])
def test_a_term_that_silence_ends_has_no_day_for_notice_and_ends_unless_it_is_renewed(
    ask: Ask, tmp_path: Path, renewal: str
) -> None:
    term = f"{{{renewal}, starts: 2025-07-01, months: 12, notice_days: 30}}"
    (tmp_path / "acme.yaml").write_text(f"{HEAD}stage: grow\nagreement: {{status: signed, term: {term}}}\n")
    for command in (
        "due --within 12m --format csv",
        "calendar --format csv",
        "lint",
        "show",
        "draft brief",
        "draft review --kind annual",
    ):
        question, *options = command.split()
        arguments = ["draft", options[0], "acme", *options[1:]] if question == "draft" else [question, "acme", *options]
        answer = ask(*arguments, "--today", "2026-06-10").out
        assert not re.search(r"notice (by|can|could|until|was|of)|for\s+notice", answer), command
        assert re.search(r"unless\s+(it\s+is\s+)?renewed", answer), command


@pytest.mark.parametrize(
    "agreed", ["status: signed, term: {renewal: none, ", "status: ended, term: {renewal: mutual, "]
)
@pytest.mark.parametrize("today", ["2026-05-20", "2026-06-10"])
def test_a_term_that_nobody_can_renew_is_told_nowhere_with_a_day_for_notice(
    ask: Ask, tmp_path: Path, agreed: str, today: str
) -> None:
    text = f"stage: grow\nagreement: {{{agreed}starts: 2025-07-01, months: 12, notice_days: 30}}}}\n"
    (tmp_path / "acme.yaml").write_text(HEAD + text)
    tables = [f"{question} acme --format csv" for question in ("due --within 12m", "calendar", "show")]
    for command in (*tables, "draft brief acme", "draft review acme --kind annual"):
        answer = ask(*command.split(), "--today", today)
        assert answer.status == 0
        assert "notice" not in answer.out + answer.err, command
    lint = ask("lint", "acme", "--today", today).out
    assert "PK265" not in lint
    assert "PK266" not in lint


def test_in_an_exit_nothing_is_to_be_renewed_or_assessed_anew(due: AskDue) -> None:
    text = (
        "stage: exit\nbuckets: {align: {status: green, assessed: 2025-01-10, boxes: {joint plan: "
        "{status: red, assessed: 2025-01-10}}}}\n"
        "agreement: {status: signed, term: {starts: 2025-06-16, months: 12, renewal: mutual}}\n"
    )
    found = due(text, "2026-06-15", "--within", "1m")
    [term] = [entry for entry in found if entry["kind"] != "checklist"]
    assert (term["what"], term["command"]) == ("Last day of the term", "partnerkit draft exit acme")
    assert [entry["kind"] for entry in due(text, "2026-06-16", "--within", "1m")] == ["checklist"]


# --- Reviews by the cadence of the stage --------------------------------------------------------------------------


def reviews_due(due: AskDue, text: str, today: str) -> dict[str, str | None]:
    entries = due(text, today, "--within", "900d", kind="review")
    return {re.findall("monthly|quarterly|annual", entry["what"])[0]: entry["falls_on"] for entry in entries}


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("prospect", {}),
        ("initiate", {}),
        # Nothing held, launched on January 31: one month on is the last of February.
        ("launch", {"monthly": "2026-02-28"}),
        ("grow", {"monthly": "2026-02-28", "quarterly": "2026-04-30", "annual": "2027-01-31"}),
        ("optimize", {"monthly": "2026-02-28", "quarterly": "2026-04-30", "annual": "2027-01-31"}),
        ("renew", {"quarterly": "2026-04-30", "annual": "2027-01-31"}),
        ("exit", {}),
    ],
)
def test_each_stage_has_its_reviews(due: AskDue, stage: str, expected: dict[str, str]) -> None:
    text = f"stage: {stage}\nsince: 2025-06-01\nlaunch: {{date: 2026-01-31}}\n"
    assert reviews_due(due, text, "2026-02-01") == expected


def test_a_review_is_counted_from_the_first_of_its_kind_or_of_a_longer_one(due: AskDue) -> None:
    text = (
        "stage: grow\nsince: 2026-02-10\n"
        "reviews: [{date: 2026-03-05, kind: monthly}, {date: 2026-04-02, kind: quarterly}]\n"
    )
    # The quarterly of April 2 did the work of the monthly of April 5. No annual yet: a year after `since`.
    assert reviews_due(due, text, TODAY) == {
        "monthly": "2026-05-05",
        "quarterly": "2026-07-02",
        "annual": "2027-02-10",
    }


def test_a_review_that_is_dated_ahead_is_the_next_one(due: AskDue) -> None:
    text = "stage: launch\nreviews: [{date: 2026-03-31, kind: monthly}, {date: 2026-05-12, kind: monthly}]\n"
    assert reviews_due(due, text, TODAY) == {"monthly": "2026-05-12"}


@pytest.mark.parametrize(
    ("ahead", "monthly", "quarterly"),
    [
        # Held on January 15: the monthly is due on February 15, the quarterly on April 15.
        ("2026-12-10", "2026-02-15", "2026-04-15"),
        # Planned for the very day on which the quarterly falls due, and for up to a month after.
        ("2026-04-15", "2026-02-15", "2026-04-15"),
        ("2026-05-14", "2026-02-15", "2026-05-14"),
        ("2026-05-15", "2026-02-15", "2026-04-15"),
        # In the last third of the quarter before, and earlier.
        ("2026-03-16", "2026-02-15", "2026-03-16"),
        ("2026-03-15", "2026-02-15", "2026-04-15"),
        ("2026-02-12", "2026-02-12", "2026-04-15"),
    ],
)
def test_a_longer_review_that_is_planned_takes_the_place_of_one_that_it_is_near_to(
    due: AskDue, ahead: str, monthly: str, quarterly: str
) -> None:
    text = (
        "stage: grow\nsince: 2025-01-01\n"
        f"reviews: [{{date: 2026-01-15, kind: quarterly}}, {{date: {ahead}, kind: annual}}]\n"
    )
    assert reviews_due(due, text, "2026-02-10") == {"monthly": monthly, "quarterly": quarterly, "annual": ahead}


def test_a_longer_review_planned_ahead_does_not_hide_one_that_is_late(due: AskDue, ask: Ask) -> None:
    text = (
        "stage: grow\nsince: 2025-01-01\n"
        "reviews: [{date: 2026-01-15, kind: quarterly}, {date: 2026-12-10, kind: annual}]\n"
    )
    late = [entry for entry in due(text, "2026-06-10", kind="review") if entry["overdue"]]
    assert [entry["falls_on"] for entry in late] == ["2026-04-15", "2026-05-15"]
    [line] = json.loads(ask("list", "acme", "--today", "2026-06-10", "--format", "json").out)["partnerships"]
    assert line["late"] == 2
    assert "PK268" in ask("lint", "acme", "--today", "2026-06-10").out


def test_the_workspace_and_the_file_set_their_own_cadence(due: AskDue, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("reviews: {cadence: {grow: [quarterly]}}\n")
    text = "stage: grow\nsince: 2026-01-31\n"
    assert reviews_due(due, text, TODAY) == {"quarterly": "2026-04-30"}
    assert reviews_due(due, text + "cadence: [annual]\n", TODAY) == {"annual": "2027-01-31"}


@pytest.mark.parametrize(
    ("until", "asked", "late"),
    [
        ("2026-06-11", False, False),
        # Nothing was due while it was parked: the first review is due after it.
        ("2026-06-10", True, False),
        ("2025-06-01", True, True),
    ],
)
def test_a_review_is_due_nowhere_while_the_partnership_is_parked_and_everywhere_from_that_day_on(
    due: AskDue, ask: Ask, until: str, asked: bool, late: bool
) -> None:
    text = (
        "stage: grow\nsince: 2025-01-01\nreviews: [{date: 2025-02-03, kind: annual}]\n"
        f"dynamics: {{parked: {{until: {until}}}}}\n"
    )
    today = "2026-06-10"
    entries = due(text, today, "--within", "365d", kind="review")
    assert (entries != [], any(entry["overdue"] for entry in entries)) == (asked, late)
    assert ("review" in ask("calendar", "acme", "--today", today, "--format", "csv").out) is asked
    reviews = ask("reviews", "acme", "--today", today).out
    assert (f"None: a partnership parked until {until} has no reviews." in reviews) is not asked
    [line] = json.loads(ask("list", "acme", "--today", today, "--format", "json").out)["partnerships"]
    assert (line["late"] != 0) is late
    [health] = json.loads(ask("health", "acme", "--today", today, "--format", "json").out)["partnerships"]
    assert (health["suspected"] != []) is late
    lint = ask("lint", "acme", "--today", today).out
    assert ("PK268" in lint) is late
    assert ("Not recorded" in reviews) is late


def test_a_review_without_a_day_to_count_from_has_no_date(due: AskDue) -> None:
    [entry] = due("stage: launch\n", TODAY, kind="review")
    assert (entry["date"], entry["days_left"], entry["overdue"]) == (None, None, False)


# --- The rest -----------------------------------------------------------------------------------------------------


def test_plan_items_and_promises_are_due_until_they_are_done(due: AskDue) -> None:
    text = (
        "plan:\n"
        "  - {id: a, title: A, due: 2026-04-09, owner: jo}\n"
        "  - {id: b, title: B, due: 2026-04-09, status: done}\n"
        "  - {id: c, title: C, due: 2026-04-09, status: dropped}\n"
        "  - {id: d, title: D, due: 2026-04-13, status: blocked, side: them}\n"
        "reviews: [{date: 2026-04-02, kind: monthly, commitments: [{id: p, what: Dates, owner: jo, due: 2026-04-10},"
        " {id: q, what: Kept, due: 2026-04-08, done: 2026-04-08}]}]\n"
    )
    found = [(entry["what"], entry["days_left"], entry["side"]) for entry in due(text, TODAY, "--within", "3d")]
    assert found == [("A", -1, "them"), ("Commitment: Dates", 0, "them"), ("D (blocked)", 3, "them")]


def test_a_colour_is_due_on_the_first_day_it_is_stale(due: AskDue) -> None:
    # 90 days after 2026-01-10 is 2026-04-10 (21 + 28 + 31 + 10); the day after, a Saturday, it is stale.
    text = "buckets: {align: {status: green, assessed: 2026-01-10, raci: {accountable: dana}}}\n"
    assert due(text, TODAY, kind="assessment") == []
    [entry] = due(text, "2026-04-13", kind="assessment")
    assert (entry["falls_on"], entry["date"], entry["person"]) == ("2026-04-11", "2026-04-13", "dana")


def test_a_kpi_is_due_until_its_figure_is_there(due: AskDue) -> None:
    talks = "{metric: talks, target: 2, by: 2026-03-31, actual: 2}"
    text = f"kpis: [{{metric: referrals, target: 4, by: 2026-03-31}}, {talks}]\n"
    assert [entry["what"] for entry in due(text, TODAY, kind="kpi")] == ["KPI referrals: at least 4"]
    assert due(text + "results: [{month: 2026-03, referrals: 1}]\n", TODAY, kind="kpi") == []


def test_a_kpi_that_writes_its_figure_otherwise_is_not_due_either(due: AskDue) -> None:
    text = (
        "kpis: [{metric: Response hours, target: 8, goal: at_most, by: 2026-03-31}]\nresults: [{month: 2026-03, %s}]\n"
    )
    assert [entry["falls_on"] for entry in due(text % "referrals: 1", TODAY, kind="kpi")] == ["2026-03-31"]
    assert due(text % "response_hours: 9", TODAY, kind="kpi") == []


def test_launch_steps_are_due_around_the_launch_and_not_twice_when_planned(due: AskDue) -> None:
    # Tuesday 2026-05-12: four weeks before is April 14; the agreements are due three weeks before, April 21.
    text = "stage: initiate\nlaunch: {date: 2026-05-12}\n"
    steps = due(text, TODAY, "--within", "90d", kind="launch")
    assert len(steps) == 15
    assert (steps[0]["what"], steps[0]["date"]) == ("Launch: Finalize the agreements", "2026-04-21")
    planned = text + "plan: [{id: launch-agreements, title: Sign, due: 2026-04-30}]\n"
    assert len(due(planned, TODAY, "--within", "90d", kind="launch")) == 14
    # The plan runs for 30 days after the launch: until June 11.
    assert len(due(text, "2026-06-11", kind="launch")) == 15
    assert due(text, "2026-06-12", kind="launch") == []


def test_public_holidays_are_no_working_days_where_they_are_asked_for(due: AskDue, tmp_path: Path) -> None:
    text = "plan: [{id: a, title: A, due: 2026-05-01}]\n"  # Labour Day, a Friday
    assert due(text, "2026-05-01")[0]["date"] == "2026-05-01"
    assert due(text, "2026-05-04", "--holidays", "DE")[0]["date"] == "2026-05-04"
    (tmp_path / "partnerkit.yaml").write_text("working_days: {holidays: [DE]}\n")
    assert due(text, "2026-05-04")[0]["date"] == "2026-05-04"


def test_an_unknown_country_says_what_to_write(ask: Ask) -> None:
    answer = ask("due", PORTFOLIO, "--holidays", "XX")
    assert (answer.status, answer.out) == (2, "")
    assert "`XX` are not known" in answer.err


def test_working_days_lie_before_and_after_a_weekend() -> None:
    saturday = date(2026, 4, 11)
    assert next_working_day(saturday) == date(2026, 4, 13)
    assert previous_working_day(saturday) == date(2026, 4, 10)
    assert next_working_day(date(2026, 4, 10)) == date(2026, 4, 10)


def test_months_end_on_their_own_last_day() -> None:
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert add_months(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_owner_and_side_keep_what_is_theirs(ask: Ask) -> None:
    answer = json.loads(ask("due", PORTFOLIO, "--today", TODAY, "--owner", "raj", "--format", "json").out)
    assert {entry["person"] for entry in answer["entries"]} == {"raj"}
    answer = json.loads(ask("due", PORTFOLIO, "--today", TODAY, "--side", "them", "--format", "json").out)
    assert {entry["side"] for entry in answer["entries"]} == {"them"}


def test_the_gate_fails_on_what_is_overdue_only(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + "plan: [{id: a, title: A, due: 2026-04-10}]\n")
    assert ask("due", "--today", "2026-04-10", "--fail-on", "overdue").status == 0
    assert ask("due", "--today", "2026-04-11", "--fail-on", "overdue").status == 1
    assert ask("due", "--today", "2026-04-11").status == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--within", "soon"], "write it as --within 14d, 6w or 3m"),
        (["--within", "9999m"], ""),
        (["--owner", "danna"], "did you mean `dana`?"),
    ],
)
def test_a_wrong_option_says_what_to_type(ask: Ask, arguments: list[str], said: str) -> None:
    answer = ask("due", PORTFOLIO, "--today", TODAY, *arguments)
    assert said in answer.err
    assert answer.status == (2 if said else 0)


def test_what_is_due_reads_well(ask: Ask, snapshot: Any) -> None:
    assert ask("due", PORTFOLIO, "--today", TODAY, "--within", "7d").out == snapshot


@pytest.mark.parametrize("format", ["markdown", "html", "csv", "json"])
def test_what_is_due_is_told_in_every_format(ask: Ask, snapshot: Any, format: str) -> None:
    path = PORTFOLIO / "partners" / "acme.yaml"
    assert ask("due", path, "--today", TODAY, "--within", "1m", "--format", format).out == snapshot


STAGES_AND_TOUCHES = (("prospect", "cold"), ("prospect", "interested"), ("grow", "final"), ("launch", "cold"))


@pytest.mark.searched
@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31"])
@pytest.mark.parametrize(
    "command",
    ["due --within 9999m", "plan", "plan --scale quarter", "calendar", "reviews acme", "launch acme", "stage acme"],
)
def test_the_ends_of_the_calendar_stop_nothing(ask: Ask, tmp_path: Path, day: str, command: str) -> None:
    text = (
        f"since: {day}\nlaunch: {{date: {day}}}\nstage: STAGE\ndynamics: {{interest: {{us: 1}}}}\n"
        f"outreach: {{touches: [{{date: {day}, kind: TOUCH}}]}}\n"
        f"plan: [{{id: a, title: A, start: {day}, due: {day}}}]\nkpis: [{{metric: referrals, target: 1, by: {day}}}]\n"
        f"buckets: {{align: {{status: green, assessed: {day}}}}}\n"
        f"agreement: {{term: {{starts: {day}, months: 12, renewal: automatic, notice_days: 60}}}}\n"
        f"reviews: [{{date: {day}, kind: monthly, commitments: [{{id: p, what: P, due: {day}}}]}}]\n"
    )
    for (stage, touch), today in few(list(product(STAGES_AND_TOUCHES, (TODAY, day))), 3, len(command)):
        (tmp_path / "acme.yaml").write_text(HEAD + text.replace("STAGE", stage).replace("TOUCH", touch))
        answer = ask(*command.split(), "--today", today)
        assert (answer.status, answer.err) == (0, "")


def test_what_is_overdue_is_told_apart_from_what_is_coming(ask: Ask, tmp_path: Path) -> None:
    items = "{id: a, title: A, due: 2026-01-29}, {id: b, title: B, due: 2026-04-20}, {id: c, title: C, due: 2026-05-20}"
    (tmp_path / "it.yaml").write_text(f"name: It\ntype: alliance\nplan: [{items}]\n")
    ahead = ask("due", "it", "--today", TODAY, "--within", "14d").out.splitlines()
    titles = [ahead.index(title) for title in ("Overdue: 1", "Coming, by 2026-04-24")]
    rows = [next(at for at, line in enumerate(ahead) if f"  {item}  " in line) for item in "AB"]
    assert sorted([*titles, *rows]) == [titles[0], rows[0], titles[1], rows[1]]
    assert "Later, by 2026-06-09: 1 plan item." in ahead
    week = ask("due", "it", "--today", TODAY).out
    assert "Later, by 2026-06-09: 2 plan items." in week


# --- Certificates and our place in their program run out -----------------------------------------------------------


def test_a_certificate_is_renewed_by_its_last_day_by_the_person_who_holds_it(due: AskDue) -> None:
    text = (
        "certifications:\n"
        "  - {person: jo, of: Orbit consultant, since: 2025-05-01, until: 2026-04-30}\n"
        "  - {name: Ida Moe, until: 2026-05-02}\n"
    )
    entries = due(text, TODAY, "--within", "1m", kind="certification")
    assert [(entry["what"], entry["person"], entry["side"], entry["date"]) for entry in entries] == [
        ("Renew the certificate of Jo: Orbit consultant", "jo", "them", "2026-04-30"),
        # A Saturday: what runs out ends no later for a weekend.
        ("Renew the certificate of Ida Moe", None, "them", "2026-05-02"),
    ]


def test_of_one_persons_certificates_in_one_thing_the_one_valid_longest_is_to_be_renewed(due: AskDue) -> None:
    text = "certifications: [{person: jo, of: X, until: 2026-04-30}, {person: jo, of: X, until: 2027-04-30}]\n"
    assert [entry["date"] for entry in due(text, TODAY, "--within", "24m", kind="certification")] == ["2027-04-30"]


@pytest.mark.parametrize(
    "text",
    [
        "certifications: [{person: jo, since: 2025-04-30}]\n",
        "  lee: {name: Lee, side: them, left: 2026-03-31}\ncertifications: [{person: lee, until: 2026-04-30}]\n",
        "stage: exit\ncertifications: [{person: jo, until: 2026-04-30}]\n",
    ],
)
def test_no_certificate_is_renewed_that_has_no_end_or_that_no_one_needs(due: AskDue, text: str) -> None:
    assert due(text, TODAY, "--within", "24m", kind="certification") == []


def test_our_place_in_their_program_is_renewed_by_its_last_day(due: AskDue) -> None:
    text = "owner: dana\nmembership: {program: Acme Partner Network, tier: Gold, until: 2026-05-31}\n"
    [entry] = due(text, TODAY, "--within", "2m", kind="membership")
    assert (entry["what"], entry["person"], entry["date"]) == (
        "Renew Gold in Acme Partner Network",
        "dana",
        "2026-05-31",
    )
