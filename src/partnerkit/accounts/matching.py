"""Which rows of two lists are the same account: match or ask, each with its rule and its reason; else no.

A match needs one of three: the same registered domain, the same name with a legal form and a country that go with it,
or an alias. Whatever speaks against it makes it a question: two legal forms, two countries, two domains, several
candidates, a name that many companies have. Nothing follows from a chain of matches.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from partnerkit.accounts.engine import Engine
from partnerkit.accounts.lists import TITLES, AccountList
from partnerkit.accounts.places import UNIT_WORDS
from partnerkit.accounts.vocabulary import COMMON_WORDS, NEUTRAL_WORDS, WIDESPREAD_WORDS, shown_forms
from partnerkit.phrasing import grouped

_CROWDED: Final = 5
"""Different names in one list that share a domain which is then taken for the host of them all."""

_FREQUENT: Final = (20, 200)
"""A word is common from so many rows on, or from one in so many."""

_SAMPLE: Final = 200_000
"""Rows in which common words are counted."""

_MOST_ROWS: Final = 50_000
"""Pairs of rows with the same domain or name beyond which they are not compared by it."""

_MOST_ASKED: Final = 50
"""Pairs of one name about which it makes sense to ask."""

MOST_SPELLED: Final = 30_000
"""Rows without a match, on one side, up to which names are compared letter by letter."""


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
    """Load the words that say little about which company is meant."""
    for table, words in {
        "common": COMMON_WORDS | UNIT_WORDS,
        "generic": COMMON_WORDS | WIDESPREAD_WORDS,
        "neutral": NEUTRAL_WORDS | UNIT_WORDS,
        "units": UNIT_WORDS,
    }.items():
        engine.create(table, ["word"], [(word,) for word in sorted(words)])
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
    for side in ("ours", "theirs"):
        engine.run(f"create table {side}_alias (row bigint, item bigint, number varchar, kind varchar)")
        if items:
            engine.run(f"""
                insert into {side}_alias
                select side.row, alias.row, number, kind
                from {side} side
                join aliases alias on side.domain = alias.domain
                join alias_sets on alias_sets.rowid + 1 = alias.row
                union
                select side.row, alias.row, number, kind
                from {side} side
                join aliases alias on alias.domain is null and (side.core = alias.core or side.alt = alias.core
                    or side.core = alias.alt or side.alt = alias.alt)
                    and (side.form is null or alias.form is null or side.form = alias.form)
                join alias_sets on alias_sets.rowid + 1 = alias.row
            """)
    engine.run("""
        create table different as
        select distinct o.row as ours, t.row as theirs
        from ours_alias o join theirs_alias t using (number) where o.kind = 'different' and o.item <> t.item
    """)


# --- Pairs ------------------------------------------------------------------------------------------------------------


def find_pairs(engine: Engine) -> Iterator[str]:
    """Make the table `pairs` of all matches and questions; yield what was not compared."""
    yield from _set_aside(engine, "domain", "hosted")
    yield from _set_aside(engine, "core", "named")
    _candidates(engine)
    _doubts(engine)
    _judge(engine)
    _similar_words(engine)
    _similar_letters(engine)


def _set_aside(engine: Engine, key: str, several: str) -> Iterator[str]:
    """Compare no rows by a domain or a name that so many have that it cannot be theirs."""
    what = "domain" if key == "domain" else "name"
    for value, ours, theirs in engine.rows(f"""
        select {key}, coalesce(o.many, 1), coalesce(t.many, 1)
        from ours_{several} o full join theirs_{several} t using ({key})
        where coalesce(o.many, 1) * coalesce(t.many, 1) > {_MOST_ROWS} order by 1
    """):
        for side in ("ours", "theirs"):
            also = ", alt = null" if key == "core" else ""
            engine.run(f"update {side} set {key} = null{also} where {key} = ?", [value])
        rows = f"{grouped(ours)} of our rows and {grouped(theirs)} of theirs"
        yield f'{rows} have the {what} "{value[:60]}", so they are not compared by it'
    for side in ("ours", "theirs"):
        engine.run(f"drop table {side}_{several}")


_COMPARED: Final = """
    o.row as ours, t.row as theirs, o.core as our_core, t.core as their_core, o.rest as our_rest, t.rest as their_rest,
    o.domain as our_domain, t.domain as their_domain, o.form as our_form, t.form as their_form,
    o.country as our_country, t.country as their_country, o.grp as our_grp, t.grp as their_grp
