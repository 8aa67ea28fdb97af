"""Write what changed as the comment of a pull request: the decision first, what must be read, and the rest folded.

Text of files comes from strangers, so it is written as Markdown that does nothing; what is written as HTML holds none.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, get_args

from partnerkit.changes.change import CLASSES, ChangeKind
from partnerkit.changes.consequences.before_and_after import Consequence
from partnerkit.changes.consequences.payment import DealPays, DealsPay
from partnerkit.changes.deals import KEY
from partnerkit.changes.decision import decision
from partnerkit.changes.diff import Diff
from partnerkit.changes.reported import ReportedChange, heaviest_first
from partnerkit.changes.words import ABSENT
from partnerkit.model.marks import ChangeClass
from partnerkit.phrasing import inflected, listed, plural
from partnerkit.render.escaping import escape
from partnerkit.render.safe import one_line

_ROWS: Final = 8
"""As many changes as anyone reads at once."""

_LONGEST_CELL: Final = 160
_LONGEST_LINE: Final = 600
_BUDGET: Final = 30_000
"""Characters of all that is folded; hosting services refuse a comment of more than 65,536."""

_FOLDED: Final = ("assessment", "editorial")

_MOST_DEALS: Final = 3
"""As many changes of the deals of a partnership as have a row each."""


class _CommentRow(NamedTuple):
    """One change in the comment, or several of one kind."""

    partnership: str
    class_: ChangeClass
    subject: str
    was: str
    is_now: str
    follows: str

    @property
    def text(self) -> str:
        """The row of a table."""
        cells = (self.partnership, self.subject, self.was, self.is_now, self.follows)
        return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def render(found: Diff) -> str:
    """Render the comment."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Diff) -> Iterator[str]:
    verdict, facts = decision(found)
    yield f"**{_line(verdict[:_LONGEST_LINE])}**" + (f" {_line(facts[:_LONGEST_LINE])}" if facts else "")
    rows: list[_CommentRow] = []
    deals: list[_CommentRow] = []
    for one in found.partnerships:
        of_deals = [change for change in one.changes if _is_of_deal(change)]
        if len(of_deals) <= _MOST_DEALS:
            rows += _rows(one.heading, one.changes)
            continue
        rows += _rows(one.heading, [change for change in one.changes if not _is_of_deal(change)])
        rows.append(_together(one.heading, of_deals))
        deals += _rows(one.heading, of_deals)
    rows.sort(key=lambda row: CLASSES.index(row.class_))
    heavy = [row for row in rows if row.class_ not in _FOLDED]
    if heavy:
        yield ""
        yield from _table(heavy[:_ROWS])
    folds = _Folds()
    more = [plural(len(heavy[_ROWS:]), "more change")] if heavy[_ROWS:] else []
    more += [plural(len(deals), "change of deals", "changes of deals")] if deals else []
    folds.add(listed(more), [*heavy[_ROWS:], *deals])
    light = [row for row in rows if row.class_ in _FOLDED]
    counts = {change: sum(row.class_ == change for row in light) for change in _FOLDED}
    folds.add(listed([plural(count, f"{change} change") for change, count in counts.items() if count]), light)
    if found.workspace is not None:
        folds.add_workspace(found)
    if found.not_compared:
        folds.add_not_compared(found)
    yield from folds.lines
    yield ""
    yield f"<sub>{' '.join(_last(found, folds.left_out))}</sub>"


def _is_of_deal(change: ReportedChange) -> bool:
    return change.key.partition(".")[0] == KEY


def _rows(name: str, changes: Sequence[ReportedChange]) -> list[_CommentRow]:
    return [
        _CommentRow(name, change.class_, change.subject, change.was, change.is_now, follows)
        for change, follows in heaviest_first(changes)
    ]


