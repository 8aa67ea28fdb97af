"""Who works on a partnership, on either side."""

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.choices import Side
from partnerkit.model.values import Email, Name, Text


class Colleague(Section):
    """Somebody of ours, listed once in the workspace file."""

    name: Name = Field(description="How they are called.", examples=["Dana Lee"])
    title: Text | None = Field(None, description="Their job.", examples=["Partner Manager"])
    email: Email | None = Field(None, description="Where drafts are addressed to.", examples=["dana@orbit.example"])
    department: Text | None = Field(
        None, description="Their team, as in `dynamics.awareness.reached`.", examples=["sales"]
    )


class PersonOfFile(Colleague):
    """Somebody listed in a partnership's own file: theirs, or ours who works on this partnership only."""

    side: Side = Field(description="Whose colleague it is.")
