"""Which rows of two lists are the same account: match or ask, each with its rule and its reason; else no.

A match needs one of three: the same registered domain, the same name with a legal form and a country that go with it,
or an alias. Whatever speaks against it makes it a question: two legal forms, two countries, two domains, several
candidates, a name that many companies have. Nothing follows from a chain of matches.
"""

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from partnerkit.accounts.doubts import DOUBTS, find_doubts, load_doubts
from partnerkit.accounts.engine import Engine
from partnerkit.accounts.groups import find_groups
from partnerkit.accounts.lists import SIDES, TITLES, AccountList, Table
from partnerkit.accounts.normal import described
from partnerkit.accounts.places import UNIT_PHRASES, UNIT_WORDS
from partnerkit.accounts.similar import find_similar_letters, find_similar_words
from partnerkit.accounts.vocabulary import COMMON_WORDS, NEUTRAL_WORDS, WIDESPREAD_WORDS, shown_forms
from partnerkit.phrasing import grouped

_MOST_ROWS: Final = 50_000
"""Pairs of rows with the same domain or name beyond which they are not compared by it."""


class Aliases(NamedTuple):
    """What people know: names or domains of one account, and of different ones."""

    same: tuple[tuple[str, ...], ...] = ()
    different: tuple[tuple[str, ...], ...] = ()

    @property
    def items(self) -> list[tuple[str, int, str]]:
        """Each name or domain with the number of its set and what the set says."""
        sets = [*(("same", names) for names in self.same), *(("different", names) for names in self.different)]
        return [(name, number, kind) for number, (kind, names) in enumerate(sets) for name in names]


def load_vocabulary(engine: Engine) -> None:
    """Load the words that say little about which company is meant, and how addresses are compared."""
    for table, words in {
        "common": COMMON_WORDS | UNIT_WORDS | set(UNIT_PHRASES),
        "generic": COMMON_WORDS | WIDESPREAD_WORDS,
        "neutral": NEUTRAL_WORDS | UNIT_WORDS | {word for phrase in UNIT_PHRASES for word in phrase.split()},
        "units": UNIT_WORDS,
    }.items():
        engine.create(table, ["word"], [(word,) for word in sorted(words)])
    load_doubts(engine)
    engine.create("shown_forms", ["form", "shown"], list(shown_forms()))


def load_aliases(engine: Engine, items: Sequence[tuple[str, int, str]]) -> AccountList:
    """Make the table `aliases_raw` of the names and domains in aliases, which is read as any list is."""
    rows = [
        [name if column == "name" or (column == "domain" and _is_domain(name)) else None for column in TITLES]
        for name, _, _ in items
    ]
    engine.create("aliases_raw", list(TITLES), rows)
    return AccountList("aliases", len(items), {"name": "name", "domain": "domain"})


def _is_domain(name: str) -> bool:
    return "." in name and " " not in name.strip()


def find_aliases(engine: Engine, items: Sequence[tuple[str, int, str]]) -> None:
    """Make the tables of the rows that aliases mean: `SIDE_alias` with the set, the item and what it says."""
    if items:
        engine.create("alias_sets", ["number", "kind"], [(str(number), kind) for _, number, kind in items])
    for side in SIDES:
        engine.run(f"create table {side}_alias (row bigint, item bigint, number varchar, kind varchar)")
        if items:
            engine.run(f"""
                insert into {side}_alias
                with found as (
                    {joined(side, "aliases", "domain")}
                    union
                    select named.* from ({joined(side, "aliases", "name")}) named
                    join {side}_names side on side.row = {side} left join forms form on form.mark = side.mark
                    join aliases_names alias on alias.row = aliases left join forms other on other.mark = alias.mark
                    where aliases not in (select row from aliases_domains) and (form.form <> other.form) is not true)
                select {side}, aliases, number, kind from found join alias_sets on alias_sets.rowid + 1 = aliases
            """)
    engine.run("""
        create table different as
        select distinct o.row as ours, t.row as theirs
        from ours_alias o join theirs_alias t using (number) where o.kind = 'different' and o.item <> t.item
    """)


def joined(first: Table, second: Table, key: Literal["domain", "name"]) -> str:
    """Write a query for the pairs of rows of two tables with the same domain or name, each pair once."""
    table = "domains" if key == "domain" else "name_keys"
    return (
        f"select distinct first.row as {first}, second.row as {second} "
        f"from {first}_{table} first join {second}_{table} second using ({key}_key)"
    )


# --- Pairs ------------------------------------------------------------------------------------------------------------


def find_pairs(engine: Engine) -> Iterator[str]:
    """Make the table `pairs` of all matches and questions; yield what was not compared."""
    yield from _set_aside(engine, "domain", "domain", "hosted")
    yield from _set_aside(engine, "name", "core", "named")
    _candidates(engine)
    find_doubts(engine)
    _judge(engine)
    find_groups(engine)
    find_similar_words(engine)
    yield from find_similar_letters(engine)


def _set_aside(engine: Engine, what: str, column: str, several: str) -> Iterator[str]:
    """Compare no rows by a domain or a name that so many have that it cannot be theirs."""
    for value, ours, theirs in engine.rows(f"""
        select {column}, coalesce(o.many, 1), coalesce(t.many, 1)
        from ours_{several} o full join theirs_{several} t using ({column})
        where coalesce(o.many, 1) * coalesce(t.many, 1) > {_MOST_ROWS} order by 1
    """):
        for side in SIDES:
            engine.run(
                f"delete from {side}_domains where domain = ?"
                if what == "domain"
                else f"update {side}_names set name_key = null, other = null where name_key = hash(?)",
                [value],
            )
        rows = f"{grouped(ours)} of our rows and {grouped(theirs)} of theirs"
        yield f'{rows} have the {what} "{value[:60]}", so they are not compared by it'
    for side in SIDES:
        engine.run(f"drop table {side}_{several}")


