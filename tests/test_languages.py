"""Emails in the language of the partner, with days, numbers and amounts as their country writes them."""

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from conftest import PORTFOLIO, ROOT, TODAY, Ask
from partnerkit.cli import completion
from partnerkit.countries import CODES, writes_month_first
from partnerkit.drafts.detection import other_than
from partnerkit.drafts.locales import EnglishLocale, locale_for
from partnerkit.facts.greetings import in_full
from partnerkit.model.template import Header
from partnerkit.workspace.templates import load_library
from test_drafts import drafted

babel = pytest.importorskip("babel", reason="other languages come with an extra")

CASES = ROOT / "tests" / "examples" / "languages"
GERMAN = CASES / "de"
LANGUAGES = ["de", "es", "fr"]
FOLLOW_UPS = ["nudge", "value", "final", "interested", "not-interested"]
BARE = "name: Globex\ntype: alliance\npartner: {language: LANGUAGE}\n"


@pytest.mark.parametrize(("language", "subject"), [("de", "mutual"), ("fr", "opportunity"), ("es", "question")])
def test_a_first_email_is_written_in_the_language_of_the_partner(
    ask: Ask, snapshot: Any, language: str, subject: str
) -> None:
    assert drafted(ask, "outreach", "new", "--subject", subject, cwd=CASES / language) == snapshot


@pytest.mark.parametrize("language", LANGUAGES)
def test_follow_ups_are_written_in_the_language_of_the_partner(ask: Ask, snapshot: Any, language: str) -> None:
    emails = [drafted(ask, "follow-up", "new", "--kind", kind, cwd=CASES / language) for kind in FOLLOW_UPS]
    assert "\n---\n\n".join(emails) == snapshot


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("situation", ["live", "ending", "new"])
def test_an_exit_letter_fits_the_situation_in_every_language(
    ask: Ask, snapshot: Any, language: str, situation: str
) -> None:
    assert drafted(ask, "exit", situation, cwd=CASES / language) == snapshot


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_file_lacks_is_a_todo_in_the_language_of_the_email(
    ask: Ask, tmp_path: Path, snapshot: Any, language: str
) -> None:
    (tmp_path / "globex.yaml").write_text(BARE.replace("LANGUAGE", language))
    emails = [drafted(ask, "outreach", cwd=tmp_path), drafted(ask, "follow-up", "--kind", "interested", cwd=tmp_path)]
    text = "\n---\n\n".join(emails)
    words = [
        what
        for kind in ("outreach", "follow-up")
        for header in [load_library(None).sources[f"{language}/{kind}"].header]
        if isinstance(header, Header)
        for what in header.needs.values()
    ]
    assert set(re.findall(r"\[TODO: ([^\]]*)\]", text)) <= set(words)
    assert text == snapshot


@pytest.mark.parametrize("kind", ["outreach", "exit", "follow-up"])
def test_every_language_has_the_header_of_the_english_email(kind: str) -> None:
    library = load_library(None)
    english = library.sources[kind].header
    assert isinstance(english, Header)
    assert library.languages(kind) == ("en", *LANGUAGES)
    for language in LANGUAGES:
        header = library.sources[f"{language}/{kind}"].header
        assert isinstance(header, Header)
        assert set(english.needs) <= set(header.needs)
        in_common = ("file", "to", "purpose", "occasion", "kinds", "subjects", "checked")
        assert [getattr(header, key) for key in in_common] == [getattr(english, key) for key in in_common]


def test_a_kind_without_a_template_in_the_language_is_in_english_and_says_so(ask: Ask) -> None:
    answer = ask("draft", "raci", "new", "--today", TODAY, cwd=GERMAN)
    assert answer.out.startswith("# Who does what: Uhrwerk and Nordlicht Hotels\n")
    assert (
        "in English, since there is no template in `de`: raci (write templates/de/raci.md.j2 to have one)" in answer.err
    )


