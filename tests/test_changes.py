"""What is true of every comparison, of the items that belong together, and of the words for what changed."""

import random
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import PORTFOLIO, ROOT, examples
from partnerkit.changes.align import LEAST, align
from partnerkit.changes.apply import applied
from partnerkit.changes.assignment import assign
from partnerkit.changes.compare import compare
from partnerkit.changes.likeness import canonical
from partnerkit.changes.node import ANY_ITEM, Node, in_order
from partnerkit.changes.plain import plain
from partnerkit.model.marks import SET, known_by
from partnerkit.model.partnership import Partnership
from partnerkit.model.workspace import Workspace
from partnerkit.reading.loader import load_partnership, load_workspace, names_of
from partnerkit.reading.yaml_reader import read_yaml
from partnerkit.workspace.discovery import WORKSPACE_FILE
from partnerkit.workspace.editing.formatting import CanonicalOrder, formatted

FOLDERS = (PORTFOLIO, ROOT / "tests" / "examples" / "drafts")


def _sources() -> Iterator[tuple[type[Partnership | Workspace], dict[str, Any]]]:
    for folder in FOLDERS:
        workspace = load_workspace("", (folder / WORKSPACE_FILE).read_bytes()).model
        assert workspace is not None
        yield Workspace, plain(workspace)
        for file in sorted(folder.rglob("*.yaml")):
            loaded = load_partnership("", file.read_bytes(), names_of(workspace)).model
            if loaded is not None:
                yield Partnership, plain(loaded)


SOURCES = list(_sources())
WORKSPACE = Workspace.model_validate({"people": {"dana": {"name": "Dana Lee"}}})
KINDS: tuple[type[Partnership | Workspace], ...] = (Partnership, Workspace)


