"""Manuals of values that their key doesn't accept."""

from typing import Final

from partnerkit.findings.manual import Example, Manual, partnership, workspace

MANUALS: Final = (
    Manual(
        code="PK001",
        name="missing-key",
        severity="error",
        title="A required key is missing.",
        finds="Partnerships without `name` or `type`, and list entries without the key that identifies them, such as "
        "a plan item without `id`. Nearly everything else is optional.",
        hurts="Without it, partnerkit can't tell which partnership or entry this is, or what kind, so no command can "
        "report on it.",
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
        finds="Ratings under `fit`, `dynamics` and `health` that are not whole numbers from 1 to 5.",
        hurts="Scores are sums of weight x rating. A single rating on another scale would lift one partner above all "
        "the others, and a 0 would turn something that no one has assessed into a poor result.",
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
        title="This key is unknown here.",
        finds="Misspelled keys, keys in the wrong section, and keys that the format doesn't have. The finding names "
        "the closest known key.",
        hurts="If an unknown key were ignored, everyone would think the fact was recorded, but no report would ever "
        "use it.",
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
        title="The value is not one of the key's choices.",
        finds="Words other than the ones a key accepts, such as a status other than green, amber or red. `partnerkit "
        "schema` explains each choice.",
        hurts="Filters, counts and colors depend on these words. A partnership with an invented stage would be "
        "missing from every list by stage.",
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
        title="The value has the wrong type.",
        finds="A list where text belongs, a number where a list belongs, empty text, and so on. Put quotes around "
        "numbers, dates and `true` to make them text; `yes`, `no` and `on` are always text.",
        hurts="Guessing works until it doesn't: a partner called 42, or a country called NO, must come out as written.",
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
        title="This is not a valid date or month.",
        finds="Dates not written as YYYY-MM-DD, months not written as YYYY-MM, and days that don't exist, such as "
        "February 30.",
        hurts="3/4/2026 is March to some readers and April to others. Due dates, renewals and stale assessments all "
        "depend on it.",
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
        title="A percentage needs its percent sign.",
        finds="Shares written as `20` or `0.2`, and shares below 0% or above 100%.",
        hurts="20 and 0.2 can both mean 20%, and 0.2 can also mean a fifth of one percent. Money is paid on this "
        "figure, so partnerkit doesn't guess.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            agreement:
              revenue:
                - {model: revenue-share, rate: 0.2, base: net}
            """,
            at=(5, 36),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            agreement:
              revenue:
                - {model: revenue-share, rate: 20%, base: net}
            """
        ),
    ),
    Manual(
        code="PK008",
        name="unfit-number",
        severity="error",
        title="This number is not allowed here.",
        finds="Text where a number belongs (`10 000`, `1_000`, `5k`), fractions of things that come in whole numbers, "
        "and numbers out of range, such as a negative price.",
        hurts="Totals, averages and targets are calculated from these numbers. Text can't be added up, and a typo "
        "such as minus three referrals would pull down a whole quarter.",
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
        title="A name must be one line of visible characters.",
        finds="Names that are empty, blank, on more than one line or longer than 250 characters, or that contain "
        "invisible characters or an email encoded word (`=?utf-8?q?...?=`).",
        hurts="Names appear in tables, emails and contracts. A name with an invisible character looks like another "
        "one but can't be searched for, and it may be there to deceive. Email programs decode an encoded word, and it "
        "can hide a recipient.",
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
        title="A short name uses only a-z, 0-9, - and _.",
        finds="Keys of people, buckets and criteria, ids of plan items and commitments, and tiers that contain "
        "capitals, spaces or other characters, start with - or _, or are longer than 63 characters.",
        hurts="The rest of the file refers to short names, and people type them on the command line. They should work "
        "on every keyboard.",
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
        title="An address or a code is malformed.",
        finds="Email addresses without `@` or a domain, or with an email encoded word (`=?utf-8?q?...?=`), web "
        "addresses that don't start with https:// or http://, addresses of unusual length, countries that are not two "
        "capital letters (ISO 3166), and currencies that are not three (ISO 4217).",
        hurts="They are used to address emails, create links and show money. No one notices a wrong one until it has "
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
        title="A checklist item is either done or not.",
        finds="Items with a value other than a date (done on that day), true (done) or false (open).",
        hurts="`yes`, `in progress` and `x` mean something different to every reader, and progress can't be counted.",
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
        title="A payment must go from one side to the other.",
        finds="Terms under `agreement.revenue` whose `from` and `to` are the same side.",
        hurts="A company can't pay itself. One of the two is wrong, so the payment terms in the draft agreement are "
        "too.",
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
    Manual(
        code="PK023",
        name="old-spelling",
        severity="error",
        title="A key or an item has a new name.",
        finds="Spellings from earlier drafts of the format: `licence`, `most_favoured`, `tier_rule`, and the "
        "checklist items `optimised` and `commitments-honoured`. The finding names the new one.",
        hurts="A key under its old name is not read, so the term would be missing from every report and draft.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            agreement:
              licence: {us: The connector}
            """,
            at=(4, 3),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            agreement:
              license: {us: The connector}
            """
        ),
    ),
    Manual(
        code="PK024",
        name="conflicting-keys",
        severity="error",
        title="Two keys contradict each other.",
        finds="A key that the revenue model doesn't use (`months` with a tiered rate), two keys that mean the same "
        "thing (`months` and `ends` of a term, `owner` and `owners` of a plan item), and an end date before the start "
        "date.",
        hurts="One of the two would be silently dropped, and the contract would be missing a figure that both sides "
        "agreed to.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            agreement:
              term: {starts: 2026-01-01, months: 12, ends: 2026-12-31}
            """,
            at=(4, 48),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            agreement:
              term: {starts: 2026-01-01, ends: 2026-12-31}
            """
        ),
    ),
    Manual(
        code="PK025",
        name="unsound-tiers",
        severity="error",
        title="The tiers leave a gap or overlap.",
        finds="Revenue terms whose first tier doesn't start at 0, whose tiers are not in order of volume or start at "
        "the same volume, or that mix `at_least` and `above`.",
        hurts="Some volumes would have no rate or two rates: the partner's first sale, for example, or a sale exactly "
        "at a threshold.",
        bad=partnership(
            """\
            name: Meridian Channel
            type: distribution
            agreement:
              revenue:
                - model: tiered
                  base: net
                  counts: period
                  tiers:
                    - {at_least: 10000, rate: 25%}
                    - {at_least: 50000, rate: 28%}
            """,
            at=(9, 22),
        ),
        good=partnership(
            """\
            name: Meridian Channel
            type: distribution
            agreement:
              revenue:
                - model: tiered
                  base: net
                  counts: period
                  tiers:
                    - {at_least: 0, rate: 25%}
                    - {at_least: 50000, rate: 28%}
            """
        ),
    ),
    Manual(
        code="PK026",
        name="too-many-entries",
        severity="error",
        title="A list has too many entries.",
        finds="A workspace with more than 50 buckets, criteria, bands or tiers, a bucket with more than "
        "100 boxes, and an agreement with more than 200 revenue terms.",
        hurts="Each of them is a column, a row or a question in every report on every partnership, so a file created "
        "by mistake or in bad faith would make every command slow.",
        bad=Example(
            {"partnerkit.yaml": "framework:\n  buckets: {" + ", ".join(f"b{at}: {{}}" for at in range(60)) + "}\n"},
            at=(2, 12),
            shown="framework:\n  buckets: {b0: {}, b1: {}, ... 60 of them ..., b59: {}}",
        ),
        good=workspace(
            """\
            framework:
              buckets: {align: {}, build: {}, grow: {}}
            """
        ),
    ),
)
