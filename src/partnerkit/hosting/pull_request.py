"""Which commits a pull request is about, as the event says that started a run."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from partnerkit.errors import UsageError
from partnerkit.store.files import read_whole
from partnerkit.store.git import GitError, Repository

_MOST: Final = 32 * 1024 * 1024
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class PullRequest(NamedTuple):
    """A pull request: its number, the tip of the branch that it is for, its own tip, and who opened it."""

    number: int
    base: str
    head: str
    author: str

    @classmethod
    def of(cls, data: Any) -> "PullRequest":
        """Return what the service says of a pull request. Raise `UsageError` where that is anything else."""
        try:
            number, base, head = data["number"], data["base"]["sha"], data["head"]["sha"]
            author = data["user"]["login"]
        except (KeyError, TypeError):
            raise UsageError("the service's answer about the pull request has no commits") from None
        if type(number) is not int or not isinstance(author, str):
            raise UsageError("the service's answer about the pull request has no number or no author")
        if not all(isinstance(commit, str) and _COMMIT.fullmatch(commit) for commit in (base, head)):
            raise UsageError("the service's answer about the pull request has no commits")
        return cls(number, base, head, author)


def event_of(environment: Mapping[str, str]) -> Mapping[str, Any]:
    """Return the event that started a run, as GitHub writes it to a file."""
    path = environment.get("GITHUB_EVENT_PATH")
    if not path:
        raise UsageError("GITHUB_EVENT_PATH is not set", "this is a step of a GitHub workflow")
    try:
        event = json.loads(read_whole(path, _MOST))
    except ValueError:
        event = None
    if not isinstance(event, dict):
        raise UsageError(f"{path} is not a GitHub event")
    return event


def below(environment: Mapping[str, str]) -> list[str]:
    """Return the words that name the folder of the workspace to a command, none if that is the whole repository."""
    path = environment.get("PARTNERKIT_PATH", "").strip().rstrip("/")
    return ["--", path] if path not in ("", ".") else []


def merge_base(base: str, head: str) -> str:
    """Return the commit that a pull request started from: what it is compared with.

    Raises `UsageError` where the checkout does not have it.
    """
    repository = Repository.around(".")
    if repository is None:
        raise UsageError("there is no git repository here", "check the repository out with fetch-depth: 0")
    try:
        return repository.text("merge-base", "--end-of-options", base, head)
    except GitError as error:
        raise UsageError(
            "this checkout does not have the commit that the pull request started from",
            "check the repository out with fetch-depth: 0",
        ) from error
