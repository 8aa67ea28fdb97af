import json
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, TODAY, Ask

ACME = PORTFOLIO / "partners" / "acme.yaml"


def health_of(ask: Ask, *arguments: str | Path, today: str = TODAY, cwd: Path | None = None) -> dict[str, Any]:
    more = {} if cwd is None else {"cwd": cwd}
    answer = ask("health", *arguments, "--format", "json", "--today", today, **more)
    assert (answer.status, answer.err) == (0, "")
    [found] = json.loads(answer.out)["partnerships"]
    return dict(found)


@pytest.fixture
def asked(ask: Ask, tmp_path: Path) -> Any:
    """Ask for the health of a partnership that holds just these lines."""

    def run(text: str, today: str = TODAY, workspace: str = "") -> dict[str, Any]:
        (tmp_path / "partnerkit.yaml").write_text(workspace)
        (tmp_path / "it.yaml").write_text(f"name: It\ntype: alliance\n{text}")
        return health_of(ask, "it", today=today)

    return run


def ratings(*values: int) -> str:
    keys = ("communication", "alignment", "trust", "ease", "potential")
    return "{" + ", ".join(f"{key}: {value}" for key, value in zip(keys, values, strict=True)) + "}"


def test_the_example_is_amber_for_its_one_open_flag(ask: Ask) -> None:
    found = health_of(ask, ACME)
    assert (found["status"], found["rule"]) == ("amber", "open-flags")
    assert found["reason"] == "1 red flag open: missed commitments"
    # 4 + 4 + 5 + 3 + 5 = 21; 21 / 5 = 4.2.
    assert found["mean"] == 4.2
    assert (found["flags"], found["suspected"]) == (["missed-commitments"], [])


def test_the_targets_of_the_example_are_attained_as_worked_out_by_hand(ask: Ask) -> None:
    found = health_of(ask, ACME)
    referrals, response, studies = found["kpis"]
    # January to March is over: 31 + 28 + 31 = 90 of the 365 days of 2026. 40 x 90 / 365 = 9.86 referrals are due by
    # then, and 1 + 5 + 6 = 12 came: 12 / 9.863 = 121.7%.
    assert (referrals["expected"], referrals["actual"], referrals["attainment"]) == (9.86, 12, 121.7)
    # At most 8 hours, and 9 in March: 8 / 9 = 88.9%.
    assert (response["expected"], response["actual"], response["attainment"]) == (8, 9, 88.9)
    # No `from`: it counts from 2026-02-10 (`since`), 19 + 31 + 30 + 31 + 30 + 31 + 31 + 30 = 233 days to September 30,
    # of which 19 + 31 + 10 = 60 are over. 2 x 60 / 233 = 0.515; 1 / 0.515 = 194.2%.
    assert (studies["since"], studies["expected"], studies["attainment"]) == ("2026-02-10", 0.52, 194.2)
    # Each cut off at 100: (100 + 88.9 + 100) / 3 = 96.3.
    assert found["attainment"] == 96.3


@pytest.mark.parametrize(
    ("entry", "status", "rule"),
    [
        (f"ratings: {ratings(2, 2, 2, 2, 4)}", "red", "mean-rating"),  # 12 / 5 = 2.4
        (f"ratings: {ratings(2, 2, 2, 3, 3)}, flags: []", "red", "mean-rating"),  # 12 / 5 = 2.4
        (f"ratings: {ratings(2, 2, 3, 3, 3)}", "amber", "mean-rating"),  # 13 / 5 = 2.6
        ("ratings: {communication: 2, trust: 3}", "amber", "mean-rating"),  # 2.5 is not under 2.5
        (f"ratings: {ratings(3, 3, 3, 4, 4)}", "amber", "mean-rating"),  # 17 / 5 = 3.4
        ("ratings: {communication: 3, trust: 4}", "green", "nothing-against-it"),  # 3.5 is not under 3.5
        ("flags: [missed-commitments]", "amber", "open-flags"),
        ("flags: [missed-commitments, customer-complaints]", "red", "open-flags"),
        ("flags: [missed-commitments, missed-commitments]", "amber", "open-flags"),  # one flag, said twice
        (f"ratings: {ratings(1, 1, 1, 1, 1)}, flags: [poor-communication]", "red", "mean-rating"),
        ("note: we talked", "not_assessed", "nothing-to-judge-by"),
    ],
)
def test_the_worst_of_ratings_and_flags_decides(asked: Any, entry: str, status: str, rule: str) -> None:
    found = asked(f"health: [{{date: 2026-03-01, {entry}}}]\n")
    assert (found["status"], found["rule"]) == (status, rule)


