"""What a draft says with whatever words a file holds: no text of a file makes a sentence false or broken."""

import re
from pathlib import Path

import pytest

from conftest import Ask
from letters import case, letters
from partnerkit.drafts.drafting import Options
from test_drafts import drafted

COMPANY = "company: {name: Orbit, does: Time tracking for agencies., audience: Agency owners.}\n"
STOPPED = """name: Acme
type: integration
stage: grow
why: Two are better than one.
partner: {does: Analytics for shops., audience: The people who run shops.}
people: {jo: {name: Jo Park, side: them}}
goals: [{kind: growth, outcome: Win 1 customer., metric: referrals, they_contribute: A list., we_give: IBM know-how.}]
value_proposition:
  partner_type: Analytics products.
  outcome: Win more deals.
  how: Hours beside sales.
  alternative: Building it yourself.
  advantage: SAP and IBM in one view.
  requires: One week of work.
outreach:
  contact: jo
  opener: Your talk in Bern.
  benefits: [A new customer a week.]
  proof: {partner: Bluebird, result: Three new customers.}
  ask: A short call.
agreement:
  scope: {us: {deliverables: [The connector., A guide.]}}
  revenue: [{model: revenue-share, rate: 20%, base: settled, of: The first year., settles: quarter, from: us, to: them}]
  ip: {pre_existing: It stays.}
  license: {us: The connector., them: The logo., territory: Europe.}
  disputes: {settled_by: courts, place: Berlin.}
  liability: {cap: 5, basis: The fees of a year.}
  insurance: {kinds: [Cyber., Fire.], cover: 9}
  exclusivity: {kind: time-limited, scope: Shops., until: 2027-01-01, return: A fee.}
plan:
  - {id: a, title: Train them., due: 2026-03-02, status: blocked, note: No room., owner: jo}
  - {id: b, title: Write the guide., due: 2026-05-04, owner: jo}
launch: {date: 2026-05-04, place: Berlin.}
"""


def write(folder: Path, text: str) -> Path:
    (folder / "partnerkit.yaml").write_text(COMPANY)
    (folder / "acme.yaml").write_text(text)
    return folder


def test_no_full_stop_of_the_file_stays_inside_a_sentence() -> None:
    for kind, text in letters(case(STOPPED, COMPANY)).items():
        assert not re.findall(r".*\.[.,;:)].*|.*\.\"[^\n].*|.*\. [a-z].*", text.replace("*", "")), kind


def test_a_text_inside_a_sentence_begins_small_only_where_it_is_no_name(ask: Ask, tmp_path: Path) -> None:
    text = drafted(ask, "value-proposition", cwd=write(tmp_path, STOPPED))
    assert "**win more deals** with **hours beside sales**" in text
    assert "they get SAP and IBM in one view, and all they need to provide is one week of work." in text


@pytest.mark.parametrize(
    "word", ["IBM and SAP customers", "Kestrel's clients", "eBay sellers", "A1 customers", "IT staff"]
)
def test_a_name_keeps_its_letters_in_every_sentence(word: str) -> None:
    about = case(f"name: Acme\ntype: alliance\nvalue_proposition: {{outcome: {word}, how: {word}}}\n", COMPANY)
    text = "".join(letters(about, ("outreach", "value-proposition", "enablement")).values())
    assert text.count(word) == len(re.findall(re.escape(word), text, re.IGNORECASE)) > 3


