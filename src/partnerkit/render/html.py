"""Render a document as one HTML page that loads nothing and runs nothing."""

import re
from decimal import Decimal
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from partnerkit.documents import Cell, Document, State, Trend
from partnerkit.phrasing import number
from partnerkit.render import percent
from partnerkit.render.figures import figure
from partnerkit.render.palette import LOOKS, PROGRESS, STALE_SIGN, TINTS, letter, words
from partnerkit.render.safe import one_line, visible
from partnerkit.render.sparkline import first_and_last, runs
from partnerkit.resources import template_folder

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup


def render(document: Document) -> str:
    """Render a document as a page of its own; every text of a file is escaped."""
    return _page().render(
        document=document,
        looks=LOOKS,
        tints=TINTS,
        progress=PROGRESS,
        stale_sign=STALE_SIGN,
        letter=letter,
        words=words,
        runs=runs,
    )


@cache
def _page() -> "Template":
    """Return the template of all pages, compiled once."""
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
        "whole": _whole,
        "prose": _prose,
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
    return environment.get_template("documents/document.html.j2")


def _share(part: Decimal, whole: Decimal) -> str:
    """The percentage of a whole, for the width of a bar."""
    return number(round(part * 100 / whole, 2)) if whole else "0"


_FIGURE: Final = r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?|\b[A-Z]{3} [0-9][0-9,.]*[0-9]"
_IN_PROSE: Final = re.compile(_FIGURE)
"""Dates and amounts, which a browser breaks."""
_IN_CELLS: Final = re.compile(rf"(?<![^\s<>])[^\s<>]+[-/][^\s<>]+|{_FIGURE}")
"""In cells no word is broken either: the table scrolls instead."""


def _whole(cell: Cell) -> "Markup":
    return _unbroken(_shown(cell), _IN_CELLS)


def _prose(text: str) -> "Markup":
    return _unbroken(visible(text), _IN_PROSE)


def _unbroken(text: str, parts: re.Pattern[str]) -> "Markup":
    """Write text so that some parts of it are never broken."""
    from markupsafe import Markup, escape

    marked = parts.sub(lambda match: f'<span class="whole">{match[0]}</span>', str(escape(text)))
    return Markup(marked)  # noqa: S704  # escaped before


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
