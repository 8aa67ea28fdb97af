"""Rows that are kept by column are the rows that they were."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from conftest import examples
from partnerkit.columns import ByColumn, by_column, joined, mapped


class Measured(NamedTuple):
    """A row with a field that has a default."""

    name: str
    value: int
    note: str = ""


measured = st.builds(Measured, st.text(max_size=3), st.integers(), st.sampled_from(["", "x"]))
rows = st.lists(measured, max_size=8)


@given(rows, st.data())
@examples(200)
def test_rows_by_column_are_taken_as_those_of_a_list(given_rows: list[Measured], data: st.DataObject) -> None:
    found: ByColumn[Measured] = by_column(Measured, given_rows)
    expected = list(given_rows)
    for _ in range(3):
        cut = data.draw(st.slices(len(expected)))
        found, expected = found[cut], expected[cut]
        if expected:
            places = data.draw(st.lists(st.sampled_from(range(len(expected))), min_size=1))
            found, expected = found.at(places), [expected[place] for place in places]
    assert list(found) == expected
    assert len(found) == len(expected)
    assert [found[at] for at in range(-len(expected), len(expected))] == [*expected, *expected]
    assert list(found.column("value")) == [row.value for row in expected]
    assert found.has("note") == any(row.note for row in expected)
    assert found == by_column(Measured, expected)
    assert list(joined(Measured, [found, found])) == [*expected, *expected]


@given(rows)
@examples(50)
def test_a_field_without_a_column_has_its_default(given_rows: list[Measured]) -> None:
    names, values = [row.name for row in given_rows], [row.value for row in given_rows]
    found = ByColumn(Measured, len(given_rows), {"name": names, "value": values})
    assert list(found[1:]) == [row._replace(note="") for row in given_rows[1:]]
    assert list(found.replaced({"note": ["new"] * len(given_rows)})) == [row._replace(note="new") for row in given_rows]


def test_what_is_the_very_same_throughout_is_mapped_once() -> None:
    asked: list[str] = []
    value = "x" * 3
    assert mapped(lambda each: asked.append(each) or each.upper(), [value] * 4) == ["XXX"] * 4  # type: ignore[func-returns-value]  # None, so the text counts
    assert asked == [value]
    assert mapped(str.upper, ["a", "b", "a"]) == ["A", "B", "A"]
    assert mapped(str.upper, []) == []
