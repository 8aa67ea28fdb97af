"""What was agreed, in short?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from partnerkit.facts.agreements import AgreementState, state_of
from partnerkit.facts.case import Case
from partnerkit.model.agreement import Agreement, Responsibilities, RevenueTerm, Term
from partnerkit.model.choices import Renewal
from partnerkit.phrasing import listed, money, percent, plural


@dataclass(frozen=True, slots=True)
class TermLine:
    """One group of terms and what was agreed in it; None where nothing is written down."""

    group: str
    agreed: str | None


def terms(case: Case) -> tuple[TermLine, ...]:
    """Sum up the seven groups of terms (guide); nothing where there is no agreement in the file."""
    agreement, currency = case.partnership.agreement, case.workspace.currency
    if agreement is None:
        return ()
    return tuple(
        TermLine(group, said or None)
        for group, said in (
            ("Status", _status(agreement)),
            ("What we do", _duties(agreement.scope.us if agreement.scope else None)),
            ("What they do", _duties(agreement.scope.them if agreement.scope else None)),
            ("Money", "; ".join(revenue_in_words(term, currency) for term in agreement.revenue)),
            ("Exclusivity", _exclusivity(agreement)),
            ("Term", _term(agreement.term, state_of(agreement, case.today))),
            ("Termination", _termination(agreement)),
            ("Intellectual property", _property(agreement)),
            ("Confidentiality", _confidentiality(agreement)),
            ("Law", agreement.law or ""),
        )
    )


def _status(agreement: Agreement) -> str:
    signed = f" on {agreement.signed}" if agreement.signed and agreement.status == "signed" else ""
    return f"{agreement.status}{signed}" if agreement.status else ""


def _duties(duties: Responsibilities | None) -> str:
    if duties is None:
        return ""
    return "; ".join((*duties.deliverables, *duties.timeline, *duties.resources, *duties.quality))


def revenue_in_words(term: RevenueTerm, currency: str) -> str:
    """Say who pays what to whom; what a percentage is a share of is said where the file does."""
    unit = term.currency or currency
    parts = [term.model.replace("-", " ")]
    if term.rate is not None:
        parts.append(percent(term.rate))
    if term.of:
        parts.append(f"of {term.of}" if term.rate is not None else f"for {term.of}")
    parts.extend(f"{percent(tier.rate)} from {money(tier.bound, unit)}" for tier in term.tiers)
    if term.amount is not None:
        parts.append(f"{money(term.amount, unit)}{f' a {term.every}' if term.every else ''}")
    if term.months is not None:
        parts.append(f"for {plural(term.months, 'month')}")
    if term.minimum is not None:
        parts.append(f"at least {money(term.minimum, unit)}")
    if term.cap is not None:
        parts.append(f"at most {money(term.cap, unit)}")
    if term.settles:
        parts.append(f"settled each {term.settles}")
    if term.from_ and term.to:
        parts.append("from us to them" if term.from_ == "us" else "from them to us")
    return " ".join(parts[:2]) + "".join(f", {part}" for part in parts[2:])


def _exclusivity(agreement: Agreement) -> str:
    given = agreement.exclusivity
    if given is None:
        return ""
    parts = [given.kind, *([given.scope] if given.scope else []), *([f"until {given.until}"] if given.until else [])]
    return "; ".join([*parts, *([f"in return for {given.return_}"] if given.return_ else [])])


_RENEWAL: Final[Mapping[Renewal, str]] = {
    "automatic": "renews by itself",
    "mutual": "renews if both agree",
    "none": "ends then",
}


def _term(term: Term | None, state: AgreementState) -> str:
    if term is None:
        return ""
    parts = [f"from {term.starts}"] if term.starts else []
    if term.months is not None:
        parts.append(f"for {plural(term.months, 'month')}")
    if state.ends is not None:
        parts.append(f"until {state.ends}")
    if term.renewal:
        parts.append(_RENEWAL[term.renewal])
    if (notice := state.notice_by) is not None:
        parts.append(f"the day for notice, {notice}, is past" if state.is_notice_over else f"notice by {notice}")
    return ", ".join(parts)


def _termination(agreement: Agreement) -> str:
    given = agreement.termination
    if given is None:
        return ""
    days = given.convenience_days
    parts = [f"without cause with {plural(days, 'day')} of notice"] if days is not None else []
    return "; ".join([*parts, *([given.effect] if given.effect else [])])


def _property(agreement: Agreement) -> str:
    return "; ".join(_named(agreement)) if agreement.ip else ""


def _named(agreement: Agreement) -> Iterator[str]:
    assert agreement.ip is not None
    for key, said in (
        ("what each brought", agreement.ip.pre_existing),
        ("made together", agreement.ip.joint),
        ("brand", agreement.ip.brand),
        ("content", agreement.ip.content),
    ):
        if said:
            yield f"{key}: {said}"


def _confidentiality(agreement: Agreement) -> str:
    given = agreement.confidentiality
    return f"{plural(given.months, 'month')} after the end" if given and given.months is not None else ""


def missing_terms(lines: tuple[TermLine, ...]) -> str:
    """Name the groups in which nothing is written down."""
    return listed([line.group for line in lines if line.agreed is None])