def test_a_workspace_adds_a_language_and_a_kind_in_it(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "globex.yaml").write_text(BARE.replace("LANGUAGE", "pt"))
    for name in ("outreach", "_common"):
        answer = ask("draft", "--eject", name, "--language", "pt", cwd=tmp_path)
        assert "in English: partnerkit has no" in answer.err
    common = tmp_path / "templates" / "pt" / "_common.md.j2"
    common.write_text(common.read_text(encoding="utf-8").replace('"Hi "', '"Olá "'), encoding="utf-8")
    assert "\nOlá [TODO: " in drafted(ask, "outreach", cwd=tmp_path)
    header = "---\ntitle: Obrigado\nfile: x\nto: partner\n---\n"
    (tmp_path / "templates" / "pt" / "thanks.md.j2").write_text(
        header + '{{ today | day }}: {{ 1234.5 | money("BRL") }}, {{ 1234 | grouped }}\n'
    )
    assert drafted(ask, "thanks", cwd=tmp_path) == "10 de abril de 2026: R$\u00a01.234,50, 1.234\n"
    assert "templates/de/exit.md.j2" in ask("draft", "--eject", "de/exit", cwd=tmp_path).err
    assert "--language en | de | es | fr | pt" in " ".join(ask("draft", "--list", cwd=tmp_path).out.split())


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (("--language", "german"), 2, "`german` is not a language; write the two letters"),
        (("--language", "fr", "--locale", "de-CH"), 2, "--language fr and --locale de-CH name two languages"),
        (("--locale", "de"), 2, "`de` is not a locale; write a language and a country, such as de-CH or en-GB"),
        (("--locale", "xx-DE"), 2, "`xx-DE` is not a locale"),
        (("--locale", "de-XX"), 2, "`de-XX` is not a locale"),
        (("--language", "de"), 0, "not checked against the five principles, since their words are in `en`"),
    ],
)
def test_the_options_of_language_say_what_they_take(ask: Ask, options: tuple[str, ...], status: int, said: str) -> None:
    answer = ask("draft", "outreach", "acme", *options, "--today", TODAY, cwd=PORTFOLIO)
    assert answer.status == status
    assert said in answer.err.replace("\nhelp: ", "; ")


def test_a_text_in_another_language_than_the_email_is_a_todo_that_shows_it(ask: Ask) -> None:
    email = drafted(ask, "outreach", "acme", "--language", "de", cwd=PORTFOLIO)
    assert (
        "könnte Acme Analytics [TODO: was sie mit Ihnen erreichen könnten (raise weekly active use by 25%)]." in email
    )
    assert "(A connector in two weeks instead of two quarters)]" in email
    assert "Uhrwerk [TODO: what your company does (stellt Uhren für Hotels her)]." in drafted(
        ask, "outreach", "new", "--language", "en", cwd=GERMAN
    )


def test_a_text_that_seems_to_be_in_another_language_than_the_email_is_named(ask: Ask, tmp_path: Path) -> None:
    opener = "You have opened the new office in Oslo, and that is the first of your market."
    (tmp_path / "x.yaml").write_text(f"{BARE.replace('LANGUAGE', 'fr')}outreach: {{opener: '{opener}'}}\n")
    said = ask("draft", "outreach", "--today", TODAY, cwd=tmp_path).err
    assert "outreach: outreach.opener seems to be in English, and the email is in `fr`" in said


def test_what_two_people_own_and_what_was_answered_are_written_in_the_language(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        BARE.replace("LANGUAGE", "de")
        + """people: {jo: {name: Jo Park, side: them}, dana: {name: Dana Lee, side: us}}
outreach: {touches: [{date: 2026-04-08, kind: interested, by: jo, subject: "AW: Re: Uhren"}]}
plan: [{id: a, title: Test, owners: {us: dana, them: jo}, due: 2026-05-01}]
"""
    )
    email = drafted(ask, "follow-up", cwd=tmp_path)
    assert "**Betreff:** Re: Uhren\n" in email
    assert "- Test: Dana Lee und Jo Park, bis 1. Mai 2026\n" in email


def test_switzerland_has_no_comma_after_the_greeting_and_no_sharp_s(ask: Ask) -> None:
    email = drafted(ask, "outreach", "new", "--locale", "de-CH", cwd=GERMAN)
    assert "\nGuten Tag Maria Schmidt\n\nIch melde mich" in email
    assert "\nFreundliche Grüsse\\\n" in email


@pytest.mark.parametrize(
    ("country", "english", "is_chosen", "day", "spelling"),
    [
        ("DE", None, False, "10 February 2025", "us"),
        ("US", None, False, "February 10, 2025", "us"),
        (None, None, False, "February 10, 2025", "us"),
        ("DE", "us", False, "February 10, 2025", "us"),
        ("US", "uk", False, "10 February 2025", "uk"),
        ("US", "uk", True, "February 10, 2025", "us"),
        ("GB", "us", True, "10 February 2025", "uk"),
        ("DE", "uk", True, "10 February 2025", "uk"),
        ("DE", None, True, "10 February 2025", "us"),
    ],
)
def test_a_date_in_english_is_written_for_its_reader_unless_the_workspace_says_how(
    country: str | None, english: Any, is_chosen: bool, day: str, spelling: str
) -> None:
    locale = locale_for("en", country, english, chosen=is_chosen)
    assert locale.day(date(2025, 2, 10)) == day
    assert locale.spelling == spelling
    assert locale.money(Decimal("1234.5"), "EUR") == "EUR 1,234.50"


