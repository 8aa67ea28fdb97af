"""The history of one file through the commits that touched it, across its names and through merges."""

import os
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from partnerkit.errors import UsageError
from partnerkit.model.partnership import Partnership
from partnerkit.reading.source import MAX_BYTES
from partnerkit.store.revision import Revision, refusals_of
from partnerkit.store.tree import Commit, Tree, Unreadable
from partnerkit.store.versions import FileChange, Followed, Step, steps
from partnerkit.workspace.discovery import SUFFIXES
from partnerkit.workspace.recorded import Contents

TargetT = TypeVar("TargetT")

Follow = Callable[[Partnership, Partnership, TargetT], TargetT | None]
"""Returns what a target of the later of two versions is in the earlier one; None where it changed in between."""


class Edition(NamedTuple):
    """What a file was from a commit on; the commit is None for changes that are not committed.

    There is no path while the file was gone, and no partnership then or while it was broken, as `problem` says. A merge
    names the commits that it `merged`, as far as they touched the file.
    """

    commit: Commit | None
    path: str | None
    partnership: Partnership | None
    problem: str = ""
    merged: tuple[Commit, ...] = ()


class _State(NamedTuple):
    """A file in a commit: its path, and the id of its content; None where it is not there."""

    commit: str
    path: str
    blob: str | None


class Lineage:
    """The commits that touched a partnership's file, and what it held in each."""

    def __init__(self, here: Revision, path: str, partnership: Partnership, tree: Tree) -> None:
        inside = here.inside(path)
        if inside is None:
            raise UsageError(f"{path} is not in {here.repository.root}, so it has no history there")
        self._contents = Contents(here)
        self._now = partnership
        self.is_shallow = False
        with refusals_of(here.repository):
            self._steps: list[Step] = steps(here.repository, here.commit.id, Followed([inside], SUFFIXES))
            self.is_shallow = here.repository.is_shallow()
        self._by_id = {step.commit.id: step for step in self._steps}
        content = tree.read(path, MAX_BYTES)
        self._blob = None if isinstance(content, Unreadable) else self._contents.add(content, partnership)
        recorded = here.id_at(os.path.join(here.repository.root, inside))
        self._path = inside
        self._start = _State(self._steps[0].commit.id, inside, recorded) if self._steps else None

    @property
    def is_committed(self) -> bool:
        """Whether the file is in the commit as it is now."""
        return self._start is not None and self._start.blob == self._blob

    def editions(self) -> Iterator[Edition]:
        """Yield what the file was, the newest first, as it followed on the line of first parents."""
        if not self.is_committed:
            yield Edition(None, self._path, self._now)
        state = self._start
        while state is not None:
            parents = self._parents(state)
            before = parents[0] if parents else None
            if before is None and state.blob is None:
                return
            if before is None or (before.path, before.blob) != (state.path, state.blob):
                yield self._edition(state)
            state = before

    def origins(self, targets: list[TargetT], follow: "Follow[TargetT]") -> dict[TargetT, Commit | None]:
        """Return for each target of the file as it is now the commit that made it so; None where none has yet.

        A merge that takes a side as it is made nothing: the commit on that side did.
        """
        found: dict[TargetT, Commit | None] = {}
        ahead: dict[str, dict[_State, dict[TargetT, TargetT]]] = {}
        states = [] if self._start is None else [self._start]
        rest = self._handed_on(self._now, states, {target: target for target in targets}, follow, ahead)
        found.update(dict.fromkeys(rest))
        for step in self._steps:
            for state, carried in ahead.pop(step.commit.id, {}).items():
                now = self._partnership(state)
                assert now is not None  # nothing is handed on to what cannot be read
                rest = self._handed_on(now, self._parents(state), carried, follow, ahead)
                found.update(dict.fromkeys(rest, step.commit))
        return found

    def _handed_on(
        self,
        now: Partnership,
        parents: list[_State],
        carried: dict[TargetT, TargetT],
        follow: "Follow[TargetT]",
        ahead: dict[str, dict[_State, dict[TargetT, TargetT]]],
    ) -> list[TargetT]:
        """Hand targets on to the first parent that has them unchanged, and return those that no parent has."""
        readable = [state for parent in parents if (state := self._readable(parent)) is not None]
        left = []
        for target, called in carried.items():
            for state in readable:
                before = self._partnership(state)
                then = called if before is now else None if before is None else follow(before, now, called)
                if then is not None:
                    ahead.setdefault(state.commit, {}).setdefault(state, {})[target] = then
                    break
            else:
                left.append(target)
        return left

    def _readable(self, state: _State) -> _State | None:
        """Return the nearest state at or before another in which the file is there and can be read, if any."""
        found: _State | None = state
        while found is not None and self._partnership(found) is None:
            found = next(iter(self._parents(found)), None)
        return found

    def _parents(self, state: _State) -> list[_State]:
        step = self._by_id[state.commit]
        return [
            _before(state, parent, changes)
            for parent, changes in zip(step.parents, step.changes, strict=False)
            if parent in self._by_id
        ]

    def _partnership(self, state: _State) -> Partnership | None:
        return None if state.blob is None else self._contents.partnership(state.blob)

    def _edition(self, state: _State) -> Edition:
        step = self._by_id[state.commit]
        merged = tuple(self._merged(state)) if len(step.parents) > 1 else ()
        if state.blob is None:
            return Edition(step.commit, None, None, merged=merged)
        return Edition(step.commit, state.path, self._partnership(state), self._contents.problem(state.blob), merged)

    def _merged(self, state: _State) -> Iterator[Commit]:
        """Yield the commits that a merge brought to the line of first parents and that changed the file."""
        first, *others = self._parents(state)
        known, ahead = {first.commit}, [first.commit]
        while ahead:
            step = self._by_id[ahead.pop()]
            ahead += (news := [parent for parent in step.parents if parent in self._by_id and parent not in known])
            known.update(news)
        while others:
            other = others.pop(0)
            if other.commit in known:
                continue
            known.add(other.commit)
            before = self._parents(other)
            if len(before) < 2 and (not before or (before[0].path, before[0].blob) != (other.path, other.blob)):
                yield self._by_id[other.commit].commit
            others += before


def _before(state: _State, parent: str, changes: tuple[FileChange, ...]) -> _State:
    """Return a file in the commit before; a file that was removed and made again is the same."""
    for change in changes:
        if state.blob is not None and change.path_after == state.path and change.after is not None:
            return _State(parent, change.path_before, change.before)
        if state.blob is None and change.path_before == state.path and change.after is None:
            return _State(parent, state.path, change.before)
    return _State(parent, state.path, state.blob)
