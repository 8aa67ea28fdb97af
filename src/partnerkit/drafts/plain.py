"""From models to the plain data that templates see, with a gap in the place of everything that is missing."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from partnerkit.drafts.gaps import Gap, Gaps
from partnerkit.model.shape import fields_of, is_list, is_mapping, models_in
from partnerkit.phrasing import number


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
            key: self._field(field, getattr(model, attribute), _join(path, key))
            for attribute, (key, field) in zip(type(model).model_fields, fields_of(type(model)).items(), strict=True)
        }

    def empty(self, model: type[BaseModel], path: str, what: str) -> Gap:
        """Stand for a section that is missing, with a gap for every key that it could have."""
        inside = {key: self._missing(field, _join(path, key)) for key, field in fields_of(model).items()}
        return self.gap(path, what, inside)

    def _field(self, field: FieldInfo, value: object, path: str) -> Any:
        if value is None or value == () or value == {}:
            return self._missing(field, path)
        return self._value(value, path)

    def _missing(self, field: FieldInfo, path: str) -> Any:
        what = _as_what(field.description or path.rpartition(".")[2])
        models = models_in(field.annotation)
        if not models or is_mapping(field.annotation):
            return self.gap(path, what)
        entry = f"{path}[0]" if is_list(field.annotation) else path
        return self.gap(path, what, self.empty(models[0], entry, what)._inside)

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