def test_a_reader_is_the_partner_or_our_own_company(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "partnerkit.yaml").write_text("company: {country: US}\n")
    (tmp_path / "x.yaml").write_text("name: X\ntype: alliance\npartner: {country: IE}\n")
    (tmp_path / "templates").mkdir()
    for reader, day in (("partner", "10 April 2026"), ("us", "April 10, 2026")):
        header = f"---\ntitle: Note\nfile: x\nto: {reader}\n---\n"
        (tmp_path / "templates" / f"{reader}.md.j2").write_text(header + "{{ today | day }}\n")
        assert drafted(ask, reader, cwd=tmp_path) == f"{day}\n"


@pytest.mark.parametrize(
    ("language", "country", "day", "amount", "number"),
    [
        ("de", "DE", "1. März 2026", "1.234,50 €", "1.234,567"),
        ("de", "AT", "1. März 2026", "€ 1.234,50", "1.234,567"),
        ("de", "NL", "1. März 2026", "1.234,50 €", "1.234,567"),
        ("de", None, "1. März 2026", "1.234,50 €", "1.234,567"),
        ("fr", "FR", "1er mars 2026", "1\u202f234,50 €", "1\u202f234,567"),
        ("fr", "CA", "1er mars 2026", "1 234,50 €", "1 234,567"),
        ("es", "ES", "1 de marzo de 2026", "1.234,50 €", "1.234,567"),
        ("es", "MX", "1 de marzo de 2026", "EUR 1,234.50", "1,234.567"),
        ("ja", "JP", "2026年3月1日", "€1,234.50", "1,234.567"),
    ],
)
def test_days_amounts_and_numbers_are_those_of_the_country(
    language: str, country: str | None, day: str, amount: str, number: str
) -> None:
    locale = locale_for(language, country, None)
    assert locale.day(date(2026, 3, 1)) == day
    assert locale.money(Decimal("1234.5"), "EUR").replace("\u00a0", " ") == amount
    assert locale.number(Decimal("1234.567")).replace("\u00a0", " ") == number
    assert re.sub("[^0-9,.]", "", locale.money(Decimal(500), "EUR")) == "500"


def test_a_noun_after_nothing_is_in_the_singular_in_french_alone() -> None:
    assert [locale_for(code, None, None).is_one(Decimal(0)) for code in ("fr", "de", "en")] == [True, False, False]


def test_the_countries_that_put_the_month_first_in_english_are_those_of_unicode() -> None:
    # Older data has fewer countries, and says the same of those that it has.
    known = {code: babel.Locale.parse(f"en_{code}") for code in CODES if babel.localedata.exists(f"en_{code}")}
    first = {code for code, locale in known.items() if locale.date_formats["long"].pattern.startswith("M")}
    assert {code for code in known if writes_month_first(code)} == first


