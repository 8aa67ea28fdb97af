"""New revenue terms that start before the old ones end (guide)."""

from collections.abc import Iterator
from datetime import date
from itertools import permutations
from typing import Final

from partnerkit.dates import days_before
from partnerkit.facts.case import Case
from partnerkit.findings.manual import Manual, partnership
from partnerkit.model.revenue import RevenueTerm
from partnerkit.rules.rule import Remark

manual: Final = Manual(
    code="PK287",
    name="overlapping-terms",
    severity="warning",
    title="A new revenue term starts while the old one is in force.",
    finds="Revenue terms with a `valid_from` on a day when an earlier term of the same model, between the same sides, "
    "with the same `base`, `every`, `currency` and `of`, is still in force.",
    hurts="Both terms pay for every deal from that day on: 12% that was meant to replace 10% comes to 22%.",
    bad=partnership(
        """\
        name: Kestrel Advisory
        type: alliance
        agreement:
          revenue:
            - {model: revenue-share, rate: 10%, base: net, months: 12, from: us, to: them}
            - {model: revenue-share, rate: 12%, base: net, months: 12, from: us, to: them, valid_from: 2026-07-01}
        """,
        at=(6, 96),
    ),
    good=partnership(
        """\
        name: Kestrel Advisory
        type: alliance
        agreement:
          revenue:
            - {model: revenue-share, rate: 10%, base: net, months: 12, from: us, to: them, valid_until: 2026-06-30}
            - {model: revenue-share, rate: 12%, base: net, months: 12, from: us, to: them, valid_from: 2026-07-01}
        """
    ),
)


def check(case: Case) -> Iterator[Remark]:
    """Look for terms that start while another one of the same kind is in force."""
    agreement = case.partnership.agreement
    for (earlier, old), (later, new) in permutations(enumerate(agreement.revenue if agreement else ()), 2):
        if new.valid_from is not None and _kind(old) == _kind(new) and _is_replaced(old, new.valid_from):
            yield Remark(
                ("agreement", "revenue", later, "valid_from"),
                f"agreement.revenue[{earlier}] is still in force on {new.valid_from}, so both pay from then on",
                f"set `valid_until: {days_before(new.valid_from, 1)}` in the old term, or say in `of` what each is for",
            )


def _kind(term: RevenueTerm) -> tuple[object, ...]:
    """Return what two terms have in common if one replaces the other."""
    payer = term.from_ or (term.to and {"us": "them", "them": "us"}[term.to])
    return term.model, payer, term.base, term.every, term.currency, term.of


def _is_replaced(old: RevenueTerm, day: date) -> bool:
    """Whether a term started before a day, and is in force on it."""
    return (old.valid_from or date.min) < day <= (old.valid_until or date.max)
