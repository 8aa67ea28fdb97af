"""A letter suits the partnership it is about: its stage, its agreement, and who has said what."""

from pathlib import Path

import pytest

from conftest import PORTFOLIO, TODAY, Ask
from test_drafts import drafted


def test_a_letter_asked_for_by_name_comes_with_a_warning(ask: Ask) -> None:
    answer = ask("draft", "outreach", "acme", "--today", TODAY, cwd=PORTFOLIO)
    assert answer.out.startswith("**To:** ")
    assert "warning: outreach may not suit this partnership: the agreement is signed" in answer.err
    assert "partnerkit draft prep acme" in answer.err


def test_an_exit_from_talks_that_were_never_answered_says_only_what_happened(ask: Ask) -> None:
    letter = drafted(ask, "exit", "lumen-design-suite")
    assert (
        "Hi Ida,\n\nI wrote to you on March 31 and April 3 about Orbit and Lumen Design Suite. "
        "I won't follow up again. If it becomes relevant, I'd be glad to hear from you.\n\nBest," in letter
    )


def test_a_letter_of_exit_names_only_what_was_promised_and_shows_its_terms_as_terms(ask: Ask) -> None:
    letter = drafted(ask, "exit", "tindra-payroll")
    assert "Find a new sponsor" not in letter
    assert "(overdue)" not in letter
    assert "Please take this email as Orbit's notice" in letter
    assert "[TODO: also send it the way the agreement requires]" in letter
    kept = drafted(ask, "exit", "kestrel-advisory")
    assert "Under our agreement, this applies once it has ended: fees on signed clients run for 12 months." in kept
    assert "and won't renew unless we both agree, so neither of us needs to give notice." in kept


def test_a_letter_at_the_end_names_what_both_still_finish_and_what_an_ended_agreement_still_says(ask: Ask) -> None:
    letter = drafted(ask, "exit", "cascade-affiliates")
    assert "Our agreement dated July 21, 2025 has already ended." in letter
    assert "once it has ended: fees on customers won before April 1, 2026 are still paid." in letter
    assert "- Take the listings down: Declan Roche (Cascade Affiliates), April 6, 2026\n" in letter
    assert "Pay the last fees" not in letter
    asked = drafted(ask, "prep", "cascade-affiliates")
    assert "- What do joint customers still need from each of us before June 30, 2026?" in asked
    assert "more valuable" not in asked
    assert "Agree on one step" not in drafted(ask, "review", "cascade-affiliates")


def test_a_notice_for_a_renewal_far_away_leaves_the_choice_to_end_it_sooner(ask: Ask) -> None:
    assert "[TODO: let it run, or end it earlier on notice of 30 days]" in drafted(ask, "exit", "acme")


def test_a_quote_by_someone_of_the_file_has_a_name_a_title_and_a_company(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("""name: Acme
type: alliance
people: {jo: {name: Jo Park, side: them, title: Chief Executive}}
launch:
  date: 2026-05-04
  hour: 9:00 a.m. ET
  quotes: {us: {said: Done!, by: "Ada Berg, founder"}, them: {said: Good., by: jo}}
""")
    text = drafted(ask, "announcement", cwd=tmp_path)
    assert text.startswith("For release on May 4, 2026, 9:00 a.m. ET\n\n# ")
    assert '"Good," said Jo Park, Chief Executive of Acme.' in text
    assert '"Done!" said Ada Berg, founder.' in text


def test_an_exit_with_nothing_promised_leaves_what_to_finish_open(ask: Ask, tmp_path: Path) -> None:
    plan = "plan: [{id: a, title: Decide on the renewal, side: us}]"
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\nstage: grow\n{plan}\n")
    letter = drafted(ask, "exit", cwd=tmp_path)
    assert "finish and what we cancel: [TODO: the items that still matter to joint customers]." in letter
    assert "renewal" not in letter


def test_a_term_that_runs_on_can_be_left_to_run_or_ended_sooner(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("""name: Acme
type: alliance
stage: grow
agreement:
  status: signed
  signed: 2025-08-10
  term: {starts: 2025-09-01, months: 24, renewal: mutual, renewal_months: 12}
  termination: {convenience_days: 180}
  exclusivity: {kind: time-limited, side: us, scope: shops, until: 2026-12-31, return: A fee}
""")
    letter = drafted(ask, "exit", cwd=tmp_path)
    assert "runs until **August 31, 2027** and won't renew unless we both agree." in letter
    assert "[TODO: let it run, or end it earlier on notice of 180 days]" in letter
    assert "\n\nUnder our agreement, exclusivity runs until December 31, 2026.\n" in letter


@pytest.mark.parametrize(
    ("due", "said"),
    [("2026-02-27", "- [TODO: the next step and its date]\n"), ("2026-04-20", "- Send the list: Acme, by April 20")],
)
def test_a_recap_has_no_date_that_is_past(ask: Ask, tmp_path: Path, due: str, said: str) -> None:
    plan = f"plan: [{{id: a, title: Send the list, due: {due}, side: them}}]"
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\n{plan}\n")
    text = drafted(ask, "follow-up", "--kind", "interested", cwd=tmp_path)
    assert said in text
    assert "February" not in text
    assert ("Do these dates work for you?" in text) == (due > TODAY)


def test_a_first_call_takes_as_long_as_we_ask_for(ask: Ask) -> None:
    agenda = drafted(ask, "call-agenda", "lumen-design-suite")
    assert "**Time:** 20 minutes." in agenda
    assert "| 3–10 | Discovery | mostly them |\n| 10–17 | The idea | mostly us |\n| 17–20 |" in agenda
    assert "Pick four of these questions" in agenda


def test_the_goals_of_both_leave_out_our_own_reasons(ask: Ask) -> None:
    goals = drafted(ask, "goal-statement", "kestrel-advisory")
    assert "# Goals of Orbit and Kestrel Advisory\n\n## What Orbit wants" in goals
    assert "Company goals" not in goals
    assert "**Reports:** 1 by February 28, 2026 (passed)\n" in goals
    assert "- From Kestrel Advisory: Orbit in every operations review\n" in goals
    assert "- **Sourced:** a customer who counts as referred under the agreement." in goals
    assert "**First-line share:** 80% by" in drafted(ask, "goal-statement", "meridian-channel")


def test_a_support_playbook_names_the_main_contacts_and_only_times_of_support(ask: Ask) -> None:
    playbook = drafted(ask, "support-playbook", "meridian-channel")
    assert "| Main contact at Meridian Channel | Katrin Vogel, Head of Sales |" in playbook
    assert "uptime" not in drafted(ask, "support-playbook", "acme")
    assert "within the first-response time of its level otherwise" in playbook


def test_nothing_is_promised_and_no_result_claimed_that_the_file_lacks(ask: Ask) -> None:
    value = drafted(ask, "follow-up", "lumen-design-suite", "--kind", "value")
    assert value.count("88 of your customers already use Orbit.\n") == value.count("88 ") - 1 == 1, "and the subject"
    assert "happy to share" not in value
    proposition = drafted(ask, "value-proposition", "acme")
    assert "## Proof\n\n- Bluebird CRM: 31 joint customers in nine months" in proposition
    assert "## What Acme Analytics would get\n\n- 25% more" in proposition


def test_who_sells_learns_what_a_sale_earns_and_the_exclusive_are_not_offered_exclusivity(ask: Ask) -> None:
    assert "What a sale earns, and how to record it" in drafted(ask, "enablement", "meridian-channel")
    growth = drafted(ask, "growth", "meridian-channel")
    assert "Exclusive arrangements" not in growth
    assert "Exclusivity as agreed" in growth
