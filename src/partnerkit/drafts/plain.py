"""From models to the plain data that templates see, with a gap in the place of everything that is missing.

In a draft that goes to the partner, what is ours alone is withheld.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Any, Final

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from partnerkit.drafts.gaps import Gap, Gaps, Inside, without_numbers
from partnerkit.drafts.withheld import Withheld
from partnerkit.model.classification import classification_at, ours_alone
from partnerkit.model.marks import Audience
from partnerkit.model.partnership import Partnership
from partnerkit.model.shape import fields_of, is_list, is_mapping, models_in
from partnerkit.model.values import is_prose
from partnerkit.phrasing import number


class Plain:
    """Makes plain data of models: text, numbers, true and false, lists and mappings, and gaps.

    Dates are text (YYYY-MM-DD), amounts are text without trailing zeros; nothing that a template sees can reach a
    model, a file or a folder. `audience` is `both` where the partner reads the draft too. `to_translate` are the keys
    whose texts are in another language than the draft: each is a gap that shows the text.
    """

    def __init__(self, gaps: Gaps, audience: Audience = "ours", to_translate: frozenset[str] = frozenset()) -> None:
        self.gaps = gaps
        self.audience = audience
        self.to_translate = to_translate

    def shows(self, path: str, model: type[BaseModel] = Partnership) -> bool:
        """Return whether this audience may see what is at `path`; any name does for the key of a mapping."""
        return self.audience == "ours" or _is_for_both(model, path)

    def disclose(self, path: str, value: Any, model: type[BaseModel] = Partnership) -> Any:
        """Return a value that comes from what is at `path`; it is withheld where this audience may not see that."""
        return value if self.shows(path, model) else Withheld(path)

    def gap(self, path: str, what: str, inside: Inside = dict) -> Gap:
        """Stand for a value that is missing at `path`."""
        return Gap(self.gaps, path, what, inside)

    def text(self, path: str, text: str) -> Any:
        """Return a text of the file, or the gap for its translation."""
        return Gap(self.gaps, path, "", original=text) if self._is_to_translate(path) else text

    def _is_to_translate(self, path: str) -> bool:
        return bool(self.to_translate) and without_numbers(path) in self.to_translate

    def record(self, model: BaseModel, path: str = "") -> dict[str, Any]:
        """Make a mapping of a model; every key that the format knows is there."""
        hidden = self._hidden(type(model))
        return {
            key: Withheld(_join(path, key))
            if key in hidden
            else self._field(field, getattr(model, attribute), _join(path, key))
            for attribute, (key, field) in zip(type(model).model_fields, fields_of(type(model)).items(), strict=True)
        }

    def empty(self, model: type[BaseModel], path: str, what: str) -> Gap:
        """Stand for a section that is missing, with a gap for every key that it could have."""
        return self.gap(path, what, partial(self._keys, model, path))

    def _keys(self, model: type[BaseModel], path: str) -> dict[str, Any]:
        hidden = self._hidden(model)
        return {
            key: Withheld(_join(path, key)) if key in hidden else self._missing(field, _join(path, key))
            for key, field in fields_of(model).items()
        }

    def _hidden(self, model: type[BaseModel]) -> frozenset[str]:
        return ours_alone(model) if self.audience == "both" else frozenset()

    def _field(self, field: FieldInfo, value: object, path: str) -> Any:
        if value is None or value == () or value == {} or _is_placeholder(value):
            return self._missing(field, path)
        if self._is_to_translate(path) and is_prose(field.annotation, field.metadata):
            match value:
                case str():
                    return self.text(path, value)
                case tuple():
                    return [self.text(path, text) for text in value]
        return self._value(value, path)

    def _missing(self, field: FieldInfo, path: str) -> Any:
        what = _as_what(field.description or path.rpartition(".")[2])
        models = models_in(field.annotation)
        if not models or is_mapping(field.annotation):
            return self.gap(path, what)
        entry = f"{path}[0]" if is_list(field.annotation) else path
        return self.gap(path, what, partial(self._keys, models[0], entry))

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


@cache
def _is_for_both(model: type[BaseModel], path: str) -> bool:
    return classification_at(model, path.split(".")).audience == "both"


_PLACEHOLDER: Final = re.compile(
    r"open|tb[acd]|to be (?:agreed|confirmed|decided|defined|determined)|\?+", re.IGNORECASE
)


def _is_placeholder(value: object) -> bool:
    """Return whether a text only says that something is still missing."""
    return isinstance(value, str) and _PLACEHOLDER.fullmatch(value.strip(" .")) is not None


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _as_what(description: str) -> str:
    """Turn the description of a key into what a TODO says is missing."""
    words = description.strip().removesuffix(".")
    return words[:1].lower() + words[1:]
