"""Interest, awareness and encouragement, on each side (`dynamics`)."""

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.choices import EncouragementKind, Side
from partnerkit.model.references import Person
from partnerkit.model.values import Count, Date, Evidence, Rating, Text


class Dynamic(Section):
    """How strong one ingredient of the partnership is on each side, 1 (weak) to 5 (strong)."""

    us: Rating | None = Field(None, description="On our side, from 1 (weak) to 5 (strong).", examples=[4])
    them: Rating | None = Field(None, description="On their side, from 1 (weak) to 5 (strong).", examples=[2])
    evidence: Evidence = None


class Reached(Section):
    """The departments that know of the partnership and what it is for."""

    us: tuple[Text, ...] = Field((), description="Our departments.", examples=[["sales", "client success"]])
    them: tuple[Text, ...] = Field((), description="Their departments.", examples=[["product"]])


class Told(Section):
    """One occasion on which a department was told, with content made for it."""

    side: Side = Field(description="Whose department it is.")
    department: Text = Field(description="Which department.", examples=["sales"])
    content: Text = Field(description="With what content.", examples=["A one-page battle card for retail calls"])
    date: Date | None = Field(None, description="When.", examples=["2026-03-20"])


class Awareness(Dynamic):
    """Interest made operational: who has been reached with content of their own."""

    reached: Reached | None = Field(None, description="The departments reached so far.")
    told: tuple[Told, ...] = Field((), description="What the departments were told with; who was told is reached too.")


class EncouragementGiven(Section):
    """One occasion on which somebody was encouraged."""

    date: Date = Field(description="When.", examples=["2026-03-12"])
    side: Side = Field(description="Whose people were encouraged.")
    kind: EncouragementKind = Field(description="By a reward or by understanding.")
    note: Text | None = Field(None, description="What was done.", examples=["Win story shared at their all-hands"])
    by: Person | None = Field(None, description="Who did it.", examples=["dana"])


class Encouragement(Dynamic):
    """Constant nurturing of colleagues in both companies."""

    given: tuple[EncouragementGiven, ...] = Field((), description="What was done, and when.")


class AccountMapping(Section):
    """How many accounts each side serves, and how many both do: the evidence that raises interest."""

    date: Date = Field(description="When the lists were compared.", examples=["2026-01-20"])
    ours: Count = Field(description="Accounts that we serve.", examples=[310])
    theirs: Count = Field(description="Accounts that they serve.", examples=[540])
    shared: Count = Field(description="Accounts that both serve.", examples=[190])


class Parked(Section):
    """A partnership that is let go for now."""

    until: Date = Field(description="When to look at it again.", examples=["2026-10-01"])
    reason: Text | None = Field(None, description="Why it was parked.", examples=["New leadership on their side"])


class Dynamics(Section):
    """The three ingredients of a partnership; none makes up for the lack of another."""

    interest: Dynamic | None = Field(None, description="Does each side want it?")
    awareness: Awareness | None = Field(None, description="Do the people on each side know of it?")
    encouragement: Encouragement | None = Field(None, description="Are the people on each side kept at it?")
    account_mapping: AccountMapping | None = Field(None, description="The accounts that both companies serve.")
    parked: Parked | None = Field(None, description="Set when the partnership is let go for now.")
