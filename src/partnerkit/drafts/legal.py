"""What the wording of an agreement follows from: its status, its law and how it is paid."""

import re
from collections.abc import Sequence
from typing import Any, Final

from partnerkit.facts.agreements import state_of
from partnerkit.facts.case import Case
from partnerkit.facts.laws import is_us_state, legal_systems
from partnerkit.model.revenue import RevenueTerm

_BY_STATEMENT: Final = frozenset({"referral-fee", "revenue-share", "tiered", "minimum-commitment"})
_BY_INVOICE: Final = frozenset({"fixed-fee", "resale-discount"})
_OF_REFERRALS: Final = re.compile(r"\b(?:referr|introduc)", re.IGNORECASE)
_OF_RESALE: Final = re.compile(r"\bres(?:ale|ell|old)", re.IGNORECASE)


def wording(case: Case) -> dict[str, Any]:
    """Return it as templates see it; `section` is what the law calls a part of a contract.

    `currencies` are those of the amounts, that of the workspace first.
    """
    agreement = case.partnership.agreement
    law = agreement.law if agreement else None
    systems = legal_systems(law)
    revenue = agreement.revenue if agreement else ()
    return {
        "agreement_status": state_of(agreement, case.today).status,
        "legal_systems": list(systems),
        "is_us_state": is_us_state(law),
        "section": "clause" if "england" in systems else "Section",
        "periods_from": case.workspace.fiscal_year,
        "currencies": list(
            dict.fromkeys([case.workspace.currency, *(term.currency for term in revenue if term.currency)])
        ),
        "paid": _ways_of_paying(revenue),
    }


def _ways_of_paying(revenue: Sequence[RevenueTerm]) -> dict[str, bool]:
    """Return what the revenue terms need beside themselves; where there are none yet, invoices."""
    models = {term.model for term in revenue}
    return {
        "referrals": any(term.model == "referral-fee" or _OF_REFERRALS.search(term.of or "") for term in revenue),
        "resale": any(term.model == "resale-discount" or _OF_RESALE.search(term.of or "") for term in revenue),
        "statements": bool(models & _BY_STATEMENT),
        "invoices": not models or bool(models & _BY_INVOICE),
        "fixed": "fixed-fee" in models,
        "minimum": any(term.minimum is not None for term in revenue),
        "clawback": any(term.clawback_days is not None for term in revenue),
    }
