"""The enumerations of the format, each choice with its meaning."""

from typing import Annotated, Any, Literal, TypeAlias, get_args

from partnerkit.model.marks import ChangeClass
from partnerkit.model.values import Meanings

PartnershipType: TypeAlias = Annotated[
    Literal["distribution", "integration", "co-marketing", "alliance", "ecosystem", "supply-chain"],
    Meanings(
        {
            "distribution": "a reseller, affiliate or app store gives access to its customers",
            "integration": "two products work together, and both become harder to leave",
            "co-marketing": "webinars, content, events or bundles at shared cost",
            "alliance": "a deep partnership at executive level that changes what both can do",
            "ecosystem": "membership of a platform's partner network",
            "supply-chain": "a supplier whose reliability, quality and cost are part of the product",
        }
    ),
]

Position: TypeAlias = Annotated[
    Literal["upstream", "parallel", "downstream"],
    Meanings(
        {
            "upstream": "they supply what we build on",
            "parallel": "they sell something else to the same audience",
            "downstream": "they bring what we build to customers",
        }
    ),
]

Role: TypeAlias = Annotated[
    Literal[
        "supplier",
        "technology",
        "platform",
        "marketplace",
        "complementary-product",
        "same-audience",
        "non-compete",
        "distributor",
        "reseller",
        "affiliate",
        "referral",
        "agency",
        "integrator",
        "msp",
        "oem",
        "customer",
    ],
    Meanings(
        {
            "supplier": "upstream: delivers goods or services we need",
            "technology": "upstream: provides technology inside our product",
            "platform": "upstream: runs the platform our product lives on",
            "marketplace": "upstream: lists our product in its own store",
            "complementary-product": "parallel: sells a product that completes ours",
            "same-audience": "parallel: reaches the same people we do",
            "non-compete": "parallel: works in our market without competing",
            "distributor": "downstream: sells through its own resellers",
            "reseller": "downstream: sells our product to customers",
            "affiliate": "downstream: recommends our product for a fee",
            "referral": "downstream: introduces customers to us, for a fee or in exchange for ours",
            "agency": "downstream: recommends and sets up our product in its client projects",
            "integrator": "downstream: builds our product into its customers' systems",
            "msp": "downstream: runs our product for its customers as a managed service",
            "oem": "downstream: sells our product as part of its own",
            "customer": "downstream: a customer who brings in others",
        }
    ),
]

Stage: TypeAlias = Annotated[
    Literal["prospect", "initiate", "launch", "grow", "optimize", "renew", "exit"],
    Meanings(
        {
            "prospect": "not yet contacted",
            "initiate": "in contact, fit and terms being worked out",
            "launch": "agreed, going to market together for the first time",
            "grow": "live and being extended",
            "optimize": "live and being improved",
            "renew": "the term ends soon, and renewal is being decided",
            "exit": "being wound down, or ended",
        }
    ),
]

Priority: TypeAlias = Annotated[
    Literal["high", "medium", "low"],
    Meanings({"high": "worked on every week", "medium": "worked on every month", "low": "kept on the list"}),
]

Side: TypeAlias = Annotated[Literal["us", "them"], Meanings({"us": "our company", "them": "the partner's company"})]

Sides: TypeAlias = Annotated[
    Literal["us", "them", "both"],
    Meanings({"us": "our company", "them": "the partner's company", "both": "both companies"}),
]

Status: TypeAlias = Annotated[
    Literal["green", "amber", "red"],
    Meanings({"green": "working as planned", "amber": "needs attention", "red": "not working: act now"}),
]

GoalKind: TypeAlias = Annotated[
    Literal["growth", "capability", "credibility", "efficiency"],
    Meanings(
        {
            "growth": "customers, markets or revenue",
            "capability": "something we can't do alone, or not as fast",
            "credibility": "brands, certifications, testimonials, case studies",
            "efficiency": "lower cost of winning customers, marketing or non-core work",
        }
    ),
]

EncouragementKind: TypeAlias = Annotated[
    Literal["reward", "understanding"],
    Meanings(
        {
            "reward": "a short-term reward, such as a bonus; its effect fades",
            "understanding": "a clear view of the real benefits; its effect lasts",
        }
    ),
]

