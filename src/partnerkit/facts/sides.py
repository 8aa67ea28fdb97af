"""Whose is it?"""

from partnerkit.model.choices import Side
from partnerkit.model.partnership import Partnership


def side_of(person: str | None, partnership: Partnership, otherwise: Side | None = None) -> Side | None:
    """Return the side of somebody: who is not listed in the file is one of ours; `otherwise` where nobody is named."""
    if person is None:
        return otherwise
    listed = partnership.people.get(person)
    return listed.side if listed else "us"
