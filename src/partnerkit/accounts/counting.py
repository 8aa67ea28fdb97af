"""What is counted: accounts instead of rows, and how many of each population both lists have."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from partnerkit.accounts.doubts import CROWDED, pages, weak_names
from partnerkit.accounts.engine import Engine
from partnerkit.accounts.lists import SIDES, Side
from partnerkit.accounts.normal import POPULATIONS, counted, described

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
    """Make the table `SIDE_acct` of the rows that share an account with others; every other row is an account.

    Rows of one group are one account, as are rows with one domain or one name as long as nothing else tells them
    apart. A row that is like two rows that are not like each other is an account of its own. An account has the number
    of its first row. The domains and names of several rows are left in `SIDE_hosted` and `SIDE_named`.
    """
    several = "group by all having count(*) > 1"
    alike = f"""
        select row from {side}_domains
        where domain_key in (select domain_key from {side}_domains {several})
        union select row from {side}_names
        where name_key in (select name_key from {side}_names where name_key is not null {several})
        union select rowid + 1 from {side}_raw where trim("group") <> ''
        union select row from {side}_alias
    """
    engine.run(f"create table {side}_alike as {alike}")
    engine.run(f"create table {side}_like_others as {described(side, f'select row from {side}_alike')}")
    _domains(engine, side)
    engine.run(f"""
        create table {side}_named as
        select core, count(*) as many, min(domain) as domain, case when min(grp) = max(grp) then min(grp) end as grp,
               coalesce(min(domain) <> max(domain), false) or coalesce(min(form) <> max(form), false)
               or coalesce(min(country) <> max(country), false) or coalesce(min(grp) <> max(grp), false) as several
        from {side}_like_others where core is not null
        group by core having count(*) > 1
    """)
    names = f"select rest from {side}_like_others where core in (select core from {side}_named)"
    engine.run(f"create table {side}_weak as {weak_names(names)}")
    engine.run(f"""
        create table {side}_acct as
        with assigned as (
            select side.row, case
                when alias.kind = 'same'
                    then 'alias ' || alias.number || if(alias.forms and form is not null, ' ' || form, '')
                when alias.kind = 'different' then 'item ' || alias.item
                when side.grp is not null then 'group ' || side.grp
                when hosted.grp is not null then 'group ' || hosted.grp
                when hosted.apart and (side.core is null or side.core in (select word from generic)) then null
                when side.domain is not null then 'domain ' || side.domain
                    || case when hosted.apart then ' ' || side.core || ' ' || coalesce(form, '')
                            when hosted.forms then ' ' || coalesce(form, '') else '' end
                when is_vague or shared.apart then null
                when named.several or is_weak
                    then 'name ' || side.core || ' ' || coalesce(form, '') || ' '
                         || if(is_weak, country, coalesce(country, ''))
                when named.domain is null then coalesce('group ' || named.grp, 'name ' || side.core)
                when shared.domain is null or shared.one_name
                    then coalesce('group ' || named.grp, 'domain ' || named.domain
                         || case when shared.forms then ' ' || coalesce(form, '') else '' end) end as acct,
                if(side.domain is null, 'name', 'domain') as basis
            from {side}_like_others side
            left join {side}_hosted hosted on hosted.domain = side.domain
            left join {side}_named named on named.core = side.core
            left join {side}_hosted shared on shared.domain = named.domain
            left join (select core, is_vague, true as is_weak from {side}_weak) weak on weak.core = side.core
            left join ({_ALIASED.format(side=side)}) alias on alias.row = side.row)
        select row, acct, number, basis from assigned
        join (
            select acct, min(row) as number from assigned
            where acct is not null group by acct having count(*) > 1) several using (acct)
    """)
    for table in "alike", "like_others", "weak":
        engine.run(f"drop table {side}_{table}")


_ALIASED: Final = """
    select row, kind, number, item, coalesce(min(form) over items <> max(form) over items, false) as forms
    from (select distinct on (row) row, kind, number, item from {side}_alias order by row, number, item)
        join {side}_like_others using (row)
    window items as (partition by number, item)
