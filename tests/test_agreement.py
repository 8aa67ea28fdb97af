"""The agreement: every figure of the file is in it, nothing else is, and its table of terms is true of the text."""

import io
import re
import subprocess
from datetime import date
from functools import cache
from pathlib import Path

import docx
import pytest
import yaml

from conftest import PORTFOLIO, ROOT, TODAY, Ask
from letters import case, letters, written
from partnerkit.drafts.drafting import Options
from partnerkit.facts.agreements import has_pending_amendments
from partnerkit.facts.laws import legal_systems
from partnerkit.model.agreement import Agreement, Amendment
from partnerkit.model.choices import AgreementStatus
from test_drafts import CASES, STEMS, drafted

FULL = (CASES / "everything.yaml").read_text(encoding="utf-8")
MONTHS_IN_WORDS = ("3", "4", "5")
TERM = re.compile(r"^\| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def contract_of(text: str) -> str:
    """Return what the parties would sign: without remarks, the signatures and the tables."""
    body = text.partition("\n# ")[2].partition("\n## Signatures")[0]
    return "\n\n".join(block for block in body.split("\n\n") if not block.startswith(">"))


def terms_of(text: str) -> dict[str, str]:
    """Return the table of what a lawyer looks for."""
    return dict(TERM.findall(text.partition("## What a lawyer looks for")[2].partition("## Defaults")[0])[2:])


ORBIT = "company: {name: Orbit, legal_name: Orbit Inc.}\n"


def partnership(terms: str) -> str:
    """Return the file of a partnership with some terms."""
    return f"name: Acme\ntype: alliance\nagreement: {{{terms}}}\n"


@cache
def agreement(terms: str, *, checklist: bool = False, simple: bool = False) -> str:
    """Draft the agreement of a partnership with some terms."""
    options = Options(checklist=checklist, simple=simple)
    return letters(case(partnership(terms), ORBIT), ["agreement"], options)["agreement"]


def figures(value: object) -> set[str]:
    """Return the numbers in the terms of a file, as they are written there."""
    if isinstance(value, dict):
        return {number for inner in value.values() for number in figures(inner)}
    if isinstance(value, list):
        return {number for inner in value for number in figures(inner)}
    numbers = [] if isinstance(value, bool) else re.findall(r"[0-9]+(?:\.[0-9]+)?", str(value))
    return {number.lstrip("0") for number in numbers} - {*MONTHS_IN_WORDS}


def test_every_figure_of_the_file_is_in_the_agreement_and_no_other(ask: Ask) -> None:
    file = yaml.safe_load(FULL)
    given = figures([file["agreement"], file["kpis"], file["partner"], "1 Example Way"])
    text = contract_of(drafted(ask, "agreement", "everything", cwd=CASES))
    # Numbers of clauses and of what they refer to are the text's own; the last day of the term follows from the file.
    own = r"^(?:## )?[0-9]+\.[0-9]* |Section [0-9]+(?:\.[0-9]+)?|March 31, 2027"
    assert figures(re.sub(own, "", text, flags=re.MULTILINE).replace(",", "")) == given


@pytest.mark.parametrize("stem", STEMS[::2])
def test_no_agreement_of_the_examples_says_whose_side_it_is_on(ask: Ask, stem: str) -> None:
    text = contract_of(drafted(ask, "agreement", stem))
    assert re.findall(r"\b(?:us|ours?|theirs|somebody|nobody|whom)\b", text) == []
    assert " shall " in text


@pytest.mark.parametrize("stem", STEMS[::2])
def test_the_table_of_terms_is_true_of_the_text(ask: Ask, stem: str) -> None:
    text = drafted(ask, "agreement", stem, "--checklist")
    for term, where in terms_of(text).items():
        found = re.search(r"(?:Section|Clause) ([0-9]+\.[0-9]+)", where)
        if found is None:
            assert where.startswith(("Not included", "None", "Parties", "**Open:** Parties")), (term, where)
            continue
        after = text.partition(f"\n{found[1]} **")[2]
        paragraph = re.split(r"\n\n(?:[0-9]+\.[0-9]+ |## )", after)[0]
        assert paragraph, (term, where)
        if where.startswith("**Open:**"):
            assert re.search(r"(?<!\\)\[", paragraph), (term, where)
        else:
            assert not re.search(r"(?<!\\)\[", paragraph), (term, where)


@pytest.mark.parametrize(
    ("terms", "term", "where"),
    [
        ("term: {renewal: none}", "Renewal term", "None: it does not renew"),
        ("term: {renewal: none}", "Notice to terminate renewal", "None: it does not renew"),
        ("term: {renewal: none, notice_days: 30}", "Notice to terminate renewal", "None: it does not renew"),
        ("term: {renewal: mutual}", "Notice to terminate renewal", "None: it renews only if both Parties agree"),
        ("term: {renewal: automatic}", "Notice to terminate renewal", "**Open:** Section "),
        ("term: {starts: 2026-01-01, months: 12}", "Expiration", "Section "),
        ("assignment: free", "Anti-assignment", "None: either Party may assign it"),
        ("assignment: consent", "Anti-assignment", "Section "),
        ("non_disparagement: false", "Non-disparagement", "None: the file says no"),
        ("exclusivity: {kind: none}", "Exclusivity", "None: it is non-exclusive"),
        ("exclusivity: {kind: full, side: us, return: x}", "Exclusivity", "**Open:** Section "),
        (
            "revenue: [{model: minimum-commitment, minimum: 5, from: us, to: them}]",
            "Minimum commitment",
            "**Open:** Section ",
        ),
        ("ip: {joint: TBD}", "Joint IP", "**Open:** Section "),
        ("law: Japan", "Governing law", "Section "),
        ("license: {us: x, territory: y}", "License grant", "Section "),
        ("law: Japan", "License grant", "Not included: the file has no `agreement.license`"),
        ("law: Japan", "Notices", "**Open:** Section "),
    ],
)
def test_the_table_says_what_was_agreed_and_what_was_not(terms: str, term: str, where: str) -> None:
    assert terms_of(agreement(terms, checklist=True))[term].startswith(where)


@pytest.mark.parametrize("stem", STEMS[::2])
def test_a_definition_is_there_if_its_term_is_used_and_only_then(ask: Ask, stem: str) -> None:
    text = contract_of(drafted(ask, "agreement", stem))
    defined = re.findall(r'^\*\*"([^"]+)"\*\*', text, re.MULTILINE)
    assert defined == sorted(defined)
    for term in defined:
        assert len(re.findall(rf"\b{term}s?\b", text)) > 1, term
    source = (ROOT / "templates/drafts/agreement/definitions.md.j2").read_text(encoding="utf-8")
    for term in re.findall(r'^\*\*"([^"]+)"\*\*', source, re.MULTILINE):
        assert term in defined or not re.search(rf"\b{term}s?\b", text), term


@pytest.mark.parametrize(
    ("law", "systems"),
    [
        ("Germany", ("eu", "germany")),
        ("New York", ("us",)),
        ("California", ("us", "california")),
        ("the laws of England and Wales", ("england",)),
        ("Swedish law", ("eu",)),
        ("State of Georgia", ("us",)),
        ("Georgia", ()),
        ("Northern Ireland", ()),
        ("Japan", ()),
        ("Mexico", ()),
        (None, ()),
    ],
)
def test_a_law_belongs_to_the_legal_systems_that_it_names(law: str | None, systems: tuple[str, ...]) -> None:
    assert legal_systems(law) == systems


@pytest.mark.parametrize(
    ("law", "notes", "reads"),
    [
        ("New York", {"US"}, "governed by the laws of the State of New York,"),
        ("England and Wales", {"England"}, "governed by the laws of England and Wales,"),
        ("German law", {"EU", "Germany"}, "governed by German law,"),
        ("Japan", set(), "governed by the laws of Japan,"),
        ("laws of Japan", set(), "governed by the laws of Japan,"),
    ],
)
def test_drafting_notes_follow_the_law_and_stand_beside_the_clauses(law: str, notes: set[str], reads: str) -> None:
    text = agreement(f"law: {law}")
    assert set(re.findall(r"^> \*\*Drafting note \(([^)]+)\)", text, re.MULTILINE)) == notes
    assert reads in text
    assert not re.search(r"UCC|U\.S\.C|BGB|HGB|GDPR|Act (?:19|20)", contract_of(text))
    is_us = "EACH PARTY DISCLAIMS ALL WARRANTIES" in text
    assert is_us == (law == "New York")
    assert ("this clause" in text) == (law == "England and Wales")


def test_a_simple_agreement_has_a_law_a_cap_and_independent_contractors(ask: Ask) -> None:
    text = drafted(ask, "agreement", "everything", "--simple", cwd=CASES)
    for words in ("governed by the laws of Germany", "shall exceed EUR 250,000", "independent contractors"):
        assert words in text
    assert "Indemnif" not in text


def test_a_signed_agreement_has_a_banner_and_nothing_to_sign(ask: Ask) -> None:
    text = drafted(ask, "agreement", "bluebird-crm")
    assert text.startswith("> **A signed agreement dated March 24, 2025 exists; this draft is not it.**")
    assert "| By: |" not in text
    assert "| By: | By: |" in drafted(ask, "agreement", "hartwell-group")


def test_a_template_without_terms_says_that_nothing_is_agreed_and_is_no_offer(ask: Ask) -> None:
    text = drafted(ask, "agreement", "globex")
    assert text.startswith("> **Blank template for internal use; not an offer, and not legal advice.** No terms have")
    assert "what the Parties have agreed" not in text


def test_a_signed_agreement_is_called_a_reconstruction(ask: Ask) -> None:
    text = drafted(ask, "agreement", "kestrel-advisory")
    assert "# Partnership agreement between Orbit and Kestrel Advisory (reconstruction)\n" in text
    assert "Compare it with the signed original, which alone counts" in text


def test_a_renewal_of_no_stated_length_is_an_assumption_that_a_lawyer_sees() -> None:
    term = "starts: 2026-01-01, months: 12, renewal: automatic, notice_days: 30"
    text = agreement(f"term: {{{term}}}", checklist=True)
    assert "the length of the Initial Term is assumed" in text
    assert terms_of(text)["Renewal term"].startswith("Assumed to last as long as the Initial Term")
    text = agreement(f"term: {{{term}, renewal_months: 6}}", checklist=True)
    assert "assumed" not in text


def test_a_target_has_the_period_that_the_file_gives_and_no_other(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(
        "name: Acme\ntype: alliance\nsince: 2025-11-01\nkpis:\n"
        "  - {metric: revenue, target: 5, from: 2026-01-01, by: 2026-03-31}\n"
        "  - {metric: response_hours, target: 8, goal: at_most, from: 2026-02-01}\n"
        "  - {metric: case studies, target: 2, by: 2026-09-30, actual: 1}\n"
        "  - {metric: nps, target: 40}\n"
    )
    table = drafted(ask, "agreement", "acme", cwd=tmp_path).partition("| Metric | Target | Period |\n")[2]
    rows = [row.split(" | ")[2].strip(" |") for row in table.splitlines()[1:5]]
    assert rows == [
        "January 1, 2026 to March 31, 2026",
        "from February 1, 2026",
        "by September 30, 2026",
        "throughout the Term",
    ]


def test_days_and_amounts_in_texts_of_the_file_are_written_as_the_contract_writes_them() -> None:
    terms = "exclusivity: {kind: full, side: us, return: EUR 300000 a year by 2026-02-30}, "
    text = agreement(terms + "scope: {us: {timeline: [ISO 27001 by 2026-03-31]}}")
    assert "EUR 300,000 a year by 2026-02-30." in text
    assert "ISO 27001 by March 31, 2026" in text


def test_a_distribution_partnership_alone_leaves_its_appointment_open(ask: Ask) -> None:
    assert " **Appointment.** [State which Party" in drafted(ask, "agreement", "meridian-channel")
    assert " **Appointment.** " not in drafted(ask, "agreement", "kestrel-advisory")


MINIMUM = "{model: minimum-commitment, minimum: 5, settles: year, from: us, to: them}"


def test_a_minimum_has_one_due_date_and_is_reduced_for_every_shorter_period() -> None:
    text = agreement(f"revenue: [{MINIMUM}], payment_days: 30")
    [payment] = re.findall(r"^(\S+) \*\*Payment\.\*\*", text, re.MULTILINE)
    assert f"shall pay it within the time stated in Section {payment}." in text
    assert "is within the Term, the minimum for it is reduced" in text
    assert "counted by calendar year" in text
    by_contract = agreement(f"revenue: [{MINIMUM.replace('settles', 'minimum_per')}]")
    assert "If only part of a Contract Year" in by_contract
    assert "counted by calendar year" not in by_contract


def test_a_minimum_says_what_counts_towards_it_as_the_statement_counts_it() -> None:
    fee = "{model: fixed-fee, amount: 5, every: year, of: access, from: us, to: them}"
    text = agreement(f"revenue: [{MINIMUM}, {fee}]")
    assert "What Orbit owes Acme in EUR under the rest of Section 3 for the same time counts towards the" in text
    assert "minimum, other than a fixed fee." in text
    measured = agreement(f"revenue: [{MINIMUM.replace('settles', 'of: orders of joint customers, settles')}]")
    assert "counts towards the minimum" not in measured


def test_what_a_fee_is_paid_for_is_visibly_open_if_the_file_does_not_say() -> None:
    text = agreement(f"revenue: [{FEE}]")
    assert "in consideration of [TODO: what it is paid for]." in text
    assert "The fee is earned at the end of each month." in text
    assert "A month, quarter or year for which Fees are calculated or paid is one of the calendar." in text
    once = FEE.replace("every: month", "every: once, valid_from: 2026-05-01, valid_until: 2026-12-31")
    text = agreement(f"revenue: [{once}]")
    assert "The fee is earned on May 1, 2026 or, if later, on the Effective Date." in text
    assert "applies only from May 1, 2026 until the end of December 31, 2026." in text


def test_months_that_a_referral_fee_does_not_count_are_only_in_its_note() -> None:
    fee = "{model: referral-fee, rate: 5%, base: net, of: orders, months: 18, from: us, to: them}"
    text = agreement(f"revenue: [{fee}]")
    assert "the 18 months on file have no effect on it" in text
    assert "18 months" not in contract_of(text)
    assert "Only purchases within 18 months after the Effective Date" in contract_of(
        agreement(f"revenue: [{fee.replace('months: 18', 'months: 18, counts_from: agreement')}]")
    )


@pytest.mark.parametrize("model", ["revenue-share, months: 24", "referral-fee", "tiered"])
def test_purchases_after_the_end_count_as_far_as_the_effect_of_termination_says(model: str) -> None:
    text = agreement(f"revenue: [{{model: {model}, of: orders, from: us, to: them}}]")
    [effect] = re.findall(r"^(\S+) \*\*Effect on customers and revenue\.\*\*", text, re.MULTILINE)
    assert f"Purchases during the Term are counted, and later ones only as far as Section {effect} provides." in text


def test_amounts_in_several_currencies_have_one_rule() -> None:
    pounds = REFERRAL.replace("settles", "currency: GBP, settles")
    terms = f"revenue: [{REFERRAL}, {pounds}], exclusivity: {{kind: full, side: us, return: GBP 300000 of ISO 27001}}"
    text = agreement(terms)
    assert "Fees are stated and paid in EUR, except where Section 3 names another currency." in text
    assert "A minimum or a limit in Section 3 counts only Fees in its own currency." in text
    assert "GBP 300,000 of ISO 27001" in text
    assert "Fees are stated and paid in EUR. " in agreement(f"revenue: [{REFERRAL}]")
    fixed = agreement(f"revenue: [{FEE}]")
    assert "Fees are stated and paid in EUR.\n" in fixed


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("renewal: automatic, notice_months: 3", "at least 3 months before the end of the then-current term."),
        (
            "renewal: automatic, notice_months: 3, notice_to: quarter",
            "3 months before the end of the last calendar quarter that ends no later than the then-current term.",
        ),
        (
            "renewal: none, notice_days: 90, notice_to: year",
            "At least 90 days before the end of the last calendar year that ends no later than the Initial Term, the",
        ),
    ],
)
def test_notice_to_the_end_of_a_period_counts_back_as_the_calendar_does(term: str, words: str) -> None:
    assert words in agreement(f"term: {{starts: 2026-02-15, months: 12, {term}}}")


