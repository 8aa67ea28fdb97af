from hypothesis import example, given, settings
from hypothesis import strategies as st

from partnerkit.drafts.escaping import MARK, escape, settle
from partnerkit.drafts.plain_text import plain
from partnerkit.render.safe import one_line
from test_drafts import seen

MARKUP = st.text(st.sampled_from(list("\\`*_{}[]()<>#|~$&@!+-=.:;'\"/? ab1\n")), min_size=1)
VALUES = st.one_of(MARKUP, st.text(min_size=1)).filter(lambda text: text.strip() != "")


def told(text: str) -> str:
    """A value as it is meant to be read: on one line, what cannot be seen made visible."""
    return " ".join(one_line(text).split())


@settings(max_examples=300)
@given(VALUES, VALUES)
@example("1", MARK)
def test_any_value_comes_out_as_the_very_characters_it_is(first: str, second: str) -> None:
    paragraph = f"Between {escape(first)} and {escape(second)} it stands."
    item = f"- {escape(first)}\n- {escape(second)}"
    table = f"| a | b |\n| :--- | :--- |\n| {escape(first)} | {escape(second)} |"
    settled = settle(f"{paragraph}\n\n{item}\n\n{table}")
    words = " ".join(seen(settled).split())
    a, b = told(first), told(second)
    assert words == " ".join(f"Between {a} and {b} it stands. {a} {b} a b {a} {b}".split())


@settings(max_examples=100)
@given(VALUES)
@example(MARK)
def test_any_value_is_the_same_in_plain_text(value: str) -> None:
    assert " ".join(plain(settle(f"x {escape(value)} y")).split()) == " ".join(f"x {told(value)} y".split())


def test_backslashes_stand_only_where_they_are_needed() -> None:
    assert settle(f"{escape('{{ 7*7 }}')} a_b =cmd() 5 < 6 & $5 #1 [x]") == "{{ 7*7 }} a_b =cmd() 5 < 6 & $5 #1 [x]"
    assert settle(escape("<script>")) == "\\<script>"
    assert settle(f"{escape('a*b')} and {escape('c*d')}") in ("a\\*b and c*d", "a*b and c\\*d")
