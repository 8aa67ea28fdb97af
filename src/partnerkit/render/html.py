"""Render a document as one HTML page that loads nothing and runs nothing."""

import re
from decimal import Decimal
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
    from markupsafe import Markup


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
        "whole": _whole,
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
        document=document,
        looks=LOOKS,
        tints=TINTS,
        progress=PROGRESS,
        stale_sign=STALE_SIGN,
        letter=letter,
        words=words,
        runs=runs,
    )


def _share(part: Decimal, whole: Decimal) -> str:
    """The percentage of a whole, for the width of a bar."""
    return number(round(part * 100 / whole, 2)) if whole else "0"


_HYPHENATED: Final = re.compile(r"(?<![^\s<>])[^\s<>]+[-/][^\s<>]+|\b[A-Z]{3} [0-9][0-9,.]*[0-9]")
"""What a browser breaks though it is one word, one date or one amount."""


def _whole(cell: Cell) -> "Markup":
    """Write a cell so that no word, date or number of it is broken: the table scrolls instead."""
    from markupsafe import Markup, escape

    text = str(escape(_shown(cell)))
    marked = _HYPHENATED.sub(lambda match: f'<span class="whole">{match[0]}</span>', text)
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
