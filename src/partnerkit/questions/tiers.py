"""Which tier of the programme does each partner have, and which one has it earned?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final, Literal, TypeAlias

from partnerkit.dates import add_months, days_after, month_of
from partnerkit.documents import Block, Cell, Column, Document, Heading, Money, Note, Paragraph, Table
from partnerkit.facts.agreements import state_of
from partnerkit.facts.as_of import complete_months
from partnerkit.facts.case import Case, cases
from partnerkit.facts.figures import series_of
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.program import InProgram, Program, Tier
from partnerkit.phrasing import NO_MATCH, grouped, listed, money, percent, plural, rounded
from partnerkit.results import Internal

RequirementKey: TypeAlias = Literal[
    "agreement", "training", "certification", "referrals", "revenue", "strategic_fit", "deep_integration"
]

MONTHS: Final = 12
"""Referrals and revenue are those of the last twelve months that are over."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says of what tiers ask for; None is not known.

    `revenue` is in `currencies`, and None where they are several; tiers ask for it in `currency`, the workspace's.
    """

    agreement: bool
    training: bool | None
    certification: bool | None
    deep_integration: bool | None
    strategic_fit: int | None
    referrals: int | None
    revenue: Decimal | None
    currencies: tuple[str, ...]
    currency: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing a tier asks: whether it is met, None where the file does not say, and in words what is and what lacks.

    `vouched` are those that the file does not say and that the tier the partner holds already asked for.
    """

    tier: str
    key: RequirementKey
    met: bool | None
    vouched: bool
    how: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one partner stands in one programme.

    `tier` is today's, by its file; `qualifies` the highest whose requirements, and those of all below, are met; `might`
    the highest that what is not known could still give. `next_tier` is the one above today's, and `still_takes` all
    that it asks and that is not met or not known. Fees are those on the revenue of the last twelve months, in
    `currency`; None where the terms are custom or the revenue is not known.
    """

    partnership: str
    name: str
    tier: str | None
    unknown_tier: str | None
    qualifies: str | None
    might: str | None
    next_tier: str | None
    still_takes: tuple[Requirement, ...]
    revenue: Decimal | None
    currency: str
    fee_today: Decimal | None
    fee_qualified: Decimal | None
    fee_next: Decimal | None


@dataclass(frozen=True, slots=True)
class Move:
    """A partner who is in another tier, or is paid otherwise, under another policy."""

    partnership: str
    name: str
    tier: str | None
    before: str | None
    after: str | None
    fee_before: Decimal | None
    fee_after: Decimal | None
    change: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class Tiers:
    """Every partner's standing, and with another policy who would move; `change` sums the fees in one currency.

    `program` is the one that counts today, `other` that of the other policy.
    """

    partnerships: tuple[Standing, ...]
    program: Internal[Program]
    currency: Internal[str]
    policy: str | None = None
    moves: tuple[Move, ...] = ()
    change: Decimal | None = None
    other: Internal[Program | None] = None


def tiers(portfolio: Portfolio, today: date, policy: Program | None = None, policy_name: str = "") -> Tiers:
    """Hold every partner's facts against the tiers of the programme (guide), and against those of another policy."""
    program, currency = portfolio.workspace.program, portfolio.workspace.currency
    found = tuple(standing(case, program) for case in cases(portfolio, today))
    if policy is None:
        return Tiers(found, program, currency)
    there = [standing(case, policy) for case in cases(portfolio, today)]
    all_moves = [_move(before, after) for before, after in zip(found, there, strict=True)]
    moves = tuple(move for move in all_moves if (move.before, move.fee_before) != (move.after, move.fee_after))
    own = [move.change for move in moves if move.change is not None and move.currency == currency]
    change = sum(own, Decimal(0)) if own else None
    return Tiers(found, program, currency, policy_name, moves, change, policy)


