"""What is logged in a partnership file: touches, health checks, reviews, results, commitments and what is done.

Each becomes edits of the file, based on the data in it at that moment.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from partnerkit.errors import UsageError
from partnerkit.model.identity import labels, written_identity
from partnerkit.model.partnership import Partnership
from partnerkit.model.shape import keys_at
from partnerkit.phrasing import dotted, listed
from partnerkit.workspace.editing.address import Wanted, items_at, typed
from partnerkit.workspace.editing.edits import By, Edit, Insert, Path, Put

Kind: TypeAlias = Literal["touch", "health", "review", "result", "commitment", "done"]


class _List(NamedTuple):
    """A list that is logged to: the key that a bare word gives, and the keys that have today's date without one."""

    path: Path
    word: str | None
    dated: bool = True
    repeats: bool = False
    """Whether two entries may be known by the same."""


_LISTS: Final[dict[str, _List]] = {
    "touch": _List(("outreach", "touches"), "kind", repeats=True),
    "health": _List(("health",), None),
    "review": _List(("reviews",), "kind"),
    "result": _List(("results",), "month", dated=False),
}


def logged(kind: Kind, words: Sequence[str], given: Sequence[Wanted], today: date, data: Any) -> list[Edit]:
    """Return the edits that log an entry: bare `words` say which, `given` its keys.

    Raises `UsageError` where the entry is there already, or where what it belongs to is not.
    """
    if kind == "done":
        return _done(words, given, today, data)
    if kind == "commitment":
        return [_commitment(words, given, data)]
    where = _LISTS[kind]
    item = _item(where.path, where.word, words, given, kind)
    if where.dated:
        item.setdefault("date", today.isoformat())
    present = _at(data, where.path)
    same = [at for at, each in enumerate(present) if _identity(each, where.path) == _identity(item, where.path)]
    if kind == "result" and same:
        row = (*where.path, same[0])
        return [Put((*row, key), value) for key, value in item.items() if key not in ("month", "currency")]
    if same and not where.repeats:
        name = labels(present, items_at(where.path))[same[0]]
        raise UsageError(
            f"`{dotted(where.path)}` already has {name}",
            f"change it: partnerkit set ... {dotted(where.path)}.{name}.KEY=VALUE",
        )
    return [Insert(where.path, _in_order(item, where.path), By("date" if where.dated else "month"))]


def _item(path: Path, word: str | None, words: Sequence[str], given: Sequence[Wanted], kind: Kind) -> dict[str, Any]:
    """Return the item that words and assignments describe, its values typed by the model."""
    if len(words) > (word is not None):
        meant = f" beside the {word}" if word else ""
        raise UsageError(f"`{words[-1]}` is not KEY=VALUE", f"`log ... {kind}` takes KEY=VALUE only{meant}")
    item: dict[str, Any] = {word: words[0]} if word and words else {}
    for each in given:
        inside, key = item, each.parts[-1]
        if each.sign != "=" or not all(isinstance(part, str) for part in each.parts):
            raise UsageError(f"`{each.word}` is not KEY=VALUE", "a new entry has no list to add to yet")
        for part in each.parts[:-1]:
            inside = inside.setdefault(str(part), {})
            if not isinstance(inside, dict):
                raise UsageError(f"`{each.word}` and another word give the same key")
        if key in inside:
            raise UsageError(f"`{dotted(each.parts)}` is given twice")
        inside[str(key)] = typed(each.value, (*path, 0, *each.parts))
    return item


def _in_order(item: dict[str, Any], path: Path) -> dict[str, Any]:
    """Return an item with its keys, and those of its sections, in the order of the format."""
    return _sorted(item, (*path, 0))


def _sorted(value: dict[str, Any], path: Path) -> dict[str, Any]:
    keys = keys_at(Partnership, path)
    order = sorted(value, key=lambda key: keys.index(key) if key in keys else len(keys))
    return {key: _sorted(value[key], (*path, key)) if isinstance(value[key], dict) else value[key] for key in order}