@pytest.mark.parametrize(
    ("actual", "attainment", "status"), [(49, 49, "red"), (50, 50, "amber"), (79, 79, "amber"), (80, 80, "green")]
)
def test_attainment_under_50_is_red_and_under_80_amber(asked: Any, actual: int, attainment: int, status: str) -> None:
    checked = "health: [{date: 2026-03-01, flags: []}]\n"
    found = asked(f"{checked}kpis: [{{metric: certified, target: 100, actual: {actual}}}]\n")
    assert (found["attainment"], found["status"]) == (attainment, status)


def test_the_verdict_never_contradicts_the_attainment_that_is_shown(asked: Any) -> None:
    """(49.9 + 50) / 2 = 49.95, which is shown as 50: under 50 it is not."""
    kpis = "{metric: certified, target: 1000, actual: 499}, {metric: trained, target: 100, actual: 50}"
    found = asked(f"kpis: [{kpis}]\n")
    assert (found["attainment"], found["status"]) == (50, "amber")
    assert found["reason"] == "attainment 50% is under 80%"


def test_flags_are_keys_in_the_list_and_words_in_the_sentence(asked: Any) -> None:
    found = asked("health: [{date: 2026-03-01, flags: [misaligned-priorities]}]\n")
    assert (found["flags"], found["reason"]) == (["misaligned-priorities"], "1 red flag open: misaligned priorities")


def test_a_workspace_sets_its_own_limits(asked: Any) -> None:
    entry = "health: [{date: 2026-03-01, flags: [missed-commitments, customer-complaints]}]\n"
    assert asked(entry, workspace="health: {red: {flags: 3}}\n")["status"] == "amber"


def test_the_latest_entry_up_to_today_judges(asked: Any) -> None:
    entries = (
        "health:\n"
        f"  - {{date: 2026-05-01, ratings: {ratings(1, 1, 1, 1, 1)}}}\n"
        f"  - {{date: 2026-02-01, ratings: {ratings(5, 5, 5, 5, 5)}}}\n"
        "  - {date: 2026-01-01, ratings: {trust: 1}}\n"
    )
    found = asked(entries)
    assert (found["status"], found["mean"], found["assessed"]) == ("green", 5, "2026-02-01")
    assert [point["date"] for point in found["history"]] == ["2026-01-01", "2026-02-01"]


def test_of_two_sides_ratings_the_lower_mean_counts_and_their_gap_is_named(ask: Ask) -> None:
    found = health_of(ask, PORTFOLIO / "partners" / "kestrel-advisory.yaml")
    # Ours 4 + 4 + 4 + 4 + 5 = 21, theirs 3 + 2 + 4 + 3 + 4 = 16: 21 / 5 = 4.2, 16 / 5 = 3.2.
    assert (found["mean_us"], found["mean_them"], found["mean"]) == (4.2, 3.2, 3.2)
    assert (found["status"], found["reason"]) == (
        "amber",
        "mean rating 3.2 on their side is under 3.5; 1 red flag open: misaligned priorities",
    )
    assert [(rating["key"], rating["gap"]) for rating in found["ratings"]][1] == ("alignment", 2)
    told = ask("health", PORTFOLIO / "partners" / "kestrel-advisory.yaml", "--today", TODAY).out
    assert "The gap to talk about: alignment (us 4, them 2)." in " ".join(told.split())


