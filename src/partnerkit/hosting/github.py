"""Talk to GitHub through its REST interface."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from partnerkit.errors import PartnerkitError, UsageError

_PATIENCE: Final = 30
_PAGE: Final = 100
_MOST_PAGES: Final = 20
_UNAUTHORIZED: Final = 401
_FORBIDDEN: Final = 403
_TOO_MANY: Final = 429
_MOST_BYTES: Final = 32 * 1024 * 1024


class ServiceError(PartnerkitError):
    """The service refused something; `status` is that of its answer, 0 where there was none."""

    exit_status = 1

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class GitHub:
    """One repository on GitHub."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Take the address, the repository and the token that a workflow gives."""
        self._url = environment.get("GITHUB_API_URL", "").rstrip("/")
        self.repository = environment.get("GITHUB_REPOSITORY", "")
        self._token = environment.get("GITHUB_TOKEN", "")
        if not (self._url.startswith(("https://", "http://127.0.0.1:")) and self.repository.count("/") == 1):
            raise UsageError("GITHUB_API_URL and GITHUB_REPOSITORY are not set", "this is a step of a GitHub workflow")
        if not self._token:
            raise UsageError("GITHUB_TOKEN is not set", "give the step `github.token`")

    def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Return the answer to a request below the repository. Raise `ServiceError` where there is none."""
        request = Request(  # noqa: S310  # https, or a server of this machine
            f"{self._url}/repos/{self.repository}/{path}",
            data=None if body is None else json.dumps(body).encode(),
            method=method,
            headers={
                "Authorization": f"Bearer {self._token}",
                "Accept": "application/vnd.github+json",
                "X-GitHub-Api-Version": "2022-11-28",
                "User-Agent": "partnerkit",
            },
        )
        try:
            with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310  # as above
                content = answer.read(_MOST_BYTES)
        except HTTPError as error:
            error.close()
            raise ServiceError(_refusal(error, f"{method} {path.partition('?')[0]}"), error.code) from None
        except (URLError, TimeoutError, OSError) as error:
            raise ServiceError(f"GitHub can't be reached: {error}", 0) from None
        try:
            return json.loads(content) if content.strip() else None
        except ValueError:
            raise ServiceError(f"GitHub answered {method} {path} with something other than JSON", 0) from None

    def listed(self, path: str, **query: str) -> Iterator[Mapping[str, Any]]:
        """Yield the items of a list, page by page."""
        for page in range(1, _MOST_PAGES + 1):
            words = urlencode({**query, "per_page": _PAGE, "page": page})
            items = self.call("GET", f"{path}?{words}")
            if not isinstance(items, list):
                return
            yield from (item for item in items if isinstance(item, dict))
            if len(items) < _PAGE:
                return


def _refusal(error: HTTPError, request: str) -> str:
    """Return why the service did not answer a request, and what can be done about it."""
    refused = f"GitHub refused to {request}: {error.code} {error.reason}"
    is_limit = error.headers.get("X-RateLimit-Remaining") == "0" or error.headers.get("Retry-After") is not None
    if error.code == _TOO_MANY or (error.code == _FORBIDDEN and is_limit):
        return f"{refused}; its rate limit is used up, so run this job again later"
    if error.code in (_UNAUTHORIZED, _FORBIDDEN):
        return f"{refused}; give the job `permissions: pull-requests: write` and the step `github.token`"
    return refused


def part(text: str) -> str:
    """Write a text as one part of an address."""
    return quote(text, safe="")
