import json
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, TODAY, Ask

ACME = PORTFOLIO / "partners" / "acme.yaml"
SIGNED = "agreement: {status: signed}\n"


@pytest.fixture
def standing(ask: Ask, tmp_path: Path) -> Any:
    """Ask for the standing of a partner whose file holds just these lines."""

    def run(text: str, workspace: str = "", today: str = TODAY) -> dict[str, Any]:
        (tmp_path / "partnerkit.yaml").write_text(workspace)
        (tmp_path / "it.yaml").write_text(f"name: It\ntype: alliance\n{text}")
        answer = ask("tiers", "it", "--today", today, "--format", "json")
        assert (answer.status, answer.err) == (0, "")
        return dict(json.loads(answer.out)["partnerships"][0])

    return run


def test_the_example_is_eight_referrals_short_of_the_next_tier(ask: Ask) -> None:
    [found] = json.loads(ask("tiers", ACME, "--today", TODAY, "--format", "json").out)["partnerships"]
    # 1 + 5 + 6 = 12 referrals: five are enough for certified, and premium takes 20. Its strategic alignment is
    # rated 4, which premium takes.
    assert (found["tier"], found["qualifies"], found["next_tier"]) == ("certified", "certified", "premium")
    assert [need["how"] for need in found["still_takes"]] == ["20 referrals a year (has 12, 8 to go)"]
    # 0 + 18400 + 23100 = 41500: 15% are 6225, 20% are 8300.
    assert (found["revenue"], found["fee_today"], found["fee_next"]) == (41500, 6225, 8300)


@pytest.mark.parametrize(
    ("text", "qualifies", "might"),
    [
        ("", None, None),
        (SIGNED, "referral", "strategic"),
        (SIGNED + "program: {trained: true, certified: false}\n", "referral", "referral"),
        (SIGNED + "program: {trained: 2026-04-10, certified: 2026-04-11}\n", "referral", "referral"),
        (
            SIGNED + "program: {trained: true, certified: true}\nresults: [{month: 2026-03, referrals: 5}]\n",
            "certified",
            "certified",
        ),
        (
            SIGNED
            + "program: {trained: true, certified: true, deep_integration: true}\nfit: {strategic: 4}\n"
            + "results: [{month: 2026-03, referrals: 20, revenue: 100000}]\n",
            "strategic",
            "strategic",
        ),
    ],
)
def test_a_partner_earns_the_highest_tier_whose_demands_and_all_below_are_met(
    standing: Any, text: str, qualifies: str | None, might: str | None
) -> None:
    found = standing(text)
    assert (found["qualifies"], found["might"]) == (qualifies, might)


def test_only_the_last_twelve_months_that_are_over_count(standing: Any) -> None:
    months = "{month: 2025-03, referrals: 100}, {month: 2025-04, referrals: 2}, {month: 2026-04, referrals: 50}"
    found = standing(f"{SIGNED}tier: certified\nresults: [{months}]\n")
    # April 2025 to March 2026: two of the five that certified takes.
    assert (found["qualifies"], found["still_takes"][0]["how"]) == ("referral", "5 referrals a year (has 2, 3 to go)")


@pytest.mark.parametrize(("today", "revenue"), [("2028-02-28", 1000), ("2028-02-29", 500), ("2028-03-01", 500)])
def test_a_month_that_ends_today_takes_the_place_of_the_same_one_a_year_ago(
    standing: Any, today: str, revenue: int
) -> None:
    results = "results: [{month: 2027-02, revenue: 1000}, {month: 2028-02, revenue: 500}]\n"
    assert standing(results, today=today)["revenue"] == revenue


def test_a_tier_that_is_held_vouches_for_what_the_file_does_not_say(standing: Any) -> None:
    text = f"{SIGNED}results: [{{month: 2026-03, referrals: 5}}]\n"
    assert standing(text)["qualifies"] == "referral"
    assert standing(text + "tier: certified\n")["qualifies"] == "certified"
    assert standing(text + "tier: certified\nprogram: {certified: false}\n")["qualifies"] == "referral"


def test_revenue_in_several_currencies_is_never_added_up(standing: Any) -> None:
    found = standing(
        f"{SIGNED}tier: referral\nresults: [{{month: 2026-02, revenue: 9}}, "
        "{month: 2026-03, revenue: 9, currency: USD}]\n"
    )
    assert (found["revenue"], found["fee_today"]) == (None, None)


@pytest.mark.parametrize(
    ("months", "met", "figures"),
    [
        ("{month: 2026-03, revenue: 100000, currency: JPY}", None, "figures in JPY"),
        (
            "{month: 2026-02, revenue: 100000}, {month: 2026-03, revenue: 1, currency: JPY}",
            None,
            "figures in EUR and JPY",
        ),
        (
            "{month: 2026-02, revenue: 50000}, {month: 2026-03, revenue: 49999, currency: EUR}",
            False,
            "has EUR 99,999, EUR 1 to go",
        ),
    ],
)
def test_revenue_in_another_currency_is_not_held_against_what_a_tier_asks(
    standing: Any, months: str, met: bool | None, figures: str
) -> None:
    given = "tier: premium\nprogram: {trained: true, certified: true, deep_integration: true}\nfit: {strategic: 4}\n"
    referred = "{month: 2026-01, referrals: 20, currency: USD}"
    found = standing(f"{SIGNED}{given}results: [{referred}, {months}]\n", "currency: EUR\n")
    assert (found["qualifies"], found["might"]) == ("premium", "premium" if met is False else "strategic")
    [need] = found["still_takes"]
    assert (need["key"], need["met"]) == ("revenue", met)
    assert need["how"] == f"EUR 100,000 of revenue a year ({figures})"


