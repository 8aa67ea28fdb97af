"""Rows about deals: each is a row of the deals file of its partnership, known by what the deal is called."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from partnerkit.errors import InvalidFilesError
from partnerkit.imports.deals_text import DealsText
from partnerkit.imports.keys import PARTNERSHIP, ImportedKey
from partnerkit.imports.records import Record
from partnerkit.imports.rows import Outcome, Reader, column_of, not_taken, partnership_of, repeated, skipped
from partnerkit.imports.steps import ImportedValue, ImportStep
from partnerkit.imports.target import ImportTarget, Rewritten
from partnerkit.model.deal import WON, Deal
from partnerkit.model.partnership import Partnership
from partnerkit.phrasing import listed, number
from partnerkit.reading.deals import read_deals
from partnerkit.workspace.statements import CORRECT, IssuedStatement

_DATED: Final = (*WON, "lost")
"""The states in which the date of a deal is the day on which it was decided; in others it is a plan."""

_NEEDED: Final = {"account": "an account", "date": "the day it was won", "amount": "an amount"}
_ORDER: Final = tuple(field.removesuffix("_") for field in Deal._fields)


class DealsFilesOf:
    """The deals files that a plan touches, by the name of the partnership."""

    def __init__(self, target: ImportTarget) -> None:
        self._target = target
        self._texts: dict[str, DealsText | None] = {}
        there = [(stem, deal) for stem, deals in target.portfolio.deals.items() for deal in deals]
        self._owners = {deal.deal: stem for stem, deal in there}
        self._won = {deal.deal for _, deal in there if deal.is_won} - {deal.refunds for _, deal in there}

    def of(self, stem: str) -> DealsText | None:
        """Return the deals file of a partnership; None where it has errors."""
        if stem not in self._texts:
            titles = self._target.workspace.deals.columns.titles
            content = self._target.read(self._target.deals_file(stem))
            sound = content is None or not read_deals(content, titles).problems
            self._texts[stem] = DealsText(content, titles) if sound else None
        return self._texts[stem]

    def owner(self, deal: str) -> str | None:
        """Return the partnership that has a deal of this name."""
        return self._owners.get(deal)

    def is_won(self, deal: str) -> bool:
        """Whether a deals file has a deal as won, and nothing of it was refunded."""
        return deal in self._won

    def take_back_issued(self, partnerships: Mapping[str, Partnership] | None = None) -> dict[tuple[str, str], Outcome]:
        """Undo the changes that an issued statement contradicts, and return why, by partnership and deal.

        `partnerships` are those that are changed with the deals. A deal that is in no statement may move the tier of
        one that is: if it isn't known which one does, all changes in its file are undone.
        """
        refused: dict[tuple[str, str], Outcome] = {}
        for stem, text in self._texts.items():
            while text is not None and (touched := text.touched):
                partnership = (partnerships or self._target.portfolio.partnerships)[stem]
                deals = read_deals(text.after, self._target.workspace.deals.columns.titles).deals
                issued = self._target.issued(stem, partnership, deals)
                if not issued:
                    break
                for deal in touched & {deal for each in issued for deal in each.deals} or touched:
                    refused[stem, deal] = Outcome("error", _refusal(issued, deal), CORRECT)
                    text.take_back(deal)
        return refused

    @property
    def rewritten(self) -> dict[str, Rewritten]:
        """The files that differ from what they were, by their paths. Raises `InvalidFilesError` for one with errors."""
        found: dict[str, Rewritten] = {}
        for stem, text in self._texts.items():
            if text is None or text.after == (text.before or b""):
                continue
            path = self._target.deals_file(stem)
            problems = read_deals(text.after, self._target.workspace.deals.columns.titles).problems
            if problems:
                raise InvalidFilesError(f"{path} would have an error: {problems[0].message}", problems[0].help)
            found[path] = Rewritten(text.before, text.after)
        return found


def _refusal(issued: Sequence[IssuedStatement], deal: str) -> str:
    own = next((each for each in issued if deal in each.deals), None)
    return issued[0].refusal() if own is None else own.refusal(deal)


def steps_of_deals(records: Sequence[Record], reader: Reader, files: DealsFilesOf) -> Iterator[ImportStep]:
    """Yield the step of each row, and bring the deals files to what they come to."""
    again = repeated(records, lambda record: record.values.get("deal"), "deal")
    steps: list[ImportStep] = []
    agreed: dict[tuple[str, str], Mapping[str, str]] = {}
    for record in records:
        about = " ".join(str(record.values[key]) for key in ("deal", "account") if key in record.values)
        outcome = _reopened(record, reader, files) or not_taken(record) or again.get(record.line)
        step = outcome or _step(record, about, reader, files, agreed)
        steps.append(step.step(record, about) if isinstance(step, Outcome) else step)
    refused = files.take_back_issued()
    for record, planned in zip(records, steps, strict=True):
        outcome = refused.get((planned.partnership or "", str(record.values.get("deal", ""))))
        is_change = planned.action in ("create", "update")
        yield outcome.step(record, planned.about, planned.partnership) if outcome and is_change else planned
    for (stem, deal), cells in agreed.items():
        if (stem, deal) not in refused:
            reader.last.agree(_place(stem, deal), cells)


def _reopened(record: Record, reader: Reader, files: DealsFilesOf) -> Outcome | None:
    """Return what is wrong with a row that has a deal as not decided, or not at all, while it is won here."""
    deal = str(record.values.get("deal", ""))
    why = record.skipped or (_UNDECIDED if _is_undecided(record, reader) else None)
    if why is None or (stem := files.owner(deal)) is None or not files.is_won(deal):
        return None
    return Outcome(
        "error",
        f"{reader.target.deals_file(stem)} has it as won, but here {why.partition(';')[0]}",
        "if it is no longer won, correct its row there, or add a refund if a statement with it was issued",
    )


_UNDECIDED: Final = "the row does not say what became of the deal"


def _is_undecided(record: Record, reader: Reader) -> bool:
    return "status" in reader.mapping.words and "status" not in record.values and not record.wrong


def _place(stem: str, deal: str) -> str:
    """Return what a deal is called in what is kept of an import."""
    return f"{stem}/deals.{deal}"


def _step(
    record: Record,
    about: str,
    reader: Reader,
    files: DealsFilesOf,
    agreed: dict[tuple[str, str], Mapping[str, str]],
) -> "ImportStep | Outcome":
    """Return the step of a row; `agreed` gets the cells that the row and the file then agree in."""
    stem = partnership_of(record, reader)
    if isinstance(stem, Outcome):
        return stem
    if _is_undecided(record, reader):
        return skipped(_UNDECIDED, column_of("status", reader))
    deal = record.values.get("deal")
    if deal is None:
        return skipped("the row does not say what the deal is called", column_of("deal", reader))
    owner = files.owner(str(deal))
    if owner not in (None, stem):
        return skipped(f"`{deal}` is a deal of {owner}, not of {stem}", "if that has changed, move its row by hand")
    text = files.of(stem)
    path = reader.target.deals_file(stem)
    if text is None:
        return skipped(f"{path} has errors", "`partnerkit validate` shows them; fix them first")
    present = text.row(str(deal))
    said = reader.last.of(_place(stem, str(deal)))
    if present is None and said:
        return skipped(*reader.last.was_removed(_place(stem, str(deal))))
    cells = _cells(record, present or {}, reader.target.workspace.currency)
    differing = {
        name: cell for name, cell in cells.items() if _differs(reader.keys[name], (present or {}).get(name), cell)
    }
    there = (present or {}).keys()
    stays = (reader.mapping.keep & there) | {
        name
        for name in said
        if name in reader.keys and _differs(reader.keys[name], (present or {}).get(name), said[name])
    }
    differing = {name: cell for name, cell in differing.items() if name not in record.filled & there}
    changed = {name: cell for name, cell in differing.items() if name not in stays}
    kept = _changes(present or {}, {name: cell for name, cell in differing.items() if name in stays})
    is_kept = {each.key for each in kept} | {"deal"} | record.filled
    same = {name: cell for name, cell in cells.items() if name in record.values and name not in is_kept}
    if present is not None and not changed:
        agreed[stem, str(deal)] = same
        return ImportStep(record.line, "unchanged", about, stem, path, kept=kept)
    whole = {**(present or {}), **changed}
    if (missing := _missing(whole)) is not None:
        return missing
    if (wrong := wrong_in(whole)) is not None:
        return wrong
    agreed[stem, str(deal)] = same
    if present is None:
        if cells.get("status") == "won" and text.has_column("status"):
            changed["status"] = "won"
        text.add(changed)
        return ImportStep(record.line, "create", about, stem, path, _changes({}, changed))
    text.change(str(deal), changed)
    return ImportStep(record.line, "update", about, stem, path, _changes(present, changed), kept)


def _cells(record: Record, present: Mapping[str, str], currency: str) -> dict[str, str]:
    """Return the cells of a row as a deals file has them."""
    values = {name: value for name, value in record.values.items() if name != PARTNERSHIP}
    status = values.get("status", present.get("status"))
    if status not in _DATED:
        values.pop("date", None)
    if "currency" not in present:
        values.setdefault("currency", currency)
    return {name: cell_of(values[name]) for name in sorted(values, key=_ORDER.index)}


def cell_of(value: object) -> str:
    """Write a value as a deals file has it."""
    match value:
        case date():
            return value.isoformat()
        case int() | Decimal():
            return number(value)
        case tuple():
            return ", ".join(value)
        case _:
            return str(value)


def _differs(key: ImportedKey, before: str | None, after: str) -> bool:
    """Whether a cell says something else than before; a deal without a status is won."""
    if before is None:
        return not (key.name == "status" and after == "won")
    if key.reading == "number":
        try:
            return Decimal(before) != Decimal(after)
        except InvalidOperation:
            return True
    if key.reading == "choice":
        return before.casefold() != after.casefold()
    return before.split() != after.split()


def _missing(cells: Mapping[str, str]) -> Outcome | None:
    needed = ["account", *(["date", "amount"] if (cells.get("status") or None) in WON else [])]
    absent = [name for name in needed if not cells.get(name)]
    if not absent:
        return None
    what = "a won deal" if len(needed) > 1 else "a deal"
    named = listed([_NEEDED[name] for name in absent])
    return skipped(f"{what} needs {named}", f"--map 'TITLE={absent[0]}' says which column has it")


def wrong_in(cells: Mapping[str, str]) -> Outcome | None:
    """Return what would be wrong in a row of a deals file."""
    text = DealsText(None, {})
    text.add(cells)
    problems = read_deals(text.after).problems
    if not problems:
        return None
    message = problems[0].message.partition(": ")[2] or problems[0].message
    return Outcome("error", message, problems[0].help)


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[ImportedValue, ...]:
    return tuple(ImportedValue(name, before.get(name) or None, cell) for name, cell in after.items())
