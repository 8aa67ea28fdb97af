"""Which keys of a section go together, and which values: stated once, for `validate` and for the JSON Schema.

class Term(RuledSection):
rules = (Either("months", "ends"), Ordered("starts", "ends"))
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, NamedTuple, Protocol

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from partnerkit.model.base import Section
from partnerkit.model.values import refusal


class Wrong(NamedTuple):
    """What is wrong in a section: the code of the finding, a sentence, the path of the value inside it, and the fix."""

    code: str
    sentence: str
    at: tuple[str | int, ...]
    help: str


class Combination(Protocol):
    """What goes together. `schema` is what JSON Schema says of it; None if values are compared, which no form does."""

    @property
    def schema(self) -> Mapping[str, Any] | None:
        """The part of the schema."""
        ...

    def check(self, section: Any) -> Iterator[Wrong]:
        """Yield what is wrong."""
        ...


class RuledSection(Section):
    """A section whose keys are checked against each other."""

    rules: ClassVar[tuple[Combination, ...]] = ()

    @model_validator(mode="after")
    def _check(self) -> "RuledSection":
        wrong = [one for rule in self.rules for one in rule.check(self)]
        if wrong:
            first, *more = [one._asdict() for one in wrong]
            raise refusal(**first, also=more)
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        result = handler(schema)
        fragments = [dict(rule.schema) for rule in cls.rules if rule.schema is not None]
        if fragments:
            handler.resolve_ref_schema(result)["allOf"] = fragments
        return result


class Either(NamedTuple):
    """Of two keys, at most one is given."""

    first: str
    second: str

    @property
    def schema(self) -> Mapping[str, Any]:
        """Not both."""
        return {"not": {"required": [self.first, self.second]}}

    def check(self, section: Section) -> Iterator[Wrong]:
        """Yield that both are given."""
        if {self.first, self.second} <= section.model_fields_set:
            sentence = f"`{self.first}` and `{self.second}` are both given, but only one of them can apply"
            yield Wrong("PK024", sentence, (self.second,), "keep one of them")


class OneOf(NamedTuple):
    """Of two keys, exactly one is given."""

    first: str
    second: str

    @property
    def schema(self) -> Mapping[str, Any]:
        """One, and not both."""
        one = [{"required": [self.first]}, {"required": [self.second]}]
        return {"anyOf": one, **Either(self.first, self.second).schema}

    def check(self, section: Section) -> Iterator[Wrong]:
        """Yield that both are given, or neither."""
        yield from Either(self.first, self.second).check(section)
        if not {self.first, self.second} & section.model_fields_set:
            sentence = f"`{self.first}` or `{self.second}` is missing; one of them is required"
            yield Wrong("PK001", sentence, (), f"add `{self.first}: ...` or `{self.second}: ...`")


class Needs(NamedTuple):
    """A key that means nothing without another, or without one of two."""

    key: str
    needed: str
    or_else: str | None = None

    @property
    def schema(self) -> Mapping[str, Any]:
        """Either without the key, or with what it needs."""
        return {"anyOf": [{"not": {"required": [self.key]}}, *({"required": [key]} for key in self._enough)]}

    @property
    def _enough(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.needed, self.or_else)))

    def check(self, section: Section) -> Iterator[Wrong]:
        """Yield that what is needed is not there."""
        given = section.model_fields_set
        if self.key in given and not given.intersection(self._enough):
            enough = " or ".join(f"`{key}`" for key in self._enough)
            sentence = f"`{self.key}` needs {enough}, which is missing"
            yield Wrong("PK001", sentence, (self.key,), f"add {enough}, or remove `{self.key}`")


class Ordered(NamedTuple):
    """Two days or numbers of which the second is not before or below the first."""

    first: str
    second: str
    relation: str = "before"

    @property
    def schema(self) -> None:
        """No form compares values."""

    def check(self, section: Section) -> Iterator[Wrong]:
        """Yield that they are the other way around."""
        first, second = getattr(section, self.first), getattr(section, self.second)
        if first is not None and second is not None and second < first:
            sentence = f"`{self.second}` ({second}) is {self.relation} `{self.first}` ({first})"
            yield Wrong("PK024", sentence, (self.second,), f"correct `{self.first}` or `{self.second}`")


class Check(NamedTuple):
    """Whatever else a function finds wrong in a section, and the schema of it if it is a matter of form."""

    function: Callable[[Any], Iterator[Wrong]]
    schema: Mapping[str, Any] | None = None

    def check(self, section: Section) -> Iterator[Wrong]:
        """Yield what the function finds."""
        yield from self.function(section)
