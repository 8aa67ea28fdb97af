import json
import re
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from conftest import PORTFOLIO, ROOT, TODAY, Ask
from letters import KINDS, LIBRARY, case, in_markdown, letters, of_example
from partnerkit.drafts.drafting import Options
from partnerkit.drafts.shortfall import shortfall

CASES = ROOT / "tests" / "examples" / "drafts"
STEMS = sorted(path.stem for path in (PORTFOLIO / "partners").glob("*.yaml"))


Pack = Callable[[str], tuple[str, Path]]


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for packs, each of which is written once."""
    return tmp_path_factory.mktemp("packs")


@pytest.fixture
def pack(ask: Ask, packs: Path) -> Pack:
    """Write all drafts about a partnership; answer what is said of that, and the folder that they are in."""

    def written(stem: str) -> tuple[str, Path]:
        folder, said = packs / stem, packs / f"{stem}.txt"
        if not said.exists():
            said.write_text(ask("draft", "--all", stem, "--today", TODAY, "-o", folder, cwd=PORTFOLIO).err)
        return said.read_text(), folder

    return written


_OF_EXAMPLES: dict[tuple[str | Path, ...], str] = {}


def drafted(ask: Ask, *arguments: str | Path, cwd: Path = PORTFOLIO) -> str:
    """Return a draft; what the examples give is written once for all tests that look at it."""
    if (cwd, *arguments) in _OF_EXAMPLES:
        return _OF_EXAMPLES[cwd, *arguments]
    answer = ask("draft", *arguments, "--today", TODAY, cwd=cwd)
    assert answer.status == 0, answer.err
    if cwd == PORTFOLIO or cwd.is_relative_to(ROOT):
        _OF_EXAMPLES[cwd, *arguments] = answer.out
    return answer.out


LOOKED_FOR = """Parties, Agreement date, Effective date, Expiration, Renewal term, Notice to terminate renewal,
Governing law, Most favored nation, Non-compete, Exclusivity, No-solicit of customers, No-solicit of employees,
Non-disparagement, Termination for convenience, Rights of first refusal, Change of control, Anti-assignment,
Revenue or profit sharing, Price restrictions, Minimum commitment, Volume restriction, IP ownership, Joint IP,
License grant, Post-termination services, Audit rights, Cap on liability, Insurance""".replace("\n", " ").split(", ")
_READ = {"text": "", "text_special": "", "softbreak": " "}


def seen(markdown: str) -> str:
    """What a reader sees of Markdown, by another dialect than partnerkit's own."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown)
    return "\n".join(
        "".join(_READ[child.type] or child.content for child in token.children or () if child.type in _READ)
        for token in tokens
        if token.type == "inline"
    )


