"""Revenue shares that are paid for ever (guide)."""

from collections.abc import Iterator
from typing import Final

from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK282",
    name="endless-share",
    severity="warning",
    title="A revenue share has neither an end nor a cap.",
    finds="Terms of the model `revenue-share` without `months` and without `cap`.",
    hurts="A share of continuing revenue without an end is a discount for ever, on customers whom the partner may not "
    "have spoken to in years. The guide's case pays for 12 months from the first purchase.",
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
        if term.model == "revenue-share" and term.months is None and term.cap is None:
            yield Remark(
                ("agreement", "revenue", number, "model"),
                "paid for ever: there are no `months` and no `cap`",
                "agree for how many months after a customer's first purchase, or the most that is paid",
            )
