"""The JSON Schema of an answer, from the types of its results."""

import types
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from partnerkit.results import Recorded, is_result, reported_types

_SCALARS: Final[Mapping[object, Mapping[str, Any]]] = {
    None: {"type": "null"},
    type(None): {"type": "null"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "number"},
    str: {"type": "string"},
    date: {"type": "string", "format": "date"},
    Any: {},
    object: {},
}


def output_schema(command: str, name: str, results: Sequence[type]) -> dict[str, Any]:
    """Return the schema (draft 2020-12) of what `command` writes as JSON: one of `results`, with its head.

    `name` is what the answer itself calls its shape, such as `heatmap/1`.
    """
    definitions: dict[str, Any] = {}
    head = {
        "partnerkit": {"type": "string", "description": "The version that wrote the answer."},
        "schema": {"const": name, "description": "The shape of the answer; the number goes up when the shape changes."},
        "command": {"const": command},
        "today": {"type": "string", "format": "date"},
    }
    answers = []
    for result in results:
        body = _members(result, definitions)
        properties = {**head, "at": _schema(Recorded, definitions), **body["properties"]}
        answers.append({**body, "properties": properties, "required": [*head, *body["required"]]})
    [first, *more] = answers
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        **({"anyOf": answers} if more else first),
        "$defs": dict(sorted(definitions.items())),
    }


def _members(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    fields = reported_types(kind)
    return {
        "type": "object",
        "properties": {name: _schema(hint, definitions) for name, (hint, _) in fields.items()},
        "required": [name for name, (_, always) in fields.items() if always],
        "additionalProperties": False,
    }


def _schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type; classes go into `definitions`, each once."""
    if hint in _SCALARS:
        return dict(_SCALARS[hint])
    origin = get_origin(hint)
    if origin is Annotated:
        return _schema(get_args(hint)[0], definitions)
    if origin is Literal:
        # Python takes two literals of the same words for one, and gives them in the order that it met first.
        return {"enum": sorted(get_args(hint), key=str)}
    if origin in (Union, types.UnionType):
        return {"anyOf": sorted((_schema(each, definitions) for each in get_args(hint)), key=str)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(get_args(hint)[1], definitions)}
    if isinstance(origin, type) and issubclass(origin, Sequence | Iterator | AbstractSet):
        return _list(get_args(hint), definitions)
    if isinstance(hint, type) and is_result(hint):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}  # it may hold itself
            definitions[hint.__name__].update(_members(hint, definitions))
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if getattr(hint, "_is_protocol", False):
        return _open(hint, definitions)
    raise TypeError(f"{hint} has no place in JSON")


def _open(protocol: type, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of what has the properties of a protocol, and more of its own."""
    getters = {name: member.fget for name, member in vars(protocol).items() if isinstance(member, property)}
    properties = {name: _schema(get_type_hints(get)["return"], definitions) for name, get in getters.items()}
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Sequence[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    each = [_schema(item, definitions) for item in items if item is not Ellipsis]
    if len(each) == 1:
        return {"type": "array", "items": each[0]}
    return {"type": "array", "prefixItems": each, "minItems": len(each), "maxItems": len(each)}
