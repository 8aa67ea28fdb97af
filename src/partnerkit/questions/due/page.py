"""The Monday page: what cannot be undone first, then what is overdue, then what is coming."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from partnerkit.dates import days_after
from partnerkit.documents import Block, Cell, Column, Document, Note, Paragraph, Table
from partnerkit.facts.obligations import Kind
from partnerkit.phrasing import days_away, listed, plural, some
from partnerkit.questions.due import THIS_WEEK, Due, DueEntry, horizon

_ROWS: Final = 13
"""How many rows the page has before it folds, so a whole portfolio fits on one screen."""

_FEWEST: Final = 4
"""To how many rows a group gives way before another one has to."""

_NAMES: Final = 6
"""How many partnerships are named of those that have no row of their own."""


class _Group(NamedTuple):
    """Things that are read together under one heading, and what others of them are called that have no row there."""

    title: str
    others: str
    entries: Sequence[DueEntry]


class _Monday(NamedTuple):
    """What is due as a manager reads it on Monday: what to act on in groups, and what is only counted."""

    groups: Sequence[_Group]
    later: Sequence[DueEntry]
    undated: Sequence[DueEntry]


def _page(found: Due) -> _Monday:
    """Put what cannot be undone first, then what is overdue, then what is coming."""
    dated = [entry for entry in (*found.entries, *found.ahead) if entry.date is not None]
    overdue = [entry for entry in dated if entry.overdue]
    lasting = [entry for entry in dated if entry.irreversible and not entry.overdue]
    rest = [entry for entry in dated if not entry.irreversible and not entry.overdue]
    coming = [entry for entry in rest if entry.date is not None and entry.date <= found.soon]
    is_week = found.soon == days_after(found.today, THIS_WEEK)
    groups = (
        _Group("Can't be undone", "Cannot be undone either", lasting),
        _Group(f"Overdue: {_in_how_many(overdue)}", "Also overdue", overdue),
        _Group(
            f"{'This week' if is_week else 'Coming'}, by {found.soon}",
            "Also this week" if is_week else "Also coming",
            coming,
        ),
    )
    return _Monday(
        [group for group in groups if group.entries],
        later=[entry for entry in rest if entry.date is not None and entry.date > found.soon],
        undated=[entry for entry in found.entries if entry.date is None],
    )


def document(found: Due) -> Document:
    """Describe what is due as one page, folded by partnership, or in full with the commands that help."""
    page = _page(found)
    blocks: list[Block] = [table_of(found.entries)._replace(only="spreadsheet")]
    if not (page.groups or page.later or page.undated):
        blocks.append(Paragraph(f"Nothing is due by {found.soon}."))
        blocks += [Note(line) for line in _ended(found)]
    elif found.in_full:
        blocks += [*_in_full(page, found), *(Note(line) for line in _ended(found))]
    else:
        blocks += _folded(page, found)
    return Document("Due", blocks)


def _ended(found: Due) -> Iterator[str]:
    """Yield why so little is listed of partnerships that have ended."""
    if found.over:
        names = [f"{each.name} ({each.ended})" if each.ended else each.name for each in found.over]
        yield f"Ended, so only what is left to wind down: {some(names, _NAMES)}."


def table_of(entries: Iterable[DueEntry]) -> Table:
    """Return a table with one row for each entry."""
    columns = [
        Column("Due"),
        Column("When"),
        Column("Partnership", wide=True),
        Column("What", wide=True),
        Column("Who"),
        Column("Side", optional=True),
        Column("Command", below=True),
    ]
    return Table(columns, [_row(entry) for entry in entries])


def _row(entry: DueEntry) -> list[Cell]:
    left = "no date" if entry.days_left is None else days_away(entry.days_left)
    return [entry.date, left, entry.name, entry.what, entry.person, entry.side, entry.command]


def highlights(found: Due) -> Iterator[tuple[str, DueEntry, int]]:
    """Yield the title of each group, what comes first in it, and how much more there is."""
    for group in _page(found).groups:
        [first, *_], *_ = _by_partnership(group)
        yield group.title, first, len(group.entries) - 1


def _in_full(page: _Monday, found: Due) -> Iterator[Block]:
    rest = (_Group(f"Later, by {horizon(found.today)}", "", page.later), _undated(page))
    groups = [*page.groups, *(group for group in rest if group.entries)]
    table = table_of(entry for group in groups for entry in group.entries)
    yield table._replace(groups=_starts((group.title, len(group.entries)) for group in groups), only="page")


def _undated(page: _Monday) -> _Group:
    return _Group("No date", "Also without a date", _checklists_joined(page.undated))


def _checklists_joined(undated: Iterable[DueEntry]) -> Sequence[DueEntry]:
    """Return entries without a day, the checklists of each partnership as one."""
    joined: dict[str, DueEntry] = {}
    others = []
    for entry in undated:
        if entry.kind != "checklist":
            others.append(entry)
        elif (first := joined.get(entry.partnership)) is None:
            joined[entry.partnership] = entry
        else:
            words = [first.what.replace("Checklist ", "Checklists ", 1), entry.what.removeprefix("Checklist ")]
            joined[entry.partnership] = replace(first, what="; ".join(words))
    return [*others, *joined.values()]


def _starts(groups: Iterable[tuple[str, int]]) -> list[tuple[int, str]]:
    """Return the number of the row before which each group starts, and its title; given are titles and lengths."""
    starts, row = [], 0
    for title, length in groups:
        starts.append((row, title))
        row += length
    return starts


def _folded(page: _Monday, found: Due) -> Iterator[Block]:
    no_date = [_undated(page)] if page.undated else []
    has_space = _rows([*page.groups, *no_date], 1) <= _ROWS
    groups = [*page.groups, *no_date] if has_space else page.groups
    each = next((each for each in range(_ROWS, 1, -1) if _rows(groups, each) <= _ROWS), 1)
    limits = _limits([_rows([group], each) for group in groups])
    shown = [list(_lines(group, each, limit)) for group, limit in zip(groups, limits, strict=True)]
    if shown:
        columns = [
            Column("When"),
            Column("Partnership", wide=True, clip=True),
            Column("What", wide=True, clip=True),
            Column("More", align="right"),
            Column("Who"),
        ]
        titles = _starts([(group.title, len(lines)) for group, lines in zip(groups, shown, strict=True)])
        yield Table(columns, [_cells(line) for lines in shown for line in lines], groups=titles, only="page")
    notes = [
        f"{group.others}: {_in_others(group, limit)}."
        for group, limit in zip(groups, limits, strict=True)
        if limit < _rows([group], each)
    ]
    notes += [f"Later, by {horizon(found.today)}: {_counted(page.later)}."] if page.later else []
    notes += [f"No date: {_counted(page.undated)}."] if page.undated and not has_space else []
    notes += _ended(found)
    who = {line.who for lines in shown for line in lines}
    help = "* their side. " if any(each.endswith("*") for each in who) else ""
    help += "No owner: add `owner` to the file. " if _NO_OWNER in who else ""
    yield Note("\n".join((*notes, f"{help}--all shows everything, with the command that helps.")))


def _in_others(group: _Group, limit: int) -> str:
    """Name the partnerships of a group that have no row, and how much there is in them."""
    others = _by_partnership(group)[limit:]
    return f"{sum(map(len, others))} in {some([entries[0].name for entries in others], _NAMES)}"


def _by_partnership(group: _Group) -> Sequence[Sequence[DueEntry]]:
    """Return the entries of each partnership, the most pressing first: what holds up a launch before anything else.

    Looking at something again comes after what was to be done.
    """
    found: dict[str, list[DueEntry]] = {}
    for entry in sorted(group.entries, key=_pressing):
        found.setdefault(entry.partnership, []).append(entry)
    return list(found.values())


def _pressing(entry: DueEntry) -> int:
    if entry.holds_up_launch and entry.overdue:
        return 0
    return 2 if entry.kind in ("assessment", "checklist") else 1


def _rows(groups: Iterable[_Group], each: int) -> int:
    """Return how many rows there are with at most `each` of a partnership in every group."""
    return sum(min(each, len(entries)) for group in groups for entries in _by_partnership(group))


class _Row(NamedTuple):
    """A row of the page, and how many things it leaves out."""

    when: Cell
    name: str
    what: str
    more: int
    who: str


def _lines(group: _Group, each: int, limit: int) -> Iterator[_Row]:
    """Yield so many of a group by their day, the first of each partnership's, with the number of those left out."""
    rows = [
        (entry, len(entries) - each if at == each else 0)
        for entries in _by_partnership(group)
        for at, entry in enumerate(entries[:each], start=1)
    ]
    for entry, more in sorted(rows[:limit], key=lambda row: row[0].date or date.max):
        yield _Row(_when(entry), entry.name, _shortly(entry), more, _who(entry))


