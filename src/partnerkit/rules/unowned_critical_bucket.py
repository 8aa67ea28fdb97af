"""Critical buckets that no one is accountable for (framework)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.facts.ownership import accountable_for
from partnerkit.facts.stages import LIVE
from partnerkit.findings.manual import Example, Manual
from partnerkit.rules.cases import owned_buckets
from partnerkit.rules.rule import Remark

_WORKSPACE: Final = """\
people:
  sam: {name: Sam Ortiz, title: Support Lead}
framework:
  buckets: {align: {}, support: {critical: true}}
"""

manual: Final = Manual(
    code="PK240",
    name="unowned-critical-bucket",
    severity="error",
    title="No one is accountable for a critical bucket.",
    finds="Buckets that the workspace marks as `critical` and that have no one `accountable`. At `grow`, `optimize` "
    "or `renew`, when customers can see the partnership, critical buckets that the file doesn't mention are reported "
    "too. Partnerships at `exit` are skipped.",
    hurts="A critical bucket in red turns the whole partnership red. In practice, a critical bucket without an owner "
    "is the most common problem, and the most expensive.",
    bad=Example(
        {
            "partnerkit.yaml": _WORKSPACE,
            "acme.yaml": """\
name: Acme Analytics
type: integration
buckets:
  support: {status: red, evidence: 23 tickets unanswered, assessed: 2026-03-30, raci: {responsible: sam}}
""",
        },
        at=(4, 3),
    ),
    good=Example(
        {
            "partnerkit.yaml": _WORKSPACE,
            "acme.yaml": """\
name: Acme Analytics
type: integration
buckets:
  support: {status: red, evidence: 23 tickets unanswered, assessed: 2026-03-30, raci: {accountable: sam}}
""",
        }
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for critical buckets without anyone accountable."""
    help = "one person as `raci.accountable`"
    for key, bucket, definition in owned_buckets(case):
        if definition.critical and not accountable_for(bucket):
            yield Remark(("buckets", key), "critical, but no one is accountable", f"name {help}")
    if case.partnership.stage not in LIVE:
        return
    place = "buckets" if case.partnership.buckets else "stage"
    for definition in case.workspace.framework.resolved:
        if definition.critical and definition.key not in case.partnership.buckets:
            message = f"`{definition.key}` is critical, but the file names no one accountable for it"
            yield Remark((place,), message, f"add the bucket with {help}")