@pytest.mark.parametrize(
    ("law", "courts", "arbitration"),
    [
        ("New York", "waiver of jury trial", "Federal Arbitration Act"),
        ("England and Wales", "agent for service", "section 6A of the Arbitration Act 1996"),
        ("Germany", "Article 25 of Regulation", "New York Convention of 1958"),
    ],
)
def test_notes_on_disputes_are_about_the_way_that_was_chosen(law: str, courts: str, arbitration: str) -> None:
    for way, there, not_there in (("courts", courts, arbitration), ("arbitration", arbitration, courts)):
        text = agreement(f"law: {law}, disputes: {{settled_by: {way}, place: Bonn, rules: x}}")
        assert there in text
        assert not_there not in text


def test_fees_by_statement_have_reports_records_and_refunds() -> None:
    text = agreement(f"revenue: [{REFERRAL}]")
    for words in ("Reports", "Refunds", "Records"):
        assert f" **{words}.** " in text, words
    assert "No fee is earned on its later purchases." in text
    audited = agreement(f"revenue: [{REFERRAL}], audit: {{notice_days: 30, every_months: 12}}")
    assert audited.count(" **Records.** ") == 1
    assert "No audit is agreed" not in audited


def test_notices_go_in_copy_to_whoever_a_company_names(ask: Ask, tmp_path: Path) -> None:
    assert "No copy to the legal department of Orbit is on file" in agreement("law: New York")
    workspace = "company: {name: Orbit, legal_name: Orbit Inc., notices: 'Legal, legal@orbit.example'}\n"
    (tmp_path / "partnerkit.yaml").write_text(workspace, encoding="utf-8")
    (tmp_path / "acme.yaml").write_text(
        "name: Acme\ntype: alliance\npartner: {notices: Law firm in Oslo.}\nagreement: {law: New York}\n"
    )
    text = drafted(ask, "agreement", "acme", cwd=tmp_path)
    assert ", with a copy to Legal, legal@orbit.example; and" in text
    assert ", with a copy to Law firm in Oslo." in text
    assert "No copy to the legal department" not in text