def test_word_and_html_state_the_language_and_word_takes_the_paper_of_the_reader(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "exit.docx"
    assert ask("draft", "exit", "live", "--locale", "es-MX", "-o", path, cwd=GERMAN).status == 0
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        assert '<w:lang w:val="es-MX"/>' in package.read("word/styles.xml").decode()
        assert 'w:w="12240"' in package.read("word/document.xml").decode()
        assert any("Página " in package.read(name).decode() for name in package.namelist() if "footer" in name)
    page = drafted(ask, "exit", "live", "--format", "html", cwd=GERMAN)
    assert '<html lang="de-DE">' in page
    assert '<html lang=3D"de-DE">' in drafted(ask, "exit", "live", "--format", "eml", cwd=GERMAN)


def test_without_the_extra_a_draft_in_another_language_says_what_to_install(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "babel", None)
    answer = ask("draft", "outreach", "new", "--today", TODAY, cwd=GERMAN)
    assert answer.status == 2
    assert re.search("drafts in `de` need Babel\n.* install babel", answer.err)
    assert ask("draft", "raci", "new", "--today", TODAY, cwd=GERMAN).status == 0


def test_a_template_of_a_language_is_held_to_the_sandbox_and_to_its_audience(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(BARE.replace("LANGUAGE", "de"))
    (tmp_path / "templates" / "de").mkdir(parents=True)
    own = tmp_path / "templates" / "de" / "outreach.md.j2"
    for body, said in (("{{ fit }}", "`fit` is internal"), ("{{ ''.__class__ }}", "a template may not do this")):
        own.write_text(f"---\ntitle: X\nfile: x\nto: partner\n---\n{body}\n")
        answer = ask("draft", "outreach", "--today", TODAY, cwd=tmp_path)
        assert answer.status == 1
        assert "templates/de/outreach.md.j2:6:" in answer.err
        assert said in answer.err
    own.write_text("no header\n")
    assert "PK116" in ask("draft", "outreach", "--today", TODAY, cwd=tmp_path).err


@pytest.mark.parametrize("language", ["fr"])
def test_values_are_escaped_where_the_spaces_of_french_are_set(ask: Ask, tmp_path: Path, language: str) -> None:
    outreach = "outreach: {opener: '# [a](b) {{ 7 }}', ask: 'one\n\n# two'}\n"
    (tmp_path / "x.yaml").write_text(f"name: '*X* <b>'\n{BARE.replace('LANGUAGE', language)[13:]}{outreach}")
    page = drafted(ask, "outreach", "--format", "html", cwd=tmp_path)
    assert "*X* &lt;b&gt;" in page
    assert "[a](b) {{ 7 }}" in page
    assert not re.search("<(em|h1|b)>", page)


EMAILS = {
    "de": "Guten Tag,\n\nSie haben im März eröffnet. Passt Ihnen ein Telefonat mit uns?\n",
    "fr": "Bonjour,\n\nVous avez ouvert un bureau en mars. Je vous propose un échange.\n",
    "es": "Hola:\n\nEn marzo abrieron su oficina. ¿Le vendría bien una llamada?\n",
}


@pytest.mark.parametrize(("language", "name"), [("de", "German"), ("fr", "French"), ("es", "Spanish")])
def test_an_email_in_another_language_is_not_judged(ask: Ask, tmp_path: Path, language: str, name: str) -> None:
    (tmp_path / "mail.txt").write_text(EMAILS[language], encoding="utf-8")
    answer = ask("check-email", "mail.txt", cwd=tmp_path)
    assert answer.status == 2
    assert answer.out == ""
    assert f"mail.txt seems to be in {name}, and only English is checked" in answer.err


def test_a_shell_completes_languages_and_their_countries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GERMAN)
    assert completion.languages("") == ["de", "en", "es", "fr"]
    assert {"de-AT", "de-CH", "de-DE"} <= {*completion.locales("de-")}
    monkeypatch.setitem(sys.modules, "babel", None)
    assert completion.locales("de-") == []


def test_words_of_ones_own_judge_their_language(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    words = "language: de\nthem: [Sie]\nus: [wir]\nvague: [bald]\nproof: [mit]\npressure: [sofort]\nask: [Telefonat]\n"
    (tmp_path / "templates" / "email-words.yaml").write_text(words)
    for language, status in (("de", 1), ("fr", 2)):
        (tmp_path / "mail.txt").write_text(EMAILS[language], encoding="utf-8")
        assert ask("check-email", "mail.txt", "--format", "json", cwd=tmp_path).status == status


def emails_in_english() -> Iterator[str]:
    for path in sorted((ROOT / "tests" / "examples" / "emails").glob("*.txt")):
        yield path.read_text(encoding="utf-8")


def test_english_is_taken_for_english_and_other_languages_for_themselves() -> None:
    assert [other_than("en", text) for text in emails_in_english()] == [None] * len([*emails_in_english()])
    assert other_than("en", "Hi Maria, the Gasthof Zur Post und Die Zeit are our customers.") is None
    assert other_than("en", "Buongiorno, la sua azienda non è una delle nostre, ma per noi lo sarà.") == "it"
    polish = (
        "Dzień dobry Pani Kowalska chciałbym zaproponować rozmowę telefoniczną w przyszłym tygodniu aby omówić wspólne "
    )
    assert (
        other_than("en", polish + "korzyści dla klientów obu firm oraz kolejne kroki współpracy naszych zespołów") == ""
    )
    assert other_than("pl", polish) is None


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("Maria Schmidt", "Maria Schmidt"),
        ("Schmidt, Maria", "Maria Schmidt"),
        ("van der Berg, Anne-Marie", "Anne-Marie van der Berg"),
        ("Dr. Maria Schmidt", "Dr. Maria Schmidt"),
        ("Sales, EMEA", "Sales, EMEA"),
        ("Schmidt, Leiterin Vertrieb, MBA", "Schmidt, Leiterin Vertrieb, MBA"),
    ],
)
def test_a_greeting_without_a_first_name_has_the_whole_name_in_its_order(name: str, full: str) -> None:
    assert in_full(name) == full


def test_a_language_is_a_code_of_two_letters(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("name: X\ntype: alliance\npartner: {language: German}\n")
    said = ask("validate", cwd=tmp_path).err + ask("validate", cwd=tmp_path).out
    assert "not a language of ISO 639; they have two small letters, such as de, fr or en" in " ".join(said.split())


def test_english_drafts_do_not_import_what_other_languages_need(ask: Ask) -> None:
    assert EnglishLocale().day(date(2026, 3, 1)) == "March 1, 2026"
    loaded = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "babel"}
    for name in loaded:
        del sys.modules[name]
    try:
        assert json.dumps(drafted(ask, "raci", "acme"))
        assert "babel" not in sys.modules
    finally:
        sys.modules.update(loaded)