def test_a_month_that_is_not_over_is_not_counted(asked: Any) -> None:
    text = (
        "kpis: [{metric: referrals, target: 365, from: 2026-01-01, by: 2026-12-31}]\n"
        "results: [{month: 2026-01, referrals: 31}, {month: 2026-02, referrals: 900}]\n"
    )
    assert asked(text, "2026-02-27")["kpis"][0]["attainment"] == 100
    # On the last day of February it is over: 931 of 31 + 28 = 59.
    assert asked(text, "2026-02-28")["kpis"][0]["actual"] == 931


def test_a_window_without_figures_is_not_assessed_and_never_zero(asked: Any) -> None:
    found = asked(
        "kpis: [{metric: referrals, target: 40, from: 2026-04-01, by: 2026-12-31}]\n"
        "results: [{month: 2026-03, referrals: 3}]\n"
    )
    assert (found["kpis"][0]["attainment"], found["attainment"], found["status"]) == (None, None, "not_assessed")


GAP = "results: [{month: 2026-01, referrals: 31}, {month: 2026-02, revenue: 5}, {month: 2026-03, referrals: 31}]\n"


@pytest.mark.parametrize(
    ("goal", "expected", "attainment"),
    [
        # By the end of March 90 are due, of which 62 came: 62 / 90 = 68.9%.
        ("at_least", 90, 68.9),
        # The two months that have a figure leave room for 62: 62 / 62 = 100%.
        ("at_most", 62, 100),
    ],
)
def test_a_month_without_a_figure_never_makes_a_target_look_better(
    asked: Any, goal: str, expected: float, attainment: float
) -> None:
    found = asked(f"kpis: [{{metric: referrals, target: 365, goal: {goal}, from: 2026-01-01, by: 2026-12-31}}]\n{GAP}")
    assert (found["kpis"][0]["expected"], found["kpis"][0]["attainment"]) == (expected, attainment)


@pytest.mark.parametrize(
    ("today", "expected", "attainment"),
    [
        # January is in, and February is waited for until March is over.
        ("2026-02-27", 31, 100),
        ("2026-02-28", 31, 100),
        ("2026-03-30", 31, 100),
        # 31 / 59 = 52.5%.
        ("2026-03-31", 59, 52.5),
        # 31 / 334 = 9.3%; a month after the window all of it is due: 31 / 365 = 8.5%.
        ("2026-12-31", 334, 9.3),
        ("2027-01-31", 365, 8.5),
        ("2027-09-30", 365, 8.5),
    ],
)
def test_a_target_goes_on_being_due_where_the_figures_end(
    asked: Any, today: str, expected: float, attainment: float
) -> None:
    kpis = "kpis: [{metric: referrals, target: 365, from: 2026-01-01, by: 2026-12-31}]\n"
    found = asked(f"{kpis}results: [{{month: 2026-01, referrals: 31}}]\n", today=today)
    assert (found["kpis"][0]["expected"], found["kpis"][0]["attainment"]) == (expected, attainment)


def test_a_window_is_counted_in_the_whole_months_that_its_figures_are_of(asked: Any) -> None:
    found = asked(
        "kpis: [{metric: referrals, target: 306, from: 2026-03-31, by: 2026-12-02}]\n"
        "results: [{month: 2026-03, referrals: 31}]\n"
    )
    # March to December have 306 days: 31 are due by the end of March.
    assert (found["kpis"][0]["expected"], found["kpis"][0]["attainment"]) == (31, 100)


def test_a_month_in_two_rows_is_due_once(asked: Any) -> None:
    found = asked(
        "kpis: [{metric: referrals, target: 90, from: 2026-01-01, by: 2026-03-31}]\n"
        "results: [{month: 2026-03, referrals: 30}, {month: 2026-03, referrals: 30}]\n"
    )
    assert (found["kpis"][0]["expected"], found["kpis"][0]["how"]) == (
        90,
        "60 in 1 month to 2026-03; the window is over",
    )


