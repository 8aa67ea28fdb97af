"""Word and mail files, read back by other programs than the one that wrote them."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import docx
import pytest

from conftest import PORTFOLIO, ROOT, TODAY, Ask
from letters import KINDS, in_markdown, of_example
from partnerkit.drafts import mail as mail_file
from partnerkit.drafts import word as word_file
from partnerkit.drafts.domains import ascii_domain

CASES = ROOT / "tests" / "examples" / "drafts"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def written(ask: Ask, folder: Path, *arguments: str | Path, cwd: Path = PORTFOLIO) -> bytes:
    answer = ask("draft", *arguments, "--today", TODAY, "-o", folder / "draft", "--force", cwd=cwd)
    assert answer.status == 0, answer.err
    return (folder / "draft").read_bytes()


def mail(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def test_a_mail_opens_ready_to_send(ask: Ask, tmp_path: Path) -> None:
    message = mail(written(ask, tmp_path, "outreach", "acme", "--format", "eml"))
    assert message["Subject"] == "Our mutual contact, Lena Fox"
    assert message["To"] == "Jo Park <jo@acme.example>"
    assert message["From"] == "Dana Lee <dana@orbit.example>"
    assert message["X-Unsent"] == "1"
    assert message["Date"].datetime.date().isoformat() == TODAY
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    plain, html = (part.get_content().replace("\r\n", "\n") for part in message.iter_parts())
    assert plain.startswith("Hi Jo,\n")
    assert "- A connector in two weeks instead of two quarters\n" in plain
    assert "<li>A connector in two weeks instead of two quarters</li>" in html


@pytest.mark.parametrize(
    ("name", "options", "begins"),
    [
        ("brief.md", (), b"# "),
        ("brief.text", (), b"# "),
        ("brief.txt", (), b"Acme "),
        ("brief.HTM", (), b"<!doctype html>"),
        ("brief.docx", (), b"PK"),
        ("brief.eml", (), b"Subject: "),
        ("brief.html", ("--format", "markdown"), b"# "),
    ],
)
def test_the_ending_of_a_file_names_the_format_of_a_draft_unless_an_option_does(
    ask: Ask, tmp_path: Path, name: str, options: tuple[str, ...], begins: bytes
) -> None:
    assert ask("draft", "brief", "acme", *options, "-o", tmp_path / name, cwd=PORTFOLIO).status == 0
    assert (tmp_path / name).read_bytes()[: len(begins)] == begins


def test_a_mail_without_a_subject_of_its_own_has_its_heading() -> None:
    message = mail(mail_file.render(of_example("acme")["launch-plan"]))
    assert message["Subject"] == "Launch plan: Orbit and Acme Analytics"


def test_no_column_of_a_word_table_is_narrower_than_its_longest_word() -> None:
    for table in docx.Document(io.BytesIO(word_file.render(of_example("acme")["review"]))).tables:
        for column in table.columns:
            longest = max(len(word) for cell in column.cells for word in (cell.text.split() or [""]))
            # 0.18 cm is a wide letter at the size of the text.
            assert column.width.cm >= 0.18 * longest, column.cells[0].text


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_mail_with_lines_ended_as_mail_wants_them(kind: str) -> None:
    content = mail_file.render(of_example("acme")[kind])
    message = mail(content)
    assert message["Subject"]
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) < 998


def test_a_mail_about_the_partnership_goes_to_the_partner_only_where_it_is_meant_for_them() -> None:
    assert "acme.example" in mail(mail_file.render(of_example("acme")["review"]))["To"]
    assert "acme.example" not in mail(mail_file.render(of_example("acme")["brief"]))["To"]


def test_a_mail_without_a_known_address_is_left_without_one(ask: Ask, tmp_path: Path) -> None:
    message = mail(written(ask, tmp_path, "outreach", "globex", "--format", "eml"))
    assert message["To"] is None
    assert message["X-Unsent"] == "1"


def test_names_in_a_mail_are_the_very_characters(ask: Ask, tmp_path: Path) -> None:
    message = mail(
        written(ask, tmp_path, "outreach", "hostile", "--subject", "opportunity", "--format", "eml", cwd=CASES)
    )
    assert message["Subject"] == "{{ 7*7 }} and Orbit: one two"
    assert message["To"].addresses[0].display_name == "=cmd()"
    body = message.get_body(("plain",))
    assert body is not None
    assert "{{ 7*7 }} one two with a\\*b*. What you'd get:" in body.get_content()


@pytest.mark.parametrize("format", ["eml", "docx"])
def test_a_file_is_the_same_bytes_twice(ask: Ask, tmp_path: Path, format: str) -> None:
    write = {"eml": mail_file, "docx": word_file}[format].render
    assert written(ask, tmp_path, "agreement", "acme", "--format", format) == write(of_example("acme")["agreement"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_word_file_with_words_own_headings(kind: str) -> None:
    word = docx.Document(io.BytesIO(word_file.render(of_example("acme")[kind])))
    markdown = in_markdown(of_example("acme")[kind])
    headings = [line.lstrip("# ") for line in markdown.splitlines() if line.startswith("#")]
    if kind == "agreement":
        headings = [re.sub(r"^[0-9]+\. ", "", heading) for heading in headings]
    assert [p.text for p in word.paragraphs if (style := p.style) and style.name.startswith("Heading")] == headings
    assert len(word.tables) == sum(line.startswith(("| :--", "| --")) for line in markdown.splitlines())


def test_a_word_file_has_words_own_lists_and_tables() -> None:
    word = docx.Document(io.BytesIO(word_file.render(of_example("acme")["support-playbook"])))
    styles = [paragraph.style.name for paragraph in word.paragraphs if paragraph.style]
    assert styles.count("List Number") == 5
    assert "List Bullet" in styles
    contacts, levels = word.tables
    assert contacts.rows[0].cells[0].text == "Role"
    assert len(levels.rows) == 4
    assert word.core_properties.title == "Support playbook: Acme Analytics"


def test_what_announces_a_list_stays_on_its_page(ask: Ask, tmp_path: Path) -> None:
    content = written(ask, tmp_path, "launch-plan", "cloudharbor-marketplace", "--format", "docx")
    word = docx.Document(io.BytesIO(content))
    said = {paragraph.text: paragraph.paragraph_format.keep_with_next for paragraph in word.paragraphs}
    assert said["Orbit delivers:"]
    assert said["Cloudharbor Marketplace delivers:"]


def test_each_numbered_list_begins_at_one(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    body = "---\ntitle: T\nfile: t\n---\n1. a\n2. b\n\ntext\n\n1. c\n   - nested\n"
    (tmp_path / "templates" / "t.md.j2").write_text(body)
    (tmp_path / "x.yaml").write_text("name: X\ntype: alliance\n")
    word = docx.Document(io.BytesIO(written(ask, tmp_path, "t", "x", "--format", "docx", cwd=tmp_path)))
    numbers = {
        paragraph.text: paragraph._p.xpath("./w:pPr/w:numPr/w:numId/@w:val")
        for paragraph in word.paragraphs
        if paragraph.style and paragraph.style.name == "List Number"
    }
    assert numbers["a"] == numbers["b"] != numbers["c"]
    assert [p.text for p in word.paragraphs if p.style and p.style.name == "List Bullet 2"] == ["nested"]


def test_names_in_a_word_file_are_the_very_characters(ask: Ask, tmp_path: Path) -> None:
    word = docx.Document(io.BytesIO(written(ask, tmp_path, "brief", "hostile", "--format", "docx", cwd=CASES)))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "{{ 7*7 }} # heading" in text
    assert "<script>alert(1)</script> & =cmd() | *b* _x_ [a](javascript:alert(1)) `c` ~~s~~ $x$ and $y$" in text


def test_a_reference_gives_its_styles(ask: Ask, tmp_path: Path) -> None:
    reference = docx.Document()
    reference.styles["Heading 1"].font.name = "Georgia"
    reference.add_paragraph("the company's own words")
    reference.sections[0].footer.paragraphs[0].text = "Orbit Software Inc."
    reference.save(str(tmp_path / "house.docx"))
    content = written(ask, tmp_path, "raci", "acme", "--format", "docx", "--reference", tmp_path / "house.docx")
    word = docx.Document(io.BytesIO(content))
    assert word.styles["Heading 1"].font.name == "Georgia"
    assert word.sections[0].footer.paragraphs[0].text == "Orbit Software Inc."
    assert "the company's own words" not in [paragraph.text for paragraph in word.paragraphs]


def test_a_reference_without_words_styles_still_serves(ask: Ask, tmp_path: Path) -> None:
    reference = docx.Document()
    for name in ("List Bullet", "List Number", "Table Grid", "Intense Quote", "Heading 2"):
        reference.styles[name].delete()
    reference.save(str(tmp_path / "bare.docx"))
    content = written(ask, tmp_path, "agreement", "acme", "--format", "docx", "--reference", tmp_path / "bare.docx")
    assert len(docx.Document(io.BytesIO(content)).tables) == 1


@pytest.mark.parametrize("content", [b"not a zip", b"PK\x03\x04broken"])
def test_a_reference_that_is_no_word_file_is_told(ask: Ask, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.docx").write_bytes(content)
    answer = ask(
        "draft", "raci", "acme", "--format", "docx", "--reference", tmp_path / "x.docx", "-o", tmp_path, cwd=PORTFOLIO
    )
    assert answer.status == 2
    assert "the reference is not a Word document (.docx)" in answer.err


def test_a_reference_that_is_another_zip_is_told(ask: Ask, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.docx", "w") as package:
        package.writestr("hello.txt", "hello")
    answer = ask(
        "draft", "raci", "acme", "--format", "docx", "--reference", tmp_path / "x.docx", "-o", tmp_path, cwd=PORTFOLIO
    )
    assert answer.status == 2
    assert "the reference is not a Word document (.docx)" in answer.err


def test_without_the_extra_one_sentence_says_what_to_install(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    answer = ask("draft", "raci", "acme", "--format", "docx", "-o", tmp_path, cwd=PORTFOLIO)
    assert (answer.status, list(tmp_path.iterdir())) == (2, [])
    assert answer.err.endswith("python -m pip install python-docx\n")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_word_file(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "agreement.docx").write_bytes(
        written(ask, tmp_path, "agreement", "acme", "--checklist", "--format", "docx")
    )
    assert OFFICE is not None
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [OFFICE, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "agreement.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    text = (tmp_path / "agreement.txt").read_text(encoding="utf-8-sig")
    lines = [
        "Partnership agreement between Orbit and Acme Analytics (reconstruction)",
        "3. Fees and revenue sharing",
        "21.3 Other communications. This Section 21 does not apply to day-to-day communications.",
    ]
    assert set(lines) <= {line.strip() for line in text.splitlines()}
    assert "What a lawyer looks for" in text


def test_a_name_may_be_longer_than_a_property_of_a_word_file(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(f"name: {'A' * 250}\ntype: alliance\n")
    word = docx.Document(io.BytesIO(written(ask, tmp_path, "brief", "x", "--format", "docx", cwd=tmp_path)))
    assert len(word.core_properties.title) == 255


def _without_page(word: Any) -> None:
    word.element.body.remove(word.element.body.sectPr)


def _with_margins_wider_than_the_page(word: Any) -> None:
    word.sections[0].left_margin = word.sections[0].page_width * 2


def _with_an_empty_page(word: Any) -> None:
    for child in list(word.element.body.sectPr):
        word.element.body.sectPr.remove(child)


@pytest.mark.parametrize("broken", [_without_page, _with_margins_wider_than_the_page, _with_an_empty_page])
def test_a_reference_that_lacks_what_a_draft_needs_is_told(ask: Ask, tmp_path: Path, broken: Any) -> None:
    reference = docx.Document()
    broken(reference)
    reference.save(str(tmp_path / "odd.docx"))
    asked = (
        "draft",
        "raci",
        "acme",
        "--format",
        "docx",
        "--reference",
        tmp_path / "odd.docx",
        "-o",
        tmp_path / "o.docx",
    )
    answer = ask(*asked, cwd=PORTFOLIO)
    assert answer.status == 2
    assert "the reference has no page, margins or paragraph styles" in answer.err
    assert not (tmp_path / "o.docx").exists()


def test_an_address_in_another_script_is_written_as_mail_takes_it(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "name: X\ntype: alliance\npeople: {jo: {name: Jo, side: them, email: jo@müller.example}}\n"
        "outreach: {contact: jo}\n",
        encoding="utf-8",
    )
    assert b"To: Jo <jo@xn--mller-kva.example>\r\n" in written(
        ask, tmp_path, "outreach", "--format", "eml", cwd=tmp_path
    )


def test_a_heading_over_two_lines_is_a_subject_of_one(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "t.md.j2").write_text("---\ntitle: T\nfile: t\n---\nFoo\\\nbar\n===\n")
    (tmp_path / "x.yaml").write_text("name: X\ntype: alliance\n")
    assert b"Subject: Foo bar\r\n" in written(ask, tmp_path, "t", "--format", "eml", cwd=tmp_path)


def test_a_text_of_a_million_brackets_is_drafted(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(f'name: X\ntype: alliance\nwhy: "{"![a](" * 150_000}"\n')
    assert ask("draft", "brief", cwd=tmp_path).out.count("\\!\\[a\\](") == 150_000


@pytest.mark.parametrize(("country", "size"), [("DE", (210, 297)), ("US", (216, 279)), ("", (210, 297))])
def test_a_word_file_has_the_paper_of_the_country(
    ask: Ask, tmp_path: Path, country: str, size: tuple[int, int]
) -> None:
    company = f"company: {{name: Orbit, country: {country}}}\n" if country else "currency: EUR\n"
    (tmp_path / "partnerkit.yaml").write_text(company)
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: alliance\n")
    assert ask("draft", "raci", "acme", "-o", "raci.docx").status == 0
    section = docx.Document(str(tmp_path / "raci.docx")).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size


@pytest.mark.parametrize(
    ("domain", "written"),
    [
        ("fa\u00df.example", "xn--fa-hia.example"),  # IDNA 2003 makes it fass.example, which is another one
        ("m\u00fcller.example", "xn--mller-kva.example"),
        ("mu\u0308ller.example", "xn--mller-kva.example"),
        ("B\u00dcCHER.example", "xn--bcher-kva.example"),
        ("\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.example", "xn--mgba3gch31f060k.example"),
        ("acme\u2665.example", None),
        ("-a.example", None),
        ("a\u200db.example", None),
        ("\ufb01.example", None),
    ],
)
def test_a_domain_is_written_by_idna_2008(domain: str, written: str | None) -> None:
    assert ascii_domain(domain) == written


def test_an_address_that_no_header_can_hold_is_reported(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(
        "name: Acme\ntype: integration\noutreach: {contact: jo}\n"
        "people: {jo: {name: Jo, side: them, email: j\u00f6@acme.example}}\n"
    )
    asked = ("draft", "outreach", "acme", "--today", TODAY, "-o", "mail.eml")
    answer = ask(*asked)
    assert answer.status == 0
    assert "Jo <j\u00f6@acme.example> is not in the email, because that address can't be used in one" in answer.err
    assert b"\nTo:" not in (tmp_path / "mail.eml").read_bytes()
    assert ask(*asked, "--force", "--strict").status == 1


def test_a_first_email_ends_with_our_postal_address_and_how_to_opt_out(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text(
        "company: {name: Orbit, address: 'Weg 1, 10178 Berlin', opt_out: 'Reply with no, thanks, and I stop.'}\n"
    )
    (tmp_path / "acme.yaml").write_text("name: Acme\ntype: integration\n")
    text = ask("draft", "outreach", "acme", "--format", "text", "--today", TODAY).out
    assert text.endswith("\n\nOrbit, Weg 1, 10178 Berlin\n\nReply with no, thanks, and I stop.\n")


def test_an_email_is_signed_line_by_line() -> None:
    message = mail(mail_file.render(of_example("acme")["outreach"]))
    plain, page = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert page is not None
    lines = ["Best,", "Dana Lee", "Partner Manager, Orbit", "+49 30 5550123"]
    assert "\n".join([*lines, "https://orbit.example"]) in plain.get_content().replace("\r\n", "\n")
    assert "<br />\n".join(lines) in page.get_content().replace("\r\n", "\n")
