"""Who works on a partnership, on either side."""

from partnerkit.model.base import Section
from partnerkit.model.choices import Side
from partnerkit.model.marks import BOTH, SIDES
from partnerkit.model.references import TheirPerson
from partnerkit.model.values import Date, Email, Name, Text


class Colleague(Section):
    """Someone of ours, listed once in the workspace file."""

    name: Name = BOTH.editorial(description="How they are called.", examples=["Dana Lee"])
    title: Text | None = BOTH.editorial(None, description="Their job.", examples=["Partner Manager"])
    email: Email | None = BOTH.editorial(
        None, description="Where drafts are addressed to.", examples=["dana@orbit.example"]
    )
    department: Text | None = BOTH.editorial(
        None, description="Their team, as in `dynamics.awareness.reached`.", examples=["sales"]
    )
    greeting: Text | None = BOTH.editorial(None, description="How a letter greets them.", examples=["Hi Jo,"])
    left: Date | None = BOTH.editorial(
        None, description="Their last day in the company or the role.", examples=["2026-03-31"]
    )


class PersonOfFile(Colleague):
    """Someone listed in a partnership's own file: theirs, or ours who works on this partnership only."""

    side: Side = BOTH.editorial(turned=SIDES, description="Whose colleague it is.")


class Contacts(Section):
    """Who is written to at the partner, by purpose; one who is not named is `main`."""

    main: TheirPerson | None = BOTH.editorial(
        None, description="Who reviews, plans and all else go to.", examples=["jo"]
    )
    executive: TheirPerson | None = BOTH.editorial(
        None, description="Who briefs and the end of the partnership go to.", examples=["kim"]
    )
    legal: TheirPerson | None = BOTH.editorial(None, description="Who notices go to.", examples=["kim"])
    billing: TheirPerson | None = BOTH.editorial(None, description="Who statements go to.", examples=["lee"])
    technical: TheirPerson | None = BOTH.editorial(None, description="Who technical questions go to.", examples=["kim"])
    marketing: TheirPerson | None = BOTH.editorial(None, description="Who joint marketing goes to.", examples=["jo"])
