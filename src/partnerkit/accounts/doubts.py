"""Doubts about a pair of rows with the same domain or the same name, besides two legal forms and two countries.

A domain proves little where many companies have pages or mailboxes. No list of such hosts is complete, so what counts
is what the two rows say: different pages or an email address, with names that share no word of their own.
"""

from typing import Final

from partnerkit.accounts.engine import Engine
from partnerkit.accounts.hosts import BEFORE_HOST
from partnerkit.accounts.lists import SIDES, Side
from partnerkit.accounts.places import UNIT_PHRASES

CROWDED: Final = 5
"""Different names in one list that share a domain which is then taken for the host of them all."""

_LONG: Final = 5
"""Letters of a word that is not in another by chance."""

_LANDING: Final = "[a-z]{2}(?:[-_][a-z]{2})?|home|index[.][a-z]+"
"""Paths that lead to a company's first page: those of a language or a country."""


def load_doubts(engine: Engine) -> None:
    """Load how the page of an address is found, which is what it has besides the domain: `shop.`, `place/anna`."""
    engine.run(f"""
        create macro page_in(address, domain) as
        regexp_replace(
            trim(replace(regexp_replace(regexp_replace(lower(address), '{BEFORE_HOST}', ''),
                                        ':[0-9]+|#.*$', '', 'g'), domain, ''), '/ '),
            '^(?:{_LANDING})$', '')
    """)
    engine.run("create macro is_mailbox(address) as regexp_matches(address, '^[^/?#]*@')")
    engine.run(f"create macro unit_in(name) as regexp_extract(' ' || name || ' ', ' (?:{'|'.join(UNIT_PHRASES)}) ')")


def pages(side: Side, rows: str) -> str:
    """Write a query for the page of each of some rows with a domain, and whether only a mailbox has that domain."""
    return f"""
        select row, page_in(address, domain) as page, is_mailbox(address) as by_mail
        from (select row, {side}_domains.domain, list_filter([website, raw.domain, email],
                  lambda address: contains(lower(address), {side}_domains.domain))[1] as address
              from ({rows}) join {side}_domains using (row) join {side}_raw raw on raw.rowid = row - 1)
    """


def weak_names(names: str) -> str:
    """Write a query for those of some names, `rest` in a query, that many companies have; `is_vague` if too many."""
    return f"""
        with words as (
            select core, unnest(string_split(rest, ' ')) as word
            from (select distinct without_spaces(rest) as core, rest from ({names})))
        select core, bool_and(common.word is not null) or count(*) = 1 or length(core) < 2 as is_vague
        from words
            left join common on common.word = words.word and words.word not in (select word from units)
            left join generic on generic.word = words.word
        group by core
        having count(*) = count(generic.word) and count(*) - count(common.word) < 2 or length(core) < 2
    """


def find_doubts(engine: Engine) -> None:
    """Make the tables of the candidates that are doubtful: by their domain, or by a name that many have."""
    rows = " union all ".join(
        f"select '{side}' as side, domain_key, name_key from {side}_domains join {side}_names using (row) "
        "where domain_key in (select domain_key from candidates where by_domain and not by_name)"
        for side in SIDES
    )
    engine.run(f"""
        create table crowded as
        select distinct domain_key
        from ({rows}) group by side, domain_key having count(distinct name_key) >= {CROWDED}
    """)
    # The same name says nothing where it is a single word that many companies have.
    engine.run("""
        create table apart as
        select ours, theirs, by_name, o.rest as our_name, t.rest as their_name,
               string_split(our_name, ' ') as our_words, string_split(their_name, ' ') as their_words
        from candidates join ours_names o on o.row = ours join theirs_names t on t.row = theirs
        where by_domain and (not by_name or o.rest in (select word from generic))
    """)
    engine.run("""
        create table units_apart as
        with words as (
            select ours, theirs, unnest(list_concat(
                list_filter(our_words, lambda word: not list_contains(their_words, word)),
                list_filter(their_words, lambda word: not list_contains(our_words, word)))) as word
            from apart where not by_name)
        select ours, theirs, true as has_units from words semi join units using (word)
        union
        select ours, theirs, true from apart where not by_name and unit_in(our_name) <> unit_in(their_name)
    """)
    _strangers(engine)
    # Another row with the same domain has the very name: one of the two is meant.
    engine.run("""
        create table better as
        with alike as (select ours, theirs from candidates where by_domain and by_name)
        select ours, theirs, true as has_better from candidates
        where by_domain and not by_name
            and (ours in (select ours from alike) or theirs in (select theirs from alike))
    """)
    engine.run(f"""
        create table vague as
        with names as materialized (
            select row, rest from ours_names
            where row in (select ours from candidates where by_name and not by_domain))
        select row as ours, is_vague, true as is_weak
        from names join ({weak_names("select rest from names")}) weak on core = without_spaces(rest)
    """)


def _strangers(engine: Engine) -> None:
    """Make the table of pairs with one domain whose names share no word of their own, and that have two pages."""
    # A long word may be written in two: Orb Weaver and Orbweaver Labs.
    engine.run(f"""
        create table unlike as
        with words as (
            select ours, theirs, unnest(our_words) as word, their_words as others, their_name as name from apart
            union all select ours, theirs, unnest(their_words), our_words, our_name from apart),
        alike as (
            select ours, theirs from words anti join generic using (word)
            where list_contains(others, word) or length(word) >= {_LONG} and contains(without_spaces(name), word))
        select ours, theirs, our_name is not null and their_name is not null as named
        from apart anti join alike using (ours, theirs)
    """)
    # A row without a name is as likely a page of the company that has the domain, but not what is below another host.
    engine.run(f"""
        create table strangers as
        select ours, theirs, if(o.by_mail or t.by_mail, 'email', 'page') as stranger
        from unlike join ({pages("ours", "select distinct ours as row from unlike")}) o on o.row = ours
            join ({pages("theirs", "select distinct theirs as row from unlike")}) t on t.row = theirs
        where o.by_mail or t.by_mail or o.page <> t.page
            and (named or least(o.page, t.page) <> '' or ends_with(split_part(o.page || t.page, '/', 1), '.'))
    """)


DOUBTS: Final = ("crowded", "apart", "units_apart", "unlike", "strangers", "better", "vague")
"""The tables of doubts, which nothing else needs."""
