"""The kinds of value that name something else, each refusing a name that does not exist for its file."""

from collections.abc import Callable
from typing import Annotated, Any, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from partnerkit.model.known import Known
from partnerkit.model.values import IDENTIFIER, quoted, refusal


class Reference:
    """A short name held to the names that the validation context knows; without a context any will do."""

    def __init__(self, check: Callable[[str, Known], None]) -> None:
        self.check = check

    def read(self, value: object, info: core_schema.ValidationInfo) -> str:
        """Answer the name where it exists."""
        name = str(IDENTIFIER.read(value))
        if info.context is not None:
            self.check(name, info.context)
        return name

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(IDENTIFIER.schema)


def _person(name: str, known: Known) -> None:
    if name not in known.people:
        raise refusal(
            "PK009",
            f"{quoted(name)} is nobody in this file or in the workspace",
            unknown=name,
            known=sorted(known.people),
            help=f"add `{name}` under `people`",
        )


def _bucket(name: str, known: Known) -> None:
    if name in known.replaced:
        successors = [f"`{key}`" for key in known.replaced[name]]
        raise refusal(
            "PK011",
            f"`{name}` was replaced in this workspace by {' and '.join(successors)}",
            help=f"move it to {' or '.join(successors)}",
        )
    if name not in known.buckets:
        raise refusal(
            "PK010",
            f"{quoted(name)} is not a bucket of this workspace",
            unknown=name,
            known=known.buckets,
            help=f"its buckets are {', '.join(known.buckets)}",
        )


def _criterion(name: str, known: Known) -> None:
    if name not in known.criteria:
        raise refusal(
            "PK015",
            f"{quoted(name)} is not a criterion of this workspace's scorecard",
            unknown=name,
            known=known.criteria,
            help=f"its criteria are {', '.join(known.criteria)}",
        )


def _plan_item(name: str, known: Known) -> None:
    if name not in known.plan_items:
        raise refusal(
            "PK016",
            f"{quoted(name)} is not the id of a plan item of this file",
            unknown=name,
            known=sorted(known.plan_items),
            help="remove it, or give the item that is meant this id",
        )


def _new_plan_item(name: str, known: Known) -> None:
    if name in known.repeated_plan_items:
        message = f"more than one plan item of this file has the id {quoted(name)}"
        raise refusal("PK017", message, help="give each an id of its own")


Person: TypeAlias = Annotated[str, Reference(_person)]
"""The short name of somebody in the file's `people` or in the workspace's."""

BucketKey: TypeAlias = Annotated[str, Reference(_bucket)]
"""A bucket of the workspace's framework."""

CriterionKey: TypeAlias = Annotated[str, Reference(_criterion)]
"""A criterion of the workspace's scorecard."""

PlanItemId: TypeAlias = Annotated[str, Reference(_plan_item)]
"""The id of an item in the file's plan."""

NewPlanItemId: TypeAlias = Annotated[str, Reference(_new_plan_item)]
"""The id of a plan item where it is given, which no other item has."""
