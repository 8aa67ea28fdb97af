"""Interest, awareness and encouragement, on each side (`dynamics`)."""

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.choices import EncouragementKind, Side
from partnerkit.model.marks import BOTH, OURS, SET, SIDES, Turned, branch, known_by
from partnerkit.model.references import Person
from partnerkit.model.values import Count, Date, Evidence, Rating, Text


class Dynamic(Section):
    """How strong one ingredient of the partnership is on each side, 1 (weak) to 5 (strong)."""

    us: Rating | None = OURS.assessment(
        None, turned=Turned("them"), description="On our side, from 1 (weak) to 5 (strong).", examples=[4]
    )
    them: Rating | None = OURS.assessment(
        None, turned=Turned("us"), description="On their side, from 1 (weak) to 5 (strong).", examples=[2]
    )
    evidence: Evidence = OURS.assessment(None)


class Reached(Section):
    """The departments that know of the partnership and what it is for."""

    us: tuple[Text, ...] = OURS.assessment(
        (), items=SET, turned=Turned("them"), description="Our departments.", examples=[["sales", "client success"]]
    )
    them: tuple[Text, ...] = OURS.assessment(
        (), items=SET, turned=Turned("us"), description="Their departments.", examples=[["product"]]
    )


class Told(Section):
    """One occasion on which a department was told, with content made for it."""

    side: Side = OURS.assessment(turned=SIDES, description="Whose department it is.")
    department: Text = OURS.assessment(description="Which department.", examples=["sales"])
    content: Text = OURS.assessment(
        description="With what content.", examples=["A one-page battle card for retail calls"]
    )
    date: Date | None = OURS.assessment(None, description="When.", examples=["2026-03-20"])


class Awareness(Dynamic):
    """Interest made operational: who has been reached with content of their own."""

    reached: Reached | None = Field(None, description="The departments reached so far.")
    told: tuple[Told, ...] = branch(
        (),
        items=known_by("date", "side", "department"),
        description="What the departments were told with; who was told is reached too.",
    )


class EncouragementGiven(Section):
    """One occasion on which someone was encouraged."""

    date: Date = OURS.assessment(description="When.", examples=["2026-03-12"])
    side: Side = OURS.assessment(turned=SIDES, description="Whose people were encouraged.")
    kind: EncouragementKind = OURS.assessment(description="By a reward or by understanding.")
    note: Text | None = OURS.editorial(
        None, description="What was done.", examples=["Win story shared at their all-hands"]
    )
    by: Person | None = OURS.assessment(None, description="Who did it.", examples=["dana"])


class Encouragement(Dynamic):
    """Constant nurturing of colleagues in both companies."""

    given: tuple[EncouragementGiven, ...] = branch(
        (), items=known_by("date", "side", "kind"), description="What was done, and when."
    )


class AccountMapping(Section):
    """How many accounts each side serves, and how many both do: the evidence that raises interest."""

    date: Date = BOTH.assessment(description="When the lists were compared.", examples=["2026-01-20"])
    ours: Count = BOTH.assessment(turned=Turned("theirs"), description="Accounts that we serve.", examples=[310])
    theirs: Count = BOTH.assessment(turned=Turned("ours"), description="Accounts that they serve.", examples=[540])
    shared: Count = BOTH.assessment(description="Accounts that both serve.", examples=[190])


class Parked(Section):
    """A partnership that is let go for now."""

    until: Date = BOTH.assessment(description="When to look at it again.", examples=["2026-10-01"])
    reason: Text | None = OURS.assessment(
        None, description="Why it was parked.", examples=["New leadership on their side"]
    )


class Dynamics(Section):
    """The three ingredients of a partnership; none makes up for the lack of another."""

    interest: Dynamic | None = Field(None, description="Does each side want it?")
    awareness: Awareness | None = Field(None, description="Do the people on each side know of it?")
    encouragement: Encouragement | None = Field(None, description="Are the people on each side kept at it?")
    account_mapping: AccountMapping | None = Field(None, description="The accounts that both companies serve.")
    parked: Parked | None = Field(None, description="Set when the partnership is let go for now.")
