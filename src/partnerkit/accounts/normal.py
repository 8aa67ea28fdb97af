"""What is compared of the rows of a list: names without form and punctuation, registrable domains, countries, amounts.

Everything is worked out by the engine, a column at a time; only names with other than Latin letters and addresses that
are not written as hosts pass through Python, each different text once. Names and domains are made for all rows;
anything else is looked up for the rows that have another one like them.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from partnerkit.accounts.engine import Engine, literal
from partnerkit.accounts.hosts import find_domains, prepare_hosts
from partnerkit.accounts.lists import AccountList, Table
from partnerkit.accounts.places import country_code
from partnerkit.accounts.spelling import LATIN, prepare_spelling, spellings
from partnerkit.accounts.vocabulary import (
    CHARACTERS,
    LEADING,
    PLACEHOLDERS,
    legal_forms,
)
from partnerkit.phrasing import grouped, listed
from partnerkit.reading.amounts import amount, currency_in, is_ambiguous, written_with_comma

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
_PLAIN_AMOUNT: Final = r"-?[0-9]{1,15}(\.[0-9]{1,2})?"
_LARGEST: Final = 10**15
_MOST_DIFFERENT: Final = 2_000
"""Texts of a column that has a few words for many rows: countries and populations."""


def prepare(engine: Engine) -> None:
    """Load what the engine needs to know of spelling, legal forms and hosts."""
    prepare_spelling(engine)
    prepare_hosts(engine)
    forms = list(legal_forms())
    first = [(spelling, form) for spelling, form in forms if spelling in _LEADING]
    # A form as it is at the end of a name, or at the start.
    engine.create(
        "forms",
        ["mark", "form"],
        [*((f" {spelling}", form) for spelling, form in forms), *((f"{spelling} ", form) for spelling, form in first)],
    )
    engine.run("create macro without_article(name) as if(starts_with(name, 'the '), substr(name, 5), name)")
    engine.run("create macro without_spaces(name) as replace(name, ' ', '')")


def normalize(engine: Engine, side: Table, read: AccountList, population: str | None) -> Iterator[str]:
    """Make the tables of what is compared in the rows of `SIDE_raw`; yield what a reader should know.

    These are `SIDE_names` and `SIDE_domains`. `SIDE_country`, `SIDE_population` and `SIDE_value` are what the texts in
    a column mean, for the rows that `described` and `counted` are asked for. `population` is that of rows in a list
    without such a column.
    """
    yield from _words(engine, side, "country", country_code, read, "a country")
    yield from _words(engine, side, "population", _population, read, "customer, opportunity or prospect")
    if "population" not in read.columns:
        engine.run(f"insert into {side}_population values ('', ?)", [population])
    yield from _amounts(engine, side, read)
    find_names(engine, side)
    find_domains(engine, side, [column for column in ("domain", "website", "email") if column in read.columns])


def find_names(engine: Engine, side: Table) -> None:
    """Make the table `SIDE_names` of names without case, punctuation, article and legal form.

    `mark` is the form as it is at the end or the start of a name, `other` how else people write the umlauts in it.
    Names are joined by `name_key`, which is a number.
    """
    endings = "|".join(spelling for spelling, _ in legal_forms())
    beginnings = "|".join(_LEADING)
    placeholders = ", ".join(map(literal, sorted(PLACEHOLDERS)))
    odd = engine.rows(f"""
        select distinct name from {side}_raw
        where strlen(name) <> length(name) and not regexp_full_match(name, '{LATIN}')
    """)
    engine.create(f"{side}_odd", ["text", "first", "other"], ((name, *spellings(name)) for (name,) in odd))
    engine.run(f"""
        create table {side}_names as
        with small as (
            select raw.rowid + 1 as row, lower(name) as small, first, other
            from {side}_raw raw left join {side}_odd on text = name),
        spelled as (
            select row, coalesce(first, first_spelling(small)) as name,
                   if(first is null, other_spelling(small), other) as other
            from small),
        ended as (
            select row, name, nullif(other, name) as other, regexp_extract(name, ' (?:{endings})$') as ending
            from spelled),
        begun as (
            select *, if(ending = '', regexp_extract(name, '^(?:{beginnings}) '), '') as beginning from ended),
        cut as (
            select row, name, ending || beginning as mark,
                   case when ending <> '' then left(name, length(name) - length(ending))
                        when beginning <> '' then substr(name, length(beginning) + 1) else name end as rest,
                   case when other is null then null
                        when ending <> ''
                        then array_to_string(string_split(other, ' ')[:-len(string_split(ending, ' '))], ' ')
                        when beginning <> ''
                        then array_to_string(string_split(other, ' ')[len(string_split(beginning, ' ')):], ' ')
                        else other end as other
            from begun),
        named as (
            select row, mark, other, rest in ('', 'the') as is_form,
                   if(is_form, nullif(name, ''), without_article(rest)) as rest
            from cut)
        select row, rest, if(is_form, '', mark) as mark,
               if(other is null, null, nullif(without_spaces(without_article(other)), '')) as other,
               if(rest is null, null, hash(without_spaces(rest))) as name_key
        from named
    """)
    engine.run(f"drop table {side}_odd")
    engine.run(f"""
        update {side}_names set name_key = null, other = null
        where name_key in (select hash(unnest([{placeholders}])))
    """)
    engine.run(f"""
        create view {side}_name_keys as
        select row, name_key from {side}_names where name_key is not null
        union all select row, hash(other) from {side}_names where other is not null
    """)


_LEADING: Final = (*LEADING, *CHARACTERS)


def described(side: Table, rows: str) -> str:
    """Write a query for all that is compared of some rows, which are a query."""
    return f"""
        select row, rest, if(name_key is null, null, without_spaces(rest)) as core, form, {side}_domains.domain,
               domain_key, country.value as country, nullif(trim(lower("group")), '') as grp,
               trim("group") as group_name
        from ({rows}) join {side}_names using (row) left join forms using (mark) left join {side}_domains using (row)
            join {side}_raw raw on raw.rowid = row - 1 left join {side}_country country on country.text = raw.country
    """


def counted(side: Table, rows: str) -> str:
    """Write a query for all that is counted of some rows, which are a query."""
    return f"""
        select row, population.value as population,
               case when regexp_full_match(raw.value, '{_PLAIN_AMOUNT}') then raw.value else value.value end
                   ::decimal(38, 4) as value
        from ({rows}) join {side}_raw raw on raw.rowid = row - 1
            left join {side}_population population on population.text = coalesce(raw.population, '')
            left join {side}_value value on value.text = raw.value
    """


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
        many = sum(count for _, count in missing)
        rows = f"{grouped(many)} rows" if many > 1 else "a row"
        yield f'{found.path}: `{found.columns[column]}` is not {what} in {rows}, such as "{missing[0][0][:40]}"'


def _is_blank(text: str) -> bool:
    return text.lower() in _NO_VALUE


def _population(text: str) -> str | None:
    return _POPULATION_OF.get(" ".join(text.casefold().replace("_", " ").split()))


_POPULATION_OF: Final = {word: population for population, words in _POPULATIONS.items() for word in words.split(",")}


def _amounts(engine: Engine, side: Table, read: AccountList) -> Iterator[str]:
    """Make a table of the amounts that are not plain numbers, read as their column writes them."""
    query = f"select distinct value from {side}_raw where not regexp_full_match(value, '{_PLAIN_AMOUNT}')"
    odd = [text for (text,) in engine.rows(query) if not _is_blank(text)]
    stated = engine.rows(
        f"select distinct upper(trim(currency)) from {side}_raw where value is not null and currency <> ''"
    )
    currencies = {code for text in (*odd, *(f"{sign}1" for (sign,) in stated)) if (code := currency_in(text))}
    if len(currencies) > 1:
        # Amounts in two currencies make no sum, and no one can say what a number without its currency is worth.
        engine.run(f"update {side}_raw set value = null")
        yield f"{read.path}: `{read.columns['value']}` is in {listed(sorted(currencies))}, so its values are left out"
        odd = []
    comma = written_with_comma([*odd, *(["1.5"] if odd and _has_points(engine, side) else [])])
    amounts = [(text, _amount(text, comma)) for text in odd]
    engine.create(
        f"{side}_value", ["text", "value"], [(text, str(value)) for text, value in amounts if value is not None]
    )
    wrong = [text for text, value in amounts if value is None]
    if wrong:
        unclear = all(map(is_ambiguous, wrong))
        what = "may be thousands or a fraction" if unclear else "is not an amount"
        cells = f"{grouped(len(wrong))} cells" if len(wrong) > 1 else "a cell"
        yield f'{read.path}: `{read.columns["value"]}` {what} in {cells}, such as "{wrong[0][:40]}"'


def _has_points(engine: Engine, side: Table) -> bool:
    """Whether some amount can only have a decimal point."""
    query = f"select bool_or(regexp_full_match(value, '-?[0-9]+[.][0-9]{{1,2}}')) from {side}_raw"
    return bool(engine.row(query)[0])


def _amount(text: str, comma: bool | None) -> Decimal | None:
    """Return an amount; None where it may mean two and its column doesn't say which."""
    if comma is None and is_ambiguous(text):
        return None
    value = amount(text, comma=bool(comma))
    return value if value is not None and abs(value) < _LARGEST else None
