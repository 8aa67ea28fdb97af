"""Who runs a partnership, who is written to, and how they are greeted."""

import json
from pathlib import Path

import pytest

from conftest import TODAY, Ask
from partnerkit.facts.greetings import called

PEOPLE = """
people:
  dana: {name: Dana Lee, side: us, email: dana@orbit.example}
  raj: {name: Raj Mehta, side: us, email: raj@orbit.example}
  jo: {name: Jo Park, side: them, email: jo@acme.example}
  kim: {name: Kim Ode, side: them, email: kim@acme.example}
"""
HEAD = f"name: Acme\ntype: integration\n{PEOPLE}"


def drafted(ask: Ask, folder: Path, text: str, kind: str, *options: str) -> str:
    (folder / "acme.yaml").write_text(HEAD + text, encoding="utf-8")
    answer = ask("draft", kind, "acme", "--today", TODAY, *options)
    assert answer.status == 0
    return answer.out


@pytest.mark.parametrize(
    ("name", "greeted"),
    [
        ("Jo Park", "Jo"),
        ("Anne-Marie O'Brien", "Anne-Marie"),
        ("Иван Петров", "Иван"),
        ("Dr. Jo Park", "Jo"),
        # `Last, First`, as CRMs export it.
        ("Müller, Jürgen", "Jürgen"),
        ("van der Berg, Jan", "Jan"),
        ("Müller, Dr. Jürgen", "Jürgen"),
        # Anything else may be something else.
        ("Doe, MBA", "Doe, MBA"),
        ("Jane Doe, Director", "Jane Doe, Director"),
        ("Müller, J.", "Müller, J."),
        ("Müller,", "Müller"),
        ("J. R. Patel", "J. R. Patel"),
        ("J Patel", "J Patel"),
        ("Jan van der Berg", "Jan van der Berg"),
        ("山田 太郎", "山田 太郎"),
        ("محمد علي", "محمد علي"),
        ("PARK Jo", "PARK Jo"),
        ("Jo PARK", "Jo PARK"),
        ("Kim Min-jun", "Kim Min-jun"),
        ("Partner Team", "Partner Team"),
        ("Équipe Commerciale", "Équipe Commerciale"),
        ("Équipe commerciale", "Équipe commerciale"),
        ("Vertriebsteam Nord", "Vertriebsteam Nord"),
        ("Partnerabteilung Süd", "Partnerabteilung Süd"),
        ("Equipo de Alianzas", "Equipo de Alianzas"),
        ("Equipo Alianzas", "Equipo Alianzas"),
        ("Parcerias Brasil", "Parcerias Brasil"),
        ("Ufficio Acquisti", "Ufficio Acquisti"),
        ("Team Nordics", "Team Nordics"),
        ("営業部", "営業部"),
        ("Tim Sales", "Tim Sales"),
        ("Tim Berg", "Tim"),
        ("Dr. Müller", "Dr. Müller"),
        ("Anna Maria Lopez", "Anna Maria Lopez"),
    ],
)
def test_a_first_name_is_used_only_if_it_is_plain_which_that_is(name: str, greeted: str) -> None:
    assert called(name) == greeted


def test_where_family_names_come_first_the_whole_name_is_used() -> None:
    assert (called("Tanaka Yuki", "JP"), called("Tanaka Yuki", "DE")) == ("Tanaka Yuki", "Tanaka")


@pytest.mark.parametrize(
    ("person", "line"),
    [
        ('{name: "Müller, Jürgen", side: them}', "Hi Jürgen,"),
        ('{name: "Müller,", side: them}', "Hi Müller,"),
        ('{name: 山田 太郎, side: them, greeting: "Dear Yamada-san,"}', "Dear Yamada-san,"),
        ("{name: Partner Team, side: them, greeting: Hi all}", "Hi all,"),
    ],
)
def test_a_letter_greets_as_the_file_says_and_has_one_comma(ask: Ask, tmp_path: Path, person: str, line: str) -> None:
    (tmp_path / "acme.yaml").write_text(
        f"name: Acme\ntype: alliance\npeople:\n  x: {person}\noutreach: {{contact: x}}\n", encoding="utf-8"
    )
    assert f"\n{line}\n" in ask("draft", "outreach", "acme", "--today", TODAY).out


