"""Manuals of text that is no YAML, or more of YAML than a partnership file needs."""

from typing import Final

from partnerkit.findings.manual import Example, Manual, partnership

MANUALS: Final = (
    Manual(
        code="PK101",
        name="broken-yaml",
        severity="error",
        title="The text is not YAML here.",
        finds="Lines that do not line up, quotes and brackets that are not closed, a second `: ` in a text without "
        "quotes, and other slips of writing.",
        hurts="What follows cannot be read. Mend this first; there may be more below it.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            why: One goal: more retail customers
            """,
            at=(3, 14),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            why: "One goal: more retail customers"
            """
        ),
    ),
    Manual(
        code="PK104",
        name="empty-value",
        severity="error",
        title="A key has no value.",
        finds="Keys with nothing, `null` or `~` behind them, and list entries that are empty.",
        hurts="It is unclear whether the answer is no, unknown or still to come. Left out, a value is not assessed; "
        "that is always allowed and always shown.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            stage:
            """,
            at=(3, 1),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            # stage: to be agreed
            """
        ),
    ),
    Manual(
        code="PK105",
        name="duplicate-key",
        severity="error",
        title="The same key stands twice.",
        finds="Keys that occur more than once in one mapping; often two people added the same section.",
        hurts="Only one of the two could count, and which one differs from tool to tool.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            stage: launch
            stage: grow
            """,
            at=(4, 1),
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
        code="PK106",
        name="anchor-or-alias",
        severity="error",
        title="A value is referred to instead of written out.",
        finds="Anchors (`&name`) and aliases (`*name`).",
        hurts="The reader of a line no longer sees what it says, and a few lines of aliases can stand for millions of "
        "values.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            goals:
              - {kind: growth, outcome: &win Win 40 customers}
            """,
            at=(4, 29),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            goals:
              - {kind: growth, outcome: Win 40 customers}
            """
        ),
    ),
    Manual(
        code="PK107",
        name="tag",
        severity="error",
        title="A value carries a tag.",
        finds="`!` or `!!` and a word before a value.",
        hurts="A tag asks the reading program for another type, in some programs even to run something. The key "
        "already says what its value is.",
        bad=partnership(
            """\
            name: !!str Acme Analytics
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
        code="PK108",
        name="merge-key",
        severity="error",
        title="Another mapping is merged in.",
        finds="The key `<<`.",
        hurts="What a section holds would stand somewhere else, and a change there would change it unseen.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            partner:
              <<: {country: DE}
            """,
            at=(4, 3),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            partner:
              country: DE
            """
        ),
    ),
    Manual(
        code="PK109",
        name="second-document",
        severity="error",
        title="The file holds more than one plain document.",
        finds="A second `---`, and `%YAML` or `%TAG` directives before the first.",
        hurts="A file is one partnership. Many tools read the first document only, so that the second would be lost.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            ---
            name: Globex
            type: alliance
            """,
            at=(3, 1),
        ),
        good=partnership(
            """\
            ---
            name: Acme Analytics
            type: integration
            """
        ),
    ),
    Manual(
        code="PK110",
        name="deep-nesting",
        severity="error",
        title="Mappings and lists are nested too deeply.",
        finds="More than 64 levels; the format itself needs seven.",
        hurts="Nobody wrote this by hand, and files like it bring other programs to a halt.",
        bad=Example(
            {"acme.yaml": f"name: Acme Analytics\ntype: integration\ntags: {'[' * 100}{']' * 100}\n"},
            at=(3, 70),
            shown="name: Acme Analytics\ntype: integration\ntags: [[[[[[[[[[ ... 100 brackets ... ]]]]]]]]]]",
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            tags: [retail]
            """
        ),
    ),
    Manual(
        code="PK111",
        name="too-many-values",
        severity="error",
        title="The file holds more values than a partnership can have.",
        finds="More than 50,000 keys and values.",
        hurts="It is an export, not a partnership: keep lists of accounts in a CSV file beside it.",
        bad=Example(
            {"acme.yaml": f"name: Acme Analytics\ntype: integration\ntags: [{'a, ' * 60_000}a]\n"},
            at=(3, 149_987),
            shown="name: Acme Analytics\ntype: integration\ntags: [a, a, a, a, ... 60,000 times ..., a]",
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            tags: [retail]
            """
        ),
    ),
    Manual(
        code="PK112",
        name="key-that-is-no-text",
        severity="error",
        title="A key is not text.",
        finds="Numbers, `true`, `null`, lists and mappings where a key belongs, keys of more than 200 characters, and "
        "colons with no key before them. Also the rest of a number that a comma cuts in two, as in `{rate: 12,5%}`.",
        hurts="Other tools read such a key as another type, and then it is another key. In quotes it is text for all.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            people:
              42: {name: Jo Park, side: them}
            """,
            at=(4, 3),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            people:
              "42": {name: Jo Park, side: them}
            """
        ),
    ),
    Manual(
        code="PK113",
        name="uncountable-number",
        severity="error",
        title="A number is infinite, undefined or absurdly long.",
        finds="`.inf`, `.nan`, numbers of more than 32 characters and exponents to match.",
        hurts="One of them in a sum makes the sum worthless.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            kpis:
              - {metric: referrals, target: .inf}
            """,
            at=(4, 33),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            kpis:
              - {metric: referrals, target: 40}
            """
        ),
    ),
    Manual(
        code="PK114",
        name="tab",
        severity="error",
        title="A tab stands where spaces belong.",
        finds="Every tab of the file, wherever it stands.",
        hurts="A tab is as wide as each editor likes, so that what seems to line up does not. YAML forbids it before "
        "keys; it is found everywhere, so that nobody has to know where it would do no harm.",
        bad=partnership("name: Acme Analytics\ntype: integration\npartner:\n\tcountry: DE\n", at=(4, 1)),
        good=partnership("name: Acme Analytics\ntype: integration\npartner:\n  country: DE\n"),
    ),
    Manual(
        code="PK115",
        name="hidden-character",
        severity="error",
        title="A character that no editor shows changes what the file says.",
        finds="Control characters, line breaks other than the usual ones, and the same written as an escape in double "
        "quotes.",
        hurts="What a reviewer sees is not what is read: behind a hidden line break, the rest of a comment is a live "
        "key.",
        bad=partnership(
            "name: Acme Analytics\ntype: integration\n# agreed in March\u2028stage: exit\n",
            at=(3, 18),
        ),
        good=partnership("name: Acme Analytics\ntype: integration\n# agreed in March\n"),
    ),
    Manual(
        code="PK117",
        name="invisible-character",
        severity="warning",
        title="A character that cannot be seen stands in a text.",
        finds="Zero-width and blank characters, marks that change the direction of writing, soft hyphens, and code "
        "points that are no characters. They often come along when text is copied from a web page or a presentation. "
        "In names and addresses they are errors.",
        hurts="A search does not find what looks the same, and a change of direction can show a text in another order "
        "than it is written in.",
        bad=partnership("name: Acme Analytics\ntype: integration\nwhy: Same retail\u200b buyers\n", at=(3, 17)),
        good=partnership("name: Acme Analytics\ntype: integration\nwhy: Same retail buyers\n"),
    ),
    Manual(
        code="PK118",
        name="unquoted-comma",
        severity="warning",
        title="A text in braces holds a comma and no quotes.",
        finds="`{purpose: Co-sell, resale and attribution}`: in braces a comma ends the value. partnerkit reads on "
        "where what follows can only be the rest of the text.",
        hurts="Other tools end the text at the comma and take the rest for a key without a value.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            partner: {does: analytics, forecasts and dashboards}
            """,
            at=(3, 28),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            partner: {does: "analytics, forecasts and dashboards"}
            """
        ),
    ),
    Manual(
        code="PK119",
        name="text-cut-by-comment",
        severity="warning",
        title="A text ends where a `#` follows a space.",
        finds="A text without quotes, a space, and a `#` with more directly behind it, as in `ticket #2`. A comment "
        "that has a space behind its `#` is taken for one.",
        hurts="Whoever wrote it reads the whole line; YAML, and every answer, ends the text before the `#`.",
        bad=partnership("name: Acme Analytics\ntype: integration\nwhy: Their #1 request in the market\n", at=(3, 12)),
        good=partnership('name: Acme Analytics\ntype: integration\nwhy: "Their #1 request in the market"\n'),
    ),
    Manual(
        code="PK123",
        name="dot-between-thousands",
        severity="warning",
        title="A number may mean thousands, and is read as a fraction.",
        finds="Up to three digits, a dot and exactly three more, as in `12.400`. A dot stands before decimals, so that "
        "this is twelve and a fraction.",
        hurts="In many countries the same number is twelve thousand four hundred. A target or a revenue that is a "
        "thousand times too small is noticed late.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            kpis:
              - {metric: revenue, target: 12.400}
            """,
            at=(4, 31),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            kpis:
              - {metric: revenue, target: 12400}
            """
        ),
    ),
)
