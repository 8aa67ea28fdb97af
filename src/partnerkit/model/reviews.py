"""The launch, reviews and the commitments made in them, growth ideas and the exit."""

from pydantic import Field

from partnerkit.model.base import Section
from partnerkit.model.choices import ExpansionKind, ReviewKind, Side
from partnerkit.model.marks import BOTH, OURS, SEQUENCE, SIDES, Turned, branch, known_by
from partnerkit.model.references import Person
from partnerkit.model.values import Date, Identifier, Text, WebAddress


class Quote(Section):
    """A quote for the announcement."""

    said: Text | None = BOTH.editorial(
        None, description="The quote.", examples=["Our customers asked for this every week."]
    )
    by: Text | None = BOTH.editorial(
        None,
        description="The speaker's name and title, or the short name of someone in the file.",
        examples=["Ada Berg, Chief Executive of Acme Analytics"],
    )


class Quotes(Section):
    """One quote from each company."""

    us: Quote | None = branch(None, turned=Turned("them"), description="From our chief executive or founder.")
    them: Quote | None = branch(None, turned=Turned("us"), description="From the partner's chief executive or founder.")


class Launch(Section):
    """The day both companies go to market together."""

    date: Date | None = BOTH.commitment(None, description="The launch date.", examples=["2026-04-14"])
    hour: Text | None = BOTH.commitment(
        None, description="The time of the announcement, with its time zone.", examples=["10:00 in Berlin"]
    )
    place: Text | None = BOTH.editorial(
        None, description="The place in the announcement's dateline.", examples=["Berlin"]
    )
    link: WebAddress | None = BOTH.editorial(
        None,
        description="The link to the announcement, where customers get started.",
        examples=["https://orbit.example/acme"],
    )
    headline: Text | None = BOTH.editorial(
        None,
        description="The headline of the announcement, with a verb.",
        examples=["Orbit and Acme Analytics bring hours worked into store reports"],
    )
    benefit: Text | None = BOTH.editorial(
        None,
        description="The benefit for customers, as a sentence in their words.",
        examples=["Store managers plan next week's shifts from one screen."],
    )
    how: Text | None = BOTH.editorial(
        None,
        description="How it works for a customer, in a sentence or two.",
        examples=["Connect Orbit once in Acme's settings; hours appear beside sales within the hour."],
    )
    for_customers: tuple[Text, ...] = BOTH.editorial(
        (),
        items=SEQUENCE,
        description="What it means for customers.",
        examples=[["Staffing decisions from one screen"]],
    )
    quotes: Quotes | None = Field(None, description="A quote from a leader of each company.")


class Commitment(Section):
    """A commitment made in a review."""

    id: Identifier = BOTH.commitment(description="The id that others refer to it by.", examples=["plan-dates"])
    what: Text = BOTH.commitment(description="What will be done.", examples=["Dates for their half of the plan"])
    owner: Person | None = BOTH.commitment(None, description="The person who made the commitment.", examples=["jo"])
    side: Side | None = BOTH.commitment(None, turned=SIDES, description="The side that made it, if no owner is named.")
    due: Date | None = BOTH.commitment(None, description="The due date.", examples=["2026-04-30"])
    moved: tuple[Date, ...] = BOTH.commitment(
        (), items=SEQUENCE, description="Earlier due dates that slipped.", examples=[["2026-04-16"]]
    )
    done: Date | None = BOTH.commitment(None, description="The completion date.", examples=["2026-04-28"])


class Review(Section):
    """A review that took place."""

    date: Date = BOTH.assessment(description="The date of the review.", examples=["2026-04-02"])
    kind: ReviewKind = BOTH.assessment(description="The kind of review.")
    summary: Text | None = OURS.editorial(None, description="The outcome.", examples=["Enable agreed as the first fix"])
    commitments: tuple[Commitment, ...] = branch((), items=known_by("id"), description="The commitments made in it.")


class Expansion(Section):
    """An idea for doing more together."""

    kind: ExpansionKind = OURS.editorial(description="The direction.")
    idea: Text | None = OURS.editorial(None, description="The idea.", examples=["Nordics in the second half"])


class Exit(Section):
    """How the partnership would end, or is ending."""

    plan: Text | None = OURS.commercial(
        None,
        description="What happens to customers and to joint work.",
        examples=["Connector stays available for 12 months; joint customers told 60 days ahead"],
    )
    reason: Text | None = BOTH.assessment(
        None,
        description="Why the partnership is ending, as a sentence that the partner will read.",
        examples=["The two roadmaps have moved apart"],
    )
    conversation: Date | None = BOTH.assessment(
        None, description="The date of the honest conversation.", examples=["2026-03-02"]
    )
    until: Date | None = BOTH.commercial(
        None, description="The last day that commitments are honored.", examples=["2026-12-31"]
    )
