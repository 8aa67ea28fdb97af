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
from partnerkit.resources import installation
from partnerkit.store.answers import Answer, Stream, recall, remember
from partnerkit.store.inputs import Inputs, read_inputs

if TYPE_CHECKING:
    from partnerkit.store.paths import Named

_OF_COLORS: Final = ("TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")


@dataclass(slots=True)
class Memory:
    """What one run is asked, and what it has said so far."""

    command: str
    options: Mapping[str, object]
    said: list[tuple[Stream, str]] = field(default_factory=list)
    key: str = ""
    inputs: Inputs | None = None

    def recall(self, shared: Sequence[object], named: "Named") -> Answer | None:
        """Answer what was answered before to this question about the files named.

        `shared` is what the options that every command has come to: the day, the format, the width and so on.
        """
        assert self.inputs is None  # an answer that follows from two lists of files is kept under one of them
        self.inputs = read_inputs(named)
        self.key = _digest(
            self.command,
            self.options,
            shared,
            os.getcwd(),
            [os.environ.get(variable) for variable in _OF_COLORS],
            installation(),
            self.inputs.digest,
        )
        return recall(self.key)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take note of what is said."""
        with streams.recorded(lambda stream, text: self.said.append((stream, text))):
            yield

    def keep(self, status: int) -> None:
        """Remember what was said, unless somebody wrote to the files while it was worked out."""
        if self.inputs is not None and self.inputs.unchanged:
            remember(self.key, Answer(status, tuple(self.said)))


def _digest(*facts: object) -> str:
    return hashlib.blake2b(json.dumps(facts, default=str).encode(), digest_size=20).hexdigest()
