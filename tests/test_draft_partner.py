"""What a partner is sent: nothing that did not happen, and nothing that we keep to ourselves."""

import re
from pathlib import Path

import pytest

from conftest import ROOT, Ask
from test_drafts import KINDS, drafted

FOR_THEM = [
    *(kind for kind in KINDS if "\nto: partner\n" in (ROOT / f"templates/drafts/{kind}.md.j2").read_text()),
    "launch-plan",
    "checklist",
]
VARIANTS = {
    "follow-up": ["nudge", "value", "final", "interested", "not-interested"],
    "review": ["monthly", "quarterly", "annual"],
}
OURS = "## For us, not for sending"
TOLD = "We have talked about where this is going"
UNTOLD = "As we said on [TODO: the day on which you talked about it; talk before you write], we"


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ("", UNTOLD),
        ("exit: {conversation: 2026-03-02}", "As we said on 2 March 2026, we"),
        ("exit: {conversation: 2026-05-02}", UNTOLD),
        ("checklists: {exit: {honest-conversation: 2026-03-02}}", "As we said on 2 March 2026, we"),
        ("checklists: {exit: {honest-conversation: 2026-05-02}}", UNTOLD),
        ("checklists: {exit: {honest-conversation: true}}", TOLD),
        ("checklists: {exit: {honest-conversation: false}}", UNTOLD),
    ],
)
def test_a_letter_of_exit_speaks_of_a_talk_only_where_there_was_one(
    ask: Ask, tmp_path: Path, noted: str, said: str
) -> None:
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\nstage: exit\n{noted}\n")
    letter = drafted(ask, "exit", cwd=tmp_path)
    assert f"\n{said}" in letter
    assert letter.count(TOLD) == (said == TOLD)
    assert ("1. Open: Honest conversation" in letter) == (said == UNTOLD)


def test_a_checklist_ticks_what_is_done_by_today(ask: Ask, tmp_path: Path) -> None:
    done = "{goals-defined: 2026-04-10, fit-scored: 2026-04-11, right-contact: true}"
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\nchecklists: {{outreach: {done}}}\n")
    checklist = drafted(ask, "checklist", cwd=tmp_path)
    assert "## Before reaching out (2 of 5)\n\n- ☑ Goals defined (10 April 2026)\n" in checklist
    assert "- ☐ Fit scored\n" in checklist
    assert "- ☑ Right contact identified\n" in checklist