def test_a_ceiling_is_turned_round(asked: Any) -> None:
    found = asked(
        "kpis: [{metric: cost, target: 7300, goal: at_most, from: 2026-01-01, by: 2026-12-31}]\n"
        "results: [{month: 2026-01, cost: 1240}]\n"
    )
    # 7300 x 31 / 365 = 620 may be spent by the end of January; 620 / 1240 = 50%.
    assert (found["kpis"][0]["expected"], found["kpis"][0]["attainment"]) == (620, 50)


def test_money_in_another_currency_is_not_held_against_the_target(asked: Any) -> None:
    found = asked(
        "kpis: [{metric: revenue, target: 1000}]\n"
        "results: [{month: 2026-01, revenue: 900}, {month: 2026-02, revenue: 900, currency: USD}]\n"
    )
    assert (found["kpis"][0]["attainment"], found["kpis"][0]["how"]) == (None, "figures in USD, the target in EUR")


def test_a_count_of_all_customers_is_expected_to_grow_from_where_the_window_began(asked: Any) -> None:
    found = asked(
        "kpis: [{metric: customers, target: 51, from: 2026-01-01, by: 2026-12-31}]\n"
        "results: [{month: 2025-12, customers: 15}, {month: 2026-03, customers: 24}]\n"
    )
    # 15 + (51 - 15) x 90 / 365 = 23.88; 24 / 23.88 = 100.5%.
    assert (found["kpis"][0]["expected"], found["kpis"][0]["attainment"]) == (23.88, 100.5)


@pytest.mark.parametrize(
    ("referrals", "suspected"),
    [
        ([6, 4, 3, 2], ["referrals-falling"]),
        ([9, 6, 4, 3, 2], ["referrals-falling"]),
        ([4, 3, 2], []),  # two falls: what came before January is not known
        ([6, 4, 4, 2], []),
        ([2, 6, 4, 3], []),
    ],
)
def test_referrals_that_fall_three_months_in_a_row_are_suspect(
    asked: Any, referrals: list[int], suspected: list[str]
) -> None:
    months = [f"{{month: 2025-{12 - len(referrals) + at + 1:02}, referrals: {n}}}" for at, n in enumerate(referrals)]
    found = asked(f"results: [{', '.join(months)}]\n")
    assert [sign["sign"] for sign in found["suspected"]] == suspected
    assert found["status"] == "not_assessed"  # what is suspected decides nothing


@pytest.mark.parametrize(
    ("currency", "suspected"), [("EUR", ["revenue-falling"]), ("USD", [])], ids=["the workspace's", "another"]
)
def test_a_row_without_a_currency_is_in_the_workspaces(
    asked: Any, ask: Ask, currency: str, suspected: list[str]
) -> None:
    rows = ", ".join(f"{{month: 2026-0{at}, revenue: {500 - at * 100}}}" for at in (1, 2, 3))
    found = asked(f"results: [{{month: 2025-12, revenue: 500, currency: {currency}}}, {rows}]\n")
    assert [sign["sign"] for sign in found["suspected"]] == suspected
    assert ("Revenue, 2025-12 to 2026-03" in ask("health", "it", "--today", TODAY).out) is bool(suspected)


def test_months_that_do_not_follow_each_other_are_no_row(asked: Any) -> None:
    months = ["2025-08", "2025-10", "2025-11", "2025-12"]
    rows = ", ".join(f"{{month: {month}, referrals: {9 - at}}}" for at, month in enumerate(months))
    assert asked(f"results: [{rows}]\n")["suspected"] == []


def test_work_is_overdue_the_day_after_it_was_due(asked: Any) -> None:
    plan = "plan: [{id: a, title: Training, due: 2026-04-10, status: todo}]\n"
    assert asked(plan, "2026-04-10")["suspected"] == []
    [suspicion] = asked(plan, "2026-04-11")["suspected"]
    assert (suspicion["flag"], suspicion["sign"]) == ("missed-commitments", "work-overdue")


