"""Manuals of text that is not YAML, or uses more of YAML than a partnership file needs."""

from typing import Final

from partnerkit.findings.manual import Example, Manual, partnership

MANUALS: Final = (
    Manual(
        code="PK101",
        name="broken-yaml",
        severity="error",
        title="This is not valid YAML.",
        finds="Lines that don't line up, quotes and brackets that aren't closed, a second `: ` in unquoted text, and "
        "other typos.",
        hurts="Nothing after this point can be read. Fix this first; it may hide other findings.",
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
        finds="Keys followed by nothing, `null` or `~`, and empty list entries.",
        hurts="No one can tell whether it means no, unknown or not yet. If you don't know, leave the key out: it then "
        "shows as not assessed, which is always allowed.",
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
        title="A key appears twice.",
        finds="Keys that appear more than once in the same mapping, often because two people added the same section.",
        hurts="Only one of them can count, and tools differ on which one.",
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
        title="A value is a reference instead of the value itself.",
        finds="Anchors (`&name`) and aliases (`*name`).",
        hurts="Someone reading the line can't see the value, and a few lines of aliases can expand to millions of "
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
        title="A value has a tag.",
        finds="YAML tags: `!` or `!!` and a word before a value.",
        hurts="A tag makes the program that reads the file use a different type, or, in some programs, run code. The "
        "key already defines the type of its value.",
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
        title="A mapping is merged in from elsewhere.",
        finds="The merge key `<<`.",
        hurts="Part of a section would be defined somewhere else, and a change there would change this section "
        "without anyone seeing it.",
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
        title="The file contains more than one document.",
        finds="A second `---`, and `%YAML` or `%TAG` directives before the first.",
        hurts="Each file is one partnership. Many tools read only the first document and would miss the second.",
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
        hurts="No one wrote this by hand, and files like it crash other programs.",
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
        title="The file has more values than a partnership can need.",
        finds="More than 50,000 keys and values.",
        hurts="A file that large is an export, not a partnership. Keep account lists out of the repository.",
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
        finds="Numbers, `true`, `null`, lists and mappings used as keys, keys longer than 200 characters, and colons "
        "with no key before them. Also the second half of a number split by a comma, as in `{rate: 12,5%}`.",
        hurts="Other tools read such a key as a different type, which makes it a different key. In quotes, it's text "
        "everywhere.",
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
        title="A number is infinite, undefined or far too long.",
        finds="`.inf`, `.nan`, numbers longer than 32 characters, and exponents of that size.",
        hurts="One such number makes every total that includes it meaningless.",
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
        title="A tab is used instead of spaces.",
        finds="Every tab in the file.",
        hurts="Editors show tabs at different widths, so lines that seem to line up don't. YAML forbids tabs before "
        "keys; partnerkit reports every tab so you don't need to know where they're harmless.",
        bad=partnership("name: Acme Analytics\ntype: integration\npartner:\n\tcountry: DE\n", at=(4, 1)),
        good=partnership("name: Acme Analytics\ntype: integration\npartner:\n  country: DE\n"),
    ),
    Manual(
        code="PK115",
        name="hidden-character",
        severity="error",
        title="A hidden character changes what the file says.",
        finds="Control characters and unusual line breaks, even as an escape in double quotes. Also no-break and "
        "other special spaces where YAML needs a plain one: before a key, and after a colon or a dash.",
        hurts="A reviewer sees something other than what is read: after a hidden line break, the rest of a comment "
        "becomes a real key.",
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
        title="A text contains an invisible character.",
        finds="Zero-width and blank characters, marks that change the writing direction, soft hyphens, and code "
        "points that are not characters. They often come along when you copy text from a web page or a presentation. "
        "In names and addresses, they're errors.",
        hurts="A search doesn't find text that looks the same, and a change of direction can show text in a different "
        "order than it was written.",
        bad=partnership("name: Acme Analytics\ntype: integration\nwhy: Same retail\u200b buyers\n", at=(3, 17)),
        good=partnership("name: Acme Analytics\ntype: integration\nwhy: Same retail buyers\n"),
    ),
    Manual(
        code="PK118",
        name="unquoted-comma",
        severity="warning",
        title="Unquoted text in braces contains a comma.",
        finds="Commas inside unquoted text in braces, as in `{purpose: Co-sell, resale and attribution}`. A comma "
        "there ends the value. partnerkit reads on if what follows can only be part of the text.",
        hurts="Other tools end the text at the comma and read the rest as a key without a value.",
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
        title="A `#` after a space cuts off the text.",
        finds="Unquoted text followed by a space and a `#` with no space after it, as in `ticket #2`. A `#` followed "
        "by a space is read as a comment.",
        hurts="You see the whole line in your editor, but YAML drops everything from the `#` on, and so does every "
        "report.",
        bad=partnership("name: Acme Analytics\ntype: integration\nwhy: Their #1 request in the market\n", at=(3, 12)),
        good=partnership('name: Acme Analytics\ntype: integration\nwhy: "Their #1 request in the market"\n'),
    ),
    Manual(
        code="PK125",
        name="typographic-quotes",
        severity="warning",
        title="Curly quotes are read as part of the text.",
        finds="Text in curly or angle quotes, which word processors and chat programs insert automatically.",
        hurts="YAML recognizes only straight quotes. Any others are part of the text and show up wherever it is used: "
        "in tables, emails and contracts.",
        bad=partnership("name: \u201cAcme Analytics\u201d\ntype: integration\n", at=(1, 7)),
        good=partnership('name: "Acme Analytics"\ntype: integration\n'),
    ),
    Manual(
        code="PK123",
        name="dot-between-thousands",
        severity="warning",
        title="A number may mean thousands but is read as a fraction.",
        finds="Up to three digits, a period and exactly three more digits, as in `12.400`. The period is a decimal "
        "point, so this is twelve and a fraction. In a deals file, only in currencies with fewer than three decimal "
        "places, and only in columns without longer fractions.",
        hurts="In many countries this means twelve thousand four hundred. It can take a long time to notice that a "
        "target or a revenue figure is a thousand times too small.",
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
