"""What was agreed, in short?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from partnerkit.facts.agreements import AgreementState, ending_without_cause
from partnerkit.facts.case import Case
from partnerkit.facts.notice import notice_of_non_renewal, notice_without_cause
from partnerkit.model.agreement import Agreement, Responsibilities, Term
from partnerkit.model.choices import LimitPeriod, Renewal, RevenueBase, TierMethod, TierVolume
from partnerkit.model.revenue import RevenueTerm
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
    lines = [
        TermLine(group, said or None)
        for group, said in (
            ("Status", _status(case.agreed)),
            ("What we do", _duties(agreement.scope.us if agreement.scope else None)),
            ("What they do", _duties(agreement.scope.them if agreement.scope else None)),
            ("Money", "; ".join(revenue_in_words(term, currency) for term in agreement.revenue)),
            ("Exclusivity", _exclusivity(agreement)),
            ("Term", _term(agreement.term, case.agreed)),
            ("Termination", _termination(agreement, case.today)),
            ("Intellectual property", _property(agreement)),
            ("Confidentiality", _confidentiality(agreement)),
            ("Law", agreement.law or ""),
        )
    ]
    return (*lines, *_amendments(agreement))


def _status(state: AgreementState) -> str:
    if state.is_signed:
        return f"signed on {state.signature}" if state.signature else "signed"
    return f"to be signed on {state.to_be_signed}" if state.to_be_signed else state.word or ""


def _duties(duties: Responsibilities | None) -> str:
    if duties is None:
        return ""
    return "; ".join((*duties.deliverables, *duties.timeline, *duties.resources, *duties.quality))


_BASES: Final[Mapping[RevenueBase, str]] = {
    "gross": "gross amounts",
    "net": "net amounts",
    "settled": "amounts paid",
    "margin": "gross margin",
}
_VOLUMES: Final[Mapping[TierVolume, str]] = {
    "deal": "by the volume of each deal",
    "period": "by the volume of the settlement period",
    "year": "by the volume of the contract year",
    "all": "by the volume since the start",
}
_METHODS: Final[Mapping[TierMethod, str]] = {
    "marginal": "each rate for its own tier",
    "retroactive": "the rate reached for all volume",
}
_PER: Final[Mapping[LimitPeriod, str]] = {"period": "a settlement period", "year": "a contract year", "total": "in all"}


def revenue_in_words(term: RevenueTerm, currency: str) -> str:
    """Describe who pays what, with every figure that the file has."""
    unit = term.currency or currency
    parts = [term.model.replace("-", " "), *_revenue(term, unit)]
    return " ".join(parts[:2]) + "".join(f", {part}" for part in parts[2:])


def _revenue(term: RevenueTerm, unit: str) -> Iterator[str]:
    yield from _shares(term, unit)
    if term.amount is not None:
        every = "" if term.every is None else " once" if term.every == "once" else f" a {term.every}"
        yield f"{money(term.amount, unit)}{every}"
    if term.of:
        yield f"on {term.of}" if term.rate is not None or term.tiers else f"for {term.of}"
    if term.months is not None:
        start = " from the start of the agreement" if term.counts_from == "agreement" else ""
        yield f"for {plural(term.months, 'month')}{start}"
    if term.minimum is not None:
        yield f"at least {money(term.minimum, unit)}{_per(term.minimum_per)}"
    if term.cap is not None:
        yield f"at most {money(term.cap, unit)}{_per(term.cap_per)}"
    if term.settles:
        yield f"settled each {term.settles}"
    if term.hold_days is not None:
        yield f"payable {plural(term.hold_days, 'day')} after a deal"
    if term.clawback_days is not None:
        yield f"taken back if refunded within {plural(term.clawback_days, 'day')}"
    if term.minimum_payout is not None:
        yield f"paid out from {money(term.minimum_payout, unit)}"
    if term.rounding:
        yield f"rounded {term.rounding}"
    amounts = (term.amount, term.minimum, term.cap, term.minimum_payout)
    if term.currency and not any(amount is not None for amount in amounts):
        yield f"in {term.currency}"
    if term.from_ and term.to:
        yield "from us to them" if term.from_ == "us" else "from them to us"
    if term.valid_from:
        yield f"for deals from {term.valid_from}"
    if term.valid_until:
        yield f"for deals until {term.valid_until}"


def _shares(term: RevenueTerm, unit: str) -> Iterator[str]:
    """Yield what each percentage is, and what it is taken of."""
    base = f" of {_BASES[term.base]}" if term.base else ""
    if term.rate is not None:
        yield f"{percent(term.rate)}{' off the list price' if term.model == 'resale-discount' else base}"
    for number, tier in enumerate(term.tiers):
        volume = money(tier.bound, unit) if term.unit in (None, "money") else plural(tier.bound, term.unit[:-1])
        yield f"{percent(tier.rate)}{base if number == 0 else ''} {'from' if tier.above is None else 'above'} {volume}"
    if term.counts:
        yield _VOLUMES[term.counts]
    if term.method:
        yield _METHODS[term.method]
    if term.base and term.rate is None and not term.tiers:
        yield f"counted in {_BASES[term.base]}"


def _per(period: LimitPeriod | None) -> str:
    return f" {_PER[period]}" if period else ""


def _exclusivity(agreement: Agreement) -> str:
    given = agreement.exclusivity
    if given is None:
        return ""
    parts = [given.kind, *([given.scope] if given.scope else []), *([f"until {given.until}"] if given.until else [])]
    bound = [f"binds {'both sides' if given.side == 'both' else given.side}"] if given.side else []
    return "; ".join([*parts, *bound, *([f"in return for {given.return_}"] if given.return_ else [])])


_RENEWAL: Final[Mapping[Renewal, str]] = {
    "automatic": "renews automatically",
    "mutual": "ends unless renewed by both",
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
        length = f" for {plural(term.renewal_months, 'month')}" if term.renewal_months else ""
        most = "" if term.renewals_max is None else f", at most {plural(term.renewals_max, 'time')}"
        parts.append(f"{_RENEWAL[term.renewal]}{length}{most}")
    elif state.ends is not None:
        parts.append("ends unless renewed")
    if notice := notice_of_non_renewal(term):
        # Where silence ends the term, the time is one to talk, and no one gives notice.
        by = "" if state.notice_by is None else _last_day(state.notice_by, is_past=state.is_notice_over)
        silent = term.renewal == "automatic"
        parts.append(f"notice of {notice.in_words}{by}" if silent else f"talks {notice.in_words} before the end")
    return ", ".join(parts)


def _last_day(notice_by: date, *, is_past: bool) -> str:
    return f"; the last day for notice, {notice_by}, has passed" if is_past else f" by {notice_by}"


def _termination(agreement: Agreement, today: date) -> str:
    given = agreement.termination
    if given is None:
        return ""
    notice, way = notice_without_cause(given), ending_without_cause(agreement, today)
    parts = [f"without cause with notice of {notice.in_words}"] if notice else []
    if way and way.notice.to:
        parts.append(f"given by {way.by}, it ends on {way.ends}")
    if given.cure_days is not None:
        parts.append(f"a breach can be cured for {plural(given.cure_days, 'day')}")
    return "; ".join([*parts, *([given.effect] if given.effect else [])])


def _amendments(agreement: Agreement) -> Iterator[TermLine]:
    if agreement.amendments:
        said = "; ".join(f"{amendment.date}: {amendment.what}" for amendment in agreement.amendments)
        yield TermLine("Amendments", said)


def _property(agreement: Agreement) -> str:
    return "; ".join(_named(agreement)) if agreement.ip else ""


def _named(agreement: Agreement) -> Iterator[str]:
    assert agreement.ip is not None
    for key, said in (
        ("what each side brought", agreement.ip.pre_existing),
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
