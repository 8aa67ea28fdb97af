"""Characters that no one sees, where they are spelling: joiners, emoji and soft hyphens."""

import email
import email.policy
from pathlib import Path

import pytest

from conftest import TODAY, Ask
from partnerkit.render.safe import visible

PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
HINDI = "\u0915\u094d\u200d\u0937\u0947\u0924\u094d\u0930"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
ACME = """\
name: Acme
type: integration
people: {jo: {name: Jo Park, side: them, email: jo@acme.example}}
why: "Same buyers \u26a0\ufe0f and \U0001f469\u200d\U0001f4bb developers, for part\u00adner\u00adship teams"
outreach: {contact: jo, opener: "your \u2714\ufe0f launch", benefits: ["25% more use \u26a1\ufe0f", b, c], ask: a call}
value_proposition: {outcome: raise use by 25%, how: a connector}
"""


@pytest.mark.parametrize(
    "text",
    [
        "\u26a0\ufe0f",
        "\U0001f469\U0001f3fd\u200d\U0001f4bb",
        "\u2764\ufe0f\u200d\U0001f525",
        SCOTLAND,
        "1\ufe0f\u20e3",
        "part\u00adner",
        PERSIAN,
        HINDI,
    ],
)
def test_spelling_is_shown_as_it_is(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    "text", ["pay\u200dpal", "pay\u200c pal", "a\ufe0f", "x\U000e0067\U000e007f", "a\u202eb", "\u200b"]
)
def test_what_hides_between_other_letters_is_written_out(text: str) -> None:
    assert "\\" in visible(text)


@pytest.mark.parametrize(
    ("name", "valid"),
    [(PERSIAN, True), (HINDI, True), ("Pay\u200dPal", False), ("\u200cAcme", False), ("\u0645\u06cc\u200c", False)],
)
def test_a_joiner_is_part_of_a_name_where_letters_join(ask: Ask, tmp_path: Path, name: str, valid: bool) -> None:
    (tmp_path / "acme.yaml").write_text(f"name: {name}\ntype: alliance\n", encoding="utf-8")
    answer = ask("validate", "acme")
    assert (answer.status == 0) is valid
    assert ("PK117" not in answer.out) is valid


def test_an_email_has_the_emoji_of_the_file(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(ACME, encoding="utf-8")
    assert ask("draft", "outreach", "acme", "-o", "mail.eml", "--today", TODAY).status == 0
    mail = email.message_from_bytes((tmp_path / "mail.eml").read_bytes(), policy=email.policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    text = str(mail["Subject"]) + body.get_content()
    assert "\u2714\ufe0f" in text
    assert "\\u" not in text
