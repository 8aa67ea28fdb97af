"""What makes a command impossible, in the user's words, with the exit status it ends in."""

from collections.abc import Iterator
from contextlib import contextmanager


class PartnerkitError(Exception):
    """A command cannot be answered; `help` says what to type next."""

    exit_status = 2

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help


class UsageError(PartnerkitError):
    """The command line is wrong, or names something that does not exist."""


class InvalidFilesError(PartnerkitError):
    """The files do not hold what the command needs."""

    exit_status = 1


def reason_of(error: OSError) -> str:
    """Return why the system refused, in the middle of a sentence."""
    return (error.strerror or "the system refused").lower()


@contextmanager
def refusals(what: str) -> Iterator[None]:
    """Raise what the system refuses as a `UsageError` that says `what` is impossible and why."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"{what}: {reason_of(error)}") from error
