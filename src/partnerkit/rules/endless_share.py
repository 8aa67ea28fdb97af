"""Revenue shares that we pay without end (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK282",
    name="endless-share",
    severity="warning",
    title="A revenue share that we pay has neither an end nor a cap.",
    finds="Terms of the model `revenue-share` without `months`, `cap` or `valid_until`, unless the partner is the "
    "one who pays.",
    hurts="An open-ended share of recurring revenue is a permanent cost, on customers the partner may not have spoken "
    "to in years. Set an end, such as 12 months from the first purchase.",
    bad=partnership(
        """\
        name: Acme Analytics
        type: integration
        agreement:
          revenue:
            - {model: revenue-share, rate: 20%, base: net, of: referred sales, from: us, to: them}
        """,
        at=(5, 15),
    ),
    good=partnership(
        """\
        name: Acme Analytics
        type: integration
        agreement:
          revenue:
            - {model: revenue-share, rate: 20%, base: net, of: referred sales, months: 12, from: us, to: them}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for shares without an end."""
    agreement = case.partnership.agreement
    for number, term in enumerate(agreement.revenue if agreement else ()):
        they_pay = term.from_ == "them" or term.to == "us"
        is_limited = any(limit is not None for limit in (term.months, term.cap, term.valid_until))
        if term.model == "revenue-share" and not they_pay and not is_limited:
            yield Remark(
                ("agreement", "revenue", number, "model"),
                "paid without end: there are no `months` and no `cap`",
                "agree on a number of months after each customer's first purchase, or on a cap",
            )
