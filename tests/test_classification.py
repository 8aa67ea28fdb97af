"""What each key says of itself: the class of its changes, who may see it, its items, how the other side writes it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import Field
from pydantic.fields import FieldInfo

from conftest import PORTFOLIO
from partnerkit.model.base import Section
from partnerkit.model.classification import classification_at, keys_below, marks_at, marks_in, ours_alone, shared
from partnerkit.model.marks import BOTH, OURS, SEQUENCE, SET, Marks
from partnerkit.model.partnership import Partnership
from partnerkit.model.shape import fields_of, is_list, models_in
from partnerkit.model.workspace import Workspace
from partnerkit.reading.loader import load_partnership, load_workspace, names_of

ROOTS: list[type[Section]] = [Partnership, Workspace]
SECTIONS = sorted(
    {model for root in ROOTS for _, field, _ in keys_below(root) for model in models_in(field.annotation)} | set(ROOTS),
    key=lambda model: model.__name__,
)
OF_A_SIDE = {"us", "them", "ours", "theirs", "we_give", "they_contribute"}
PAIRS = [{"us", "them"}, {"upstream", "downstream"}]


def keys() -> Iterator[tuple[str, FieldInfo, Marks]]:
    """Yield every key of both files."""
    for root in ROOTS:
        yield from keys_below(root)


def choices_in(annotation: Any) -> set[Any]:
    """Return the words among which a key chooses."""
    inside = get_args(annotation)
    words = {one for one in inside if type(one) is str}
    return words.union(*(choices_in(one) for one in inside))


def test_every_key_that_holds_a_value_says_what_a_change_of_it_is_and_who_may_see_it() -> None:
    assert [path for path, field, marks in keys() if not models_in(field.annotation) and not marks.classification] == []
    assert len([path for path, field, _ in keys() if not models_in(field.annotation)]) > 300


def test_a_key_that_holds_further_keys_is_classified_by_these_alone() -> None:
    assert [path for path, field, marks in keys() if models_in(field.annotation) and marks.classification] == []


def test_every_list_says_what_its_items_are_known_by() -> None:
    lists = [(path, field, marks.items) for path, field, marks in keys() if is_list(field.annotation)]
    assert [path for path, _, items in lists if items is None] == []
    for path, field, items in lists:
        models = models_in(field.annotation)
        assert items is not None
        assert bool(items.keys) == bool(models), path
        for model in models:
            assert set(items.keys) <= fields_of(model).keys(), path
            assert all(not models_in(fields_of(model)[key].annotation) for key in items.keys), path


def test_a_mapping_says_so_where_the_order_of_its_keys_counts() -> None:
    ordered = [path for path, field, marks in keys() if marks.items is SEQUENCE and models_in(field.annotation)]
    assert ordered == ["framework.buckets", "scorecard.criteria", "program.tiers"]


def test_every_key_that_names_a_side_turns_with_the_perspective() -> None:
    for path, field, marks in keys():
        sided = path.rpartition(".")[2] in OF_A_SIDE or any(pair <= choices_in(field.annotation) for pair in PAIRS)
        assert not sided or marks.turned, path


def test_what_turns_turned_twice_is_what_it_was() -> None:
    for model, key in [(section, key) for section in SECTIONS for key in marks_in(section)]:
        marks = marks_in(model)
        of_key = marks[key]
        turned = of_key.turned
        if turned is None:
            continue
        assert {turned.words[turned.words[word]] for word in turned.words} == turned.words.keys()
        assert turned.words.keys() <= choices_in(fields_of(model)[key].annotation)
        if turned.key:
            other = marks[turned.key]
            assert other.turned is not None
            assert (other.turned.key, other.classification, other.items) == (key, of_key.classification, of_key.items)
            assert fields_of(model)[turned.key].annotation == fields_of(model)[key].annotation


def test_a_section_that_both_sides_may_see_is_whole_without_what_is_ours() -> None:
    for model in SECTIONS:
        hidden, fields = ours_alone(model), fields_of(model)
        assert hidden == fields.keys() or not {key for key in hidden if fields[key].is_required()}, model


@pytest.mark.parametrize(
    ("path", "change", "audience"),
    [
        ("agreement", "commercial", "both"),
        ("agreement.scope.us.deliverables", "commercial", "both"),
        ("agreement.revenue.tiers.rate", "commercial", "both"),
        ("agreement.term.notice_days", "commercial", "both"),
        ("agreement.exclusivity", "commercial", "both"),
        ("plan", "commitment", "both"),
        ("plan.due", "commitment", "both"),
        ("plan.note", "editorial", "ours"),
        ("kpis.target", "commitment", "both"),
        ("reviews.commitments.due", "commitment", "both"),
        ("reviews.summary", "editorial", "ours"),
        ("goals.target", "commitment", "ours"),
        ("buckets.align.status", "assessment", "both"),
        ("buckets.align.evidence", "assessment", "ours"),
        ("buckets.align.boxes.joint plan.evidence", "assessment", "ours"),
        ("results.revenue", "assessment", "both"),
        ("results.cost", "assessment", "ours"),
        ("fit", "assessment", "ours"),
        ("dynamics.interest", "assessment", "ours"),
        ("health", "assessment", "ours"),
        ("health.ratings.us.trust", "assessment", "ours"),
        ("checklists.exit.good-terms", "assessment", "both"),
        ("why", "editorial", "ours"),
        ("tags", "editorial", "ours"),
        ("expansion", "editorial", "ours"),
        ("exit.plan", "commercial", "ours"),
        ("lint", "assessment", "ours"),
        ("outreach.touches.note", "editorial", "ours"),
        ("partner.does", "editorial", "both"),
        ("no such key", "commercial", "ours"),
    ],
)
def test_a_path_is_classified_by_its_key_or_by_the_heaviest_below_it(path: str, change: str, audience: str) -> None:
    found = classification_at(Partnership, path.split("."))
    assert (found.change, found.audience) == (change, audience)


def test_a_path_of_a_file_and_a_path_without_numbers_lead_to_the_same_key() -> None:
    assert marks_at(Partnership, ["plan", 3, "moved", 0]).items is SEQUENCE
    assert marks_at(Partnership, ["plan", "moved"]).items is SEQUENCE
    assert marks_at(Partnership, ["plan", 3, "needs"]).items is SET
    assert marks_at(Partnership, ["people", "jo", "email"]).classification is BOTH.editorial


def test_a_key_that_says_nothing_counts_as_commercial_and_ours() -> None:
    class New(Section):
        said: str | None = BOTH.editorial(None)
        unsaid: str | None = Field(None)

    assert classification_at(New, ["unsaid"]) is OURS.commercial
    assert shared(New(said="a", unsaid="b")) == New(said="a")


def kept_back(section: Section) -> Iterator[object]:
    """Yield what a section and those in it hold under the keys that are ours alone."""
    hidden = ours_alone(type(section))
    for key, name in zip(fields_of(type(section)), type(section).model_fields, strict=True):
        value = getattr(section, name)
        if key in hidden:
            yield value
        else:
            inside = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
            yield from (found for one in inside if isinstance(one, Section) for found in kept_back(one))


@pytest.mark.parametrize("path", sorted((PORTFOLIO / "partners").glob("*.yaml")), ids=lambda path: path.stem)
def test_nothing_that_is_ours_is_left_in_what_both_sides_may_see(path: Path) -> None:
    workspace = load_workspace("partnerkit.yaml", (PORTFOLIO / "partnerkit.yaml").read_bytes()).model
    assert workspace is not None
    whole = load_partnership(path.name, path.read_bytes(), names_of(workspace)).model
    assert whole is not None
    seen = shared(whole)
    assert not any(kept_back(seen))
    assert shared(seen) == seen
    assert (seen.name, seen.agreement) == (whole.name, whole.agreement)
