"""What an answer lacks, said once for all that lack the same."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from partnerkit.phrasing import listed


class Unrecorded(NamedTuple):
    """Something that isn't recorded: what, of which partnership if of one, and for which months if for some.

    As a sentence goes on after "without" or "missing:", such as `the revenue of Acme in 2026-02`.
    """

    what: str
    whose: str = ""
    when: str = ""

    @property
    def text(self) -> str:
        """It in words."""
        return " ".join(filter(None, (self.what, f"of {self.whose}" if self.whose else "", self.when)))


def unrecorded_in_words(missing: Iterable[Unrecorded], most: int) -> str:
    """Write what is missing in a sentence; what several partnerships lack is said once, with `most` of their names."""
    alike: dict[tuple[str, str], list[str]] = {}
    for each in dict.fromkeys(missing):
        alike.setdefault((each.what, each.when), []).append(each.whose)
    return "; ".join(Unrecorded(what, _some(whose, most), when).text for (what, when), whose in alike.items())


def _some(names: Sequence[str], most: int) -> str:
    rest = len(names) - most
    return listed([*names[:most], f"{rest} more"]) if rest > 1 else listed(names)
