"""What changes cost, in sentences: what other terms would have paid, and what other deals pay."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from partnerkit.changes.consequences.before_and_after import Consequence
from partnerkit.changes.consequences.money import NOT_PRICED, MoneyMoved, more_or_less
from partnerkit.changes.consequences.payment import DealPays, DealsPay
from partnerkit.changes.diff import ChangedPartnership, Diff
from partnerkit.model.choices import Side
from partnerkit.phrasing import plural


class _Cost(NamedTuple):
    """What the changes of one partnership mean for one side, in one currency, and the sentence that says so."""

    payer: Side
    currency: str
    change: Decimal
    text: str


_Together: TypeAlias = Callable[[Side, str, str], str]
"""Returns the sentence for several partnerships, from who pays, how much more, and how many partners."""


def costs(found: Diff) -> list[str]:
    """Return what the changes cost, one sentence for each payer and currency, however many partnerships there are."""
    terms: list[_Cost] = []
    deals: list[_Cost] = []
    open_: list[str] = []
    for partnership in found.partnerships:
        moved = [one for one in _consequences(partnership) if isinstance(one, MoneyMoved)]
        terms += [
            _Cost(one.payer, one.currency, one.change, one.text)
            for one in moved
            if one.payer and one.currency and one.change is not None
        ]
        open_ += [one.text for one in moved if one.change is None]
        deals += _of_deals(partnership)
    return [*_sentences(terms, _under_terms), *_not_known(open_), *_sentences(deals, _of_all_deals)]


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


def _sentences(given: Sequence[_Cost], together: _Together) -> Iterator[str]:
    groups: Mapping[tuple[Side, str], list[_Cost]] = defaultdict(list)
    for one in given:
        groups[one.payer, one.currency].append(one)
    for (payer, currency), those in sorted(groups.items()):
        if len(those) == 1:
            yield _sentence(those[0].text)
        else:
            amount = more_or_less(sum((one.change for one in those), Decimal(0)), currency)
            yield together(payer, amount, plural(len(those), "partner"))


def _under_terms(payer: Side, amount: str, partners: str) -> str:
    if payer == "us":
        return f"The last 12 months would have paid {amount} to {partners}."
    return f"In the last 12 months, {partners} would have paid us {amount}."


def _of_all_deals(payer: Side, amount: str, partners: str) -> str:
    if payer == "us":
        return f"The deals on record pay {amount} to {partners}."
    return f"For the deals on record, {partners} pay us {amount}."


def _not_known(texts: Sequence[str]) -> list[str]:
    """Return why the cost of new terms is not known; if there are several reasons, they are beside the changes."""
    reasons = {text.removeprefix(NOT_PRICED) for text in texts if text.startswith(NOT_PRICED)}
    said = list(dict.fromkeys(_sentence(text) for text in texts if not text.startswith(NOT_PRICED)))
    if len(reasons) > 1:
        return [*said, f"What the new terms of {plural(len(texts), 'partnership')} cost is not known."]
    return [*said, *(f"What the new terms cost is not known: {reason}." for reason in reasons)]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
