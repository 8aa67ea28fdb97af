"""The neutral document that every question answers with and every format renders."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Generic, Literal, NamedTuple, TypeAlias, TypeVar, overload

from partnerkit.model.statuses import Status
from partnerkit.periods import Unit
from partnerkit.phrasing import plural
from partnerkit.results import Recorded


class State(NamedTuple):
    """A table cell that holds a status, which may be too old to be trusted; `detail` is what it is based on.

    `was` is the status that it is compared with, if any.
    """

    status: Status
    stale: bool = False
    detail: str = ""
    was: Status | None = None


class Trend(NamedTuple):
    """Values in their order in time, on a scale from `lowest` to `highest`: a block, or a table cell.

    A None is a point in time that has no value. `label` says of what, and is left to the column in a table. `steps`
    are the words for the values from `lowest` on, where these are not figures.
    """

    values: Sequence[Decimal | None]
    lowest: Decimal
    highest: Decimal
    label: str = ""
    steps: Sequence[str] = ()


class Money(NamedTuple):
    """An amount of money in a table cell; a spreadsheet has the amount alone, and needs a column with the currency.

    One to be read `rounded` has more digits than people read: those that its currency has.
    """

    amount: Decimal
    currency: str
    rounded: bool = False


class Percent(NamedTuple):
    """A number of percent, of which people read at most so many `places`; a `change` always has its sign."""

    value: Decimal
    places: int | None = None
    change: bool = False


class Quantity(NamedTuple):
    """How many of something there are: 8 partners, 4.1 of 5. A spreadsheet has the number alone."""

    value: Decimal
    unit: str


class Range(NamedTuple):
    """From one value to another: 26–90, 2026-01-01 to 2026-03-31."""

    first: Decimal | int | date
    last: Decimal | int | date


Figure: TypeAlias = int | Decimal | date | Money | Percent | Quantity | Range
"""A value that each format writes in its own way."""

Cell: TypeAlias = "str | Figure | State | Trend | None"
"""What a table cell holds; None is a value that no one gave."""

Medium: TypeAlias = Literal["page", "spreadsheet"]
"""What a table is read in: on a page or a terminal by people, or in a spreadsheet."""


class Column(NamedTuple):
    """A table column.

    `short` may stand for `title` where space is scarce, and a `brief` title may be cut to what tells it from
    the others; an `optional` column may then be left out, the last one first. `wide` columns take the space
    that is left and wrap, or are cut to one line on a terminal if they `clip`. What is in a `below` column goes
    on a line of its own under its row where the row has no space for it. A column may be there in one medium
    `only`.
    """

    title: str
    short: str = ""
    align: Literal["left", "right", "center"] = "left"
    optional: bool = False
    wide: bool = False
    below: bool = False
    brief: bool = False
    clip: bool = False
    only: Medium | None = None


class Heading(NamedTuple):
    """The title of what follows; one of level 2 or 3 is below the last one of the level before."""

    text: str
    level: Literal[1, 2, 3] = 1


class Paragraph(NamedTuple):
    """A text of one or more sentences."""

    text: str


class Note(NamedTuple):
    """Something said beside the answer: a legend, a hint."""

    text: str


class Code(NamedTuple):
    """Lines shown as they are, such as an example of a file."""

    text: str


class Bar(NamedTuple):
    """A value as a part of its maximum; from `value` to `high` where it is known only as a range."""

    label: str
    value: Decimal
    high: Decimal
    maximum: Decimal


class Headline(NamedTuple):
    """One of the figures that a page starts with: what it is, its value, and what there is to say beside it."""

    label: str
    value: Cell
    details: Sequence[str] = ()

    @property
    def unit(self) -> str | None:
        """What a spreadsheet, which has the number alone, needs to know of it."""
        match self.value:
            case Money(currency=unit) | Quantity(unit=unit):
                return unit
            case _:
                return None


class Headlines(NamedTuple):
    """The figures that a page starts with, side by side where there is space."""

    figures: Sequence[Headline]

    def within(self, medium: Medium) -> "Table":
        """Return the same as a table, for what has no other way to show them."""
        columns = [
            Column("Figure"),
            Column("Value", align="right"),
            Column("Unit", only="spreadsheet"),
            Column("Details", wide=True),
        ]
        rows = [[each.label, each.value, each.unit, "; ".join(each.details) or None] for each in self.figures]
        table = Table(columns, rows)
        return table.within(medium) or table


class Parts(NamedTuple):
    """How much each part has of a whole: a name, a value of 0 or more, and the unit that values are in."""

    unit: str
    parts: Sequence[tuple[str, Decimal]]


ItemT = TypeVar("ItemT")


class Described(Sequence[Sequence[Cell]], Generic[ItemT]):
    """Rows of things that are described when they are asked for: a terminal shows few of a hundred thousand.

    `describe` returns the cells of some things a column at a time.
    """

    def __init__(self, items: Sequence[ItemT], describe: Callable[[Sequence[ItemT]], Sequence[Sequence[Cell]]]) -> None:
        self._items, self._describe = items, describe

    @property
    def columns(self) -> Sequence[Sequence[Cell]]:
        """The cells of all rows, a column at a time."""
        return self._describe(self._items)

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, at: int) -> Sequence[Cell]: ...
    @overload
    def __getitem__(self, at: slice) -> "Described[ItemT]": ...
    def __getitem__(self, at: int | slice) -> "Sequence[Cell] | Described[ItemT]":
        if isinstance(at, slice):
            return Described(self._items[at], self._describe)
        place = range(len(self))[at]
        return [column[0] for column in self[place : place + 1].columns]

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        return zip(*self.columns, strict=True)


class Table(NamedTuple):
    """Rows of cells under columns; `footer` rows sum up and are no data of their own.

    Without rows, people read the `empty` sentence in its place, or nothing; a spreadsheet still gets its columns.
    `groups` are titles of rows that belong together, each with the row before which it is. A table may be there in
    one medium `only`.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    footer: Sequence[Sequence[Cell]] = ()
    empty: str = ""
    groups: Sequence[tuple[int, str]] = ()
    only: Medium | None = None

    def within(self, medium: Medium) -> "Table | None":
        """Return the table as one medium has it, or None where it has none."""
        if self.only not in (None, medium):
            return None
        if all(column.only in (None, medium) for column in self.columns):
            return self
        shown = [at for at, column in enumerate(self.columns) if column.only in (None, medium)]
        return self._replace(
            columns=[self.columns[at] for at in shown],
            rows=[[row[at] for at in shown] for row in self.rows],
            footer=[[row[at] for at in shown] for row in self.footer],
        )

    @property
    def titles(self) -> Mapping[int, str]:
        """The titles of rows that belong together, by the number of the first of them."""
        return dict(self.groups)

    @property
    def has_states(self) -> bool:
        """Whether any cell holds a status, so a legend is needed."""
        return any(isinstance(cell, State) for row in self.rows for cell in row)


