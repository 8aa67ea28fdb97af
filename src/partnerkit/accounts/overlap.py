"""Who two companies both serve: the accounts of two lists that are the same, and what follows for each population."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeAlias

from partnerkit.accounts.counting import (
    Cell,
    ListSize,
    SameAccount,
    assign_accounts,
    matrix,
    measure,
    same_accounts,
    shared_sizes,
)
from partnerkit.accounts.engine import Engine, open_engine
from partnerkit.accounts.lists import SIDES, AccountList, Columns, Side, read_list
from partnerkit.accounts.matching import (
    Aliases,
    explained,
    find_aliases,
    find_pairs,
    load_aliases,
    load_vocabulary,
)
from partnerkit.accounts.normal import counted, normalize, prepare
from partnerkit.results import Internal


class ListFile(NamedTuple):
    """A list to read: its file, the population of a list that states none, and the sheet of an Excel file."""

    path: str
    population: str
    sheet: str | None = None


class Account(NamedTuple):
    """What a list says of a row."""

    name: str | None
    population: str | None
    value: Decimal | None
    owner: str | None


class Pair(NamedTuple):
    """Two rows that are one account, or may be; rows are counted from 1 below the header."""

    ours: int
    theirs: int
    answer: str
    rule: str
    reason: str
    accounts: Internal[tuple[Account, Account] | None] = None


@dataclass(frozen=True, slots=True)
class Overlap:
    """The accounts that two lists share, by population, with the pairs of rows behind them."""

    ours: ListSize
    theirs: ListSize
    pairs: tuple[Pair, ...]
    matrix: Mapping[str, Mapping[str, Cell]]
    duplicates: tuple[SameAccount, ...]
    shared: Internal[tuple[int, int]] = (0, 0)
    counts: Internal[Mapping[str, int]] = field(default_factory=dict)
    populations: Internal[Mapping[str, Mapping[str, int]]] = field(default_factory=dict)
    columns: Internal[Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    notes: Internal[tuple[str, ...]] = ()


Watched: TypeAlias = Callable[[Iterator[None], int], Iterator[None]]
_STEPS: Final = 8


def overlap(
    ours: ListFile,
    theirs: ListFile,
    known: Columns,
    aliases: Aliases,
    watched: Watched,
    most: int | None = None,
    *,
    named: bool = True,
) -> Overlap:
    """Return what two lists share; of the pairs, only the first `most` of each answer, if given.

    The pairs say what the lists say of the two accounts only if they are `named`.
    """
    with open_engine() as engine:
        work = _Work(engine, {"ours": ours, "theirs": theirs}, known, aliases, most, named)
        for _ in watched(work.steps(), _STEPS):
            pass
        assert work.result is not None
        return work.result


class _Work:
    """The steps from two files to an answer, so a progress bar can follow them."""

    def __init__(
        self,
        engine: Engine,
        sources: Mapping[Side, ListFile],
        known: Columns,
        aliases: Aliases,
        most: int | None,
        named: bool,
    ) -> None:
        self.engine = engine
        self.sources = sources
        self.known = known
        self.aliases = aliases
        self.most = most
        self.named = named
        self.result: Overlap | None = None

    def steps(self) -> Iterator[None]:
        """Do one step after another."""
        engine = self.engine
        lists: dict[Side, AccountList] = {}
        notes: list[str] = []
        for side, source in self.sources.items():
            lists[side] = read = read_list(engine, side, source.path, self.known, source.sheet)
            notes += [f"{read.path}: {read.letters}"] if read.letters else []
            yield
        prepare(engine)
        load_vocabulary(engine)
        for side, source in self.sources.items():
            notes += normalize(engine, side, lists[side], source.population)
            yield
        items = self.aliases.items
        if items:
            list(normalize(engine, "aliases", load_aliases(engine, items), None))
        find_aliases(engine, items)
        for side in SIDES:
            assign_accounts(engine, side)
        yield
        notes += find_pairs(engine)
        yield
        sizes = {side: measure(engine, side) for side in SIDES}
        cells = matrix(engine)
        yield
        self.result = Overlap(
            ours=sizes["ours"][0],
            theirs=sizes["theirs"][0],
            pairs=tuple(self._named_pairs() if self.named else self._pairs()),
            matrix=cells,
            duplicates=tuple(found for side in SIDES for found in same_accounts(engine, side)),
            shared=shared_sizes(engine),
            counts=dict(engine.rows("select answer, count(*) from pairs group by all")),
            populations={side: sizes[side][1] for side in SIDES},
            columns={side: lists[side].columns for side in SIDES},
            notes=tuple(notes),
        )
        yield

    def _pairs(self) -> Iterator[Pair]:
        """Yield the pairs in the order of our list, matches first."""
        query = f"{explained('pairs')} order by answer desc, ours, theirs"
        for batch in self.engine.batches(query):
            yield from map(Pair._make, ((*row, None) for row in batch))

    def _named_pairs(self) -> Iterator[Pair]:
        """Yield the pairs in the order of our list, matches first, with what the lists say of them."""
        engine = self.engine
        first = " union all ".join(
            f"(from pairs where answer = '{answer}' order by ours, theirs limit {self.most})"
            for answer in ("match", "ask")
        )
        engine.run(f"create table shown as {first if self.most else 'from pairs'}")
        for side in SIDES:
            engine.run(f"""
                create table {side}_shown as
                select row, coalesce(name, domain, website, email) as name, counted.population, counted.value, owner
                from ({counted(side, f"select distinct {side} as row from shown")}) counted
                    join {side}_raw raw on raw.rowid = row - 1
            """)
        query = f"""
            select shown.*, o.* exclude (row), t.* exclude (row)
            from ({explained("shown")}) shown join ours_shown o on o.row = ours join theirs_shown t on t.row = theirs
            order by answer desc, ours, theirs
        """
        for batch in self.engine.batches(query):
            for row in batch:
                ours, theirs, answer, rule, reason = row[:5]
                yield Pair(ours, theirs, answer, rule, reason, (_account(row[5:9]), _account(row[9:13])))


def _account(values: tuple[Any, ...]) -> Account:
    name, population, value, owner = values
    return Account(name, population, None if value is None else value.normalize() + 0, owner)