TouchKind: TypeAlias = Annotated[
    Literal["cold", "nudge", "value", "final", "reply", "call", "interested", "not-interested"],
    Meanings(
        {
            "cold": "the first message",
            "nudge": "a gentle reminder, three days after the first",
            "value": "something useful for them, seven days after the first",
            "final": "the last attempt, fourteen days after the first",
            "reply": "they answered, but neither yes nor no",
            "call": "a conversation took place",
            "interested": "they want to continue",
            "not-interested": "they declined",
        }
    ),
]

PlanStatus: TypeAlias = Annotated[
    Literal["todo", "doing", "done", "blocked", "dropped"],
    Meanings(
        {
            "todo": "not started",
            "doing": "under way",
            "done": "finished",
            "blocked": "waiting for something",
            "dropped": "will not be done",
        }
    ),
]

KpiGoal: TypeAlias = Annotated[
    Literal["at_least", "at_most"],
    Meanings({"at_least": "the target should be reached", "at_most": "the target should not be exceeded"}),
]

KpiMeasure: TypeAlias = Annotated[
    Literal["total", "level"],
    Meanings(
        {
            "total": "adds up from month to month; a target for the year is prorated to the day",
            "level": "is measured as it is at the time; a target applies in full on any day",
        }
    ),
]

HealthFlag: TypeAlias = Annotated[
    Literal[
        "declining-engagement",
        "missed-commitments",
        "poor-communication",
        "misaligned-priorities",
        "customer-complaints",
    ],
    Meanings(
        {
            "declining-engagement": "they answer less, attend less, refer less",
            "missed-commitments": "commitments are met late or not at all",
            "poor-communication": "answers are slow, unclear or missing",
            "misaligned-priorities": "the two companies want different things",
            "customer-complaints": "joint customers are unhappy",
        }
    ),
]

AgreementStatus: TypeAlias = Annotated[
    Literal["none", "draft", "review", "signed", "ended"],
    Meanings(
        {
            "none": "nothing in writing",
            "draft": "being written",
            "review": "with the lawyers or with the partner",
            "signed": "in force",
            "ended": "no longer in force",
        }
    ),
]

RevenueModel: TypeAlias = Annotated[
    Literal["referral-fee", "revenue-share", "fixed-fee", "tiered", "minimum-commitment", "resale-discount"],
    Meanings(
        {
            "referral-fee": "one payment for each referred customer",
            "revenue-share": "a percentage of recurring revenue",
            "fixed-fee": "a fixed amount, paid once or regularly, whatever is sold",
            "tiered": "rates that depend on the volume",
            "minimum-commitment": "a guaranteed minimum",
            "resale-discount": "one side buys at a discount off the list price and resells",
        }
    ),
]

RevenueBase: TypeAlias = Annotated[
    Literal["gross", "net", "settled", "margin"],
    Meanings(
        {
            "gross": "the amount invoiced, before discounts and tax",
            "net": "the amount invoiced, after discounts and before tax",
            "settled": "the amount the customer has paid",
            "margin": "the gross margin: the net amount minus the cost",
        }
    ),
]

Frequency: TypeAlias = Annotated[
    Literal["once", "month", "quarter", "year"],
    Meanings(
        {
            "once": "one time",
            "month": "every month",
            "quarter": "every three months",
            "year": "every twelve months",
        }
    ),
]

CountingFrom: TypeAlias = Annotated[
    Literal["first_purchase", "agreement"],
    Meanings(
        {
            "first_purchase": "from each customer's first purchase",
            "agreement": "from the day the agreement takes effect",
        }
    ),
]

TierVolume: TypeAlias = Annotated[
    Literal["deal", "period", "year", "all"],
    Meanings(
        {
            "deal": "the volume of each deal",
            "period": "the volume of the settlement period",
            "year": "the volume of the contract year so far",
            "all": "the volume of all deals since the start",
        }
    ),
]

TierUnit: TypeAlias = Annotated[
    Literal["money", "customers", "units"],
    Meanings(
        {
            "money": "an amount of money, in the currency of the term",
            "customers": "the number of customers",
            "units": "the number of units sold, such as seats or subscriptions",
        }
    ),
]

TierMethod: TypeAlias = Annotated[
    Literal["marginal", "retroactive"],
    Meanings(
        {
            "marginal": "each rate applies only to the volume within its tier",
            "retroactive": "the rate of the tier that is reached applies to all volume",
        }
    ),
]

