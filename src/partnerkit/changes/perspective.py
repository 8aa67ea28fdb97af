"""A partnership as the other company may see it, and as it writes it: without what is ours alone, and turned around."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from pydantic import BaseModel

from partnerkit.changes.change import Change
from partnerkit.changes.node import Node, numbered
from partnerkit.changes.plain import plain
from partnerkit.model.classification import classification_of, marks_in
from partnerkit.model.marks import Marks, Turned
from partnerkit.model.partnership import Partnership
from partnerkit.model.shape import fields_of
from partnerkit.model.workspace import Workspace

Reason: TypeAlias = Literal["ours_alone", "one_sided"]
"""Why the other side does not get a value: it is for our eyes, or the other side has nothing in its place."""


class Kept(NamedTuple):
    """A value that is not for the other side, as what was removed from the copy, and why."""

    value: Change
    reason: Reason


class Seen(NamedTuple):
    """What both sides may see of a partnership, as plain data, and what is not in it."""

    data: dict[str, Any]
    withheld: tuple[Kept, ...]


def seen_by_both(partnership: Partnership, *, turned: bool = False) -> Seen:
    """Return what both sides may see of a file; `turned`, as the other side writes it."""
    withheld: list[Kept] = []
    data = _seen(Node(Partnership), plain(partnership), withheld, turned=turned)
    return Seen(data or {}, tuple(withheld))


def with_people(data: Mapping[str, Any], workspace: Workspace, *, side: str) -> dict[str, Any]:
    """Return what both may see with the people of the workspace file that it names, who are on one side."""
    listed = data.get("people", {})
    named = [name for name in dict.fromkeys(_texts(data)) if name in workspace.people and name not in listed]
    if not named:
        return dict(data)
    node = Node(Partnership).at("people").entry("", "")
    people = {
        name: {**(_seen(node, plain(workspace.people[name]), [], turned=False) or {}), "side": side} for name in named
    }
    order = [key for key in fields_of(Partnership) if key in data or key == "people"]
    whole = {**data, "people": {**listed, **people}}
    return {key: whole[key] for key in order}


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for inner in value.values():
                yield from _texts(inner)
        case tuple():
            for inner in value:
                yield from _texts(inner)


def _seen(node: Node, value: Any, withheld: list[Kept], *, turned: bool) -> Any:
    """Return what of a value both sides may see; None where that is nothing."""
    shape = node.shape
    if isinstance(value, Mapping):
        if shape.is_mapping:
            entries = {key: _seen(node.at(key), inner, withheld, turned=turned) for key, inner in value.items()}
            return {key: inner for key, inner in entries.items() if inner is not None} or None
        return _section(node, value, withheld, turned=turned) or None
    if isinstance(value, tuple) and any(isinstance(item, Mapping) for item in value):
        parts = numbered(value, shape.items)
        items = (_seen(node.item(part), item, withheld, turned=turned) for part, item in zip(parts, value, strict=True))
        return tuple(item for item in items if item is not None) or None
    return value


def _section(node: Node, value: Mapping[str, Any], withheld: list[Kept], *, turned: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, inner in value.items():
        there = node.at(key)
        model = _model_with(key, node.shape.models)
        marks = marks_in(model)[key] if model else Marks()
        reason = _reason(model, key, marks.turned)
        if reason is not None:
            withheld.append(Kept(there.change("removed", inner, None), reason))
            continue
        seen = _seen(there, inner, withheld, turned=turned)
        if seen is None:
            continue
        if turned and marks.turned is not None:
            key = marks.turned.key or key
            seen = marks.turned.words.get(seen, seen) if isinstance(seen, str) else seen
        found[key] = seen
    return found


def _model_with(key: str, models: tuple[type[BaseModel], ...]) -> type[BaseModel] | None:
    return next((model for model in models if key in fields_of(model)), None)


def _reason(model: type[BaseModel] | None, key: str, turned: Turned | None) -> Reason | None:
    if model is None or classification_of(model, key).audience == "ours":
        return "ours_alone"
    return "one_sided" if turned is not None and not turned.key and not turned.words else None
