"""Our place in their program, and who is certified on either side."""

from partnerkit.model.marks import BOTH, SET
from partnerkit.model.references import Person
from partnerkit.model.together import OneOf, Ordered, RuledSection
from partnerkit.model.values import Date, Name, Text


class Membership(RuledSection):
    """Our membership in the partner's own program."""

    rules = (Ordered("since", "until"),)

    program: Name | None = BOTH.commercial(
        None, description="The name of their program.", examples=["Acme Partner Network"]
    )
    tier: Name | None = BOTH.commercial(None, description="Our tier in their program.", examples=["Gold"])
    since: Date | None = BOTH.commercial(None, description="The date we reached this tier.", examples=["2026-01-15"])
    until: Date | None = BOTH.commercial(
        None, description="The last day of this tier, unless renewed.", examples=["2026-12-31"]
    )
    requires: tuple[Text, ...] = BOTH.commercial(
        (), items=SET, description="What the tier requires of us.", examples=[["Two certified engineers"]]
    )


class Certification(RuledSection):
    """One certified person: by short name, or by full name if not listed under `people`."""

    rules = (OneOf("person", "name"), Ordered("since", "until"))

    person: Person | None = BOTH.assessment(
        None, description="The person's short name, if listed under `people`.", examples=["jo"]
    )
    name: Name | None = BOTH.assessment(
        None, description="The person's full name, if not listed.", examples=["Ida Moe"]
    )
    of: Text | None = BOTH.assessment(
        None, description="The subject of the certification.", examples=["Orbit implementation"]
    )
    since: Date | None = BOTH.assessment(None, description="The date of the certificate.", examples=["2026-03-06"])
    until: Date | None = BOTH.assessment(
        None, description="The last day the certificate is valid; renew it before.", examples=["2027-03-05"]
    )