"""
"""The alias of each row, and whether rows with the same name or domain of it have two legal forms."""


def _domains(engine: Engine, side: Side) -> None:
    """Make the table `SIDE_hosted` of the domains of several rows, and what keeps these apart.

    It is what makes a question of such a pair across two lists: different companies may have pages or mailboxes there.
    """
    engine.run(f"""
        create table {side}_hosted as
        select domain, count(*) as many, count(rest) as named,
               min(form) is distinct from max(form) as forms, min(core) = max(core) as one_name,
               case when min(grp) = max(grp) then min(grp) end as grp,
               coalesce(min(core) <> max(core) and min(country) <> max(country), false)
               or count(distinct core) >= {CROWDED} as apart
        from {side}_like_others where domain is not null
        group by domain having count(*) > 1
    """)
    engine.run(f"""
        create table {side}_said as
        with words as (
            select domain, many, named, row, rest, unnest(string_split(rest, ' ')) as word
            from {side}_like_others join {side}_hosted using (domain)),
        said as (
            select domain, word, any_value(many) as many, any_value(named) as named, count(distinct row) as rows
            from words group by domain, word)
        select domain, bool_or(rows = many and generic.word is null) as has_own,
               bool_or(rows < said.named and units.word is not null) as has_units
        from said left join generic using (word) left join units using (word) group by domain
    """)
    unlike = f"select row from {side}_like_others where domain in (select domain from {side}_said where not has_own)"
    engine.run(f"""
        update {side}_hosted set apart = true
        where domain in (
            select domain from {side}_said where has_units
            union all select domain from ({pages(side, unlike)}) join {side}_domains using (row)
            group by domain having min(page) <> max(page) or bool_or(by_mail))
    """)
    engine.run(f"drop table {side}_said")


def measure(engine: Engine, side: Side) -> tuple[ListSize, dict[str, int]]:
    """Return the size of a list, and how many accounts of each population it has.

    Empty rows are no accounts. One of several rows is in the closest population that any of them states. Makes the
    table `SIDE_total` of such accounts.
    """
    ranks = " ".join(f"when '{population}' then {rank}" for rank, population in enumerate(POPULATIONS))
    back = " ".join(f"when {rank} then '{population}'" for rank, population in enumerate(POPULATIONS))
    engine.run(f"""
        create table {side}_total as
        select number, case min(case population {ranks} end) {back} end as population, sum(value) as value
        from ({counted(side, f"select row from {side}_acct")}) join {side}_acct using (row) group by number
    """)
    rows = engine.row(f"select count(*) from {side}_raw")[0]
    found = dict(
        engine.rows(f"""
            with alone as (
                select coalesce(population, '') as text, count(*) as many from {side}_raw
                where rowid + 1 not in (select row from {side}_acct)
                    and rowid + 1 not in (
                        select row from {side}_names anti join {side}_domains using (row) where rest is null)
                group by all)
            select coalesce(value, '{UNSTATED}'), sum(many)::bigint
            from (
                select value, many from alone left join {side}_population using (text)
                union all select population, 1 from {side}_total)
            group by all
        """)
    )
    populations = {population: found.get(population, 0) for population in (*POPULATIONS, UNSTATED)}
    return ListSize(rows, sum(found.values())), populations


def matrix(engine: Engine) -> dict[str, dict[str, Cell]]:
    """Return the cells: our population, theirs, and how many accounts are in both lists.

    An account that matches several of the other list counts once on its own side.
    """
    for side in SIDES:
        engine.run(f"""
            create table {side}_matched as
            with matched as (
                {counted(side, f"select distinct {side} as row from pairs where answer = 'match'")})
            select row, coalesce(number, row) as acct,
                   coalesce(if(number is null, matched.population, total.population), '{UNSTATED}') as pop,
                   if(number is null, matched.value, total.value) as value
            from matched left join {side}_acct using (row) left join {side}_total total using (number)
        """)
    engine.run("""
        create table shared as
        select o.acct as ours_acct, o.pop as ours_pop, o.value, t.acct as theirs_acct, t.pop as theirs_pop
        from pairs join ours_matched o on o.row = ours join theirs_matched t on t.row = theirs
        where answer = 'match'
    """)
    rows = engine.rows("""
        with o as (
            select ours_pop, theirs_pop, count(*) as ours, sum(value) as value
            from (select distinct ours_acct, ours_pop, theirs_pop, value from shared) group by all),
        t as (
            select ours_pop, theirs_pop, count(*) as theirs
            from (select distinct theirs_acct, ours_pop, theirs_pop from shared) group by all)
        select ours_pop, theirs_pop, ours, theirs, value from o join t using (ours_pop, theirs_pop)
    """)
    cells = {(ours, theirs): Cell(count, other, _money(value)) for ours, theirs, count, other, value in rows}
    unstated = [UNSTATED] if any(UNSTATED in pair for pair in cells) else []
    kinds = (*POPULATIONS, *unstated)
    return {ours: {theirs: cells.get((ours, theirs), Cell(0, 0, None)) for theirs in kinds} for ours in kinds}


def _money(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.normalize() + 0


def shared_sizes(engine: Engine) -> tuple[int, int]:
    """Return how many accounts of each list are in both."""
    ours, theirs = engine.row("select count(distinct ours_acct), count(distinct theirs_acct) from shared")
    return ours, theirs


def same_accounts(engine: Engine, side: Side) -> Iterator[SameAccount]:
    """Yield the rows that count as one account, in the order of the list."""
    for acct, rows, group, by_domain, by_name in engine.rows(f"""
        select acct, list(row order by row) as rows, arg_min(trim("group"), row), bool_and(basis = 'domain'),
               min(rest) = max(rest) and count(rest) = count(*)
        from {side}_acct join {side}_names using (row) join {side}_raw raw on raw.rowid = row - 1
        group by acct order by rows[1]
    """):
        rule, _, what = acct.partition(" ")
        domain = what.partition(" ")[0]
        if rule == "domain" and not by_domain:
            rule = "name" if by_name else rule
            domain += " or the same name"
        reason = {
            "group": f"members of the group {group}",
            "domain": f"the domain {domain}",
            "name": "the same name",
            "alias": "an alias says that they are the same",
        }.get(rule, "the same name or domain in an alias")
        yield SameAccount(side, tuple(rows), "alias" if rule == "item" else rule, reason)