def test_a_review_that_the_stage_calls_for_and_nobody_held_is_suspect(asked: Any) -> None:
    text = "stage: grow\nreviews: [{date: 2026-03-05, kind: quarterly}]\n"
    # The quarterly one is a check-in too: the next check-in is due by April 5, a Sunday, so by Monday.
    assert asked(text, "2026-04-06")["suspected"] == []
    [suspicion] = asked(text, "2026-04-07")["suspected"]
    assert (suspicion["sign"], suspicion["reason"]) == ("review-overdue", "not recorded: monthly review due 2026-04-05")


def test_an_old_entry_is_stale(asked: Any, ask: Ask, tmp_path: Path) -> None:
    found = asked("health: [{date: 2026-01-09, flags: [poor-communication]}]\n")
    assert (found["stale"], found["status"]) == (True, "amber")  # 91 days before April 10
    assert "A?" in ask("health", "it", "--today", TODAY).out


def test_a_note_without_ratings_and_flags_leaves_the_verdict_as_it_was(asked: Any) -> None:
    entries = (
        f"  - {{date: 2026-02-01, ratings: {ratings(1, 2, 2, 2, 2)}, flags: [missed-commitments]}}\n"
        "  - {date: 2026-03-01, flags: [poor-communication, missed-commitments]}\n"
        "  - {date: 2026-03-20, note: A short call}\n"
    )
    found = asked(f"health:\n{entries}")
    assert (found["status"], found["mean"], found["assessed"]) == ("red", 1.8, "2026-03-01")
    assert found["flags"] == ["poor-communication", "missed-commitments"]


@pytest.mark.parametrize(
    ("entry", "open_flags", "status"),
    [
        (f"ratings: {ratings(5, 5, 5, 5, 5)}", ["missed-commitments"], "amber"),
        ("note: we talked", ["missed-commitments"], "amber"),
        (f"ratings: {ratings(5, 5, 5, 5, 5)}, flags: [poor-communication]", ["poor-communication"], "amber"),
        ("flags: []", [], "green"),
    ],
)
def test_a_flag_is_open_until_a_later_check_gives_other_flags_or_none(
    asked: Any, entry: str, open_flags: list[str], status: str
) -> None:
    earlier = f"{{date: 2026-02-01, ratings: {ratings(5, 5, 5, 5, 5)}, flags: [missed-commitments]}}"
    found = asked(f"health:\n  - {earlier}\n  - {{date: 2026-03-01, {entry}}}\n")
    assert (found["flags"], found["history"][-1]["flags"], found["status"]) == (open_flags, open_flags, status)


@pytest.mark.parametrize(
    ("us", "them", "status", "reason"),
    [
        (5, 1, "red", "mean rating 1 on their side is under 2.5"),
        (3, 5, "amber", "mean rating 3 on our side is under 3.5"),
        (4, 4, "green", "mean rating 4 on both sides and no flag open"),
        (4, None, "green", "mean rating 4 on our side and no flag open"),
    ],
)
def test_a_content_side_does_not_hide_the_other(
    asked: Any, us: int, them: int | None, status: str, reason: str
) -> None:
    theirs = f", them: {{trust: {them}}}" if them else ""
    found = asked(f"health: [{{date: 2026-03-01, ratings: {{us: {{trust: {us}}}{theirs}}}}}]\n")
    assert (found["status"], found["reason"]) == (status, reason)


@pytest.mark.parametrize(
    ("check", "status", "rule"),
    [
        ("", "not_assessed", "no-health-check"),
        ("health: [{date: 2026-03-01, note: We talked}]\n", "not_assessed", "no-health-check"),
        ("health: [{date: 2026-05-01, flags: []}]\n", "not_assessed", "no-health-check"),
        ("health: [{date: 2026-03-01, flags: []}]\n", "green", "nothing-against-it"),
    ],
)
def test_targets_that_are_reached_make_nothing_green_without_a_health_check(
    asked: Any, check: str, status: str, rule: str
) -> None:
    found = asked(f"{check}kpis: [{{metric: certified, target: 100, actual: 100}}]\n")
    assert (found["status"], found["rule"], found["attainment"]) == (status, rule, 100)
