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
    # April 2025 to March 2026: two of the five that certified takes, and of the twenty that premium takes.
    assert (found["qualifies"], found["still_takes"][0]["how"]) == ("referral", "20 referrals a year (has 2, 18 to go)")


@pytest.mark.parametrize(("today", "revenue"), [("2028-02-28", 1000), ("2028-02-29", 500), ("2028-03-01", 500)])
def test_a_month_that_ends_today_takes_the_place_of_the_same_one_a_year_ago(
    standing: Any, today: str, revenue: int
) -> None:
    results = "results: [{month: 2027-02, revenue: 1000}, {month: 2028-02, revenue: 500}]\n"
    assert standing(results, today=today)["revenue"] == revenue


@pytest.mark.parametrize(("today", "revenue"), [("2026-11-29", 1000), ("2026-11-30", 1000), ("2026-12-01", 900)])
def test_a_month_that_ends_today_without_a_figure_takes_the_place_of_none(
    standing: Any, today: str, revenue: int
) -> None:
    results = "results: [{month: 2025-11, revenue: 100}, {month: 2026-10, revenue: 900}, {month: 2026-11, nps: 40}]\n"
    assert standing(results, today=today)["revenue"] == revenue


def test_a_tier_that_is_held_vouches_for_what_the_file_does_not_say(standing: Any) -> None:
    text = f"{SIGNED}results: [{{month: 2026-03, referrals: 5}}]\n"
    assert standing(text)["qualifies"] == "referral"
    assert standing(text + "tier: certified\n")["qualifies"] == "certified"
    assert standing(text + "tier: certified\nprogram: {certified: false}\n")["qualifies"] == "referral"


IN_TWO_CURRENCIES = "results: [{month: 2026-02, revenue: 90}, {month: 2026-03, revenue: 50, currency: USD}]\n"


def test_revenue_in_several_currencies_is_never_added_up_and_its_fees_are_shown_side_by_side(
    standing: Any, ask: Ask
) -> None:
    found = standing(f"{SIGNED}tier: referral\n{IN_TWO_CURRENCIES}")
    assert (found["revenue"], found["fee_today"]) == (None, None)
    # Referral pays 10%, certified 15%.
    assert [(fees["currency"], fees["revenue"], fees["fee_today"], fees["fee_next"]) for fees in found["fees"]] == [
        ("EUR", 90, 9, 13.5),
        ("USD", 50, 5, 7.5),
    ]
    assert "EUR 9 and USD 5" in ask("tiers", "it", "--today", TODAY, "--format", "markdown").out


def test_without_a_tier_or_above_the_highest_there_is_no_fee_and_never_a_fee_of_zero(standing: Any) -> None:
    results = "results: [{month: 2026-03, revenue: 1000}]\n"
    assert standing(f"{SIGNED}tier: gold\n{results}")["fee_today"] is None
    assert standing(f"{SIGNED}{results}")["fee_today"] is None
    top = standing(f"{SIGNED}tier: strategic\n{results}")
    assert (top["next_tier"], top["fee_next"]) == (None, None)