@pytest.mark.parametrize(
    ("contacts", "letter", "notices"),
    [
        ("{main: jo, executive: kim, legal: kim}", "Kim Ode", "Kim Ode"),
        ("{main: jo}", "Jo Park", "Jo Park"),
        ("{executive: kim}", "Kim Ode", "[TODO: their legal contact]"),
        ("{billing: kim}", "[TODO: their executive contact]", "[TODO: their legal contact]"),
    ],
)
def test_a_letter_goes_to_the_contact_for_its_purpose_else_the_main_one_and_never_to_a_guess(
    ask: Ask, tmp_path: Path, contacts: str, letter: str, notices: str
) -> None:
    # The one who is accountable, who is first, or who was written to once is no substitute.
    text = (
        f"contacts: {contacts}\nowner: raj\noutreach: {{contact: jo}}\n"
        "buckets: {align: {raci: {accountable: [dana], responsible: [jo]}}}\n"
        "agreement: {status: review}\n"
    )
    exit_letter = drafted(ask, tmp_path, text, "exit")
    assert f"**To:** {letter}" in exit_letter
    assert "Raj Mehta" in exit_letter
    assert f"for the attention of {notices}" in drafted(ask, tmp_path, text, "agreement")


def test_without_an_owner_no_one_signs_for_us(ask: Ask, tmp_path: Path) -> None:
    text = "contacts: {main: jo}\nbuckets: {align: {raci: {accountable: [dana]}}}\n"
    letter = drafted(ask, tmp_path, text, "exit")
    assert "[TODO: who runs it on your side]" in letter
    assert "Dana" not in letter


def test_who_wrote_the_first_email_writes_the_next_one_too(ask: Ask, tmp_path: Path) -> None:
    text = "owner: dana\noutreach: {contact: jo, touches: [{date: 2026-04-01, kind: cold, by: raj}]}\n"
    assert "Raj Mehta" in drafted(ask, tmp_path, text, "follow-up", "--kind", "nudge")
    assert "Dana Lee" in drafted(ask, tmp_path, text.replace(", by: raj", ""), "follow-up", "--kind", "nudge")


def test_no_letter_goes_to_someone_who_has_left(ask: Ask, tmp_path: Path) -> None:
    left = HEAD.replace("email: kim@acme.example", "email: kim@acme.example, left: 2026-04-09")
    (tmp_path / "acme.yaml").write_text(f"{left}owner: dana\ncontacts: {{main: jo, executive: kim}}\n")
    assert "**To:** Jo Park" in ask("draft", "exit", "acme", "--today", TODAY).out
    assert "**To:** Kim Ode" in ask("draft", "exit", "acme", "--today", "2026-04-09").out
    assert "contacts.executive: Kim Ode left on 2026-04-09" in ask("lint", "acme", "--today", TODAY).out


def test_what_names_no_one_belongs_to_whoever_runs_the_partnership(ask: Ask, tmp_path: Path) -> None:
    plan = (
        "{id: open, title: Open, due: 2026-04-01}, {id: theirs, title: Theirs, due: 2026-04-01, side: them}, "
        "{id: named, title: Named, due: 2026-04-01, owner: raj}, "
        "{id: joint, title: Joint, due: 2026-04-01, owners: {us: raj, them: kim}}"
    )
    (tmp_path / "acme.yaml").write_text(f"{HEAD}owner: dana\nplan: [{plan}]\n")

    def due(*options: str) -> dict[str, str | None]:
        found = json.loads(ask("due", "acme", "--kind", "plan", "--today", TODAY, "--format", "json", *options).out)
        return {entry["what"]: entry["person"] for entry in found["entries"]}

    assert due("--owner", "dana") == {"Open": "dana", "Theirs": None}
    assert due("--owner", "raj") == {"Named": "raj", "Joint": "raj"}
    assert due("--owner", "kim") == {"Joint": "raj"}
    assert due("--side", "them") == {"Theirs": None, "Joint": "raj"}


def test_who_is_accountable_for_a_bucket_does_not_run_the_partnership(ask: Ask, tmp_path: Path) -> None:
    text = "cadence: [monthly]\nsince: 2025-01-01\nbuckets: {operate: {raci: {accountable: dana}}}\n"

    def reviews(owner: str = "") -> set[str | None]:
        (tmp_path / "acme.yaml").write_text(f"{HEAD}{owner}{text}")
        options = ("--kind", "review", "--within", "60d", "--today", TODAY, "--format", "json")
        return {entry["person"] for entry in json.loads(ask("due", "acme", *options).out)["entries"]}

    assert reviews() == {None}
    assert reviews("owner: raj\n") == {"raj"}
