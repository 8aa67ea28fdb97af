"""Check a pull request without a token: the changes into the job summary, findings as annotations.

Two steps, since GitHub shows only so many annotations of each.
"""

from collections.abc import Mapping

from partnerkit.cli.main import execute
from partnerkit.hosting.pull_request import PullRequest, below, event_of, merge_base


def check(environment: Mapping[str, str]) -> int:
    """Show what changed, then what is wrong, and return 1 if an error, a gate or a failed comparison is among it."""
    statuses = []
    pull_request = event_of(environment).get("pull_request")
    if pull_request is not None:
        commits = PullRequest.of(pull_request)
        statuses.append(_summarize(merge_base(commits.base, commits.head), commits.head, environment))
    statuses.append(_annotate("validate", environment))
    return int(any(statuses))


def lint(environment: Mapping[str, str]) -> int:
    """Show what the rules find in valid files, and return 1 if it is serious enough."""
    return int(_annotate("lint", environment) != 0)


def _annotate(command: str, environment: Mapping[str, str]) -> int:
    return execute([command, "--format", "github", *below(environment)])


def _summarize(base: str, head: str, environment: Mapping[str, str]) -> int:
    """Append what changed between two commits to the summary of the job."""
    summary = environment.get("GITHUB_STEP_SUMMARY")
    gate = environment.get("PARTNERKIT_FAIL_ON")
    options = ["--format", "markdown", *(["--fail-on", gate] if gate else [])]
    words = ["diff", *options, f"{base}..{head}", *below(environment)]
    if not summary:
        return execute(words)
    from partnerkit.hosting.output import captured

    status, text = captured(words)
    with open(summary, "a", encoding="utf-8") as file:
        file.write(text)
    return status
