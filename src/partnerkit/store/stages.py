"""The three versions of a file that git keeps while a merge of it is not settled."""

import os
from typing import Final, NamedTuple

from partnerkit.errors import UsageError
from partnerkit.store.git import GitError, Repository
from partnerkit.store.objects import Objects, TooLargeError

_BASE, _OURS, _THEIRS = "1", "2", "3"
_FILE_MODES: Final = ("100644", "100755")


class Stages(NamedTuple):
    """What a file was before two branches changed it, and in each of them; None where it was not there."""

    base: bytes | None
    ours: bytes | None
    theirs: bytes | None


def stages_of(path: str, most: int) -> Stages:
    """Return the versions of a file that git could not merge.

    Raises `UsageError` where there is no repository, where git has no conflict in that file, and where one of the
    versions has more than `most` bytes or is a link.
    """
    folder = os.path.realpath(os.path.dirname(path) or ".")
    repository = Repository.around(folder)
    if repository is None or repository.is_bare:
        raise UsageError(f"{path} is not in a git checkout")
    name = os.path.relpath(os.path.join(folder, os.path.basename(path)), repository.root).replace(os.sep, "/")
    try:
        listed = repository.text("--literal-pathspecs", "ls-files", "--unmerged", "-z", "--", name)
        entries = [entry.partition("\t")[0].split(" ") for entry in listed.split("\0") if entry]
        if not entries:
            raise UsageError(f"git has no conflict in {path}", "`git status` lists the files with conflicts")
        if any(mode not in _FILE_MODES for mode, _, _ in entries):
            raise UsageError(f"{path} is a link in one of the versions", "resolve it by hand")
        with Objects(repository) as objects:
            contents = {stage: objects.read(id, most)[1] for _, id, stage in entries}
    except TooLargeError as error:
        raise UsageError(f"{path} is too large in one of the versions") from error
    except GitError as error:
        raise UsageError(f"the versions of {path} can't be read: {error}") from error
    return Stages(contents.get(_BASE), contents.get(_OURS), contents.get(_THEIRS))
