"""People who are accountable for too much (framework)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Example, Manual
from partnerkit.questions.raci import accountable_in, loads
from partnerkit.rules.rule import Remark, WorkspaceOnDay

_WORKSPACE: Final = """\
people:
  dana: {name: Dana Lee, title: Partner Manager}
  raj: {name: Raj Patel, title: Sales Engineer}
raci: {most_accountable: 4}
"""

_FILE: Final = """\
name: Acme Analytics
type: integration
buckets:
  align: {raci: {accountable: dana}}
  build: {raci: {accountable: dana}}
  enable: {raci: {accountable: dana}}
  monetize: {raci: {accountable: dana}}
  operate: {raci: {accountable: dana}}
"""

manual: Final = Manual(
    code="PK246",
    name="over-committed",
    severity="warning",
    title="One person is accountable for too much.",
    finds="Our people who are accountable for more buckets and boxes than `raci.most_accountable` allows (15 unless "
    "the workspace says otherwise), counted across the partnerships you name.",
    hurts="The heat map shows the right name, but that person has no time. Anyone who owns everything works on "
    "whatever is loudest, and the rest is neglected.",
    bad=Example({"acme.yaml": _FILE, "partnerkit.yaml": _WORKSPACE}, at=(2, 3)),
    good=Example(
        {
            "acme.yaml": _FILE.replace("monetize: {raci: {accountable: dana}}", "monetize: {raci: {accountable: raj}}"),
            "partnerkit.yaml": _WORKSPACE,
        }
    ),
)


def facts_of(case: Case) -> Counter[str]:
    """Count what each of our people is accountable for in a partnership."""
    return accountable_in(case.partnership, case.workspace)


def check_all(facts: Mapping[str, Counter[str]], shared: WorkspaceOnDay) -> Iterator[tuple[str | None, Remark]]:
    """Look at what each person is accountable for."""
    most = shared.workspace.raci.most_accountable
    for load in loads(facts.values(), shared.workspace):
        if load.too_much:
            message = f"accountable for {load.accountable} buckets and boxes; the limit for one person is {most}"
            yield None, Remark(("people", load.person), message, "hand some over to the people responsible for them")
