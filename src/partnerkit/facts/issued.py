"""How a statement that was issued differs from what its deals and terms come to."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Final, NamedTuple

from partnerkit.columns import by_column
from partnerkit.facts.statements import Statement
from partnerkit.money.statement import StatementLine, Total
from partnerkit.phrasing import grouped, listed, money, percent
from partnerkit.results import reported


class Difference(NamedTuple):
    """Where two statements differ: in which line, and in what of it.

    `value` is None where the whole line is missing in one of the two; `issued` and `derived` are then its amount.
    """

    line: str
    value: str | None
    issued: object
    derived: object


def differences(issued: Statement, derived: Statement) -> Iterator[Difference]:
    """Yield everything in which an issued statement differs from one that was worked out again, line by line."""
    ours, theirs = _named(issued), _named(derived)
    for name in dict.fromkeys([*ours, *theirs]):
        one, other = ours.get(name), theirs.get(name)
        if one is None or other is None:
            yield Difference(name, None, _amount(one), _amount(other))
            continue
        yield from (Difference(name, key, one[key], other[key]) for key in one if one[key] != other[key])


def _amount(line: Mapping[str, object] | None) -> object:
    return None if line is None else line.get("amount", line.get("reason"))


def _named(found: Statement) -> dict[str, Mapping[str, object]]:
    """Return all parts of a statement under the names that people know them by."""
    parts: list[tuple[str, object]] = [
        *((f"{line.deal or line.date}, {line.term}", line) for line in found.lines),
        *((f"total from {total.from_} to {total.to} in {total.currency}", total) for total in found.totals),
        *((f"not priced: {', '.join(filter(None, one[:2]))}", one) for one in found.not_priced),
        *((f"nothing due: {', '.join(filter(None, one[:2]))}", one) for one in found.nothing_due),
        ("agreement", {"signed": found.signed}),
        ("inputs", found.inputs),
    ]
    named: dict[str, Mapping[str, object]] = {}
    seen: Counter[str] = Counter()
    for name, part in parts:
        seen[name] += 1
        unique = name if seen[name] == 1 else f"{name} ({seen[name]})"
        named[unique] = part if isinstance(part, Mapping) else reported(part)
    return named


class StatementChange(NamedTuple):
    """What of an issued statement its files no longer come to: `issued` is what it has, and `now` what they come to.

    `about` is the deal, the day, the total or the term that it is about, and `path` the way to its term.
    """

    about: str
    deal: str | None
    path: tuple[str | int, ...]
    issued: str
    now: str


def changes(issued: Statement, derived: Statement, paid_later: Collection[str] = ()) -> Iterator[StatementChange]:
    """Yield what two statements have differently about deals and days, or if they agree on those, in their totals.

    That one of the deals `paid_later` was an open invoice at the time is no difference: a payment has its own day.
    Where a term is in its file and how its rule is worded change nothing about what is owed.
    """
    about_lines = [*_changed_lines(issued, derived), *_changed_deals(issued, derived, paid_later)]
    yield from about_lines or _changed_totals(issued, derived)


def _changed_lines(issued: Statement, derived: Statement) -> Iterator[StatementChange]:
    one, other = (by_column(StatementLine, found.lines) for found in (issued, derived))
    if all(list(one.column(name)) == list(other.column(name)) for name in _OWED):
        return
    before, after = Counter(map(_figures, one)), Counter(map(_figures, other))
    gone, new = before - after, after - before
    ours, theirs = _by_deal(issued, gone), _by_deal(derived, new)
    for deal, day in sorted({*ours, *theirs}):
        then, now = ours.get((deal, day), []), theirs.get((deal, day), [])
        line = [*now, *then][0]
        yield StatementChange(deal or str(day), deal or None, _path(line.term), *_words(then, now))


_OWED: Final = (
    "deal",
    "customer",
    "date",
    "base",
    "rate",
    "amount",
    "currency",
    "from_",
    "to",
    "state",
    "until",
)
_figures: Final = attrgetter(*_OWED)
"""Returns all that is owed by a line, to which side, for which customer and when."""


def _by_deal(found: Statement, figures: Container[object]) -> Mapping[tuple[str, date], list[StatementLine]]:
    """Return the lines with some figures by their deals and days."""
    lines: dict[tuple[str, date], list[StatementLine]] = {}
    for line in found.lines:
        if _figures(line) in figures:
            lines.setdefault((line.deal or "", line.date), []).append(line)
    return lines


def _path(term: str) -> tuple[str | int, ...]:
    return "agreement", "revenue", *(int(digits) for digits in re.findall(r"[0-9]{1,9}", term))


def _words(then: Sequence[StatementLine], now: Sequence[StatementLine]) -> tuple[str, str]:
    """Return the amounts of lines, with the first detail in which the two sides differ if it isn't the amounts."""
    for detail in _DETAILS:
        before, after = (
            listed([f"{money(line.amount, line.currency)}{detail(line)}" for line in lines]) or "nothing"
            for lines in (then, now)
        )
        if before != after:
            break
    return before, after


_DETAILS: Final[Sequence[Callable[[StatementLine], str]]] = (
    lambda _: "",
    lambda line: f" held until {line.until}" if line.until else f" {line.state}",
    lambda line: f" on a base of {'nothing' if line.base is None else grouped(line.base, places=2)}",
    lambda line: " at several rates" if line.rate is None else f" at {percent(line.rate)}",
    lambda line: f" from {line.from_} to {line.to}",
    lambda line: f" of {line.customer or 'no customer'}",
)


def _changed_deals(issued: Statement, derived: Statement, paid_later: Collection[str]) -> Iterator[StatementChange]:
    """Yield the deals without a line that were, or now are, listed as not priced or as paying nothing."""
    before, after = _without_line(issued), _without_line(derived)
    if before == after:
        return
    with_lines = {line.deal for found in (issued, derived) for line in found.lines}
    for deal in sorted({*before, *after} - with_lines):
        if before.get(deal) != after.get(deal) and not (deal in paid_later and deal not in after):
            yield StatementChange(deal, deal, (), before.get(deal, "nothing"), after.get(deal, "no longer in it"))


def _without_line(found: Statement) -> dict[str, str]:
    nothing_due = {one.deal: "nothing due" for one in found.nothing_due if one.deal}
    return nothing_due | {one.deal: "an amount that could not be priced" for one in found.not_priced if one.deal}


def _changed_totals(issued: Statement, derived: Statement) -> Iterator[StatementChange]:
    before, after = (
        {(each.from_, each.to, each.currency): each for each in found.totals} for found in (issued, derived)
    )
    for direction in sorted({*before, *after}):
        then, now = (_in_words(totals.get(direction)) for totals in (before, after))
        if then != now:
            yield StatementChange(f"the total from {direction[0]} to {direction[1]}", None, _path(""), then, now)


def _in_words(total: Total | None) -> str:
    if total is None:
        return "nothing"
    parts = {
        "payable": total.payable,
        "held": total.held,
        "brought forward": total.brought_forward,
        "carried forward": total.carried_forward,
    }
    return listed([f"{money(amount, total.currency)} {word}" for word, amount in parts.items() if amount]) or "nothing"
