"""JSON Schema for editors, made from the models and safe for draft-07 tools."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from partnerkit.invisible import readable_json
from partnerkit.model.base import Section
from partnerkit.model.partnership import Partnership
from partnerkit.model.workspace import Workspace

_DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_ANYBODY: Final = "dana"

# `{purpose: Co-sell, resale and attribution}` is read as one text, with a warning, where plain YAML sees a key
# with no value. No key of the format holds a space, so letting such a key pass lets nothing else pass.
_REST_OF_TEXT: Final = {" ": {"type": "null"}}


def partnership_schema(workspace: Workspace) -> dict[str, Any]:
    """Build the schema of a partnership file in a workspace, whose buckets and criteria it names."""
    schema = _schema(Partnership, "A partnership, as partnerkit reads it")
    properties = schema["properties"]
    properties["buckets"] = _with_keys(
        properties["buckets"],
        {
            bucket.key: " ".join(text for text in (f"{bucket.name}: {bucket.purpose}.", bucket.question) if text)
            for bucket in workspace.framework.resolved
        },
    )
    properties["fit"] = _with_keys(
        properties["fit"],
        {
            criterion.key: f"{criterion.name}, weight {criterion.weight:f}. {criterion.asks}".strip()
            for criterion in workspace.scorecard.resolved
        },
    )
    bucket = schema["definitions"]["PlanItem"]["properties"]["bucket"]
    bucket["enum"] = [definition.key for definition in workspace.framework.resolved]
    bucket["enumDescriptions"] = [definition.name for definition in workspace.framework.resolved]
    bucket["description"] = _meanings(bucket)
    return _with_examples(schema)


def workspace_schema() -> dict[str, Any]:
    """Build the schema of a workspace file."""
    return _with_examples(_schema(Workspace, "A partnerkit workspace"))


def render(schema: dict[str, Any]) -> str:
    """Write a schema as text, the same bytes for the same schema."""
    return readable_json(json.dumps(schema, ensure_ascii=False, indent=2)) + "\n"


def _schema(model: type[Section], title: str) -> dict[str, Any]:
    generated = model.model_json_schema(
        ref_template="#/definitions/{model}", schema_generator=_EditorSchema, mode="validation"
    )
    definitions = generated.pop("$defs", {})
    schema = {"$schema": _DRAFT, "title": title, **{key: generated[key] for key in generated if key != "title"}}
    schema["definitions"] = definitions
    tidy: dict[str, Any] = _tidy(schema)
    return tidy


def _with_keys(mapping: dict[str, Any], described: dict[str, str]) -> dict[str, Any]:
    """Name the keys that a mapping may have, so an editor can complete them."""
    value = mapping.get("additionalProperties") or next(iter(mapping["patternProperties"].values()))
    properties = {key: _described(value, description) for key, description in described.items()}
    named = {key: mapping[key] for key in mapping if key not in {"propertyNames", "patternProperties"}}
    return {**named, "properties": properties, "additionalProperties": False, "patternProperties": _REST_OF_TEXT}


def _described(schema: dict[str, Any], description: str) -> dict[str, Any]:
    # A draft-07 tool ignores what stands beside `$ref`.
    if "$ref" in schema:
        return {"allOf": [schema], "description": description}
    return {**schema, "description": description}


class _EditorSchema(GenerateJsonSchema):
    """Drops the null branch of optional keys: a key with no value is refused, and editors do better without."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        default = schema.get("default")
        return {**inner, "default": default} if type(default) in (int, str, bool) else inner


def _tidy(node: Any) -> Any:
    """Make a generated schema read well: no invented titles, lists of keys spelled out, no siblings of `$ref`."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    tidy = {key: _tidy(value) for key, value in node.items() if not (key == "title" and "$schema" not in node)}
    if "properties" in node:
        tidy["properties"] = {key: _tidy(value) for key, value in node["properties"].items()}
    if "patternProperties" in tidy:
        tidy["additionalProperties"] = False
    elif tidy.get("additionalProperties") is False:
        tidy["patternProperties"] = _REST_OF_TEXT
    if "oneOf" in tidy:
        # `{}` fits every branch, and is as good as leaving the key out.
        tidy["anyOf"] = tidy.pop("oneOf")
    if "enum" in tidy.get("propertyNames", {}):
        tidy = _with_keys(
            tidy, dict(zip(tidy["propertyNames"]["enum"], tidy["propertyNames"]["enumDescriptions"], strict=True))
        )
    if "enumDescriptions" in tidy:
        tidy["description"] = _meanings(tidy)
    if "$ref" in tidy and len(tidy) > 1:
        tidy["allOf"] = [{"$ref": tidy.pop("$ref")}]
    return tidy


def _with_examples(schema: dict[str, Any]) -> dict[str, Any]:
    """Give every key an example; one that holds keys itself is shown by the examples of those."""
    definitions = schema["definitions"]
    for mapping in (schema, *_mappings_in(schema["properties"]), *definitions.values(), *_mappings_in(definitions)):
        for value in mapping.get("properties", {}).values():
            example = None if "examples" in value else _example(value, definitions)
            if example is not None:
                value["examples"] = [example]
    return schema


def _mappings_in(node: Any) -> Iterator[dict[str, Any]]:
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        if isinstance(inner, dict) and "properties" in inner:
            yield inner
        yield from _mappings_in(inner)


def _example(schema: dict[str, Any], definitions: dict[str, Any]) -> Any:
    """Return a value that a schema accepts, made of the examples in it; None where there is none."""
    if "$ref" in schema:
        return _example(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "examples" in schema:
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    for inner in (*schema.get("allOf", ()), *schema.get("anyOf", ())):
        if (example := _example(inner, definitions)) is not None:
            return example
    match schema.get("type"):
        case "boolean":
            return True
        case "array":
            entry = _example(schema["items"], definitions)
            return None if entry is None else [entry]
        case "object":
            return _example_of_mapping(schema, definitions)
    return None


def _example_of_mapping(schema: dict[str, Any], definitions: dict[str, Any]) -> Any:
    """Show the keys that must be there, or the first one."""
    properties = schema.get("properties", {})
    for keys in (schema.get("required", ()), *((key,) for key in properties)):
        values = {key: _example(properties[key], definitions) for key in keys}
        if values and None not in values.values():
            return values
    for pattern, value in schema.get("patternProperties", {}).items():
        if re.fullmatch(pattern, _ANYBODY) and (example := _example(value, definitions)) is not None:
            return {_ANYBODY: example}
    return None


def _meanings(schema: dict[str, Any]) -> str:
    """Return the part of a description on what each choice means, for editors that show nothing else."""
    choices = "\n".join(
        f"- {choice}: {meaning}" for choice, meaning in zip(schema["enum"], schema["enumDescriptions"], strict=True)
    )
    return f"{schema.get('description', '')}\n\n{choices}".strip()
