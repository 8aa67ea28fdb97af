"""Our place in their program, and who is certified on either side."""

from partnerkit.model.marks import BOTH, SET
from partnerkit.model.references import Person
from partnerkit.model.together import OneOf, Ordered, RuledSection
from partnerkit.model.values import Date, Name, Text


class Membership(RuledSection):
    """Our standing in the partner's own program."""

    rules = (Ordered("since", "until"),)

    program: Name | None = BOTH.commercial(
        None, description="What their program is called.", examples=["Acme Partner Network"]
    )
    tier: Name | None = BOTH.commercial(None, description="Our tier in it.", examples=["Gold"])
    since: Date | None = BOTH.commercial(None, description="The day we reached it.", examples=["2026-01-15"])
    until: Date | None = BOTH.commercial(
        None, description="The last day of it, unless renewed.", examples=["2026-12-31"]
    )
    requires: tuple[Text, ...] = BOTH.commercial(
        (), items=SET, description="What they require of us.", examples=[["Two certified engineers"]]
    )


class Certification(RuledSection):
    """One person who is certified: by the short name, or by the full name of one who is not listed."""

    rules = (OneOf("person", "name"), Ordered("since", "until"))

    person: Person | None = BOTH.assessment(
        None, description="Who is certified, if listed under `people`.", examples=["jo"]
    )
    name: Name | None = BOTH.assessment(None, description="Who is certified, if not listed.", examples=["Ida Moe"])
    of: Text | None = BOTH.assessment(None, description="What in.", examples=["Orbit implementation"])
    since: Date | None = BOTH.assessment(None, description="The day of the certificate.", examples=["2026-03-06"])
    until: Date | None = BOTH.assessment(
        None, description="Its last day; it is to be renewed before.", examples=["2027-03-05"]
    )