LimitPeriod: TypeAlias = Annotated[
    Literal["period", "year", "total"],
    Meanings(
        {
            "period": "each settlement period",
            "year": "each contract year",
            "total": "the whole term of the agreement",
        }
    ),
]

Rounding: TypeAlias = Annotated[
    Literal["half-up", "half-even"],
    Meanings(
        {
            "half-up": "half of the smallest unit is rounded up: 0.125 becomes 0.13",
            "half-even": "half of the smallest unit is rounded to the even neighbor: 0.125 becomes 0.12",
        }
    ),
]

ExclusivityKind: TypeAlias = Annotated[
    Literal["none", "full", "category", "geographic", "time-limited"],
    Meanings(
        {
            "none": "both sides may work with anyone",
            "full": "no other partner of this kind at all",
            "category": "no other partner in one category of product or customer",
            "geographic": "no other partner in one region",
            "time-limited": "no other partner until a date",
        }
    ),
]

Renewal: TypeAlias = Annotated[
    Literal["automatic", "mutual", "none"],
    Meanings(
        {
            "automatic": "renews unless one side gives notice",
            "mutual": "renews when both sides agree",
            "none": "ends with its term",
        }
    ),
]

Period: TypeAlias = Annotated[
    Literal["month", "quarter", "year"],
    Meanings({"month": "every month", "quarter": "every three months", "year": "every twelve months"}),
]

PeriodEnd: TypeAlias = Annotated[
    Literal["month", "quarter", "year"],
    Meanings(
        {
            "month": "the end of a calendar month",
            "quarter": "the end of a calendar quarter",
            "year": "the end of a calendar year",
        }
    ),
]

AssignmentRule: TypeAlias = Annotated[
    Literal["consent", "affiliates", "free"],
    Meanings(
        {
            "consent": "neither side may assign the agreement without the other's written consent",
            "affiliates": "without consent only to a company of the same group",
            "free": "either side may assign the agreement and informs the other",
        }
    ),
]

ControlRule: TypeAlias = Annotated[
    Literal["notice", "termination", "consent"],
    Meanings(
        {
            "notice": "the other side is informed of the new owner",
            "termination": "the other side may end the agreement",
            "consent": "the agreement continues only with the other side's consent",
        }
    ),
]

DisputeRule: TypeAlias = Annotated[
    Literal["courts", "mediation", "arbitration"],
    Meanings(
        {
            "courts": "the courts of a given place decide",
            "mediation": "mediation first, then the courts of a given place",
            "arbitration": "arbitrators decide instead of the courts",
        }
    ),
]

ReviewKind: TypeAlias = Annotated[
    Literal["monthly", "quarterly", "semiannual", "annual"],
    Meanings(
        {
            "monthly": "the 30-minute check-in",
            "quarterly": "the business review, 60 to 90 minutes",
            "semiannual": "the business review every six months, 60 to 90 minutes",
            "annual": "the strategic review, half a day",
        }
    ),
]

ExpansionKind: TypeAlias = Annotated[
    Literal["integrations", "co-marketing", "regions", "product-lines", "joint-development", "exclusivity"],
    Meanings(
        {
            "integrations": "more points where the products meet",
            "co-marketing": "new campaigns and events",
            "regions": "more countries or markets",
            "product-lines": "more of their or our products",
            "joint-development": "a product built together",
            "exclusivity": "exclusive arrangements, if both gain",
        }
    ),
]


ChangedClass: TypeAlias = Annotated[
    ChangeClass,
    Meanings(
        {
            "editorial": "names and descriptions",
            "assessment": "how things are judged",
            "commitment": "what one side relies on the other for",
            "commercial": "money or a contract",
        }
    ),
]
"""The classes of change, as a file names them."""

English: TypeAlias = Annotated[
    Literal["us", "uk"],
    Meanings(
        {
            "us": "American spelling and dates such as April 14, 2026",
            "uk": "British spelling and dates such as 14 April 2026",
        }
    ),
]


def choices_of(enumeration: Any) -> tuple[str, ...]:
    """List the choices of one of the enumerations above, in order."""
    literal = get_args(enumeration)[0]
    return get_args(literal)