def test_what_is_open_between_two_who_part_is_told_by_day(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("""name: Acme
type: alliance
stage: exit
plan: [{id: a, title: Some time, side: them}, {id: b, title: In June., due: 2026-06-19, side: them}]
reviews:
  - {date: 2026-03-05, kind: monthly, commitments: [{id: c, what: In April, due: 2026-04-03, side: them}]}
""")
    assert drafted(ask, "exit", cwd=tmp_path).endswith(
        "- In April: Acme, 3 April 2026 (overdue)\n- In June: Acme, 19 June 2026\n- Some time: Acme, no date\n"
    )


PRIVATE = """name: Acme
type: integration
stage: grow
since: 2025-01-01
tags: [SECRET]
why: SECRET
goals: [{kind: growth, outcome: SECRET, they_contribute: SECRET, we_give: SECRET}]
expansion: [{kind: regions, idea: SECRET}]
exit: {plan: SECRET}
buckets: {align: {status: green, evidence: SECRET}, enable: {status: red, evidence: SECRET}}
people: {jo: {name: Jo Park, side: them}}
fit: {strategic: {rating: 2, evidence: SECRET}, value: {rating: 1, evidence: SECRET}}
dynamics:
  interest: {us: 2, them: 1, evidence: SECRET}
  awareness:
    {us: 1, them: 1, evidence: SECRET, reached: {us: [SECRET], them: [SECRET]},
     told: [{side: them, department: SECRET, content: SECRET}]}
  encouragement:
    {us: 1, them: 1, evidence: SECRET, given: [{date: 2026-03-01, side: them, kind: reward, note: SECRET}]}
  account_mapping: {date: 2026-03-01, ours: 9, theirs: 9, shared: 3}
  parked: {until: 2026-12-01, reason: SECRET}
outreach: {contact: jo, touches: [{date: 2026-03-01, kind: interested, channel: SECRET, note: SECRET}]}
plan:
  - {id: a, title: Late, due: 2026-03-02, note: SECRET, owner: jo}
  - {id: b, title: Stuck, due: 2026-05-04, note: SECRET, status: blocked, owner: jo}
results:
  - {month: 2025-12, referrals: 9}
  - {month: 2026-01, referrals: 7}
  - {month: 2026-02, referrals: 5}
  - {month: 2026-03, referrals: 2}
health:
  - {date: 2026-02-01, ratings: {us: {trust: 1, ease: 2}}, note: SECRET}
  - {date: 2026-03-01, ratings: {us: {trust: 1, ease: 2}}, flags: [poor-communication], note: SECRET}
reviews: [{date: 2026-03-05, kind: monthly, summary: SECRET}]
lint: {ignore: {PK2: SECRET}}
launch: {date: 2026-05-04}
"""


@pytest.mark.parametrize("kind", FOR_THEM)
def test_a_partner_reads_none_of_our_remarks(ask: Ask, tmp_path: Path, kind: str) -> None:
    (tmp_path / "acme.yaml").write_text(PRIVATE)
    each: list[tuple[str, ...]] = [("--kind", variant) for variant in VARIANTS.get(kind, [])]
    for options in each or [()]:
        text = drafted(ask, kind, *options, cwd=tmp_path).partition(OURS)[0]
        for private in ("SECRET", "1.5", "flag", "communication is poor", "fell three months", "suggest"):
            assert not re.search(rf"(?<![0-9]){re.escape(private)}", text), options


def test_our_own_brief_has_the_remarks_in_a_part_of_its_own(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(PRIVATE)
    apart = "\n\n**For us alone.** Raised as red flags: communication is poor. The figures suggest: "
    brief = drafted(ask, "brief", cwd=tmp_path)
    assert apart in brief
    assert " SECRET. From the last review: SECRET.\n\n## Facts" in brief.partition(apart)[2]


def test_a_review_tells_what_both_sides_rated_and_not_what_one_did(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("""name: Acme
type: alliance
health:
  - {date: 2025-12-01, ratings: {trust: 3}}
  - {date: 2026-02-01, ratings: {us: {trust: 2}, them: {trust: 3}}}
  - {date: 2026-03-01, ratings: {us: {trust: 1}}}
""")
    rated = (
        "Mean rating on 1 February 2026: **2 (our side) and 3 (your side)** of 5; before that 3 on 1 December 2025.\n"
    )
    assert rated in drafted(ask, "review", "--kind", "quarterly", cwd=tmp_path)
    assert "Mean rating" not in drafted(ask, "review", "--kind", "monthly", cwd=tmp_path)


def test_who_can_introduce_us_has_said_nothing_yet(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\noutreach: {introduced_by: Lena Fox}\n")
    assert "Lena Fox knows both of us and can tell you more about who we are." in drafted(ask, "outreach", cwd=tmp_path)
    for subject in ("opportunity", "question", "benefit"):
        assert "Lena Fox" not in drafted(ask, "outreach", "--subject", subject, cwd=tmp_path)


def test_a_follow_up_tells_where_no_first_message_is_on_record(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    answer = ask("draft", "follow-up", "--kind", "nudge", cwd=tmp_path)
    assert "my email of [TODO: the day of your first email; write that one first]:" in answer.out
    assert "outreach.touches " in answer.err


@pytest.mark.parametrize(
    ("agreement", "said"),
    [
        ("{status: signed}", "we will not renew our partnership"),
        ("{status: review, term: {starts: 2026-01-01}}", "we will not go on with our talks"),
        ("{status: signed, term: {starts: 2026-01-01}}", "we will not renew our partnership"),
    ],
)
def test_only_what_was_agreed_is_not_renewed(ask: Ask, tmp_path: Path, agreement: str, said: str) -> None:
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\nstage: initiate\nagreement: {agreement}\n")
    assert said in drafted(ask, "exit", cwd=tmp_path)


def test_a_review_keeps_what_is_ours_alone_at_its_end_and_out_of_a_mail(ask: Ask) -> None:
    handed, _, ours = drafted(ask, "review", "kestrel-advisory").partition(OURS)
    for text in ("they plan for advisory days", "Draft the second-year terms", "Trade the minimum"):
        assert text.lower() in ours.lower()
        assert text.lower() not in handed.lower()
    assert "| Align | Amber | Claire Fontaine |" in handed
    assert "| 24 April 2026 | Back to one plan | Anika Bose |" in handed
    mail = drafted(ask, "review", "kestrel-advisory", "--format", "eml")
    assert "Subject: Quarterly business review: Orbit and Kestrel Advisory" in mail
    assert "Trade the minimum" not in mail
    assert "not for sending" not in mail


def test_a_review_shares_of_the_plan_what_the_partner_has_a_part_in(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("""name: Acme
type: alliance
people: {jo: {name: Jo Park, side: them}, dana: {name: Dana Lee, side: us}}
plan:
  - {id: a, title: Owned by them, due: 2026-05-04, owner: jo}
  - {id: b, title: Theirs with an owner of ours, due: 2026-05-04, owner: dana, side: them}
  - {id: c, title: Only ours, due: 2026-05-04, owner: dana}
  - {id: d, title: Late and ours, due: 2026-03-02, side: us}
""")
    handed, _, ours = drafted(ask, "review", "--kind", "quarterly", cwd=tmp_path).partition(OURS)
    assert "Nothing that Acme has a part in is late.\n" in handed
    assert "| Owned by them | Jo Park |" in handed
    assert "| Theirs with an owner of ours | Dana Lee |" in handed
    assert "Only ours" not in handed
    assert "- Only ours: Dana Lee, 4 May 2026, todo\n" in ours
    assert "- Late and ours: [TODO: your company], 2 March 2026 (overdue), todo\n" in ours