def _shortly(entry: DueEntry) -> str:
    """Return what is to be done without a word for its kind, which the page has no space for."""
    return entry.what.removeprefix("Launch: ").removeprefix("Commitment: ")


def _limits(lengths: Sequence[int]) -> list[int]:
    """Return how many rows each group has; where there are too many, the longest gives way first, then the next."""
    limits = list(lengths)
    for fewest in (_FEWEST, 1):
        for at in sorted(range(len(limits)), key=lambda at: -lengths[at]):
            too_many = sum(limits) - _ROWS
            # The line that counts what is left out takes the space of one row.
            if too_many > 1:
                limits[at] = min(limits[at], max(fewest, limits[at] - too_many))
    return limits


def _cells(line: _Row) -> list[Cell]:
    return [line.when, line.name, line.what, f"+{line.more}" if line.more else "", line.who]


def _when(entry: DueEntry) -> Cell:
    if entry.days_left is None:
        return "no date"
    return entry.date if entry.days_left > 0 else days_away(entry.days_left)


_NO_OWNER: Final = "no owner"


def _who(entry: DueEntry) -> str:
    if entry.side == "them":
        return f"{entry.person or 'theirs'}*"
    return entry.person or _NO_OWNER


_NOUNS: Final[dict[Kind, str]] = {
    "notice": "last day for notice",
    "term": "end of a term",
    "outreach": "message",
    "commitment": "commitment",
    "registration": "registration",
    "plan": "plan item",
    "launch": "launch step",
    "review": "review",
    "certification": "certificate",
    "membership": "membership",
    "kpi": "target",
    "assessment": "assessment",
    "checklist": "checklist",
}


_MOST_KINDS: Final = 2


def _counted(entries: Sequence[DueEntry]) -> str:
    """Count things by kind: the most frequent kinds by name, and the others together."""
    counts = Counter(entry.kind for entry in entries).most_common()
    named = [plural(count, _NOUNS[kind]) for kind, count in counts[:_MOST_KINDS]]
    others = sum(count for _, count in counts[_MOST_KINDS:])
    return listed([*named, *([f"{others} more"] if others else [])])


def _in_how_many(entries: Sequence[DueEntry]) -> str:
    """Return how many things there are, and in how many partnerships if in several."""
    several = len({entry.partnership for entry in entries})
    return f"{len(entries)} in {several} partnerships" if several > 1 else f"{len(entries)}"
