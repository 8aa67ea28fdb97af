"""What is counted: accounts instead of rows, and how many of each population both lists have."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from partnerkit.accounts.engine import Engine
from partnerkit.accounts.lists import Side
from partnerkit.accounts.normal import POPULATIONS

UNSTATED: Final = "not recorded"
"""The population of accounts that have none."""


@dataclass(frozen=True, slots=True)
class ListSize:
    """How many rows a list has, and how many accounts: duplicates and the members of a group count once."""

    rows: int
    accounts: int


@dataclass(frozen=True, slots=True)
class Cell:
    """How many accounts of either side are in both lists, and what ours are worth; None without any amount."""

    ours: int
    theirs: int
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class SameAccount:
    """Rows of one list that count as one account, with the reason: duplicates, or the members of a group."""

    list: Side
    rows: tuple[int, ...]
    rule: str
    reason: str


def assign_accounts(engine: Engine, side: Side) -> None:
    """Add to the table `SIDE` which account each row belongs to.

    Rows of one group are one account, as are rows with one domain or one name as long as nothing else tells them
    apart. A row that is like two rows that are not like each other is an account of its own.
    """
    engine.run(f"""
        create table {side}_hosted as
        select domain, min(form) is distinct from max(form) as forms, min(core) = max(core) as one_name,
               case when min(grp) = max(grp) then min(grp) end as grp
        from {side} where domain is not null group by domain having count(*) > 1
    """)
    engine.run(f"""
        create table {side}_named as
        select core, min(domain) as domain, case when min(grp) = max(grp) then min(grp) end as grp,
               coalesce(min(domain) <> max(domain), false) or coalesce(min(form) <> max(form), false)
               or coalesce(min(country) <> max(country), false) or coalesce(min(grp) <> max(grp), false) as several
        from {side} where core is not null group by core having count(*) > 1
    """)
    engine.run(f"""
        create table {side}_accounts as
        select side.*, case
            when alias.kind = 'same' then 'alias ' || alias.number
            when alias.kind = 'different' then 'item ' || alias.item
            when side.grp is not null then 'group ' || side.grp
            when hosted.grp is not null then 'group ' || hosted.grp
            when side.domain is not null then 'domain ' || side.domain
                || case when hosted.forms then ' ' || coalesce(form, '') else '' end
            when named.core is null then 'row ' || side.row
            when named.several then 'name ' || side.core || ' ' || coalesce(form, '') || ' ' || coalesce(country, '')
            when named.domain is null then coalesce('group ' || named.grp, 'name ' || side.core)
            when shared.domain is null or shared.one_name
                then coalesce('group ' || named.grp, 'domain ' || named.domain
                     || case when shared.forms then ' ' || coalesce(form, '') else '' end)
            else 'row ' || side.row end as acct
        from {side} side
        left join {side}_hosted hosted on hosted.domain = side.domain
        left join {side}_named named on named.core = side.core
        left join {side}_hosted shared on shared.domain = named.domain
        left join (
            select row, arg_min(kind, number) as kind, min(number) as number, arg_min(item, number) as item
            from {side}_alias group by row) alias on alias.row = side.row
    """)
    for table in (side, f"{side}_hosted", f"{side}_named"):
        engine.run(f"drop table {table}")
    engine.run(f"alter table {side}_accounts rename to {side}")


def measure(engine: Engine, side: Side) -> ListSize:
    """Make the table `SIDE_total` of the accounts of a list, and return its size."""
    ranks = " ".join(f"when '{population}' then {rank}" for rank, population in enumerate(POPULATIONS))
    back = " ".join(f"when {rank} then '{population}'" for rank, population in enumerate(POPULATIONS))
    engine.run(f"""
        create table {side}_total as
        select acct, coalesce(case min(case population {ranks} end) {back} end, '{UNSTATED}') as population,
               sum(value) as value, count(*) as members
        from {side} group by acct
    """)
    rows, accounts = engine.row(f"select sum(members), count(*) from {side}_total")
    return ListSize(int(rows), accounts)


def populations(engine: Engine, side: Side) -> dict[str, int]:
    """Return how many accounts of each population a list has."""
    found = dict(engine.rows(f"select population, count(*) from {side}_total group by all"))
    return {population: found.get(population, 0) for population in (*POPULATIONS, UNSTATED)}


def matrix(engine: Engine) -> dict[str, dict[str, Cell]]:
    """Return the cells: our population, theirs, and how many accounts are in both lists.

    An account that matches several of the other list counts once on its own side.
    """
    engine.run("""
        create table shared as
        select distinct o.acct as ours, t.acct as theirs
        from pairs join ours o on o.row = pairs.ours join theirs t on t.row = pairs.theirs where answer = 'match'
    """)
    rows = engine.rows("""
        with joined as (
            select shared.*, o.population as our_population, t.population as their_population, o.value
            from shared join ours_total o on o.acct = ours join theirs_total t on t.acct = theirs),
        worth as (
            select our_population, their_population, sum(value) as value
            from (select distinct our_population, their_population, ours, value from joined) group by all),
        counted as (
            select our_population, their_population, count(distinct ours) as ours, count(distinct theirs) as theirs
            from joined group by all)
        select our_population, their_population, ours, theirs, value from counted join worth
        using (our_population, their_population)
    """)
    cells = {(ours, theirs): Cell(count, other, _money(value)) for ours, theirs, count, other, value in rows}
    unstated = [UNSTATED] if any(UNSTATED in pair for pair in cells) else []
    kinds = (*POPULATIONS, *unstated)
    return {ours: {theirs: cells.get((ours, theirs), Cell(0, 0, None)) for theirs in kinds} for ours in kinds}


def _money(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.normalize() + 0


def shared_sizes(engine: Engine) -> tuple[int, int]:
    """Return how many accounts of each list are in both."""
    ours, theirs = engine.row("select count(distinct ours), count(distinct theirs) from shared")
    return ours, theirs


def same_accounts(engine: Engine, side: Side) -> Iterator[SameAccount]:
    """Yield the rows that count as one account, in the order of the list."""
    for acct, rows in engine.rows(f"""
        select acct, list(row order by row) as rows from {side} semi join (
            select acct from {side}_total where members > 1) using (acct)
        group by acct order by rows[1]
    """):
        rule, _, what = acct.partition(" ")
        reason = {
            "group": f"members of the group {what}",
            "domain": f"the domain {what}",
            "name": "the same name",
            "alias": "an alias says that they are the same",
        }.get(rule, "the same name or domain in an alias")
        yield SameAccount(side, tuple(rows), "alias" if rule == "item" else rule, reason)
