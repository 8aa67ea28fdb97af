"""How an overlap is shown."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from partnerkit.accounts.counting import Cell as Counted
from partnerkit.accounts.normal import POPULATIONS
from partnerkit.accounts.overlap import Account, Overlap, Pair
from partnerkit.accounts.plays import PLAYS
from partnerkit.documents import Block, Cell, Column, Document, Heading, Note, Paragraph, Percent, Table
from partnerkit.phrasing import grouped, inflected, listed, percent, quotient, rounded

_SHOWN = 20
"""Duplicates that people are shown."""


def document(found: Overlap) -> Document:
    """Present the populations, the pairs behind them, and what counts once."""
    matches = [pair for pair in found.pairs if pair.answer == "match"]
    asks = [pair for pair in found.pairs if pair.answer == "ask"]
    return Document(
        "Overlap",
        [
            *(Paragraph(sentence) for sentence in _summary(found)),
            Heading("By population"),
            _populations(found),
            Heading("Matches"),
            _pairs(matches, "No account is in both lists."),
            *_more(len(matches), found.counts.get("match", 0)),
            Heading("To decide"),
            _pairs(asks, "There are no open questions."),
            *_more(len(asks), found.counts.get("ask", 0)),
            *_counted_once(found),
            Note(
                "Rows are counted from 1 below the header. To settle a pair, add its names to `accounts.aliases` in "
                "partnerkit.yaml, under `same` or `different`, or to a file for `--aliases`."
            ),
        ],
    )


def _summary(found: Overlap) -> Iterator[str]:
    ours, theirs = found.shared
    yield (
        f"{_of(ours, found.ours.accounts)} of our accounts and {_of(theirs, found.theirs.accounts)} of theirs are in "
        "both lists."
    )
    asked = found.counts.get("ask", 0)
    if asked:
        yield f"{grouped(asked)} more {inflected(asked, 'pair')} may be the same account; you decide."


def _of(part: int, whole: int) -> str:
    rate = _rate(part, whole)
    return f"{grouped(part)} of {grouped(whole)}" + (f" ({percent(rounded(rate))})" if rate is not None else "")


def _rate(part: int, whole: int) -> Decimal | None:
    return quotient(Decimal(part) * 100 / whole) if whole else None


def _populations(found: Overlap) -> Table:
    return Table(
        columns=[
            Column("Ours"),
            Column("Theirs"),
            Column("Our accounts", short="Ours", align="right"),
            Column("Rate of ours", short="Rate", align="right"),
            Column("Their accounts", short="Theirs", align="right"),
            Column("Rate of theirs", short="Their rate", align="right", optional=True),
            Column("Value", align="right"),
            Column("Play", wide=True),
        ],
        rows=[
            [
                ours,
                theirs,
                cell.ours,
                _shown_rate(cell.ours, found.populations["ours"][ours]),
                cell.theirs,
                _shown_rate(cell.theirs, found.populations["theirs"][theirs]),
                cell.value,
                PLAYS.get((ours, theirs)),
            ]
            for ours, theirs, cell in _cells(found)
        ],
    )


def _shown_rate(part: int, whole: int) -> Cell:
    rate = _rate(part, whole)
    return None if rate is None else Percent(rate, places=1)


def _cells(found: Overlap) -> Iterator[tuple[str, str, Counted]]:
    """Yield the cells of populations that both lists have."""
    for ours, row in found.matrix.items():
        for theirs, cell in row.items():
            if found.populations["ours"][ours] and found.populations["theirs"][theirs]:
                yield ours, theirs, cell


def _pairs(pairs: Sequence[Pair], empty: str) -> Table:
    return Table(
        columns=[
            Column("Row", align="right"),
            Column("Our account", wide=True),
            Column("Their row", short="Row", align="right"),
            Column("Their account", wide=True),
            Column("Answer", only="spreadsheet"),
            Column("Ours", optional=True),
            Column("Theirs", optional=True),
            Column("Value", align="right", optional=True),
            Column("Owner", optional=True),
            Column("Their owner", optional=True, only="spreadsheet"),
            Column("Rule", only="spreadsheet"),
            Column("Reason", wide=True),
        ],
        rows=[list(_row(pair)) for pair in pairs],
        empty=empty,
    )


def _row(pair: Pair) -> Iterator[Cell]:
    ours, theirs = pair.accounts or (Account(None, None, None, None),) * 2
    yield from (pair.ours, ours.name, pair.theirs, theirs.name, pair.answer, ours.population, theirs.population)
    yield from (ours.value, ours.owner, theirs.owner, pair.rule, pair.reason)


def _more(shown: int, count: int) -> Iterator[Block]:
    if count > shown:
        yield Paragraph(
            f"These are the first {grouped(shown)} of {grouped(count)}; `--all` lists them, `-o FILE.xlsx` writes them."
        )


def _counted_once(found: Overlap) -> Iterator[Block]:
    if not found.duplicates:
        return
    yield Heading("Counted once")
    rows = [[same.list, listed([grouped(row) for row in same.rows]), same.reason] for same in found.duplicates]
    yield Table([Column("List"), Column("Rows", wide=True), Column("Reason", wide=True)], rows[:_SHOWN], only="page")
    yield Table([Column("List"), Column("Rows", wide=True), Column("Reason", wide=True)], rows, only="spreadsheet")
    yield from _more(min(len(rows), _SHOWN), len(rows))


def customers(found: Overlap) -> Mapping[str, int]:
    """Return what a partnership records of a comparison: how many customers each side has, and how many both."""
    customer = POPULATIONS[0]
    shared = found.matrix[customer][customer]
    return {
        "ours": found.populations["ours"][customer],
        "theirs": found.populations["theirs"][customer],
        # One account may match several: no more can be shared than either side has.
        "shared": min(shared.ours, shared.theirs),
    }
