"""How far a due date moved, and how many days it has slipped in all."""

from datetime import date
from typing import Final, Literal, NamedTuple

from partnerkit.changes.change import Change, ListItem
from partnerkit.changes.consequences.before_and_after import BeforeAndAfter
from partnerkit.facts.slips import slips_of
from partnerkit.model.day import parse_date
from partnerkit.phrasing import plural

KEYS: Final = ("plan.due", "reviews.commitments.due", "launch.date")


class DaysMoved(NamedTuple):
    """How many days later a date is, negative for earlier, and later than the first one that is known."""

    kind: Literal["slip"]
    text: str
    days: int
    total: int
    first: date


def of(change: Change, pair: BeforeAndAfter) -> DaysMoved | None:
    """Return how far a date moved; None for a change that moves none."""
    old, new = parse_date(change.old), parse_date(change.new)
    if change.key not in KEYS or old is None or new is None:
        return None
    days = (new - old).days
    first = min([old, *_earlier(change, pair, new)])
    total = (new - first).days
    text = f"{plural(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
    if days > 0 and total != days:
        text += f", {plural(total, 'day')} slipped in total since {first}"
    elif days > 0:
        text += f", {plural(total, 'day')} slipped in total"
    return DaysMoved("slip", text, days, total, first)


def _earlier(change: Change, pair: BeforeAndAfter, due: date) -> tuple[date, ...]:
    """Return the due dates that the item had before, by its file and by git."""
    ids = [dict(part.identity).get("id") for part in change.place if isinstance(part, ListItem)]
    name = str(ids[-1]) if ids else ""
    kind = "plan" if change.key == "plan.due" else "commitment"
    return slips_of(f"{kind}/{name}", due, _moved(change.key, name, pair), pair.before.earlier)


def _moved(key: str, name: str, pair: BeforeAndAfter) -> tuple[date, ...]:
    before, after = pair.before.partnership, pair.after.partnership
    items = [*before.plan, *after.plan]
    if key != "plan.due":
        reviews = (*before.reviews, *after.reviews)
        return tuple(day for review in reviews for one in review.commitments if one.id == name for day in one.moved)
    return tuple(day for item in items if item.id == name for day in item.moved)
