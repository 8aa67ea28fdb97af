"""What a partner is sent: nothing that did not happen, and nothing that we keep to ourselves."""

import re
from pathlib import Path

import pytest

from conftest import ROOT, Ask
from letters import KINDS, case, letters
from partnerkit.drafts.drafting import Options
from test_drafts import drafted

FOR_THEM = [
    *(kind for kind in KINDS if "\nto: partner\n" in (ROOT / f"templates/drafts/{kind}.md.j2").read_text()),
]
VARIANTS = {
    "follow-up": ["nudge", "value", "final", "interested", "not-interested"],
    "review": ["monthly", "quarterly", "annual"],
}
TOLD = "Following our conversation, I wanted you to have this in writing. We've decided"
UNTOLD = "As we discussed on [TODO: the day on which you talked about it; talk before you write], we've decided"


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ("", UNTOLD),
        ("exit: {conversation: 2026-03-02}", "As we discussed on March 2, 2026, we've decided"),
        ("exit: {conversation: 2026-05-02}", UNTOLD),
        ("checklists: {exit: {honest-conversation: 2026-03-02}}", "As we discussed on March 2, 2026, we've decided"),
        ("checklists: {exit: {honest-conversation: 2026-05-02}}", UNTOLD),
        ("checklists: {exit: {honest-conversation: true}}", TOLD),
        ("checklists: {exit: {honest-conversation: false}}", UNTOLD),
    ],
)
def test_a_letter_of_exit_speaks_of_a_talk_only_where_there_was_one(noted: str, said: str) -> None:
    letter, prep = letters(case(f"name: Acme\ntype: alliance\nstage: exit\n{noted}\n"), ["exit", "prep"]).values()
    assert f"\n{said}" in letter
    assert letter.count(TOLD) == (said == TOLD)
    assert ("1. Open: Have an honest conversation" in prep) == (said == UNTOLD)


def test_a_checklist_ticks_what_is_done_by_today(ask: Ask, tmp_path: Path) -> None:
    done = "{goals-defined: 2026-04-10, fit-scored: 2026-04-11, right-contact: true}"
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\nchecklists: {{outreach: {done}}}\n")
    checklist = drafted(ask, "checklist", cwd=tmp_path)
    assert "## Before the first contact (2 of 5)\n\n- ☑ Goals defined (April 10, 2026)\n" in checklist
    assert "- ☐ Fit scored\n" in checklist
    assert "- ☑ Right contact identified\n" in checklist


