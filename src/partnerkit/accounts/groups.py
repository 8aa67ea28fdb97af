"""Questions about groups that both lists know: by what they call the group, or by a company of its name."""

from typing import Final

from partnerkit.accounts.engine import Engine
from partnerkit.accounts.lists import SIDES, TITLES
from partnerkit.accounts.normal import find_names

_MOST_ASKED: Final = 50
"""Accounts that are called as a group is about which it makes sense to ask."""


def find_groups(engine: Engine) -> None:
    """Add a question about each group of one list and the same one in the other, unless something pairs them already.

    A group is one account, so its first row stands for it.
    """
    stated = " union ".join(
        f'select trim("group") as name from {side}_raw where trim("group") <> \'\'' for side in SIDES
    )
    groups = [name for (name,) in engine.rows(f"from ({stated}) order by 1")]
    if not groups:
        return
    engine.create("groups_raw", list(TITLES), ([name if it == "name" else None for it in TITLES] for name in groups))
    find_names(engine, "groups")
    engine.run("""
        create table group_keys as
        select name, name_key from groups_raw raw join groups_names named on named.row = raw.rowid + 1
        where name_key is not null
    """)
    for side in SIDES:
        engine.run(f"""
            create view {side}_counted as
            select row, coalesce(number, row) as acct from {side}_names left join {side}_acct using (row)
        """)
        engine.run(f"""
            create table {side}_groups as
            select name_key, acct, min(row) as row, arg_min(name, row) as name
            from (select rowid + 1 as row, trim("group") as name from {side}_raw) stated
                join group_keys using (name) join {side}_counted using (row) group by name_key, acct
        """)
    engine.run(f"""
        insert into pairs
        with alike as (
            select o.row as ours, t.row as theirs, 'both belong to the group ' || o.name as reason
            from ours_groups o join theirs_groups t using (name_key)
            union all
            select o.row, t.row, 'one belongs to the group ' || o.name || ', and the other is called that'
            from ours_groups o join theirs_names t using (name_key)
            where name_key not in (select name_key from theirs_groups)
            union all
            select o.row, t.row, 'one belongs to the group ' || t.name || ', and the other is called that'
            from ours_names o join theirs_groups t using (name_key)
            where name_key not in (select name_key from ours_groups)),
        paired as (
            select distinct o.acct as our_acct, t.acct as their_acct
            from pairs join ours_counted o on o.row = ours join theirs_counted t on t.row = theirs)
        select ours, theirs, false, 'group', 'ask', reason
        from alike join ours_counted o on o.row = ours join theirs_counted t on t.row = theirs
        anti join paired on our_acct = o.acct and their_acct = t.acct
        anti join different using (ours, theirs)
        qualify count(*) over (partition by reason) <= {_MOST_ASKED}
    """)
