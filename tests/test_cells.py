from hypothesis import given
from hypothesis import strategies as st
from rich import cells as rich_cells

from partnerkit.render.cells import cell_len, chopped
from partnerkit.render.safe import one_line
from partnerkit.render.spans import wrap

texts = st.text().map(one_line) | st.text(st.sampled_from("aé–…ß漢🙂 ")).map(one_line)


@given(texts)
def test_a_text_is_as_wide_as_rich_says(text: str) -> None:
    assert cell_len(text) == rich_cells.cell_len(text)


@given(texts, st.integers(2, 10))
def test_a_word_is_cut_as_rich_cuts_it(text: str, width: int) -> None:
    word = "".join(text.split())
    assert chopped(word, width) == (rich_cells.chop_cells(word, width) or [""])


def test_a_word_that_is_too_long_breaks_after_its_dots() -> None:
    assert wrap("see buckets.build.assessed: old", 16) == ["see", "buckets.build.", "assessed: old"]


@given(texts, st.integers(2, 30))
def test_wrapped_text_lacks_nothing_and_is_never_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert max(map(cell_len, lines)) <= width
