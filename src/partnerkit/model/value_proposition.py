"""Why they are better off with us: the six slots of the statement, and the canvas (guide)."""

from partnerkit.model.base import Section
from partnerkit.model.marks import BOTH, branch, known_by
from partnerkit.model.values import Text


class Gain(Section):
    """Something they want, and what we offer for it."""

    want: Text = BOTH.editorial(description="What they want to gain.", examples=["Customer retention"])
    offer: Text = BOTH.commercial(
        description="What we offer towards it.", examples=["A daily reason to open the product"]
    )


class Pain(Section):
    """Something they want to avoid, and how we relieve it."""

    avoid: Text = BOTH.editorial(description="What they want to avoid.", examples=["Building from scratch"])
    relief: Text = BOTH.editorial(description="How we relieve it.", examples=["A ready-made connector"])


class ValueProposition(Section):
    """The value of the partnership as the partner sees it."""

    partner_type: Text | None = BOTH.editorial(None, description="Who we help.", examples=["retail analytics products"])
    outcome: Text | None = BOTH.editorial(
        None, description="The specific outcome for them.", examples=["raise weekly active use by 25%"]
    )
    how: Text | None = BOTH.editorial(
        None, description="By what.", examples=["hours worked beside store performance in one view"]
    )
    alternative: Text | None = BOTH.editorial(
        None, description="What they would do without us.", examples=["building time tracking in house"]
    )
    advantage: Text | None = BOTH.editorial(
        None, description="What only we have.", examples=["a connector that is live in two weeks"]
    )
    requires: Text | None = BOTH.commitment(
        None, description="The least that they must put in.", examples=["two weeks of one engineer"]
    )
    gains: tuple[Gain, ...] = branch(
        (), items=known_by("want", as_written=True), description="Their gains against our offers."
    )
    pains: tuple[Pain, ...] = branch(
        (), items=known_by("avoid", as_written=True), description="Their pains against our relief."
    )
