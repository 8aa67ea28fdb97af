"""How a statement that was issued differs from what its deals and terms come to."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from partnerkit.facts.statements import Statement
from partnerkit.money.statement import StatementLine
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


class Changed(NamedTuple):
    """The lines that only the issued statement has, and those that only the deals and terms of today give."""

    gone: tuple[StatementLine, ...]
    new: tuple[StatementLine, ...]


def changed_lines(issued: Statement, derived: Statement) -> Changed:
    """Return the lines in which two statements come to something else.

    Where a term is in its file and how its rule is worded change nothing about what is owed.
    """
    before, after = Counter(map(_sum, issued.lines)), Counter(map(_sum, derived.lines))
    return Changed(
        tuple(line for line in issued.lines if _sum(line) in before - after),
        tuple(line for line in derived.lines if _sum(line) in after - before),
    )


def _sum(line: StatementLine) -> tuple[object, ...]:
    return line.deal, line.date, line.base, line.rate, line.amount, line.currency, line.from_, line.to
