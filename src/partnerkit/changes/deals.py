"""What changed between two versions of a deals file: by what deals are called, and never by the order of rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from partnerkit.changes.change import Change, ChangeKind, ListItem
from partnerkit.changes.likeness import canonical
from partnerkit.changes.plain import written
from partnerkit.changes.words import Wording, in_words, wording_of
from partnerkit.model.deal import WON, Deal

KEY: Final = "deals"
_CLASS: Final = "commercial"
_SAID: Final = ("deal", "account", "customer", "date", "amount", "currency")


class RecordedDeals(NamedTuple):
    """The deals of a partnership as one version has them, with the bytes of the file.

    `problem` is the reason why they could not be read.
    """

    rows: Sequence[Deal] = ()
    content: bytes = b""
    problem: str = ""


def deal_changes(old: Iterable[Deal], new: Iterable[Deal]) -> list[Change]:
    """Return the changes from some deals to others.

    A deal has another name if everything else in its row is the same; a row that merely looks like another is a deal
    of its own.
    """
    left, right = ({deal.deal: deal._replace(row=0) for deal in deals} for deals in (old, new))
    gone = [deal for name, deal in left.items() if name not in right]
    come = [deal for name, deal in right.items() if name not in left]
    pairs = [(left[name], deal) for name, deal in right.items() if name in left and left[name] != deal]
    renamed = list(_renamed(gone, come))
    names = {deal.deal for pair in renamed for deal in pair}
    found = [change for was, now in sorted((*pairs, *renamed), key=_name) for change in _row(was, now)]
    found += [_whole(deal, "added") for deal in sorted(come) if deal.deal not in names]
    return found + [_whole(deal, "removed") for deal in sorted(gone) if deal.deal not in names]


def _name(pair: tuple[Deal, Deal]) -> str:
    return pair[1].deal


def _renamed(gone: Sequence[Deal], come: Sequence[Deal]) -> Iterator[tuple[Deal, Deal]]:
    """Yield the deals that are the same in all but what they are called."""
    before: dict[str, list[Deal]] = {}
    for deal in sorted(gone, reverse=True, key=lambda deal: deal.deal):
        before.setdefault(_content(deal), []).append(deal)
    for deal in sorted(come, key=lambda deal: deal.deal):
        if same := before.get(_content(deal)):
            yield same.pop(), deal


def _content(deal: Deal) -> str:
    return canonical({key: value for key, value in row_of(deal).items() if key != "deal"})


def row_of(deal: Deal) -> dict[str, Any]:
    """Return a row as plain data by the names of its columns, without what goes without saying."""
    values = {name.removesuffix("_"): value for name, value in zip(Deal._fields, deal, strict=True) if name != "row"}
    if values["status"] in WON:
        del values["status"]
    if values["customer"] == values["account"]:
        del values["customer"]
    return {name: written(value) for name, value in values.items() if value is not None}


def _item(was: Deal, now: Deal) -> ListItem:
    return ListItem((("deal", was.deal),), 0, now.deal, f"deal {now.deal} ({now.buyer})")


def _row(was: Deal, now: Deal) -> Iterator[Change]:
    """Yield what changed in the row of a deal."""
    old, new = row_of(was), row_of(now)
    place = (KEY, _item(was, now))
    if was.deal != now.deal:
        yield Change(place, "renamed", _CLASS, {"deal": was.deal}, {"deal": now.deal})
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        if name != "deal" and before != after:
            kind: ChangeKind = "added" if before is None else "removed" if after is None else "changed"
            yield Change((*place, name), kind, _CLASS, before, after)


def _whole(deal: Deal, kind: ChangeKind) -> Change:
    row = row_of(deal)
    old, new = (None, row) if kind == "added" else (row, None)
    return Change((KEY, _item(deal, deal)), kind, _CLASS, old, new)


def wording_of_deal(change: Change) -> Wording:
    """Write a change of a deal; one that is added or removed as its amount and its day."""
    found = wording_of(change)
    if change.kind == "added" and change.key == KEY:
        return found._replace(is_now=_in_words(change.new))
    if change.kind == "removed" and change.key == KEY:
        return found._replace(was=_in_words(change.old))
    return found


def _in_words(row: Mapping[str, Any]) -> str:
    """Write a row without what its deal is called by: `EUR 10,000 on 2026-02-02, status: registered`."""
    amount = f"{row.get('currency', '')} {in_words(row['amount'])}" if "amount" in row else "no amount"
    day = f" on {row['date']}" if "date" in row else ""
    rest = {name: value for name, value in row.items() if name not in _SAID}
    return f"{amount}{day}" + (f", {in_words(rest)}" if rest else "")
