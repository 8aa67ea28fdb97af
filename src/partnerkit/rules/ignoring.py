"""What can be wrong with ignored rules, which shows when rules are applied."""

from typing import Final

from partnerkit.findings.manual import Manual, partnership

UNKNOWN_RULE: Final = Manual(
    code="PK200",
    name="unknown-rule",
    severity="error",
    title="There is no rule with this code or name.",
    finds="Words under `lint` that match no rule. A rule is known by its code or its name; partnerkit.yaml also "
    "accepts the start of a code, such as `PK24`.",
    hurts="Someone meant to ignore or select a rule, and it had no effect.",
    bad=partnership(
        """\
        name: Agency Weekly
        type: co-marketing
        lint:
          ignore:
            no-exit-plann: One newsletter a month, ended by not renewing
        """,
        at=(5, 5),
    ),
    good=partnership(
        """\
        name: Agency Weekly
        type: co-marketing
        agreement: {status: signed}
        lint:
          ignore:
            no-exit-plan: One newsletter a month, ended by not renewing
        """
    ),
)

UNUSED_IGNORE: Final = Manual(
    code="PK201",
    name="unused-ignore",
    severity="warning",
    title="An ignored rule finds nothing here.",
    finds="Keys of `lint.ignore` in a partnership file whose rule ran and found nothing in that partnership.",
    hurts="The problem was fixed, or it never existed. If you leave the line in, it will hide the next problem of "
    "this kind.",
    bad=partnership(
        """\
        name: Agency Weekly
        type: co-marketing
        agreement: {status: signed}
        exit: {plan: The last issue says goodbye}
        lint:
          ignore:
            no-exit-plan: One newsletter a month, ended by not renewing
        """,
        at=(7, 5),
    ),
    good=partnership(
        """\
        name: Agency Weekly
        type: co-marketing
        agreement: {status: signed}
        lint:
          ignore:
            no-exit-plan: One newsletter a month, ended by not renewing
        """
    ),
)