def test_there_is_every_kind_that_a_partner_manager_writes_by_hand() -> None:
    assert KINDS == [
        "agreement",
        "amendment",
        "announcement",
        "brief",
        "call-agenda",
        "checklist",
        "enablement",
        "exit",
        "follow-up",
        "goal-statement",
        "growth",
        "launch-plan",
        "outreach",
        "prep",
        "raci",
        "review",
        "social",
        "support-playbook",
        "value-proposition",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_file_fills_every_kind(snapshot: Any, kind: str) -> None:
    assert in_markdown(of_example("acme")[kind]) == snapshot


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_with_a_name_and_a_type_shows_every_gap(snapshot: Any, kind: str) -> None:
    assert in_markdown(of_example("globex")[kind]) == snapshot


@pytest.mark.parametrize("kind", ["agreement", "review"])
def test_a_kind_is_the_same_by_itself_and_among_all_of_them(ask: Ask, kind: str) -> None:
    assert drafted(ask, kind, "acme") == in_markdown(of_example("acme")[kind])


@pytest.mark.parametrize("stem", STEMS[::2])
def test_every_second_example_gets_its_whole_pack(pack: Pack, stem: str) -> None:
    said, folder = pack(stem)
    left_out = ", ".join(re.findall("^left out (.*): ", said, re.MULTILINE)).split(", ")
    written = sorted(folder.iterdir())
    kinds = [next(kind for kind in KINDS if path.stem.startswith(f"{stem}-{kind}")) for path in written]
    assert "amendment" in left_out, "none has an amendment to be signed"
    assert sorted(kinds + left_out) == KINDS
    for path in written:
        text = path.read_text(encoding="utf-8")
        # What is missing is a TODO: no Python, no tag of a template, no hole in a sentence.
        assert not re.search(r"\bNone\b|Undefined|\{\{|\{%|:  | [.,;]|: *\.$|\*\*\*\*|\(\)", text, re.MULTILINE), (
            path.name
        )


@pytest.mark.parametrize(
    ("stem", "said"),
    [
        ("tindra-payroll", "left out call-agenda, follow-up, outreach: the agreement is signed\n"),
        ("tindra-payroll", "left out announcement, social: the launch was on 2025-07-08\n"),
        ("lumen-design-suite", "left out announcement, social: no agreement is signed\n"),
        ("fjord-academy", "left out exit: declined on 2026-02-18; there is nothing to end\n"),
    ],
)
def test_a_pack_says_what_it_leaves_out_and_why(pack: Pack, stem: str, said: str) -> None:
    all_said, folder = pack(stem)
    assert said in all_said
    kinds = said.removeprefix("left out ").partition(":")[0].split(", ")
    assert not [path for path in folder.iterdir() for kind in kinds if kind in path.name]


@pytest.mark.parametrize("subject", ["opportunity", "mutual", "question", "benefit"])
def test_a_first_email_has_four_subjects(ask: Ask, subject: str) -> None:
    subjects = {
        "opportunity": "Acme Analytics and Orbit: raise weekly active use by 25%",
        "mutual": "Our mutual contact, Lena Fox",
        "question": "Does Acme Analytics work with Orbit yet?",
        "benefit": "25% more weekly active use, as measured with two pilot customers",
    }
    assert f"**Subject:** {subjects[subject]}\n" in drafted(ask, "outreach", "acme", "--subject", subject)


@pytest.mark.parametrize(
    ("outreach", "subject"),
    [
        ("{introduced_by: Lena Fox, benefits: [9 more customers]}", "Our mutual contact, Lena Fox"),
        ("{benefits: [9 more customers]}", "9 more customers"),
        ("{benefits: [More customers]}", "Acme and [TODO: your company]: [TODO: what they could achieve with you]"),
    ],
)
def test_the_file_chooses_the_subject(ask: Ask, tmp_path: Path, outreach: str, subject: str) -> None:
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\noutreach: {outreach}\n")
    assert f"**Subject:** {subject}\n" in drafted(ask, "outreach", cwd=tmp_path)


@pytest.mark.parametrize("kind", ["nudge", "value", "final", "interested", "not-interested"])
def test_every_follow_up_reads_well(ask: Ask, snapshot: Any, kind: str) -> None:
    assert drafted(ask, "follow-up", "lumen-design-suite", "--kind", kind) == snapshot


@pytest.mark.parametrize(
    ("touches", "subject"),
    [
        ("[]", "Acme and"),
        ("[{date: 2026-04-01, kind: cold, subject: Nine customers}]", "Re: Nine customers"),
        ("[{date: 2026-04-01, kind: cold, subject: 'RE: Re: Hi'}, {date: 2026-04-04, kind: nudge}]", "Re: Hi"),
        ("[{date: 2026-04-01, kind: cold}]", "Re: [TODO: the subject of your first email]"),
        ("[{date: 2026-04-01, kind: cold, channel: LinkedIn}]", "Acme and"),
        ("[{date: 2026-04-01, kind: cold, channel: phone}, {date: 2026-04-04, kind: nudge}]", "Re: [TODO: "),
        ("[{date: 2026-04-01, kind: call}, {date: 2026-04-08, kind: value, channel: phone}]", "Acme and"),
        ("[{date: 2026-03-01, kind: final}, {date: 2026-04-08, kind: cold, subject: New}]", "Re: New"),
        ("[{date: 2026-04-08, kind: interested}]", "Acme and"),
        ("[{date: 2026-04-07, kind: cold, subject: Hi}, {date: 2026-04-08, kind: interested}]", "Re: Hi"),
        ("[{date: 2026-04-07, kind: reply}, {date: 2026-04-08, kind: value}]", "Acme and"),
        ("[{date: 2026-04-08, kind: not-interested}]", "Thanks for letting me know"),
        ("[{date: 2026-04-07, kind: not-interested}, {date: 2026-04-08, kind: nudge}]", "Thanks for letting"),
        ("[{date: 2026-04-01, kind: cold, subject: Hi}, {date: 2026-05-04, kind: not-interested}]", "Re: Hi"),
    ],
)
def test_the_touches_choose_the_follow_up_and_its_subject(touches: str, subject: str) -> None:
    given = f"outreach: {{opener: I saw it., touches: {touches}}}\n" if touches != "[]" else ""
    [email] = letters(case(f"name: Acme\ntype: alliance\n{given}"), ["follow-up"]).values()
    assert f"**Subject:** {subject}" in email


def test_no_follow_up_thanks_for_a_no_once_they_were_asked_again(ask: Ask, tmp_path: Path) -> None:
    touches = (
        "[{date: 2026-01-05, kind: cold}, {date: 2026-01-07, kind: not-interested}, {date: 2026-04-08, kind: cold}]"
    )
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\noutreach: {{touches: {touches}}}\n")
    answer = ask("draft", "follow-up", "acme", "--today", TODAY)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("error: they declined and were asked again, so there is no follow-up to send\n")


def test_no_follow_up_comes_after_the_last_attempt(ask: Ask, tmp_path: Path) -> None:
    touches = "[{date: 2026-03-01, kind: cold, subject: Hi}, {date: 2026-03-15, kind: final}]"
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\noutreach: {{touches: {touches}}}\n")
    answer = ask("draft", "follow-up", "acme", "--today", TODAY)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("error: the last attempt has been made, so there is no follow-up to send\n")
    assert "partnerkit draft outreach acme" in answer.err
    assert "Re: Hi" in drafted(ask, "follow-up", "--kind", "final", cwd=tmp_path)
    assert ask("draft", "--all", "acme", "--today", TODAY, "-o", tmp_path / "pack").status == 0
    assert not list((tmp_path / "pack").glob("*follow-up*"))


@pytest.mark.parametrize("kind", ["monthly", "quarterly", "annual"])
def test_every_review_is_filled_with_the_files_own_figures(ask: Ask, snapshot: Any, kind: str) -> None:
    assert drafted(ask, "review", "kestrel-advisory", "--kind", kind) == snapshot


def test_a_review_that_is_due_is_the_default(ask: Ask, tmp_path: Path) -> None:
    held = "reviews: [{date: 2026-01-05, kind: quarterly}, {date: 2026-04-02, kind: monthly}]"
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\nstage: grow\nsince: 2025-09-01\n{held}\n")
    assert drafted(ask, "review", cwd=tmp_path).startswith("# Quarterly business review")


def test_the_next_review_is_the_default_where_none_is_due(ask: Ask) -> None:
    assert drafted(ask, "review", "kestrel-advisory").startswith("# Quarterly business review")


def test_a_review_shows_commitments_and_asks_for_decisions_first(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("""name: Acme
type: alliance
stage: grow
people: {jo: {name: Jo Park, side: them}}
reviews:
  - date: 2026-01-05
    kind: monthly
    commitments:
      - {id: a, what: Send the list, owner: jo, due: 2026-01-20, done: 2026-01-25}
      - {id: b, what: Name a sponsor, owner: jo, due: 2026-02-20, moved: [2026-02-01, 2026-02-10]}
      - {id: c, what: Print the guide, side: us, due: 2026-05-01}
""")
    opening = drafted(ask, "review", cwd=tmp_path).partition("## 3.")[0]
    assert "| Acme | 0 | 1 | 1 | 0 | 2 |" in opening
    assert "- Name a sponsor: overdue since February 20, 2026, Jo Park (Acme). Agree on a new date" in opening
    assert "| Acme | Name a sponsor | Jo Park | February 20, 2026 (overdue), moved twice | open |" in opening
    assert "| [TODO: your company] | Print the guide | [TODO: your company] | May 1, 2026 | open |" in opening
    assert "- 2 monthly check-ins, the latest planned for March 5, 2026" in opening
    assert "| Commitments made at reviews | On time |" in opening
    assert "This review was due April 6, 2026.\n\nUpcoming reviews:\n\n- Annual" in opening
    assert "Send the list" not in opening


def test_a_figure_is_told_as_what_it_is_however_a_kpi_writes_it(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("""name: Acme
type: alliance
goals: [{kind: growth, outcome: Sell more, metric: revenue, target: 100}]
kpis: [{metric: Revenue, target: 100}, {metric: Response hours, target: 8, goal: at_most}, {metric: Talks, target: 2}]
results: [{month: 2026-03, revenue: 50, response_hours: 9}]
""")
    figures = drafted(ask, "review", cwd=tmp_path).partition("## 3.")[2].partition("## 4.")[0]
    assert "| Revenue | EUR 100 | ongoing | EUR 50 |" in figures
    assert "| Response time (hours) | at most 8 | ongoing | 9 |" in figures
    assert "| Talks | 2 | ongoing |" in figures
    answers = drafted(ask, "support-playbook", cwd=tmp_path)
    assert "takes to answer Acme: 9 hours so far; target: at most 8 hours." in answers
    assert "Sell more (EUR 50 of EUR 100 so far)" in ask("why", "acme", "--today", TODAY, "--format", "json").out


@pytest.mark.parametrize(
    ("kind", "said"),
    [("review", "to March 2026: EUR 200 in"), ("growth", "to March 2026, the partnership brought EUR 200 in")],
)
def test_a_draft_adds_up_the_months_that_are_over(ask: Ask, tmp_path: Path, kind: str, said: str) -> None:
    rows = "{month: 2026-02, revenue: 100}, {month: 2026-03, revenue: 100}, {month: 2026-04, revenue: 10}"
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\nresults: [{rows}]\n")
    assert "In the 2 months to 2026-03, it brought in EUR 200" in ask("why", "acme", "--today", TODAY).out
    assert said in drafted(ask, kind, cwd=tmp_path)


CURRENCIES = """name: Acme
type: alliance
goals: [{kind: growth, outcome: Sell more in Brazil, metric: revenue, target: 2400000, currency: BRL}]
kpis:
  - {metric: revenue, target: 2400000, currency: BRL}
  - {metric: pipeline, target: 9000, actual: 1200, currency: USD}
results:
  - {month: 2026-02, revenue: 600000, currency: BRL, cost: 10, influenced: 5}
  - {month: 2026-03, revenue: 600000, currency: BRL, cost: 10}
  - {month: 2026-03, revenue: 70, cost: 20, referrals: 2, influenced: 8}
"""
ECB = "exchange_rates: [{from: EUR, to: BRL, rate: 6, date: 2026-03-31, source: ECB}]\n"


def test_money_is_written_in_the_currency_it_is_in_and_several_currencies_side_by_side(
    ask: Ask, tmp_path: Path
) -> None:
    (tmp_path / "acme.yaml").write_text(CURRENCIES)
    (tmp_path / "partnerkit.yaml").write_text("")
    kinds = ("agreement", "goal-statement", "review", "brief")
    agreement, goals, review, brief = letters(case(CURRENCIES), kinds).values()
    assert "| Revenue | BRL 2,400,000 |" in agreement
    assert "| Pipeline | USD 9,000 |" in agreement
    assert "**Revenue:** BRL 2,400,000 by" in goals
    assert "| Pipeline | USD 9,000 | ongoing | USD 1,200 | Far behind: 13% of target |" in review
    assert (
        "| Revenue | BRL 2,400,000 | ongoing | BRL 1,200,000 and EUR 70 | Not compared: no exchange rate |"
    ) in review
    assert "From February 2026 to March 2026: BRL 1,200,000 and EUR 70 in revenue and 2 referrals." in review
    assert "BRL 5 and EUR 8 of influenced revenue and BRL 20 and EUR 20 of cost." in brief
    due = ask("due", "acme", "--today", TODAY, "--format", "json").out
    assert "EUR 2,400,000" not in agreement + review + brief + due


def test_a_figure_that_was_converted_is_shown_with_its_rate(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(CURRENCIES)
    (tmp_path / "partnerkit.yaml").write_text(ECB)
    # 1200000 + 70 x 6 = 1200420, 50% of 2400000.
    shown = "BRL 1,200,420 (converted at EUR 1 = BRL 6 (2026-03-31, ECB)) | Behind: 50% of target |"
    assert shown in drafted(ask, "review", cwd=tmp_path)


def test_why_says_what_came_in_each_currency_and_counts_a_month_once(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(CURRENCIES)
    (tmp_path / "partnerkit.yaml").write_text("")
    answer = json.loads(ask("why", "acme", "--today", TODAY, "--format", "json").out)["answer"]
    assert answer.endswith(
        "In the 2 months to 2026-03, it brought in BRL 1,200,000, EUR 70 and 2 referrals; "
        "it also influenced BRL 5 and EUR 8 of revenue."
    )


def test_the_launch_plan_has_the_steps_and_days_of_the_launch(ask: Ask) -> None:
    answer = ask("launch", "acme", "--format", "json", "--today", TODAY, cwd=PORTFOLIO)
    steps = json.loads(answer.out)["steps"]
    plan = drafted(ask, "launch-plan", "acme")
    assert len(steps) > 12
    for step in steps:
        day = date.fromisoformat(step["due"])
        assert f" {day:%B} {day.day}, {day.year} | {step['title']} |" in plan
    assert "| Daily from April 14, 2026 to April 20, 2026 | Monitor and respond to issues |" in plan
    assert "readiness" not in plan


def test_a_launch_long_past_has_nothing_overdue(ask: Ask) -> None:
    plan = drafted(ask, "launch-plan", "tindra-payroll").partition("## What each side owes")[0]
    assert "| not recorded |" in plan
    assert "overdue" not in plan


@pytest.mark.parametrize("case", sorted(path.stem for path in CASES.glob("*.yaml") if path.stem != "partnerkit"))
def test_an_agreement_holds_the_files_terms(ask: Ask, snapshot: Any, case: str) -> None:
    assert drafted(ask, "agreement", case, "--checklist", cwd=CASES) == snapshot


def test_a_simple_agreement_has_the_first_terms_only(ask: Ask, snapshot: Any) -> None:
    assert drafted(ask, "agreement", "everything", "--simple", cwd=CASES) == snapshot


def test_what_lawyers_look_for_is_settled_where_the_file_says_it_all(ask: Ask) -> None:
    agreement = drafted(ask, "agreement", "everything", "--checklist", cwd=CASES)
    table = agreement.partition("## What a lawyer looks for")[2].partition("## Defaults")[0]
    rows = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", table, re.MULTILINE))
    del rows["Term"]
    # The file has the minimum, and no remedy for missing it: the template offers one in square brackets.
    assert re.fullmatch(r"\*\*Open:\*\* Section [0-9.]+ has a gap", rows["Minimum commitment"])
    for term in set(LOOKED_FOR) - {"Minimum commitment"}:
        if rows[term] not in ("Parties and background", "None: it is non-exclusive (Section 10.1)"):
            number = re.fullmatch(r"Section ([0-9.]+)", rows[term])
            assert number, (term, rows[term])
            assert f"\n{number.group(1)} **" in agreement
    assert "TODO" not in agreement


def test_what_lawyers_look_for_is_open_or_switched_off_where_the_file_is_silent(ask: Ask) -> None:
    agreement = drafted(ask, "agreement", "globex", "--checklist")
    table = agreement.partition("## What a lawyer looks for")[2].partition("## Defaults")[0]
    assert "| Governing law | **Open:** Section 22.1 has a gap |" in table
    assert "| Change of control | Not included: the file has no `agreement.change_of_control` |" in table
    assert "[TODO: the governing law]" in agreement


def test_a_term_with_a_gap_in_one_of_its_figures_is_open(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("""name: Acme
type: alliance
agreement:
  payment_days: 30
  revenue: [{model: revenue-share, rate: 20%, base: net, settles: quarter, from: us, to: them}]
  exclusivity: {kind: full}
  license: {us: The connector, them: The interface}
  law: Germany
""")
    agreement = drafted(ask, "agreement", "--checklist", cwd=tmp_path)
    for term in ("Revenue or profit sharing", "Exclusivity", "License grant"):
        assert f"| {term} | **Open:** Section " in agreement
    assert re.search(r"\| Governing law \| Section [0-9.]+ \|", agreement)


def test_a_fixed_fee_alone_says_nothing_of_referred_customers(ask: Ask) -> None:
    agreement = drafted(ask, "agreement", "fixed-fee", cwd=CASES)
    assert "counts as referred" not in agreement
    assert "**Invoices.** The Party that is paid shall issue an invoice for the Fees" in agreement
    assert "**Statements.**" not in agreement


def test_gaps_are_told_with_their_keys(ask: Ask) -> None:
    answer = ask("draft", "goal-statement", "acme", "--today", TODAY, cwd=PORTFOLIO)
    assert answer.err == (
        "goal-statement: 2 gaps in acme\n"
        "  goals[0].they_contribute  what the partner contributes\n"
        "  goals[0].we_give          what they get from you\n"
    )


def test_a_gap_in_the_workspace_names_the_workspace_file(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    assert "  partnerkit.yaml: company.handle" in ask("draft", "social", cwd=tmp_path).err


def test_every_todo_in_a_draft_is_told_and_every_one_told_is_in_it() -> None:
    for kind, draft in of_example("globex").items():
        lines = shortfall(draft, "globex", LIBRARY.email_words).lines
        told = {line.split("  ")[-1].strip() for line in lines if line.startswith("  ")}
        choices = {what for what in told if what.endswith("text in square brackets, to agree or delete")}
        assert told - choices == set(re.findall(r"\[TODO: ([^\]]*)\]", in_markdown(draft))), kind
        contract = in_markdown(draft).partition("\n## Signatures")[0] if kind == "agreement" else ""
        assert bool(choices) == bool(re.search(r"^[^>\n]*(?<!\\)\[(?!TODO: )", contract, re.MULTILINE)), kind


def test_promises_of_one_id_in_two_reviews_each_say_where_their_owner_belongs(ask: Ask, tmp_path: Path) -> None:
    reviews = "".join(
        f"  - {{date: {day}, kind: monthly, commitments: [{{id: training, what: Train}}]}}\n"
        for day in ("2026-01-15", "2026-02-10")
    )
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: integration\nstage: grow\nreviews:\n{reviews}")
    said = ask("draft", "review", "acme", "--today", TODAY).err
    assert "reviews[0].commitments[0].owner" in said
    assert "reviews[1].commitments[0].owner" in said


@pytest.mark.parametrize(
    ("today", "renewal", "review", "brief"),
    [
        (
            "2026-05-31",
            "automatic",
            "automatically on July 1, 2026 for 12 months unless notice of non-renewal is given by May 31, 2026",
            "automatically on July 1, 2026 for 12 months unless notice of non-renewal is given by May 31, 2026",
        ),
        (
            "2026-06-10",
            "automatic",
            "July 1, 2026 for 12 months; the last day for notice of non-renewal was May 31, 2026.",
            "July 1, 2026 for 12 months; the last day for notice of non-renewal was May 31, 2026\n",
        ),
        ("2026-06-10", "mutual", "ends on June 30, 2026 unless it is renewed.", "June 30, 2026 unless it is renewed"),
        ("2026-07-01", "mutual", "The term ended on June 30, 2026.", "The term ended on"),
    ],
)
def test_what_is_past_of_a_term_is_told_as_past(today: str, renewal: str, review: str, brief: str) -> None:
    term = f"{{starts: 2025-07-01, months: 12, renewal: {renewal}, notice_days: 30}}"
    about = case(
        f"name: Acme\ntype: integration\nstage: grow\nagreement: {{status: signed, term: {term}}}\n", today=today
    )
    assert review in letters(about, ["review"], Options("annual"))["review"]
    assert brief in letters(about, ["brief"])["brief"]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("draft", "- Not signed yet; proposed term: May 1, 2025 to April 30, 2026\n"),
        ("review", "- Not signed yet; proposed term: May 1, 2025 to April 30, 2026\n"),
        ("signed, signed: 2026-04-20", "- Not signed yet; proposed term: May 1, 2025 to April 30, 2026\n"),
        (
            "signed",
            "automatically on May 1, 2027 for 12 months unless notice of non-renewal is given by March 31, 2027",
        ),
        ("ended", "- The agreement has ended\n"),
    ],
)
def test_a_term_is_told_as_it_stands_with_its_signature(status: str, told: str) -> None:
    term = "{starts: 2025-05-01, months: 12, renewal: automatic, notice_days: 30}"
    today = "2026-05-02" if status == "signed" else TODAY
    about = case(f"name: A\ntype: alliance\nagreement: {{status: {status}, term: {term}}}\n", today=today)
    assert told in letters(about, ["brief"])["brief"]


BROUGHT = """name: Acme
type: alliance
stage: STAGE
people: {jo: {name: Jo Park, side: us}, al: {name: Al Berg, side: them}}
buckets:
  align: {status: red, evidence: No plan, raci: {accountable: [jo, al]}}
  build: {status: green}
results: [{month: 2026-02, FIGURES}, {month: 2026-03, FIGURES}]
"""


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ("cost: 750", "From February 2026 to March 2026: EUR 1,500 of cost.\n"),
        ("referrals: 2, initiatives: 1", "From February 2026 to March 2026: 4 referrals and 2 joint initiatives.\n"),
        ("nps: 40", "| [TODO: the targets] | | | | |\n\n## Since the last review"),
    ],
)
def test_a_brief_tells_the_figures_there_are_and_no_empty_sentence(
    ask: Ask, tmp_path: Path, figures: str, told: str
) -> None:
    (tmp_path / "acme.yaml").write_text(BROUGHT.replace("STAGE", "grow").replace("FIGURES", figures))
    assert told in drafted(ask, "brief", cwd=tmp_path)


def test_a_brief_asks_to_fix_an_area_unless_the_partnership_ends(ask: Ask, tmp_path: Path) -> None:
    text = BROUGHT.replace("FIGURES", "cost: 1")
    (tmp_path / "acme.yaml").write_text(text.replace("STAGE", "grow"))
    chosen = "choose one. Owner: [TODO: who runs it on your side], by April 24, 2026.\n"
    assert f"- Align (red) has two accountable people, Jo Park and Al Berg: {chosen}" in drafted(
        ask, "brief", cwd=tmp_path
    )
    (tmp_path / "acme.yaml").write_text(text.replace("STAGE", "exit"))
    assert "## Decisions needed\n\n- Nothing today.\n" in drafted(ask, "brief", cwd=tmp_path)


def test_a_brief_counts_since_when_it_is_red_from_what_was_recorded_as_red(ask: Ask) -> None:
    position = "**Position: red, first recorded on March 20, 2026.** Heat map: Enable and Sell are red;"
    assert position in drafted(ask, "brief", "tindra-payroll", cwd=PORTFOLIO)


def test_a_brief_asks_first_whether_a_launch_of_these_weeks_goes_ahead(ask: Ask) -> None:
    decisions = drafted(ask, "brief", "acme", cwd=PORTFOLIO).partition("## Decisions needed\n\n")[2]
    ready = "0 of 8 readiness items and 1 of 5 pre-launch tasks are recorded as done"
    assert decisions.startswith(
        f"- Launch on April 14, 2026 or move it: {ready}. Owner: Dana Lee, by April 13, 2026.\n"
        "- Decide who is accountable for Enable (red). Owner: Dana Lee, by April 24, 2026.\n"
    )
    assert "- Launch is on April 14, 2026: is everything ready on both sides, or do we move the date?\n" in drafted(
        ask, "review", "acme", cwd=PORTFOLIO
    )


def test_a_brief_decides_before_the_term_ends_and_a_week_before_what_depends_on_it(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("""name: Acme
type: alliance
stage: grow
people: {jo: {name: Jo Park, side: them}}
agreement: {status: signed, term: {starts: 2025-04-21, months: 12, renewal: none}}
plan:
  - {id: a, title: Roadshow, due: 2026-06-19, owner: jo, status: blocked}
  - {id: b, title: Fair, due: 2026-04-24, owner: jo, status: blocked}
""")
    brief = drafted(ask, "brief", cwd=tmp_path)
    assert '- Unblock "Fair", due April 24, 2026. Owner: Jo Park (Acme), by April 17, 2026.\n' in brief
    assert '- Unblock "Roadshow", due June 19, 2026. Owner: Jo Park (Acme), by April 20, 2026.\n' in brief


def test_a_brief_gives_exclusivity_with_what_is_given_for_it_and_no_command(ask: Ask) -> None:
    brief = drafted(ask, "brief", "meridian-channel", cwd=PORTFOLIO)
    assert "until August 31, 2027, in return for 25 active resellers by June 2026; 19 so far\n" in brief
    assert ", and 1 more item.\n" in brief
    assert "partnerkit" not in brief


@pytest.mark.parametrize(
    ("partnership", "position", "decision"),
    [
        ("lumen-design-suite", "prospect; not assessed yet.", "Follow up (was due April 7, 2026). Owner: Dana Lee."),
        ("fjord-academy", "parked until October 1, 2026; no decision needed.", "Nothing until October 1, 2026."),
    ],
)
def test_a_brief_of_a_prospect_asks_for_what_is_next(ask: Ask, partnership: str, position: str, decision: str) -> None:
    brief = drafted(ask, "brief", partnership, cwd=PORTFOLIO)
    assert f"**Position: {position}**" in brief
    assert f"## Decisions needed\n\n- {decision}\n\n## Money" in brief


def test_a_review_decides_on_three_things_and_leaves_the_others_to_email(ask: Ask) -> None:
    decisions = drafted(ask, "review", "tindra-payroll", cwd=PORTFOLIO).split("## ")[1]
    at_once, _, later = decisions.partition("\n\nTo settle by email:\n\n")
    assert at_once.count("\n- ") == 3
    assert "Off target (section 3): revenue, referrals, response time (hours) and sellers certified. For" in at_once
    assert later.count("overdue since") == 4


def test_a_prep_raises_overdue_work_once_and_says_when_things_end(ask: Ask) -> None:
    prep = drafted(ask, "prep", "tindra-payroll", cwd=PORTFOLIO)
    assert '- Raise what is overdue on our side before they do: 2 items under "Our actions"\n' in prep
    assert prep.count("Find a new sponsor at Tindra") == 1
    assert "automatically on July 1, 2026 for 12 months unless notice of non-renewal is given by May 1" in prep
    assert "What should we stop doing?" not in drafted(ask, "prep", "fjord-academy", cwd=PORTFOLIO)


def test_who_does_what_says_where_the_owner_of_a_box_is_from(ask: Ask) -> None:
    raci = drafted(ask, "raci", "meridian-channel", cwd=PORTFOLIO)
    assert "  - Service desk training: Raj Patel (from Enable)\n" in raci
    assert "  - First line: Ruth Keller\n" in raci


def test_a_checklist_ticks_what_two_lists_ask_for_in_both(ask: Ask) -> None:
    checklist = drafted(ask, "checklist", "meridian-channel", cwd=PORTFOLIO)
    assert "## Launch (2 of 5)\n" in checklist
    assert "- ☑ Marketing ready (September 30, 2025)\n- ☑ Tracking set up (October 1, 2025)\n" in checklist
    assert "- ☐ Technical work done: not recorded\n" in checklist


def test_a_brief_gives_the_verdict_that_the_list_gives(ask: Ask) -> None:
    listed = json.loads(ask("list", "kestrel-advisory", "--today", TODAY, "--format", "json", cwd=PORTFOLIO).out)
    [line] = listed["partnerships"]
    assert (line["overall"]["status"], line["overall"]["decided_by"]) == ("red", ["dynamics"])
    reason = line["overall"]["reason"]
    assert f"**Position: red.** {reason[:1].upper()}{reason[1:]}." in drafted(ask, "brief", "kestrel-advisory")


PAST = """name: Acme
type: alliance
goals:
  - {kind: growth, outcome: Win ten customers., by: 2026-03-31, metric: referrals, target: 10}
  - {kind: growth, outcome: Win more, by: 2026-04-10}
kpis:
  - {metric: referrals, target: 10, by: 2026-03-31}
  - {metric: revenue, target: 10000, by: 2026-03-31}
  - {metric: conversions, target: 10, by: 2026-03-31}
  - {metric: response_hours, target: 8, by: 2026-03-31, goal: at_most}
  - {metric: case studies, target: 2, actual: 1, by: 2026-04-10}
results:
  - {month: 2026-02, referrals: 0, revenue: 900, conversions: 6, response_hours: 9}
  - {month: 2026-03, referrals: 0, revenue: 850, response_hours: 9}
"""


def test_what_was_due_by_a_day_that_is_past_is_not_told_as_open(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(PAST)
    brief, review = letters(case(PAST), ["brief", "review"]).values()
    assert "- Goal: Win ten customers (was due March 31, 2026)\n- Goal: Win more (due April 10, 2026)\n" in brief
    assert "| Referrals | 0 | 10 by March 31, 2026 | Missed | 0 (0) |\n" in brief
    assert "| Response time (hours) | 9 | at most 8 by March 31, 2026 | Missed | 9 (9) |" in brief
    assert "| March 31, 2026 | 0 | Missed: 0 of 10 |\n" in review
    assert "| Missed: EUR 1,750 of EUR 10,000 |\n" in review
    assert "| Case studies | 2 | April 10, 2026 | 1 | Behind: 50% of plan to date |\n" in review
    assert "What we wanted from it: Win ten customers, which was due by 2026-03-31 (0 of 10)." in " ".join(
        ask("why", "acme", "--today", TODAY).out.split()
    )


@pytest.mark.parametrize(
    ("today", "standing"), [("2026-04-29", "Waiting for the last figures"), ("2026-04-30", "Missed: 6 of 10")]
)
def test_a_target_is_missed_once_its_last_figure_can_no_longer_come(
    ask: Ask, tmp_path: Path, today: str, standing: str
) -> None:
    (tmp_path / "acme.yaml").write_text(PAST)
    assert (
        f"| Referred customers won | 10 | March 31, 2026 | 6 | {standing} |"
        in ask("draft", "review", "--today", today).out
    )


def test_strict_writes_nothing_where_anything_is_missing(ask: Ask, tmp_path: Path) -> None:
    answer = ask("draft", "agreement", "acme", "--strict", "-o", tmp_path / "a.md", cwd=PORTFOLIO)
    assert (answer.status, answer.out, list(tmp_path.iterdir())) == (1, "", [])
    assert "gaps" in answer.err


def test_strict_writes_what_is_whole(ask: Ask) -> None:
    assert drafted(ask, "outreach", "acme", "--strict") == drafted(ask, "outreach", "acme")


def test_strict_counts_an_email_that_falls_short(ask: Ask, tmp_path: Path) -> None:
    text = (
        (PORTFOLIO / "partners" / "acme.yaml").read_text().replace("a 20-minute call next week", "an hour of your time")
    )
    (tmp_path / "acme.yaml").write_text(text)
    (tmp_path / "partnerkit.yaml").write_text((PORTFOLIO / "partnerkit.yaml").read_text())
    answer = ask("draft", "outreach", "--strict", cwd=tmp_path)
    assert (answer.status, answer.out) == (1, "")
    assert "outreach: low pressure: it requests more than 30 minutes (fix `outreach.ask`)" in answer.err


def test_nothing_in_a_file_is_evaluated_and_all_of_it_comes_out_as_it_is(ask: Ask) -> None:
    shown = "".join(seen(drafted(ask, kind, "hostile", cwd=CASES)) for kind in ("outreach", "brief", "call-agenda"))
    for text in (
        "{{ 7*7 }}",
        "{% raw %}",
        "=cmd()",
        "[TODO: x]",
        "- a",
        "1. b",
        "> q",
        "a\\*b*",
        "http://x.example/?a=b&c=d &amp; &lt;",
        "<script>alert(1)</script> & =cmd() | *b* _x_ [a](javascript:alert(1)) `c` ~~s~~ $x$ and $y$",
        "# heading",
    ):
        assert text in shown


def test_a_draft_is_the_same_twice(ask: Ask) -> None:
    assert len({ask("draft", "review", "acme", "--today", TODAY, cwd=PORTFOLIO).out for _ in range(2)}) == 1


def test_without_a_partnership_the_only_one_is_meant(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "only.yaml").write_text("name: Only\ntype: alliance\n")
    assert drafted(ask, "raci", cwd=tmp_path).startswith("# Who does what")


def test_without_a_partnership_several_are_listed(ask: Ask) -> None:
    answer = ask("draft", "raci", cwd=PORTFOLIO)
    assert (answer.status, answer.out) == (2, "")
    assert "name one partnership; there are 16: acme, agency-weekly" in answer.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["outrech", "acme"], "did you mean `outreach`?"),
        ([], "name what to draft"),
        (["outreach", "acme", "bluebird-crm"], "a draft covers one partnership"),
        (["outreach", "acme", "--kind", "nudge"], "`outreach` has no --kind nudge"),
        (["follow-up", "acme", "--kind", "nudg"], "it is one of nudge, value, final, interested, not-interested"),
        (["raci", "acme", "--simple"], "`raci` does not know --simple"),
        (["raci", "acme", "--checklist"], "`raci` does not know --checklist"),
        (["raci", "acme", "--format", "docx"], "Word output needs a file"),
        (["raci", "acme", "--reference", "x.docx"], "--reference is only for Word files"),
        (["--list", "acme"], "--list and --eject take no partnership"),
        (["--all", "acme", "--simple"], "--all writes every kind, with options chosen by the file"),
    ],
)
def test_a_wrong_command_line_says_what_to_type(ask: Ask, arguments: list[str], said: str) -> None:
    answer = ask("draft", *arguments, cwd=PORTFOLIO)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err


def test_a_broken_file_is_told_as_ever(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("name: X\ntype: nothing\n")
    answer = ask("draft", "raci", "broken", cwd=tmp_path)
    assert (answer.status, answer.out) == (1, "")
    assert "broken.yaml:2:7: PK004" in answer.err


@pytest.mark.parametrize("today", ["0001-01-01", "9999-12-31"])
def test_any_day_of_the_calendar_will_do(ask: Ask, tmp_path: Path, today: str) -> None:
    answer = ask("draft", "--all", "acme", "--today", today, "--format", "eml", "-o", tmp_path / "pack", cwd=PORTFOLIO)
    assert answer.status == 0, answer.err


def test_a_launch_at_the_end_of_the_calendar_has_a_plan(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\nlaunch: {date: 9999-12-31}\n")
    assert "December 31, 9999" in drafted(ask, "launch-plan", cwd=tmp_path)


def test_a_sentence_of_the_file_may_end_in_a_full_stop(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\nwhy: Two are better than one.\n")
    assert "Why: Two are better than one.\n" in drafted(ask, "brief", cwd=tmp_path)


@pytest.mark.parametrize("partnership", ["acme", "partners/acme.yaml", "Acme Analytics"])
def test_swapped_words_are_told_in_their_order(ask: Ask, partnership: str) -> None:
    answer = ask("draft", partnership, "outreach", cwd=PORTFOLIO)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith(f"help: `partnerkit draft outreach {shlex.quote(partnership)}`\n")
    # What is no kind in either place is a partnership that is not there.
    assert "called `brieff` here" in ask("draft", partnership, "brieff", cwd=PORTFOLIO).err


def test_nothing_is_overwritten_without_force(ask: Ask, tmp_path: Path) -> None:
    target = tmp_path / "mine.md"
    target.write_text("mine")
    assert ask("draft", "raci", "acme", "-o", target, cwd=PORTFOLIO).status == 2
    assert target.read_text() == "mine"
    assert ask("draft", "raci", "acme", "-o", target, "--force", cwd=PORTFOLIO).status == 0
    assert target.read_text().startswith("# Who does what")


def test_a_pack_is_written_whole_or_not_at_all(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme-raci.md").write_text("mine")
    answer = ask("draft", "--all", "acme", "-o", tmp_path, cwd=PORTFOLIO)
    assert answer.status == 2
    assert [path.name for path in tmp_path.iterdir()] == ["acme-raci.md"]


def test_a_folder_gets_a_file_named_by_the_template(ask: Ask, tmp_path: Path) -> None:
    drafted(ask, "follow-up", "acme", "--kind", "nudge", "--format", "text", "-o", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["acme-follow-up-nudge.txt"]


def test_the_kinds_are_listed_with_what_they_need(ask: Ask, snapshot: Any) -> None:
    assert ask("draft", "--list", cwd=PORTFOLIO).out == snapshot


def test_text_has_no_mark_of_markdown(ask: Ask, snapshot: Any) -> None:
    assert drafted(ask, "review", "acme", "--format", "text") == snapshot


def test_html_loads_nothing_and_escapes_everything(ask: Ask, snapshot: Any) -> None:
    page = drafted(ask, "brief", "hostile", "--format", "html", cwd=CASES)
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "{{ 7*7 }}" in page
    assert page == snapshot
