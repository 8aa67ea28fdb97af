"""By which days was something due before?"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

Earlier: TypeAlias = Mapping[str, Sequence[date]]
"""Due dates that git remembers, by `plan/ID`, `commitment/REVIEW/ID`, and `commitment/ID` where that is one only."""


def slips_of(key: str, due: date | None, moved: Sequence[date], earlier: Earlier) -> tuple[date, ...]:
    """Gather the earlier due dates of a promise or plan item, from the file and from git, without doubles."""
    remembered = [day for day in earlier.get(key, ()) if due is None or day < due]
    return tuple(sorted({*moved, *remembered} - {due}))