def test_an_audit_that_is_not_agreed_is_offered_where_fees_depend_on_reports() -> None:
    for simple in (False, True):
        text = agreement(f"revenue: [{REFERRAL}]", checklist=True, simple=simple)
        [place] = re.findall(r"^(\S+) \*\*Audit\.\*\* \[On reasonable", text, re.MULTILINE)
        assert terms_of(text)["Audit rights"] == f"**Open:** Section {place} has a gap"
    fixed = agreement(f"revenue: [{FEE}]", checklist=True)
    assert terms_of(fixed)["Audit rights"].startswith("Not included")


def test_text_in_square_brackets_is_open_in_the_table_and_for_strict(ask: Ask, tmp_path: Path) -> None:
    minimum = MINIMUM.replace("settles: year", 'settles: year, of: "orders [net]"')
    terms = f"revenue: [{minimum}], audit: {{notice_days: 5, every_months: 12}}"
    text = agreement(terms, checklist=True)
    [place] = re.findall(r"^(\S+) \*\*Minimum commitment\.\*\*", text, re.MULTILINE)
    assert terms_of(text)["Minimum commitment"] == f"**Open:** Section {place} has a gap"
    (tmp_path / "partnerkit.yaml").write_text(ORBIT)
    (tmp_path / "acme.yaml").write_text(partnership(terms))
    answer = ask("draft", "agreement", "acme", "--strict", "--today", TODAY, cwd=tmp_path)
    assert answer.status == 1
    choices = [line.split("  ", 2)[1:] for line in answer.err.splitlines() if "square brackets" in line]
    assert [(path, what.strip()) for path, what in choices] == [
        (f"Section {place}", "Minimum commitment: text in square brackets, to agree or delete")
    ], "what the file itself has in brackets is no choice"


