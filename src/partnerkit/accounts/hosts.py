"""The domain that people registered for a web or email address, by the list of public suffixes.

What is above a host decides: below `co.uk`, every host is a domain; below a domain, every host belongs to it. There are
far fewer names above hosts than hosts, so only those are looked up, and the few hosts that need a closer look.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

from partnerkit.accounts.engine import Engine
from partnerkit.accounts.lists import Table
from partnerkit.accounts.spelling import ascii_host
from partnerkit.accounts.vocabulary import FREE_MAIL_EVERYWHERE, UNUSABLE_DOMAINS

_HOST: Final = r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.[a-z][a-z0-9-]+"
BEFORE_HOST: Final = r"^\s*(?:[a-z]+:)?(?://)?(?:[^/@]*@)?(?:www[0-9]?[.])?"
_FREE_MAIL: Final = f"^(?:{'|'.join(FREE_MAIL_EVERYWHERE)})[.]"


def prepare_hosts(engine: Engine) -> None:
    """Load the list of public suffixes, and the domains that many companies share."""
    engine.create("rules", ["rule"], [(rule,) for rule in _suffix_rules()])
    # `labels` is how many labels of a host with this tail are its public suffix.
    engine.run("""
        create table suffixes as
        select ltrim(rule, '!*.') as tail, rule[1] = '!' as exception,
               len(string_split(rule, '.')) - if(rule[1] = '!', 1, 0) as labels
        from rules
    """)
    engine.create("unusable", ["domain"], [(domain,) for domain in sorted(UNUSABLE_DOMAINS)])


@cache
def _suffix_rules() -> tuple[str, ...]:
    """Return the rules of the public suffix list in ASCII: `co.uk`, `*.ck`, `!www.ck`."""
    import publicsuffixlist

    with open(publicsuffixlist.PSLFILE, encoding="utf-8") as file:
        rules = [line.split()[0] for line in file if line[0] not in "/\n"]
    return tuple(rule if rule.isascii() else rule.encode("idna").decode() for rule in rules)


def find_domains(engine: Engine, side: Table, columns: Sequence[str]) -> None:
    """Make the table `SIDE_domains` of the rows with a domain, in the first of some columns that has one.

    Domains are joined by `domain_key`, which is a number.
    """
    engine.run(f"create table {side}_domains (row bigint, domain varchar, domain_key ubigint)")
    for column in columns:
        engine.run(f"""
            create table {side}_hosts as
            with addresses as (
                select rowid + 1 as row, lower({column}) as address from {side}_raw where {column} is not null),
            checked as (
                select row, address,
                       regexp_full_match(address, '{_HOST}') and not starts_with(address, 'www') as is_host
                from addresses anti join {side}_domains using (row)),
            found as (
                select row, is_host,
                       if(is_host, address, split_part(regexp_replace(address, '{BEFORE_HOST}', ''), '/', 1)) as host
                from checked)
            select row, host,
                   if(is_host or regexp_full_match(host, '{_HOST}'), substr(host, instr(host, '.') + 1), null) as above
            from found
        """)
        _look_up(engine, side)
        engine.run(f"""
            insert into {side}_domains
            with found as (
                select row, case when own.text is not null then own.domain
                                 when parent.is_suffix then host else parent.domain end as domain
                from {side}_hosts left join {side}_known own on own.text = host
                    left join {side}_known parent on parent.text = above)
            select row, domain, hash(domain) from found where domain is not null
        """)
        for table in "hosts", "known":
            engine.run(f"drop table {side}_{table}")


def _look_up(engine: Engine, side: Table) -> None:
    """Make the table `SIDE_known`: the domain of each name that is above hosts, and of each host that may have none.

    What is not written as a host has nothing above it, and passes through Python.
    """
    odd = engine.rows(f"select distinct host from {side}_hosts where above is null")
    engine.create(f"{side}_odd", ["text", "host"], ((text, ascii_host(text)) for (text,) in odd))
    engine.run(f"""
        create table {side}_known as
        with asked as (
            select text, host from {side}_odd
            union
            select above, above from {side}_hosts where above is not null
            union
            select host, host from {side}_hosts
            where above is not null and (
                above in (select tail from suffixes where labels > len(string_split(tail, '.')))
                or host in (select tail from suffixes union all select domain from unusable)
                or regexp_matches(host, '{_FREE_MAIL}'))),
        labels as (select text, host, string_split(host, '.') as labels from asked),
        tails as (select text, labels, unnest(range(1, least(len(labels), 6) + 1)) as count from labels),
        listed as (
            select tails.text, max(suffixes.labels) filter (not exception) as most,
                   max(suffixes.labels) filter (exception) as excepted
            from tails join suffixes on suffixes.tail = array_to_string(tails.labels[-count:], '.')
            group by tails.text),
        registered as (
            select text, host, labels, coalesce(excepted, most, 1) + 1 as count
            from labels left join listed using (text)),
        named as (
            select text, host, case when len(labels) >= count then array_to_string(labels[-count:], '.') end as domain
            from registered)
        select text, domain is null as is_suffix,
               case when regexp_full_match(domain, '{_HOST}') and not regexp_matches(domain, '{_FREE_MAIL}')
                         and domain not in (select domain from unusable)
                         and host not in (select domain from unusable) then domain end as domain
        from named
    """)
    engine.run(f"drop table {side}_odd")
