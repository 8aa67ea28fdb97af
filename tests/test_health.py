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


@pytest.mark.parametrize(
    ("actual", "attainment", "status"),
    [
        # (59.96 + 100) / 2 = 79.98 is under 80, and (60.02 + 100) / 2 = 80.01 is not.
        (59.96, 79.98, "amber"),
        (60.02, 80, "green"),
        # (99.9999 + 100) / 2: shown as 100, which no verdict turns at but that of the target itself.
        (99.9999, 99.99995, "green"),
    ],
)
def test_the_verdict_is_reached_before_rounding_and_the_attainment_is_shown_so_that_it_agrees(
    asked: Any, actual: float, attainment: float, status: str
) -> None:
    kpis = f"{{metric: certified, target: 100, actual: {actual}}}, {{metric: trained, target: 100, actual: 100}}"
    found = asked(f"kpis: [{kpis}]\nhealth: [{{date: 2026-03-01, flags: []}}]\n")
    assert (found["attainment"], found["status"]) == (attainment, status)
    if status == "amber":
        assert found["reason"] == f"attainment {attainment}% is under 80%"


def test_the_mean_rating_is_shown_so_that_it_agrees_with_the_verdict(asked: Any) -> None:
    """(2 + 3 + 3) / 3 = 2.666... is under 2.67, which it would be rounded to."""
    limits = "health: {amber: {mean: 2.67}}\n"
    found = asked("health: [{date: 2026-03-01, ratings: {trust: 2, ease: 3, potential: 3}}]\n", workspace=limits)
    assert (found["status"], found["mean"]) == ("amber", 2.667)
    assert found["reason"] == "mean rating 2.667 is under 2.67"


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
    assert (found["kpis"][0]["attainment"], found["kpis"][0]["how"]) == (
        None,
        "figures of EUR 900 and USD 900, the target in EUR, and no exchange rate",
    )


def test_money_in_another_currency_is_converted_at_the_rate_of_its_month_which_is_shown(asked: Any) -> None:
    kpi = "kpis: [{metric: revenue, target: 2000}]\n"
    results = "results: [{month: 2026-01, revenue: 900}, {month: 2026-02, revenue: 1250, currency: USD}]\n"
    rates = (
        "exchange_rates:\n"
        "  - {from: EUR, to: USD, rate: 1.20, date: 2026-01-31}\n"
        "  - {from: EUR, to: USD, rate: 1.25, date: 2026-02-28, source: ECB}\n"
        "  - {from: EUR, to: USD, rate: 1.30, date: 2026-03-01}\n"
    )
    [found] = asked(kpi + results, workspace=rates)["kpis"]
    # 900 + 1250 / 1.25 = 1900, 95% of 2000.
    assert (found["actual"], found["attainment"]) == (1900, 95)
    assert found["how"] == "EUR 1,900 in 2 months to 2026-02; converted at EUR 1 = USD 1.25 (2026-02-28, ECB)"
    assert found["rates"] == ["EUR 1 = USD 1.25 (2026-02-28, ECB)"]


def test_a_target_may_be_in_a_currency_of_its_own(asked: Any, ask: Ask) -> None:
    kpis = (
        "kpis:\n"
        "  - {metric: revenue, target: 2400000, currency: BRL}\n"
        "  - {metric: pipeline, target: 900, actual: 450, currency: USD}\n"
    )
    revenue, pipeline = asked(f"{kpis}results: [{{month: 2026-03, revenue: 1200000, currency: BRL}}]\n")["kpis"]
    assert (revenue["currency"], revenue["attainment"]) == ("BRL", 50)
    assert revenue["how"] == "BRL 1,200,000 in 1 month to 2026-03"
    assert (pipeline["currency"], pipeline["how"]) == ("USD", "USD 450 by its own figure")
    assert "revenue (BRL)" in ask("health", "it", "--today", TODAY, "--format", "markdown").out


def test_influenced_revenue_is_a_figure_of_its_own_and_never_added_to_revenue(asked: Any) -> None:
    kpis = "kpis: [{metric: revenue, target: 1000}, {metric: influenced, target: 1000}]\n"
    revenue, influenced = asked(f"{kpis}results: [{{month: 2026-03, revenue: 100, influenced: 900}}]\n")["kpis"]
    assert (revenue["actual"], influenced["actual"]) == (100, 900)


