"""Answer at once what was asked before: the same question about the same files on the same day.

An answer follows from the command line, the files, the day, the terminal and partnerkit itself. Under a digest of
all these it is kept, and given again word for word. PARTNERKIT_NO_CACHE turns this off.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from partnerkit.cli import streams
from partnerkit.store.answers import Answer, Stream, find_answer, keep_answer
from partnerkit.store.inputs import Inputs, read_inputs
from partnerkit.store.installation import installation

if TYPE_CHECKING:
    from partnerkit.store.paths import Named

_READ_BY_RICH: Final = (
    *("TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "UNICODE_VERSION"),
)


@dataclass(slots=True)
class Memory:
    """What one run is asked, and what it has said so far."""

    command: str
    options: Mapping[str, object]
    said: list[tuple[Stream, str]] = field(default_factory=list)
    key: str = ""
    named: "Named | None" = None
    inputs: Inputs | None = None

    def recall(self, shared: Sequence[object], named: "Named") -> Answer | None:
        """Answer what was answered before to this question about the files named.

        `shared` is what the options that every command has come to: the day, the format, the width and so on.
        """
        assert self.named is None  # an answer that follows from two lists of files would be kept under one of them
        self.named = named
        self.inputs = read_inputs(named)
        if self.inputs is None:
            return None
        try:
            here = [os.getcwd(), *installation()]
        except OSError:  # whatever is amiss with the cache must never stand in the way of an answer
            self.inputs = None
            return None
        terminal = [os.environ.get(variable) for variable in _READ_BY_RICH]
        self.key = _digest(self.command, self.options, shared, here, terminal, self.inputs.digest)
        return find_answer(self.key)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take note of what is said."""
        with streams.recorded(lambda stream, text: self.said.append((stream, text))):
            yield

    def keep(self, status: int) -> None:
        """Remember what was said, unless a file was touched while it was worked out."""
        if self.named is not None and self.inputs is not None and read_inputs(self.named) == self.inputs:
            keep_answer(self.key, Answer(status, tuple(self.said)))

    def forget(self) -> None:
        """Keep nothing of this run."""
        self.inputs = None


def _digest(*facts: object) -> str:
    return hashlib.blake2b(json.dumps(facts, default=str).encode(), digest_size=20).hexdigest()