FEE = "{model: fixed-fee, amount: 5, every: month, from: us, to: them}"
RESALE = "{model: resale-discount, rate: 30%, of: kits, settles: month, from: them, to: us}"
TIERS = "{model: tiered, base: net, of: resale, tiers: [{at_least: 0, rate: 5%}], counts: year, from: us, to: them}"
REFERRAL = "{model: referral-fee, amount: 7, settles: month, from: us, to: them}"


@pytest.mark.parametrize(
    ("models", "has", "has_not"),
    [
        ([FEE], ["Invoices"], ["Statements", "Attribution"]),
        ([TIERS], ["Statements"], ["Invoices", "Attribution"]),
        ([RESALE], ["Invoices"], ["Statements", "Attribution"]),
        ([FEE, REFERRAL], ["Invoices", "Statements", "Attribution"], []),
    ],
)
def test_every_mix_of_models_has_its_clauses_on_payment(models: list[str], has: list[str], has_not: list[str]) -> None:
    draft = written(case(partnership(f"revenue: [{', '.join(models)}]"), ORBIT), ["agreement"])["agreement"]
    text = draft.markdown
    for words in (*has, "Payment", "Late payment", "Disputed amounts", "Taxes"):
        assert f" **{words}.** " in text, words
    for words in has_not:
        assert f" **{words}.** " not in text, words
    assert [gap.path for gap in draft.missing if "revenue[0].base" in gap.path] == []


