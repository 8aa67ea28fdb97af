"""Several rows to one record: amounts of deals added up by month, and shared accounts counted by partner."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from partnerkit.imports.keys import PARTNERSHIP, Value
from partnerkit.imports.records import Record, WrongCell
from partnerkit.model.deal import WON
from partnerkit.phrasing import inflected, listed, plural

SHARED: Final = "dynamics.account_mapping.shared"
_COUNTED: Final = ("account", "ours", "theirs")


def by_month(records: Sequence[Record], usual: str) -> Iterator[Record]:
    """Yield the sums of a month for each partnership and currency; a row that is not won, or is wrong, stays a row.

    `usual` is the currency of amounts that name none. A month that has a wrong row has no sum.
    """
    groups: dict[tuple[str | None, str, str], list[Record]] = defaultdict(list)
    for record in records:
        day = record.values.get("date")
        if record.skipped is None and record.values.get("status") not in WON:
            yield record._replace(skipped=f"the deal is {record.values['status']}, not won")
        elif record.skipped is not None or not isinstance(day, date):
            yield record._replace(skipped=record.skipped or (None if record.wrong else "the row has no date"))
        else:
            currency = str(record.values.get("currency", usual))
            if not record.wrong and not _added_up([record.values]):
                record = record._replace(wrong=(WrongCell("", "the row has no amount, so its month has no sum", ""),))
            groups[record.partnership, f"{day:%Y-%m}", currency].append(record)
    for (partnership, month, currency), group in groups.items():
        if wrong := [record for record in group if record.wrong]:
            reason = f"{_other(wrong, 'month')}, so its sum is not known"
            yield from (record if record.wrong else record._replace(skipped=reason) for record in group)
            continue
        named = {} if partnership is None else {PARTNERSHIP: partnership}
        sums = _added_up([record.values for record in group])
        values = {**named, "month": month, "currency": currency, **sums}
        yield Record(group[0].line, values, rows=len(group), filled=group[0].filled)


def _other(wrong: Sequence[Record], noun: str) -> str:
    """Return which other rows are wrong: all of them, up to a number that can be read."""
    lines = listed([str(record.line) for record in wrong[:6]] + ["others"] * (len(wrong) > 6))
    return f"another row of this {noun} is wrong, on {inflected(len(wrong), 'line')} {lines}"


def _added_up(rows: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    sums: dict[str, int | Decimal] = {}
    for values in rows:
        for key, value in values.items():
            if isinstance(value, int | Decimal) and not isinstance(value, bool):
                sums[key] = sums.get(key, 0) + value
    return dict(sums)


def by_partner(records: Sequence[Record]) -> Iterator[Record]:
    """Yield how many accounts each partner shares with us; an account that is in several rows counts once.

    A row that does not say that both sides have a customer isn't counted, and a partner with a wrong row has no number.
    """
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if "name" not in record.values:
            yield record
        else:
            groups[str(record.values["name"])].append(record)
    for name, group in groups.items():
        if wrong := [record for record in group if record.wrong]:
            reason = f"{_other(wrong, 'partner')}, so the number of shared accounts is not known"
            yield from (record if record.wrong else record._replace(skipped=reason) for record in group)
            continue
        both = [record for record in group if record.skipped is None and {"ours", "theirs"} <= record.values.keys()]
        accounts = {" ".join(str(record.values.get("account", "")).casefold().split()) for record in both}
        others = {key: value for key, value in group[0].values.items() if key not in _COUNTED}
        values = {**others, "name": name, SHARED: len(accounts - {""})}
        yield Record(group[0].line, values, rows=len(group), filled=group[0].filled)


def told(about: str, rows: int) -> str:
    """Return what a step is about, with how many rows it is of if there are several."""
    return about if rows == 1 else f"{about} ({plural(rows, 'row')})"
