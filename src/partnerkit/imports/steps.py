"""The plan of an import: a step for each row, and how it is shown."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from partnerkit.documents import Block, Column, Document, Note, Paragraph, Table
from partnerkit.model.imports import ImportKind
from partnerkit.phrasing import grouped, listed, number, some
from partnerkit.reading.encodings import Encoding
from partnerkit.results import IfGiven, Internal

StepAction: TypeAlias = Literal["create", "update", "unchanged", "skipped", "error"]
ACTIONS: Final[tuple[StepAction, ...]] = ("create", "update", "unchanged", "skipped", "error")
_SHOWN: Final = 40
"""Steps of one action that people are shown without --all."""

_LONGEST: Final = 40


class ImportedValue(NamedTuple):
    """A value that a step writes: its key, what is there now, and what comes in its place, as a file writes them."""

    key: str
    before: str | None
    after: str


class ImportStep(NamedTuple):
    """What becomes of a row: `about` is what it is of, `file` what it is written to, and `line` where it is, if it is.

    A row that is skipped or wrong says why, and what to do about it. `kept` are values that differ and are not written,
    because the mapping keeps their keys.
    """

    line: int | None
    action: StepAction
    about: str
    partnership: str | None = None
    file: IfGiven[str | None] = None
    changes: tuple[ImportedValue, ...] = ()
    kept: tuple[ImportedValue, ...] = ()
    reason: IfGiven[str | None] = None
    help: IfGiven[str | None] = None


class ImportPlan(NamedTuple):
    """What an import does, or has done if it is `applied`.

    `columns` are the titles that were found for each key, `not_taken` those that hold nothing the format has a place
    for. `files` are the paths that are written. A CSV file that isn't UTF-8 has its `encoding`; `letters` show whether
    that is right.
    """

    file: str
    name: str
    rows: ImportKind | Literal["tables"]
    known_by: str
    applied: bool
    counts: Mapping[str, int]
    columns: Mapping[str, tuple[str, ...]]
    not_taken: tuple[str, ...]
    files: tuple[str, ...]
    steps: tuple[ImportStep, ...]
    encoding: IfGiven[Encoding | None] = None
    title: Internal[str] = ""
    letters: Internal[str] = ""
    everything: Internal[bool] = False


def counts_of(steps: Sequence[ImportStep]) -> dict[str, int]:
    """Return how many rows each action is for."""
    counted = Counter(step.action for step in steps)
    return {action: counted[action] for action in ACTIONS}


def document(plan: ImportPlan) -> Document:
    """Present the plan: what it comes to, its steps, and what isn't taken."""
    blocks: list[Block] = [Paragraph(sentence) for sentence in _summary(plan)]
    shown = [step for step in plan.steps if plan.everything or step.action != "unchanged" or step.kept]
    shown = shown if plan.everything else list(_first_of_each(shown))
    blocks.append(
        Table(
            columns=[
                Column("Line", align="right"),
                Column("Action"),
                Column("About", brief=True),
                Column("What", wide=True),
            ],
            rows=[[step.line, step.action, _short(step.about), what_of(step)] for step in shown],
            empty="There is nothing to do.",
        )
    )
    unchanged = plan.counts["unchanged"] - sum(step.action == "unchanged" for step in shown)
    left = len(plan.steps) - len(shown) - unchanged
    if left or unchanged:
        rest = [f"{grouped(unchanged)} unchanged"] * bool(unchanged) + [f"{grouped(left)} more"] * bool(left)
        blocks.append(Paragraph(f"{listed(rest)} not shown; --all shows them."))
    if any(step.kept for step in plan.steps):
        blocks.append(Note("What stays was changed here since the last import, or the mapping keeps it."))
    if plan.letters:
        blocks.append(Note(plan.letters))
    if plan.not_taken:
        what = "Not taken" if plan.rows == "tables" else "Columns that are not taken"
        blocks.append(Note(f"{what}: {some(plan.not_taken, 20)}."))
    return Document("Import" if plan.applied else "Import plan", blocks)


def _summary(plan: ImportPlan) -> Iterator[str]:
    words = _DONE if plan.applied else _COUNTED
    counts = ", ".join(f"{grouped(count)} {words[action]}" for action, count in plan.counts.items() if count)
    if plan.rows == "tables":
        yield f"{plan.file} was read as {plan.title}."
        yield f"Rows: {counts or 'none'}."
        return
    yield f"{plan.file} was read as {plan.title}: {plan.rows} matched by `{plan.known_by}`."
    columns = "; ".join(
        f"{key} from {listed([f'`{title}`' for title in titles], 'or')}" for key, titles in plan.columns.items()
    )
    yield f"Columns: {columns}."
    if not plan.steps:
        yield "It has no rows below its titles."
        return
    yield f"Rows: {counts}."


_COUNTED: Final = {
    "create": "to create",
    "update": "to update",
    "unchanged": "unchanged",
    "skipped": "skipped",
    "error": "with an error",
}
_DONE: Final = {**_COUNTED, "create": "created", "update": "updated"}


def _first_of_each(steps: Sequence[ImportStep]) -> Iterator[ImportStep]:
    seen: Counter[str] = Counter()
    for step in steps:
        seen[step.action] += 1
        if seen[step.action] <= _SHOWN:
            yield step


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def what_of(step: ImportStep) -> str:
    """Return what a step changes, or why it changes nothing."""
    if step.reason is not None:
        return f"{step.reason}; {step.help}" if step.help else step.reason
    where = f"{step.file}: " if step.file else ""
    stay = [f"{each.key} stays {each.before or 'empty'}, not {each.after}" for each in step.kept]
    return (where + "; ".join([*map(_change, step.changes), *stay])).removesuffix(": ")


def _change(value: ImportedValue) -> str:
    after = value.after if len(value.after) <= _LONGEST_VALUE else f"{value.after[: _LONGEST_VALUE - 3]}..."
    return f"{value.key} {after}" if value.before is None else f"{value.key} {value.before} -> {after}"


_LONGEST_VALUE: Final = 200


def written(value: object) -> str:
    """Write a value of plain data as people read it."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case tuple() | list():
            return ", ".join(map(written, value))
        case dict():
            return ", ".join(f"{key} {written(inner)}" for key, inner in value.items())
        case None:
            return ""
        case _:
            return number(value)  # type: ignore[arg-type]  # plain data has no other numbers
