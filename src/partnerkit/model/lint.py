"""Which rules of good partner management are held against the files, and which are set aside and why."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field

from partnerkit.model.base import Section
from partnerkit.model.values import Name, Text, refusal


def _said(reason: str) -> str:
    if not reason.strip():
        raise refusal("PK005", "this text is empty", help="say why the rule does not hold here")
    return reason


Reason: TypeAlias = Annotated[Text, AfterValidator(_said), Field(json_schema_extra={"pattern": "\\S"})]


class Linting(Section):
    """Which rules `lint` applies in this workspace."""

    select: tuple[Name, ...] = Field(
        (), description="Codes, names or beginnings of codes; left out, all rules.", examples=[["PK24", "no-exit-plan"]]
    )
    ignore: tuple[Name, ...] = Field(
        (), description="Codes, names or beginnings of codes that are left out.", examples=[["undated-colour"]]
    )


class Lint(Section):
    """Which rules `lint` does not hold against this partnership."""

    ignore: dict[Name, Reason] = Field(
        {},
        description="For each code or name of a rule, the reason why it does not hold here.",
        examples=[{"no-exit-plan": "One newsletter a month, ended by not renewing"}],
    )
