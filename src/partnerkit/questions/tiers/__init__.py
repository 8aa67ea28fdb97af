"""Which tier of the program does each partner have, and which one has it earned?"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from partnerkit.dates import days_after, days_before
from partnerkit.documents import Block, Cell, Column, Document, Heading, Money, Note, Paragraph, Percent, Table
from partnerkit.facts.case import Case, cases
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.program import Program, Tier
from partnerkit.phrasing import NO_MATCH, listed, money, plural, rounded
from partnerkit.questions.tiers.needs import (
    YES_OR_NO,
    NeedKey,
    TierFacts,
    TierNeed,
    counted_in,
    facts_of,
    needs_of,
    remaining,
)
from partnerkit.results import Internal


@dataclass(frozen=True, slots=True)
class TierFees:
    """What tiers pay on the revenue in one currency; None where there is no such tier, or its terms are custom."""

    currency: str
    revenue: Decimal
    fee_today: Decimal | None
    fee_qualified: Decimal | None
    fee_next: Decimal | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one partner is in one program.

    `tier` is today's, by its file; `qualifies` the highest whose requirements, and those of all below, are met; `might`
    the highest that what is not known could still give. Where the tier held is no longer earned, `keeps_until` is the
    last day of the program's grace. `next_tier` is the one above today's, and `still_takes` all that it requires and
    that is not met or not known. `fees` are those on the revenue that the program counts, in each currency apart;
    `revenue` and the fees beside it are the same where all of it is in one `currency`.
    """

    partnership: str
    name: str
    tier: str | None
    unknown_tier: str | None
    qualifies: str | None
    might: str | None
    keeps_until: date | None
    next_tier: str | None
    still_takes: tuple[TierNeed, ...]
    revenue: Decimal | None
    currency: str
    fee_today: Decimal | None
    fee_qualified: Decimal | None
    fee_next: Decimal | None
    fees: tuple[TierFees, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A partner who is in another tier, or is paid otherwise, under another policy, in one of its currencies.

    Fees are those of the tier that is held, under either policy; where the policy moves the partner or does not have
    that tier, those of the tiers earned.
    """

    partnership: str
    name: str
    tier: str | None
    before: str | None
    after: str | None
    fee_before: Decimal | None
    fee_after: Decimal | None
    change: Decimal | None
    currency: str


class TierAsks(NamedTuple):
    """What a tier of the program requires and gives; `fee` is in percent, None where it is custom."""

    tier: str
    name: str
    fee: Decimal | None
    requires: tuple[str, ...]
    benefits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tiers:
    """Every partner's standing, and with another policy who would move.

    `changes` sums the change in fees in each currency apart, and `change` is that in the workspace's. `ladder` is
    the `program` that counts today, and `other` that of the other policy.
    """

    partnerships: tuple[Standing, ...]
    ladder: tuple[TierAsks, ...]
    program: Internal[Program]
    policy: str | None = None
    moves: tuple[Move, ...] = ()
    change: Decimal | None = None
    changes: Mapping[str, Decimal] = field(default_factory=dict)
    other: Internal[Program | None] = None


def tiers(portfolio: Portfolio, today: date, policy: Program | None = None, policy_name: str = "") -> Tiers:
    """Compare every partner's facts with the tiers of the program (guide), and with those of another policy."""
    program, currency = portfolio.workspace.program, portfolio.workspace.currency
    found = tuple(standing(case, program) for case in cases(portfolio, today))
    facts = TierFacts.unknown(currency, program)
    ladder = tuple(
        TierAsks(tier.key, tier.name, tier.fee, tuple(need.asks for need in needs_of(tier, facts)), tier.benefits)
        for tier in program.resolved
    )
    if policy is None:
        return Tiers(found, ladder, program)
    there = [standing(case, policy, paid_on=program.window_months) for case in cases(portfolio, today)]
    all_moves = [move for before, after in zip(found, there, strict=True) for move in _moves_of(before, after)]
    moves = tuple(move for move in all_moves if (move.before, move.fee_before) != (move.after, move.fee_after))
    changes: dict[str, Decimal] = {}
    for move in moves:
        if move.change is not None:
            changes[move.currency] = changes.get(move.currency, Decimal(0)) + move.change
    return Tiers(found, ladder, program, policy_name, moves, changes.get(currency), changes, policy)


def _moves_of(before: Standing, after: Standing) -> Iterator[Move]:
    """Compare like with like: what the tier held pays under either policy, else what the tiers earned pay."""
    stays = before.qualifies == after.qualifies and before.tier is not None and after.tier is not None
    then = {fees.currency: fees for fees in after.fees}
    for fees in before.fees or (None,):
        other = then.get(fees.currency) if fees else None
        paid, becomes = _paid(fees, held=stays), _paid(other, held=stays)
        yield Move(
            partnership=before.partnership,
            name=before.name,
            tier=before.tier,
            before=before.qualifies,
            after=after.qualifies,
            fee_before=paid,
            fee_after=becomes,
            change=becomes - paid if paid is not None and becomes is not None else None,
            currency=fees.currency if fees else before.currency,
        )


def _paid(fees: TierFees | None, *, held: bool) -> Decimal | None:
    if fees is None:
        return None
    return fees.fee_today if held else fees.fee_qualified


def standing(case: Case, program: Program, paid_on: int | None = None) -> Standing:
    """Return where one partner is in a program: the workspace's own, or another policy.

    Fees are on the revenue of `paid_on` months, else of as many as the program counts.

    A tier requires all that those below it require. Training, certification and integration that the file does not
    mention count as met where the tier that the partner holds already required them: someone gave it that tier.
    """
    partnership, ladder = case.partnership, program.resolved
    facts, keys = facts_of(case, program), [tier.key for tier in ladder]
    needs = [needs_of(tier, facts, _vouched(case)) for tier in ladder]
    held = keys.index(partnership.tier) if partnership.tier in keys else -1
    qualifies = _highest(needs, lambda need: need.is_fulfilled)
    might = _highest(needs, lambda need: need.met is not False)
    today, following = ladder[held] if held >= 0 else None, ladder[held + 1] if held + 1 < len(ladder) else None
    earned = ladder[qualifies] if qualifies >= 0 else None
    fees = tuple(
        TierFees(
            currency=series.currency or facts.currency,
            revenue=series.total,
            fee_today=_fee(today, series.total),
            fee_qualified=_fee(earned, series.total) if earned else Decimal(0),
            fee_next=_fee(following, series.total),
        )
        for series in counted_in("revenue", case, paid_on or program.window_months)
    )
    only = fees[0] if len(fees) == 1 else None
    return Standing(
        partnership=case.stem,
        name=case.name,
        tier=today.key if today else None,
        unknown_tier=partnership.tier if today is None else None,
        qualifies=earned.key if earned else None,
        might=ladder[might].key if might >= 0 else None,
        keeps_until=_kept_until(case, program, held) if held > qualifies else None,
        next_tier=following.key if following else None,
        still_takes=remaining([need for tier in needs[: held + 2] for need in tier]) if following else (),
        revenue=only.revenue if only else None,
        currency=only.currency if only else facts.currency,
        fee_today=only.fee_today if only else None,
        fee_qualified=only.fee_qualified if only else None,
        fee_next=only.fee_next if only else None,
        fees=fees,
    )


def _vouched(case: Case) -> Collection[NeedKey]:
    """Name what cannot be counted and the tier held already required."""
    ladder, tier = case.workspace.program.resolved, case.partnership.tier
    keys = [tier.key for tier in ladder]
    held = ladder[: keys.index(tier) + 1] if tier in keys else ()
    return {key for one in held for key, _ in YES_OR_NO if getattr(one.requires, key)}


def _highest(needs: Sequence[Sequence[TierNeed]], enough: Callable[[TierNeed], bool]) -> int:
    """Return the number of the highest tier whose needs, and those of all below, are enough; -1 for none."""
    missed = (at for at, tier in enumerate(needs) if not all(enough(need) for need in tier))
    return next(missed, len(needs)) - 1


_LONGEST_GRACE: Final = 3660
"""Ten years in days: looking further back, day by day, would take longer than anyone waits for an answer."""


def _kept_until(case: Case, program: Program, held: int) -> date | None:
    """Return the last day of the grace for a tier that is no longer earned; None where that is over."""
    for ago in range(1, min(program.grace_days, _LONGEST_GRACE) + 1):
        earlier = replace(case, today=days_before(case.today, ago))
        facts = facts_of(earlier, program)
        needs = [needs_of(tier, facts, _vouched(earlier)) for tier in program.resolved]
        if _highest(needs, lambda need: need.is_fulfilled) >= held:
            return days_after(case.today, program.grace_days - ago)
    return None


def _fee(tier: Tier | None, revenue: Decimal) -> Decimal | None:
    """Return what a tier pays on the revenue that is counted; None without a tier, or where its terms are custom."""
    return None if tier is None or tier.fee is None else rounded(revenue * tier.fee / 100, 2)


def document(found: Tiers) -> Document:
    """Describe the standings, the program, and with another policy who would move and what that changes."""
    names = {tier.key: tier.name for tier in found.program.resolved}
    if not found.partnerships:
        return Document("Tiers", [_standings(found, names)])
    blocks: list[Block] = []
    if found.other is not None:
        there = {tier.key: tier.name for tier in found.other.resolved}
        blocks.extend(_moves(found, {**names, **there}))
        blocks.append(Heading("Under today's policy"))
    blocks.append(_standings(found, names))
    blocks.extend(_remarks(found, names))
    blocks.append(Heading("The program"))
    blocks.append(_program(found))
    return Document("Tiers", blocks)


def _standings(found: Tiers, names: dict[str, str]) -> Table:
    return Table(
        columns=[
            Column("Partnership", wide=True),
            Column("Tier"),
            Column("Earned"),
            Column("Still needed for the next tier", short="Next tier", wide=True),
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
                _fee_cell([(fees.fee_today, fees.currency) for fees in partner.fees]),
                _fee_cell([(fees.fee_next, fees.currency) for fees in partner.fees]),
                listed([fees.currency for fees in partner.fees]) or partner.currency,
            ]
            for partner in found.partnerships
        ],
        empty=NO_MATCH,
    )