def test_what_is_open_between_two_who_part_is_told_by_day(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("""name: Acme
type: alliance
stage: exit
plan: [{id: a, title: INTERNAL, side: us}]
reviews:
  - date: 2026-03-05
    kind: monthly
    commitments:
      - {id: b, what: In May., due: 2026-05-04, side: them}
      - {id: c, what: In April, due: 2026-04-03, side: them}
      - {id: d, what: Some time, side: them}
""")
    letter = drafted(ask, "exit", cwd=tmp_path)
    assert "\n\n- In April: Acme, April 3, 2026\n- In May: Acme, May 4, 2026\n- Some time: Acme, no date\n" in letter


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


def test_a_partner_reads_none_of_our_remarks() -> None:
    about = case(PRIVATE)
    variants = [letters(about, [kind], Options(variant)) for kind, each in VARIANTS.items() for variant in each]
    for kind, text in (pair for pack in (letters(about, FOR_THEM), *variants) for pair in pack.items()):
        for private in ("SECRET", "1.5", "flag", "poor communication", "three months in a row", "Warning signs"):
            assert not re.search(rf"(?<![0-9]){re.escape(private)}", text), kind


def test_the_internal_page_has_the_remarks(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(PRIVATE)
    prep = drafted(ask, "prep", cwd=tmp_path)
    assert "**Internal. Do not share with Acme.**" in prep
    assert "- Open red flags: poor communication\n- Warning signs in the data: " in prep
    assert "- From the last health check: SECRET\n- From the last review: SECRET\n" in prep
    assert "| Enable | Red | SECRET |" in prep


def test_a_review_tells_what_both_sides_rated_and_not_what_one_did(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("""name: Acme
type: alliance
health:
  - {date: 2025-12-01, ratings: {trust: 3}}
  - {date: 2026-02-01, ratings: {us: {trust: 2}, them: {trust: 3}}}
  - {date: 2026-03-01, ratings: {us: {trust: 1}}}
""")
    rated = (
        "Average score on February 1, 2026: **2 ([TODO: your company]) and 3 (Acme)** out of 5; "
        "before that, 3 on December 1, 2025.\n"
    )
    assert rated in drafted(ask, "review", "--kind", "quarterly", cwd=tmp_path)
    assert "Average score" not in drafted(ask, "review", "--kind", "monthly", cwd=tmp_path)


def test_who_can_introduce_us_has_said_nothing_yet(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\noutreach: {introduced_by: Lena Fox}\n")
    assert "We both know Lena Fox." in drafted(ask, "outreach", cwd=tmp_path)
    for subject in ("opportunity", "question", "benefit"):
        assert "Lena Fox" not in drafted(ask, "outreach", "--subject", subject, cwd=tmp_path)


def test_a_follow_up_tells_where_no_first_message_is_on_record(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    answer = ask("draft", "follow-up", "--kind", "nudge", cwd=tmp_path)
    assert "I wrote to you on [TODO: the day of your first email; write that one first] about" in answer.out
    assert "outreach.touches " in answer.err


ENDING = """name: Acme
type: alliance
stage: STAGE
since: 2025-01-01
people: {jo: {name: Jo Park, side: them}, lee: {name: Lee Ray, side: them}}
contacts: {main: jo, legal: lee}
exit: {conversation: 2026-03-02, reason: The roadmaps have moved apart, until: 2026-12-31}
"""
TERM = "term: {starts: 2025-07-01, months: 12, renewal: RENEWAL, notice_days: 60}"
SIGNED = f"{{status: signed, signed: 2025-06-10, {TERM}}}"


@pytest.mark.parametrize(
    ("stage", "agreement", "said"),
    [
        ("initiate", "", ("not to take our discussions any further. The roadmaps", "[TODO: whether an agreement")),
        ("initiate", "{status: review}", ("discussions any further", "We haven't signed an agreement")),
        ("initiate", SIGNED, ("not to launch the partnership and to end our agreement.", "June 30, 2026")),
        ("grow", "{status: signed}", ("to wind down our partnership", "isn't a notice of termination under our agree")),
        ("grow", SIGNED, ("not to renew", "The deadline for it is May 1, 2026; the agreement ends on **June 30, 2026")),
        ("grow", SIGNED, ("notice of non-renewal under our agreement dated June 10, 2025", "Lee Ray will receive")),
        (
            "grow",
            SIGNED.replace("RENEWAL", "mutual"),
            ("wind down", "runs until **June 30, 2026** and won't renew unless we"),
        ),
        (
            "grow",
            SIGNED.replace("months: 12", "months: 36")[:-1] + ", termination: {convenience_days: 30}}",
            ("notice of termination for convenience", "ends on **May 10, 2026**"),
        ),
        ("exit", "{status: ended}", ("to wind down our partnership", "Our agreement has already ended.")),
        ("exit", SIGNED, ("not to launch the partnership", "agree on who returns or deletes what we've shared")),
    ],
)
def test_an_exit_letter_fits_the_agreement_and_whether_customers_know_of_it(
    stage: str, agreement: str, said: tuple[str, str]
) -> None:
    agreed = f"agreement: {agreement.replace('RENEWAL', 'automatic')}\n" if agreement else ""
    letter = letters(case(ENDING.replace("STAGE", stage) + agreed), ["exit"])["exit"]
    assert [words for words in said if words not in letter] == []
    assert ("joint customers" in letter) == (stage == "grow")


def test_a_review_has_nothing_that_is_internal_and_the_prep_page_does(ask: Ask) -> None:
    review, prep = (drafted(ask, kind, "kestrel-advisory") for kind in ("review", "prep"))
    for text in ("they plan for advisory days", "Trade the minimum", "They feel measured"):
        assert text.lower() in prep.lower()
        assert text.lower() not in review.lower()
    assert "| Align | Amber | Claire Fontaine (Orbit) |" in review
    assert "| Kestrel Advisory | Back to one plan | Anika Bose | April 24, 2026 |" in review


def test_a_review_shows_what_is_overdue_on_our_side_beside_theirs(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("company: {name: Orbit}\npeople: {dana: {name: Dana Lee}}\n")
    (tmp_path / "acme.yaml").write_text("""name: Acme
type: alliance
people: {jo: {name: Jo Park, side: them}}
plan:
  - {id: a, title: Owned by them, due: 2026-05-04, owner: jo, note: SECRET}
  - {id: b, title: Owned by both, due: 2026-05-05, owners: {us: dana, them: jo}}
  - {id: c, title: Ours alone, due: 2026-03-02, side: us}
  - {id: d, title: Late and theirs, due: 2026-03-03, owner: jo}
reviews:
  - {date: 2026-02-05, kind: monthly, commitments: [{id: e, what: Late and promised, due: 2026-03-03, side: us}]}
""")
    review = drafted(ask, "review", "--kind", "quarterly", cwd=tmp_path)
    overdue = review.partition("Overdue between us (review commitments and plan items):")[2].partition("## 3.")[0]
    assert "| Orbit | Late and promised | Orbit | March 3, 2026 (overdue) | open |\n" in overdue
    assert "Ours alone" not in review
    assert "| Acme | Late and theirs | Jo Park | March 3, 2026 (overdue) | open |\n" in overdue
    assert "| Orbit and Acme | Owned by both | Dana Lee and Jo Park | May 5, 2026 | open |" in review
    assert "SECRET" not in review


def test_the_parts_of_a_review_take_as_long_as_it_does(ask: Ask) -> None:
    for kind, minutes in {"monthly": 30, "quarterly": 75, "semiannual": 75, "annual": 240}.items():
        review = drafted(ask, "review", "kestrel-advisory", "--kind", kind)
        parts = re.findall(r"^## [0-9]+\. .* \(([0-9]+) min\)$", review, re.MULTILINE)
        assert sum(map(int, parts)) == minutes, kind


@pytest.mark.parametrize(("touches", "opening"), [("call", "Thanks for the call on April 8"), ("reply", "Great to")])
def test_a_reply_to_interest_knows_whether_there_was_a_call(
    ask: Ask, tmp_path: Path, touches: str, opening: str
) -> None:
    given = f"[{{date: 2026-04-08, kind: {touches}}}, {{date: 2026-04-09, kind: interested}}]"
    (tmp_path / "acme.yaml").write_text(f"name: Acme\ntype: alliance\noutreach: {{touches: {given}}}\n")
    reply = drafted(ask, "follow-up", cwd=tmp_path)
    assert f"\n{opening}" in reply
    assert ("Would you be open to" in reply) == (touches == "reply")
