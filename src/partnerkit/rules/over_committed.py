"""People who answer for more than one person can (framework)."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from partnerkit.findings.manual import Example, Manual
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.rules.facts import accountable
from partnerkit.rules.rule import Remark

_MOST: Final = 12
"""Two partnerships whole, or one or two buckets in each of eight; our decision."""

_BUCKETS: Final = """\
buckets:
  align: {raci: {accountable: dana}}
  build: {raci: {accountable: dana}}
  enable: {raci: {accountable: dana}}
  monetize: {raci: {accountable: dana}}
  operate: {raci: {accountable: dana}}
"""

_FILES: Final = {
    "acme.yaml": f"name: Acme Analytics\ntype: integration\n{_BUCKETS}",
    "globex.yaml": f"name: Globex\ntype: distribution\n{_BUCKETS}",
    "tindra.yaml": f"name: Tindra Payroll\ntype: integration\n{_BUCKETS}",
}

manual: Final = Manual(
    code="PK246",
    name="over-committed",
    severity="warning",
    title="One person is accountable for more than anybody can look after.",
    finds="People of ours who are accountable for more than 12 buckets, over all partnerships asked about that are "
    "not in exit.",
    hurts="The name in the heat map is right and still nobody is there. Whoever answers for everything works on what "
    "shouts, and what is quiet fades.",
    bad=Example(
        {**_FILES, "partnerkit.yaml": "people:\n  dana: {name: Dana Lee, title: Partner Manager}\n"}, at=(2, 3)
    ),
    good=Example(
        {
            **_FILES,
            "globex.yaml": _FILES["globex.yaml"].replace("dana", "raj"),
            "partnerkit.yaml": "people:\n  dana: {name: Dana Lee, title: Partner Manager}\n"
            "  raj: {name: Raj Patel, title: Sales Engineer}\n",
        }
    ),
)


def check_portfolio(portfolio: Portfolio, _today: date) -> Iterator[tuple[str | None, Remark]]:
    """Count the buckets that each person answers for."""
    answers_for: dict[tuple[str | None, str], Counter[str]] = defaultdict(Counter)
    for stem, partnership in portfolio.partnerships.items():
        for person in _accountable_of_ours(partnership):
            # Whom a file lists itself is another person than one of the same short name elsewhere.
            answers_for[stem if person in partnership.people else None, person][stem] += 1
    for (listed_by, person), counts in answers_for.items():
        if (buckets := counts.total()) > _MOST:
            where = f" in {len(counts)} partnerships" if len(counts) > 1 else ""
            message = f"accountable for {buckets} buckets{where}; more than {_MOST} are too many for one person"
            yield listed_by, Remark(("people", person), message, "hand some of them to who is responsible there")


def _accountable_of_ours(partnership: Partnership) -> Iterator[str]:
    if partnership.stage == "exit":
        return
    for bucket in partnership.buckets.values():
        for person in accountable(bucket):
            if person not in partnership.people or partnership.people[person].side == "us":
                yield person
