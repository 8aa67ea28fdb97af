"""What is compared of the rows of a list: names without form and punctuation, registrable domains, countries, amounts.

Everything is worked out by the engine, a column at a time; only what is not plain ASCII passes through Python, each
different text once.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from partnerkit.accounts.engine import Engine
from partnerkit.accounts.lists import AccountList, Table
from partnerkit.accounts.places import country_code
from partnerkit.accounts.spelling import SPELLED_OUT, ascii_host, spellings
from partnerkit.accounts.vocabulary import (
    CHARACTERS,
    FREE_MAIL_EVERYWHERE,
    LEADING,
    PLACEHOLDERS,
    UNUSABLE_DOMAINS,
    legal_forms,
)
from partnerkit.phrasing import grouped
from partnerkit.reading.amounts import amount, is_ambiguous, written_with_comma

POPULATIONS: Final = ("customer", "opportunity", "prospect")
"""From the closest to us to the farthest."""

_POPULATIONS: Final = {
    "customer": "customer,customers,active,active customer,client,clients,existing customer,current customer,kunde,"
    "bestandskunde,evangelist,customer - direct,customer - channel,closed won,won,paying,cliente",
    "opportunity": "opportunity,opportunities,open opportunity,open,pipeline,in pipeline,salesqualifiedlead,"
    "sales qualified lead,sql,negotiation,deal,open deal,chance",
    "prospect": "prospect,prospects,lead,leads,marketingqualifiedlead,marketing qualified lead,mql,subscriber,target,"
    "target account,suspect,interessent,open prospect,prospective,cold",
}
_NO_VALUE: Final = ("-", "--", "n/a", "na", "none", "null", "unknown", "#n/a", "?")
_HOST: Final = r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.[a-z][a-z0-9-]+"
_PLAIN_AMOUNT: Final = r"-?[0-9]{1,15}(\.[0-9]{1,2})?"
_LARGEST: Final = 10**15
_BEFORE_HOST: Final = r"^\s*(?:[a-z]+:)?(?://)?(?:[^/@]*@)?(?:www[0-9]?[.])?"
_MOST_DIFFERENT: Final = 2_000
"""Texts of a column that has a few words for many rows: countries and populations."""


def prepare(engine: Engine) -> None:
    """Load what the engine needs to know of forms, suffixes and hosts."""
    engine.create("spelled_forms", ["spelling", "form"], list(legal_forms()))
    engine.run("""
        create table forms as
        select spelling, form, len(string_split(spelling, ' ')) as words, split_part(spelling, ' ', -1) as last
        from spelled_forms
    """)
    engine.run("create table several_words as select distinct last from forms where words > 1")
    engine.create("rules", ["rule"], [(rule,) for rule in _suffix_rules()])
    # `labels` is how many labels of a host with this tail are its public suffix.
    engine.run("""
        create table suffixes as
        select ltrim(rule, '!*.') as tail, rule[1] = '!' as exception,
               len(string_split(rule, '.')) - if(rule[1] = '!', 1, 0) as labels
        from rules
    """)
    engine.create("unusable", ["domain"], [(domain,) for domain in sorted(UNUSABLE_DOMAINS)])
    # Where a host of two labels is no domain, or needs a closer look.
    engine.run(
        "create table looked_at as select tail from suffixes where contains(tail, '.') and labels = 2 "
        "union select domain from unusable"
    )
    engine.run("create table wild as select distinct tail from suffixes where not contains(tail, '.') and labels > 1")


def _suffix_rules() -> Iterator[str]:
    """Yield the rules of the public suffix list in ASCII: `co.uk`, `*.ck`, `!www.ck`."""
    import publicsuffixlist

    with open(publicsuffixlist.PSLFILE, encoding="utf-8") as file:
        for line in file:
            if line[0] not in "/\n":
                rule = line.split()[0]
                yield rule if rule.isascii() else rule.encode("idna").decode()


def normalize(engine: Engine, side: Table, read: AccountList, population: str | None) -> Iterator[str]:
    """Make the table `SIDE` of what is compared in the rows of `SIDE_raw`; yield what a reader should know.

    `population` is that of rows in a list without such a column.
    """
    hosts = [column for column in ("domain", "website", "email") if column in read.columns]
    _spell(engine, side)
    yield from _words(engine, side, "country", country_code, read, "a country")
    yield from _words(engine, side, "population", _population, read, "customer, opportunity or prospect")
    amounts, notes = _odd_amounts(engine, side, read)
    yield from notes
    engine.create(f"{side}_value", ["text", "value"], amounts)
    _plain_columns(engine, side, hosts, population if "population" not in read.columns else None)
    _look_up_forms(engine, side)
    for column in hosts:
        _look_up_hosts(engine, side, f"{column}_host")
    _compared_columns(engine, side, hosts)
    for table in ("plain", "long", "name", "country", "population", "value", *(f"{name}_host" for name in hosts)):
        engine.run(f"drop table {side}_{table}")


def _spell(engine: Engine, side: Table) -> None:
    """Make a table of the names with letters beyond ASCII, and how each is compared."""
    names = engine.rows(f"select distinct name from {side}_raw where strlen(name) <> length(name)")
    engine.create(f"{side}_name", ["text", "first", "second"], ((name, *spellings(name)) for (name,) in names))


def _plain_columns(engine: Engine, side: Table, hosts: Sequence[str], population: str | None) -> None:
    """Make the table of names without case and punctuation, of hosts, and of what a column says in words."""
    columns = "".join(f", {_host(column)} as {column}_host" for column in hosts)
    engine.run(
        f"""
        create table {side}_plain as
        select * replace (
            case when starts_with(norm, ' ') or ends_with(norm, ' ') then trim(norm) else norm end as norm)
        from (select raw.rowid + 1 as row, coalesce(name.first, {_plain_name()}) as norm, name.second as alt,
                     country.value as country, trim(lower(raw."group")) as grp,
                     coalesce(population.value, ?) as population,
                     case when regexp_full_match(raw.value, '{_PLAIN_AMOUNT}') then raw.value else value.value end
                         ::decimal(38, 4) as value {columns}
              from {side}_raw raw
              left join {side}_name name on name.text = raw.name
              left join {side}_country country on country.text = raw.country
              left join {side}_population population on population.text = raw.population
              left join {side}_value value on value.text = raw.value)
        """,
        [population],
    )


def _plain_name() -> str:
    """Write a name in ASCII as `spellings` does; in most names there is nothing to replace but full stops."""
    small = "lower(raw.name)"
    name = small
    for mark, word in (*SPELLED_OUT.items(), (".", ""), ("''", ""), ("`", "")):
        name = f"replace({name}, '{mark}', '{word}')"
    name = f"regexp_replace({name}, '[^a-z0-9 ]+', ' ', 'g')"
    for spaces in "     ", "  ", "  ":
        name = f"replace({name}, '{spaces}', ' ')"
    odd = " or ".join(f"contains({small}, '{mark}')" for mark in ("  ", " .", " und ", " et "))
    is_plain = f"regexp_full_match(raw.name, '[A-Za-z0-9 .]*') and not ({odd})"
    return f"case when {is_plain} then replace({small}, '.', '') else {name} end"


def _host(column: str) -> str:
    """Write the host of a web address or an email address, without `www.`."""
    return f"split_part(regexp_replace(lower(raw.{column}), '{_BEFORE_HOST}', ''), '/', 1)"


def _look_up_forms(engine: Engine, side: Table) -> None:
    """Make the table of names that end with a legal form of several words."""
    engine.run(f"""
        create table {side}_long as
        select row, arg_max(forms.form, forms.words) as form, max(length(forms.spelling)) as length,
               max(forms.words) as words
        from (select row, norm, split_part(norm, ' ', -1) as last from {side}_plain) plain
        semi join several_words using (last)
        join forms on forms.last = plain.last and forms.words > 1 and ends_with(norm, ' ' || forms.spelling)
        group by row
    """)


def _compared_columns(engine: Engine, side: Table, hosts: Sequence[str]) -> None:
    """Make the table of what is compared: `rest` is a name without its form, `core` the same without spaces."""
    leading = ", ".join(f"'{word}'" for word in (*LEADING, *CHARACTERS))
    placeholders = ", ".join(f"'{name}'" for name in sorted(PLACEHOLDERS))
    domains = ", ".join(
        f"case when {column}.text is not null then {column}.domain else {column}_host end" for column in hosts
    )
    joins = " ".join(
        f"left join {side}_{column}_host {column} on {column}.text = plain.{column}_host" for column in hosts
    )
    engine.run(f"""
        create table {side} as
        with cut as (
            select row, norm, alt, country, grp, population, value,
                   {f"coalesce({domains})" if hosts else "null::varchar"} as domain,
                   coalesce(long.form, short.form, lead.form) as form,
                   case when long.form is not null then left(norm, length(norm) - long.length - 1)
                        when short.form is not null then left(norm, length(norm) - length(short.spelling) - 1)
                        when lead.form is not null then substr(norm, length(lead.spelling) + 2)
                        else norm end as rest,
                   case when alt is null then null
                        when long.form is not null then array_to_string(string_split(alt, ' ')[:-(long.words + 1)], ' ')
                        when short.form is not null then array_to_string(string_split(alt, ' ')[:-2], ' ')
                        when lead.form is not null then array_to_string(string_split(alt, ' ')[2:], ' ')
                        else alt end as other
            from {side}_plain plain
            left join {side}_long long using (row)
            left join forms short on short.spelling = split_part(norm, ' ', -1) and contains(norm, ' ')
            left join (select * from forms where spelling in ({leading})) lead
                on lead.spelling = split_part(norm, ' ', 1) and contains(norm, ' ')
            {joins})
        select row, case when core not in ({placeholders}) then core end as core,
               replace({_without_article("other")}, ' ', '') as alt,
               case when whole = norm then null else form end as form, whole as rest,
               domain, country, grp, population, value
        from (select *, replace(whole, ' ', '') as core
              from (select *, case when rest in ('', 'the') then nullif(norm, '')
                                   else {_without_article("rest")} end as whole
                    from cut))
    """)


def _without_article(name: str) -> str:
    return f"case when starts_with({name}, 'the ') then substr({name}, 5) else {name} end"


def _look_up_hosts(engine: Engine, side: Table, column: str) -> None:
    """Make the table of the domains that people registered of those hosts that are not one themselves.

    Nearly all hosts have two labels and are a domain; only the others are looked up in the list of suffixes.
    """
    free = ", ".join(f"'{name}'" for name in FREE_MAIL_EVERYWHERE)
    hosts = engine.rows(f"""
        select distinct {column} from {side}_plain
        where strlen({column}) - strlen(replace({column}, '.', '')) > 1
            or not regexp_full_match({column}, '{_HOST}')
            or {column} in (select tail from looked_at) or split_part({column}, '.', -1) in (select tail from wild)
            or split_part({column}, '.', 1) in ({free})
    """)
    engine.create(f"{side}_closer", ["text", "host"], ((text, ascii_host(text)) for (text,) in hosts))
    engine.run(f"""
        create table {side}_{column} as
        with labels as (select text, host, string_split(host, '.') as labels from {side}_closer),
        tails as (select text, labels, unnest(range(1, least(len(labels), 6) + 1)) as count from labels),
        known as (
            select tails.text, max(suffixes.labels) filter (not exception) as most,
                   max(suffixes.labels) filter (exception) as excepted
            from tails join suffixes on suffixes.tail = array_to_string(tails.labels[-count:], '.')
            group by tails.text),
        registered as (
            select text, host, labels, coalesce(excepted, most, 1) + 1 as count
            from labels left join known using (text)),
        named as (
            select text, host, labels[-count] as label,
                   case when len(labels) >= count then array_to_string(labels[-count:], '.') end as domain
            from registered)
        select text, case when label not in ({free}) and regexp_full_match(domain, '{_HOST}')
                           and domain not in (select domain from unusable)
                           and host not in (select domain from unusable) then domain end as domain
        from named
    """)
    engine.run(f"drop table {side}_closer")


# --- Words and amounts ------------------------------------------------------------------------------------------------


def _words(
    engine: Engine, side: Table, column: str, read: Callable[[str], str | None], found: AccountList, what: str
) -> Iterator[str]:
    """Make a table of the different texts of a column and what each means."""
    texts = engine.rows(
        f"select {column}, count(*) from {side}_raw where {column} is not null group by all order by 2 desc, 1 limit ?",
        [_MOST_DIFFERENT],
    )
    meant = [(text, read(text)) for text, _ in texts]
    known = [(text, value) for text, value in meant if value is not None]
    # A country that is not known still tells two rows apart.
    other = [(text, text.casefold()) for text, value in meant if value is None] if column == "country" else []
    engine.create(f"{side}_{column}", ["text", "value"], [*known, *other])
    missing = [row for row, (_, value) in zip(texts, meant, strict=True) if value is None and not _is_blank(row[0])]
    if missing:
        rows = grouped(sum(count for _, count in missing))
        yield f'{found.path}: `{found.columns[column]}` is not {what} in {rows} rows, such as "{missing[0][0][:40]}"'


def _is_blank(text: str) -> bool:
    return text.lower() in _NO_VALUE


def _population(text: str) -> str | None:
    return _POPULATION_OF.get(" ".join(text.casefold().replace("_", " ").split()))


_POPULATION_OF: Final = {word: population for population, words in _POPULATIONS.items() for word in words.split(",")}


def _odd_amounts(engine: Engine, side: Table, read: AccountList) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the amounts that are not plain numbers, read as their column writes them, and what is wrong."""
    if "value" not in read.columns:
        return [], []
    odd = [
        text
        for (text,) in engine.rows(
            f"select distinct value from {side}_raw where not regexp_full_match(value, '{_PLAIN_AMOUNT}')"
        )
        if not _is_blank(text)
    ]
    has_point = engine.row(f"select bool_or(regexp_full_match(value, '-?[0-9]+[.][0-9]{{1,2}}')) from {side}_raw")[0]
    comma = written_with_comma([*odd, *(["1.5"] if has_point else [])])
    amounts = [(text, _amount(text, comma)) for text in odd]
    wrong = [text for text, value in amounts if value is None]
    notes = []
    if wrong:
        unclear = all(map(is_ambiguous, wrong))
        what = "may be thousands or a fraction" if unclear else "is not an amount"
        cells = f"{grouped(len(wrong))} cells" if len(wrong) > 1 else "a cell"
        notes = [f'{read.path}: `{read.columns["value"]}` {what} in {cells}, such as "{wrong[0][:40]}"']
    return [(text, str(value)) for text, value in amounts if value is not None], notes


def _amount(text: str, comma: bool | None) -> Decimal | None:
    """Return an amount; None where it may mean two and its column doesn't say which."""
    if comma is None and is_ambiguous(text):
        return None
    value = amount(text, comma=bool(comma))
    return value if value is not None and abs(value) < _LARGEST else None
