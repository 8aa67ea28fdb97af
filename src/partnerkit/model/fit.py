"""How well a partner fits: one rating for each criterion of the scorecard."""

from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from partnerkit.model.base import Section
from partnerkit.model.marks import OURS
from partnerkit.model.references import CriterionKey
from partnerkit.model.values import Evidence, Rating


class RatedCriterion(Section):
    """A rating from 1 (poor) to 5 (excellent) and its evidence."""

    rating: Rating = OURS.assessment(description="The rating, from 1 (poor) to 5 (excellent).", examples=[4])
    evidence: Evidence = OURS.assessment(None)


class _BareRating:
    """Lets a bare number stand for a rating without evidence."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": 5, "description": "From 1 (poor) to 5 (excellent)."},
                handler(schema),
            ]
        }


def _rate(value: object) -> object:
    return value if type(value) is dict or type(value) is RatedCriterion else {"rating": value}


FitRating: TypeAlias = Annotated[RatedCriterion, BeforeValidator(_rate), _BareRating()]

Fit: TypeAlias = Annotated[
    dict[CriterionKey, FitRating],
    Field(
        description="The fit scorecard: for each criterion a rating from 1 (poor) to 5 (excellent), "
        "bare or with its evidence. A criterion left out is not assessed.",
        examples=[{"reach": 3, "value": {"rating": 5, "evidence": "Turned down two build proposals"}}],
    ),
]
