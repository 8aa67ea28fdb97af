"""Manuals of values that are not what their key holds."""

from typing import Final

from partnerkit.findings.manual import Manual, partnership

MANUALS: Final = (
    Manual(
        code="PK001",
        name="missing-key",
        severity="error",
        title="A key that is required is missing.",
        finds="A partnership without `name` or `type`, or an entry of a list without the key that makes it what it "
        "is, such as a plan item without its `id`. Nearly everything else may be left out.",
        hurts="Without it there is nothing to call the thing by, or no telling what it is, so that no question can "
        "be answered about it.",
        bad=partnership(
            """\
            name: Acme Analytics
            """,
            at=(1, 1),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            """
        ),
    ),
    Manual(
        code="PK002",
        name="not-a-rating",
        severity="error",
        title="A rating is a whole number from 1 (poor) to 5 (excellent).",
        finds="Ratings of fit, dynamics and health that are no whole number, below 1 or above 5.",
        hurts="Scores are sums of weight x rating. One rating on another scale would lift a partner over all others, "
        "and a 0 would pass off as poor what nobody has looked at yet.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            fit:
              reach: 7
            """,
            at=(4, 10),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            fit:
              reach: {rating: 5, evidence: 61% of our retail accounts use Acme}
              # operations is not rated yet, so it is left out
            """
        ),
    ),
    Manual(
        code="PK003",
        name="unknown-key",
        severity="error",
        title="A key stands where it is not known.",
        finds="Misspelt keys, keys in the wrong section, and keys that the format does not have. What the nearest "
        "known key is called is part of the finding.",
        hurts="A key that is passed over in silence is a fact that everybody believes to be recorded and that no "
        "answer ever takes into account.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            stagge: grow
            """,
            at=(3, 1),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            stage: grow
            """
        ),
    ),
    Manual(
        code="PK004",
        name="unknown-choice",
        severity="error",
        title="A value is not one of the choices of its key.",
        finds="Words other than those that a key takes, such as a status other than green, amber and red. "
        "`partnerkit schema` tells what each choice means.",
        hurts="Filters, counts and colours go by these words. A partnership at a stage of its own would be missing "
        "from every list by stage.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            stage: growing
            """,
            at=(3, 8),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            stage: grow
            """
        ),
    ),
    Manual(
        code="PK005",
        name="wrong-kind-of-value",
        severity="error",
        title="A value is of another kind than its key holds.",
        finds="A list where text belongs, a number where a list belongs, a text that is empty, and so on. Numbers, "
        "dates and `true` become text in quotes; `yes`, `no` and `on` are text as they stand.",
        hurts="Guessing what was meant works until it does not: a partner called 42, or a country called NO, must "
        "come out as written.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            tags: retail
            """,
            at=(3, 7),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            tags: [retail, "2026"]
            """
        ),
    ),
    Manual(
        code="PK006",
        name="not-a-date",
        severity="error",
        title="A date or a month is not one of the calendar.",
        finds="Dates that are not written YYYY-MM-DD, months that are not written YYYY-MM, and days that no calendar "
        "has, such as February 30.",
        hurts="3/4/2026 is March to some and April to others. What is due, stale or to be renewed depends on it.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            since: 2026-02-30
            """,
            at=(3, 8),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            since: 2026-02-28
            """
        ),
    ),
    Manual(
        code="PK007",
        name="bare-percentage",
        severity="error",
        title="A percentage carries its sign.",
        finds="A share written as `20` or `0.2`, and shares below 0% or above 100%.",
        hurts="20 may be meant as 20% and 0.2 as well, or as a fifth of one per cent. Money is paid by this figure, so "
        "it is never guessed.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            agreement:
              revenue:
                - {model: revenue-share, rate: 0.2}
            """,
            at=(5, 36),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            agreement:
              revenue:
                - {model: revenue-share, rate: 20%}
            """
        ),
    ),
    Manual(
        code="PK008",
        name="unfit-number",
        severity="error",
        title="A number is not one that its key can hold.",
        finds="Texts where a number belongs (`10 000`, `1_000`, `5k`), fractions of things that are counted, and "
        "numbers out of range, such as a negative price.",
        hurts="Sums, averages and targets are worked out from these numbers. A text cannot be added up, and minus "
        "three referrals is a typing error that would pull a whole quarter down.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            results:
              - {month: 2026-03, referrals: 6.5}
            """,
            at=(4, 33),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            results:
              - {month: 2026-03, referrals: 6}
            """
        ),
    ),
    Manual(
        code="PK012",
        name="unreadable-name",
        severity="error",
        title="A name is one line of visible characters.",
        finds="Names that are empty, only spaces, longer than a line, or that hold characters which cannot be seen.",
        hurts="Names head tables, letters and contracts. One with a hidden character looks like another and is not: "
        "it cannot be searched for, and may be there to deceive.",
        bad=partnership(
            """\
            name: |
              Acme
              Analytics
            type: integration
            """,
            at=(1, 7),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            """
        ),
    ),
    Manual(
        code="PK013",
        name="unfit-short-name",
        severity="error",
        title="A short name is made of a-z, 0-9, - and _.",
        finds="Keys of people, buckets and criteria, ids of plan items and commitments, and tiers, that hold "
        "capitals, spaces or other characters, begin with - or _, or are longer than 63 characters.",
        hurts="Short names are what the rest of the file refers to and what people type on a command line. They should "
        "be the same on every keyboard.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            people:
              Jo Park: {name: Jo Park, side: them}
            """,
            at=(4, 3),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            people:
              jo: {name: Jo Park, side: them}
            """
        ),
    ),
    Manual(
        code="PK014",
        name="malformed-address-or-code",
        severity="error",
        title="An address or a code is not written as such.",
        finds="E-mail addresses without `@` or domain, web addresses that do not start with https:// or http://, "
        "countries other than two capital letters (ISO 3166) and currencies other than three (ISO 4217).",
        hurts="Letters are addressed, links are made and money is shown by them; a wrong one is noticed when it has "
        "been sent.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            partner: {website: acme.example}
            """,
            at=(3, 20),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            partner: {website: "https://acme.example", country: NO}
            """
        ),
    ),
    Manual(
        code="PK018",
        name="unclear-checklist-item",
        severity="error",
        title="A checklist item is done or it is not.",
        finds="Items with another value than a date (done that day), true (done) or false (open).",
        hurts="`yes`, `in progress` and `x` mean something else to everybody who reads them, and no progress can be "
        "counted.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            checklists:
              launch: {teams-trained: almost}
            """,
            at=(4, 27),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            checklists:
              launch: {teams-trained: 2026-04-02, tracking: true, launch-plan: false}
            """
        ),
    ),
    Manual(
        code="PK020",
        name="paid-to-oneself",
        severity="error",
        title="A payment goes from one side to the other.",
        finds="Terms under `agreement.revenue` whose `from` and `to` are the same side.",
        hurts="Nobody pays themselves: one of the two is wrong, and what the draft of the agreement says of the money "
        "is wrong with it.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: co-marketing
            agreement:
              revenue:
                - {model: fixed-fee, amount: 1500, every: month, from: us, to: us}
            """,
            at=(5, 68),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: co-marketing
            agreement:
              revenue:
                - {model: fixed-fee, amount: 1500, every: month, from: us, to: them}
            """
        ),
    ),
)