def _commitment(words: Sequence[str], given: Sequence[Wanted], data: Any) -> Edit:
    """Return the edit that adds a commitment to the latest review, or to the one that `review=DATE` names."""
    day = [each.value for each in given if each.parts == ("review",)]
    keys = [each for each in given if each.parts != ("review",)]
    reviews = _at(data, ("reviews",))
    dates = [str(review.get("date", "")) if isinstance(review, dict) else "" for review in reviews]
    wanted = day[0] if day else max(dates, default="")
    if wanted not in dates or not wanted:
        problem = f"there is no review on {wanted}" if wanted else "there are no reviews yet"
        raise UsageError(problem, "record the review first: partnerkit log ... review monthly")
    path = ("reviews", len(dates) - 1 - dates[::-1].index(wanted), "commitments")
    item = _item(path, "id", words, keys, "commitment")
    if any(_identity(item, path) == _identity(each, path) for each in _at(data, path)):
        raise UsageError(f"the review of {wanted} has a commitment `{item.get('id')}` already")
    return Insert(path, _in_order(item, path), len(_at(data, path)))


def _done(words: Sequence[str], given: Sequence[Wanted], today: date, data: Any) -> list[Edit]:
    """Return the edits that record a plan item or a commitment as done."""
    day = [each.value for each in given if each.parts == ("date",)]
    if len(words) != 1 or len(day) != len(given):
        raise UsageError(
            "`log ... done` takes the id of a plan item or a commitment", "and date=YYYY-MM-DD, if not today"
        )
    (id,) = words
    found = [path for path, item in _with_ids(data) if item.get("id") == id]
    open_ones = [path for path in found if "done" not in _at_item(data, path)]
    if not open_ones:
        if found:
            raise UsageError(f"`{id}` was already done on {_at_item(data, found[-1])['done']}")
        known = [str(item.get("id")) for _, item in _with_ids(data) if "done" not in item]
        raise UsageError(
            f"there is no plan item and no commitment `{id}`",
            f"open ones are {listed([f'`{each}`' for each in known])}" if known else "none are open",
        )
    if len(open_ones) > 1:
        named = listed([f"`{_named(data, path)}`" for path in open_ones])
        raise UsageError(
            f"several items are called `{id}`: {named}", "record one with partnerkit set ... KEY.done=YYYY-MM-DD"
        )
    (path,) = open_ones
    done: Edit = Put((*path, "done"), day[0] if day else today.isoformat())
    return [Put((*path, "status"), "done"), done] if path[0] == "plan" else [done]


def _with_ids(data: Any) -> list[tuple[Path, dict[str, Any]]]:
    """List the plan items and the commitments of a file, by their paths."""
    plan: list[tuple[Path, Any]] = [(("plan", at), item) for at, item in enumerate(_at(data, ("plan",)))]
    commitments: list[tuple[Path, Any]] = [
        (("reviews", at, "commitments", inner), item)
        for at in range(len(_at(data, ("reviews",))))
        for inner, item in enumerate(_at(data, ("reviews", at, "commitments")))
    ]
    return [(path, item) for path, item in (*plan, *commitments) if isinstance(item, dict)]


def _named(data: Any, path: Path) -> str:
    """Return the address of a plan item or a commitment."""
    return ".".join(
        labels(_at(data, path[:depth]), items_at(path[:depth]))[part] if isinstance(part, int) else part
        for depth, part in enumerate(path)
    )


def _identity(item: Any, path: Path) -> object:
    return written_identity(item, items_at(path))


def _at_item(data: Any, path: Path) -> dict[str, Any]:
    for part in path:
        data = data[part]
    found: dict[str, Any] = data
    return found


def _at(data: Any, path: Path) -> tuple[Any, ...]:
    """Return the list at a path; an empty one where there is none."""
    for part in path:
        if isinstance(data, tuple) and isinstance(part, int):
            data = data[part]
        else:
            data = data.get(part) if isinstance(data, dict) else None
    return data if isinstance(data, tuple) else ()
