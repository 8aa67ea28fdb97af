"""From models to the plain data that templates see, with a gap in the place of everything that is missing."""

import types
import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from partnerkit.drafts.gaps import Gap, Gaps
from partnerkit.model.base import models_in
from partnerkit.wording import number


class Plain:
    """Makes plain data of models: text, numbers, true and false, lists and mappings, and gaps.

    Dates are text (YYYY-MM-DD), amounts are text without trailing zeros; nothing that a template sees can reach a
    model, a file or a folder.
    """

    def __init__(self, gaps: Gaps) -> None:
        self.gaps = gaps

    def gap(self, path: str, what: str, inside: Mapping[str, Any] | None = None) -> Gap:
        """Stand for a value that is missing at `path`."""
        return Gap(self.gaps, path, what, inside)

    def record(self, model: BaseModel, path: str = "") -> dict[str, Any]:
        """Make a mapping of a model; every key that the format knows is there."""
        return {
            name: self._field(field, getattr(model, attribute), _join(path, name))
            for attribute, field in type(model).model_fields.items()
            for name in [field.alias or attribute]
        }

    def empty(self, model: type[BaseModel], path: str, what: str) -> Gap:
        """Stand for a section that is missing, with a gap for every key that it could have."""
        inside = {
            field.alias or attribute: self._missing(field, _join(path, field.alias or attribute))
            for attribute, field in model.model_fields.items()
        }
        return self.gap(path, what, inside)

    def _field(self, field: Any, value: object, path: str) -> Any:
        if value is None or value == () or value == {}:
            return self._missing(field, path)
        return self._value(value, path)

    def _missing(self, field: Any, path: str) -> Any:
        what = _as_what(field.description or path.rpartition(".")[2])
        models = [found for found in models_in(field.annotation) if not _is_mapping(field.annotation)]
        if models:
            index = "[0]" if _is_list(field.annotation) else ""
            gap = self.empty(models[0], path + index, what)
            return self.gap(path, what, gap._inside)
        return self.gap(path, what)

    def _value(self, value: object, path: str) -> Any:
        match value:
            case BaseModel():
                return self.record(value, path)
            case Mapping():
                return {key: self._value(inner, _join(path, str(key))) for key, inner in value.items()}
            case tuple() | list():
                return [self._value(inner, f"{path}[{at}]") for at, inner in enumerate(value)]
            case date():
                return value.isoformat()
            case Decimal():
                return number(value)
            case _:
                return value


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _as_what(description: str) -> str:
    """Turn the description of a key into what a TODO says is missing."""
    words = description.strip().removesuffix(".")
    return words[:1].lower() + words[1:]


def _origins(annotation: Any) -> set[Any]:
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType, typing.Annotated):
        return {found for part in typing.get_args(annotation) for found in _origins(part)}
    return {origin}


def _is_mapping(annotation: Any) -> bool:
    return dict in _origins(annotation)


def _is_list(annotation: Any) -> bool:
    return tuple in _origins(annotation)
