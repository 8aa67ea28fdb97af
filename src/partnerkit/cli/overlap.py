"""`partnerkit overlap`: who do both companies serve?"""

import json
import os
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer

from partnerkit.cli.command import Answer, command
from partnerkit.cli.session import Session
from partnerkit.errors import UsageError

if TYPE_CHECKING:
    from partnerkit.accounts.lists import Columns
    from partnerkit.accounts.matching import Aliases
    from partnerkit.accounts.overlap import Overlap
    from partnerkit.model.workspace import Workspace

Population = Literal["customer", "opportunity", "prospect"]
_SHOWN: Final = 20
"""Pairs of each answer that people are shown without --all."""


def _population(option: str, whose: str) -> Any:
    help = f"The population of {whose} accounts if no column gives it."
    return typer.Option(option, help=help)


def _sheet(option: str, whose: str) -> Any:
    return typer.Option(
        option,
        metavar="NAME",
        help=f"The sheet of {whose} Excel file.",
        show_default="the first with known column titles",
    )


@command(gives=("document", "sheets", "result"))
def overlap(
    session: Session,
    ours: Annotated[
        str, typer.Argument(metavar="OURS", help="Our accounts: CSV, Excel or Parquet, from disk even with --at.")
    ],
    theirs: Annotated[
        str | None,
        typer.Argument(
            metavar="[THEIRS]", help="Their accounts; with --blind their question or reply.", show_default=False
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="COLUMN=TITLE",
            help="The title of a column in either list: name=Firma; repeatable.",
            show_default="the usual titles, and accounts.columns of the workspace",
        ),
    ] = None,
    our_population: Annotated[Population, _population("--our-population", "our")] = "customer",
    their_population: Annotated[Population, _population("--their-population", "their")] = "customer",
    our_sheet: Annotated[str | None, _sheet("--our-sheet", "our")] = None,
    their_sheet: Annotated[str | None, _sheet("--their-sheet", "their")] = None,
    aliases: Annotated[
        str | None,
        typer.Option(
            "--aliases",
            metavar="FILE",
            help="A YAML file with same and different names, from disk even with --at, in addition to the workspace's.",
            show_default=False,
        ),
    ] = None,
    record: Annotated[
        str | None,
        typer.Option(
            "--record",
            metavar="PARTNERSHIP",
            help="Record the number of customers and the date in this partnership's file; never a name.",
            show_default=False,
        ),
    ] = None,
    blind: Annotated[
        bool,
        typer.Option(
            "--blind", help="Compare without showing the lists: write a question, reply to one, or read a reply."
        ),
    ] = False,
    key: Annotated[
        str | None,
        typer.Option(
            "--key", metavar="FILE", help="The key that was written along with the question.", show_default=False
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show all pairs, as JSON, CSV and Excel always do.")
    ] = False,
) -> Answer | None:
    """Find the accounts that both companies serve.

    Every pair of rows is a match, a question or neither, with the reason. Accounts are compared by domain, name, legal
    form and country; add what only people can know to `accounts.aliases` in the workspace file. The lists stay where
    they are, and --record writes only counts.

    With --blind, neither side sees the other's other accounts: `overlap --blind OURS -o ask.blind` writes a question,
    they reply with `overlap --blind THEIRS ask.blind -o reply.blind`, and `overlap --blind OURS reply.blind --key
    ask.blind.key` shows which of our accounts they have.
    """
    if blind:
        if aliases or record or everything:
            raise UsageError("--blind compares only domains", "leave out --aliases, --record and --all")
        return _blind(session, ours, our_population, our_sheet, theirs, key, column or ())
    if theirs is None:
        raise UsageError("there are two lists to compare", "name both: overlap OURS THEIRS")
    if key is not None:
        raise UsageError("--key reads the reply of a blind comparison", "add --blind")
    from partnerkit.accounts import answer
    from partnerkit.accounts import overlap as comparison
    from partnerkit.cli.progress import watched
    from partnerkit.cli.report import hint, tell

    workspace = session.workspace_of(".")
    titles = _titles(column or (), workspace)
    known = _aliases(session, aliases, workspace)
    assert session.out.format is not None
    found = comparison.overlap(
        comparison.ListFile(ours, our_population, our_sheet),
        comparison.ListFile(theirs, their_population, their_sheet),
        titles,
        known,
        lambda steps, total: watched(steps, total, "comparing"),
        _SHOWN if session.out.is_for_people and not everything else None,
        named=session.out.format.takes != "result",
    )
    _check_titles(column or (), found)
    for note in found.notes:
        hint(note)
    for path, side, population in (ours, "ours", our_population), (theirs, "theirs", their_population):
        if "population" not in found.columns[side]:
            option = f"--{'our' if side == 'ours' else 'their'}-population"
            hint(f"{path} has no column for populations, so its accounts count as {population}s; {option} changes that")
    if record is not None:
        tell(_recorded(session, record, found))
    return Answer(found, answer.document)


def _titles(given: "list[str] | tuple[str, ...]", workspace: "Workspace") -> "Columns":
    """Return the titles of columns: those of the command line, then those of the workspace."""
    from partnerkit.accounts.lists import TITLES
    from partnerkit.phrasing import did_you_mean

    titles: dict[str, tuple[str, ...]] = {}
    for each in given:
        column, _, title = each.partition("=")
        if not title.strip():
            raise UsageError(f'"{each}" is not a column and its title', "write it as --column name=Firma")
        if column not in TITLES:
            help = did_you_mean(column, TITLES) or f"there are {', '.join(TITLES)}"
            raise UsageError(f"`{column}` is not a column of account lists", help)
        titles[column] = (*titles.get(column, ()), title)
    for column, more in workspace.accounts.columns.titles.items():
        titles[column] = (*titles.get(column, ()), *more)
    return titles


def _check_titles(given: "list[str] | tuple[str, ...]", found: "Overlap") -> None:
    """Raise `UsageError` for a title of the command line that neither list has; otherwise say how to keep them."""
    from partnerkit.accounts.lists import folded
    from partnerkit.cli.report import hint

    used = {(column, folded(title)) for columns in found.columns.values() for column, title in columns.items()}
    for each in given:
        column, _, title = each.partition("=")
        if (column, folded(title)) not in used:
            raise UsageError(f"neither list has a column called `{title}`", "use a title from the first row")
    if given:
        titles: dict[str, list[str]] = {}
        for each in given:
            column, _, title = each.partition("=")
            titles.setdefault(column, []).append(title)
        columns = ", ".join(f"{name}: {json.dumps(each, ensure_ascii=False)}" for name, each in titles.items())
        hint(f"to keep this, add `accounts: {{columns: {{{columns}}}}}` into partnerkit.yaml")


def _aliases(session: Session, path: str | None, workspace: "Workspace") -> "Aliases":
    from partnerkit.accounts.matching import Aliases
    from partnerkit.model.accounts import AccountAliases

    sources = [workspace.accounts.aliases]
    if path is not None:
        sources.append(session.section(AccountAliases, path))
    return Aliases(
        tuple(names for source in sources for names in source.same),
        tuple(names for source in sources for names in source.different),
    )


def _recorded(session: Session, name: str, found: "Overlap") -> str:
    """Write the counts of a comparison into the file of a partnership, and return a sentence about it."""
    from partnerkit.accounts.answer import customers
    from partnerkit.workspace.editing.edits import Put

    counts = customers(found)
    for side in ("ours", "theirs"):
        if not counts[side]:
            whose = "our" if side == "ours" else "their"
            help = f"--{whose}-population customer treats rows without a population as customers"
            raise UsageError(f"there are no customers in {whose} list, so there is nothing to record", help)
    collected, stem = session.collect_one(name)
    partnership = collected.portfolio.partnerships[stem]
    earlier = partnership.dynamics.account_mapping if partnership.dynamics else None
    if earlier is not None and earlier.date > session.today:
        raise UsageError(
            f"{stem} already has an account mapping of {earlier.date}", "--today says when this one is from"
        )
    at = ("dynamics", "account_mapping")
    edits = [Put((*at, "date"), session.today), *(Put((*at, key), value) for key, value in counts.items())]
    session.edit(collected.paths[stem], edits, collected.portfolio.workspace)
    return (
        f"{os.path.relpath(collected.paths[stem])}: account mapping of {session.today}: "
        f"{counts['ours']} of our customers, {counts['theirs']} of theirs, {counts['shared']} of both"
    )


def _blind(
    session: Session,
    path: str,
    population: str,
    sheet: str | None,
    other: str | None,
    key: str | None,
    given: "list[str] | tuple[str, ...]",
) -> Answer | None:
    """Write a question or a reply, or read a reply, depending on the other file."""
    from partnerkit.accounts import blind
    from partnerkit.accounts.overlap import ListFile
    from partnerkit.cli.report import warn

    kind = None if other is None else blind.kind_of(other)
    if kind == "reply" and key is None:
        raise UsageError("reading a reply takes the key of the question", "add --key FILE")
    if kind != "reply" and session.out.path is None:
        raise UsageError("what you send the other side is written to a file", "add -o FILE.blind")
    domains = blind.domains_of(ListFile(path, population, sheet), _titles(given, session.workspace_of(".")))
    if other is None:
        warn(blind.WARNING)
        _write_question(session, *blind.ask(domains))
        return None
    if kind == "reply":
        assert key is not None  # or it would have been asked for
        return Answer(blind.read_reply(other, key, domains), blind.document)
    warn(blind.WARNING)
    assert session.out.path is not None  # likewise
    session.out.write_bytes(blind.reply(other, domains))
    _tell_next(session.out.path, "send it back")
    return None


def _write_question(session: Session, question: bytes, key: bytes) -> None:
    from partnerkit.store.writing import write_files

    assert session.out.path is not None  # or it would have been asked for
    own = f"{session.out.path}.key"
    write_files({session.out.path: question, own: key}, replace=session.out.force)
    os.chmod(own, 0o600)
    _tell_next(session.out.path, f"send it, and keep {own} to yourself: it reads the reply")


def _tell_next(path: str, what: str) -> None:
    from partnerkit.cli.report import tell

    tell(f"wrote {path}: {what}")
