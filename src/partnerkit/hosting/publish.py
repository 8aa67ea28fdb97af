"""Comment on a pull request, with a token, without running anything that the pull request brings along."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final, TypeVar

from partnerkit.cli.report import tell
from partnerkit.errors import PartnerkitError, UsageError
from partnerkit.hosting.decide import MARK, Said, decide
from partnerkit.hosting.github import GitHub, ServiceError, part
from partnerkit.hosting.output import captured, excuse
from partnerkit.hosting.pull_request import PullRequest, below, event_of, merge_base
from partnerkit.model.workspace import Workspace

ResultT = TypeVar("ResultT")

_GONE: Final = 404
_REFUSED: Final = (404, 422)
"""How GitHub answers where a name is not a collaborator, or not a team with access."""


def find(environment: Mapping[str, str]) -> int:
    """Find the pull request that a finished run was for, and write its number and commits to the output of the step.

    The run names only a commit and the branch of a fork; the service is asked which open pull request they belong to.
    Nothing is written where there is none, as when more was pushed meanwhile.
    """
    output = environment.get("GITHUB_OUTPUT")
    if not output:
        raise UsageError("GITHUB_OUTPUT is not set", "this is a step of a GitHub workflow")
    github = GitHub(environment)
    run: Any = event_of(environment).get("workflow_run")
    if not isinstance(run, dict) or "head_sha" not in run:
        raise UsageError("this step belongs in a workflow that starts on `workflow_run`")
    try:
        head, branch = run["head_sha"], f"{run['head_repository']['owner']['login']}:{run['head_branch']}"
    except (KeyError, TypeError):
        tell("the repository of the pull request is gone; there is nothing to say")
        return 0
    found = [PullRequest.of(each) for each in github.listed("pulls", state="open", head=branch)]
    matching = [each for each in found if each.head == head]
    if not matching:
        tell(f"no open pull request has {head[:12]} as its last commit; there is nothing to say")
        return 0
    # Of several for different branches, the first is the newest.
    first = matching[0]
    with open(output, "a", encoding="utf-8") as file:
        file.write(f"number={first.number}\nbase={first.base}\nhead={first.head}\n")
    return 0


def comment(environment: Mapping[str, str]) -> int:
    """Compare the commits of a pull request, and bring its comment, labels and requested reviewers up to date.

    What the service refuses is said, and the rest is done.
    """
    github = GitHub(environment)
    number = environment.get("PARTNERKIT_PULL_REQUEST", "")
    if not number.isdecimal():
        raise UsageError("PARTNERKIT_PULL_REQUEST is not the number of a pull request")
    pull_request = PullRequest.of(github.call("GET", f"pulls/{number}"))
    try:
        base = merge_base(pull_request.base, pull_request.head)
    except UsageError as error:
        excuse(f"{error.message}, so there is no comment; {error.help}")
        return 0
    place = below(environment)
    commits = [f"{base}..{pull_request.head}", *place]
    status, answer = captured(["diff", "--format", "json", *commits])
    _, markdown = captured(["diff", "--format", "markdown", *commits])
    counts = json.loads(answer).get("counts", {}) if answer else {}
    labels = _attempt(lambda: [str(each.get("name")) for each in github.listed(f"issues/{number}/labels")])
    said = _attempt(lambda: (_said(github, number),))
    asked = _attempt(lambda: [pull_request.author, *_asked(github, number)])
    decision = decide(
        counts,
        markdown or _NOT_COMPARED,
        failed=bool(status),
        said=said[0] if said else None,
        labels=labels or (),
        review=_workspace(base, place).review if asked is not None else {},
        asked=asked or (),
    )
    if decision.comment is not None and said is not None:
        _attempt(partial(_say, github, number, said[0], decision.comment))
    # What can't be looked up is left as it is; nor are labels of changes that could not be counted.
    if labels is not None and answer:
        if decision.add:
            _attempt(partial(github.call, "POST", f"issues/{number}/labels", {"labels": list(decision.add)}))
        for label in decision.remove:
            _attempt(partial(github.call, "DELETE", f"issues/{number}/labels/{part(label)}"))
    for name in decision.reviewers:
        _attempt(partial(_ask, github, number, name))
    return 0


_NOT_COMPARED: Final = "**This pull request could not be compared.** Its check says why.\n"


def _attempt(action: Callable[[], ResultT]) -> ResultT | None:
    """Do something that the service may refuse; None where it did, which is said."""
    try:
        return action()
    except ServiceError as error:
        excuse(error.message)
        return None


def _say(github: GitHub, number: str, said: Said | None, text: str) -> None:
    """Write our comment, over the one that is there; one that was deleted meanwhile is written again."""
    if said is not None:
        try:
            github.call("PATCH", f"issues/comments/{said.id}", {"body": text})
        except ServiceError as error:
            if error.status != _GONE:
                raise
        else:
            return
    github.call("POST", f"issues/{number}/comments", {"body": text})


def _workspace(commit: str, place: Sequence[str]) -> Workspace:
    """Return the workspace as it is in the commit that a pull request started from: it cannot appoint its reviewers."""
    from partnerkit.workspace.as_recorded import open_as_recorded
    from partnerkit.workspace.paths import workspace_file_around
    from partnerkit.workspace.portfolio import read_workspace

    tree = open_as_recorded(commit, [])
    try:
        return read_workspace(workspace_file_around(place[-1] if place else ".", tree), tree)
    except PartnerkitError as error:
        excuse(f"no reviews were requested: {error.message}")
        return Workspace()
    finally:
        tree.close()


def _said(github: GitHub, number: str) -> Said | None:
    """Return our comment, which a program wrote and which starts with our mark; no one else's is ever changed."""
    for each in github.listed(f"issues/{number}/comments"):
        body, author = str(each.get("body") or ""), each.get("user")
        if body.startswith(MARK) and isinstance(author, dict) and author.get("type") == "Bot":
            return Said(int(each["id"]), body)
    return None


def _asked(github: GitHub, number: str) -> list[str]:
    """Return who was asked to review, and who has reviewed."""
    requested: Any = github.call("GET", f"pulls/{number}/requested_reviewers")
    users = [str(each.get("login")) for each in requested.get("users", ())]
    teams = [str(each.get("slug")) for each in requested.get("teams", ())]
    reviewed = [each.get("user") for each in github.listed(f"pulls/{number}/reviews")]
    return [*users, *teams, *(str(each.get("login")) for each in reviewed if isinstance(each, dict))]


def _ask(github: GitHub, number: str, name: str) -> None:
    """Ask a person to review, or else a team of this name."""
    organization, _, team = name.rpartition("/")
    kinds = ["team_reviewers"] if organization else ["reviewers", "team_reviewers"]
    for kind in kinds:
        try:
            github.call("POST", f"pulls/{number}/requested_reviewers", {kind: [team]})
        except ServiceError as error:
            if error.status not in _REFUSED:
                raise
        else:
            return
    excuse(f"`{name}` in `review` is neither a collaborator nor a team here, so no review was requested")
