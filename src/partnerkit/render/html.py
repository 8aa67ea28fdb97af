"""Render a document as one HTML page that loads nothing and runs nothing."""

from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from partnerkit.documents import Cell, Document, State, Trend
from partnerkit.phrasing import number
from partnerkit.render import percent
from partnerkit.render.figures import figure
from partnerkit.render.palette import LOOKS, PROGRESS, STALE_SIGN, letter, words
from partnerkit.render.safe import one_line, visible
from partnerkit.render.sparkline import first_and_last, runs
from partnerkit.resources import template_folder


def render(document: Document) -> str:
    """Render a document as a page of its own; every text of a file is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(template_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "shown": _shown,
        "visible": visible,
        "one_line": one_line,
        "kind": lambda value: type(value).__name__,
        "share": _share,
        "axis": percent.axis,
        "place": percent.place,
        "now": percent.now,
        "groupby_in_order": lambda values, key: [
            (name, list(group)) for name, group in groupby(values, key=attrgetter(key))
        ],
    }
    template = environment.get_template("documents/document.html.j2")
    return template.render(
        document=document, looks=LOOKS, progress=PROGRESS, stale_sign=STALE_SIGN, letter=letter, words=words, runs=runs
    )


def _share(part: Decimal, whole: Decimal) -> str:
    """The percentage of a whole, for the width of a bar."""
    return number(round(part * 100 / whole, 2)) if whole else "0"


def _shown(cell: Cell) -> str:
    match cell:
        case None:
            return "–"
        case State():
            return letter(cell)
        case Trend():
            return first_and_last(cell)
        case str():
            return one_line(cell)
        case _:
            return figure(cell)
