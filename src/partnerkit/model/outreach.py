"""How contact is made: to whom, with what, and what came of it."""

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.choices import TouchKind
from partnerkit.model.marks import BOTH, OURS, SEQUENCE, branch, known_by
from partnerkit.model.references import Person
from partnerkit.model.values import Date, Name, Text


class Proof(Section):
    """Someone else for whom it worked."""

    partner: Name = BOTH.editorial(description="With whom.", examples=["Bluebird CRM"])
    result: Text = BOTH.editorial(description="What came of it.", examples=["31 joint customers in nine months"])


class Touch(Section):
    """One contact, from either side."""

    date: Date = BOTH.assessment(description="When.", examples=["2026-01-12"])
    kind: TouchKind = BOTH.assessment(description="What it was.")
    subject: Text | None = BOTH.editorial(
        None, description="The subject of the email, which a follow-up keeps.", examples=["Lena Fox suggested I write"]
    )
    channel: Text | None = OURS.editorial(None, description="By what means.", examples=["email"])
    by: Person | None = BOTH.assessment(None, description="Who made it.", examples=["dana"])
    note: Text | None = OURS.editorial(None, description="What was said.", examples=["Asked for the API documentation"])


class Outreach(Section):
    """What the first letters are written from, and what was sent."""

    contact: Person | None = BOTH.editorial(None, description="Who is written to.", examples=["jo"])
    introduced_by: Name | None = BOTH.editorial(None, description="Who can introduce us.", examples=["Lena Fox"])
    opener: Text | None = BOTH.editorial(
        None,
        description="The first sentence of the first email: something about them.",
        examples=["I saw your launch of store-level cohorts in January."],
    )
    benefits: tuple[Text, ...] = BOTH.commercial(
        (),
        items=SEQUENCE,
        description="What they gain, with figures.",
        examples=[["A connector in two weeks instead of two quarters"]],
    )
    proof: Proof | None = Field(None, description="A result with another partner.")
    ask: Text | None = BOTH.editorial(
        None, description="What is asked of them.", examples=["a 20-minute call next week"]
    )
    touches: tuple[Touch, ...] = branch((), items=known_by("date", "kind"), description="Every contact so far.")