def _together(name: str, changes: Sequence[ReportedChange]) -> _CommentRow:
    """Return the changes of many deals as one row: how many, what they pay, and which issued statements cover them."""
    kinds = Counter({change.item: change.kind if change.key == KEY else "changed" for change in changes}.values())
    consequences = [one for change in changes for one in change.consequences]
    follows = [one.text for one in dict.fromkeys(consequences) if isinstance(one, DealsPay)]
    if count := len({one.item for one in changes if any(_is_open(each) for each in one.consequences)}):
        follows.append(f"{count} could not be priced")
    covered = {
        (change.item, period)
        for change in changes
        for one in change.consequences
        if isinstance(one, DealPays)
        for period in one.statements
    }
    periods = sorted({period for _, period in covered})
    if periods:
        count = len({item for item, _ in covered})
        statements = "the statement" if len(periods) == 1 else "statements"
        follows.append(
            f"{statements} issued for {listed(periods)} {inflected(len(periods), 'covers', 'cover')} {count}"
        )
    said = [f"{kinds[kind]:,} {kind}" for kind in get_args(ChangeKind) if kinds[kind]]
    return _CommentRow(name, changes[0].class_, "deals", ABSENT, ", ".join(said), "; ".join(follows))


def _is_open(consequence: Consequence) -> bool:
    return isinstance(consequence, DealPays) and not consequence.priced


class _Folds:
    """What a reader may open, as long as there is space for it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.left_out = 0
        self._space = _BUDGET

    def add(self, title: str, rows: Sequence[_CommentRow]) -> None:
        """Add changes under a title."""
        self._fold(title, _HEADER, [row.text for row in rows])

    def add_workspace(self, found: Diff) -> None:
        """Add what changed in the workspace, and who is judged otherwise."""
        workspace = found.workspace
        assert workspace is not None
        title = f"Workspace: {plural(len(workspace.changes), 'change')}"
        title += "".join(f"; {effect.text}" for effect in workspace.consequences)
        rows = [row.text for row in _rows("workspace", workspace.changes)]
        for effect in workspace.consequences:
            moves = ((_cell(move.partnership), _cell(move.text)) for move in effect.partnerships)
            rows += [f"| {name} | {effect.kind} | | | {text} |" for name, text in moves]
        self._fold(title, _HEADER, rows)

    def add_not_compared(self, found: Diff) -> None:
        """Add what could not be compared, and why."""
        versions = {"from": found.from_.in_words, "to": found.to.in_words}
        rows = [
            f"| {_cell(one.partnership)} | {_cell(versions[one.version])} | {_cell(one.reason)} |"
            for one in found.not_compared
        ]
        header = ["| Partnership | Version | Reason |", "| :--- | :--- | :--- |"]
        self._fold(f"{plural(len(rows), 'partnership')} not compared", header, rows)

    def _fold(self, title: str, header: Sequence[str], rows: Sequence[str]) -> None:
        if not rows:
            return
        shown = []
        for row in rows:
            if len(row) + 1 > self._space:
                break
            self._space -= len(row) + 1
            shown.append(row)
        self.left_out += len(rows) - len(shown)
        # A title has only our own words and numbers: nothing in it is read as Markdown.
        self.lines += ["", f"<details><summary>{title}</summary>", "", *header, *shown, "", "</details>"]


_HEADER: Final = ("| Partnership | Change | Was | Is now | What follows |", "| :--- | :--- | :--- | :--- | :--- |")


def _table(rows: Sequence[_CommentRow]) -> Iterator[str]:
    yield from _HEADER
    for row in rows:
        yield row.text


def _cell(text: str) -> str:
    """Write a text, shortened so that a row fits; a character may take up to ten to be shown as it is."""
    text = one_line(text)
    most = _LONGEST_CELL
    while True:
        cell = escape(text if len(text) <= most else f"{text[: most - 1]}…")
        if len(cell) <= 2 * _LONGEST_CELL:
            return cell
        most //= 2


def _line(text: str) -> str:
    return escape(one_line(text))


def _last(found: Diff, left_out: int) -> Iterator[str]:
    """Yield what was compared, and what is not in the comment."""
    if found.unchanged:
        yield f"{plural(found.unchanged, 'partnership')} unchanged."
    renamed = [one for one in found.partnerships if not one.changes]
    if renamed:
        yield f"Renamed: {_cell(', '.join(one.heading for one in renamed))}."
    yield f"Compared {_line(found.from_.in_words)} with {_line(found.to.in_words)} as of {found.today}."
    if left_out:
        yield f"{plural(left_out, 'row')} left out for lack of space: `partnerkit diff` shows all."