def test_a_benefit_is_called_no_more_than_what_they_would_get(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\noutreach: {benefits: [9 more customers]}\n")
    value = drafted(ask, "follow-up", "--kind", "value", cwd=tmp_path)
    assert "- What it could mean for Acme: 9 more customers." in value
    assert "What you'd get:\n\n- 88 teams who" in drafted(ask, "outreach", "lumen-design-suite")


@pytest.mark.parametrize("outcome", ["EUR 300000 from Kestrel's clients", "Win 40 customers.", "From slip to pay"])
def test_any_goal_makes_a_sentence(ask: Ask, tmp_path: Path, outcome: str) -> None:
    goal = f"{{kind: growth, outcome: {outcome}, by: 2026-12-31, metric: referrals, target: 5}}"
    text = drafted(ask, "goal-statement", cwd=write(tmp_path, f"name: Acme\ntype: alliance\ngoals: [{goal}]\n"))
    assert f"### Growth: {outcome.removesuffix('.')}\n\n**Referrals:** 5 by December 31, 2026\n" in text


def test_a_metric_of_ones_own_comes_out_as_it_is(ask: Ask, tmp_path: Path) -> None:
    write(tmp_path, "name: Acme\ntype: alliance\nkpis: [{metric: calls *to* <b>, target: 4, actual: 2}]\n")
    assert "| Calls \\*to* \\<b> | 2 | 4 |" in drafted(ask, "brief", cwd=tmp_path)


def test_what_a_company_does_follows_its_name(ask: Ask) -> None:
    assert "Cascade Affiliates runs comparison sites" in drafted(ask, "announcement", "cascade-affiliates")


@pytest.mark.parametrize(
    ("name", "greeted"),
    [
        ("Dr. Jo van der Berg", "Dr. Jo van der Berg"),
        ("Frau Prof. Dr. Jana Weiss", "Jana"),
        ("Dipl.-Ing. Hans Huber", "Hans"),
        ("Ms. Ada Berg", "Ada"),
        ("Ada", "Ada"),
        ("Mr. Berg", "Mr. Berg"),
        ("Jo Park, Dr.", "Jo"),
    ],
)
def test_a_title_is_no_first_name(name: str, greeted: str) -> None:
    person = f'{{name: "{name}", side: them}}'
    about = case(f"name: Acme\ntype: alliance\noutreach: {{contact: jo}}\npeople: {{jo: {person}}}\n", COMPANY)
    assert f"\nHi {greeted},\n" in letters(about, ["outreach"])["outreach"]


ONE = """name: Acme
type: integration
stage: RENEWAL
since: 2025-01-01
partner: {does: analytics}
people: {jo: {name: Jo Park, side: them}}
dynamics: {account_mapping: {date: 2026-03-01, ours: 1, theirs: 1, shared: 1}}
outreach: {contact: jo, proof: {partner: Bluebird, result: growth}}
goals: [{kind: growth, outcome: Grow, metric: referrals, target: 1}]
kpis: [{metric: referrals, target: 1}, {metric: response_hours, target: 1, goal: at_most}]
results: [{month: 2026-03, revenue: 1, referrals: 1, conversions: 1, response_hours: 1}]
reviews:
  - date: 2026-03-02
    kind: monthly
    commitments: [{id: a, what: A list, owner: jo, due: 2026-03-20, moved: [2026-03-10]}]
agreement:
  term: {starts: 2026-04-01, months: 1, renewal: TERM, notice_days: 1}
  revenue:
    - {model: referral-fee, amount: 1, months: 1, settles: month, from: us, to: them}
    - {model: revenue-share, rate: 1%, base: net, of: sales, months: 1, settles: month, minimum: 1, cap: 1,
       from: us, to: them}
    - {model: tiered, base: net, of: sales, tiers: [{at_least: 0, rate: 1%}], counts: period, method: retroactive,
       from: us, to: them}
    - {model: minimum-commitment, minimum: 1, settles: month, from: us, to: them}
  payment_days: 1
  pilot_months: 1
  confidentiality: {months: 1}
  termination: {convenience_days: 1}
  audit: {notice_days: 1, every_months: 1}
  non_compete: {scope: shops, months: 1}
  non_solicit: {employees_months: 1, customers_months: 1}
  first_refusal: {side: us, subject: shops, days: 1}
  post_termination: {services: [Support], months: 1}
  disputes: {escalation_days: 1, settled_by: courts, place: Berlin}
"""


@pytest.mark.parametrize(("stage", "renewal"), [("grow", "automatic"), ("renew", "mutual"), ("exit", "none")])
def test_one_of_anything_is_told_in_the_singular(stage: str, renewal: str) -> None:
    renewal += ", renewal_months: 1" if renewal != "none" else ""
    about = case(ONE.replace("RENEWAL", stage).replace("TERM", renewal), COMPANY)
    chosen = {"follow-up": ("nudge", "value"), "review": ("monthly", "quarterly", "annual")}
    variants = [letters(about, [kind], Options(variant)) for kind, each in chosen.items() for variant in each]
    wrong = r"(?<![0-9.])1 (?!is )(?:new )?[a-z]+s\b|from March 2026 to March|1 of your customers use "
    for kind, text in (pair for pack in (letters(about), *variants) for pair in pack.items()):
        assert not [line for line in text.splitlines() if re.search(wrong, line)], kind


def test_an_agreement_of_one_month_and_one_day_reads_well(ask: Ask, tmp_path: Path) -> None:
    text = drafted(ask, "agreement", cwd=write(tmp_path, ONE.replace("RENEWAL", "grow").replace("TERM", "automatic")))
    for words in (
        "continues for 1 month,",
        "for successive periods of 1 month,",
        "on at least 1 day's written notice",
        "shall pay each amount within 1 day after the statement.",
        "at most once in 1 month,",
        "The pilot period is 1 month from the Effective Date.",
    ):
        assert words in text


def test_results_of_one_month_and_of_several_are_told_alike(ask: Ask) -> None:
    about = case(ONE.replace("RENEWAL", "grow").replace("TERM", "none"), COMPANY)
    growth, review, brief = letters(about, ["growth", "review", "brief"]).values()
    brought = "EUR 1 in revenue, 1 referral and 1 new customer"
    assert f" In March 2026, the partnership brought {brought}." in growth
    assert f"\nIn March 2026: {brought}." in review
    assert f"\nIn March 2026: {brought}.\n" in brief
    assert "From January 2026 to March 2026, the partnership brought EUR 41,500" in drafted(ask, "growth", "acme")


def test_a_count_that_is_missing_stands_before_the_plural(ask: Ask) -> None:
    assert "within [TODO: the days for payment] days after" in drafted(ask, "agreement", "globex")
