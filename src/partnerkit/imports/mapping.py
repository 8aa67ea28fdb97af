"""Which column of a table holds which key, by its product, what the workspace remembers, and what the user says."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from partnerkit.errors import UsageError
from partnerkit.imports.keys import KEYS_TO_KNOW_BY, PARTNERSHIP, keys_of
from partnerkit.imports.source import ImportSource, Meaning, SkipRow, plain, recognized
from partnerkit.imports.sources import SOURCES
from partnerkit.model.imports import DateOrder, DecimalMark, ImportKind, ImportMapping
from partnerkit.model.values import IDENTIFIER
from partnerkit.naming import slug
from partnerkit.phrasing import did_you_mean, listed, some

IGNORE: Final = "ignore"
SKIP: Final = "skip"
_SKIPPED: Final = SkipRow("the mapping says to skip it")


class StatedMapping(NamedTuple):
    """What a command line says about a table; the same as a workspace remembers, each part as it was typed."""

    name: str | None = None
    rows: ImportKind | None = None
    key: str | None = None
    columns: Sequence[str] = ()
    values: Sequence[str] = ()
    always: Sequence[str] = ()
    keep: Sequence[str] = ()
    partnership: str | None = None
    dates: DateOrder | None = None
    decimals: DecimalMark | None = None


class ColumnMapping(NamedTuple):
    """How a table is read: the columns of each key, by their places, and the meanings of words in them.

    Keys to `keep` are filled in and never replaced. Amounts of the columns `in_cents`, by their places, are in cents.
    `remembered` is what the workspace is to keep of it.
    """

    name: str
    title: str
    rows: ImportKind
    key: str
    places: Mapping[str, tuple[int, ...]]
    words: Mapping[str, Mapping[str, Meaning]]
    always: Mapping[str, str]
    keep: frozenset[str]
    partnership: tuple[str, ...]
    is_named: bool
    dates: DateOrder | None
    comma: bool | None
    counted: bool = False
    in_cents: frozenset[int] = frozenset()
    remembered: Mapping[str, Any] = MappingProxyType({})


def is_title_row(cells: Sequence[str], remembered: Mapping[str, ImportMapping], columns: Sequence[str]) -> bool:
    """Whether a row holds titles: those of a product, of a mapping that is remembered, or of one that is typed."""
    titles = {plain(cell) for cell in cells if cell}
    typed = [plain(each.rpartition("=")[0]) for each in columns]
    return (
        (bool(typed) and titles.issuperset(typed))
        or recognized(cells, SOURCES) is not None
        or any(_fits(mapping, titles) for mapping in remembered.values())
    )


def mapping_of(
    path: str, titles: Sequence[str], remembered: Mapping[str, ImportMapping], said: StatedMapping
) -> ColumnMapping:
    """Return how a table is read. Raises `UsageError` where its columns are not known, with what to type."""
    if said.name is not None and IDENTIFIER.match(said.name) is None:
        raise UsageError(f'"{said.name}" is not a valid name for a mapping', "use a-z, 0-9, - and _")
    for title, _ in map(_column, said.columns):
        if plain(title) not in map(plain, titles):
            raise UsageError(f"{path} has no column `{title}`", did_you_mean(title, titles) or _columns_are(titles))
    source = recognized(titles, SOURCES)
    in_cents = _in_cents(titles, source)
    name = said.name or _name_for(path, titles, remembered, source)
    source = next((each for each in SOURCES if each.name == name), source)
    kept = _together(remembered.get(name, ImportMapping()), said)
    rows: ImportKind | None = kept.rows or (source.rows if source is not None else None)
    if rows is None:
        raise UsageError(
            f"{path} is not a table that partnerkit knows; {_columns_are(titles)}",
            "describe its rows and columns: --rows partners --map 'Partner=name'",
        )
    source = None if source is None else _as(source, rows)
    places = _places(titles, rows, source, kept)
    key = kept.key or (source.key if source is not None else KEYS_TO_KNOW_BY[rows][0])
    _check_key(path, key, rows, places, kept)
    partnership = (kept.partnership,) if kept.partnership else source.partnership if source is not None else ()
    if rows != "partners" and not partnership and not {PARTNERSHIP} & {*places, *kept.always}:
        raise UsageError(
            f"{path} does not say which partnership its rows are about",
            f"name it with --partnership NAME, or the column that does: --map 'TITLE={PARTNERSHIP}'",
        )
    return ColumnMapping(
        name=name,
        title=source.title if source is not None else f"the mapping `{name}` says",
        rows=rows,
        key=key,
        places=places,
        words=_words(source, kept),
        always=kept.always,
        keep=frozenset(kept.keep or (source.keep if source is not None else ())),
        partnership=partnership,
        is_named=kept.partnership is not None,
        dates=kept.dates,
        comma=None if kept.decimals is None else kept.decimals == "comma",
        counted=source is not None and source.counted,
        in_cents=in_cents,
        remembered=_to_remember(kept, rows, key, source),
    )


def _in_cents(titles: Sequence[str], source: ImportSource | None) -> frozenset[int]:
    in_cents = {plain(title) for title in source.in_cents} if source is not None else set()
    return frozenset(at for at, title in enumerate(titles) if plain(title) in in_cents)


def _columns_are(titles: Sequence[str]) -> str:
    return f"its columns are {some([title for title in titles if title])}"


def _as(source: ImportSource, rows: ImportKind) -> ImportSource | None:
    """Return a source whose rows are of a kind: those about deals can be added up to monthly results."""
    if source.rows == rows:
        return source
    if (source.rows, rows) != ("deals", "results"):
        return None
    names = {"partnership": "partnership", "date": "date", "status": "status", "amount": "revenue"}
    columns = {names.get(key, key): source.columns[key] for key in (*names, "currency") if key in source.columns}
    return source._replace(rows=rows, key="month", columns=columns)


def _name_for(
    path: str, titles: Sequence[str], remembered: Mapping[str, ImportMapping], source: ImportSource | None
) -> str:
    """Return what a table is called: as the mapping that is remembered, the product's table, or its file."""
    if source is not None and source.name in remembered:
        return source.name
    there = {plain(title) for title in titles if title}
    fitting = [(len(mapping.columns), name) for name, mapping in remembered.items() if _fits(mapping, there)]
    if fitting:
        return max(fitting)[1]
    stem = path.replace("\\", "/").rpartition("/")[2].partition(".")[0]
    return source.name if source is not None else slug(stem) or "table"


