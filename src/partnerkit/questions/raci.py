"""Who owns what, and where does no one?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal, TypeAlias, get_args

from partnerkit.documents import Block, Cell, Column, Document, Heading, Note, Paragraph, Table
from partnerkit.facts.ownership import Assignment, accountable_in_each, assignments_of, names_people
from partnerkit.facts.people import people_named
from partnerkit.facts.sides import side_of
from partnerkit.facts.stages import EARLY
from partnerkit.model.framework import BucketDefinition
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.workspace import Workspace
from partnerkit.phrasing import NO_MATCH, listed, plural
from partnerkit.results import Internal

GapKind: TypeAlias = Literal[
    "no-accountable",
    "several-accountable",
    "nobody-responsible",
    "one-side-only",
    "over-committed",
    "named-nowhere",
]
KINDS: Final[tuple[GapKind, ...]] = get_args(GapKind)


@dataclass(frozen=True, slots=True)
class OwnershipGap:
    """One thing that is wrong with who owns what.

    `partnership` is None where it is about a person over the whole portfolio; `bucket` where it is about none.
    """

    partnership: str | None
    bucket: str | None
    box: str | None
    kind: GapKind
    person: str | None = None
    critical: bool = False


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """For how many buckets and boxes one of our people is accountable, over all partnerships read."""

    person: str
    accountable: int
    too_much: bool


@dataclass(frozen=True, slots=True)
class RaciMatrix:
    """Who owns what in the partnerships `shown`, the gaps with the worst first, and what each person answers for."""

    matrix: tuple[Assignment, ...]
    gaps: tuple[OwnershipGap, ...]
    loads: tuple[PersonLoad, ...]
    not_assessed: tuple[str, ...]
    shown: Internal[Portfolio]


def raci(portfolio: Portfolio, shown: Portfolio | None = None, *, whole: bool = False) -> RaciMatrix:
    """Lay out who is responsible, accountable, consulted and informed, and find the gaps (framework).

    `shown` are the partnerships asked about where they are fewer than those read: what a person answers for is
    counted over all of them. `whole` says that the portfolio is the whole workspace, so a colleague that no
    file names can be called so. A partnership that is not launched and names no one yet is not assessed.
    """
    shown = shown or portfolio
    definitions = portfolio.workspace.framework.resolved
    silent = tuple(stem for stem, found in shown.partnerships.items() if not _begun(found))
    matrix: list[Assignment] = []
    gaps: list[OwnershipGap] = []
    for stem, partnership in shown.partnerships.items():
        matrix.extend(assignments_of(stem, partnership, definitions))
        gaps.extend(gaps_in(stem, partnership, definitions))
        gaps.extend(_named_nowhere(stem, partnership))
    workspace = portfolio.workspace
    load_of_each = loads(
        (accountable_in(partnership, workspace) for partnership in portfolio.partnerships.values()),
        workspace,
    )
    gaps.extend(OwnershipGap(None, None, None, "over-committed", load.person) for load in load_of_each if load.too_much)
    if whole:
        named = {
            person
            for found in portfolio.partnerships.values()
            for person in people_named(found)
            if side_of(person, found) == "us"
        }
        gaps.extend(
            OwnershipGap(None, None, None, "named-nowhere", person)
            for person in portfolio.workspace.people
            if portfolio.partnerships and person not in named
        )
    gaps.sort(key=_worst_first)
    return RaciMatrix(tuple(matrix), tuple(gaps), load_of_each, silent, shown)


def _begun(partnership: Partnership) -> bool:
    return partnership.stage not in EARLY or any(
        names_people(bucket) or any(names_people(box) for box in bucket.boxes.values())
        for bucket in partnership.buckets.values()
    )


def gaps_in(stem: str, partnership: Partnership, definitions: Sequence[BucketDefinition]) -> list[OwnershipGap]:
    """Return the gaps in the buckets and boxes of a partnership, the worst first; none where it is not assessed."""
    if not _begun(partnership):
        return []
    assignments = assignments_of(stem, partnership, definitions)
    return sorted((gap for found in assignments for gap in _gaps(found, partnership)), key=_worst_first)


def _worst_first(gap: OwnershipGap) -> tuple[bool, int]:
    return not gap.critical, KINDS.index(gap.kind)


def _gaps(found: Assignment, partnership: Partnership) -> Iterator[OwnershipGap]:
    """Yield the gaps of a bucket, and of a box with people of its own whether exactly one is accountable.

    A box that names no one has its bucket's people, and its bucket's gaps, which are listed once. Who does the work
    of a box, and from which side, is up to its bucket.
    """
    if found.inherited:
        return

    def gap(kind: GapKind) -> OwnershipGap:
        return OwnershipGap(found.partnership, found.bucket, found.box, kind, critical=found.critical)

    if not found.accountable:
        yield gap("no-accountable")
    if len(found.accountable) > 1:
        yield gap("several-accountable")
    if found.box is not None:
        return
    if not found.responsible:
        yield gap("nobody-responsible")
    people = {*found.responsible, *found.accountable, *found.consulted, *found.informed}
    if len({side_of(person, partnership) for person in people}) == 1:
        yield gap("one-side-only")


def _named_nowhere(stem: str, partnership: Partnership) -> Iterator[OwnershipGap]:
    named = people_named(partnership)
    for person in partnership.people:
        if person not in named:
            yield OwnershipGap(stem, None, None, "named-nowhere", person)


def accountable_in(partnership: Partnership, workspace: Workspace) -> Counter[str]:
    """Count what each of our people answers for in a partnership; one that is being wound down counts too."""
    in_each = accountable_in_each(partnership, workspace.framework.resolved)
    counts = Counter(chain.from_iterable(in_each))
    ours = (person for person in counts if person in workspace.people and side_of(person, partnership) == "us")
    return Counter({person: counts[person] for person in ours})


def loads(counts: Iterable[Counter[str]], workspace: Workspace) -> tuple[PersonLoad, ...]:
    """Return what each person answers for in several partnerships together, those with the most first."""
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    most_first = sorted(total.items(), key=lambda found: (-found[1], found[0]))
    limit = workspace.raci.most_accountable
    return tuple(PersonLoad(person, count, count > limit) for person, count in most_first)


_SAID: Final[Mapping[GapKind, str]] = {
    "no-accountable": "no one accountable",
    "several-accountable": "more than one accountable",
    "nobody-responsible": "no one responsible",
    "one-side-only": "everyone on the same side",
    "over-committed": "accountable for too much",
    "named-nowhere": "named nowhere",
}


def document(found: RaciMatrix) -> Document:
    """Describe the matrix, in full for a single partnership, and the gaps with the critical buckets first."""
    shown = found.shown
    if not shown.partnerships:
        return Document("RACI", [_accountable(found)])
    single = len(shown.partnerships) == 1
    blocks: list[Block] = list(matrix_of(found)) if single else [_accountable(found)]
    blocks.append(Heading("Gaps"))
    blocks.extend(gaps_of(found))
    if found.loads and not single:
        limit = shown.workspace.raci.most_accountable
        blocks.append(Heading("What each of us is accountable for"))
        blocks.append(
            Table(
                [Column("Person"), Column("Buckets and boxes", align="right")],
                [[shown.workspace.people[load.person].name, load.accountable] for load in found.loads],
            )
        )
        blocks.append(Note(f"More than {limit} is too much: `raci: {{most_accountable: {limit}}}` in the workspace."))
    return Document("RACI", blocks)


def matrix_of(found: RaciMatrix) -> Iterator[Block]:
    """Describe the full matrix of the partnerships shown, people by their short names."""
    shown = found.shown
    names = {bucket.key: bucket.name for bucket in shown.workspace.framework.resolved}
    rows: list[list[Cell]] = []
    for row in found.matrix:
        partnership = shown.partnerships[row.partnership]
        roles = (row.responsible, row.accountable, row.consulted, row.informed)
        people = [_people(role, partnership) for role in roles]
        rows.append([names[row.bucket] if row.box is None else "", row.box or "", *(text or None for text in people)])
    titles = ("Responsible", "Accountable", "Consulted", "Informed")
    columns = [Column("Bucket"), Column("Box", wide=True), *(Column(title, wide=True) for title in titles)]
    yield Table(columns, rows)
    yield Note("* on their side. A box without names has the people of its bucket.")


def _people(people: Sequence[str], partnership: Partnership) -> str:
    return ", ".join(f"{person}*" if side_of(person, partnership) == "them" else person for person in people)


def _accountable(found: RaciMatrix) -> Table:
    """Partnerships down, buckets across: who is accountable."""
    definitions = found.shown.workspace.framework.resolved
    at = {(row.partnership, row.bucket): row.accountable for row in found.matrix if row.box is None}
    return Table(
        columns=[
            Column("Accountable for", wide=True),
            *(Column(bucket.name, brief=True) for bucket in definitions),
        ],
        rows=[
            [
                partnership.name,
                *(_people(at[stem, bucket.key], partnership) or None for bucket in definitions),
            ]
            for stem, partnership in found.shown.partnerships.items()
        ],
        empty=NO_MATCH,
    )


def gaps_of(found: RaciMatrix) -> Iterator[Block]:
    """Describe the gaps, those of one bucket or box in one row."""
    shown = found.shown
    places: dict[tuple[str | None, str], list[OwnershipGap]] = {}
    for gap in found.gaps:
        places.setdefault((gap.partnership, _where(gap, shown)), []).append(gap)
    rows: list[list[Cell]] = [
        [shown.partnerships[stem].name if stem else None, where, ", ".join(_SAID[gap.kind] for gap in gaps)]
        for (stem, where), gaps in places.items()
    ]
    if rows:
        kinds = Counter(gap.kind for gap in found.gaps)
        counted = [f"{_SAID[kind]} {count}" for kind, count in sorted(kinds.items(), key=lambda f: KINDS.index(f[0]))]
        yield Paragraph(f"{plural(len(found.gaps), 'gap')}: {', '.join(counted)}.")
        yield Table([Column("Partnership", wide=True), Column("Where", wide=True), Column("Gap", wide=True)], rows)
    elif len(found.not_assessed) < len(shown.partnerships):
        yield Paragraph("None.")
    if found.not_assessed:
        silent = listed([shown.partnerships[stem].name for stem in found.not_assessed])
        yield Note(f"Not assessed, because no one is named and nothing has launched yet: {silent}.")


def _where(gap: OwnershipGap, shown: Portfolio) -> str:
    """Name the bucket, the box or the person that a gap is about."""
    if gap.bucket is None:
        return gap.person or ""
    bucket = next(found.name for found in shown.workspace.framework.resolved if found.key == gap.bucket)
    return f"{bucket}{' (critical)' if gap.critical else ''}{': ' + gap.box if gap.box else ''}"