def _fee_cell(fees: Sequence[tuple[Decimal | None, str]]) -> Cell:
    """Return fees as a cell: one is an amount, several are shown side by side."""
    known = [(fee, currency) for fee, currency in fees if fee is not None]
    return Money(*known[0]) if len(known) == 1 else listed([money(*fee) for fee in known]) or None


def _still_takes(partner: Standing, names: dict[str, str]) -> str:
    if partner.next_tier is None:
        return "already the highest tier"
    takes = "; ".join(need.how for need in partner.still_takes) or "nothing, it qualifies"
    return f"{names[partner.next_tier]}: {takes}"


def _remarks(found: Tiers, names: dict[str, str]) -> Iterator[Block]:
    known = listed([f"`{tier.key}`" for tier in found.program.resolved], "or")
    for partner in found.partnerships:
        if partner.unknown_tier:
            yield Paragraph(f"{partner.name}: `{partner.unknown_tier}` is not a tier of the program; use {known}.")
        if partner.keeps_until:
            tier = names[partner.tier or ""]
            yield Paragraph(f"{partner.name} no longer qualifies for {tier}, but keeps it until {partner.keeps_until}.")
    yield Note(
        f"Fees are the tier's share of the revenue of the last {_months(found.program)}; the agreement's own terms "
        f"come first. Each tier also requires everything below it. Training, certification and integration that the "
        f"file doesn't mention count as met if the current tier already requires them."
    )