FieldKind: TypeAlias = Literal["text", "whole", "number", "money", "percent", "date", "month", "flag", "done"]
"""What the values of a column are for a program; `done` is a day, true or false, and a percentage a number of them."""

Value: TypeAlias = str | int | Decimal | bool | date | None
"""What a cell of a table for programs holds."""


class Grid(NamedTuple):
    """A table for programs: columns of one kind of value each, with the words that there may be in it, if they are few.

    `about` says what is in it. It has all that a file holds: nothing is shortened, and texts keep their lines.
    """

    name: str
    about: str
    columns: Sequence["GridColumn"]
    rows: Sequence[Sequence[Value]]


class GridColumn(NamedTuple):
    """A column of a table for programs."""

    name: str
    kind: FieldKind
    about: str = ""
    unit: str = ""
    choices: Sequence[str] = ()


Progress: TypeAlias = Literal["todo", "doing", "done", "blocked", "dropped"]


class Stretch(NamedTuple):
    """A piece of work on a timeline, from its first to its last day; those of one `group` stand together."""

    group: str
    label: str
    who: str
    starts: date
    ends: date
    progress: Progress
    late: bool = False


class Timeline(NamedTuple):
    """Work over time, from a first to a last day; bars are in the order in which they are shown."""

    starts: date
    ends: date
    today: date
    unit: Unit
    bars: Sequence[Stretch]


class Card(NamedTuple):
    """One thing on a board, and whose."""

    title: str
    detail: str
    late: bool = False


class Lane(NamedTuple):
    """One column of a board."""

    progress: Progress
    cards: Sequence[Card]


class Board(NamedTuple):
    """What is to do, under way, done and blocked, side by side."""

    lanes: Sequence[Lane]


Block: TypeAlias = "Heading | Paragraph | Note | Code | Headlines | Bar | Trend | Parts | Table | Timeline | Board"


class Document(NamedTuple):
    """An answer: a title and blocks in their order; `at` is the commit it is from, None for the files as they are.

    `ended` is how many partnerships were left out of it because they have ended. `key` is what it is called where the
    title would change from one answer to the next, as in the name of a table.
    """

    title: str
    blocks: Sequence[Block]
    at: Recorded | None = None
    ended: int = 0
    key: str = ""

    @property
    def shown(self) -> Sequence[Block]:
        """The blocks that people are shown."""
        blocks = [shown for block in self.blocks if (shown := _shown(block)) is not None]
        asides = [block.text for block in blocks[-1:] if isinstance(block, Note)]
        if self.ended:
            blocks = blocks[: len(blocks) - len(asides)]
            left_out = f"{plural(self.ended, 'ended partnership')} left out; --ended includes them."
            blocks.append(Note("\n".join((*asides, left_out))))
        return [*blocks, Note(self.at.sentence)] if self.at else blocks


def _shown(block: Block) -> "Block | None":
    if not isinstance(block, Table):
        return block
    table = block.within("page")
    if table is None or table.rows:
        return table
    return Paragraph(table.empty) if table.empty else None
