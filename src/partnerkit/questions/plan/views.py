"""A plan as a timeline, as a board, as the load it puts on people, and as a table."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from partnerkit.documents import (
    Block,
    Board,
    Card,
    Cell,
    Column,
    Document,
    Heading,
    Lane,
    Note,
    Paragraph,
    Parts,
    Progress,
    Stretch,
    Table,
    Timeline,
)
from partnerkit.facts.plan_conflicts import ConflictKind
from partnerkit.periods import floor, following, last_before, unit_for
from partnerkit.phrasing import listed, plural
from partnerkit.questions.plan import By, Load, Plan, Planned, View

_LANES: Final[tuple[Progress, ...]] = ("todo", "doing", "done", "blocked")
_WORDS: Final[Mapping[ConflictKind, str]] = {
    "cycle": "circle",
    "needs-later": "too early",
    "done-before-need": "done too early",
    "needs-dropped": "need dropped",
}
"""What people call the kinds of conflict whose keys are not everyday words."""


def document(found: Plan) -> Document:
    """Describe the plan in the views asked for, and after them what is wrong with it.

    A spreadsheet has the table in the place of a timeline or a board.
    """
    return Document("Plan", list(_Views(found).blocks()))


class _Views:
    """The views of one plan."""

    def __init__(self, found: Plan) -> None:
        self.found = found
        self.by = found.layout.by
        self.names = found.layout.buckets
        self.today = found.layout.today
        self.several = len({item.partnership for item in found.items}) > 1

    def blocks(self) -> Iterator[Block]:
        """Yield the views asked for, and what is wrong with the plan."""
        views = self.found.layout.views
        if not self.found.items and "load" not in views:
            yield self._table()
        else:
            for view in views:
                yield from self._view(view)
            if not {"load", "table"}.intersection(views):
                yield self._table()._replace(only="spreadsheet")
            yield from self._conflicts()
        yield from self._neglected()

    def _view(self, view: View) -> Iterator[Block]:
        match view:
            case "timeline":
                return self._timeline()
            case "board":
                return self._board()
            case "load":
                return self._load()
            case "table":
                return iter([self._table()])

    def _group(self, item: Planned) -> str:
        match self.by:
            case "bucket":
                return self.names.get(item.bucket, item.bucket) if item.bucket else "No bucket"
            case "owner":
                return item.owner or "No one named"
            case "side":
                return {"us": "Us", "them": "Them", None: "No one named"}[item.side]
            case _:
                return item.name

    def _ordered(self, items: Sequence[Planned]) -> list[Planned]:
        """The items group by group: the groups in the order of the framework, else by name, each by date."""
        order = list(self.names.values()) if self.by == "bucket" else []

        def rank(item: Planned) -> tuple[object, ...]:
            group = self._group(item)
            named = group in ("No bucket", "No one named")
            return (named, order.index(group) if group in order else len(order), group.casefold())

        return sorted(items, key=rank)

    def _label(self, item: Planned) -> str:
        return f"{item.name}: {item.title}" if self.several and self.by != "partnership" else item.title

    def _timeline(self) -> Iterator[Block]:
        dated = [item for item in self.found.items if item.span and item.status != "dropped"]
        undated = [item for item in self.found.items if not item.span and item.status != "dropped"]
        if dated:
            spans = [item.span for item in dated if item.span]
            starts = self.found.starts or min(self.today, *(first for first, _ in spans))
            ends = self.found.ends or max(self.today, *(last for _, last in spans))
            starts, ends = min(starts, ends), max(starts, ends)
            unit = self.found.layout.unit or unit_for(starts, ends)
            if self.found.starts is None:
                starts = floor(starts, unit)
            if self.found.ends is None:
                ends = last_before(following(floor(ends, unit), unit))
            yield Timeline(starts, ends, self.today, unit, [self._stretch(item) for item in self._ordered(dated)])
        if undated:
            yield Note(f"Without a date: {listed([self._label(item) for item in undated])}.")

    def _stretch(self, item: Planned) -> Stretch:
        assert item.span is not None
        starts, ends = item.span
        who = item.who if item.who and self.by != "owner" else ""
        return Stretch(self._group(item), self._label(item), who, starts, ends, item.status, item.late)

    def _board(self) -> Iterator[Block]:
        items = self._ordered(self.found.items)
        yield Board([Lane(lane, [self._card(item) for item in items if item.status == lane]) for lane in _LANES])

    def _card(self, item: Planned) -> Card:
        detail = [item.who or (f"{item.side}, no one named" if item.side else "no one named")]
        if item.status == "done":
            detail += [f"done {item.done}"] if item.done else []
        elif item.due:
            detail += [f"due {item.due}"]
        if item.days_left is not None and item.late:
            detail += [f"{plural(-item.days_left, 'day')} late"]
        if item.status == "blocked" and item.note:
            detail += [item.note]
        title = f"{item.name}: {item.title}" if self.several else item.title
        return Card(title, ", ".join(detail), item.late)

    def _load(self) -> Iterator[Block]:
        tables: dict[By, tuple[str, tuple[Load, ...]]] = {
            "bucket": ("Bucket", self.found.by_bucket),
            "owner": ("Person", self.found.by_person),
            "side": ("Side", self.found.by_side),
            "partnership": ("Partnership", self.found.by_partnership),
        }
        for by in self.found.layout.load_by:
            first, loads = tables[by]
            # People and partnerships are ranked by what they still have to do; buckets and sides show where time goes.
            ranked = by in ("owner", "partnership")
            unit = "Open days of effort" if ranked else "Days of effort"
            days = [(load.name, load.open_days if ranked else load.effort_days) for load in loads]
            estimated = [(name, effort) for name, effort in days if effort is not None]
            yield Heading(f"{unit} by {first.lower()}")
            if any(effort for _, effort in estimated):
                yield Parts(unit, estimated)
            yield Table(
                [
                    Column(first, wide=True),
                    Column("Items", align="right"),
                    Column("Open", align="right"),
                    Column("Days of effort", short="Days", align="right"),
                    Column("Open days", align="right"),
                    Column("Percent", short="%", align="right"),
                    Column("Not estimated", short="No est.", align="right"),
                ],
                [self._load_row(load) for load in loads],
            )

    def _load_row(self, load: Load) -> list[Cell]:
        return [load.name, load.items, load.open, load.effort_days, load.open_days, load.share, load.not_estimated]

    def _table(self) -> Table:
        columns = [
            Column({"bucket": "Bucket", "owner": "Owner", "side": "Side"}.get(self.by, "Partnership"), wide=True),
            *([Column("Partnership", wide=True)] if self.by != "partnership" else []),
            Column("Item", wide=True),
            Column("Status"),
            Column("Start", optional=True),
            Column("Due"),
            *([Column("Who")] if self.by != "owner" else []),
            *([Column("Bucket", optional=True)] if self.by != "bucket" else []),
            Column("Effort", short="Days", align="right", optional=True),
            Column("Slips", align="right"),
            Column("Needs", optional=True),
        ]
        return Table(
            columns,
            [self._table_row(item) for item in self._ordered(self.found.items)],
            empty="Nothing is planned here.",
        )

    def _table_row(self, item: Planned) -> list[Cell]:
        return [
            self._group(item),
            *([item.name] if self.by != "partnership" else []),
            item.title,
            f"{item.status}, late" if item.late else item.status,
            item.start,
            item.due,
            *([item.who] if self.by != "owner" else []),
            *([item.bucket] if self.by != "bucket" else []),
            item.effort_days,
            len(item.slips),
            ", ".join(item.needs) or None,
        ]

    def _conflicts(self) -> Iterator[Block]:
        if self.found.conflicts:
            yield Heading("Late, blocked and in conflict")
            yield Table(
                [
                    Column("What", only="page"),
                    Column("What", only="spreadsheet"),
                    Column("Partnership", wide=True),
                    Column("Item", optional=True),
                    Column("Why", wide=True),
                ],
                [
                    [_WORDS.get(found.kind, found.kind), found.kind, found.name, found.item, found.message]
                    for found in self.found.conflicts
                ],
            )

    def _neglected(self) -> Iterator[Block]:
        if self.found.neglected:
            red = [f"{self.names.get(found.bucket, found.bucket)} at {found.name}" for found in self.found.neglected]
            yield Heading("Red, and nothing planned")
            yield Paragraph(f"No open item serves {listed(red)}.")