def test_a_text_that_says_us_is_reported_with_its_place(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(
        "name: Acme\ntype: alliance\nagreement:\n  ip: {joint: Owned by us}\n  law: US law\n"
        "  exclusivity: {kind: none, side: us}\n"
    )
    lint = ask("lint", "acme.yaml", "--today", TODAY)
    assert lint.out.count("PK276 (warning)") == 1
    assert 'acme.yaml:4:15: PK276 (warning) agreement.ip.joint: says "us", and both sides read it' in lint.out
    assert 'agreement: agreement.ip.joint says "us"' in ask("draft", "agreement", "--today", TODAY).err


SIGNED = """name: Acme
type: alliance
agreement:
  status: signed
  signed: 2025-04-01
  revenue: [{model: revenue-share, rate: 20%, base: net, of: sales, settles: month, from: us, to: them}]
  term: {starts: 2025-04-01, months: 12, renewal: automatic, notice_days: 30}
"""


def test_an_amendment_has_what_was_agreed_and_what_changed_since_the_signature(ask: Ask, tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(tmp_path), *arguments], check=True, capture_output=True)

    git("init", "-q")
    (tmp_path / "acme.yaml").write_text(SIGNED)
    git("add", ".")
    git("-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qm", "Sign")
    (tmp_path / "acme.yaml").write_text(
        SIGNED.replace("20%", "22%") + "  amendments:\n"
        "    - {date: 2025-09-01, what: Reports are monthly, ref: Amendment 1}\n"
        "    - {date: 2026-03-15, what: The share is 22%., why: They train customers}\n"
    )
    text = drafted(ask, "amendment", "acme", cwd=tmp_path)
    assert "dated April 1, 2025" in text
    assert "amended before: Amendment 1 (September 1, 2025)" in text
    assert "1.1 **Agreed on March 15, 2026.** The Agreement is amended as follows: The share is 22%. The" in text
    assert "replaced by the text in the Schedule: Fees and revenue sharing." in text
    assert "Acme 22% of sales, calculated on Net Revenue" in text
    assert "## 15. Term" not in text


