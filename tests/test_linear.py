"""What a text costs grows with its length, and no faster: four times the text takes about four times the time."""

import time
from collections.abc import Callable

import pytest

from partnerkit.documents import Column, Document, Paragraph, Table
from partnerkit.model.values import NAME
from partnerkit.phrasing import in_one_line
from partnerkit.render import html, markdown
from partnerkit.render.escaping import mark
from partnerkit.render.layout import lay_out
from partnerkit.render.safe import no_command, one_line, plain_cell


def _headings(size: int) -> Document:
    titles = [f"{'same start ' * (size // 600)}{at}" for at in range(40)]
    return Document("T", [Table([Column("A"), *(Column(title, brief=True) for title in titles)], [["x"] * 41])])


def _wide(text: str) -> Document:
    return Document("T", [Table([Column("A", wide=True), Column("B", wide=True)], [[text, text]])])


WORK: dict[str, Callable[[str], object]] = {
    "name": NAME.match,
    "escape": mark,
    "one line": lambda text: in_one_line(f"- a\n{text}"),
    "safe": one_line,
    "cell": plain_cell,
    "command": no_command,
    "markdown": lambda text: markdown.render(Document("T", [Paragraph(text)])),
    "html": lambda text: html.render(_wide(text)),
    "table": lambda text: list(lay_out(_wide(text), 80)),
    "headings": lambda text: list(lay_out(_headings(len(text)), 80)),
}
SHAPES = ("a", " ", "\n", "\t", "a ", " \n", "-", "[", "=?", "::", "1", "a\n ")


def _seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


@pytest.mark.parametrize("name", WORK)
def test_four_times_the_text_takes_about_four_times_the_time(name: str) -> None:
    for shape in SHAPES:
        short, long = (f"x{shape * (size // len(shape))}x" for size in (3_000, 12_000))
        # What is done in a moment is not worth measuring, and what grows with the square takes sixteen times as long.
        if (spent := _seconds(WORK[name], long)) > 0.05:
            before = min(_seconds(WORK[name], short) for _ in range(3))
            assert min(spent, _seconds(WORK[name], long)) < 9 * before, repr(shape)
