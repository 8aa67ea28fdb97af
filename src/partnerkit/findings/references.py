"""Manuals of names that refer to nothing, and of workspaces that contradict themselves."""

from textwrap import dedent
from typing import Final

from partnerkit.findings.manual import Example, Manual, partnership, workspace

_WITH_A_SPLIT = dedent(
    """\
    framework:
      buckets:
        align: {}
        market: {replaces: monetize}
        sell: {replaces: monetize}
    """
)

MANUALS: Final = (
    Manual(
        code="PK009",
        name="unknown-person",
        severity="error",
        title="No one has this short name.",
        finds="People who are named as owners or contacts, in `raci` or under `by`, but are not listed under `people` "
        "in the file or in partnerkit.yaml.",
        hurts="Work without an owner doesn't get done. If the name is misspelled, the work never shows up on that "
        "person's list.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            people:
              jo: {name: Jo Park, side: them}
            outreach:
              contact: joe
            """,
            at=(6, 12),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            people:
              jo: {name: Jo Park, side: them}
            outreach:
              contact: jo
            """
        ),
    ),
    Manual(
        code="PK010",
        name="unknown-bucket",
        severity="error",
        title="The workspace's framework has no such bucket.",
        finds="Keys under `buckets`, and the `bucket` of plan items, that are not buckets of the workspace: the six "
        "of the default framework, or your own under `framework` in partnerkit.yaml.",
        hurts="The heat map has one column per bucket. An assessment of any other bucket would never be shown.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            buckets:
              suport: {status: green}
            """,
            at=(4, 3),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            buckets:
              support: {status: green}
            """
        ),
    ),
    Manual(
        code="PK011",
        name="replaced-bucket",
        severity="error",
        title="The workspace has replaced this bucket with others.",
        finds="Buckets of the default framework that the workspace has since split or renamed. The file was written "
        "earlier, or for another workspace.",
        hurts="The old color doesn't show which of the new buckets it belongs to. Someone who knows the "
        "partnership can decide in a minute.",
        bad=Example(
            {
                "partnerkit.yaml": _WITH_A_SPLIT,
                "acme.yaml": "name: Acme Analytics\ntype: integration\nbuckets:\n  monetize: {status: amber}\n",
            },
            at=(4, 3),
        ),
        good=Example(
            {
                "partnerkit.yaml": _WITH_A_SPLIT,
                "acme.yaml": "name: Acme Analytics\ntype: integration\n"
                "buckets:\n  market: {status: green}\n  sell: {status: amber}\n",
            }
        ),
    ),
    Manual(
        code="PK015",
        name="unknown-criterion",
        severity="error",
        title="The workspace's scorecard has no such criterion.",
        finds="Keys under `fit` that are not criteria of the workspace: strategic, value, reach, operations and "
        "readiness, or your own under `scorecard` in partnerkit.yaml.",
        hurts="A rating without a criterion has no weight, so it would count for nothing.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            fit:
              strategy: 4
            """,
            at=(4, 3),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            fit:
              strategic: 4
            """
        ),
    ),
    Manual(
        code="PK016",
        name="unknown-plan-item",
        severity="error",
        title="No plan item has this id.",
        finds="Ids under `needs` that don't belong to any item of the file's `plan`.",
        hurts="An item that waits for something that isn't in the plan never starts, or starts too early.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            plan:
              - {id: kickoff, title: Joint kickoff}
              - {id: playbook, title: Co-sell playbook, needs: [kick-off]}
            """,
            at=(5, 53),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            plan:
              - {id: kickoff, title: Joint kickoff}
              - {id: playbook, title: Co-sell playbook, needs: [kickoff]}
            """
        ),
    ),
    Manual(
        code="PK017",
        name="repeated-plan-item",
        severity="error",
        title="Two plan items have the same id.",
        finds="Plan items in one file that share an id. Each of them is reported.",
        hurts="If another item lists this id under `needs`, it could mean either one.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            plan:
              - {id: training, title: Train Acme sales}
              - {id: training, title: Train Acme support}
            """,
            at=(4, 10),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            plan:
              - {id: train-sales, title: Train Acme sales}
              - {id: train-support, title: Train Acme support}
            """
        ),
    ),
    Manual(
        code="PK021",
        name="person-of-other-side",
        severity="error",
        title="The person is on the other side.",
        finds="A partnership `owner` who works for the partner, `contacts` who work for us, and `owners` of a plan "
        "item who are on the wrong side.",
        hurts="Emails and notices are addressed to the contacts, and reminders go to the owner. A notice addressed to "
        "a colleague never reaches the partner.",
        bad=partnership(
            """\
            name: Acme Analytics
            type: integration
            owner: jo
            people:
              jo: {name: Jo Park, side: them}
            """,
            at=(3, 8),
        ),
        good=partnership(
            """\
            name: Acme Analytics
            type: integration
            contacts: {main: jo}
            people:
              jo: {name: Jo Park, side: them}
            """
        ),
    ),
    Manual(
        code="PK022",
        name="unknown-partnership",
        severity="error",
        title="No partnership of this workspace has this name.",
        finds="Names under `with` and `through` that don't match a partnership file in the workspace. Write the file "
        "name without `.yaml`.",
        hurts="A deal that involves a third company would be missing from every report on that company.",
        bad=Example(
            {"partnerkit.yaml": "", "acme.yaml": "name: Acme Analytics\ntype: integration\nwith: [globx]\n"},
            at=(3, 8),
        ),
        good=Example(
            {
                "partnerkit.yaml": "",
                "acme.yaml": "name: Acme Analytics\ntype: integration\nwith: [globex]\n",
                "globex.yaml": "name: Globex\ntype: distribution\n",
            }
        ),
    ),
    Manual(
        code="PK019",
        name="unsound-workspace",
        severity="error",
        title="The workspace contradicts itself.",
        finds="A framework without buckets, a scorecard without criteria, a bucket that replaces one that doesn't "
        "exist or is still listed, bands that don't start at 0 or that start at the same score, weights that put "
        "every partner into the same band, two exchange rates for the same day, and a cadence for a tier that doesn't "
        "exist.",
        hurts="Every partnership is assessed against these. With a gap or a contradiction, some partnerships would "
        "get no result and others two.",
        bad=workspace(
            """\
            scorecard:
              bands:
                - {name: Pursue, at_least: 40}
                - {name: Keep on radar, at_least: 20}
            """,
            at=(3, 5),
        ),
        good=workspace(
            """\
            scorecard:
              bands:
                - {name: Pursue, at_least: 40}
                - {name: Keep on radar, at_least: 0}
            """
        ),
    ),
)
