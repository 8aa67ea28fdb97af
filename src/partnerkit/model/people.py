"""Who works on a partnership, on either side."""

from partnerkit.model.base import Section
from partnerkit.model.choices import Side
from partnerkit.model.marks import BOTH, SIDES
from partnerkit.model.references import TheirPerson
from partnerkit.model.values import Date, Email, Name, Text


class Colleague(Section):
    """One of our people, listed once in the workspace file."""

    name: Name = BOTH.editorial(description="The person's full name.", examples=["Dana Lee"])
    title: Text | None = BOTH.editorial(None, description="The job title.", examples=["Partner Manager"])
    email: Email | None = BOTH.editorial(
        None, description="The email address that drafts use.", examples=["dana@orbit.example"]
    )
    department: Text | None = BOTH.editorial(
        None, description="The department, as in `dynamics.awareness.reached`.", examples=["sales"]
    )
    greeting: Text | None = BOTH.editorial(None, description="The salutation in letters.", examples=["Hi Jo,"])
    left: Date | None = BOTH.editorial(
        None, description="The last day in the company or the role.", examples=["2026-03-31"]
    )


class PersonOfFile(Colleague):
    """Someone in a partnership's own file: the partner's people, or ours who work on this partnership only."""

    side: Side = BOTH.editorial(turned=SIDES, description="The person's company.")


class Contacts(Section):
    """The partner's contacts by purpose; `main` is used for any purpose that isn't listed."""

    main: TheirPerson | None = BOTH.editorial(
        None, description="The contact for reviews, plans and everything else.", examples=["jo"]
    )
    executive: TheirPerson | None = BOTH.editorial(
        None, description="The contact for executive briefs and exit letters.", examples=["kim"]
    )
    legal: TheirPerson | None = BOTH.editorial(None, description="The contact for notices.", examples=["kim"])
    billing: TheirPerson | None = BOTH.editorial(None, description="The contact for statements.", examples=["lee"])
    technical: TheirPerson | None = BOTH.editorial(
        None, description="The contact for technical questions.", examples=["kim"]
    )
    marketing: TheirPerson | None = BOTH.editorial(
        None, description="The contact for joint marketing.", examples=["jo"]
    )
