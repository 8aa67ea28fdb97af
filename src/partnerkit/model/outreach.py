"""How contact is made: the contact, the message, and every touch so far."""

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.choices import TouchKind
from partnerkit.model.marks import BOTH, OURS, SEQUENCE, branch, known_by
from partnerkit.model.references import Person
from partnerkit.model.values import Date, Name, Text


class Proof(Section):
    """A partnership where it already worked."""

    partner: Name = BOTH.editorial(description="The partner's name.", examples=["Bluebird CRM"])
    result: Text = BOTH.editorial(description="The result.", examples=["31 joint customers in nine months"])


class Touch(Section):
    """One contact, from either side."""

    date: Date = BOTH.assessment(description="The date of the contact.", examples=["2026-01-12"])
    kind: TouchKind = BOTH.assessment(description="The kind of contact.")
    subject: Text | None = BOTH.editorial(
        None, description="The subject of the email, which follow-ups keep.", examples=["Lena Fox suggested I write"]
    )
    channel: Text | None = OURS.editorial(None, description="The channel.", examples=["email"])
    by: Person | None = BOTH.assessment(None, description="The person who made the contact.", examples=["dana"])
    note: Text | None = OURS.editorial(None, description="What was said.", examples=["Asked for the API documentation"])


class Outreach(Section):
    """The facts for the first emails, and every contact so far."""

    contact: Person | None = BOTH.editorial(None, description="The person we write to.", examples=["jo"])
    introduced_by: Name | None = BOTH.editorial(
        None, description="The person who can introduce us.", examples=["Lena Fox"]
    )
    opener: Text | None = BOTH.editorial(
        None,
        description="The first sentence of the first email: something about the partner.",
        examples=["I saw your launch of store-level cohorts in January."],
    )
    benefits: tuple[Text, ...] = BOTH.commercial(
        (),
        items=SEQUENCE,
        description="What the partner gains, with numbers.",
        examples=[["A connector in two weeks instead of two quarters"]],
    )
    proof: Proof | None = Field(None, description="A result with another partner.")
    ask: Text | None = BOTH.editorial(None, description="What we ask for.", examples=["a 20-minute call next week"])
    touches: tuple[Touch, ...] = branch((), items=known_by("date", "kind"), description="Every contact so far.")
