"""Ask a question about many partnerships: each where its file is read, and then about all that this gives."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from partnerkit.cli.filters import NO_FILTERS, Chosen, known_people
from partnerkit.cli.session import Session

if TYPE_CHECKING:
    from partnerkit.model.workspace import Workspace
    from partnerkit.workspace.cases import OfCase
    from partnerkit.workspace.deals import AllDeals
    from partnerkit.workspace.portfolio import Selection


class Replies(NamedTuple):
    """What a question was given by each partnership that it is about, by stem, and where each is.

    `people` are those that the words of --owner mean, and `files` is how many files were read, including broken ones.
    """

    parts: Mapping[str, Any]
    paths: Mapping[str, str]
    people: tuple[str, ...]
    files: int


def ask(
    session: Session,
    selection: "Selection",
    question: "OfCase",
    *,
    workspace: "Workspace | None" = None,
    deals: "AllDeals | None" = None,
    chosen: Chosen = NO_FILTERS,
    owners: Sequence[str] = (),
) -> Replies:
    """Ask about every partnership of a selection that has not ended and matches the filters.

    They are judged by `workspace`, if that is another than their own. Broken files are listed, which makes the exit
    status 1.
    """
    from partnerkit.cli.progress import watched
    from partnerkit.workspace.cases import EachCase, Extract
    from partnerkit.workspace.paths import stem_of
    from partnerkit.workspace.portfolio import Extracts, inspect

    workspace = workspace or selection.workspace
    asked_for = None if session.ended else frozenset(map(stem_of, selection.one_by_one))
    filters = bool(chosen or owners)
    each = EachCase(question, workspace, session.today, deals.deals if deals else {}, asked_for, filters)
    read: Extracts[Extract | None] = inspect(selection, each, watched)
    session.tell_broken(read.foreign, read.findings.sorted())
    if deals is not None:
        session.tell_broken_deals(deals, read.paths)
    extracts = {stem: extract for stem, extract in read.of.items() if extract is not None}
    session.left_out = len(read.of) - len(extracts)
    traits = {stem: extract.traits for stem, extract in extracts.items() if extract.traits is not None}
    admitted = chosen.admitted(traits, workspace) if chosen else extracts
    return Replies(
        {stem: extracts[stem].part for stem in admitted},
        read.paths,
        known_people(traits.values(), workspace, owners),
        len(read.checked),
    )