def _fits(mapping: ImportMapping, titles: set[str]) -> bool:
    return bool(mapping.columns) and titles.issuperset(map(plain, mapping.columns))


def _together(kept: ImportMapping, said: StatedMapping) -> ImportMapping:
    """Return what is remembered with what is said now, which counts first."""
    columns = {_title_in(kept.columns, title): key for title, key in map(_column, said.columns)}
    values: dict[str, dict[str, str]] = {key: dict(words) for key, words in kept.values.items()}
    for key, word, meaning in map(_value, said.values):
        values.setdefault(key, {})[word] = meaning
    try:
        return ImportMapping(
            rows=said.rows or kept.rows,
            key=said.key or kept.key,
            columns={**kept.columns, **columns},
            values=values,
            always={**kept.always, **dict(map(_assigned, said.always))},
            keep=tuple(dict.fromkeys((*kept.keep, *said.keep))),
            partnership=said.partnership or kept.partnership,
            dates=said.dates or kept.dates,
            decimals=said.decimals or kept.decimals,
        )
    except ValidationError as error:
        raise UsageError(error.errors()[0]["msg"], "write it in visible characters") from None


def _title_in(columns: Mapping[str, str], title: str) -> str:
    return next((each for each in columns if plain(each) == plain(title)), title)


def _column(word: str) -> tuple[str, str]:
    title, equals, key = word.rpartition("=")
    if not equals or not title.strip():
        raise UsageError(f'"{word}" is not a column and its key', "write it as --map 'Partner since=since'")
    return title.strip(), key.strip() or IGNORE