def _months(program: Program) -> str:
    return "twelve months" if program.window_months == 12 else plural(program.window_months, "month")


def _program(found: Tiers) -> Table:
    rows: list[list[Cell]] = [
        [
            tier.name,
            "custom" if tier.fee is None else Percent(tier.fee),
            "; ".join(tier.requires) or None,
            "; ".join(tier.benefits) or None,
        ]
        for tier in found.ladder
    ]
    return Table([Column("Tier"), Column("Fee"), Column("Requires", wide=True), Column("Benefits", wide=True)], rows)


def _moves(found: Tiers, names: dict[str, str]) -> Iterator[Block]:
    yield Heading(f"Under {found.policy}")
    if not found.moves:
        yield Paragraph("No partner would move, and no fee would change.")
        return
    moving = list(dict.fromkeys(move.name for move in found.moves if move.before != move.after))
    yield Paragraph(f"{plural(len(moving), 'partner')} would move{': ' if moving else ''}{listed(moving)}.")
    rows: list[list[Cell]] = [
        [
            move.name,
            names.get(move.before or "") or None,
            names.get(move.after or "") or None,
            *(_fee_cell([(fee, move.currency)]) for fee in (move.fee_before, move.fee_after, move.change)),
            move.currency,
        ]
        for move in found.moves
    ]
    fees = [Column(title, align="right") for title in ("Fee", "becomes", "Change")]
    tiers = [Column("Partnership", wide=True), Column("Earned"), Column("Under it")]
    yield Table([*tiers, *fees, Column("Currency", only="spreadsheet")], rows)
    if found.changes:
        sums = [
            f"{money(abs(change), currency)} {'more' if change > 0 else 'less'}"
            for currency, change in sorted(found.changes.items())
        ]
        left_out = list(dict.fromkeys(move.name for move in found.moves if move.change is None))
        # A sum that silently lacks a partner would be taken for the price of the policy.
        without = f" Not in it, since a fee is custom or not known: {listed(left_out)}." if left_out else ""
        yield Paragraph(f"Fees in all: {listed(sums)} on the revenue of the last {_months(found.program)}.{without}")