@pytest.mark.parametrize(
    ("months", "met", "figures"),
    [
        ("{month: 2026-03, revenue: 100000, currency: JPY}", None, "JPY 100,000, and no exchange rate"),
        (
            "{month: 2026-02, revenue: 100000}, {month: 2026-03, revenue: 1, currency: JPY}",
            None,
            "EUR 100,000 and JPY 1, and no exchange rate",
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
    assert "`gold` is not a tier of the program" in ask("tiers", "it", "--today", TODAY).out


def test_a_default_tier_keeps_whatever_the_workspace_does_not_say_of_it(standing: Any) -> None:
    workspace = "program: {tiers: {referral: {}, certified: {fee: 18%}, certified-plus: {requires: {referrals: 9}}}}\n"
    text = f"{SIGNED}program: {{trained: true, certified: true}}\nresults:\n"
    text += "  - {month: 2026-03, referrals: 5, revenue: 100}\n"
    found = standing(text, workspace)
    assert (found["qualifies"], found["fee_qualified"]) == ("certified", 18)
    assert [need["how"] for need in standing("tier: referral\n", workspace)["still_takes"]] == [
        "a signed agreement",
        "training (not recorded)",
        "certification (not recorded)",
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
    # The file names neither our people nor our buckets: all but the program is still the workspace's.
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
    """Bluebird's and Kestrel's fees are custom, and Silverline has no revenue to pay on."""
    (tmp_path / "other.yaml").write_text("program: {tiers: {basic: {requires: {agreement: true}, fee: 12%}}}\n")
    told = ask("tiers", PORTFOLIO, "--config", tmp_path / "other.yaml", "--today", TODAY, "--format", "markdown").out
    assert "custom or not known: " in told
    assert "Fees in all: EUR " in told


def test_the_workspaces_own_file_is_no_other_policy(ask: Ask) -> None:
    found = json.loads(ask("tiers", ACME, "--config", PORTFOLIO / "partnerkit.yaml", "--format", "json").out)
    assert (found["policy"], found["moves"]) == (None, [])


def test_without_a_workspace_of_its_own_the_file_named_is_the_workspace(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "it.yaml").write_text(f"name: It\ntype: alliance\n{SIGNED}")
    (tmp_path / "other.yaml").write_text("program: {tiers: {friend: {requires: {agreement: true}, fee: 5%}}}\n")
    found = json.loads(ask("tiers", "it", "--config", "other.yaml", "--format", "json").out)
    assert (found["policy"], found["partnerships"][0]["qualifies"]) == (None, "friend")


EITHER_OR = """\
program:
  tiers:
    registered: {requires: {agreement: true}, fee: 10%}
    silver: {requires: {any: [{revenue: 25000}, {referrals: 5, certification: true}]}, fee: 15%}
    gold: {requires: {any: [{revenue: 100000}, {referrals: 20}]}, fee: 20%}
"""


@pytest.mark.parametrize(
    ("results", "qualifies", "might", "still_takes"),
    [
        # 60,000 of 25,000: silver by its revenue alone.
        (
            "{month: 2026-03, revenue: 60000, referrals: 2}",
            "silver",
            "silver",
            "EUR 100,000 of revenue a year (has EUR 60,000, EUR 40,000 to go) or 20 referrals a year (has 2, 18 to go)",
        ),
        # The file does not say whether they are certified.
        (
            "{month: 2026-03, revenue: 1, referrals: 5}",
            "registered",
            "silver",
            (
                "EUR 25,000 of revenue a year (has EUR 1, EUR 24,999 to go) or "
                "certification (not recorded) and 5 referrals a year (has 5, 0 to go)"
            ),
        ),
        ("{month: 2026-03, revenue: 1, referrals: 4}", "registered", "registered", None),
        ("{month: 2026-03, revenue: 25000, referrals: 20}", "gold", "gold", None),
    ],
)
def test_one_of_several_requirements_is_enough(
    standing: Any, results: str, qualifies: str, might: str, still_takes: str | None
) -> None:
    tier = "silver" if qualifies == "silver" else "registered"
    found = standing(f"{SIGNED}tier: {tier}\nresults: [{results}]\n", EITHER_OR)
    assert (found["qualifies"], found["might"]) == (qualifies, might)
    if still_takes:
        assert [need["how"] for need in found["still_takes"]] == [still_takes]


def test_what_a_higher_requirement_includes_is_not_still_to_do(standing: Any) -> None:
    found = standing(f"{SIGNED}tier: silver\nresults: [{{month: 2026-03, revenue: 1, referrals: 1}}]\n", EITHER_OR)
    # Whoever meets gold's alternatives has the revenue of silver's, but not its referrals with a certification.
    assert [need["tier"] for need in found["still_takes"]] == ["silver", "gold"]
    plain = EITHER_OR.replace("referrals: 5, certification: true", "referrals: 5")
    again = standing(f"{SIGNED}tier: silver\nresults: [{{month: 2026-03, revenue: 1, referrals: 1}}]\n", plain)
    assert [need["tier"] for need in again["still_takes"]] == ["gold"]


def test_the_program_names_its_alternatives(standing: Any, ask: Ask) -> None:
    standing(SIGNED, EITHER_OR)
    told = ask("tiers", "it", "--today", TODAY, "--format", "markdown").out
    assert "EUR 25,000 of revenue a year or certification and 5 referrals a year" in told


PEOPLE = """\
people: {jo: {name: Jo Park, side: them}, kim: {name: Kim Ode, side: them}}
certifications:
  - {person: jo, of: Sales, since: 2025-04-10}
  - {person: jo, of: Delivery, since: 2025-04-10}
  - {person: kim, of: Sales, since: 2025-04-10, until: 2026-04-10}
  - {name: Ida Moe, of: Sales, since: 2026-04-11}
"""


@pytest.mark.parametrize(("today", "certified"), [("2026-04-10", 2), ("2026-04-11", 2), ("2026-04-12", 2)])
def test_their_people_count_once_while_a_certificate_of_theirs_is_valid(
    standing: Any, today: str, certified: int
) -> None:
    workspace = "program: {tiers: {one: {requires: {certified_people: 4}}}}\n"
    [need] = standing(PEOPLE, workspace, today)["still_takes"]
    # Jo counts once; Kim's certificate is valid until the tenth, Ida's from the eleventh.
    assert need["how"] == f"4 certified people (has {certified}, {4 - certified} to go)"


def test_case_studies_and_members_are_counted_as_the_file_gives_them(standing: Any) -> None:
    workspace = "program: {tiers: {one: {requires: {case_studies: 2, members: 50}}}}\n"
    silent = standing(SIGNED, workspace)["still_takes"]
    assert [need["how"] for need in silent] == [
        "2 case studies (not recorded)",
        "50 members (no figures)",
    ]
    given = "program: {case_studies: 2}\nresults: [{month: 2026-02, members: 60}, {month: 2026-03, members: 49}]\n"
    assert [need["how"] for need in standing(given, workspace)["still_takes"]] == ["50 members (has 49, 1 to go)"]


def test_a_program_may_count_other_months_than_the_last_twelve(standing: Any) -> None:
    workspace = "program: {window_months: 3, tiers: {one: {requires: {referrals: 9}, fee: 10%}}}\n"
    months = ", ".join(f"{{month: 2026-0{at}, referrals: 2, revenue: 100}}" for at in (1, 2, 3))
    found = standing(f"tier: one\nresults: [{{month: 2025-12, referrals: 90, revenue: 9000}}, {months}]\n", workspace)
    assert (found["qualifies"], found["revenue"], found["fee_today"]) == (None, 300, 30)
    [need] = standing(f"results: [{months}]\n", workspace)["still_takes"]
    assert need["how"] == "9 referrals in 3 months (has 6, 3 to go)"


@pytest.mark.parametrize(
    ("today", "keeps_until"),
    [
        # Of the year to March 2026 there are 5 referrals. From April 1 on four are left: 30 days after March 31.
        ("2026-03-31", None),
        ("2026-04-01", "2026-04-30"),
        ("2026-04-30", "2026-04-30"),
        ("2026-05-01", None),
    ],
)
def test_a_tier_that_is_no_longer_earned_is_kept_for_the_days_of_grace(
    standing: Any, ask: Ask, today: str, keeps_until: str | None
) -> None:
    workspace = "program: {grace_days: 30, tiers: {one: {requires: {referrals: 5}}}}\n"
    months = "{month: 2025-03, referrals: 1}, {month: 2025-04, referrals: 4}"
    found = standing(f"tier: one\nresults: [{months}]\n", workspace, today)
    assert (found["tier"], found["qualifies"]) == ("one", "one" if today < "2026-04" else None)
    assert found["keeps_until"] == keeps_until
    told = f"It no longer qualifies for One, but keeps it until {keeps_until}."
    assert (told in " ".join(ask("tiers", "it", "--today", today).out.split())) is (keeps_until is not None)


def test_revenue_in_another_currency_counts_at_a_rate_of_the_workspace_which_is_shown(standing: Any) -> None:
    workspace = (
        "exchange_rates: [{from: EUR, to: USD, rate: 1.25, date: 2026-03-31, source: ECB}]\n"
        "program: {tiers: {one: {requires: {revenue: 1000}, fee: 10%}, two: {requires: {revenue: 2000}, fee: 20%}}}\n"
    )
    months = "{month: 2026-02, revenue: 600}, {month: 2026-03, revenue: 500, currency: USD}"
    found = standing(f"tier: one\nresults: [{months}]\n", workspace)
    # 600 + 500 / 1.25 = 1000.
    assert found["qualifies"] == "one"
    assert [need["how"] for need in found["still_takes"]] == [
        (
            "EUR 2,000 of revenue a year (has EUR 1,000, EUR 1,000 to go; EUR 600 and USD 500, converted at "
            "EUR 1 = USD 1.25 (2026-03-31, ECB))"
        )
    ]


@pytest.mark.parametrize(
    ("held", "tiers", "fees"),
    [
        # The tier that is held is not in the other policy: what is earned, under either of them.
        ("premium", "referral: {fee: 12%}", (100, 120)),
        # The other policy moves the partner from referral to certified, whatever tier it holds.
        ("premium", "referral: {}, certified: {requires: {referrals: 1}}, premium: {}", (100, 150)),
        ("premium", "referral: {}, certified: {}, premium: {fee: 30%}", (200, 300)),
    ],
)
def test_a_policy_is_compared_like_with_like(
    ask: Ask, tmp_path: Path, held: str, tiers: str, fees: tuple[int, int]
) -> None:
    results = "results: [{month: 2026-03, revenue: 1000, referrals: 1}]\n"
    (tmp_path / "partnerkit.yaml").write_text("")
    (tmp_path / "it.yaml").write_text(f"name: It\ntype: alliance\n{SIGNED}tier: {held}\n{results}")
    (tmp_path / "other.yaml").write_text(f"program: {{tiers: {{{tiers}}}}}\n")
    found = json.loads(ask("tiers", "it", "--config", "other.yaml", "--today", TODAY, "--format", "json").out)
    [move] = found["moves"]
    assert (move["fee_before"], move["fee_after"], found["changes"]) == (*fees, {"EUR": fees[1] - fees[0]})


def test_a_policy_that_counts_other_months_is_compared_on_the_same_revenue(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("")
    months = "{month: 2025-06, revenue: 900}, {month: 2026-03, revenue: 100}"
    (tmp_path / "it.yaml").write_text(f"name: It\ntype: alliance\n{SIGNED}tier: referral\nresults: [{months}]\n")
    (tmp_path / "other.yaml").write_text("program: {window_months: 3, tiers: {referral: {fee: 20%}}}\n")
    found = json.loads(ask("tiers", "it", "--config", "other.yaml", "--today", TODAY, "--format", "json").out)
    [move] = found["moves"]
    assert (move["fee_before"], move["fee_after"]) == (100, 200)


def test_what_a_policy_changes_is_summed_in_each_currency_apart(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("")
    (tmp_path / "it.yaml").write_text(f"name: It\ntype: alliance\n{SIGNED}tier: referral\n{IN_TWO_CURRENCIES}")
    (tmp_path / "other.yaml").write_text("program: {tiers: {referral: {fee: 20%}}}\n")
    asked = ("tiers", "it", "--config", "other.yaml", "--today", TODAY)
    found = json.loads(ask(*asked, "--format", "json").out)
    assert (found["change"], found["changes"]) == (9, {"EUR": 9, "USD": 5})
    assert "Fees in all: EUR 9 more and USD 5 more" in " ".join(ask(*asked).out.split())