def _candidates(engine: Engine) -> None:
    """Make the table of pairs with the same domain, the same name or an alias, each once, and what differs in them."""
    engine.run(f"""
        create table found as
        with alike as (
            select ours, theirs, true as by_domain, false as by_name, false as by_alias, false as by_item
            from ({joined("ours", "theirs", "domain")})
            union all select ours, theirs, false, true, false, false from ({joined("ours", "theirs", "name")})
            union all select o.row, t.row, false, false, o.item <> t.item, o.item = t.item
            from ours_alias o join theirs_alias t using (number) where o.kind = 'same')
        select ours, theirs, bool_or(by_alias) as by_alias, bool_or(by_item) as by_item,
               bool_or(by_domain) and not bool_or(by_alias) as by_domain,
               bool_or(by_name) and not bool_or(by_alias) as by_name
        from alike anti join different using (ours, theirs) group by ours, theirs
    """)
    for side in SIDES:
        engine.run(f"""
            create table {side}_found as
            select row, domain_key, form, country, grp
            from ({described(side, f"select distinct {side} as row from found")})
        """)
    engine.run("""
        create table candidates as
        select found.*, o.domain_key, o.domain_key <> t.domain_key as two_domains, o.form <> t.form as two_forms,
               o.grp <> t.grp as two_groups, o.country <> t.country as two_countries
        from found join ours_found o on o.row = ours join theirs_found t on t.row = theirs
    """)


def _judge(engine: Engine) -> None:
    """Make the table `pairs`: an answer and its rule for each candidate."""
    engine.run("""
        create table ruled as
        select ours, theirs, by_domain, case
            when by_alias then 'alias'
            when two_forms then 'legal-form'
            when by_item then 'alias'
            when stranger is not null then stranger
            when by_domain and by_name then 'domain'
            when by_domain and domain_key in (select domain_key from crowded) then 'shared-host'
            when by_domain and has_better then 'candidates'
            when by_domain and two_countries then 'country'
            when by_domain and has_units then 'unit'
            when by_domain then 'domain'
            when two_domains then 'two-domains'
            when two_countries then 'country'
            when two_groups then 'group'
            when is_vague or (is_weak and two_countries is null) then 'common-name'
            else 'name' end as rule
        from candidates left join units_apart using (ours, theirs) left join better using (ours, theirs)
            left join vague using (ours) left join strangers using (ours, theirs)
    """)
    # A name alone decides nothing between several accounts.
    engine.run("""
        create table several as
        with named as (
            select ours, theirs, coalesce(o.number, ours) as our_acct, coalesce(t.number, theirs) as their_acct
            from ruled left join ours_acct o on o.row = ours left join theirs_acct t on t.row = theirs
            where rule = 'name')
        select ours, theirs, 'candidates' as doubt from named
        where ours in (select ours from named group by ours having min(their_acct) <> max(their_acct))
            or theirs in (select theirs from named group by theirs having min(our_acct) <> max(our_acct))
    """)
    engine.run("""
        create table pairs as
        select ours, theirs, by_domain, rule, if(rule in ('alias', 'domain', 'name'), 'match', 'ask') as answer,
               null::varchar as reason
        from (select ruled.* replace (coalesce(doubt, rule) as rule)
              from ruled left join several using (ours, theirs))
    """)
    for table in ("found", "ours_found", "theirs_found", "candidates", "ruled", "several", *DOUBTS):
        engine.run(f"drop table {table}")


_NAMES: Final = "if(o.rest is null or t.rest is null, 'a name is missing', 'the names share no word')"


def explained(table: str) -> str:
    """Write a query for the pairs in a table, with the reasons for their answers."""
    return f"""
        select ours, theirs, answer, rule, coalesce(reason, case rule
            when 'alias' then 'an alias says that they are the same'
            when 'domain' then 'the same domain, ' || o.domain
            when 'name' then 'the same name'
                || case when o.form is not null and t.form is not null then ' and legal form'
                        when o.form is not null or t.form is not null then ', the legal form on one side only'
                        else '' end
                || if(o.country is not null and t.country is not null, ', both in ' || o.country, '')
            else if(by_domain, 'the same domain, ' || o.domain || ',', 'the same name,') || ' but ' || case rule
                when 'legal-form'
                    then coalesce(our_form.shown, o.form) || ' is not ' || coalesce(their_form.shown, t.form)
                when 'page' then {_NAMES} || ', and the addresses have different pages'
                when 'email' then {_NAMES} || ', and only an email address has it'
                when 'shared-host' then 'so do many companies in one list'
                when 'candidates'
                    then if(by_domain, 'another row has both the domain and the name', 'several accounts have it')
                when 'country' then 'one is in ' || upper(o.country) || ', the other in ' || upper(t.country)
                when 'unit' then 'one name is that of a region'
                when 'two-domains' then 'one has ' || o.domain || ', the other ' || t.domain
                when 'group' then 'one belongs to ' || o.group_name || ', the other to ' || t.group_name
                else 'many companies are called that' end
            end) as reason
        from {table} join ({described("ours", f"select distinct ours as row from {table}")}) o on o.row = ours
            join ({described("theirs", f"select distinct theirs as row from {table}")}) t on t.row = theirs
            left join shown_forms our_form on our_form.form = o.form
            left join shown_forms their_form on their_form.form = t.form
    """