def _move(before: Standing, after: Standing) -> Move:
    """Compare what a partner is paid now with what it would be: in the tier it holds, or moves to by what it earned."""
    moves = before.qualifies != after.qualifies
    fees = _paid(before), after.fee_qualified if moves else _paid(after)
    change = fees[1] - fees[0] if fees[0] is not None and fees[1] is not None else None
    return Move(
        partnership=before.partnership,
        name=before.name,
        tier=before.tier,
        before=before.qualifies,
        after=after.qualifies,
        fee_before=fees[0],
        fee_after=fees[1],
        change=change,
        currency=before.currency,
    )


def _paid(partner: Standing) -> Decimal | None:
    return partner.fee_today if partner.tier else partner.fee_qualified


def facts_of(case: Case) -> Facts:
    """Gather what a file says of what tiers ask for.

    Trained: `program.trained`, else the launch checklist's `teams-trained`. Referrals and revenue: the last twelve
    months that are over, as far as there are figures; nothing is extrapolated.
    """
    partnership, today, currency = case.partnership, case.today, case.workspace.currency
    given = partnership.program or InProgram.model_construct()
    # On its last day this month is over: counted back from tomorrow, it is one of the twelve.
    since = add_months(days_after(today, 1).replace(day=1), -MONTHS)
    months = [row for row in complete_months(partnership, today) if row.month >= month_of(since)]
    referrals, revenue = (series_of(months, metric, currency) for metric in ("referrals", "revenue"))
    strategic = partnership.fit.get("strategic")
    launch = partnership.checklists.launch if partnership.checklists else {}
    return Facts(
        agreement=state_of(partnership.agreement, today).is_signed,
        training=_done(given.trained if given.trained is not None else launch.get("teams-trained"), today),
        certification=_done(given.certified, today),
        deep_integration=_done(given.deep_integration, today),
        strategic_fit=strategic.rating if strategic else None,
        referrals=int(referrals[0].total) if referrals else None,
        revenue=revenue[0].total if len(revenue) == 1 else None,
        currencies=tuple(series.currency or currency for series in revenue),
        currency=currency,
    )


def _done(given: date | bool | None, today: date) -> bool | None:
    return given if given is None or isinstance(given, bool) else given <= today


def standing(case: Case, program: Program) -> Standing:
    """Return where one partner stands in a programme: the workspace's own, or another policy.

    A tier takes all that those below it take. Training, certification and integration of which the file says nothing
    count as met where the tier that the partner holds already took them: somebody gave it that tier.
    """
    partnership, facts = case.partnership, facts_of(case)
    vouched = _vouched(partnership, case.workspace.program, facts)
    ladder = program.resolved
    keys = [tier.key for tier in ladder]
    held = keys.index(partnership.tier) if partnership.tier in keys else -1
    asked = [
        [replace(need, vouched=need.met is None and need.key in vouched) for need in requirements(tier, facts)]
        for tier in ladder
    ]
    qualifies = _highest(ladder, asked, lambda need: need.met is True or need.vouched)
    might = _highest(ladder, asked, lambda need: need.met is not False)
    following = ladder[held + 1] if held + 1 < len(ladder) else None
    up_to_next = [need for needs in asked[: held + 2] for need in needs] if following else []
    return Standing(
        partnership=case.stem,
        name=case.name,
        tier=partnership.tier if held >= 0 else None,
        unknown_tier=partnership.tier if held < 0 else None,
        qualifies=qualifies.key if qualifies else None,
        might=might.key if might else None,
        next_tier=following.key if following else None,
        still_takes=tuple(need for need in up_to_next if need.met is not True and not need.vouched),
        revenue=facts.revenue,
        currency=facts.currency if facts.revenue is None else facts.currencies[0],
        fee_today=_fee(ladder[held] if held >= 0 else None, facts),
        fee_qualified=_fee(qualifies, facts),
        fee_next=_fee(following, facts),
    )


