"""What can be wrong with setting rules aside, which is found while they are applied."""

from typing import Final

from partnerkit.findings.manual import Manual, partnership

UNKNOWN_RULE: Final = Manual(
    code="PK200",
    name="unknown-rule",
    severity="error",
    title="A rule is named that there is not.",
    finds="Words under `lint` that are no code and no name of a rule: in a partnership file the keys of `ignore`, in "
    "`partnerkit.yaml` also beginnings of codes, such as `PK24`.",
    hurts="Somebody meant to set a rule aside, or to choose it, and nothing happened.",
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
    title="A rule is set aside that finds nothing here.",
    finds="Keys of `lint.ignore` in a partnership file whose rule was applied and has nothing to say on this "
    "partnership.",
    hurts="What was wrong has been mended, or never was. Left standing, the line will hide the next mistake of its "
    "kind.",
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
