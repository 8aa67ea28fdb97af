"""The kinds of value that name something else, each refusing a name that does not exist for its file."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Final, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from partnerkit.model.names import Names
from partnerkit.model.values import IDENTIFIER, NAME, Pattern, quoted, refusal


class Reference:
    """A name checked against the names that the validation context knows; without a context any is accepted.

    `names` are those that may have been meant by something else, `pattern` is what every such name matches.
    """

    def __init__(
        self,
        check: Callable[[str, Names], None],
        names: Callable[[Names], Iterable[str]] = lambda _: (),
        pattern: Pattern = IDENTIFIER,
    ) -> None:
        self.check = check
        self.names = names
        self.pattern = pattern

    def read(self, value: object, info: core_schema.ValidationInfo) -> str:
        """Return the name where it exists."""
        known: Names | None = info.context
        name = self.pattern.match(value)
        if name is None:
            # `Anna Berg` means `anna`.
            unknown, _, _ = str(value).partition(" ")
            names, wrong = self.names, self.pattern.wrong(value)
            raise refusal(self.pattern.code, wrong, unknown=unknown, known=lambda: names(known) if known else ())
        if known is not None:
            self.check(name, known)
        return name

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.pattern.schema)


def _person(name: str, known: Names) -> None:
    if name not in known.people:
        raise refusal(
            "PK009",
            f"{quoted(name)} is no one in this file or in the workspace",
            unknown=name,
            known=lambda: known.people,
            help=f"add `{name}` under `people`",
        )


def _person_of(side: str) -> Callable[[str, Names], None]:
    other = "them" if side == "us" else "us"

    def check(name: str, known: Names) -> None:
        _person(name, known)
        if known.sides.get(name) == other:
            whose, others = ("ours", "theirs") if side == "us" else ("theirs", "ours")
            raise refusal(
                "PK021",
                f"{quoted(name)} is one of {others}, and this is one of {whose}",
                help=f"name one of {whose}, or correct the `side` of `{name}`",
            )

    return check


def _people_of(side: str) -> Callable[[Names], Iterable[str]]:
    return lambda known: [name for name in known.people if known.sides.get(name) == side]


def _partnership(name: str, known: Names) -> None:
    partnerships = known.partnerships
    if partnerships is not None and name not in partnerships:
        raise refusal(
            "PK022",
            f"{quoted(name)} is not a partnership of this workspace",
            unknown=name,
            known=lambda: partnerships,
            help="a partnership is called by the name of its file without the ending",
        )


def _bucket(name: str, known: Names) -> None:
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
            known=lambda: known.buckets,
            listing="its buckets are",
        )


def _criterion(name: str, known: Names) -> None:
    if name not in known.criteria:
        raise refusal(
            "PK015",
            f"{quoted(name)} is not a criterion of this workspace's scorecard",
            unknown=name,
            known=lambda: known.criteria,
            listing="its criteria are",
        )


def _plan_item(name: str, known: Names) -> None:
    if name not in known.plan_items:
        raise refusal(
            "PK016",
            f"{quoted(name)} is not the id of a plan item of this file",
            unknown=name,
            known=lambda: known.plan_items,
            help="remove it, or give the item that is meant this id",
        )


def _new_plan_item(name: str, known: Names) -> None:
    if name in known.repeated_plan_items:
        message = f"more than one plan item of this file has the id {quoted(name)}"
        raise refusal("PK017", message, help="give each an id of its own")


_PERSON: Final = Reference(_person, lambda known: known.people)
_OUR_PERSON: Final = Reference(_person_of("us"), _people_of("us"))
_THEIR_PERSON: Final = Reference(_person_of("them"), _people_of("them"))

PEOPLE: Final = (_PERSON, _OUR_PERSON, _THEIR_PERSON)
"""What the names of people are checked by."""

Person: TypeAlias = Annotated[str, _PERSON]
"""The short name of someone in the file's `people` or in the workspace's."""

OurPerson: TypeAlias = Annotated[str, _OUR_PERSON]
"""The short name of one of our people."""

TheirPerson: TypeAlias = Annotated[str, _THEIR_PERSON]
"""The short name of one of their people."""

PartnershipName: TypeAlias = Annotated[str, Reference(_partnership, lambda known: known.partnerships or (), NAME)]
"""The name of a partnership of the workspace: that of its file, without the ending."""

BucketKey: TypeAlias = Annotated[str, Reference(_bucket, lambda known: known.buckets)]
"""A bucket of the workspace's framework."""

CriterionKey: TypeAlias = Annotated[str, Reference(_criterion, lambda known: known.criteria)]
"""A criterion of the workspace's scorecard."""

PlanItemId: TypeAlias = Annotated[str, Reference(_plan_item, lambda known: known.plan_items)]
"""The id of an item in the file's plan."""

NewPlanItemId: TypeAlias = Annotated[str, Reference(_new_plan_item)]
"""The id of a plan item where it is given, which no other item has."""
