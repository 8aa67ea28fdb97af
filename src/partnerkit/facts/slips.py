"""By which days was something due before?"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from partnerkit.model.day import parse_date

Earlier: TypeAlias = Mapping[str, Sequence[date]]
"""Due dates that git recorded, by `plan/ID`, `commitment/REVIEW/ID` with the day of the review, and `commitment/ID`
where no other commitment of the file has that id, since the day of its review may move."""


def slips_of(key: str, due: date | None, moved: Sequence[date], earlier: Earlier) -> tuple[date, ...]:
    """Gather the earlier due dates of a promise or plan item, from the file and from git, without doubles."""
    remembered = [day for day in earlier.get(key, ()) if due is None or day < due]
    return tuple(sorted({*moved, *remembered} - {due}))


def due_dates(data: Any) -> Iterator[tuple[str, date]]:
    """Yield the due dates of one version of a file by their keys, as plain data that may be wrong in any way."""
    for item in _mappings(data, "plan"):
        yield from _due("plan", item)
    commitments = [
        (review.get("date"), commitment)
        for review in _mappings(data, "reviews")
        for commitment in _mappings(review, "commitments")
    ]
    count = Counter(str(commitment.get("id")) for _, commitment in commitments)
    for review, commitment in commitments:
        yield from _due(f"commitment/{review}", commitment)
        if count[str(commitment.get("id"))] == 1:
            yield from _due("commitment", commitment)


def _mappings(data: Any, key: str) -> Iterator[dict[str, Any]]:
    listed = data.get(key) if type(data) is dict else None
    return (item for item in listed if type(item) is dict) if type(listed) is tuple else iter(())


def _due(kind: str, item: dict[str, Any]) -> Iterator[tuple[str, date]]:
    due = parse_date(item.get("due"))
    if due is not None and type(item.get("id")) is str:
        yield f"{kind}/{item['id']}", due
