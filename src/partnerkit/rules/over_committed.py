"""People who answer for more than one person can (framework)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from partnerkit.findings.manual import Example, Manual
from partnerkit.model.portfolio import Portfolio
from partnerkit.questions.raci import loads
from partnerkit.rules.rule import Remark

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
    title="One person is accountable for more than anybody can look after.",
    finds="People of ours who are accountable for more buckets and boxes than `raci.most_accountable` of the "
    "workspace, 15 where it does not say otherwise, over all partnerships asked about.",
    hurts="The name in the heat map is right and still nobody is there. Whoever answers for everything works on what "
    "shouts, and what is quiet fades.",
    bad=Example({"acme.yaml": _FILE, "partnerkit.yaml": _WORKSPACE}, at=(2, 3)),
    good=Example(
        {
            "acme.yaml": _FILE.replace("monetize: {raci: {accountable: dana}}", "monetize: {raci: {accountable: raj}}"),
            "partnerkit.yaml": _WORKSPACE,
        }
    ),
)


def check_portfolio(portfolio: Portfolio, _today: date) -> Iterator[tuple[str | None, Remark]]:
    """Look at what each person answers for."""
    most = portfolio.workspace.raci.most_accountable
    for load in loads(portfolio):
        if load.too_much:
            message = (
                f"accountable for {load.accountable} buckets and boxes; more than {most} are too many for one person"
            )
            yield None, Remark(("people", load.person), message, "hand some of them to who is responsible there")