def test_an_amendment_without_anything_agreed_is_open(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(SIGNED)
    assert "amended as follows: [TODO: what is amended]." in drafted(ask, "amendment", "acme", cwd=tmp_path)


@pytest.mark.parametrize(
    ("status", "ref", "is_pending"),
    [("signed", None, True), ("signed", "Amendment 1", False), ("review", None, False)],
)
def test_the_pack_has_an_amendment_if_one_is_agreed_and_not_documented(
    status: AgreementStatus, ref: str | None, is_pending: bool
) -> None:
    amendment = Amendment.model_construct(date=date(2025, 9, 1), what="x", ref=ref)
    agreed = Agreement.model_construct(status=status, amendments=(amendment,))
    assert has_pending_amendments(agreed, date.fromisoformat(TODAY)) == is_pending


def test_word_counts_clauses_and_refers_to_them_by_fields(ask: Ask, tmp_path: Path) -> None:
    drafted(ask, "agreement", "everything", "-o", tmp_path / "a.docx", cwd=CASES)
    word = docx.Document(io.BytesIO((tmp_path / "a.docx").read_bytes()))
    counted = [p for p in word.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    markdown = contract_of(drafted(ask, "agreement", "everything", cwd=CASES))
    assert len(counted) == len(re.findall(r"^(?:## [0-9]+\. |[0-9]+\.[0-9]+ |\([a-zA-Z]+\) )", markdown, re.MULTILINE))
    assert not [p.text for p in counted if re.match(r"[0-9]+\.|\([a-z]\)", p.text)]
    xml = word.element.xml
    fields = re.findall(r" REF (_Ref[0-9]+) \\r \\h ", xml)
    assert len(fields) == len(re.findall(r"Section (?!119)[0-9]", drafted(ask, "agreement", "everything", cwd=CASES)))
    assert set(fields) == set(re.findall(r'w:bookmarkStart w:id="[0-9]+" w:name="(_Ref[0-9]+)"', xml))
    section = word.sections[0]
    assert section.header.paragraphs[0].text == "Draft"
    assert " PAGE " in section.footer._element.xml
    assert word.styles["Heading 2"].paragraph_format.keep_with_next
    [metrics, signatures] = word.tables
    assert [cell.paragraphs[0].alignment for cell in metrics.rows[1].cells] == [None, 2, None]
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for row in signatures.rows for cell in row.cells)


def test_a_draft_that_is_no_contract_has_no_stamp(ask: Ask, tmp_path: Path) -> None:
    drafted(ask, "brief", "acme", "-o", tmp_path / "a.docx", cwd=PORTFOLIO)
    word = docx.Document(io.BytesIO((tmp_path / "a.docx").read_bytes()))
    assert word.sections[0].header.paragraphs[0].text == ""