def test_a_tier_that_the_programme_does_not_have_is_said_so(standing: Any, ask: Ask) -> None:
    assert standing("tier: gold\n")["unknown_tier"] == "gold"
    assert "`gold` is no tier of the programme" in ask("tiers", "it", "--today", TODAY).out


def test_a_default_tier_keeps_whatever_the_workspace_does_not_say_of_it(standing: Any) -> None:
    workspace = "program: {tiers: {referral: {}, certified: {fee: 18%}, certified-plus: {requires: {referrals: 9}}}}\n"
    text = f"{SIGNED}program: {{trained: true, certified: true}}\nresults:\n"
    text += "  - {month: 2026-03, referrals: 5, revenue: 100}\n"
    found = standing(text, workspace)
    assert (found["qualifies"], found["fee_qualified"]) == ("certified", 18)
    assert [need["how"] for need in standing("tier: referral\n", workspace)["still_takes"]] == [
        "a signed agreement",
        "training (the file does not say)",
        "certification (the file does not say)",
        "5 referrals a year (no figures)",
    ]
    # A tier of one's own has no default: its terms are custom.
    assert standing(f"{text}tier: certified\n", workspace)["fee_next"] is None


def test_what_a_workspace_asks_of_a_default_tier_takes_the_place_of_all_that_it_asked(standing: Any) -> None:
    workspace = "program: {tiers: {referral: {}, certified: {requires: {referrals: 3}, benefits: []}}}\n"
    assert standing(f"{SIGNED}results: [{{month: 2026-03, referrals: 3}}]\n", workspace)["qualifies"] == "certified"


OTHER = """\
program:
  tiers:
    referral: {requires: {agreement: true}, fee: 8%}
    certified: {requires: {training: true, certification: true, referrals: 15}, fee: 15%}
"""


def test_another_policy_changes_the_fee_of_the_tier_that_is_held(ask: Ask, tmp_path: Path) -> None:
    held = f"{SIGNED}tier: premium\nresults: [{{month: 2026-03, revenue: 1000}}]\n"
    (tmp_path / "partnerkit.yaml").write_text("")
    (tmp_path / "it.yaml").write_text(f"name: It\ntype: alliance\n{held}")
    tiers = "referral: {}, certified: {}, premium: {fee: 30%}, strategic: {}"
    (tmp_path / "other.yaml").write_text(f"program: {{tiers: {{{tiers}}}}}\n")
    found = json.loads(ask("tiers", "it", "--config", "other.yaml", "--today", TODAY, "--format", "json").out)
    [move] = found["moves"]
    # Premium pays 20% of 1000 today, whatever the partner has earned, and would pay 30%.
    assert (move["before"], move["after"], move["fee_before"], move["fee_after"]) == ("referral", "referral", 200, 300)


def test_another_policy_names_who_would_move_and_the_change_in_fees(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(OTHER)
    answer = ask("tiers", PORTFOLIO, "--config", tmp_path / "other.yaml", "--today", TODAY, "--format", "json")
    # The file names neither our people nor our buckets: all but the programme is still the workspace's.
    assert (answer.status, answer.err) == (0, "")
    found = json.loads(answer.out)
    moves = {move["partnership"]: move for move in found["moves"]}
    # Acme has 12 referrals of the 15 now asked for: from certified, 15% of 41500, to referral, 8% of 41500.
    acme = moves["acme"]
    assert (acme["before"], acme["after"]) == ("certified", "referral")
    assert (acme["fee_before"], acme["fee_after"], acme["change"]) == (6225, 3320, -2905)
    # Agency Weekly stays where it is and is paid 8% instead of 10% of 13900.
    weekly = moves["agency-weekly"]
    assert (weekly["after"], weekly["fee_before"], weekly["fee_after"]) == ("referral", 1390, 1112)
    told = ask("tiers", PORTFOLIO, "--config", tmp_path / "other.yaml", "--today", TODAY).out
    assert "Acme Analytics" in told.split("Under today's policy")[0]


def test_a_sum_of_fees_names_whom_it_leaves_out(ask: Ask, tmp_path: Path) -> None:
    """Bluebird's fee is custom today, Cloudharbor's is in dollars, and Silverline has no revenue to pay on."""
    (tmp_path / "other.yaml").write_text("program: {tiers: {basic: {requires: {agreement: true}, fee: 12%}}}\n")
    told = ask("tiers", PORTFOLIO, "--config", tmp_path / "other.yaml", "--today", TODAY, "--format", "markdown").out
    assert "not known or not in EUR: Bluebird CRM, Cloudharbor Marketplace, Kestrel Advisory and Silverline" in told


def test_the_workspaces_own_file_is_no_other_policy(ask: Ask) -> None:
    found = json.loads(ask("tiers", ACME, "--config", PORTFOLIO / "partnerkit.yaml", "--format", "json").out)
    assert (found["policy"], found["moves"]) == (None, [])


def test_without_a_workspace_of_its_own_the_file_named_is_the_workspace(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "it.yaml").write_text(f"name: It\ntype: alliance\n{SIGNED}")
    (tmp_path / "other.yaml").write_text("program: {tiers: {friend: {requires: {agreement: true}, fee: 5%}}}\n")
    found = json.loads(ask("tiers", "it", "--config", "other.yaml", "--format", "json").out)
    assert (found["policy"], found["partnerships"][0]["qualifies"]) == (None, "friend")