def _vouched(partnership: Partnership, program: Program, facts: Facts) -> set[RequirementKey]:
    """Name what cannot be counted and the tier held already took."""
    keys = [tier.key for tier in program.resolved]
    if partnership.tier not in keys:
        return set()
    held = program.resolved[: keys.index(partnership.tier) + 1]
    return {need.key for tier in held for need in requirements(tier, facts)} & {key for key, _ in _YES_OR_NO}


def _highest(
    ladder: Sequence[Tier], asked: Sequence[Sequence[Requirement]], enough: Callable[[Requirement], bool]
) -> Tier | None:
    reached: Tier | None = None
    for tier, needs in zip(ladder, asked, strict=True):
        if not all(enough(need) for need in needs):
            break
        reached = tier
    return reached


def _fee(tier: Tier | None, facts: Facts) -> Decimal | None:
    """What a tier pays on the revenue of the last twelve months; nothing without a tier."""
    if facts.revenue is None or (tier is not None and tier.fee is None):
        return None
    return rounded(facts.revenue * (tier.fee or 0) / 100, 2) if tier else Decimal(0)


def requirements(tier: Tier, facts: Facts) -> Iterator[Requirement]:
    """Yield what a tier itself asks, held against the facts."""
    needs = tier.requires

    def need(key: RequirementKey, met: bool | None, how: str) -> Requirement:
        return Requirement(tier.key, key, met, vouched=False, how=how)

    if needs.agreement:
        yield need("agreement", facts.agreement, "agreement signed" if facts.agreement else "a signed agreement")
    for key, words in _YES_OR_NO:
        if getattr(needs, key):
            known: bool | None = getattr(facts, key)
            yield need(key, known, words if known is not None else f"{words} (the file does not say)")
    if needs.referrals is not None:
        yield need("referrals", *_counted(facts.referrals, needs.referrals, "referrals"))
    if needs.revenue is not None:
        has = facts.revenue if facts.currencies == (facts.currency,) else None
        unknown = f"figures in {listed(facts.currencies)}" if facts.currencies else "no figures"
        told = partial(money, currency=facts.currency)
        yield need("revenue", *_counted(has, needs.revenue, "of revenue", told, unknown))
    if needs.strategic_fit is not None:
        fit = facts.strategic_fit
        said = "not rated" if fit is None else f"rated {fit}"
        met = None if fit is None else fit >= needs.strategic_fit
        yield need("strategic_fit", met, f"strategic alignment of {needs.strategic_fit} ({said})")


_YES_OR_NO: Final[tuple[tuple[RequirementKey, str], ...]] = (
    ("training", "training"),
    ("certification", "certification"),
    ("deep_integration", "a deep integration"),
)


def _counted(
    has: Decimal | int | None,
    wanted: Decimal | int,
    what: str,
    told: Callable[[Decimal | int], str] = grouped,
    unknown: str = "no figures",
) -> tuple[bool | None, str]:
    if has is None:
        return None, f"{told(wanted)} {what} a year ({unknown})"
    return has >= wanted, f"{told(wanted)} {what} a year (has {told(has)}, {told(max(wanted - has, 0))} to go)"


def document(found: Tiers) -> Document:
    """Describe the standings, the programme, and with another policy who would move and what that changes."""
    names = {tier.key: tier.name for tier in found.program.resolved}
    if not found.partnerships:
        return Document("Tiers", [_standings(found, names)])
    blocks: list[Block] = []
    if found.other is not None:
        there = {tier.key: tier.name for tier in found.other.resolved}
        blocks.extend(_moves(found, {**names, **there}))
        blocks.append(Heading("Under today's policy"))
    blocks.append(_standings(found, names))
    blocks.extend(_remarks(found))
    blocks.append(Heading("The programme"))
    blocks.append(_program(found))
    return Document("Tiers", blocks)


