"""Which revenue terms of a period have been edited since its statement was issued."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from partnerkit.facts.issued import StatementChange
from partnerkit.facts.statements import Dates
from partnerkit.model.revenue import RevenueTerm


def edited_terms(then: Sequence[RevenueTerm], now: Sequence[RevenueTerm], period: Dates) -> Iterator[StatementChange]:
    """Yield the terms in force in a period that have been edited, added or removed; their order doesn't matter.

    A term may end, and another start, after the period.
    """
    before, after = (_in_force(terms, period) for terms in (then, now))
    same = Counter(map(_sorted, before.values())) & Counter(map(_sorted, after.values()))
    left, right = (_others(terms, same) for terms in (before, after))
    for old, new in zip_longest(left, right):
        at = old if new is None else new
        assert at is not None
        path = ("agreement", "revenue", at)
        about = f"agreement.revenue[{at}]"
        if old is None or new is None:
            there = "a term", "no term"
            yield StatementChange(about, None, path, *(there if new is None else reversed(there)))
            continue
        one, other = before[old], after[new]
        key = next(key for key in (*one, *other) if one.get(key) != other.get(key))
        yield StatementChange(about, None, (*path, key), *(_setting(key, each.get(key)) for each in (one, other)))


def _in_force(terms: Sequence[RevenueTerm], period: Dates) -> dict[int, dict[str, object]]:
    """Return what applies in a period of each term that is in force in it, by its number in the file."""
    return {
        number: _within(term, period)
        for number, term in enumerate(terms)
        if (term.valid_from or period.to) <= period.to and (term.valid_until or period.from_) >= period.from_
    }


def _within(term: RevenueTerm, period: Dates) -> dict[str, object]:
    """Return the keys of a term that say what is owed in a period, and days only if they are in it."""
    values = term.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"of"})
    if term.valid_from is not None and term.valid_from <= period.from_:
        del values["valid_from"]
    if term.valid_until is not None and term.valid_until >= period.to:
        del values["valid_until"]
    if term.to is not None:
        values |= {"from": "us" if term.to == "them" else "them"}
        del values["to"]
    return values


def _sorted(values: Mapping[str, object]) -> str:
    return json.dumps(values, sort_keys=True, default=str)


def _others(terms: Mapping[int, Mapping[str, object]], same: Counter[str]) -> list[int]:
    """Return the numbers of the terms that are not among the same ones."""
    rest = Counter(same)
    others = []
    for number, values in terms.items():
        if rest[text := _sorted(values)]:
            rest[text] -= 1
        else:
            others.append(number)
    return others


def _setting(key: str, value: object) -> str:
    if value is None:
        return f"no `{key}`"
    if isinstance(value, list):
        value = ", ".join(f"{tier['rate']} from {tier.get('at_least', tier.get('above'))}" for tier in value)
    return f"`{key}: {value}`"
