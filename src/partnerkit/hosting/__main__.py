"""The steps of the GitHub action: `python -I -m partnerkit.hosting check|lint|find|comment`.

`check` and `lint` need no token, and run with whatever a pull request brings along. `find` and `comment` have a token,
run on the files of the default branch, and read the commits of the pull request as data: nothing in them is checked out
or run.
"""

import os
import sys
from collections.abc import Callable, Mapping
from typing import Final

from partnerkit.errors import PartnerkitError
from partnerkit.hosting.check import check, lint
from partnerkit.hosting.github import ServiceError
from partnerkit.hosting.output import excuse
from partnerkit.hosting.publish import comment, find

STEPS: Final[Mapping[str, Callable[[Mapping[str, str]], int]]] = {
    "check": check,
    "lint": lint,
    "find": find,
    "comment": comment,
}


def main(step: str, environment: Mapping[str, str]) -> int:
    """Run a step and return its exit status; that the service refuses something is never an error of the run."""
    from partnerkit.cli.report import tell_error

    try:
        return STEPS[step](environment)
    except ServiceError as error:
        excuse(error.message)
        return 0
    except PartnerkitError as error:
        tell_error(error)
        return error.exit_status


if __name__ == "__main__":
    from partnerkit.cli.streams import prepare

    prepare()
    if sys.argv[1:] not in ([name] for name in STEPS):
        sys.exit(f"usage: python -I -m partnerkit.hosting {'|'.join(STEPS)}")
    sys.exit(main(sys.argv[1], os.environ))