@pytest.mark.parametrize(
    ("kpi", "attainment", "how"),
    [
        # A level is compared in full: 45 of 50, and 18 of 20.
        ("{metric: nps, target: 50, from: 2026-01-01, by: 2026-12-31}", 90, "45 in 2026-03"),
        (
            "{metric: share in percent, target: 20, actual: 18, measure: level, from: 2026-01-01, by: 2026-12-31}",
            90,
            "18 by its own figure",
        ),
        ("{metric: active_members, target: 40, from: 2026-01-01, by: 2026-12-31}", 75, "30 in 2026-03"),
        # Two rows of one month are one level: 60 + 30 = 90 of 100.
        ("{metric: revenue, target: 100, measure: level, by: 2026-12-31}", 90, "EUR 90 in 2026-03"),
        # A ceiling that adds up leaves room for 365 x 100 / 365 = 100 by April 10, the hundredth day.
        (
            (
                "{metric: hours spent, target: 365, goal: at_most, actual: 200, measure: total, from: 2026-01-01, "
                "by: 2026-12-31}"
            ),
            50,
            "200 by its own figure; prorated to 100 of 365 days",
        ),
        # What is not said follows from the unit or the name: a head count is a level, and talks add up.
        (
            "{metric: Head count, target: 10, actual: 9, by: 2026-12-31}",
            90,
            "9 by its own figure; taken for a level, so not prorated",
        ),
        (
            "{metric: first-line share in %, target: 60, actual: 54, by: 2026-12-31}",
            90,
            "54 by its own figure; taken for a level, so not prorated",
        ),
        (
            "{metric: NPS of end customers, target: 50, actual: 45, by: 2026-12-31}",
            90,
            "45 by its own figure; taken for a level, so not prorated",
        ),
        (
            "{metric: talks, target: 73, actual: 18, from: 2026-01-01, by: 2026-12-31}",
            90,
            "18 by its own figure; taken for a total; prorated to 100 of 365 days",
        ),
        (
            "{metric: certified people, target: 730, actual: 180, measure: total, from: 2026-01-01, by: 2026-12-31}",
            90,
            "180 by its own figure; prorated to 100 of 365 days",
        ),
    ],
)
def test_a_level_is_not_prorated_and_a_total_is(asked: Any, kpi: str, attainment: int, how: str) -> None:
    rows = "{month: 2026-03, nps: 45, active_members: 30, revenue: 60}, {month: 2026-03, revenue: 30}"
    [found] = asked(f"kpis: [{kpi}]\nresults: [{rows}]\n")["kpis"]
    assert (found["attainment"], found["how"]) == (attainment, how)


@pytest.mark.parametrize(
    "kpi",
    [
        "{metric: certified, target: 12, actual: 1, from: 2026-05-01, by: 2026-12-31}",
        "{metric: open tickets, target: 12, actual: 1, goal: at_most, from: 2026-05-01}",
        "{metric: nps, target: 50, from: 2026-05-01}",
        "{metric: referrals, target: 12, from: 2026-04-15, by: 2026-12-31}",
    ],
)
def test_a_target_is_not_judged_before_it_starts(asked: Any, kpi: str) -> None:
    found = asked(f"kpis: [{kpi}]\nresults: [{{month: 2026-03, nps: 10, referrals: 1}}]\n")
    assert (found["kpis"][0]["attainment"], found["attainment"]) == (None, None)
    assert found["kpis"][0]["how"].startswith("counts from 2026-0")


@pytest.mark.parametrize(
    ("since", "workspace", "by", "starts"),
    [
        # The year of `by` has started: the later of its start and that of the partnership.
        ("2024-02-10", "", "2026-12-31", "2026-01-01"),
        ("2026-02-10", "", "2026-12-31", "2026-02-10"),
        # It has not: from the start of the partnership.
        ("2025-10-01", "", "2027-06-30", "2025-10-01"),
        # A fiscal year from May to April has not started on April 10 where `by` is in the next one.
        ("2024-02-10", "fiscal_year: 5\n", "2026-04-30", "2025-05-01"),
        ("2024-02-10", "fiscal_year: 5\n", "2026-05-01", "2024-02-10"),
    ],
)
def test_a_target_without_a_start_counts_from_its_year_or_from_the_partnership(
    asked: Any, since: str, workspace: str, by: str, starts: str
) -> None:
    kpis = f"since: {since}\nkpis: [{{metric: certified, target: 100, by: {by}, actual: 1}}]\n"
    assert asked(kpis, workspace=workspace)["kpis"][0]["since"] == starts


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


FALLING = ", ".join(f"{{month: 2026-0{at}, revenue: {500 - at * 100}}}" for at in (1, 2, 3))


@pytest.mark.parametrize(
    ("december", "suspected"),
    [
        ("{month: 2025-12, revenue: 500}", ["revenue-falling"]),
        ("{month: 2025-12, revenue: 500, currency: EUR}", ["revenue-falling"]),
        ("{month: 2025-12, revenue: 500, currency: USD}", []),
        # A month in two rows is one month: the euros fall.
        (
            (
                "{month: 2025-12, revenue: 500}, {month: 2025-12, revenue: 9, currency: USD}, "
                "{month: 2026-03, revenue: 9, currency: USD}"
            ),
            ["revenue-falling"],
        ),
    ],
)
def test_a_course_is_judged_in_one_currency_and_what_is_not_is_said(
    asked: Any, ask: Ask, december: str, suspected: list[str]
) -> None:
    found = asked(f"results: [{december}, {FALLING}]\n")
    assert [sign["sign"] for sign in found["suspected"]] == suspected
    told = ask("health", "it", "--today", TODAY).out
    assert ("Revenue in EUR" in told) is ("USD" in december)
    assert [remark.split(", so")[0] for remark in found["not_compared"]] == (
        ["revenue is in EUR and USD in the last 4 months, with no exchange rate"] if "USD" in december else []
    )


def test_a_course_in_two_currencies_is_judged_at_the_rates_of_the_workspace(asked: Any) -> None:
    rates = "exchange_rates: [{from: USD, to: EUR, rate: 0.9, date: 2025-12-31, source: ECB}]\n"
    found = asked(f"results: [{{month: 2025-12, revenue: 500, currency: USD}}, {FALLING}]\n", workspace=rates)
    [sign] = found["suspected"]
    assert sign["reason"] == (
        "revenue fell 3 months in a row: EUR 450, EUR 400, EUR 300, EUR 200 (2025-12 to 2026-03); "
        "converted at USD 1 = EUR 0.90 (2025-12-31, ECB)"
    )
    assert found["not_compared"] == []


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