"""
_SAME_NAME: Final = "(o.core = t.core or o.alt = t.core or o.core = t.alt or o.alt = t.alt)"


def _candidates(engine: Engine) -> None:
    """Make the table of pairs with the same domain, the same name or an alias, each once."""
    elsewhere = "(o.domain = t.domain) is not true"
    engine.run(f"""
        create table candidates as
        with aliased as (
            select distinct o.row as ours, t.row as theirs
            from ours_alias o join theirs_alias t using (number) where o.kind = 'same'),
        found as (
            select {_COMPARED}, true as by_domain, coalesce({_SAME_NAME}, false) as by_name
            from ours o join theirs t on o.domain = t.domain
            union all
            select {_COMPARED}, false, true from ours o join theirs t on o.core = t.core and {elsewhere}
            union all
            select {_COMPARED}, false, true
            from ours o join theirs t on o.alt = t.core and o.core <> t.core and {elsewhere}
            union all
            select {_COMPARED}, false, true
            from ours o join theirs t on o.core = t.alt and o.core <> t.core and o.alt is distinct from t.core
                and {elsewhere}
            union all
            select {_COMPARED}, false, true
            from ours o join theirs t on o.alt = t.alt and o.core <> t.core and o.alt <> t.core and o.core <> t.alt
                and {elsewhere})
        select *, false as by_alias
        from found anti join different using (ours, theirs) anti join aliased using (ours, theirs)
        union all
        select {_COMPARED}, false, false, true
        from aliased join ours o on o.row = ours join theirs t on t.row = theirs
            anti join different using (ours, theirs)
    """)


def _doubts(engine: Engine) -> None:
    """Make the tables of what speaks against some candidates that have neither two forms nor two countries."""
    engine.run(f"""
        create table crowded as
        with domains as (select distinct our_domain as domain from candidates where by_domain and not by_name)
        select domain from ours semi join domains using (domain)
        group by domain having count(distinct core) >= {_CROWDED}
        union
        select domain from theirs semi join domains using (domain)
        group by domain having count(distinct core) >= {_CROWDED}
    """)
    engine.run("""
        create table units_apart as
        with apart as (
            select ours, theirs, string_split(our_rest, ' ') as o, string_split(their_rest, ' ') as t
            from candidates where by_domain and not by_name),
        words as (
            select ours, theirs, unnest(list_concat(list_filter(o, lambda word: not list_contains(t, word)),
                list_filter(t, lambda word: not list_contains(o, word)))) as word
            from apart)
        select distinct ours, theirs, true as has_units from words semi join units using (word)
    """)
    # Another row with the same domain has the very name: one of the two is meant.
    engine.run("""
        create table better as
        with apart as (select ours, theirs from candidates where by_domain and not by_name),
        alike as (select ours, theirs from candidates where by_domain and by_name)
        select ours, theirs, true as has_better from apart
        where ours in (select ours from alike) or theirs in (select theirs from alike)
    """)
    engine.run("""
        create table vague as
        with words as (
            select our_core, unnest(string_split(our_rest, ' ')) as word
            from (select distinct our_core, our_rest from candidates where by_name and not by_domain))
        select our_core, bool_and(common.word is not null) or count(*) = 1 or length(our_core) < 2 as is_vague,
               true as is_weak
        from words
            left join common on common.word = words.word and words.word not in (select word from units)
            left join generic on generic.word = words.word
        group by our_core
        having count(*) = count(generic.word) and count(*) - count(common.word) < 2 or length(our_core) < 2
    """)


def _judge(engine: Engine) -> None:
    """Make the table `pairs`: an answer, its rule and its reason for each candidate."""
    engine.run("""
        create table ruled as
        select candidates.*, case
            when by_alias then 'alias'
            when our_form <> their_form then 'legal-form'
            when by_domain and by_name then 'domain'
            when by_domain and our_domain in (select domain from crowded) then 'shared-host'
            when by_domain and has_better then 'candidates'
            when by_domain and our_country <> their_country then 'country'
            when by_domain and has_units then 'unit'
            when by_domain then 'domain'
            when our_domain <> their_domain then 'two-domains'
            when our_country <> their_country then 'country'
            when our_grp <> their_grp then 'group'
            when is_vague or (is_weak and (our_country = their_country) is not true) then 'common-name'
            else 'name' end as rule
        from candidates left join units_apart using (ours, theirs) left join better using (ours, theirs)
            left join vague using (our_core)
    """)
    # A name alone decides nothing between several accounts.
    engine.run("""
        create table several as
        with named as (
            select ours, theirs, coalesce(o.acct, ours::varchar) as our_acct,
                   coalesce(t.acct, theirs::varchar) as their_acct
            from ruled left join ours_acct o on o.row = ours left join theirs_acct t on t.row = theirs
            where rule = 'name')
        select ours, theirs, 'candidates' as doubt from named
        where ours in (select ours from named group by ours having min(their_acct) <> max(their_acct))
            or theirs in (select theirs from named group by theirs having min(our_acct) <> max(our_acct))
    """)
    engine.run("""
        create table pairs as
        select ours, theirs, case when rule in ('alias', 'domain', 'name') then 'match' else 'ask' end as answer, rule,
               case rule
                   when 'alias' then 'an alias says that they are the same'
                   when 'domain' then 'the same domain, ' || our_domain
                   when 'name' then 'the same name'
                       || case when our_form is not null and their_form is not null then ' and legal form'
                               when our_form is not null or their_form is not null
                               then ', the legal form on one side only'
                               else '' end
                       || case when our_country is not null and their_country is not null
                               then ', both in ' || our_country else '' end
                   else case when by_domain then 'the same domain, ' || our_domain || ',' else 'the same name,' end
                       || ' but '
                       || case rule
                           when 'legal-form'
                               then coalesce(o.shown, our_form) || ' is not ' || coalesce(t.shown, their_form)
                           when 'shared-host' then 'so do many companies in one list'
                           when 'candidates' then case
                               when by_domain then 'another row has both the domain and the name'
                               else 'several accounts have it' end
                           when 'country'
                               then 'one is in ' || upper(our_country) || ', the other in ' || upper(their_country)
                           when 'unit' then 'one name is that of a region'
                           when 'two-domains' then 'one has ' || our_domain || ', the other ' || their_domain
                           when 'group' then 'one belongs to ' || our_grp || ', the other to ' || their_grp
                           else 'many companies are called that' end
                   end as reason
        from (select ruled.* replace (coalesce(doubt, rule) as rule) from ruled left join several using (ours, theirs))
        left join shown_forms o on o.form = our_form left join shown_forms t on t.form = their_form
    """)
    for table in ("candidates", "crowded", "units_apart", "better", "vague", "ruled", "several"):
        engine.run(f"drop table {table}")


def _similar_words(engine: Engine) -> None:
    """Add questions about names with the same distinctive words, where one has more words that say little."""
    total = engine.row("select (select count(*) from ours) + (select count(*) from theirs)")[0]
    least, share = _FREQUENT
    every = max(total // _SAMPLE, 1)
    engine.run(
        "insert into common select word from ("
        "  select unnest(string_split(rest, ' ')) as word from ours where row % $every = 0 union all "
        "  select unnest(string_split(rest, ' ')) from theirs where row % $every = 0) "
        "where word not in (select word from common) group by word having count(*) > $most".replace(
            "$every", str(every)
        ).replace("$most", str(max(least, total // every // share)))
    )
    for side in ("ours", "theirs"):
        engine.run(f"""
            create table {side}_words as
            with open as (
                select row, core, rest from {side}
                where core is not null and row not in (select {side} from pairs where answer = 'match')),
            dropped as (
                select row, list(word) as words
                from (select row, unnest(string_split(rest, ' ')) as word from open) semi join common using (word)
                group by row)
            select row, core, coalesce(words, []) as words,
                   case when words is null then core
                        else array_to_string(list_filter(string_split(rest, ' '),
                            lambda word: not list_contains(words, word)), '') end as distinctive
            from open left join dropped using (row)
        """)
    engine.run(f"""
        insert into pairs
        with t as materialized (
            select * from theirs_words semi join ours_words using (distinctive)
            where length(distinctive) > 1 and distinctive not in (select word from generic)),
        o as materialized (select * from ours_words semi join t using (distinctive)),
        kept as (
            select distinctive
            from (select distinctive, count(*) as many from o group by all) ours
            join (select distinctive, count(*) as many from t group by all) theirs using (distinctive)
            where ours.many * theirs.many <= {_MOST_ASKED}),
        alike as (
            select o.row as ours, t.row as theirs,
                   list_filter(o.words, lambda word: not list_contains(t.words, word)) as more_ours,
                   list_filter(t.words, lambda word: not list_contains(o.words, word)) as more_theirs
            from o join t using (distinctive) semi join kept using (distinctive)
            where o.core <> t.core),
        telling as (
            select distinct ours, theirs
            from (select ours, theirs, unnest(list_concat(more_ours, more_theirs)) as word from alike
                  where len(more_ours) > 0 and len(more_theirs) > 0)
            anti join neutral using (word))
        select ours, theirs, 'ask', 'words', 'the same distinctive words; '
               || array_to_string(list_concat(more_ours, more_theirs), ', ') || ' in one name only'
        from alike anti join pairs using (ours, theirs) anti join different using (ours, theirs)
            anti join telling using (ours, theirs)
        where len(more_ours) + len(more_theirs) > 0
    """)
    for side in ("ours", "theirs"):
        engine.run(f"drop table {side}_words")


def _similar_letters(engine: Engine) -> None:
    """Add questions about names that differ in one letter, of rows that nothing has paired yet.

    Whatever letter differs, the first or the last half is the same in both.
    """
    for side in ("ours", "theirs"):
        engine.run(f"""
            create table {side}_open as
            select row, core, length(core) as length, country, form from {side}
            where length(core) >= 6 and row not in (select {side} from pairs)
        """)
    most = engine.row("select greatest((select count(*) from ours_open), (select count(*) from theirs_open))")[0]
    if most <= MOST_SPELLED:
        engine.run(f"""
            insert into pairs
            with halves as (
                select row, core, length as of, 'start' as half, left(core, (length - 1) // 2) as letters
                from theirs_open
                union all
                select row, core, length, 'end', right(core, (length - 1) // 2) from theirs_open),
            our_halves as (
                select row, core, of, half,
                       case half when 'start' then left(core, (of - 1) // 2)
                                 else right(core, (of - 1) // 2) end as letters
                from (select *, unnest([length - 1, length, length + 1]) as of from ours_open),
                     (select unnest(['start', 'end']) as half)),
            kept as (
                select of, half, letters from halves group by all having count(*) <= {_MOST_ASKED})
            select distinct o.row, t.row, 'ask', 'spelling', 'the names differ in one letter'
            from our_halves o join halves t using (of, half, letters) semi join kept using (of, half, letters)
            where damerau_levenshtein(o.core, t.core) = 1
              and regexp_replace(o.core, '[^0-9]', '', 'g') = regexp_replace(t.core, '[^0-9]', '', 'g')
            qualify count(*) over (partition by o.row) <= {_MOST_ASKED}
        """)
    for side in ("ours", "theirs"):
        engine.run(f"drop table {side}_open")
