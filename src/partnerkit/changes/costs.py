"""What changes cost: what other terms would have paid, and what other deals pay."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from partnerkit.changes.consequences.before_and_after import Consequence
from partnerkit.changes.consequences.money import NOT_PRICED, MoneyMoved, more_or_less
from partnerkit.changes.consequences.payment import DealPays, DealsPay
from partnerkit.changes.reported import ChangedPartnership
from partnerkit.facts.figures import added_up
from partnerkit.model.choices import Side
from partnerkit.phrasing import plural


class _Cost(NamedTuple):
    """What the changes of one partnership mean for one side, in one currency, and the sentence that says so."""

    payer: Side
    currency: str
    change: Decimal
    text: str


class ChangeCost(NamedTuple):
    """What all changes of terms, or of deals, cost one side in one currency; None where that is not known."""

    of: Literal["terms", "deals"]
    payer: Side | None
    currency: str | None
    change: Decimal | None
    partnerships: int
    text: str


def costs_of(changed: Sequence[ChangedPartnership]) -> Iterator[ChangeCost]:
    """Yield what the changes cost, one for each payer and currency, however many partnerships there are."""
    terms: list[_Cost] = []
    deals: list[_Cost] = []
    open_: list[str] = []
    for partnership in changed:
        moved = [one for one in _consequences(partnership) if isinstance(one, MoneyMoved)]
        terms += [
            _Cost(one.payer, one.currency, one.change, one.text)
            for one in moved
            if one.payer and one.currency and one.change is not None
        ]
        open_ += [one.text for one in moved if one.change is None]
        deals += _of_deals(partnership)
    yield from _added_up("terms", terms)
    yield from _not_known(open_)
    yield from _added_up("deals", deals)


def _consequences(partnership: ChangedPartnership) -> Sequence[Consequence]:
    return list(dict.fromkeys(one for change in partnership.changes for one in change.consequences))


def _of_deals(partnership: ChangedPartnership) -> Iterator[_Cost]:
    """Yield what all deals together pay, or else the one deal that changed."""
    together = [one for one in _consequences(partnership) if isinstance(one, DealsPay)]
    if together:
        yield from (_Cost(one.payer, one.currency, one.change, one.text) for one in together if one.change)
        return
    deals = {
        one: change.item for change in partnership.changes for one in change.consequences if isinstance(one, DealPays)
    }
    for one, item in deals.items():
        if one.payer and one.currency and one.change:
            yield _Cost(one.payer, one.currency, one.change, f"deal {item} {one.text}")


def _added_up(of: Literal["terms", "deals"], given: Sequence[_Cost]) -> Iterator[ChangeCost]:
    groups: Mapping[tuple[Side, str], list[_Cost]] = defaultdict(list)
    for one in given:
        groups[one.payer, one.currency].append(one)
    for (payer, currency), those in sorted(groups.items()):
        change = added_up(one.change for one in those)
        text = _sentence(those[0].text)
        if len(those) > 1:
            together = _under_terms if of == "terms" else _of_all_deals
            text = together(payer, more_or_less(change, currency), plural(len(those), "partner"))
        yield ChangeCost(of, payer, currency, change, len(those), text)


def _under_terms(payer: Side, amount: str, partners: str) -> str:
    if payer == "us":
        return f"The last 12 months would have paid {amount} to {partners}."
    return f"In the last 12 months, {partners} would have paid us {amount}."


def _of_all_deals(payer: Side, amount: str, partners: str) -> str:
    if payer == "us":
        return f"The deals on record pay {amount} to {partners}."
    return f"For the deals on record, {partners} pay us {amount}."


def _not_known(texts: Sequence[str]) -> Iterator[ChangeCost]:
    """Yield why the cost of new terms is not known; if there are several reasons, they are beside the changes."""
    unpriced = [text for text in texts if text.startswith(NOT_PRICED)]
    reasons = {text.removeprefix(NOT_PRICED) for text in unpriced}
    said = Counter(_sentence(text) for text in texts if not text.startswith(NOT_PRICED))
    if len(reasons) > 1:
        said[f"What the new terms of {plural(len(unpriced), 'partnership')} cost is not known."] = len(unpriced)
    else:
        said.update({f"What the new terms cost is not known: {reason}.": len(unpriced) for reason in reasons})
    for text, partnerships in said.items():
        yield ChangeCost("terms", None, None, None, partnerships, text)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
