"""Which rules of good partner management are held against the files, and which are set aside and why."""

from partnerkit.model.base import Section
from partnerkit.model.marks import OURS, SET
from partnerkit.model.values import Name, Text


class Linting(Section):
    """Which rules `lint` applies in this workspace."""

    select: tuple[Name, ...] = OURS.assessment(
        (),
        items=SET,
        description="Codes, names or beginnings of codes; left out, all rules.",
        examples=[["PK24", "no-exit-plan"]],
    )
    ignore: tuple[Name, ...] = OURS.assessment(
        (),
        items=SET,
        description="Codes, names or beginnings of codes that are left out.",
        examples=[["undated-colour"]],
    )


class Lint(Section):
    """Which rules `lint` does not hold against this partnership."""

    ignore: dict[Name, Text] = OURS.assessment(
        {},
        description="For each code or name of a rule, the reason why it does not hold here.",
        examples=[{"no-exit-plan": "One newsletter a month, ended by not renewing"}],
    )
