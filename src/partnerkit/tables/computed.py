"""Tables of what is not in a partnership file: its deals, its score, its dates, and what a workspace judges by."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple, get_args, get_type_hints

from partnerkit.documents import Value
from partnerkit.facts.case import cases
from partnerkit.facts.obligations import KINDS, obligations_with_ended
from partnerkit.model.choices import Side
from partnerkit.model.deal import Deal
from partnerkit.model.deals import DealColumns
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.shape import fields_of
from partnerkit.questions.due import what_is_due
from partnerkit.questions.score import score
from partnerkit.tables.columns import KEY, PARTNERSHIPS, TableColumn, column
from partnerkit.tables.shapes import TableShape
from partnerkit.tables.steps import distinct

Rows = Iterator[tuple[Value, ...]]


class Origin(NamedTuple):
    """The files of a partnership and of its deals: paths in the workspace, and what git calls their contents."""

    file: str
    version: str
    deals_file: str | None = None
    deals_version: str | None = None


class Exported(NamedTuple):
    """What an export is made of: a portfolio with its deals, the file of each partnership by stem, and the day."""

    portfolio: Portfolio
    origins: Mapping[str, Origin]
    today: date


class ComputedTable(NamedTuple):
    """A table and the function that yields its rows."""

    shape: TableShape
    rows: Callable[[Exported], Rows]


def _shape(name: str, description: str, keys: tuple[TableColumn, ...], *columns: TableColumn) -> TableShape:
    return TableShape(name, description, keys, columns, above=PARTNERSHIPS if keys[0].name == KEY else "")


_PARTNERSHIP: Final = TableColumn(KEY, "text", "The partnership: the name of its file, without the ending.")

# --- Files ------------------------------------------------------------------------------------------------------------


def _files(given: Exported) -> Rows:
    for stem in given.portfolio.partnerships:
        yield (stem, *given.origins[stem])


FILES: Final = _shape(
    "files",
    "The file that each partnership was read from.",
    (_PARTNERSHIP,),
    TableColumn("file", "text", "The path in the workspace."),
    TableColumn("version", "text", "What git calls the content that it had (its blob), so that a change is noticed."),
    TableColumn("deals_file", "text", "The path of its deals; empty if it has none."),
    TableColumn("deals_version", "text", "What git calls the content that its deals had."),
)

# --- Deals ------------------------------------------------------------------------------------------------------------

_MONEY: Final = frozenset({"amount", "list_price", "discount", "cost"})


def _deal_columns() -> Iterator[TableColumn]:
    """Yield the columns of a deal: what a deals file calls them, and the kind that a deal has them in."""
    hints = get_type_hints(Deal)
    for name, (key, field) in zip(DealColumns.model_fields, fields_of(DealColumns).items(), strict=True):
        found = column(key, hints[name])._replace(description=field.description or "")
        yield found._replace(kind="money") if key in _MONEY else found


def _deals(given: Exported) -> Rows:
    for stem in given.portfolio.partnerships:
        for deal in given.portfolio.deals.get(stem, ()):
            yield (stem, *values_of(deal))


def values_of(deal: Deal) -> tuple[Value, ...]:
    """Return the values of a deal in the order of the columns."""
    return tuple(getattr(deal, name) for name in DealColumns.model_fields)


def _deals_shape() -> TableShape:
    [deal, *columns] = _deal_columns()
    return _shape("deals", "The deals of the files in `deals/`.", (_PARTNERSHIP, deal), *columns)


DEALS: Final = _deals_shape()

# --- Scores and dates -------------------------------------------------------------------------------------------------


def _scores(given: Exported) -> Rows:
    for each in score(given.portfolio).scores:
        if each.rated:
            yield (each.partnership, each.points, *each.range, each.minimum, each.maximum, each.complete, each.band)


_SCORES: Final = _shape(
    "scores",
    "The fit of each partner that has a rating, worked out from `fit`.",
    (_PARTNERSHIP,),
    TableColumn("points", "number", "The sum of weight times rating, once every criterion is rated.", unit="points"),
    TableColumn("lowest", "number", "The points if every missing rating were the worst.", unit="points"),
    TableColumn("highest", "number", "The points if every missing rating were the best.", unit="points"),
    TableColumn("minimum", "number", "The lowest possible score.", unit="points"),
    TableColumn("maximum", "number", "The highest possible score.", unit="points"),
    TableColumn("complete", "flag", "Whether every criterion is rated."),
    TableColumn("band", "text", "The band of the score, if the missing ratings can't change it."),
)


def _dates(given: Exported) -> Rows:
    for case in cases(given.portfolio, given.today):
        found = list(obligations_with_ended(case))
        for name, each in zip(distinct([obligation.key for obligation in found]), found, strict=True):
            yield (
                *(case.stem, name, each.kind, what_is_due(each), each.on, each.due, each.ended),
                *(each.ended is None and each.is_late(given.today), each.person, each.side, each.partner_owner),
            )


_DATES: Final = _shape(
    "dates",
    "Everything that needs action on a day, finished items included, as in `due` and `calendar`.",
    (_PARTNERSHIP, TableColumn("date_key", "text", "The id of the row; it stays the same from day to day.")),
    TableColumn("kind", "text", "The kind of item.", choices=KINDS),
    TableColumn("what", "text", "What to do."),
    TableColumn("falls_on", "date", "The calendar day it is due; empty if there is none."),
    TableColumn("due", "date", "The working day on which it is due."),
    TableColumn("ended", "date", "The day on which it was finished or dropped; empty while it is open."),
    TableColumn("overdue", "flag", "Whether it is open and past due, as of the day of the export."),
    TableColumn("person", "text", "The owner."),
    TableColumn("side", "text", "The side that owns it.", choices=get_args(get_args(Side)[0])),
    TableColumn("partner_owner", "text", "Who owns it on their side, if both sides have an owner."),
)

# --- What the workspace judges by -------------------------------------------------------------------------------------


def _buckets(given: Exported) -> Rows:
    for each in given.portfolio.workspace.framework.resolved:
        yield each.key, each.name, each.purpose, each.question or None, each.critical


_BUCKETS: Final = _shape(
    "workspace_buckets",
    "The buckets of every partnership.",
    (TableColumn("bucket", "text", "The key of the bucket."),),
    TableColumn("name", "text", "The name of the bucket."),
    TableColumn("purpose", "text", "Its purpose."),
    TableColumn("question", "text", "What to ask before it is assessed."),
    TableColumn("critical", "flag", "Whether a red status here makes the whole partnership red."),
)


def _criteria(given: Exported) -> Rows:
    for each in given.portfolio.workspace.scorecard.resolved:
        yield each.key, each.name, each.weight, each.asks or None


_CRITERIA: Final = _shape(
    "workspace_criteria",
    "The criteria of the fit score.",
    (TableColumn("criterion", "text", "The key of the criterion."),),
    TableColumn("name", "text", "The name of the criterion."),
    TableColumn("weight", "number", "The weight of a rating."),
    TableColumn("asks", "text", "What to ask before rating it."),
)

COMPUTED: Final = (
    ComputedTable(DEALS, _deals),
    ComputedTable(_SCORES, _scores),
    ComputedTable(_DATES, _dates),
    ComputedTable(FILES, _files),
    ComputedTable(_BUCKETS, _buckets),
    ComputedTable(_CRITERIA, _criteria),
)