def mutated(chance: random.Random, node: Node, value: Any, others: list[Any]) -> Any:
    """Change data at random: edit, drop, add and shuffle, with what other files have at the same place."""
    if isinstance(value, dict):
        found = {}
        keys = dict.fromkeys((*value, *(key for other in others if chance.random() < 0.1 for key in other)))
        for key in keys:
            if chance.random() < 0.08:
                continue
            at = [other[key] for other in others if key in other and type(other[key]) is type(value.get(key))]
            mine = value.get(key, next((other[key] for other in others if key in other), None))
            there = node.at(key)
            each = mutated(chance, there, mine, at)
            if each not in ({}, ()) or node.shape.is_mapping or (there.shape.stated and not there.shape.is_section):
                found[key] = each
        order = list(found)
        if chance.random() < 0.3:
            chance.shuffle(order)
        return {key: found[key] for key in order}
    if isinstance(value, tuple):
        items = [mutated(chance, node.item(ANY_ITEM), item, []) for item in value if chance.random() > 0.1]
        items += [item for other in others for item in other if chance.random() < 0.05]
        items += [mutated(chance, node.item(ANY_ITEM), item, []) for item in items if chance.random() < 0.03]
        if not node.shape.items.ordered or chance.random() < 0.1:
            chance.shuffle(items)
        return tuple(items)
    if chance.random() > 0.1:
        return value
    match value:
        case bool():
            return not value
        case str():
            return chance.choice([f"{value} and more", value[: len(value) // 2] or "x", "something else entirely"])
        case _:
            return value + chance.choice([-1, 1, 7])


def shuffled(chance: random.Random, node: Node, value: Any) -> Any:
    """Put keys and items into another order where order does not count."""
    if isinstance(value, dict):
        keys = list(value)
        if not node.shape.items.ordered or not node.shape.is_mapping:
            chance.shuffle(keys)
        return {key: shuffled(chance, node.at(key), value[key]) for key in keys}
    if isinstance(value, tuple):
        items = [shuffled(chance, node.item(ANY_ITEM), item) for item in value]
        if not node.shape.items.ordered:
            chance.shuffle(items)
        return tuple(items)
    return value


@given(st.integers(0, 2**32), st.sampled_from(range(len(SOURCES))))
@example(200100, 200100 % len(SOURCES)).via("an entry that was renamed, of another class than before")
@example(200633, 200633 % len(SOURCES)).via("nothing is left of a file")
@example(29905, 0).via("several entries that hold the same, one of which was renamed")
@examples(10_000, few=16)
def test_the_laws_of_comparison_are_true_of_every_pair(seed: int, number: int) -> None:
    chance = random.Random(seed)  # no secret
    model, start = SOURCES[number]
    node = Node(model)
    others = [data for kind, data in chance.sample(SOURCES, 4) if kind is model]
    a, b = (mutated(chance, node, start, others) for _ in range(2))
    assert compare(model, a, a) == []
    assert compare(model, a, shuffled(chance, node, a)) == []
    there, back = compare(model, a, b), compare(model, b, a)
    assert _text(node, applied(model, a, there)) == _text(node, b)
    assert sorted(change.change for change in there) == sorted(change.change for change in back)
    again = compare(model, shuffled(chance, node, a), shuffled(chance, node, b))
    assert sorted(map(_fact, there)) == sorted(map(_fact, again))


@given(st.integers(0, 2**32), st.sampled_from([at for at, (kind, _) in enumerate(SOURCES) if kind is Partnership]))
@examples(10_000, few=5)
def test_formatting_a_file_changes_nothing(seed: int, number: int) -> None:
    chance = random.Random(seed)  # no secret
    others = [data for kind, data in chance.sample(SOURCES, 4) if kind is Partnership]
    data = shuffled(chance, Node(Partnership), mutated(chance, Node(Partnership), SOURCES[number][1], others))
    text = yaml.safe_dump(_dumpable(data), sort_keys=False, allow_unicode=True, width=1000)
    before, after = (read_yaml(one).data for one in (text, formatted(text, CanonicalOrder(names_of(WORKSPACE)))))
    assert compare(Partnership, before, after) == []


def _dumpable(value: Any) -> Any:
    match value:
        case dict():
            return {key: _dumpable(inner) for key, inner in value.items()}
        case tuple():
            return [_dumpable(inner) for inner in value]
        case Decimal():
            return float(value)
        case _:
            return value


def _text(node: Node, data: Any) -> str:
    """Write data so that the same text means the same data, with the order of keys where that counts."""
    orders = [canonical(tuple(at)) for at in _orders(node, data)]
    return canonical(in_order(node, data)) + "".join(sorted(orders))


def _orders(node: Node, data: Any) -> Iterator[tuple[str, ...]]:
    if isinstance(data, dict):
        if node.shape.items.ordered and node.shape.is_mapping:
            yield tuple(data)
        for key, value in data.items():
            yield from _orders(node.at(key), value)


def _fact(change: Any) -> tuple[str, str, str, str]:
    return change.path, change.kind, canonical(change.old), canonical(change.new)


@given(st.lists(st.lists(st.integers(0, 10), min_size=4, max_size=4), min_size=1, max_size=4))
@examples(400, few=40)
def test_the_best_assignment_is_as_good_as_trying_all(table: list[list[int]]) -> None:
    likeness = [[value / 10 for value in row] for row in table]
    found = assign(likeness, LEAST)
    best = max(
        sum(value for row, column in enumerate(columns) if (value := table[row][column]) >= 5)
        for columns in permutations(range(4), len(table))
    )
    assert sum(table[row][column] for row, column in found) == best
    assert len({row for row, _ in found}) == len({column for _, column in found}) == len(found)


def _partnership(text: str) -> dict[str, Any]:
    loaded = load_partnership("", f"name: Acme\ntype: alliance\n{text}\n".encode(), names_of(WORKSPACE))
    assert loaded.model is not None, loaded.findings
    return plain(loaded.model)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("buckets: {align: {raci: {accountable: dana}}}", "buckets: {align: {raci: {accountable: [dana]}}}"),
        ("fit: {reach: 3}", "fit: {reach: {rating: 3}}"),
        ("cadence: [monthly]", "cadence: [{kind: monthly}]"),
        ("kpis: [{metric: referrals, target: 40}]", "kpis: [{metric: referrals, target: 40.0, goal: at_least}]"),
        ("agreement: {exclusivity: {kind: none}}", "agreement: {exclusivity: {kind: none}, term: {}}"),
        ("plan: []", "tags: []"),
        (
            "agreement: {revenue: [{model: revenue-share, rate: 20%, base: net}]}",
            "agreement: {revenue: [{model: revenue-share, base: net, rate: 20.0%}]}",
        ),
        ("why: |\n  Same buyers", "why: Same buyers"),
    ],
)
def test_what_means_the_same_is_no_change_however_it_is_written(one: str, other: str) -> None:
    assert compare(Partnership, _partnership(one), _partnership(other)) == []


def test_a_percentage_stays_one_and_a_date_is_a_text() -> None:
    data = _partnership("agreement: {signed: 2026-02-03, revenue: [{model: revenue-share, rate: 20%, base: net}]}")
    assert data["agreement"] == {
        "signed": "2026-02-03",
        "revenue": ({"model": "revenue-share", "rate": "20%", "base": "net"},),
    }


def test_a_health_check_that_closes_all_flags_is_not_one_that_leaves_them_open() -> None:
    old, new = (_partnership(f"health: [{{date: 2026-03-31{flags}}}]") for flags in ("", ", flags: []"))
    [change] = compare(Partnership, old, new)
    assert (change.path, change.kind, change.new) == ("health[2026-03-31].flags", "added", ())


def test_items_pair_by_identity_then_by_likeness_and_never_by_position() -> None:
    old = ({"id": "kickoff", "title": "Joint kickoff"}, {"id": "training", "title": "Train", "due": "2026-04-24"})
    new = ({"id": "sales-training", "title": "Train", "due": "2026-04-24"}, {"id": "webinar", "title": "A webinar"})
    found = align(old, new, known_by("id"))
    assert found == (((1, 0),), (0,), (1,))


def test_a_person_who_takes_the_place_of_another_was_not_renamed() -> None:
    people = "people: {%s: {name: %s, side: them, title: %s}}"
    old, same, other = (
        _partnership(people % given)
        for given in (("ed", "Ed Bo", "CFO"), ("edbo", "Ed Bo", "CFO"), ("jo", "Jo Li", "Engineer"))
    )
    assert [change.kind for change in compare(Partnership, old, same)] == ["renamed"]
    assert [change.kind for change in compare(Partnership, old, other)] == ["added", "removed"]


def test_a_reworded_text_of_a_list_is_one_change_and_another_word_is_two() -> None:
    [change] = compare(
        Partnership,
        _partnership("agreement: {scope: {us: {deliverables: [Connector for retail stores]}}}"),
        _partnership("agreement: {scope: {us: {deliverables: [Connector for all stores]}}}"),
    )
    assert (change.key, change.kind) == ("agreement.scope.us.deliverables", "changed")
    both = compare(Partnership, _partnership("tags: [retail]"), _partnership("tags: [emea]"))
    assert [(change.kind, change.item) for change in both] == [("added", "emea"), ("removed", "retail")]


def test_a_key_that_the_format_does_not_know_counts_as_commercial() -> None:
    [change] = compare(Partnership, {"name": "Acme"}, {"name": "Acme", "retainer": 500})
    assert (change.key, change.change) == ("retainer", "commercial")


def test_a_list_that_is_too_long_to_compare_each_with_each_is_paired_by_identity() -> None:
    old = tuple(f"item {number}" for number in range(3000))
    assert align(old, tuple(f"thing {number}" for number in range(3000)), SET).pairs == ()
