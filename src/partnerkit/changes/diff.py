"""What changed between two versions of a portfolio, and what follows from it?"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from partnerkit.changes.align import align
from partnerkit.changes.change import CLASSES, Change, counted, heaviest
from partnerkit.changes.compare import compare
from partnerkit.changes.consequences import consequences_of, slip
from partnerkit.changes.consequences.before_and_after import BeforeAndAfter, IssuedPeriod
from partnerkit.changes.costs import ChangeCost, costs_of
from partnerkit.changes.deals import KEY as DEALS
from partnerkit.changes.deals import RecordedDeals, deal_changes, wording_of_deal
from partnerkit.changes.gate import Approval, Gate, amends, approvals_of, covering, gate_of, under_agreement
from partnerkit.changes.node import Node
from partnerkit.changes.plain import plain
from partnerkit.changes.policy import PRICED_BY, effects_of
from partnerkit.changes.reported import ChangedPartnership, ChangedWorkspace, ReportedChange
from partnerkit.changes.words import ABSENT, Wording, wording_by_place, wording_of
from partnerkit.facts.case import Case
from partnerkit.facts.slips import Earlier
from partnerkit.facts.terms import revenue_in_words
from partnerkit.model.marks import ChangeClass, known_by
from partnerkit.model.partnership import Partnership
from partnerkit.model.portfolio import Portfolio
from partnerkit.model.shape import fields_of
from partnerkit.model.workspace import Workspace
from partnerkit.naming import folded
from partnerkit.phrasing import plural
from partnerkit.results import IfGiven, Internal

DealsOf: TypeAlias = Callable[[str], RecordedDeals]
IssuedOf: TypeAlias = Callable[[str], Sequence[IssuedPeriod]]
EarlierOf: TypeAlias = Callable[[str], Earlier]


class ComparedVersion(NamedTuple):
    """One side of a comparison: its commit and its day, None for the files as they are, or the file that was named."""

    commit: str | None
    date: date | None
    file: IfGiven[str | None] = None

    @property
    def in_words(self) -> str:
        """What it is called in a sentence."""
        return self.file or (self.commit[:12] if self.commit else "the working tree")

    @property
    def with_day(self) -> str:
        """What it is called where it is introduced."""
        return f"commit {self.in_words} of {self.date}" if self.commit else self.in_words


class FailedComparison(NamedTuple):
    """A partnership that could not be compared, in which version, and why."""

    partnership: str
    version: Literal["from", "to"]
    reason: str


@dataclass(frozen=True, slots=True)
class Diff:
    """All that changed, and what it costs; `counts` are the changes of each class, `worst` the heaviest there is."""

    from_: ComparedVersion
    to: ComparedVersion
    partnerships: tuple[ChangedPartnership, ...]
    workspace: ChangedWorkspace | None
    unchanged: int
    counts: Mapping[ChangeClass, int]
    worst: ChangeClass | None
    costs: tuple[ChangeCost, ...]
    not_compared: tuple[FailedComparison, ...]
    gate: IfGiven[Gate | None]
    approvals: tuple[Approval, ...]
    today: Internal[date]

    @property
    def failed(self) -> bool:
        """Whether the exit status is 1: something was not compared, the gate is shut, or an approval is missing."""
        return bool(self.not_compared) or (self.gate is not None and self.gate.shut) or self.is_approval_missing

    @property
    def is_approved(self) -> bool:
        """Whether approvals were checked, and everyone has approved who must."""
        return bool(self.approvals) and all(approval.missing == () for approval in self.approvals)

    @property
    def is_approval_missing(self) -> bool:
        """Whether someone has not approved who must."""
        return any(approval.missing for approval in self.approvals)


class ReadVersion(NamedTuple):
    """One version as it was read: what it is, the partnerships that may differ, and why others could not be read.

    `deals` and `issued` answer for one partnership each: its deals, and the statements that were issued.
    """

    version: ComparedVersion
    portfolio: Portfolio
    broken: Mapping[str, str]
    deals: DealsOf = lambda _stem: RecordedDeals()
    issued: IssuedOf = lambda _stem: ()


class Demands(NamedTuple):
    """What is asked of changes: the class that may not pass, and who has approved; None where nothing is asked."""

    fail_on: ChangeClass | None = None
    approved: Collection[str] | None = None


NO_DEMANDS: Final = Demands()


def diff(
    old: ReadVersion,
    new: ReadVersion,
    today: date,
    *,
    unread: int = 0,
    same: Collection[str] = (),
    earlier: EarlierOf = lambda _: {},
    demands: Demands = NO_DEMANDS,
    shows: Callable[[str], bool] = lambda _stem: True,
    shows_workspace: bool = True,
) -> Diff:
    """Return what changed from one version to another, as judged by the workspace of the new one.

    `same` are the partnerships whose files are the same, beside those that so were left `unread`; `shows` says which
    ones are asked about.
    """
    not_compared = [*_not_compared(old, new, shows)]
    left_out = {folded(one.partnership) for one in not_compared}
    partnerships: list[ChangedPartnership] = []
    unchanged = unread
    for pair in _pairs(old.portfolio, new.portfolio):
        stems = [stem for stem in pair if stem]
        if any(folded(stem) in left_out for stem in stems) or not any(map(shows, stems)):
            continue
        is_same = pair[1] in same and pair[0] == pair[1]
        deals = _SAME_DEALS if is_same else _compared_deals(pair, old, new)
        found = None if is_same else _compared(pair, old, new, today, earlier, deals.changes)
        not_compared += [deals.failure] if deals.failure else []
        if found is not None:
            partnerships.append(found)
        elif deals.failure is None:
            unchanged += 1
    workspace = _workspace(old, new, today) if shows_workspace else None
    partnerships.sort(key=lambda one: (CLASSES.index(one.worst or "editorial"), one.partnership))
    changes = [(one.partnership, change) for one in partnerships for change in one.changes]
    changes += [("the workspace", change) for change in workspace.changes] if workspace else []
    classes = [change.class_ for _, change in changes]
    workspaces = old.portfolio.workspace, new.portfolio.workspace
    gate = None
    if demands.fail_on is not None:
        gate = gate_of(demands.fail_on, [(stem, change.class_, change.covered_by) for stem, change in changes])
    return Diff(
        old.version,
        new.version,
        tuple(partnerships),
        workspace,
        unchanged,
        counted(classes),
        heaviest(classes),
        tuple(costs_of(partnerships)),
        tuple(sorted(not_compared)),
        gate,
        approvals_of({*classes}, workspaces, demands.approved),
        today,
    )


def _not_compared(old: ReadVersion, new: ReadVersion, shows: Callable[[str], bool]) -> tuple[FailedComparison, ...]:
    sides: tuple[tuple[Literal["from", "to"], ReadVersion], ...] = (("to", new), ("from", old))
    found: dict[str, FailedComparison] = {}
    for word, side in sides:
        for stem, reason in side.broken.items():
            if shows(stem):
                found.setdefault(folded(stem), FailedComparison(stem, word, reason))
    return tuple(sorted(found.values()))


def _pairs(old: Portfolio, new: Portfolio) -> Iterator[tuple[str | None, str | None]]:
    """Yield which partnership is which, by its name without case, else by what it is called and by likeness."""
    names = {folded(stem): stem for stem in old.partnerships}
    pairs = {names[folded(stem)]: stem for stem in new.partnerships if folded(stem) in names}
    yield from pairs.items()
    gone = [stem for stem in old.partnerships if stem not in pairs]
    paired = {*pairs.values()}
    come = [stem for stem in new.partnerships if stem not in paired]
    left, right = ([plain(side.partnerships[one]) for one in stems] for side, stems in ((old, gone), (new, come)))
    found = align(left, right, known_by("name"))
    yield from ((gone[was], come[now]) for was, now in found.pairs)
    yield from ((None, come[now]) for now in found.added)
    yield from ((gone[was], None) for was in found.removed)


_Stems: TypeAlias = tuple[str | None, str | None]


class _ComparedDeals(NamedTuple):
    """What changed in the deals of a partnership, or why they could not be compared."""

    changes: tuple[Change, ...] = ()
    failure: FailedComparison | None = None


_SAME_DEALS: Final = _ComparedDeals()


def _compared_deals(stems: _Stems, old: ReadVersion, new: ReadVersion) -> _ComparedDeals:
    before, after = (
        side.deals(stem) if stem else RecordedDeals() for side, stem in zip((old, new), stems, strict=True)
    )
    is_mapped_alike = old.portfolio.workspace.deals == new.portfolio.workspace.deals
    if before == after and (is_mapped_alike or not after.problem):
        return _SAME_DEALS
    stem = stems[1] or stems[0] or ""
    if after.problem:
        return _ComparedDeals(failure=FailedComparison(stem, "to", after.problem))
    if before.problem:
        return _ComparedDeals(failure=FailedComparison(stem, "from", before.problem))
    return _ComparedDeals(tuple(deal_changes(before.rows, after.rows)))


def _compared(
    stems: _Stems, old: ReadVersion, new: ReadVersion, today: date, earlier: EarlierOf, deals: Sequence[Change]
) -> ChangedPartnership | None:
    """Compare one partnership, with what changed in its deals; None where nothing changed."""
    before, after = old.portfolio.partnerships.get(stems[0] or ""), new.portfolio.partnerships.get(stems[1] or "")
    stem = stems[1] or stems[0] or ""
    if before is None or after is None:
        return _whole(stem, before, after, deals, new.portfolio.workspace)
    changes = [*compare(Partnership, plain(before), plain(after)), *deals]
    renamed = stems[0] is not None and folded(stems[0]) != folded(stem)
    if not changes and not renamed:
        return None
    # Both are judged by the new workspace, so what follows from that is not taken for a consequence of the file.
    case = Case(stem, after, new.portfolio.workspace, today, earlier(stem) if _slips(changes) else {})
    pair = BeforeAndAfter(replace(case, partnership=before), case)
    if _is_priced(changes):
        recorded = new.deals(stem)
        pair = replace(pair, deals=None if recorded.problem else recorded.rows)
    if deals:
        was = stems[0] or stem
        issued = {one.period: one for one in (*old.issued(was), *new.issued(stem))}
        pair = replace(pair, deals_before=old.deals(was).rows, issued=[issued[period] for period in sorted(issued)])
    reported = tuple(_reported(changes, pair))
    return ChangedPartnership(stem, "renamed" if renamed else "changed", reported, stems[0] if renamed else None)


def _whole(
    stem: str, before: Partnership | None, after: Partnership | None, deals: Sequence[Change], workspace: Workspace
) -> ChangedPartnership:
    """Return a partnership that is new or removed, as one change of the class that its content and its deals have."""
    found = after or before
    assert found is not None
    status: Literal["added", "removed"] = "removed" if after is None else "added"
    old, new = (plain(one) if one else None for one in (before, after))
    name = f"{found.name}, {found.type}" + (f", {found.stage}" if found.stage else "")
    name += f", {plural(len(deals), 'deal')}" if deals else ""
    revenue = found.agreement.revenue if found.agreement else ()
    name = "; ".join((name, *(revenue_in_words(term, workspace.currency) for term in revenue)))
    classes = [_class_of(old or new or {}), *(change.change for change in deals)]
    change = ReportedChange(
        path="",
        key="",
        item=None,
        class_=heaviest(classes) or "editorial",
        kind=status,
        old=old,
        new=new,
        text=f"partnership {status}: {name}",
        consequences=(),
        subject=f"partnership {status}",
        was=name if after is None else ABSENT,
        is_now="removed" if after is None else name,
    )
    return ChangedPartnership(stem, status, (change,))


def _class_of(data: Mapping[str, Any]) -> ChangeClass:
    """Return the heaviest class of what a whole file holds, without what every file must have."""
    must = {key for key, field in fields_of(Partnership).items() if field.is_required()}
    rest = {key: value for key, value in data.items() if key not in must}
    return Node(Partnership).class_of(rest) if rest else "editorial"


def _slips(changes: Sequence[Change]) -> bool:
    return any(change.keys in slip.KEYS for change in changes)


def _is_priced(changes: Sequence[Change]) -> bool:
    return any(change.key.startswith(("agreement.revenue", "deals")) for change in changes)


def _reported(changes: Sequence[Change], pair: BeforeAndAfter | None) -> Iterator[ReportedChange]:
    follows = consequences_of(changes, pair)
    covered = {**covering(changes), **under_agreement(changes, follows)} if pair else {}
    amended = amends(changes)
    for at, change in enumerate(changes):
        wording = _wording(change, pair)
        yield ReportedChange(
            change.path,
            change.key,
            change.item,
            change.change,
            change.kind,
            change.old,
            change.new,
            wording.sentence,
            follows.get(at, ()),
            wording.subject,
            wording.was,
            wording.is_now,
            amended and change.key.startswith("agreement."),
            covered.get(at),
        )


def _wording(change: Change, pair: BeforeAndAfter | None) -> Wording:
    """Write a change of a partnership, of its deals, or without a pair of the workspace."""
    if pair is None:
        return wording_by_place(change)
    return wording_of_deal(change) if change.place[0] == DEALS else wording_of(change)


def _workspace(old: ReadVersion, new: ReadVersion, today: date) -> ChangedWorkspace | None:
    before, after = old.portfolio.workspace, new.portfolio.workspace
    changes = compare(Workspace, plain(before), plain(after))
    if not changes:
        return None
    is_priced = any(change.keys.partition(".")[0] in PRICED_BY for change in changes)
    pairs = []
    for was, now in _pairs(old.portfolio, new.portfolio):
        if was is not None and now is not None:
            case = Case(now, old.portfolio.partnerships[was], before, today)
            # Without deals nothing is priced, which takes long where there are many partnerships.
            recorded = new.deals(now) if is_priced else None
            rows = None if recorded is None or recorded.problem else recorded.rows
            pairs.append(BeforeAndAfter(case, replace(case, workspace=after), rows))
    return ChangedWorkspace(tuple(_reported(changes, None)), effects_of(pairs))
