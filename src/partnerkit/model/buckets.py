"""The state of each bucket of the framework, its owners and its boxes (framework)."""

from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from partnerkit.model.base import Section
from partnerkit.model.choices import Status
from partnerkit.model.marks import BOTH, OURS, SET
from partnerkit.model.references import BucketKey, Person
from partnerkit.model.values import AtMost, Date, Evidence, Name


class _OneOrMore:
    """Lets a bare name stand for a list of one."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        people = handler(schema)
        return {"anyOf": [people["items"], people]}


People: TypeAlias = Annotated[
    tuple[Person, ...],
    BeforeValidator(lambda value: (value,) if type(value) is str else value),
    _OneOrMore(),
]


class Raci(Section):
    """Who is responsible, accountable, consulted and informed."""

    responsible: People = BOTH.commitment((), items=SET, description="Who does the work.", examples=[["raj", "jo"]])
    accountable: People = BOTH.commitment(
        (), items=SET, description="Who answers for the result: one person.", examples=["dana"]
    )
    consulted: People = BOTH.commitment(
        (), items=SET, description="Whose advice is asked for first.", examples=[["sam"]]
    )
    informed: People = BOTH.commitment((), items=SET, description="Who is informed.", examples=[["kim"]])


class Assessment(Section):
    """A color and what it is based on."""

    status: Status | None = BOTH.assessment(None, description="The color; left out, it is not assessed.")
    evidence: Evidence = OURS.assessment(None)
    assessed: Date | None = BOTH.assessment(None, description="When it was looked at.", examples=["2026-03-31"])


class Box(Assessment):
    """A part of a bucket."""

    owner: Person | None = BOTH.commitment(None, description="Whose it is.", examples=["jo"])
    raci: Raci | None = Field(None, description="Who does what, where the box differs from its bucket.")


class Bucket(Assessment):
    """One bucket of the framework in this partnership."""

    raci: Raci | None = Field(None, description="Who does what.")
    boxes: Annotated[dict[Name, Box], AtMost(100, "boxes")] = Field(
        {},
        description="The parts of the bucket, by name.",
        examples=[{"joint plan": {"status": "amber", "owner": "jo"}}],
    )


Buckets: TypeAlias = Annotated[
    dict[BucketKey, Bucket],
    Field(description="The heat map of this partnership: a bucket left out is not assessed, never green."),
]