def _value(word: str) -> tuple[str, str, str]:
    said, equals, meaning = word.rpartition("=")
    key, colon, theirs = said.partition(":")
    if not equals or not colon or not theirs.strip() or not key.strip():
        raise UsageError(
            f'"{word}" is not a key, their word and ours', "write it as --value 'status:Verbal yes=approved'"
        )
    return key.strip(), theirs.strip(), meaning.strip() or SKIP


def _assigned(word: str) -> tuple[str, str]:
    key, equals, value = word.partition("=")
    if not equals or not key.strip() or not value.strip():
        raise UsageError(f'"{word}" is not KEY=VALUE', "write it as --set type=integration")
    return key.strip(), value.strip()


def _places(
    titles: Sequence[str], rows: ImportKind, source: ImportSource | None, kept: ImportMapping
) -> dict[str, tuple[int, ...]]:
    """Return the columns of each key by their places, the likeliest first."""
    at = {plain(title): place for place, title in reversed(list(enumerate(titles))) if title}
    stated: dict[str, list[int]] = {}
    taken: set[int] = set()
    for title, key in kept.columns.items():
        place = at.get(plain(title))
        if key != IGNORE:
            check_key(key, rows)
        if place is None:
            continue
        taken.add(place)
        if key != IGNORE:
            stated.setdefault(key, []).append(place)
    known, source_key = (source.columns, source.key) if source is not None else ({}, "")
    places = {key: tuple(places) for key, places in stated.items()}
    for key, candidates in known.items():
        found = [at[plain(title)] for title in candidates if plain(title) in at]
        if key not in places and (free := tuple(dict.fromkeys(each for each in found if each not in taken))):
            # What a record is known by is never read from another column where one is empty.
            places[key] = free[:1] if key == source_key else free
    return places


def check_key(key: str, rows: ImportKind) -> None:
    """Raise `UsageError` for a key that rows of one kind don't have."""
    keys = keys_of(rows)
    if key not in keys:
        help = did_you_mean(key, keys) or f"there are {some(list(keys))}"
        raise UsageError(f"`{key}` is not a key of {rows}", help)


def _check_key(
    path: str, key: str, rows: ImportKind, places: Mapping[str, tuple[int, ...]], kept: ImportMapping
) -> None:
    for other in (*kept.always, *kept.values, *kept.keep):
        check_key(other, rows)
    known_by = KEYS_TO_KNOW_BY[rows]
    if key not in known_by:
        raise UsageError(f"{rows} are not matched by `{key}`", f"use --key {listed(list(known_by), 'or')}")
    has_name = key == "name" and {"first_name", "last_name"} & places.keys()
    is_added_up = rows == "results" and "date" in places
    if key not in places and not has_name and not is_added_up:
        raise UsageError(f"{path} has no column for `{key}`", f"say which it is: --map 'TITLE={key}'")


def _words(source: ImportSource | None, kept: ImportMapping) -> dict[str, dict[str, Meaning]]:
    words: dict[str, dict[str, Meaning]] = {}
    for key, meanings in source.words.items() if source is not None else ():
        words[key] = dict(meanings)
    for key, said in kept.values.items():
        words.setdefault(key, {}).update(_meanings(said.items()))
    return words


def _meanings(said: Iterable[tuple[str, str]]) -> dict[str, Meaning]:
    ours: dict[str, Meaning] = {SKIP: _SKIPPED, IGNORE: None}
    return {plain(word): ours.get(meaning, meaning) for word, meaning in said}


def _to_remember(kept: ImportMapping, rows: ImportKind, key: str, source: ImportSource | None) -> dict[str, Any]:
    """Return what the workspace is to keep: the key, and all that is not known without it."""
    given: dict[str, Any] = kept.model_dump(exclude_none=True, exclude_defaults=True)
    stated = {**({"rows": rows} if source is None or kept.rows else {}), "key": key}
    return {name: {**given, **stated}[name] for name in ImportMapping.model_fields if name in {**given, **stated}}
