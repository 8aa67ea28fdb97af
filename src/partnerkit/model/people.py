"""Who works on a partnership, on either side."""

from partnerkit.model.base import Section
from partnerkit.model.choices import Side
from partnerkit.model.marks import BOTH, SIDES
from partnerkit.model.values import Email, Name, Text


class Colleague(Section):
    """Somebody of ours, listed once in the workspace file."""

    name: Name = BOTH.editorial(description="How they are called.", examples=["Dana Lee"])
    title: Text | None = BOTH.editorial(None, description="Their job.", examples=["Partner Manager"])
    email: Email | None = BOTH.editorial(
        None, description="Where drafts are addressed to.", examples=["dana@orbit.example"]
    )
    department: Text | None = BOTH.editorial(
        None, description="Their team, as in `dynamics.awareness.reached`.", examples=["sales"]
    )


class PersonOfFile(Colleague):
    """Somebody listed in a partnership's own file: theirs, or ours who works on this partnership only."""

    side: Side = BOTH.editorial(turned=SIDES, description="Whose colleague it is.")
