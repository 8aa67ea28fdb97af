"""Why they are better off with us: the six slots of the statement, and the canvas (guide)."""

from partnerkit.model.base import Section
from partnerkit.model.marks import BOTH, branch, known_by
from partnerkit.model.values import Text


class Gain(Section):
    """Something the partner wants, and what we offer for it."""

    want: Text = BOTH.editorial(description="What the partner wants to gain.", examples=["Customer retention"])
    offer: Text = BOTH.commercial(description="What we offer for it.", examples=["A daily reason to open the product"])


class Pain(Section):
    """Something the partner wants to avoid, and how we help."""

    avoid: Text = BOTH.editorial(description="What the partner wants to avoid.", examples=["Building from scratch"])
    relief: Text = BOTH.editorial(description="How we help.", examples=["A ready-made connector"])


class ValueProposition(Section):
    """The value of the partnership from the partner's point of view."""

    partner_type: Text | None = BOTH.editorial(
        None, description="The kind of partner we help, in the plural.", examples=["retail analytics products"]
    )
    outcome: Text | None = BOTH.editorial(
        None,
        description="The specific outcome for the partner: a verb phrase.",
        examples=["raise weekly active use by 25%"],
    )
    how: Text | None = BOTH.editorial(
        None,
        description="What makes it happen: a noun phrase that follows *with*.",
        examples=["hours worked beside store performance in one view"],
    )
    alternative: Text | None = BOTH.editorial(
        None,
        description="What the partner would do without us: a phrase that follows *instead of*.",
        examples=["building time tracking in house"],
    )
    advantage: Text | None = BOTH.editorial(
        None, description="What only we offer: a noun phrase.", examples=["a connector that is live in two weeks"]
    )
    requires: Text | None = BOTH.commitment(
        None, description="The minimum that the partner must put in.", examples=["two weeks of one engineer"]
    )
    gains: tuple[Gain, ...] = branch(
        (), items=known_by("want", as_written=True), description="What the partner wants, and what we offer for each."
    )
    pains: tuple[Pain, ...] = branch(
        (),
        items=known_by("avoid", as_written=True),
        description="What the partner wants to avoid, and how we help with each.",
    )