def _standings(found: Tiers, names: dict[str, str]) -> Table:
    return Table(
        columns=[
            Column("Partnership", wide=True),
            Column("Tier"),
            Column("Earned"),
            Column("What the next still takes", short="Next still takes", wide=True),
            Column("Pays", align="right"),
            Column("Next pays", short="Next", align="right"),
            Column("Currency", only="spreadsheet"),
        ],
        rows=[
            [
                partner.name,
                names.get(partner.tier or "") or None,
                names.get(partner.qualifies or "") or None,
                _still_takes(partner, names),
                _fee_cell(partner.fee_today, partner.currency),
                _fee_cell(partner.fee_next if partner.next_tier else None, partner.currency),
                partner.currency,
            ]
            for partner in found.partnerships
        ],
        empty=NO_MATCH,
    )


def _fee_cell(fee: Decimal | None, currency: str) -> Money | None:
    return None if fee is None else Money(fee, currency)


def _still_takes(partner: Standing, names: dict[str, str]) -> str:
    if partner.next_tier is None:
        return "nothing is above it"
    takes = "; ".join(need.how for need in partner.still_takes) or "nothing, it has earned it"
    return f"{names[partner.next_tier]}: {takes}"


def _remarks(found: Tiers) -> Iterator[Block]:
    known = listed([f"`{tier.key}`" for tier in found.program.resolved], "or")
    for partner in found.partnerships:
        if partner.unknown_tier:
            yield Paragraph(f"{partner.name}: `{partner.unknown_tier}` is no tier of the programme; they are {known}.")
    yield Note(
        "Fees are the tier's share of the revenue of the last twelve months; the agreement's own terms come first. "
        "A tier takes all that those below it take. Training, certification and integration of which the file says "
        "nothing count as met where the tier held already took them."
    )


def _program(found: Tiers) -> Table:
    blank = Facts(False, None, None, None, None, None, None, (), found.currency)
    rows: list[list[Cell]] = [
        [
            tier.name,
            _fee_in_words(tier),
            "; ".join(need.how.split(" (")[0].strip() for need in requirements(tier, blank)) or None,
            "; ".join(tier.benefits) or None,
        ]
        for tier in found.program.resolved
    ]
    return Table([Column("Tier"), Column("Fee"), Column("Takes", wide=True), Column("Benefits", wide=True)], rows)


def _fee_in_words(tier: Tier) -> str:
    return "custom" if tier.fee is None else percent(tier.fee)


def _moves(found: Tiers, names: dict[str, str]) -> Iterator[Block]:
    yield Heading(f"Under {found.policy}")
    if not found.moves:
        yield Paragraph("Nobody would move, and no fee would change.")
        return
    moving = [move for move in found.moves if move.before != move.after]
    who = f": {listed([move.name for move in moving])}" if moving else ""
    yield Paragraph(f"{plural(len(moving), 'partner')} would move{who}.")
    rows: list[list[Cell]] = [
        [
            move.name,
            names.get(move.before or "") or None,
            names.get(move.after or "") or None,
            *(_fee_cell(fee, move.currency) for fee in (move.fee_before, move.fee_after, move.change)),
            move.currency,
        ]
        for move in found.moves
    ]
    fees = [Column(title, align="right") for title in ("Fee", "becomes", "Change")]
    tiers = [Column("Partnership", wide=True), Column("Earned"), Column("Under it")]
    yield Table([*tiers, *fees, Column("Currency", only="spreadsheet")], rows)
    if found.change is not None:
        more = "more" if found.change > 0 else "less"
        sum_of = (
            f"Fees in all: {money(abs(found.change), found.currency)} {more} on the revenue of the last twelve months."
        )
        left_out = [move.name for move in found.moves if move.change is None or move.currency != found.currency]
        # A sum that silently lacks a partner would be taken for the price of the policy.
        why = f"since a fee is custom, not known or not in {found.currency}"
        without = f" Not in it, {why}: {listed(left_out)}." if left_out else ""
        yield Paragraph(sum_of + without)
