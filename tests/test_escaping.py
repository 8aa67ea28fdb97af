from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import examples
from partnerkit.drafts.plain_text import plain
from partnerkit.render.escaping import MARK, escape, mark, settle
from partnerkit.render.markup import parse_as_the_least_careful_reader
from partnerkit.render.safe import one_line
from test_drafts import seen

MARKUP = st.text(st.sampled_from(list("\\`*_{}[]()<>#|~$&@!+-=.:;'\"/? ab1\n")), min_size=1)
VALUES = st.one_of(MARKUP, st.text(min_size=1)).filter(lambda text: text.strip() != "")


def told(text: str) -> str:
    """A value as it is meant to be read: on one line, what cannot be seen made visible."""
    return " ".join(one_line(text).split())


@examples(300)
@given(VALUES, VALUES)
@example("1", MARK)
def test_any_value_comes_out_as_the_very_characters_it_is(first: str, second: str) -> None:
    paragraph = f"Between {mark(first)} and {mark(second)} it stands."
    item = f"- {mark(first)}\n- {mark(second)}"
    table = f"| a | b |\n| :--- | :--- |\n| {mark(first)} | {mark(second)} |"
    settled = settle(f"{paragraph}\n\n{item}\n\n{table}")
    words = " ".join(seen(settled).split())
    a, b = told(first), told(second)
    assert words == " ".join(f"Between {a} and {b} it stands. {a} {b} a b {a} {b}".split())


@examples(100)
@given(VALUES)
@example(MARK)
def test_any_value_is_the_same_in_plain_text(value: str) -> None:
    assert " ".join(plain(settle(f"x {mark(value)} y")).split()) == " ".join(f"x {told(value)} y".split())


HOSTILE = [
    "[x](javascript:alert(1))",
    "[x](file:///etc/passwd)",
    "![x](data:image/svg+xml;base64,AAAA)",
    "<vbscript:run>",
    "<a href='javascript:x'>y</a>",
    "<!-- x --><script>x</script>",
    "[x]: javascript:y",
    "x &lt;img src=y&gt; &#106;avascript:z",
    "\\[x](javascript:y)",
    "`[x](javascript:y)",
    "[x][y] ![y]",
    "| a | b |",
    "# h",
    "1. x",
    "~~x~~ **y** _z_",
]
WRITERS: dict[str, Callable[[str, str], str]] = {
    "answer": lambda document, text: document.format(escape(text)),
    "draft": lambda document, text: settle(document.format(mark(text))),
}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_a_hostile_value_does_nothing_in_an_answer_and_in_a_draft(write: Callable[[str, str], str], text: str) -> None:
    for document in ("{}", "Before {}, and after.", "- {}", "| a |\n| --- |\n| {} |"):
        blocks = parse_as_the_least_careful_reader(write(document, text))
        tokens = [part for block in blocks for part in (block, *(block.children or ()))]
        acts = {"link_open", "image", "html_block", "code_inline", "s_open", "strong_open", "em_open", "heading_open"}
        assert not acts & {token.type for token in tokens}
        assert {token.content for token in tokens if token.type == "html_inline"} <= {"<!-- -->"}
        read = "".join(token.content for token in tokens if token.type in ("text", "text_special"))
        assert text in read.replace("\n", "")


def test_backslashes_stand_only_where_they_are_needed() -> None:
    assert settle(f"{mark('{{ 7*7 }}')} a_b =cmd() 5 < 6 & $5 #1 [x]") == "{{ 7*7 }} a_b =cmd() 5 < 6 & $5 #1 [x]"
    assert settle(mark("<script>")) == "\\<script>"
    assert settle(f"{mark('a*b')} and {mark('c*d')}") in ("a\\*b and c*d", "a*b and c\\*d")
