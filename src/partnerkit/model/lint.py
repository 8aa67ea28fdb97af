"""Which rules of good partner management apply to the files, and which are ignored and why."""

from partnerkit.model.base import Section
from partnerkit.model.marks import OURS, SET
from partnerkit.model.values import Name, Text


class Linting(Section):
    """Which rules `lint` applies in this workspace."""

    select: tuple[Name, ...] = OURS.assessment(
        (),
        items=SET,
        description="Codes, names or the start of codes. Default: all rules.",
        examples=[["PK24", "no-exit-plan"]],
    )
    ignore: tuple[Name, ...] = OURS.assessment(
        (),
        items=SET,
        description="Codes, names or the start of codes to skip.",
        examples=[["undated-color"]],
    )


class Lint(Section):
    """Which rules `lint` ignores in this partnership."""

    ignore: dict[Name, Text] = OURS.assessment(
        {},
        description="Codes or names of rules, each with the reason why it doesn't apply here.",
        examples=[{"no-exit-plan": "One newsletter a month, ended by not renewing"}],
    )
