"""Questions about rows that nothing has matched: names with the same distinctive words, or with another letter."""

from collections.abc import Iterator
from typing import Final

from partnerkit.accounts.engine import Engine
from partnerkit.accounts.lists import SIDES

_FREQUENT: Final = (20, 200)
"""A word is common from so many rows on, or from one in so many."""

_SAMPLE: Final = 200_000
"""Rows in which common words are counted."""

_MOST_ASKED: Final = 50
"""Pairs of one name about which it makes sense to ask."""

_MOST_SPELLED: Final = 30_000
"""Rows without a match, on one side, up to which names are compared letter by letter."""


def find_similar_words(engine: Engine) -> None:
    """Add questions about names with the same distinctive words, where one has more words that say little."""
    total = engine.row("select (select count(*) from ours_names) + (select count(*) from theirs_names)")[0]
    least, share = _FREQUENT
    every = max(total // _SAMPLE, 1)
    spoken = " union all ".join(
        f"select unnest(string_split(rest, ' ')) as word from {side}_names where row % {every} = 0" for side in SIDES
    )
    engine.run(f"""
        insert into common
        select word from ({spoken}) anti join common using (word)
        group by word having count(*) > {max(least, total // every // share)}
    """)
    # A phrase comes before the words that it starts with: "south africa", then "south".
    words = [word for (word,) in engine.rows("select word from common order by length(word) desc, word")]
    common = "|".join(words)
    # Each word has spaces of its own here, so that words next to each other are both left out.
    spaced = common.replace(" ", "  ")
    engine.run(f"""
        create macro distinctive(name) as
        regexp_replace(' ' || replace(name, ' ', '  ') || ' ', ' (?:{spaced}) ', '', 'g')
    """)
    for side in SIDES:
        engine.run(f"""
            create table {side}_words as
            select row, if(regexp_matches(rest, '(?:^| )(?:{common})(?: |$)'),
                           hash(without_spaces(distinctive(rest))), name_key) as words_key
            from {side}_names
            where name_key is not null and row not in (select {side} from pairs where answer = 'match')
        """)
    engine.run("""
        create table shared as
        select words_key, row as theirs from theirs_words where words_key in (select words_key from ours_words)
    """)
    engine.run(f"""
        create table found as
        with o as (select words_key, row as ours from ours_words where words_key in (select words_key from shared)),
        kept as (
            select words_key
            from (select words_key, count(*) as many from o group by all) ours
            join (select words_key, count(*) as many from shared group by all) theirs using (words_key)
            where ours.many * theirs.many <= {_MOST_ASKED})
        select ours, theirs from kept join o using (words_key) join shared using (words_key)
        anti join pairs using (ours, theirs) anti join different using (ours, theirs)
    """)
    for side in SIDES:
        engine.run(f"""
            create or replace table {side}_words as
            with left_over as materialized (
                select row, rest, distinctive(rest) as words from {side}_names
                where row in (select {side} from found))
            select row, without_spaces(rest) as core, without_spaces(words) as distinctive,
                   list_filter(string_split(rest, ' '), lambda word: not contains(words, ' ' || word || ' ')) as more
            from left_over
        """)
    engine.run("""
        insert into pairs
        with alike as (
            select ours, theirs, list_filter(o.more, lambda word: not list_contains(t.more, word)) as more_ours,
                   list_filter(t.more, lambda word: not list_contains(o.more, word)) as more_theirs
            from found join ours_words o on o.row = ours join theirs_words t on t.row = theirs
            where o.core <> t.core and o.distinctive = t.distinctive and length(o.distinctive) > 1
                and o.distinctive not in (select word from generic)),
        telling as (
            select distinct ours, theirs
            from (select ours, theirs, unnest(list_concat(more_ours, more_theirs)) as word from alike
                  where len(more_ours) > 0 and len(more_theirs) > 0)
            anti join neutral using (word))
        select ours, theirs, false, 'words', 'ask', 'the same distinctive words; '
               || array_to_string(list_concat(more_ours, more_theirs), ', ') || ' in one name only'
        from alike anti join telling using (ours, theirs)
        where len(more_ours) + len(more_theirs) > 0
    """)
    for table in "shared", "found", "ours_words", "theirs_words":
        engine.run(f"drop table {table}")


def find_similar_letters(engine: Engine) -> Iterator[str]:
    """Add questions about names that differ in one letter, of rows that nothing has paired yet.

    Whatever letter differs, the first or the last half is the same in both.
    """
    for side in SIDES:
        engine.run(f"""
            create view {side}_open as
            select row, without_spaces(rest) as core from {side}_names
            where name_key is not null and row not in (select {side} from pairs)
        """)
    most = engine.row("select greatest((select count(*) from ours_open), (select count(*) from theirs_open))")[0]
    if most > _MOST_SPELLED:
        yield "the lists are too long to look for names that differ in one letter"
        return
    for side in SIDES:
        engine.run(f"""
            create table {side}_long as
            select row, core, length(core) as length, regexp_replace(core, '[^0-9]', '', 'g') as digits
            from {side}_open where length >= 6
        """)
    engine.run(f"""
        insert into pairs
        with halves as (
            select row, core, digits, length as of, 'start' as half, left(core, (length - 1) // 2) as letters
            from theirs_long
            union all
            select row, core, digits, length, 'end', right(core, (length - 1) // 2) from theirs_long),
        our_halves as (
            select row, core, digits, of, half,
                   case half when 'start' then left(core, (of - 1) // 2)
                             else right(core, (of - 1) // 2) end as letters
            from (select *, unnest([length - 1, length, length + 1]) as of from ours_long),
                 (select unnest(['start', 'end']) as half)),
        kept as (
            select of, half, letters from halves group by all having count(*) <= {_MOST_ASKED})
        select distinct our_halves.row, halves.row, false, 'spelling', 'ask', 'the names differ in one letter'
        from our_halves join halves using (of, half, letters, digits) semi join kept using (of, half, letters)
        where damerau_levenshtein(our_halves.core, halves.core) = 1
        qualify count(*) over (partition by our_halves.row) <= {_MOST_ASKED}
    """)
