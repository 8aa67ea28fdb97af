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
        (), items=SET, description="The one person who owns the result.", examples=["dana"]
    )
    consulted: People = BOTH.commitment(
        (), items=SET, description="The people to ask for advice first.", examples=[["sam"]]
    )
    informed: People = BOTH.commitment((), items=SET, description="The people to keep informed.", examples=[["kim"]])


class Assessment(Section):
    """A color and the evidence for it."""

    status: Status | None = BOTH.assessment(None, description="The color. A bucket or box without one is not assessed.")
    evidence: Evidence = OURS.assessment(None)
    assessed: Date | None = BOTH.assessment(None, description="The date of the assessment.", examples=["2026-03-31"])


class Box(Assessment):
    """A part of a bucket."""

    owner: Person | None = BOTH.commitment(None, description="The owner.", examples=["jo"])
    raci: Raci | None = Field(None, description="Who does what, if it differs from the bucket.")


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
    Field(description="The heat map of this partnership. A bucket that is left out is not assessed, never green."),
]
