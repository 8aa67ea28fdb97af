"""The deals file of a partnership: where it is in a workspace, and what is in it."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from partnerkit.columns import ByColumn, by_column
from partnerkit.currencies import places_of
from partnerkit.errors import InvalidFilesError
from partnerkit.findings import Finding
from partnerkit.model.deal import Deal
from partnerkit.model.workspace import Workspace
from partnerkit.phrasing import plural
from partnerkit.reading.deals import MAX_BYTES, read_deals
from partnerkit.reading.misreadings import thousands_meant
from partnerkit.reading.places import Spot
from partnerkit.reading.problem import Problem
from partnerkit.store.tree import Tree, Unreadable

FOLDER: Final = "deals"


class Deals(NamedTuple):
    """The deals of a partnership, and the bytes that they were read from; `path` is None where there is no file."""

    path: str | None
    deals: Sequence[Deal]
    content: bytes


def deals_file(workspace_file: str | None, stem: str) -> str:
    """Return where the deals of a partnership are: in `deals/`, beside the workspace file."""
    return os.path.join(os.path.dirname(workspace_file or ""), FOLDER, f"{stem}.csv")


def check_deals(workspace_file: str | None, workspace: Workspace, stems: Collection[str], tree: Tree) -> list[Finding]:
    """Return what is wrong in the deals files of some partnerships, and which amounts may mean something else."""
    findings: list[Finding] = []
    for stem, path in deals_files(workspace_file, tree):
        if stem in stems:
            deals, wrong, _ = _read(path, workspace, tree)
            findings += wrong or _unclear(path, by_column(Deal, deals), workspace.deals.columns.titles)
    return findings


_NUMBERS: Final = ("amount", "list_price", "discount", "cost", "units")


def _unclear(path: str, deals: ByColumn[Deal], titles: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the columns with numbers such as 1.234 in a currency with fewer places: a fraction, or thousands.

    A column with longer fractions, or with three places in what can't be thousands, has fractions.
    """
    currencies = deals.column("currency")
    for name in _NUMBERS:
        column = deals.column(name) if deals.gives(name) else ()
        texts = [text if text[-4:-3] == "." else "" for text in map(str, column)]
        if not any(texts) or any(value is not None and _is_fraction(value) for value in column):
            continue
        places = [
            place
            for place, text in enumerate(texts)
            if text and (name == "units" or places_of(currencies[place] or "") < _THOUSANDS)
        ]
        if places:
            text, row, title = texts[places[0]], deals.column("row")[places[0]], titles.get(name, name)
            more = f", and {plural(len(places) - 1, 'more cell')} like it" if len(places) > 1 else ""
            message = f"row {row}, column `{title}`: `{text}` is read as a number with a fraction{more}"
            yield Finding(path, row, 1, "PK123", message, "warning", thousands_meant(text))


_THOUSANDS: Final = 3
"""Digits after a point that may come between thousands."""


def _is_fraction(value: Decimal) -> bool:
    """Whether a number has so many digits after the point that it can only be a fraction."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and (
        exponent < -_THOUSANDS or (exponent == -_THOUSANDS and not 1 <= abs(value) < 1000)
    )


class AllDeals(NamedTuple):
    """The deals of every file in `deals/` that has nothing wrong, by stem, and what is wrong in the others."""

    deals: Mapping[str, Sequence[Deal]]
    findings: Mapping[str, tuple[Finding, ...]]


def load_all_deals(workspace_file: str | None, workspace: Workspace, tree: Tree) -> AllDeals:
    """Return the deals of a whole workspace: who registered an account first follows from all files together."""
    deals: dict[str, Sequence[Deal]] = {}
    findings: dict[str, tuple[Finding, ...]] = {}
    for stem, path in deals_files(workspace_file, tree):
        rows, wrong, _ = _read(path, workspace, tree)
        if wrong:
            findings[stem] = wrong
        else:
            deals[stem] = rows
    return AllDeals(deals, findings)


def deals_files(workspace_file: str | None, tree: Tree) -> Iterator[tuple[str, str]]:
    """Yield the stem and the path of every deals file of a workspace, in order."""
    folder = os.path.join(os.path.dirname(workspace_file or ""), FOLDER)
    if workspace_file is None or tree.kind(folder) != "folder":
        return
    for entry in sorted(tree.scan(folder)):
        stem, ending = os.path.splitext(os.path.basename(entry.path))
        if entry.kind == "file" and ending == ".csv":
            yield stem, entry.path


def load_deals(path: str, workspace: Workspace, tree: Tree) -> Deals:
    """Return the deals of a file, none where it does not exist.

    Raises `WrongDealsError` with all findings where a cell is wrong: amounts that are owed are not worked out from the
    rest of a file.
    """
    if tree.kind(path) is None:
        return Deals(None, (), b"")
    deals, findings, content = _read(path, workspace, tree)
    if findings:
        raise WrongDealsError(path, findings, content)
    return Deals(path, deals, content)


def _read(path: str, workspace: Workspace, tree: Tree) -> tuple[Sequence[Deal], tuple[Finding, ...], bytes]:
    content = tree.read(path, MAX_BYTES)
    if isinstance(content, Unreadable):
        return (), (Finding(path, 1, 1, "PK102" if content.is_too_large else "PK120", content.reason),), b""
    found = read_deals(content, workspace.deals.columns.titles)
    return found.deals, tuple(_finding(path, problem) for problem in found.problems), content


def spot_of_row(path: str, row: int, tree: Tree) -> Spot:
    """Return where a row of a deals file starts, with the line that it is on."""
    content = tree.read(path, MAX_BYTES)
    lines = content.decode("utf-8-sig", "replace").split("\n") if isinstance(content, bytes) else []
    return Spot(row, 1, lines[row - 1].removesuffix("\r") if row <= len(lines) else "")


def _finding(path: str, problem: Problem) -> Finding:
    line, column = problem.place
    return Finding(path, line + 1, column + 1, problem.code, problem.message, help=problem.help)


class WrongDealsError(InvalidFilesError):
    """A deals file has wrong cells; `content` are its bytes."""

    def __init__(self, path: str, findings: tuple[Finding, ...], content: bytes = b"") -> None:
        super().__init__(f"{path} has errors, so it can't be used")
        self.findings = findings
        self.content = content
