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
        None, turned=Turned("them"), description="The strength on our side, from 1 (weak) to 5 (strong).", examples=[4]
    )
    them: Rating | None = OURS.assessment(
        None,
        turned=Turned("us"),
        description="The strength on the partner's side, from 1 (weak) to 5 (strong).",
        examples=[2],
    )
    evidence: Evidence = OURS.assessment(None)


class Reached(Section):
    """The departments that know about the partnership and its purpose."""

    us: tuple[Text, ...] = OURS.assessment(
        (), items=SET, turned=Turned("them"), description="Our departments.", examples=[["sales", "client success"]]
    )
    them: tuple[Text, ...] = OURS.assessment(
        (), items=SET, turned=Turned("us"), description="Their departments.", examples=[["product"]]
    )


class Told(Section):
    """One time a department was informed, with content made for it."""

    side: Side = OURS.assessment(turned=SIDES, description="The department's company.")
    department: Text = OURS.assessment(description="The department.", examples=["sales"])
    content: Text = OURS.assessment(
        description="The content it was shown.", examples=["A one-page battle card for retail calls"]
    )
    date: Date | None = OURS.assessment(None, description="The date.", examples=["2026-03-20"])


class Awareness(Dynamic):
    """Interest put into practice: which departments have been reached, and with what content."""

    reached: Reached | None = Field(None, description="The departments reached so far.")
    told: tuple[Told, ...] = branch(
        (),
        items=known_by("date", "side", "department"),
        description="What each department was shown; departments listed here also count as reached.",
    )


class EncouragementGiven(Section):
    """One time someone was encouraged."""

    date: Date = OURS.assessment(description="The date.", examples=["2026-03-12"])
    side: Side = OURS.assessment(turned=SIDES, description="The company whose people were encouraged.")
    kind: EncouragementKind = OURS.assessment(description="The kind of encouragement: a reward or understanding.")
    note: Text | None = OURS.editorial(
        None, description="What was done.", examples=["Win story shared at their all-hands"]
    )
    by: Person | None = OURS.assessment(None, description="The person who did it.", examples=["dana"])


class Encouragement(Dynamic):
    """Ongoing support for the people in both companies."""

    given: tuple[EncouragementGiven, ...] = branch(
        (), items=known_by("date", "side", "kind"), description="Each encouragement, with its date."
    )


class AccountMapping(Section):
    """How many accounts each side serves, and how many they share: the evidence that raises interest."""

    date: Date = BOTH.assessment(description="The date the lists were compared.", examples=["2026-01-20"])
    ours: Count = BOTH.assessment(
        turned=Turned("theirs"), description="The number of accounts that we serve.", examples=[310]
    )
    theirs: Count = BOTH.assessment(
        turned=Turned("ours"), description="The number of accounts that the partner serves.", examples=[540]
    )
    shared: Count = BOTH.assessment(description="The number of accounts that both serve.", examples=[190])


class Parked(Section):
    """A partnership that is on hold."""

    until: Date = BOTH.assessment(description="The date to look at it again.", examples=["2026-10-01"])
    reason: Text | None = OURS.assessment(
        None, description="The reason for the hold.", examples=["New leadership on their side"]
    )


class Dynamics(Section):
    """The three ingredients of a partnership; none can make up for another."""

    interest: Dynamic | None = Field(None, description="Does each side want it?")
    awareness: Awareness | None = Field(None, description="Do the people on each side know about it?")
    encouragement: Encouragement | None = Field(None, description="Are the people on each side kept motivated?")
    account_mapping: AccountMapping | None = Field(None, description="How many accounts both companies serve.")
    parked: Parked | None = Field(None, description="Set when the partnership is on hold.")
